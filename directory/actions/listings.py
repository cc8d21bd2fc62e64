"""Keeping the directory's rows: written when a profile is published, emptied when it is taken down.

A row has two writers, the profile and the facts of the apps above; each writes its own columns, under the row's lock.
"""

import random

from django.db import transaction

from directory import queries, rules, search
from directory.models import CounsellorPage, Listing
from lib import clock


@transaction.atomic
def rewrite(page: CounsellorPage) -> Listing | None:
    """Bring the row of the page's owner up to date with what is published. None if it may not be listed."""
    if not rules.can_be_listed(page, queries.checked_title(page.owner, page.professional_title)):
        remove(page)
        return None
    profile = {
        "page": page,
        "name": page.title,
        "accepting": page.accepting,
        "text": _text_of(page),
        "written_at": clock.now(),
    }
    listing, _is_new = Listing.objects.update_or_create(
        counsellor=page.owner, defaults=profile, create_defaults={**_new_row(), **profile}
    )
    listing.specialities.set(page.specialities.all())
    listing.languages.set(page.languages.all())
    search.write(listing)
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


def set_facts(counsellor, *, price_from_cents: int | None, currency: str, next_free_at) -> None:
    """What an app above knows: the lowest price and the next free time. Works before there is a profile, too."""
    facts = {"price_from_cents": price_from_cents, "currency": currency or "", "next_free_at": next_free_at}
    # two workers may come with the first facts of somebody at the same moment
    Listing.objects.update_or_create(counsellor=counsellor, defaults=facts, create_defaults={**facts, **_new_row()})


def _new_row() -> dict:
    return {"order_key": random.randrange(1 << 20), "written_at": clock.now()}


def _empty(listing: Listing) -> None:
    listing.page, listing.text, listing.name = None, "", ""
    listing.written_at = clock.now()
    listing.save(update_fields=["page", "text", "name", "written_at"])
    listing.specialities.clear()
    listing.languages.clear()
    search.forget(listing.pk)


def _text_of(page: CounsellorPage) -> str:
    parts = [
        page.title,
        str(page.professional_title or ""),
        page.teaser,
        search.plain(page.about),
        page.place,
        *(str(row) for row in page.specialities.all()),
        *(str(row) for row in page.languages.all()),
        *(f"{block.value['what']} {block.value['where']}" for block in page.training),
    ]
    return search.folded(" ".join(part for part in parts if part))
