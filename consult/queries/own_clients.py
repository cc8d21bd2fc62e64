"""The people a counsellor brought along, and which of them the plan has room for."""

from billing import entitlements
from consult.enums import Origin
from consult.models import Engagement


def of(counsellor):
    """In the order in which a plan with less room keeps them: the free one first, then those who came first."""
    own = Engagement.objects.filter(counsellor=counsellor, origin=Origin.EXTERNAL)
    return own.order_by("-is_trial", "began_at", "pk")


def is_covered(client, counsellor) -> bool:
    """May new appointments be made? Always, but for own clients beyond what the plan allows."""
    engagement = of(counsellor).filter(client=client).first()
    if engagement is None:
        return True
    most = entitlements.own_clients(counsellor)
    return most is None or engagement in of(counsellor)[:most]
