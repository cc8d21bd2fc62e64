"""What people see of the directory."""

import random

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Q
from django.db.models.functions import Cast

from directory import search
from directory.models import CounsellorPage, DirectoryPage, Listing, Speciality, SpokenLanguage
from lib import clock

PRIME = 1_048_583  # the first above 2^20, the range of order keys: multiplying by any number below permutes them


def directory_page() -> DirectoryPage | None:
    return DirectoryPage.objects.first()


def page_of(user) -> CounsellorPage | None:
    """The profile a counsellor owns, published or not."""
    return CounsellorPage.objects.filter(owner=user).order_by("pk").first()


def public_page_of(user) -> CounsellorPage | None:
    """The profile of somebody who is in the directory."""
    return CounsellorPage.objects.filter(listing__counsellor=user).select_related("photo").first()


def is_listed(user) -> bool:
    """Is this counsellor to be found in the public directory?"""
    return Listing.objects.filter(counsellor=user, page__isnull=False).exists()


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
