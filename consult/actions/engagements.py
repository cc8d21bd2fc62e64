from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from billing import entitlements
from consult import live
from consult.enums import Origin
from consult.models import Engagement
from consult.queries import own_clients
from lib.denied import Denied


def begin(*, counsellor, client, by, origin: str = Origin.PORTAL, invited: bool = False) -> Engagement:
    """The engagement of the two, made now if there was none. Calling again changes nothing; `by` is who caused it.

    Of those a counsellor brings along (`origin` external) the first one is free and marked so, for good; for every
    other one the plan must have room, unless they were `invited` when it had. Raises Denied: "not_a_pair", "own_clients".
    """
    if not (counsellor.is_counsellor and client.is_client):
        raise Denied("not_a_pair", _("An engagement needs a counsellor and a client."), status=400)
    with transaction.atomic():
        if origin == Origin.EXTERNAL:
            _lock(counsellor)
        if found := Engagement.objects.filter(counsellor=counsellor, client=client).first():
            return found
        fields = {"origin": origin}
        if origin == Origin.EXTERNAL:
            number = own_clients.of(counsellor).count()
            if not (invited or entitlements.may_bring(counsellor, number)):
                raise Denied("own_clients", _("Your plan has no room for another own client."), status=403)
            fields["is_trial"] = number == 0
        engagement, is_new = Engagement.objects.get_or_create(counsellor=counsellor, client=client, defaults=fields)
        if is_new:
            transaction.on_commit(lambda: live.list_changed([counsellor.uid, client.uid]))
    return engagement


def _lock(counsellor) -> None:
    """Own clients of a counsellor come one after the other, so that there is one first one."""
    list(get_user_model().objects.select_for_update(no_key=True).filter(pk=counsellor.pk).values_list("pk"))
