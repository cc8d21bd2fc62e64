"""Who did what: Wagtail's logs and our own events as one list. Nothing of it says anything about a client."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.enums import Role
from accounts.models import AuditEvent, User
from lib import ids

KINDS = {
    "pages": gettext_lazy("Pages"),
    "texts": gettext_lazy("Settings, texts and lists"),
    "people": gettext_lazy("People and accounts"),
    "work": gettext_lazy("Titles, plans and money"),
    "logins": gettext_lazy("Logins of the staff"),
}
LOGINS = ("accounts.login", "accounts.session_ended", "accounts.sessions_ended")
WORDS = {
    "accounts.login": gettext_lazy("Logged in"),
    "accounts.session_ended": gettext_lazy("Ended a session"),
    "accounts.sessions_ended": gettext_lazy("Ended all sessions"),
    "accounts.joined": gettext_lazy("Account made"),
    "accounts.invited": gettext_lazy("Colleague invited"),
    "accounts.looked_up": gettext_lazy("A client's account looked up"),
    "accounts.access_changed": gettext_lazy("Role, groups or access changed"),
    "accounts.role_changed": gettext_lazy("Role changed"),
    "accounts.settings_changed": gettext_lazy("Own settings changed"),
    "accounts.email_confirmed": gettext_lazy("E-mail address confirmed"),
    "accounts.email_removed": gettext_lazy("E-mail address removed"),
    "accounts.password_changed": gettext_lazy("Login password changed"),
    "accounts.second_factor_added": gettext_lazy("Second factor added"),
    "accounts.second_factor_removed": gettext_lazy("Second factor removed"),
    "accounts.second_factor_renewed": gettext_lazy("Recovery codes renewed"),
    "directory.title_submitted": gettext_lazy("Evidence for a title handed in"),
    "directory.title_checked": gettext_lazy("Title checked"),
    "directory.title_refused": gettext_lazy("Title refused"),
    "directory.title_expired": gettext_lazy("Title expired"),
    "directory.title_removed": gettext_lazy("Title removed"),
    "directory.video_added": gettext_lazy("Video added"),
    "directory.video_removed": gettext_lazy("Video removed"),
    "billing.payout_changed": gettext_lazy("Payout account changed"),
    "billing.plan_chosen": gettext_lazy("Plan chosen"),
    "billing.plan_priced": gettext_lazy("Price of a plan changed"),
    "billing.adjusted": gettext_lazy("Correction entered in a ledger"),
    "billing.payment_booked": gettext_lazy("Payment booked"),
    "billing.payment_not_found": gettext_lazy("Payment not found on the account"),
    "billing.paid_out": gettext_lazy("Credit paid out"),
    "billing.month_closed": gettext_lazy("Month closed"),
    "billing.invoice_issued": gettext_lazy("Invoice or credit note written"),
    "billing.invoice_corrected": gettext_lazy("Invoice written anew"),
    "billing.reminded": gettext_lazy("Reminder sent"),
    "billing.refund_sent": gettext_lazy("Refund sent"),
    "billing.vat_id_confirmed": gettext_lazy("VAT number confirmed"),
    "billing.vat_id_refused": gettext_lazy("VAT number refused"),
    "billing.sellers_exported": gettext_lazy("Yearly report exported"),
}


@dataclass(frozen=True)
class Change:
    at: datetime
    who: str
    what: str
    about: str
    details: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see; everything may be left out."""

    person: User | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None


def newest(asked: Asked, *, skip: int, count: int) -> list[Change]:
    """`count` changes after the first `skip`, the newest first: one query for each log, whatever its length."""
    sources = [source(asked, skip + count) for source in _sources(asked.kind)]
    merged = heapq.merge(*sources, key=lambda change: change.at, reverse=True)
    return list(islice(merged, skip, skip + count))


def people_to_ask_for():
    """Whoever may stand in the list: everybody but clients."""
    return User.objects.exclude(role=Role.CLIENT).order_by("username")


def _sources(kind: str) -> list[Callable[[Asked, int], Iterator[Change]]]:
    return {"pages": [_pages], "texts": [_texts]}.get(kind) or (
        [_events] if kind in KINDS else [_pages, _texts, _events]
    )


def _within(rows, asked: Asked, *, at: str, who: str):
    start = timezone.get_current_timezone()
    if asked.first:
        rows = rows.filter(**{f"{at}__gte": datetime.combine(asked.first, datetime.min.time(), start)})
    if asked.last:
        rows = rows.filter(
            **{f"{at}__lt": datetime.combine(asked.last + timedelta(days=1), datetime.min.time(), start)}
        )
    return rows.filter(**{who: asked.person}) if asked.person else rows


def _pages(asked: Asked, count: int) -> Iterator[Change]:
    return _log(PageLogEntry.objects.select_related("content_type"), asked, count)


def _texts(asked: Asked, count: int) -> Iterator[Change]:
    rows = ModelLogEntry.objects.select_related("content_type")
    return _log(rows.exclude(content_type__app_label="accounts"), asked, count)  # those are events of our own


def _log(rows, asked: Asked, count: int) -> Iterator[Change]:
    rows = list(_within(rows, asked, at="timestamp", who="user").order_by("-timestamp")[:count])
    names = dict(User.objects.filter(pk__in={row.user_id for row in rows}).values_list("pk", "username"))
    for row in rows:
        kind = row.content_type.model_class() if row.content_type else None
        about = f"{kind._meta.verbose_name}: {row.label}" if kind else row.label
        what = registry.get_action_label(row.action) if registry.action_exists(row.action) else row.action
        yield Change(
            row.timestamp, names.get(row.user_id, _("the software")), str(what), about, _changes(row.data or {})
        )


def _changes(data: dict) -> list[str]:
    return [
        _("%(field)s: “%(before)s” became “%(after)s”") % {"field": name, "before": before, "after": after}
        for name, before, after in data.get("changes", [])
    ]


def _events(asked: Asked, count: int) -> Iterator[Change]:
    """Of the staff everything; of counsellors what concerns the staff; of clients nothing."""
    by_staff = Q(actor__role=Role.STAFF) | Q(actor__is_superuser=True)
    work = Q(kind__startswith="directory.") | Q(kind__startswith="billing.")
    logins = Q(kind__in=LOGINS)
    rows = AuditEvent.objects.filter(by_staff | (work & Q(actor__role=Role.COUNSELLOR)))
    rows = rows.filter({"logins": logins, "work": work, "people": ~work & ~logins}.get(asked.kind, ~logins))
    rows = _within(rows.select_related("actor"), asked, at="at", who="actor").order_by("-at")[:count]
    rows = list(rows)
    names = _names_of({row.about for row in rows})
    for row in rows:
        details = [f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}" for key, value in row.data.items()]  # fmt: skip
        yield Change(row.at, row.actor.username, str(WORDS.get(row.kind, row.kind)), names.get(row.about, ""), details)


def _names_of(abouts: set[str]) -> dict[str, str]:
    uids = {about: raw for about in abouts if (raw := _uid(about))}
    people = User.objects.filter(uid__in=uids.values()).values_list("uid", "username", "role")
    named = {ids.to_text(uid): _("a client") if role == Role.CLIENT else name for uid, name, role in people}
    return {about: named.get(about, "") for about in uids}


def _uid(about: str) -> bytes | None:
    try:
        return ids.from_text(about, ids.ID_SIZE)
    except ValueError:
        return None
