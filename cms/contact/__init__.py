"""How people reach those who run the portal: the form of a contact page, its mails, and the desk it lands on."""
