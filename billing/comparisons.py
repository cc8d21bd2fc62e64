"""What other plans would have cost for the same payments. Pure: amounts in, amounts out, all without VAT."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from billing import money, periods
from billing.models import PlanPrice


@dataclass(frozen=True)
class Cost:
    """Of one plan over some months."""

    price: PlanPrice
    fixed_cents: int
    share_cents: int

    @property
    def total_cents(self) -> int:
        return self.fixed_cents + self.share_cents


def cost(price: PlanPrice, kept: Iterable[int], *, months: int = 12) -> Cost:
    """`kept`: what the counsellor kept of each payment the share is due on. A year counts by its months."""
    fixed = money.part(price.amount_cents, months, periods.MONTHS[price.interval])
    return Cost(price, fixed, sum(money.share(cents, price.commission_bps) for cents in kept))


def costs(prices: Iterable[PlanPrice], kept: Sequence[int], *, months: int = 12) -> list[Cost]:
    """Cheapest first; of two that cost the same, the one that was given first."""
    return sorted((cost(price, kept, months=months) for price in prices), key=lambda found: found.total_cents)


def cheaper(present: PlanPrice, prices: Iterable[PlanPrice], kept: Sequence[int], *, months: int = 12) -> Cost | None:
    """The plan that would have cost least, if that is less than the present one; only in its currency.

    It may contain less: what the present plan has and the other one has not, the page has to say.
    """
    others = [price for price in prices if price.plan_id != present.plan_id and price.currency == present.currency]
    best = next(iter(costs(others, kept, months=months)), None)
    return best if best and best.total_cents < cost(present, kept, months=months).total_cents else None
