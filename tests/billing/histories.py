"""Random histories of money: whatever is paid, refunded, disputed, upgraded, renewed, repeated, delivered late or cut
off, the books must say in the end what the bank says.

A history is one seed. It runs the real actions on the real tables against `Bank`, a provider that forgets, repeats
itself, answers with what was true some time ago, or not at all. `History(seed).run()` raises AssertionError where the
books are wrong. tests/billing/test_histories.py runs some, bench/histories.py thousands.
"""

import random
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from unittest import mock

from django.db.models import Sum

from accounts.models import User
from billing.actions import charges, ledger, payments, payouts, refunds, runs, subscriptions
from billing.enums import ChargeState, EntryKind, PaymentState, RefundState
from billing.models import Charge, Invoice, InvoiceLine, LedgerEntry, NumberSeries, Payment, Refund, Subscription
from billing.providers import ByHand, Return, Snapshot, Unavailable
from billing.queries import plans
from lib import clock, ids
from lib.denied import Denied
from tests.billing import books

BEGIN = datetime(2027, 1, 29, 9, tzinfo=UTC)
STEPS = 26
IBAN = "AT611904300234573201"
BANK = "tests.billing.histories.Bank"


class CutOff(Exception):
    """The process died here."""


class OverThere:
    """What the bank knows about one payment."""

    def __init__(self, payment):
        self.state, self.amount, self.returns = PaymentState.PENDING, payment.amount_cents, {}
        self.said = []

    @property
    def gone(self) -> int:
        return sum(it.amount_cents for it in self.returns.values() if it.state == RefundState.DONE)

    @property
    def held(self) -> int:
        """What the payer is without."""
        return max(0, self.amount - self.gone) if self.state == PaymentState.CONFIRMED else 0

    def now(self, ref: str) -> Snapshot:
        snapshot = Snapshot(self.state, ref=ref, returns=tuple(self.returns.values()))
        self.said.append(snapshot)
        return snapshot


class Bank(ByHand):
    """A provider that is asked over the network. What it knows is kept here, not in the database."""

    key, label, hint, testmode, template, is_asked = "bank", "Bank", "", False, "billing/pay_test.html", True
    known: dict[str, OverThere] = {}
    dice = random.Random(0)
    moody = True

    def ready(self, payee, currency):
        return payee is not None

    def start(self, payment):
        if not payment.request:
            return Snapshot(PaymentState.CREATED, request={"amount": payment.amount_cents})
        self._mood()
        there = Bank.known.setdefault(self._ref(payment), OverThere(payment))
        self._mood()  # it was done, and the answer is lost
        return there.now(self._ref(payment))

    def refresh(self, payment):
        self._mood()
        there = Bank.known.get(self._ref(payment))
        if there is None:  # it was given up before the bank had heard of it
            return Snapshot(payment.state)
        if Bank.moody and there.said and Bank.dice.random() < 0.3:
            return Bank.dice.choice(there.said)
        return there.now(self._ref(payment))

    def cancel(self, payment):
        self._mood()
        there = Bank.known.setdefault(self._ref(payment), OverThere(payment))
        if there.state == PaymentState.PENDING:
            there.state = PaymentState.CANCELLED
        self._mood()
        return there.now(self._ref(payment))

    def refund(self, refund):
        self._mood()
        there, ref = Bank.known[self._ref(refund.payment)], f"r-{ids.to_text(refund.uid)}"
        if ref not in there.returns:
            reserved = sum(it.amount_cents for it in there.returns.values() if it.state != RefundState.FAILED)
            state = RefundState.DONE if reserved + refund.amount_cents <= there.amount else RefundState.FAILED
            if state == RefundState.DONE and Bank.moody and Bank.dice.random() < 0.3:
                state = RefundState.PENDING
            there.returns[ref] = Return(state, refund.amount_cents, ref=ref, ours=refund.uid)
        self._mood()
        return there.returns[ref]

    @staticmethod
    def _ref(payment) -> str:
        return f"b-{ids.to_text(payment.uid)}"

    @staticmethod
    def _mood():
        if Bank.moody and Bank.dice.random() < 0.08:
            raise Unavailable("not today")


@contextmanager
def cut_off(dice: random.Random):
    """Somewhere in what follows the process dies: after something was written, before it was committed."""
    name = dice.choice(["accrue", "charge", "credit"])
    real = getattr(ledger, name)

    def dies(*args, **kwargs):
        real(*args, **kwargs)
        raise CutOff

    with mock.patch.object(ledger, name, dies):
        yield


