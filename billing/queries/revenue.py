"""What the operator earns: the ledger, added up by month, plan and kind. Net, and without play money."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from billing.enums import EntryKind
from billing.models import LedgerEntry, Plan, Subscription
from billing.queries import plans

MONTHS = 12


@dataclass(frozen=True)
class Revenue:
    """`cents[month, plan, kind]`, months as their first day, `plan` None for whoever has none."""

    months: list[date]
    currency: str
    plans: list[Plan | None]
    cents: dict[tuple[date, Plan | None, str], int]

    def of(self, *, month=None, plan=..., kind=None) -> int:
        return sum(
            cents
            for (in_month, of_plan, of_kind), cents in self.cents.items()
            if month in (None, in_month) and plan in (..., of_plan) and kind in (None, of_kind)
        )


def currencies() -> list[str]:
    return sorted(LedgerEntry.objects.filter(testmode=False).values_list("currency", flat=True).distinct().order_by())


def months_until(last: date, count: int = MONTHS) -> list[date]:
    """The first days of `count` months, that of `last` being the latest."""
    return [month_from(last, -back) for back in range(count - 1, -1, -1)]


def month_from(day: date, count: int) -> date:
    """The first day of the month `count` months after that of `day`."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def by_plan(last: date, currency: str) -> Revenue:
    """Twelve months up to that of `last`. A share belongs to the plan its payment was begun under."""
    months = months_until(last)
    entries = LedgerEntry.objects.filter(
        testmode=False, currency=currency, on__gte=months[0], on__lt=month_from(last, 1)
    )
    begun = Coalesce(TruncDate("payment__created_at", tzinfo=plans.zone()), F("on"))
    had = Subscription.objects.filter(counsellor=OuterRef("counsellor"), starts_on__lte=OuterRef("begun"))
    had = had.exclude(ends_on__lte=OuterRef("begun")).order_by("-starts_on").values("price__plan")[:1]
    rows = (
        entries.annotate(month=TruncMonth("on"), begun=begun)
        .annotate(plan=Coalesce("subscription__price__plan", Subquery(had), output_field=BigIntegerField()))
        .order_by()
        .values_list("month", "plan", "kind")
        .annotate(cents=Sum("net_cents"))
    )
    return _revenue(months, currency, rows)


def _revenue(months, currency, rows) -> Revenue:
    """Who chose no plan has the default one."""
    every = {plan.pk: plan for plan in Plan.objects.all()}
    usual = next((plan for plan in every.values() if plan.is_default), None)
    cents = defaultdict(int)
    for month, pk, kind, sum_of_them in rows:
        cents[month, every.get(pk, usual), kind] += sum_of_them
    found = {plan for _month, plan, _kind in cents}
    shown = [plan for plan in every.values() if plan in found or plan.is_active]
    return Revenue(months, currency, shown + ([None] if None in found else []), dict(cents))


KINDS = (EntryKind.SUBSCRIPTION, EntryKind.PRORATION, EntryKind.FEE, EntryKind.ADJUSTMENT)
