from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CLIENT = "client", _("Client")
    COUNSELLOR = "counsellor", _("Counsellor")
    STAFF = "staff", _("Staff")
