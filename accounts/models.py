from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from lib.ids import BytesField, IdField


class User(AbstractUser):
    """A person who can log in. `username` is the login name; `password` holds a hash of the derived login key."""

    uid = IdField(help_text="Public id, chosen by the person's browser; part of every signed record.")
    display_name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CLIENT)
    language = models.CharField(max_length=5, default="en")
    zone = models.CharField(_("time zone"), max_length=40, default="", blank=True, help_text="IANA name")
    kdf = models.PositiveSmallIntegerField(default=1, help_text="Version of the login derivation (docs/protocol)")
    seed_login = BytesField(max_length=16, default=bytes, editable=False)

    first_name = last_name = None

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="user_email_unique_when_given"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.display_name or self.username

    get_full_name = get_short_name = lambda self: self.name

    @property
    def time_zone(self) -> str:
        return self.zone or settings.DEFAULT_ZONE

    @property
    def is_client(self) -> bool:
        return self.role == Role.CLIENT

    @property
    def is_counsellor(self) -> bool:
        return self.role == Role.COUNSELLOR
