"""Who may appear in the directory, who may have a profile, and who may say that a title is right."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from directory.enums import TRANSITIONS, QualificationState
from lib.denied import Denied

MAY_CHECK = "directory.check_qualification"


def can_be_listed(page, qualification) -> bool:
    """A published profile whose title the law protects and the staff have checked, of a counsellor who can log in."""
    title = page.professional_title
    return bool(
        page.live
        and title
        and title.may_be_listed
        and qualification
        and qualification.title_id == title.pk
        and page.owner
        and qualification.counsellor_id == page.owner_id
        and has_practice(page.owner)
    )


def counts_on(qualification, day) -> bool:
    """Checked, and not over on `day`. The last day counts."""
    return qualification.state == QualificationState.CHECKED and (
        qualification.valid_until is None or qualification.valid_until >= day
    )


def has_practice(user) -> bool:
    return user.is_active and user.is_counsellor


def must_have_practice(user) -> None:
    if not has_practice(user):
        raise Denied("not_a_counsellor", _("Only counsellors have a public profile."), status=403)


def must_own(page, user) -> None:
    must_have_practice(user)
    if page.owner_id != user.pk:
        raise not_yours()


def not_yours() -> Denied:
    return Denied("not_yours", _("There is nothing here."), status=404)


def must_have_room_for_video(count: int, *, most: int) -> None:
    if count >= most:
        raise Denied("too_many", _("You have several videos already. Please delete one first."), status=409)


def must_not_wait(page) -> None:
    """What the staff are reading stays as it is until they have decided or the owner takes it back."""
    if page.workflow_in_progress:
        message = _("We are reading your profile. Take it back first if you want to change it.")
        raise Denied("being_read", message, status=409)


def may_check(user) -> bool:
    return user.is_active and user.has_perm(MAY_CHECK)


def must_be_checkable(qualification, *, by) -> None:
    if not may_check(by):
        raise Denied("not_a_checker", _("You may not check titles."), status=403)
    if qualification.counsellor_id == by.pk:
        raise Denied("own_title", _("Somebody else has to check your own title."), status=403)


def must_become(qualification, state) -> None:
    if state not in TRANSITIONS[qualification.state]:
        raise Denied("already_decided", _("Somebody has decided about this already."), status=409)


def must_be_ahead(valid_until, *, today) -> None:
    if valid_until is not None and valid_until < today:
        raise Denied("over_already", _("This date is over. Please give a date ahead, or none."), status=422)


def must_not_create_pages() -> None:
    raise PermissionDenied
