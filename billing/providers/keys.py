"""Which Stripe is meant: the key of this installation says whether money moves."""

from django.conf import settings


def is_live() -> bool:
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


def may_be_used() -> bool:
    """A test key settles real charges with play money: only where play money may do that."""
    return bool(settings.STRIPE_SECRET_KEY) and (is_live() or settings.PAYMENTS_TEST)


def api_base() -> str | None:
    """Somewhere else than Stripe: a stand-in, on somebody's own machine, never with a real key."""
    return settings.STRIPE_API_BASE if settings.DEBUG and not is_live() and settings.STRIPE_API_BASE else None
