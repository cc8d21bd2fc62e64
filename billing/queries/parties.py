"""Who is named on invoices, as they are now. An invoice keeps its own copy."""

from billing.models import TaxProfile

NEEDED = ("legal_name", "street", "postcode", "city", "country")


def profile_of(counsellor) -> TaxProfile | None:
    return TaxProfile.objects.filter(counsellor=counsellor).first()


def missing_of_buyer(profile: TaxProfile | None) -> list[str]:
    """What an invoice to a counsellor must have and has not, as the form calls it."""
    names = [name for name in NEEDED if not getattr(profile, name, "")]
    return [str(TaxProfile._meta.get_field(name).verbose_name) for name in names]


def missing_of_seller(profile: TaxProfile | None) -> list[str]:
    """What a receipt to a client must have besides: one of the numbers the tax office knows the counsellor by."""
    missing = missing_of_buyer(profile)
    if not getattr(profile, "tax_number", "") and not getattr(profile, "vat_id", ""):
        missing.append(str(TaxProfile._meta.get_field("tax_number").verbose_name))
    return missing
