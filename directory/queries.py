"""What people see of the directory."""

import random
from datetime import date, timedelta

from django.conf import settings
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Q
from django.db.models.functions import Cast

from accounts.models import User
from directory import rules, search
from directory.enums import QualificationState
from directory.models import (
    CounsellorPage,
    DirectoryPage,
    Listing,
    ProfileGuide,
    Qualification,
    Speciality,
    SpokenLanguage,
)
from lib import clock

PRIME = 1_048_583  # the first above 2^20, the range of order keys: multiplying by any number below permutes them


def directory_page(language: str = settings.LANGUAGE_CODE) -> DirectoryPage | None:
    """The list in `language`. Profiles live under the one of the default language, and are shown under all."""
    return DirectoryPage.objects.filter(locale__language_code=language).first()


def page_of(user) -> CounsellorPage | None:
    """The profile a counsellor owns, published or not."""
    return CounsellorPage.objects.filter(owner=user).order_by("pk").first()


def public_page_of(user) -> CounsellorPage | None:
    """The profile of somebody who is in the directory."""
    return CounsellorPage.objects.filter(listing__counsellor=user).select_related("photo").first()


def is_listed(user) -> bool:
    """Is this counsellor to be found in the public directory?"""
    return Listing.objects.filter(counsellor=user, page__isnull=False).exists()


def guide(language: str) -> ProfileGuide | None:
    """The how-to in this language, else in any."""
    rows = list(ProfileGuide.objects.filter(live=True).select_related("locale"))
    order = {language: 0, settings.LANGUAGE_CODE: 1}
    return min(rows, key=lambda row: order.get(row.locale.language_code, 2), default=None)


def checked_title(user, title) -> Qualification | None:
    """The check that counts today for this title of this counsellor; of several the one that lasts longest."""
    if user is None or title is None:
        return None
    today = clock.now().date()
    rows = Qualification.objects.filter(counsellor=user, title=title, state=QualificationState.CHECKED)
    counting = [row for row in rows.select_related("title") if rules.counts_on(row, today)]
    return max(counting, key=lambda row: row.valid_until or date.max, default=None)


def qualifications_of(user):
    """A counsellor's own, newest first."""
    return Qualification.objects.filter(counsellor=user).select_related("title")


def seen_qualifications(person):
    """Whose evidence this person may open: one's own, and everybody's for staff who check."""
    rows = Qualification.objects.select_related("title", "counsellor", "checked_by")
    return rows if rules.may_check(person) else rows.filter(counsellor=person)


def waiting_titles():
    return Qualification.objects.filter(state=QualificationState.WAITING)


def checkers():
    """People who may check titles, by their groups."""
    app, codename = rules.MAY_CHECK.split(".")
    permission = Q(groups__permissions__codename=codename, groups__permissions__content_type__app_label=app)
    return User.objects.filter(permission, is_active=True).distinct()


def over(today: date):
    """Checks that still stand although their last day is past."""
    return Qualification.objects.filter(state=QualificationState.CHECKED, valid_until__lt=today)


def ending(today: date, *, within: timedelta):
    """Checks that end soon."""
    rows = Qualification.objects.filter(state=QualificationState.CHECKED, valid_until__gte=today)
    return rows.filter(valid_until__lte=today + within).select_related("counsellor", "title")


def listed():
    return Listing.objects.filter(page__isnull=False)


def outdated():
    """Counsellors whose next free time, as the directory shows it, is over."""
    return Listing.objects.filter(next_free_at__lte=clock.now()).values_list("counsellor", flat=True)


def fairly(listings, day=None):
    """In an order that is new every day and the same for everybody: nobody is first for ever."""
    day = day or clock.now().date()
    factor = random.Random(day.isoformat()).randrange(1, PRIME)
    key = Cast(F("order_key") + 1, BigIntegerField())  # the product needs 40 bits
    place = ExpressionWrapper(key * factor % PRIME, output_field=BigIntegerField())
    return listings.order_by(place, "pk")


def find(*, text: str = "", language: str = "", speciality: str = "", accepting: bool = False):
    """Listings that fit all that is asked for. An empty filter asks for nothing."""
    listings = search.matching(listed(), text)
    if language:
        listings = listings.filter(languages__slug=language)
    if speciality:
        listings = listings.filter(specialities__slug=speciality)
    if accepting:
        listings = listings.filter(accepting=True)
    return listings


def shown(listings):
    """With everything a card needs, at a constant number of queries."""
    return listings.select_related("page__photo", "page__professional_title", "counsellor").prefetch_related(
        "specialities", "languages", "page__photo__renditions"
    )


def specialities():
    """Those that somebody listed has, with how many have them."""
    return _in_use(Speciality.objects)


def languages():
    return _in_use(SpokenLanguage.objects)


def _in_use(rows):
    people = Count("listings", filter=Q(listings__page__isnull=False))
    return rows.annotate(people=people).filter(people__gt=0).order_by("sort_order", "name")
