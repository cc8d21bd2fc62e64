"""The admin's form of the operator's own details: what is typed is checked, what is missing is said."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as NumberError
from wagtail.admin.forms import WagtailAdminModelForm

from billing import vat_ids
from billing.enums import Regime


class OperatorForm(WagtailAdminModelForm):
    """Half of it may be saved; only invoices need the whole (`queries.operators.missing`)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "regime" in self.fields:  # an operator treats nobody
            self.fields["regime"].choices = [(r.value, r.label) for r in (Regime.STANDARD, Regime.SMALL)]

    def clean_country(self):
        country = self.cleaned_data["country"].strip().upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise ValidationError(_("Please write the two letters of the country, like AT, DE or FR."))
        return country

    def clean_iban(self):
        given = self.cleaned_data["iban"]
        try:
            return iban.validate(given) if given else ""
        except NumberError:
            raise ValidationError(_("This is not a valid IBAN. Please compare it with your bank card.")) from None

    def clean_bic(self):
        given = self.cleaned_data["bic"]
        try:
            return bic.validate(given) if given else ""
        except NumberError:
            raise ValidationError(_("This is not a valid BIC.")) from None

    def clean(self):
        given = super().clean()
        if given.get("vat_id"):
            self._check_vat_id(given)
        if given.get("iban") and not given.get("holder"):
            self.add_error("holder", _("Please write whose account it is. Banks compare the name."))
        return given

    def _check_vat_id(self, given):
        if "country" in given and not given["country"]:
            self.add_error("country", _("Please write the country, so that the VAT number can be checked."))
            return
        try:
            given["vat_id"] = vat_ids.tidy(given["vat_id"], given.get("country", ""))
        except vat_ids.Malformed:
            self.add_error("vat_id", _("This is not a VAT number of that country. Please compare it with your papers."))
