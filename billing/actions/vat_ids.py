"""The staff's word on a counsellor's VAT number, after they asked the register."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit, notices
from billing.enums import VatState
from billing.models import TaxProfile
from lib import clock, ids
from lib.denied import Denied


@transaction.atomic
def decide(profile: TaxProfile, *, number: str, is_valid: bool, by) -> TaxProfile:
    """`number` is the one that was looked up: if the counsellor wrote another one meanwhile, nothing is decided.

    Invoices already written stay as they are; from now on a confirmed number allows the reverse charge.
    """
    if by == profile.counsellor:
        raise Denied("your_own", _("Nobody confirms their own VAT number."), status=403)
    profile = TaxProfile.objects.select_for_update().get(pk=profile.pk)
    if not number or profile.vat_id != number:
        raise Denied("changed", _("The number was changed meanwhile. Please look at it again."), status=409)
    profile.vat_state = VatState.VALID if is_valid else VatState.INVALID
    profile.vat_checked_at = clock.now()
    profile.save(update_fields=["vat_state", "vat_checked_at"])
    event = audit.record(
        "billing.vat_id_confirmed" if is_valid else "billing.vat_id_refused", by=by,
        about=ids.to_text(profile.counsellor.uid),
    )  # fmt: skip
    if not is_valid:
        notices.tell(profile.counsellor, "billing.vat_id_refused", key=f"vat_id:{event.pk}")
    return profile
