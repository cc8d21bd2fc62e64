"""What the staff see in the admin: mail texts, legal texts, the first page. Loaded by wagtail_hooks.py."""
