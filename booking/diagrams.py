"""The figures of a practice as charts and as a file, in words for their counsellor."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing import money
from lib import charts, formats
from lib.charts import Chart, Place, Series

HOUR, DAY = 60, 24 * 60  # in minutes
IN_MINUTES_UP_TO, IN_HOURS_UP_TO = 3 * HOUR, 4 * DAY


@dataclass(frozen=True)
class Group:
    title: str | Promise
    charts: list[Chart]


def groups(found) -> list[Group]:
    places = [Place(formats.short_month(month), formats.month(month)) for month in found.months]
    return [
        Group(_("Consultations"), consultations(found, places)),
        Group(_("Clients"), clients(found, places)),
        Group(_("Money"), [chart for currency in found.money for chart in of_money(found, currency, places)]),
    ]


def consultations(found, places) -> list[Chart]:
    months = found.by_month
    held = [month.held for month in months]
    hours = [month.hours for month in months]
    fill = [month.fill for month in months]
    return [
        charts.bars(
            "held", _("Consultations that took place"), places, [Series(_("Consultations"), held)],
            about=_most(places, held, str, together=found.total.held),
        ),
        charts.bars(
            "hours", _("Hours of consultation"), places, [Series(_("Hours of consultation"), hours)],
            about=_most(places, hours, str, together=found.total.hours),
        ),
        charts.bars(
            "lost", _("Cancelled and missed"), places,
            [
                Series(_("Cancelled by clients in time"), [month.cancelled_early for month in months]),
                Series(_("Cancelled by clients late"), [month.cancelled_late for month in months]),
                Series(_("Missed by clients"), [month.missed_by_client for month in months]),
                Series(_("Cancelled or missed by you"), [it.called_off + it.missed_by_counsellor for it in months]),
            ],
        ),
        charts.bars(
            "fill", _("How much of your offered time was booked"), places, [Series(_("Booked"), fill)],
            say=_percent, top=100, about=_most(places, fill, _percent),
        ),
    ]  # fmt: skip


def clients(found, places) -> list[Chart]:
    months = found.by_month
    half, most = [m.half_answered for m in months], [m.most_answered for m in months]
    size, say = _unit(max((minutes for minutes in most if minutes is not None), default=0))
    rounded = lambda values: [None if v is None else (v + size // 2) // size for v in values]
    return [
        charts.bars(
            "clients", _("Clients who came"), places,
            [
                Series(_("For the first time"), [len(month.new_clients) for month in months]),
                Series(_("Again"), [month.returning for month in months]),
            ],
        ),
        charts.lines(
            "answers", _("Time until you answered a message"), places,
            [
                Series(_("Half of the messages"), rounded(half)),
                Series(_("Nine of ten messages"), rounded(most)),
            ],
            say=say,
        ),
    ]  # fmt: skip


def of_money(found, currency: str, places) -> list[Chart]:
    incomes = found.money[currency]
    say = lambda cents: money.show(cents, currency)
    total = found.totals[currency]
    came = [Series(_("Received"), [income.received for income in incomes])]
    if total.sent_back:
        came.append(Series(_("Sent back"), [-income.sent_back for income in incomes]))
    if total.outside:
        came.append(Series(_("Settled outside of this site"), [income.outside for income in incomes]))
    words = {"currency": currency}
    found_charts = [
        charts.bars(
            f"money-{currency}", _("What clients paid, in %(currency)s, incl. VAT") % words, places, came, say=say,
            about=_most(places, came[0].values, say, together=total.received),
        )
    ]  # fmt: skip
    if total.share or total.fixed:
        fees = [
            Series(_("Share of what clients paid"), [income.share for income in incomes]),
            Series(_("Fee of your plan"), [income.fixed for income in incomes]),
        ]
        title = _("What this site cost you, in %(currency)s, excl. VAT") % words
        found_charts.append(charts.bars(f"fees-{currency}", title, places, fees, say=say))
    return found_charts


def _most(places, values, say, *, together: int | None = None) -> str:
    """What there is to see, in one or two sentences."""
    known = [(value, -number) for number, value in enumerate(values) if value]
    if not known:
        return _("Nothing in these months.")
    value, number = max(known)
    words = {"value": say(value), "month": places[-number].full}
    if together is None:
        return _("The highest value is %(value)s, in %(month)s.") % words
    words["sum"] = say(together)
    return _("The highest value is %(value)s, in %(month)s. All months together: %(sum)s.") % words


def _percent(value: int) -> str:
    return money.percent(value * 100)


def _unit(longest: int):
    """In what to measure spans up to `longest` minutes: its size in minutes, and how to say so many of it."""
    if longest <= IN_MINUTES_UP_TO:
        return 1, lambda n: formats.amount(n, "minute")
    if longest <= IN_HOURS_UP_TO:
        return HOUR, lambda n: formats.amount(n, "hour")
    return DAY, lambda n: formats.amount(n, "day")


def in_words(minutes: int | None) -> str:
    """About how long: "25 mins", "7 hrs", "3 days"."""
    if minutes is None:
        return charts.NOT_KNOWN
    size, say = _unit(minutes)
    return say((minutes + size // 2) // size)


def numbers(found) -> list[tuple[str, str, str]]:
    """What stands on top: its name, the number, and a sentence below it."""
    total = found.total
    lost = total.cancelled_early + total.cancelled_late + total.called_off
    missed = total.missed_by_client + total.missed_by_counsellor
    words = {
        "hours": ngettext("%(n)s hour", "%(n)s hours", total.hours) % {"n": total.hours},
        "new": len(total.new_clients),
        "late": total.cancelled_late,
        "missed": missed,
        "most": in_words(total.most_answered),
        "waiting": found.unanswered,
    }
    rows = [
        (_("Consultations"), str(total.held), _("%(hours)s of conversation") % words),
        (_("Clients"), str(len(total.clients)), _("%(new)s of them for the first time") % words),
        (_("Cancelled"), str(lost), _("Late, by clients: %(late)s. Besides, missed: %(missed)s.") % words),
        (
            _("Booked of your offered time"),
            charts.NOT_KNOWN if total.fill is None else _percent(total.fill),
            _("pauses included"),
        ),
        (
            _("Half of the messages answered within"),
            in_words(total.half_answered),
            (
                _("Still without an answer: %(waiting)s.")
                if total.most_answered is None
                else _("Nine of ten within %(most)s. Still without an answer: %(waiting)s.")
            )
            % words,
        ),
    ]
    for currency, income in found.totals.items():
        rows += _of_income(income, currency)
    return rows


def _of_income(income, currency: str) -> list[tuple[str, str, str]]:
    say = lambda cents: money.show(cents, currency)
    rows = []
    if income.average is None:
        below = _("incl. VAT, refunds taken off")
    else:
        below = _("incl. VAT, refunds taken off; %(price)s incl. VAT is the average price of a consultation") % {
            "price": say(income.average)
        }
    rows.append((_("Revenue"), say(income.revenue), below))
    if income.fees:
        words = {"rate": money.percent(income.rate) if income.rate is not None else ""}
        below = _("excl. VAT: %(rate)s of your revenue") % words if words["rate"] else _("excl. VAT")
        rows.append((_("Fees of this site"), say(income.fees), below))
    return rows


def table(found) -> list[list[str]]:
    """All of it as rows of a file: a line of heads, a line a month, and the sum."""
    lines = zip(
        [*(f"{month:%Y-%m}" for month in found.months), _("Together")],
        [*found.by_month, found.total],
        *([*incomes, found.totals[currency]] for currency, incomes in found.money.items()),
        strict=True,
    )
    return [[_("Month"), *_heads(found.money)], *([name, *_cells(*rest)] for name, *rest in lines)]


def _heads(currencies) -> list[str]:
    heads = [
        *(_("Consultations"), _("Minutes of consultation"), _("Cancelled by clients in time")),
        *(_("Cancelled by clients late"), _("Cancelled by you"), _("Missed by clients"), _("Missed by you")),
        *(_("Clients"), _("Clients for the first time"), _("Offered minutes"), _("Booked minutes of these")),
        *(_("Answered messages"), _("Half answered within minutes"), _("Nine of ten answered within minutes")),
    ]
    for currency in currencies:
        words = {"currency": currency}
        heads += [
            _("Received, %(currency)s incl. VAT") % words,
            _("Sent back, %(currency)s incl. VAT") % words,
            _("Settled outside, %(currency)s incl. VAT") % words,
            _("Average price, %(currency)s incl. VAT") % words,
            _("Share of the site, %(currency)s excl. VAT") % words,
            _("Fee of the plan, %(currency)s excl. VAT") % words,
            _("Fees as percent of the revenue, %(currency)s") % words,
        ]
    return heads


def _cells(it, *incomes) -> list[str]:
    cells = [
        *(it.held, it.minutes, it.cancelled_early, it.cancelled_late, it.called_off),
        *(it.missed_by_client, it.missed_by_counsellor, len(it.clients), len(it.new_clients), it.offered, it.filled),
        *(len(it.answers), it.half_answered, it.most_answered),
    ]
    for income in incomes:
        cells += [money.plain(cents) for cents in (income.received, income.sent_back, income.outside)] + [
            "" if income.average is None else money.plain(income.average)
        ]
        cells += [money.plain(income.share), money.plain(income.fixed)]
        cells.append("" if income.rate is None else money.plain(income.rate))  # basis points are hundredths of percent
    return ["" if cell is None else str(cell) for cell in cells]
