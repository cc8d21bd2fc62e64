"""What a counsellor says about themselves for invoices: as buyer of the operator, and as seller to clients."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit
from billing.enums import Regime, VatState
from billing.models import TaxProfile
from billing.queries import parties
from lib import clock, ids
from lib.denied import Denied


def save_details(counsellor, *, by, **given) -> TaxProfile:
    """Name, address and numbers from now on; what was issued stays. Another VAT number has to be confirmed anew."""
    with transaction.atomic():
        profile = _locked(counsellor)
        before = (profile.vat_id, profile.country)
        for name, value in given.items():
            setattr(profile, name, value)
        if profile.writes_receipts and not (profile.vat_id or profile.tax_number):
            raise Denied("no_tax_number", _("Receipts need a tax number or a VAT number. Please write one of them."))
        if (profile.vat_id, profile.country) != before:
            profile.vat_state = VatState.UNVERIFIED if profile.vat_id else VatState.NONE
            profile.vat_checked_at = None
        _save(profile, "billing.details_changed", by, fields=sorted(given))
    return profile


def write_receipts(counsellor, *, regime: Regime, rate_bps: int, by) -> TaxProfile:
    """From now on clients get receipts in the counsellor's name, written by the operator: that is the mandate."""
    with transaction.atomic():
        profile = _locked(counsellor)
        if missing := parties.missing_of_seller(profile):
            raise Denied("details_missing", _("Please fill in your billing details first."), missing=missing)
        profile.regime, profile.rate_bps = regime, rate_bps if regime == Regime.STANDARD else 0
        profile.mandated_at = profile.mandated_at if profile.writes_receipts else clock.now()
        profile.writes_receipts = True
        _save(profile, "billing.receipts_on", by, regime=str(regime), rate=profile.rate_bps)
    return profile


def stop_receipts(counsellor, *, by) -> TaxProfile:
    """No new ones; those that were written stay, and money that goes back is still noted on them."""
    with transaction.atomic():
        profile = _locked(counsellor)
        if profile.writes_receipts:
            profile.writes_receipts = False
            _save(profile, "billing.receipts_off", by)
    return profile


def _locked(counsellor) -> TaxProfile:
    TaxProfile.objects.get_or_create(counsellor=counsellor)
    return TaxProfile.objects.select_for_update().get(counsellor=counsellor)


def _save(profile: TaxProfile, kind: str, by, **data) -> None:
    profile.changed_at = clock.now()
    profile.save()
    audit.record(kind, by=by, about=ids.to_text(profile.counsellor.uid), **data)
