"""Who writes the invoices: a setting, and a word on the first page as long as something is missing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import LedgerEntry
from billing.queries import operators
from cms import desk

PERMISSION = "billing.change_operatordetails"
SETTING = ("billing", "operatordetails")


@desk.waiting
def details_to_fill_in(user):
    if not user.has_perm(PERMISSION) or not operators.missing(operators.details()):
        return None
    if not LedgerEntry.objects.filter(invoice=None, testmode=False).exists():
        return None
    text = _("Your details on invoices are incomplete: no invoice can be written")
    return desk.Waiting(text, reverse("wagtailsettings:edit", args=SETTING), "warning")


desk.place(gettext_lazy("Your name, address and bank account on invoices"), "wagtailsettings:edit", PERMISSION,
           args=SETTING)  # fmt: skip
