"""Plans of the demo counsellors: those who write have one that allows it."""

from datetime import datetime, time

from billing import demo_books
from billing.actions import subscriptions
from billing.models import Subscription
from billing.queries import plans
from lib import clock

SINCE_A_YEAR = {"anna", "markus"}
PLANS = {"anna": "premium", "samuel": "premium-plus", "helene": "premium", "leyla": "premium", "markus": "basic-plus"}


def fill(counsellors: dict) -> None:
    """Choose for those who have chosen nothing. `counsellors`: login name to User; the others stay without a choice."""
    for login, slug in PLANS.items():
        user = counsellors.get(login)
        if user and not Subscription.objects.filter(counsellor=user).exists():
            day = demo_books.beginning(demo_books.MONTHS if login in SINCE_A_YEAR else demo_books.RECENT)
            with clock.frozen(datetime.combine(day, time(9), plans.zone())):
                subscriptions.choose(user, slug, by=user)
