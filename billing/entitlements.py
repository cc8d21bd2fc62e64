"""What a counsellor's plan allows and costs. The one place that is asked; other apps know nothing of plans.

entitlements.allows(user, "articles")
entitlements.commission(user)           # basis points
entitlements.may_bring(user, 3)         # one more own client, who has three
entitlements.may_invite(user, 3)        # the same by a link
entitlements.may_take_bookings(user)
"""

from billing.models import PlanPrice
from billing.queries import invoices, plans

FEATURES = {
    "articles": "may_write_articles",
    "guests": "may_invite_guests",
}  # a feature is listed once code asks for it


def terms_of(user) -> PlanPrice | None:
    """The price the counsellor chose, or today's of the plan for those who have not chosen."""
    chosen = plans.subscription_of(user)
    return chosen.price if chosen else plans.default_price()


def allows(user, feature: str) -> bool:
    """Raises KeyError for a feature nobody listed. Only counsellors who can log in have a plan."""
    flag = FEATURES[feature]
    terms = _terms_in_use(user)
    return bool(terms and getattr(terms.plan, flag))


def commission(user) -> int:
    """Basis points of what clients pay through the portal."""
    terms = terms_of(user)
    return terms.commission_bps if terms else 0


def own_clients(user) -> int | None:
    """How many people the counsellor may bring along; None: as many as they like."""
    terms = _terms_in_use(user)
    return terms.plan.own_clients if terms else 0


def may_bring(user, number: int) -> bool:
    """One more own client, for a counsellor who has `number` of them?"""
    most = own_clients(user)
    return most is None or number < most


def may_invite(user, number: int) -> bool:
    """The same by a link. The first own client is free with every plan, so that everybody can try everything."""
    return may_bring(user, number) and (number == 0 or allows(user, "guests"))


def may_take_bookings(user) -> bool:
    """False while an invoice is long overdue. What is booked takes place, and rooms stay open, whatever is owed."""
    return not invoices.is_suspended(user)


def suspended() -> set[int]:
    """Everybody who may take no bookings today, by primary key."""
    return {invoice.recipient_id for invoice in invoices.overdue(invoices.SUSPENDED_AFTER.days - 1)}


def _terms_in_use(user) -> PlanPrice | None:
    return terms_of(user) if user.is_active and user.is_counsellor else None
