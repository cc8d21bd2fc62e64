"""What a person's role allows in the CMS: membership of one group, granted and taken in this one place."""

from django.contrib.auth.models import Group

from cms.actions.defaults import STAFF_GROUP
from directory.actions import listings

COUNSELLORS_GROUP = "Counsellors"
GROUP_OF = {"counsellor": COUNSELLORS_GROUP, "staff": STAFF_GROUP}


def grant(user) -> None:
    """Give the groups of the user's role and take those of any other."""
    wanted = GROUP_OF.get(user.role)
    for name in GROUP_OF.values():
        if name == wanted:
            user.groups.add(Group.objects.get_or_create(name=name)[0])
        else:
            user.groups.remove(*Group.objects.filter(name=name))
    if not user.is_counsellor:
        listings.remove_counsellor(user)
