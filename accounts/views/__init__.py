"""Pages under /account/: translate forms into actions, and refusals into a sentence beside the form."""
