"""The operator as the one who writes invoices."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from billing.models import OperatorDetails

NEEDED = ("legal_name", "street", "postcode", "city", "country", "holder", "iban")
WISHED = ("email",)


def details() -> OperatorDetails:
    """What the staff wrote, or empty ones. Reading does not write."""
    return OperatorDetails.objects.filter(site__is_default_site=True).first() or OperatorDetails()


def missing(operator: OperatorDetails) -> list[str]:
    """What an invoice must have and has not, as the form calls it. While there is anything, none is issued.

    The law asks for most of it; without an account it could not be paid, and would be late all the same.
    """
    names = called([name for name in NEEDED if not getattr(operator, name)])
    return names if operator.vat_id or operator.tax_number else [*names, _("VAT number or tax number")]


def wished(operator: OperatorDetails) -> list[str]:
    """What makes invoices easier to ask about."""
    return called([name for name in WISHED if not getattr(operator, name)])


def called(fields: list[str]) -> list[str]:
    return [str(capfirst(OperatorDetails._meta.get_field(name).verbose_name)) for name in fields]
