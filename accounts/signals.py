"""What this app tells whoever wants to know. Receivers live in the upper apps' `receivers.py`.

All are sent after the change is written, inside its transaction; what leaves the machine waits for `on_commit`.
"""

from django.dispatch import Signal

person_joined = Signal()  # person: a new User (any role)
role_changed = Signal()  # person: User, before: the role until now
access_changed = Signal()  # person: User, whose account was closed or opened again (is_active)
session_ended = Signal()  # user: User, session_key: str, or None when every session of the person ended
identity_added = Signal()  # user: User, identity: the new head of the person's public keys
