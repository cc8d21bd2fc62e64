"""What came in by plan and month: a chart, two tables, and a file."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from billing import money, months
from billing.queries import plans, revenue
from billing.staff.pages import Entry, StaffPage
from cms import desk
from lib import charts, formats, spreadsheets

PERMISSION = "billing.view_ledgerentry"
ENTRY = Entry(gettext_lazy("Revenue"), "billing_revenue", "table", PERMISSION)
desk.place(gettext_lazy("Revenue by plan and month"), ENTRY.view, PERMISSION)


class RevenuePage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/revenue.html"
    page_title = gettext_lazy("Revenue by plan")
    header_icon = "table"

    def get(self, request, *args, **kwargs):
        self.currencies = revenue.currencies() or [money.CURRENCIES[0]]
        asked = request.GET.get("currency", "")
        currency = asked if asked in self.currencies else self.currencies[0]
        self.found = revenue.by_plan(month_asked(request), currency)
        return as_file(self.found) if request.GET.get("as") == "csv" else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        found = self.found
        last = found.months[-1]
        return super().get_context_data(
            found=found, chart=drawn(found), by_plan=rows_by_plan(found), by_kind=rows_by_kind(found),
            names=[called(plan) for plan in found.plans], kinds=[kind.label for kind in revenue.KINDS],
            currencies=self.currencies, total=money.show(found.of(), found.currency), is_empty=not found.cents,
            until=months.text(last), earlier=months.text(revenue.month_from(last, -revenue.MONTHS)),
            later=months.text(revenue.month_from(last, revenue.MONTHS)) if last < months.of(plans.today()) else "",
            **kwargs,
        )  # fmt: skip


def month_asked(request) -> date:
    """ "2026-11" of the address, or the present month; never one to come."""
    this = months.of(plans.today())
    try:
        return min(months.parse(request.GET.get("until", "")), this)
    except ValueError:
        return this


def called(plan) -> str:
    return str(plan) if plan else pgettext("plan of a counsellor", "none")


def rows_by_plan(found) -> list[tuple]:
    say = lambda cents: money.show(cents, found.currency)
    return [
        (month, [say(found.of(month=month, plan=plan)) for plan in found.plans], say(found.of(month=month)))
        for month in reversed(found.months)
    ]


def rows_by_kind(found) -> list[tuple]:
    say = lambda cents: money.show(cents, found.currency)
    return [
        (called(plan), [say(found.of(plan=plan, kind=kind)) for kind in revenue.KINDS], say(found.of(plan=plan)))
        for plan in found.plans
    ]


def drawn(found) -> charts.Chart:
    places = [charts.Place(formats.short_month(month), formats.month(month)) for month in found.months]
    with_something = [plan for plan in found.plans if found.of(plan=plan)] or found.plans[:1]
    series = [
        charts.Series(called(plan), [found.of(month=month, plan=plan) for month in found.months])
        for plan in with_something
    ]
    about = _("Twelve months, what each plan brought in, excl. VAT. The same numbers stand in the table below.")
    return charts.bars(
        "revenue", _("Revenue by month, excl. VAT"), places, series, about=about,
        say=lambda cents: money.show(cents, found.currency), top=10_000,
    )  # fmt: skip


def as_file(found):
    heads = [_("Month"), _("Plan"), pgettext("of a ledger entry", "Kind"), _("Amount excl. VAT"), _("Currency")]
    kinds = {kind.value: kind.label for kind in revenue.KINDS}
    lines = (
        [f"{month:%Y-%m}", called(plan), kinds[kind], money.plain(cents), found.currency]
        for (month, plan, kind), cents in sorted(found.cents.items(), key=lambda item: (item[0][0], str(item[0][1])))
    )
    return spreadsheets.download(f"revenue-{found.months[0]:%Y-%m}-{found.months[-1]:%Y-%m}.csv", heads, lines)
