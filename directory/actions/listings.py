"""Keeping the directory's rows: written when a profile is published, emptied when it is taken down.

A row has two writers, the profile and the facts of the apps above; each writes its own columns, under the row's lock.
"""

import random
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from billing import entitlements
from cms import page_cache, worded
from directory import marks, postcodes, queries, rules, search
from directory.models import CounsellorPage, Facet, Listing
from lib import clock
from lib.plain import plain

FORM = 2  # of what `_text_of` writes; raise it when that changes, and `catch_up` rewrites all rows


@transaction.atomic
def rewrite(page: CounsellorPage) -> Listing | None:
    """Bring the row of the page's owner up to date with what is published. None if it may not be listed."""
    if not rules.can_be_listed(page, queries.checked_title(page.owner, page.professional_title)):
        remove(page)
        return None
    before = Listing.objects.select_for_update().filter(counsellor=page.owner).first()
    point = postcodes.point_of(page.country, page.postcode)
    accepting = page.accepting and entitlements.may_take_bookings(page.owner)
    profile = {
        "page": page,
        "name": page.title,
        "accepting": accepting,
        "lat": point and point.lat,
        "lon": point and point.lon,
        "text": _text_of(page, point, accepting=accepting),
        "form": FORM,
        "written_at": clock.now(),
    }
    listing, _is_new = Listing.objects.update_or_create(
        counsellor=page.owner, defaults=profile, create_defaults={**_new_row(), **profile}
    )
    search.write(listing)
    _count(_marks_shown(before), _marks_shown(listing))
    if before is None or before.page_id is None:
        page_cache.forget()  # an account may be open again, without anything being published
    return listing


def rewrite_of(counsellor) -> None:
    """Something about the counsellor has changed that decides about being listed."""
    if page := queries.page_of(counsellor):
        rewrite(page)


@transaction.atomic
def remove(page: CounsellorPage) -> None:
    """Take the profile out of the directory; prices and times are kept."""
    for listing in Listing.objects.select_for_update().filter(page=page):
        _empty(listing)


@transaction.atomic
def remove_counsellor(counsellor) -> None:
    """Take whoever is no counsellor any more, or cannot log in, out of the directory."""
    for listing in Listing.objects.select_for_update().filter(counsellor=counsellor):
        _empty(listing)


@transaction.atomic
def set_facts(counsellor, *, price_from_cents: int | None, currency: str, next_free_at: datetime | None) -> None:
    """What an app above knows: the lowest price and the next free time. Works before there is a profile, too."""
    before = Listing.objects.select_for_update().filter(counsellor=counsellor).first()
    facts = {
        "price_from_cents": price_from_cents,
        "currency": currency or "",
        "next_free_at": next_free_at,
        "fact_marks": " ".join(_fact_marks(price_from_cents, currency or "", next_free_at)),
    }
    # two workers may come with the first facts of somebody at the same moment
    listing, _is_new = Listing.objects.update_or_create(
        counsellor=counsellor, defaults=facts, create_defaults={**facts, **_new_row()}
    )
    if listing.page_id and before.fact_marks != listing.fact_marks:
        search.write(listing)
        _count(_marks_shown(before), _marks_shown(listing))


def catch_up() -> int:
    """Rewrite what is listed in an old form: after an update, or when the staff have changed a word."""
    pages = CounsellorPage.objects.filter(Q(listing__isnull=False) & ~Q(listing__form=FORM)).order_by("pk")
    number = 0
    for page in pages.iterator(chunk_size=200):
        rewrite(page)
        number += 1
    if number:
        page_cache.forget()
    return number


def follow_suspensions() -> int:
    """Rows that still say somebody takes new clients, or no longer says so: what an invoice overdue decides, time decides."""
    suspended = entitlements.suspended()
    wrong = Q(accepting=True, counsellor__in=suspended) | (Q(accepting=False) & ~Q(counsellor__in=suspended))
    pages = CounsellorPage.objects.filter(accepting=True, listing__in=Listing.objects.filter(wrong))
    for page in pages:
        rewrite(page)
    if pages:
        page_cache.forget()
    return len(pages)


def outdate(word) -> None:
    """A word of the staff (a speciality, a language, a title) reads differently now."""
    bearers = {
        "speciality": Q(page__specialities=word.pk),
        "spokenlanguage": Q(page__languages=word.pk),
        "professionaltitle": Q(page__professional_title=word.pk),
    }
    found = Listing.objects.filter(bearers[word._meta.model_name], page__isnull=False)
    Listing.objects.filter(pk__in=found.values("pk")).update(form=0)


def forget(listing: Listing) -> None:
    """The row is gone, and with it what stands outside of it."""
    search.forget(listing.order_key)
    _count(_marks_shown(listing), set())


def _new_row() -> dict:
    return {"order_key": _free_key(), "written_at": clock.now()}


def _free_key() -> int:
    while Listing.objects.filter(order_key=(key := random.randrange(1 << 31))).exists():
        pass
    return key


def _empty(listing: Listing) -> None:
    _count(_marks_shown(listing), set())
    listing.page, listing.text, listing.name, listing.lat, listing.lon = None, "", "", None, None
    listing.written_at = clock.now()
    listing.save(update_fields=["page", "text", "name", "lat", "lon", "written_at"])
    search.forget(listing.order_key)
    page_cache.forget()


def _marks_shown(listing: Listing | None) -> set[str]:
    return marks.counted(f"{listing.text} {listing.fact_marks}") if listing and listing.text else set()


def _count(before: set[str], after: set[str]) -> None:
    """Keep the number of people of each mark."""
    gained, lost = after - before, before - after
    if not gained and not lost:
        return
    Facet.objects.bulk_create([Facet(mark=mark) for mark in sorted(gained)], ignore_conflicts=True)
    list(Facet.objects.select_for_update().filter(mark__in=gained | lost).order_by("mark"))  # all in one order
    Facet.objects.filter(mark__in=gained).update(people=F("people") + 1)
    Facet.objects.filter(mark__in=lost).update(people=F("people") - 1)


def _fact_marks(cents: int | None, currency: str, next_free_at: datetime | None) -> list[str]:
    return marks.prices(cents, currency) + ([marks.day(next_free_at)] if next_free_at else [])


def _text_of(page: CounsellorPage, point: postcodes.Point | None, *, accepting: bool) -> str:
    """Each word once, and the marks of the profile."""
    title, topics, languages = page.professional_title, page.specialities.all(), page.languages.all()
    parts = [
        page.title,
        page.teaser,
        plain(page.about),
        page.methods,
        page.place,
        page.postcode,
        *(name for row in [title, *topics, *languages] for name in _names(row)),
        *(f"{block.value['what']} {block.value['where']}" for block in page.training),
    ]
    found = set(search.every_word(" ".join(part for part in parts if part)))
    borne = [
        marks.title(title.pk),
        *(marks.speciality(row.pk) for row in topics),
        *(marks.language(row.pk) for row in languages),
        *(marks.mode(name) for name in ("text", "sound", "picture") if getattr(page, f"offers_{name}")),
        *([marks.mode("person")] if page.address else []),
        *([marks.ACCEPTING] if accepting else []),
        *(marks.cells(point) if point else []),
    ]
    return " ".join([*sorted(found), *search.beginnings(found), *borne])


def _names(row) -> list[str]:
    """In every language, so that a person finds "Grief" by "Trauer" and "deuil" too."""
    return [getattr(row, column, "") for column in worded.columns("name")]
