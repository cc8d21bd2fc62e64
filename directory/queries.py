"""What people see of the directory."""

import re
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, Value

from accounts.models import User
from cms import languages, page_cache, worded
from directory import marks, postcodes, rules
from directory.enums import QualificationState
from directory.models import (
    CounsellorPage,
    DirectoryPage,
    Facet,
    Listing,
    ProfessionalTitle,
    ProfileGuide,
    Qualification,
    Speciality,
    SpokenLanguage,
)
from lib import clock


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


def titles_to_look_at(today: date, *, within: timedelta = timedelta(days=60)):
    """Those whose last day comes or has just come, or that were taken over without anybody having seen evidence."""
    soon = Q(state=QualificationState.CHECKED, valid_until__lte=today + within)
    gone = Q(state=QualificationState.EXPIRED, valid_until__gte=today - within)
    unseen = Q(state=QualificationState.CHECKED, taken_over=True)
    return Qualification.objects.filter(soon | gone | unseen)


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


def facts_of_listings(keys: list[int]):
    """The listings with these order keys, in no order: only what changes without publishing, and where they are."""
    facts = ("order_key", "written_at", "accepting", "price_from_cents", "currency", "next_free_at", "lat", "lon")
    return Listing.objects.filter(order_key__in=keys, page__isnull=False).values_list(*facts, "pk", named=True)


def km(row, centre) -> int | None:
    """How far a listing is from the `centre`, if both are known."""
    if centre is None or row.lat is None:
        return None
    return max(1, round(postcodes.km(centre, postcodes.Point(row.lat, row.lon))))


def cards(keys: list[int], offered: "Offered", *, topic: str = "", centre=None) -> list[Listing]:
    """The listings with these order keys, in this order, with all a card shows, at a constant number of queries.

    The `topic` somebody looks for is the first of theirs; `km` is the distance from the `centre`, if both are known.
    """
    rows = (
        Listing.objects.filter(order_key__in=keys, page__isnull=False)
        .select_related("page__photo", "page__professional_title")
        .prefetch_related("page__photo__renditions")
    )
    by_key = {row.order_key: row for row in rows}
    for row in by_key.values():
        row.topics = sorted(offered.of(row.text, Speciality), key=lambda speciality: speciality.slug != topic)
        row.spoken = offered.of(row.text, SpokenLanguage)
        row.km = km(row, centre)
    return [by_key[key] for key in keys if key in by_key]


class Offered:
    """What can be chosen: the words and marks that somebody listed bears, with how many do. Two queries in all."""

    MARKS = {Speciality: marks.speciality, SpokenLanguage: marks.language, ProfessionalTitle: marks.title}
    COLUMNS = ("pk", "slug", "sort_order", *worded.columns("name"))

    def __init__(self):
        self.people = dict(Facet.objects.filter(people__gt=0).values_list("mark", "people"))
        self._rows = {model: [] for model in self.MARKS}
        words = [
            model.objects.order_by().annotate(kind=Value(number)).values_list("kind", *self.COLUMNS)
            for number, model in enumerate(self.MARKS)
        ]
        for kind, *values in words[0].union(*words[1:], all=True):
            model, make_mark = list(self.MARKS.items())[kind]
            row = model(**dict(zip(self.COLUMNS, values, strict=True)))
            row.mark = make_mark(row.pk)
            row.people = self.people.get(row.mark, 0)
            if row.people:
                self._rows[model].append(row)
        for rows in self._rows.values():
            rows.sort(key=lambda row: (row.sort_order, str(row)))

    def rows(self, model) -> list:
        """Rows of the model that somebody bears, in the staff's order; `mark` and `people` are on them."""
        return self._rows[model]

    def of(self, text: str, model) -> list:
        """The words of a listing."""
        borne = marks.of(text)
        return [row for row in self.rows(model) if row.mark in borne]

    @property
    def modes(self) -> list[str]:
        return [mode for mode in marks.MODES if marks.mode(mode) in self.people]

    @property
    def prices(self) -> list[tuple[int, str]]:
        """Amounts and currencies: each "up to" that somebody's price fits, the least that fits all being the last."""
        fitting = (re.fullmatch(r"_p([0-9]+)([a-z]{3})", mark) for mark in self.people)
        amounts = sorted((match[2], int(match[1]), self.people[match[0]]) for match in fitting if match)
        return [
            (amount, currency.upper())
            for number, (currency, amount, people) in enumerate(amounts)
            if number == 0 or amounts[number - 1][::2] != (currency, people)
        ]


def offered() -> Offered:
    """What can be chosen, in the language being spoken; asked again once a minute."""
    return page_cache.remembered(("offered", languages.present()), Offered)


def specialities():
    """Those that somebody listed has, with how many have them."""
    return offered().rows(Speciality)
