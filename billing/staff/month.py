"""Closing a month: what would be written, one more look, and what came of it."""

from itertools import groupby

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing import money, months, rules
from billing.actions import runs
from billing.queries import drafts, operators, plans
from billing.staff.pages import Entry, StaffPage
from cms import desk
from lib import formats
from lib.denied import Denied

PERMISSION = "billing.add_invoice"
ENTRY = Entry(gettext_lazy("Close a month"), "billing_month", "date", PERMISSION)
SHOWN, BACK, SECONDS = 200, 12, 15
desk.place(gettext_lazy("Write the invoices of a month"), ENTRY.view, PERMISSION)


class MonthPage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/month.html"
    page_title = ENTRY.words
    header_icon = "date"
    is_sure = False

    def month(self, given) -> object:
        try:
            return min(months.parse(given.get("month", "")), months.of(plans.today()))
        except ValueError:
            return months.before(months.of(plans.today()))

    def post(self, request, *args, **kwargs):
        month = self.month(request.POST)
        if request.POST.get("do") == "ask":
            self.is_sure = True
            return super().get(request, *args, **kwargs)
        here = f"{reverse(ENTRY.view)}?{urlencode({'month': months.text(month)})}"
        try:
            closed = runs.close(month, by=request.user, seconds=SECONDS)
        except Denied as refusal:
            return self.refused(refusal, here)
        return self.done(came_of(closed), here)

    def get_context_data(self, **kwargs):
        month = self.month(self.request.POST if self.request.method == "POST" else self.request.GET)
        found = runs.preview(month)
        ready, held = [d for d in found if not d.hindrance], [d for d in found if d.hindrance]
        written = drafts.standing(month).select_related("charge", "corrects", "recipient").defer("xml", "pdf")
        count = written.count()
        return super().get_context_data(
            month=month, value=months.text(month), choices=choices(), refusal=refusal_of(month), is_sure=self.is_sure,
            ready=[row_of(draft) for draft in ready[:SHOWN]], held=[row_of(draft) for draft in held[:SHOWN]],
            ready_count=len(ready), held_count=len(held), shown=SHOWN, sums=sums_of(ready),
            written=[(one, money.show(one.gross_cents, one.currency)) for one in written.order_by("pk")[:SHOWN]],
            written_count=count, all_count=count + len(ready), **kwargs,
        )  # fmt: skip


def choices() -> list[tuple[str, str]]:
    month, found = months.of(plans.today()), []
    for _number in range(BACK + 1):
        found.append((months.text(month), formats.month(month)))
        month = months.before(month)
    return found


def refusal_of(month) -> Denied | None:
    """Why nothing at all can be written now."""
    try:
        rules.check_month_over(month, plans.today())
        drafts.check_operator(operators.details())
    except Denied as refusal:
        return refusal
    return None


def row_of(draft) -> dict:
    say = lambda cents: money.show(cents, draft.currency)
    totals = draft.totals
    return {
        "draft": draft, "net": say(draft.net_cents), "lines": [(one.text, say(one.net_cents)) for one in draft.entries],
        "tax": say(totals.tax_cents) if totals else "–", "gross": say(totals.gross_cents) if totals else "–",
        "reason": draft.treatment.reason if draft.treatment else "",
    }  # fmt: skip


def sums_of(ready) -> list[dict]:
    """By currency: what counsellors will owe, without tests and without what is to their favour."""
    real = sorted((d for d in ready if not (d.testmode or d.is_credit_note)), key=lambda draft: draft.currency)
    return [
        {
            "net": money.show(sum(d.totals.net_cents for d in rows), currency),
            "gross": money.show(sum(d.totals.gross_cents for d in rows), currency),
        }
        for currency, rows in ((currency, list(rows)) for currency, rows in groupby(real, key=lambda d: d.currency))
    ]


def came_of(closed) -> str:
    written = len(closed.issued)
    words = [
        ngettext("%(count)s document was written.", "%(count)s documents were written.", written) % {"count": written}
    ]
    if closed.held:
        count = len(closed.held)
        words.append(
            ngettext("%(count)s waits for something, see below.", "%(count)s wait for something, see below.", count)
            % {"count": count}
        )
    if closed.failed:
        words.append(
            _("Not written because of a mistake of the software, which its log names: %(names)s.")
            % {"names": ", ".join(user.name for user in closed.failed)}
        )
    if closed.left:
        words.append(
            ngettext(
                "%(count)s is left: press the button again.", "%(count)s are left: press the button again.", closed.left
            )
            % {"count": closed.left}
        )
    return " ".join(words)
