"""What the CMS announces. Apps above receive it (config/receivers.py, where apps meet that do not know each other)."""

from django.dispatch import Signal

# Somebody has written through a contact page. `message`: the ContactMessage
contact_received = Signal()

# Once a day, while there are messages whose answer is overdue. `day`: the date
contact_overdue = Signal()
