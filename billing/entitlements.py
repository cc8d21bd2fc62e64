"""What a counsellor's plan allows and costs. The one place that is asked; other apps know nothing of plans.

entitlements.allows(user, "articles")
entitlements.commission(user)           # basis points
"""

from billing.models import PlanPrice
from billing.queries import plans

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
    if not (user.is_active and user.is_counsellor):
        return False
    terms = terms_of(user)
    return bool(terms and getattr(terms.plan, flag))


def commission(user) -> int:
    """Basis points of what clients pay through the portal."""
    terms = terms_of(user)
    return terms.commission_bps if terms else 0
