"""Who may open a conversation with a counsellor they have nothing to do with yet. Apps above add reasons in ready()."""

from collections.abc import Callable

from consult.models import Engagement

# each is called as reason(client, counsellor) -> bool; one yes is enough
may_open: list[Callable] = []


def allowed(client, counsellor) -> bool:
    """Whether `client` may begin a conversation with `counsellor`: they know each other, or an app above says yes."""
    if not (client.is_client and counsellor.is_counsellor and client.is_active and counsellor.is_active):
        return False
    if Engagement.objects.filter(counsellor=counsellor, client=client).exists():
        return True
    return any(reason(client, counsellor) for reason in may_open)
