"""Plans of the demo counsellors: those who write have one that allows it."""

from billing.actions import subscriptions
from billing.models import Subscription

PLANS = {"anna": "premium", "samuel": "premium-plus", "helene": "premium", "leyla": "premium", "markus": "basic-plus"}


def fill(counsellors: dict) -> None:
    """Choose for those who have chosen nothing. `counsellors`: login name to User; the others stay without a choice."""
    for login, slug in PLANS.items():
        user = counsellors.get(login)
        if user and not Subscription.objects.filter(counsellor=user).exists():
            subscriptions.choose(user, slug, by=user)
