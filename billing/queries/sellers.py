"""What platforms in the EU report about their sellers once a year (DAC7), as far as this portal knows it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import ExtractQuarter

from accounts.models import User
from billing.enums import EntryKind, PaymentState, RefundState
from billing.models import LedgerEntry, Payment, PayoutAccount, Refund, TaxProfile
from billing.queries import plans

QUARTERS = (1, 2, 3, 4)
NEEDED = ("legal_name", "street", "postcode", "city", "country")


@dataclass
class Quarter:
    """Of one counsellor, in one currency. Minor units."""

    received: int = 0  # paid by clients through the portal, VAT included
    given_back: int = 0
    shares: int = 0  # what the operator kept of it, without VAT
    fixed: int = 0  # fees of plans, their credits, corrections; without VAT
    activities: int = 0  # payments of which something stayed

    @property
    def consideration(self) -> int:
        return self.received - self.given_back - self.shares


@dataclass
class Seller:
    counsellor: User
    currency: str
    profile: TaxProfile | None = None
    account: PayoutAccount | None = None
    quarters: dict[int, Quarter] = field(default_factory=lambda: {number: Quarter() for number in QUARTERS})

    def year(self, name: str) -> int:
        return sum(getattr(quarter, name) for quarter in self.quarters.values())

    @property
    def received(self) -> int:
        return self.year("received")

    @property
    def consideration(self) -> int:
        return self.year("consideration")

    @property
    def activities(self) -> int:
        return self.year("activities")

    def missing(self, *, with_persons: bool) -> list[str]:
        """Names of fields of the profile that a report needs; of a person also those asked for on purpose."""
        profile, needed = self.profile or TaxProfile(), [*NEEDED, *(["tin", "born_on"] if with_persons else [])]
        return [str(TaxProfile._meta.get_field(name).verbose_name) for name in needed if not getattr(profile, name)]


def years() -> list[int]:
    """Years in which something was received, the latest first; the present one always."""
    first = Payment.objects.filter(_received()).order_by("confirmed_at").values_list("confirmed_at", flat=True).first()
    this = plans.today().year
    return list(range(this, (first.astimezone(plans.zone()).year if first else this) - 1, -1))


def report(year: int) -> list[Seller]:
    """Everybody who was paid something through the portal in that year, by name; a row for each currency."""
    begin, end = (datetime.combine(date(y, 1, 1), time(), plans.zone()) for y in (year, year + 1))
    quarters: dict[tuple[int, str, int], Quarter] = defaultdict(Quarter)
    for who, currency, quarter, received, activities in _payments(begin, end):
        quarters[who, currency, quarter].received = received
        quarters[who, currency, quarter].activities = activities
    for who, currency, quarter, given_back in _refunds(begin, end):
        quarters[who, currency, quarter].given_back = given_back
    paid = {(who, currency) for who, currency, _quarter in quarters}
    for who, currency, quarter, shares, fixed in _fees(year):
        if (who, currency) in paid:
            quarters[who, currency, quarter].shares = shares
            quarters[who, currency, quarter].fixed = fixed
    return _with_people(quarters)


def _received():
    return Q(state=PaymentState.CONFIRMED, testmode=False, charge__payee__isnull=False)


def _payments(begin, end):
    rows = Payment.objects.filter(_received(), confirmed_at__gte=begin, confirmed_at__lt=end)
    rows = rows.annotate(quarter=ExtractQuarter("confirmed_at", tzinfo=plans.zone())).order_by()
    kept = Count("pk", filter=Q(refunded_cents__lt=F("amount_cents")))
    return rows.values_list("charge__payee", "currency", "quarter").annotate(sum=Sum("amount_cents"), kept=kept)


def _refunds(begin, end):
    rows = Refund.objects.filter(
        state=RefundState.DONE, done_at__gte=begin, done_at__lt=end, payment__testmode=False,
        payment__state=PaymentState.CONFIRMED, payment__charge__payee__isnull=False,
    )  # fmt: skip
    rows = rows.annotate(quarter=ExtractQuarter("done_at", tzinfo=plans.zone())).order_by()
    return rows.values_list("payment__charge__payee", "payment__currency", "quarter").annotate(Sum("amount_cents"))


def _fees(year):
    rows = LedgerEntry.objects.filter(testmode=False, on__gte=date(year, 1, 1), on__lt=date(year + 1, 1, 1))
    rows = rows.annotate(quarter=ExtractQuarter("on")).order_by()
    is_share = Q(kind=EntryKind.FEE)
    return rows.values_list("counsellor", "currency", "quarter").annotate(
        shares=Sum("net_cents", filter=is_share, default=0), fixed=Sum("net_cents", filter=~is_share, default=0)
    )


def _with_people(quarters) -> list[Seller]:
    who = {user for user, _currency, _quarter in quarters}
    people = User.objects.in_bulk(who)
    profiles = {profile.counsellor_id: profile for profile in TaxProfile.objects.filter(counsellor__in=who)}
    accounts = PayoutAccount.objects.filter(counsellor__in=who, provider="transfer", testmode=False)
    banks = {account.counsellor_id: account for account in accounts}
    sellers: dict[tuple[int, str], Seller] = {}
    for (user, currency, number), quarter in quarters.items():
        key = user, currency
        if key not in sellers:
            sellers[key] = Seller(people[user], currency, profiles.get(user), banks.get(user))
        sellers[key].quarters[number] = quarter
    return sorted(sellers.values(), key=lambda seller: (seller.counsellor.name.casefold(), seller.currency))
