"""What a person's role allows in the CMS: which groups it brings, granted and taken in this one place."""

from django.contrib.auth.models import Group

from cms.actions import groups
from directory.actions import listings

COUNSELLORS_GROUP = groups.COUNSELLORS
GROUPS_OF = {"counsellor": (COUNSELLORS_GROUP,), "staff": groups.ALL}


def grant(user) -> None:
    """Take the groups of other roles. Counsellors are in theirs; staff who are in none of the staff's are in all.

    Which of them somebody of the staff keeps, an operator decides on the page of that person.
    """
    wanted = GROUPS_OF.get(user.role, ())
    has = set(user.groups.values_list("name", flat=True))
    user.groups.remove(*Group.objects.filter(name__in={COUNSELLORS_GROUP, *groups.ALL} - set(wanted)))
    if not has & set(wanted):
        user.groups.add(*[Group.objects.get_or_create(name=name)[0] for name in wanted])
    if not user.is_counsellor:
        listings.remove_counsellor(user)
