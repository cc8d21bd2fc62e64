"""What the staff see of billing in the admin, a file per task. Loaded by wagtail_hooks.py."""