class History:
    """One counsellor, some clients, a year or so."""

    def __init__(self, seed: int, steps: int = STEPS):
        self.seed, self.steps, self.dice = seed, steps, random.Random(seed)
        self.told: list[str] = []

    def run(self) -> "History":
        """Raises AssertionError, which says the seed and what happened."""
        try:
            self._run()
        except AssertionError as error:
            error.add_note("\n".join([f"history {self.seed}", *self.told]))
            raise
        return self

    def _run(self):
        Bank.known, Bank.dice, Bank.moody = {}, self.dice, True
        with clock.frozen(BEGIN) as self.move:
            self._people()
            for _number in range(self.steps):
                self._step()
            Bank.moody = False
            self._heal()
            self._check()

    def _people(self):
        name = f"h{self.seed}"
        self.vera = User.objects.create(username=f"vera-{name}", role="counsellor")
        self.karl = User.objects.create(username=f"karl-{name}", role="client")
        payouts.set_bank_account(self.vera, holder="Vera Weiss", iban=IBAN)
        books.address(self.vera)

    # --- what may happen ---

    def _step(self):
        what = self.dice.choices(
            [
                self.open, self.pay, self.there, self.say, self.refresh, self.refund, self.carry_out, self.cancel,
                self.days_pass, self.choose, self.renew, self.close_month,
            ],
            [3, 5, 4, 4, 5, 3, 3, 1, 5, 3, 2, 2],
        )[0]  # fmt: skip
        for _again in range(self.dice.choice([1, 1, 1, 2])):
            self.told.append(f"{clock.now():%m-%d} {what.__name__}")
            state = self.dice.getstate()
            try:
                if self.dice.random() < 0.15:
                    with cut_off(self.dice):
                        what()
                else:
                    what()
            except (Denied, Unavailable, CutOff) as error:
                self.told[-1] += f": {error}"
            if self.dice.random() < 0.5:
                self.dice.setstate(state)  # the same again, to the letter, if it is repeated

    def open(self):
        charges.open(
            payer=self.karl, payee=self.vera, amount_cents=self.dice.choice([1, 333, 7990, self.dice.randrange(50, 30000)]),
            currency="EUR", text="Consultation", return_path="/", by=self.karl, commissioned=self.dice.random() < 0.85,
        )  # fmt: skip

    def pay(self):
        payments.start(self._one(self._charges()), self.dice.choice(["transfer", "bank", "bank", "test"]), by=self.karl)

    def there(self):
        """Something happens at the bank; we may hear of it, or not, or later."""
        payment = self._one(self._payments("bank"))
        there = Bank.known.get(Bank._ref(payment))
        if there is None:
            return
        if there.state == PaymentState.PENDING:
            there.state = self.dice.choice([PaymentState.CONFIRMED, PaymentState.CONFIRMED, PaymentState.FAILED])
        elif there.state == PaymentState.FAILED and self.dice.random() < 0.3:
            there.state = PaymentState.CONFIRMED  # money that arrives late
        elif there.state == PaymentState.CONFIRMED:
            self._back(there)

    def _back(self, there):
        open_ones = [ref for ref, it in there.returns.items() if it.state == RefundState.PENDING]
        if open_ones:
            ref = self.dice.choice(open_ones)
            it = there.returns[ref]
            state = RefundState.FAILED if it.reason == "dispute" and self.dice.random() < 0.5 else RefundState.DONE
            there.returns[ref] = Return(state, it.amount_cents, ref=ref, ours=it.ours, reason=it.reason)
            return
        left = there.amount - sum(it.amount_cents for it in there.returns.values() if it.state != RefundState.FAILED)
        if left > 0:
            ref, cents = f"x-{len(there.returns)}", self.dice.choice([left, self.dice.randint(1, left)])
            if self.dice.random() < 0.5:
                there.returns[ref] = Return(RefundState.PENDING, left, ref=ref, reason="dispute")
            else:
                there.returns[ref] = Return(RefundState.DONE, cents, ref=ref)

    def say(self):
        """People say something about a transfer, or press a button of the test page."""
        payment = self._one(self._payments("transfer", "test"))
        if payment.provider == "test":
            payments.play(
                payment, self.dice.choice(["paid", "failed", "later", "silent", "charged_back"]), by=self.karl
            )
            return
        what, by = self.dice.choice(
            [
                (payments.declare, self.karl), (payments.declare, self.karl), (payments.confirm, self.vera),
                (payments.confirm, self.vera), (payments.question, self.vera), (payments.waive, self.vera),
            ]
        )  # fmt: skip
        what(payment, by=by)

    def refresh(self):
        payments.refresh(self._one(self._payments("bank", "test", "transfer")))

    def refund(self):
        payment = self._one(self._payments("bank", "test", "transfer").filter(state=PaymentState.CONFIRMED))
        cents = self.dice.choice([payment.amount_cents, self.dice.randint(1, payment.amount_cents)])
        refunds.request(payment, cents, by=self.vera)

    def carry_out(self):
        refund = self._one(Refund.objects.filter(payment__charge__payee=self.vera).order_by("pk"))
        if refund.payment.provider == "transfer":
            refunds.sent(refund, by=self.vera)
        else:
            refunds.carry_out(refund)

    def cancel(self):
        charges.cancel(self._one(self._charges()), by=self.vera, refund=self.dice.random() < 0.7)

    def days_pass(self):
        self.move(timedelta(days=self.dice.choice([0, 1, 3, 10, 20, 31, 45]), hours=self.dice.randrange(24)))

    def choose(self):
        if self.dice.random() < 0.15:
            subscriptions.cancel(self.vera, by=self.vera)
        else:
            slug = self.dice.choice(["basic", "basic-plus", "premium", "premium", "premium-plus"])
            subscriptions.choose(self.vera, slug, by=self.vera)

    def renew(self):
        subscriptions.renew_due()

    def close_month(self):
        month = plans.today().replace(day=1) - timedelta(days=1)
        runs.close(month.replace(day=1))

    def _charges(self):
        return Charge.objects.filter(payee=self.vera).order_by("pk")

    def _payments(self, *providers):
        return (
            Payment.objects.filter(charge__payee=self.vera, provider__in=providers)
            .select_related("charge__payer", "charge__payee")
            .order_by("pk")
        )

    def _one(self, rows):
        """Mostly one of the newest: what is old rarely moves."""
        found = list(rows)
        if not found:
            raise Denied("nothing_there")
        return self.dice.choice(found[-3:] if self.dice.random() < 0.7 else found)

    # --- in the end ---

    def _heal(self):
        """What the worker does until nothing is left to do, with a bank that tells the truth; then the year ends."""
        for _round in range(8):
            before = self._picture()
            for payment in self._payments("bank"):
                self._quietly(payments.refresh, payment)
                payment = self._payments("bank").get(pk=payment.pk)
                if payment.state == PaymentState.CANCELLED or payment.charge.state == ChargeState.CANCELLED:
                    self._quietly(payments.stop, payment)
            for refund in Refund.objects.filter(payment__charge__payee=self.vera, state=RefundState.PENDING):
                if refund.payment.provider == "transfer":
                    refunds.sent(refund, by=self.vera)
                else:
                    self._finish_there(refund)
                    refunds.carry_out(refund)
            if self._picture() == before:
                break
        else:
            raise AssertionError("it does not come to rest")
        self.move(timedelta(days=40))
        subscriptions.renew_due()
        month = (plans.today().replace(day=1) - timedelta(days=1)).replace(day=1)
        runs.close(month)
        runs.close(month)

    def _finish_there(self, refund):
        """Also what takes the bank some days is done one day."""
        there = Bank.known.get(Bank._ref(refund.payment))
        for ref, it in list(there.returns.items()) if there else ():
            if it.state == RefundState.PENDING and it.reason != "dispute":
                there.returns[ref] = Return(RefundState.DONE, it.amount_cents, ref=ref, ours=it.ours)

    def _quietly(self, what, payment):
        with suppress(Denied):
            what(payment)

    def _picture(self):
        return (
            list(self._payments("bank", "transfer", "test").values_list("pk", "state", "refunded_cents")),
            list(Refund.objects.filter(payment__charge__payee=self.vera).order_by("pk").values_list("pk", "state")),
        )

    def _check(self):
        for payment in self._payments("bank", "transfer", "test").prefetch_related("refunds", "entries"):
            self._check_share(payment)
            if payment.provider == "bank":
                self._check_bank(payment)
        for charge in self._charges():
            self._check_charge(charge)
        self._check_plans()
        self._check_invoices()

    def _check_share(self, payment):
        gone = sum(refund.amount_cents for refund in payment.refunds.all() if refund.state == RefundState.DONE)
        assert payment.refunded_cents == min(gone, payment.amount_cents), (payment, gone)
        kept = payment.amount_cents - payment.refunded_cents if payment.state == PaymentState.CONFIRMED else 0
        due = half_up(Decimal(kept) * payment.fee_bps / 10_000)
        booked = sum(entry.net_cents for entry in payment.entries.all())
        assert booked == due, (payment, booked, due)
        assert payment.fee_bps == 0 or payment.charge.is_commissioned
        assert all(entry.testmode == payment.testmode for entry in payment.entries.all())

    def _check_bank(self, payment):
        there = Bank.known.get(Bank._ref(payment))
        if there is None:
            assert payment.state != PaymentState.CONFIRMED
            return
        assert (payment.confirmed_at is not None) == (there.state == PaymentState.CONFIRMED), (payment, there.state)
        if payment.state == PaymentState.CONFIRMED:
            assert payment.amount_cents - payment.refunded_cents == there.held, (payment, there.held)

    def _check_charge(self, charge):
        """Nobody pays twice, and nothing that is not owed is kept."""
        tries = list(charge.payments.all())
        confirmed = [payment for payment in tries if payment.state == PaymentState.CONFIRMED]
        assert len(confirmed) <= 1
        assert charge.state != ChargeState.SETTLED or confirmed, "settled without money"
        out = sum(
            Bank.known[Bank._ref(p)].held if p.provider == "bank" else p.amount_cents - p.refunded_cents
            for p in tries
            if p.confirmed_at and (p.provider != "bank" or Bank._ref(p) in Bank.known)
        )
        if not self._is_for_people(charge):
            assert out <= charge.amount_cents, (charge, out)
            assert charge.state != ChargeState.CANCELLED or out == 0, (charge, out)

    def _is_for_people(self, charge) -> bool:
        """A refund the bank refused, or money it asked for and gave back: somebody is told and has to look."""
        rows = Refund.objects.filter(payment__charge=charge)
        return rows.filter(reason="dispute").exists() or rows.filter(state=RefundState.FAILED).exists()

    def _check_plans(self):
        """Every period begun is charged once; what a dearer plan cut short is credited by its days."""
        for subscription in Subscription.objects.filter(counsellor=self.vera).select_related("price"):
            entries = subscription.entries.all()
            charged = [(e.period_start_on, e.net_cents) for e in entries if e.kind == EntryKind.SUBSCRIPTION]
            credited = [e.net_cents for e in entries if e.kind == EntryKind.PRORATION]
            starts = list(self._starts(subscription))
            assert charged == [(start, subscription.price.amount_cents) for start, _end in starts], (
                subscription.price_id,
                subscription.starts_on,
                subscription.ends_on,
                charged,
                starts,
            )
            assert credited == list(self._credit(subscription, starts)), (subscription, credited, starts)
        spans = sorted(
            (s.starts_on, s.ends_on or date.max)
            for s in Subscription.objects.filter(counsellor=self.vera)
            if s.starts_on != s.ends_on
        )
        assert all(a_end == b_start for (_a, a_end), (b_start, _b) in pairwise(spans)), spans

    def _starts(self, subscription):
        if not subscription.price.amount_cents:
            return
        months, number = 12 if subscription.price.interval == "year" else 1, 0
        until = subscription.ends_on or date.max
        if self._was_upgraded(subscription):
            until += timedelta(days=1)  # the day of an upgrade counts as used
        while (start := add_months(subscription.starts_on, number * months)) <= plans.today() and start < until:
            number += 1
            yield start, add_months(subscription.starts_on, number * months)

    def _was_upgraded(self, subscription) -> bool:
        after = Subscription.objects.filter(
            counsellor=self.vera, starts_on=subscription.ends_on, pk__gt=subscription.pk
        ).order_by("pk")  # fmt: skip
        following = after.first() if subscription.ends_on else None
        return following is not None and following.price.amount_cents > subscription.price.amount_cents

    def _credit(self, subscription, starts):
        if not starts or not self._was_upgraded(subscription):
            return
        start, end = starts[-1]
        left = (end - subscription.ends_on).days - 1
        if credit := half_up(Decimal(subscription.price.amount_cents) * left / (end - start).days):
            yield -credit

    def _check_invoices(self):
        entries = LedgerEntry.objects.filter(counsellor=self.vera)
        month = plans.today().replace(day=1)
        assert not entries.filter(invoice=None, on__lt=month).exists(), "left out of the invoice"
        mine = Invoice.objects.filter(recipient=self.vera)
        for invoice in mine:
            sign = -1 if invoice.is_credit_note else 1
            lines = InvoiceLine.objects.filter(invoice=invoice).aggregate(s=Sum("net_cents"))["s"]
            assert sign * lines == sign * invoice.net_cents == invoice.entries.aggregate(s=Sum("net_cents"))["s"]
            assert {e.testmode for e in invoice.entries.all()} == {invoice.testmode}
        once = Counter((i.period_first_on, i.currency, i.testmode) for i in mine if i.corrects_id is None)
        assert all(count == 1 for count in once.values()), once
        for series in NumberSeries.objects.all():
            numbers = list(Invoice.objects.filter(series=series.key).order_by("seq").values_list("seq", flat=True))
            assert numbers == list(range(1, series.last + 1)), series


def half_up(amount: Decimal) -> int:
    """Rounded the slow way, to compare with."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def add_months(day: date, months: int) -> date:
    """The slow way, to compare with."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError
