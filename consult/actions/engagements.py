from django.db import transaction
from django.utils.translation import gettext as _

from consult import live
from consult.enums import Origin
from consult.models import Engagement
from lib.denied import Denied


def begin(*, counsellor, client, by, origin: str = Origin.PORTAL) -> Engagement:
    """The engagement of the two, made now if there was none. Calling again changes nothing; `by` is who caused it."""
    if not (counsellor.is_counsellor and client.is_client):
        raise Denied("not_a_pair", _("An engagement needs a counsellor and a client."), status=400)
    with transaction.atomic():
        engagement, is_new = Engagement.objects.get_or_create(
            counsellor=counsellor, client=client, defaults={"origin": origin}
        )
        if is_new:
            transaction.on_commit(lambda: live.list_changed([counsellor.uid, client.uid]))
    return engagement
