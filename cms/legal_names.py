"""The legal texts there are, as staff and readers call them. The keys are lib.legaltexts'."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib import legaltexts

NAMES = {
    legaltexts.TERMS: _("Terms of use"),
    legaltexts.PRIVACY: pgettext_lazy("legal text", "Privacy"),
    legaltexts.WITHDRAWAL: _("Right of withdrawal"),
    legaltexts.CLIENTS: _("Consent of clients"),
    legaltexts.COUNSELLORS: _("Consent of counsellors"),
}


def choices() -> list[tuple[str, str]]:
    return list(NAMES.items())
