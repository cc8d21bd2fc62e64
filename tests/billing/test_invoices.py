"""From the ledger to invoices: once, without gaps, to the cent, whatever breaks in between."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.models import NoticeLedger, User
from billing import months
from billing.actions import invoices, numbers, payments, refunds, runs
from billing.enums import DocumentType, PaymentState, RefundState
from billing.models import Charge, Invoice, InvoiceLine, LedgerEntry, NumberSeries, Payment, Refund
from billing.providers import Return, Snapshot
from billing.queries import drafts, plans
from billing.queries import invoices as queries
from lib import clock
from lib.append_only import WrittenOnce
from lib.denied import Denied
from tests.billing import books

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def time():
    with clock.frozen(datetime(2026, 11, 20, 11, tzinfo=UTC)) as move:
        yield move


@pytest.fixture
def written(monkeypatch):
    return books.cheap(monkeypatch)


@pytest.fixture
def vera(people, written):
    books.operator()
    books.address(people["vera"])
    return people["vera"]


@pytest.fixture
def ada(people, vera):
    books.address(people["ada"])
    return people["ada"]


def at(moment: str):
    return clock.frozen(datetime.fromisoformat(moment).replace(tzinfo=UTC))


def december(day=1, hour=12):
    return at(f"2026-12-{day:02d}T{hour:02d}:00")


def refused(code, action, *args, **kwargs):
    with pytest.raises(Denied) as info:
        action(*args, **kwargs)
    assert info.value.code == code


def close(month=NOVEMBER, moment="2026-12-01T12:00"):
    with at(moment):
        return runs.close(month)


def signed(**which) -> int:
    return sum(-i.net_cents if i.is_credit_note else i.net_cents for i in Invoice.objects.filter(**which))


def pay(invoice):
    """The transfer for an invoice is found on the operator's account."""
    payment = payments.start(invoice.charge, "transfer", by=invoice.recipient)
    bruno, _is_new = User.objects.get_or_create(username="bruno", role="staff", is_superuser=True)
    payment = payments.confirm(payment, by=bruno)
    invoice.charge.refresh_from_db()
    return payment


def declared(invoice):
    """The counsellor says that the transfer is sent."""
    payments.declare(payments.start(invoice.charge, "transfer", by=invoice.recipient), by=invoice.recipient)


# --- a month ---


def test_what_is_owed_becomes_one_invoice_with_its_lines_and_what_is_to_pay(vera, written):
    for cents, text in ((1200, "15% of €80"), (1199, "15% of €79.90"), (-450, "15% of €49.90 instead of €79.90")):
        books.owes(vera, cents, text=text)
    (invoice,) = close().issued
    assert (invoice.number, invoice.type) == ("2026-00001", DocumentType.INVOICE)
    assert (invoice.net_cents, invoice.tax_cents, invoice.gross_cents) == (1949, 390, 2339)
    assert [(line.text, line.net_cents, line.tax_category, line.tax_bps) for line in invoice.lines.all()] == [
        ("15% of €80", 1200, "S", 2000), ("15% of €79.90", 1199, "S", 2000),
        ("15% of €49.90 instead of €79.90", -450, "S", 2000),
    ]  # fmt: skip
    assert (invoice.period_first_on, invoice.period_last_on) == (NOVEMBER, date(2026, 11, 30))
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 12, 1), date(2026, 12, 15))
    charge = invoice.charge
    assert (charge.payer, charge.payee, charge.amount_cents, charge.text) == (vera, None, 2339, "Invoice 2026-00001")
    assert not charge.is_commissioned
    assert charge.settles == invoice
    assert set(vera.ledger.values_list("invoice", flat=True)) == {invoice.pk}
    assert (bytes(invoice.xml), bytes(invoice.pdf)) == (b"xml 2026-00001", b"pdf 2026-00001")
    (document,) = written
    assert document.reference[4:] == "202600001"
    assert [line.net_cents for line in document.lines] == [1200, 1199, -450]


def test_the_transfer_has_the_reference_that_is_printed_on_the_invoice(vera, written):
    books.owes(vera, 1200)
    (invoice,) = close().issued
    first = pay(invoice)
    assert first.reference == written[0].reference
    charged_back(first, 1440)
    invoices.owe_again(invoice)
    invoice.refresh_from_db()
    assert payments.start(invoice.charge, "transfer", by=vera).reference != first.reference


def test_closing_a_month_again_changes_nothing(vera):
    books.owes(vera, 1200)
    assert len(close().issued) == 1
    again = close()
    assert (again.issued, again.held, again.failed, again.left) == ([], [], [], 0)
    assert (Invoice.objects.count(), Charge.objects.count(), NumberSeries.objects.get().last) == (1, 1, 1)


def test_more_back_than_owed_is_a_credit_note_with_positive_amounts(vera, written):
    books.owes(vera, 1200)
    books.owes(vera, -2000)
    (credit,) = close().issued
    assert (credit.type, credit.net_cents, credit.gross_cents) == (DocumentType.CREDIT_NOTE, 800, 960)
    assert [line.net_cents for line in credit.lines.all()] == [-1200, 2000]
    assert (credit.charge, credit.due_on, written[0].iban) == (None, None, "")


def test_what_comes_to_nothing_is_written_and_not_to_be_paid(vera):
    books.owes(vera, 1200)
    books.owes(vera, -1200)
    (invoice,) = close().issued
    assert (invoice.type, invoice.gross_cents, invoice.charge) == (DocumentType.INVOICE, 0, None)


def test_one_for_each_counsellor_currency_and_kind_of_money(vera, ada):
    for who in (vera, ada):
        for currency in ("EUR", "CHF"):
            for testmode in (False, True):
                books.owes(who, 1000, currency=currency, testmode=testmode)
                books.owes(who, 1000, currency=currency, testmode=testmode)
    assert len(close().issued) == 8
    keys = Invoice.objects.values_list("recipient", "currency", "testmode")
    assert len(set(keys)) == 8
    assert {i.net_cents for i in Invoice.objects.all()} == {2000}


def test_the_database_itself_refuses_a_second_invoice_for_a_month(vera):
    books.owes(vera, 1200)
    (invoice,) = close().issued
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.bulk_create([_like(invoice)])


def _like(invoice):
    values = {field.attname: getattr(invoice, field.attname) for field in Invoice._meta.concrete_fields}
    return Invoice(**values | {"id": None, "uid": b"x" * 16, "seq": 99, "number": "2026-00099", "charge_id": None})


def test_play_money_never_reaches_the_series_of_real_invoices(vera, mailoutbox):
    books.owes(vera, 1000, testmode=True)
    books.owes(vera, 1200)
    close()
    play, real = Invoice.objects.get(testmode=True), Invoice.objects.get(testmode=False)
    assert (play.number, real.number) == ("TEST-2026-00001", "2026-00001")
    assert (play.charge.testmode, real.charge.testmode) == (True, False)
    assert (play.sent_at, bool(real.sent_at)) == (None, True)
    assert NoticeLedger.objects.filter(kind="billing.invoice").count() == 1


def test_a_month_begins_at_midnight_where_the_portal_is_at_home(charge, karl, vera):
    """23:30 in London on 30 November is 00:30 on 1 December in Vienna."""
    with at("2026-11-30T22:30"):
        books.owes(vera, 100)
    with at("2026-11-30T23:30"):
        books.owes(vera, 200)
        assert [d.net_cents for d in drafts.of_month(NOVEMBER)] == [100]
    assert [i.net_cents for i in close().issued] == [100]
    assert [i.net_cents for i in close(DECEMBER, "2027-01-01T12:00").issued] == [200]


def test_a_month_is_closed_when_it_is_over_and_not_before(vera):
    books.owes(vera, 1200)
    with at("2026-11-30T22:59"):
        refused("month_not_over", runs.close, NOVEMBER)
    with at("2026-11-30T23:00"):  # midnight in Vienna
        assert len(runs.close(NOVEMBER).issued) == 1


@pytest.mark.parametrize(
    ("moment", "due"),
    [("2026-12-01T04:59", None), ("2026-12-01T05:00", NOVEMBER), ("2026-12-31T22:59", NOVEMBER),
     ("2027-01-01T04:00", None), ("2027-01-09T00:00", DECEMBER), ("2026-07-01T04:00", date(2026, 6, 1))],
)  # fmt: skip
def test_the_run_begins_at_six_in_the_morning_of_the_first_in_vienna(moment, due):
    with at(moment):
        assert runs.due_month() == due


def test_what_was_left_over_goes_on_the_next_one(vera):
    books.owes(vera, 500, on=date(2026, 9, 3))
    books.owes(vera, 1200)
    (invoice,) = close().issued
    assert invoice.net_cents == 1700
    books.owes(vera, 300, on=date(2026, 11, 30))  # found late, the month has its invoice
    again = close()
    assert (again.issued, again.held, again.failed) == ([], [], [])
    assert [i.net_cents for i in close(DECEMBER, "2027-01-01T12:00").issued] == [300]


def test_each_year_has_its_series(vera):
    books.owes(vera, 100)
    close()
    with december():
        books.owes(vera, 100)
    (invoice,) = close(DECEMBER, "2027-01-01T12:00").issued
    assert invoice.number == "2027-00001"


def test_a_run_that_has_no_more_time_says_how_much_is_left(vera, ada, monkeypatch, time):
    books.owes(vera, 100)
    books.owes(ada, 100)
    with december() as move:
        real = invoices.issue_draft
        monkeypatch.setattr(invoices, "issue_draft", lambda *a, **k: (move(timedelta(seconds=31)), real(*a, **k))[1])
        first = runs.close(NOVEMBER, seconds=30)
        assert (len(first.issued), first.left) == (1, 1)
        second = runs.close(NOVEMBER, seconds=30)
        assert (len(second.issued), second.left) == (1, 0)


def test_a_preview_writes_nothing_and_says_what_closing_would(vera, ada, django_assert_num_queries):
    books.owes(vera, 1200)
    with django_assert_num_queries(3):
        (draft,) = runs.preview(NOVEMBER)
    assert (draft.totals.net_cents, draft.totals.tax_cents, draft.hindrance) == (1200, 240, None)
    books.owes(ada, 700)
    books.owes(vera, 100)
    with django_assert_num_queries(3):
        assert len(runs.preview(NOVEMBER)) == 2
    assert not Invoice.objects.exists()
    assert not NumberSeries.objects.exists()


# --- what is missing ---


def test_without_the_operators_details_nothing_is_written_and_nothing_lost(vera, people, django_user_model):
    from django.contrib.auth.models import Group

    bruno = django_user_model.objects.create(username="bruno", role="staff")
    bruno.groups.add(Group.objects.get(name="Billing"))
    books.operator(city="")
    books.owes(vera, 1200)
    refused("seller_incomplete", close)
    with december():
        assert runs.close_if_due() is None
        assert runs.close_if_due() is None
    assert list(NoticeLedger.objects.filter(kind="billing.run_refused").values_list("user", flat=True)) == [bruno.pk]
    assert not NumberSeries.objects.exists()
    books.operator()
    assert [i.net_cents for i in close().issued] == [1200]


def test_who_has_given_no_address_waits_and_is_told_and_the_others_do_not_wait(vera, ada):
    vera.tax_profile.delete()
    books.owes(vera, 1200)
    books.owes(ada, 700)
    for _ in range(2):
        closed = close()
        assert [draft.hindrance.code for draft in closed.held] == ["buyer_incomplete"]
    assert list(Invoice.objects.values_list("recipient", flat=True)) == [ada.pk]
    assert NoticeLedger.objects.filter(user=vera, kind="billing.address_missing").count() == 1
    books.address(type(vera).objects.get(pk=vera.pk))
    assert [i.net_cents for i in close().issued] == [1200]


def test_without_the_operators_own_vat_number_nobody_abroad_owes_the_vat(vera, ada):
    """A tax number is enough at home. The reverse charge needs both VAT numbers on the document."""
    books.operator(vat_id="", tax_number="12 345/6789")
    books.address(vera, country="DE", vat_id="DE136695976", vat_state="valid")
    books.owes(vera, 100)
    books.owes(ada, 100)
    closed = close()
    assert [(invoice.recipient, invoice.tax_cents) for invoice in closed.issued] == [(ada, 20)]
    (held,) = closed.held
    assert (held.counsellor, held.hindrance.code) == (vera, "seller_incomplete")
    books.operator(vat_id="ATU13585627")
    assert [(invoice.recipient, invoice.tax_cents) for invoice in close().issued] == [(vera, 0)]


def test_an_unknown_rate_of_vat_holds_one_counsellor_only(vera, ada):
    books.operator(country="XX")
    books.address(vera, country="XX")
    books.owes(vera, 100)
    assert [draft.hindrance.code for draft in close().held] == ["no_vat_rate"]


# --- crashes ---

STEPS = [
    "billing.actions.numbers.take",
    "billing.documents.render",
    "billing.models.Invoice.objects.create",
    "billing.models.InvoiceLine.objects.bulk_create",
    "billing.actions.charges.open",
    "accounts.actions.audit.record",
    "accounts.actions.notices.tell",
    "billing.models.ledger.EntryQuerySet.sweep_into",
]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_nothing_and_the_next_run_heals(step, after, vera, ada, monkeypatch):
    from django.utils.module_loading import import_string

    books.owes(vera, 1200)
    books.owes(ada, 700)
    path, _, name = step.rpartition(".")
    try:
        owner = import_string(path)
    except ImportError:
        model, _, _objects = path.rpartition(".")
        owner = import_string(model).objects
    real, struck = getattr(owner, name), []

    def crash(*args, **kwargs):
        if struck:
            return real(*args, **kwargs)
        struck.append(step)
        if after:
            real(*args, **kwargs)
        raise ZeroDivisionError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, crash)
        closed = close()
        assert struck
    assert len(closed.issued) + len(closed.failed) == 2
    assert len(closed.issued) == 1
    assert LedgerEntry.objects.filter(invoice=None).count() == Charge.objects.count() == 1
    close()
    assert sorted(Invoice.objects.values_list("seq", flat=True)) == [1, 2]
    assert {i.net_cents for i in Invoice.objects.all()} == {1200, 700}
    assert NoticeLedger.objects.filter(kind="billing.invoice").count() == Charge.objects.count() == 2
    assert not LedgerEntry.objects.filter(invoice=None).exists()


def test_a_number_is_taken_only_in_the_transaction_that_uses_it(transactional_db):
    with pytest.raises(RuntimeError):
        numbers.take("2026")
    assert not NumberSeries.objects.exists()


# --- correcting ---


@pytest.fixture
def invoice(vera):
    books.owes(vera, 1000, text="A line")
    books.owes(vera, 200, text="Another line")
    return close().issued[0]


def moved(vera, **where):
    books.address(vera, **({"street": "New Street 2"} | where))


def test_a_wrong_address_is_taken_back_and_written_anew(invoice, vera, written):
    moved(vera)
    with december(day=3):
        successor = invoices.correct(invoice, by=vera)
    invoice.refresh_from_db()
    credit = invoice.corrections.get()
    assert [credit.number, successor.number] == ["2026-00002", "2026-00003"]
    assert (credit.type, credit.net_cents, credit.tax_cents) == (DocumentType.CREDIT_NOTE, 1200, 240)
    assert credit.buyer["street"] == invoice.buyer["street"] == "Gasse 1"
    assert successor.buyer["street"] == "New Street 2"
    assert (written[1].iban, written[2].iban) == ("", books.operator().iban)
    for document in (credit, successor):
        assert [line.text for line in document.lines.all()] == ["A line", "Another line"]
    assert invoice.number in successor.notes[0]
    assert credit.number in successor.notes[0]
    assert (written[1].corrects, written[1].corrects_on) == (invoice.number, date(2026, 12, 1))
    assert invoice.corrected_at
    assert signed() == 1200


def test_what_is_to_pay_goes_over_to_the_successor(invoice, vera):
    before = invoice.charge
    moved(vera)
    with december(day=3):
        successor = invoices.correct(invoice, by=vera)
    invoice.refresh_from_db()
    assert (invoice.charge, successor.charge) == (None, before)
    assert (Charge.objects.count(), successor.charge.is_open) == (1, True)
    assert successor.charge.text == "Invoice 2026-00003"
    assert successor.due_on == date(2026, 12, 17)
    assert list(queries.to_pay()) == [successor]


def test_a_paid_invoice_stays_paid_when_its_address_is_corrected(invoice, vera, written):
    pay(invoice)
    moved(vera)
    with december(day=3):
        successor = invoices.correct(invoice, by=vera)
    assert successor.is_paid
    assert not queries.to_pay().exists()
    assert not Refund.objects.exists()
    assert (written[-1].paid_on, written[-1].iban) == (date(2026, 11, 20), "")  # it asks for nothing
    assert "€14.40 were paid for it already" in successor.notes[1]


def test_less_vat_after_the_correction_is_less_to_pay(invoice, vera):
    moved(vera, country="DE", vat_id="DE136695976", vat_state="valid")
    with december(day=3):
        successor = invoices.correct(invoice, by=vera)
    assert (successor.net_cents, successor.tax_cents) == (1200, 0)
    assert {line.tax_category for line in successor.lines.all()} == {"AE"}
    assert (successor.charge.amount_cents, successor.charge.state) == (1200, "open")
    assert Charge.objects.filter(state="cancelled").count() == 1


def test_vat_that_was_paid_too_much_goes_back(invoice, vera):
    pay(invoice)
    moved(vera, country="DE", vat_id="DE136695976", vat_state="valid")
    with december(day=3):
        successor = invoices.correct(invoice, by=vera)
    assert Refund.objects.get().amount_cents == 240
    assert successor.is_paid
    with december(day=4):
        invoices.owe_again(successor)
    assert Refund.objects.count() == 1


def test_vat_that_was_missing_is_owed_besides(vera, written):
    moved(vera, country="DE", vat_id="DE136695976", vat_state="valid")
    books.owes(vera, 1000)
    (invoice,) = close().issued
    pay(invoice)
    moved(vera, country="AT", vat_id="")
    with december(day=3):
        successor = invoices.correct(invoice, by=vera)
    assert (successor.gross_cents, successor.charge.amount_cents, successor.is_to_pay) == (1200, 200, True)
    assert (written[-1].paid_on, written[-1].iban, successor.due_on) == (None, "", date(2026, 12, 17))


def test_while_a_transfer_is_under_way_the_amount_stays(invoice, vera):
    declared(invoice)
    moved(vera, country="DE", vat_id="DE136695976", vat_state="valid")
    refused("under_way", invoices.correct, invoice, by=vera)
    moved(vera, country="AT", vat_id="", vat_state="none")
    with december(day=3):
        assert invoices.correct(invoice, by=vera).charge == invoice.charge


def test_what_cannot_be_corrected(invoice, vera, ada):
    refused("nothing_to_correct", invoices.correct, invoice, by=vera)
    moved(vera)
    with december(day=3):
        invoices.correct(invoice, by=vera)
    refused("corrected", invoices.correct, invoice, by=vera)
    refused("not_correctable", invoices.correct, invoice.corrections.get(), by=vera)
    vera.tax_profile.delete()
    refused("buyer_incomplete", invoices.correct, Invoice.objects.get(number="2026-00003"), by=vera)
    assert Invoice.objects.count() == 3


@pytest.mark.parametrize(
    "step", ["billing.documents.render", "billing.actions.charges.cancel", "billing.actions.invoices._tell"]
)
def test_a_crash_while_correcting_leaves_the_invoice_as_it_was(step, invoice, vera, monkeypatch):
    moved(vera, country="DE", vat_id="DE136695976", vat_state="valid")

    def crash(*args, **kwargs):
        raise ZeroDivisionError

    with monkeypatch.context() as patch, december(day=3):
        patch.setattr(step, crash)
        with pytest.raises(ZeroDivisionError):
            invoices.correct(invoice, by=vera)
    invoice.refresh_from_db()
    assert (invoice.corrected_at, invoice.charge.is_open, Invoice.objects.count()) == (None, True, 1)
    with december(day=3):
        assert invoices.correct(invoice, by=vera).number == "2026-00003"


def test_what_was_issued_is_never_changed(invoice):
    invoice.net_cents = 1
    with pytest.raises(WrittenOnce):
        invoice.save()
    with pytest.raises(WrittenOnce):
        invoice.delete()
    with pytest.raises(WrittenOnce):
        invoice.lines.all().delete()


# --- money that went back ---


def charged_back(payment, cents):
    """What the bank did, as `refunds.apply` books it."""
    refund = Refund.objects.create(payment=payment, amount_cents=cents, origin="external")
    refunds.apply(refund, RefundState.DONE)


def test_a_payment_the_bank_took_back_is_owed_again(invoice, vera):
    payment = pay(invoice)
    assert invoices.returned() == []
    charged_back(payment, 1440)
    with december(day=30):
        (found,) = invoices.returned()
        charge = invoices.owe_again(found)
        assert (charge.amount_cents, charge.state) == (1440, "open")
        assert invoices.owe_again(found) == charge
        assert invoices.returned() == []
        found.refresh_from_db()
        assert (found.is_paid, found.to_pay_until) == (False, date(2027, 1, 13))
    assert Charge.objects.count() == 2
    assert NoticeLedger.objects.filter(kind="billing.owed_again").count() == 1


def test_it_is_owed_again_as_soon_as_it_went_back(invoice, vera, django_capture_on_commit_callbacks):
    payment = pay(invoice)
    with december(day=30), django_capture_on_commit_callbacks(execute=True):
        charged_back(payment, 1440)
    invoice.refresh_from_db()
    assert (invoice.is_to_pay, invoice.charge.amount_cents) == (True, 1440)


def test_what_goes_back_in_parts_is_owed_in_parts(invoice, vera):
    first = pay(invoice)
    for part in (400, 300):
        charged_back(first, part)
        (found,) = invoices.returned()
        charge = invoices.owe_again(found)
        assert charge.amount_cents == part
        found.refresh_from_db()
        pay(found)
    assert invoices.owe_again(found) is None
    kept = sum(p.amount_cents - p.refunded_cents for c in invoice.charges.all() for p in c.payments.all())
    assert kept == invoice.gross_cents


def disputed(payment, state):
    return dispute(payment, state, payment.amount_cents, "du_1")


def dispute(payment, state, cents, ref):
    """What the bank says of it, as `payments.refresh` hears it."""
    it = Return(state, cents, ref=ref, reason="dispute")
    return payments.apply(payment, Snapshot(state=PaymentState.CONFIRMED, returns=(it,)))


def test_while_a_bank_only_asks_nothing_is_owed_again(invoice, vera):
    payment = pay(invoice)
    disputed(payment, "pending")
    assert invoices.returned() == []
    charged_back(payment, 100)
    (found,) = invoices.returned()
    assert invoices.owe_again(found).amount_cents == 100


@pytest.mark.parametrize("paid_again", [False, True])
@pytest.mark.parametrize("worker_dies", [False, True])
def test_a_dispute_won_after_it_was_lost_is_not_paid_twice(
    paid_again, worker_dies, invoice, vera, django_capture_on_commit_callbacks
):
    payment = pay(invoice)
    with december(day=30), django_capture_on_commit_callbacks(execute=True):
        disputed(payment, "done")
    invoice.refresh_from_db()
    assert invoice.is_to_pay
    if paid_again:
        pay(invoice)
    with december(day=31):
        with django_capture_on_commit_callbacks(execute=not worker_dies):
            disputed(payment, "failed")
        for found in invoices.returned():
            invoices.owe_again(found)
        assert invoices.returned() == []
    invoice.refresh_from_db()
    going = sum(refund.amount_cents for refund in Refund.objects.filter(state="pending"))
    assert (invoice.is_to_pay, invoice.is_paid, going) == (False, True, invoice.gross_cents if paid_again else 0)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_still_to_pay_is_what_was_not_kept(seed, invoice, vera):
    """Paid, paid again, taken back in parts, asked for by banks that win or lose, written anew with and without VAT."""
    dice, standing, banks = random.Random(seed), invoice, 0
    for turn in range(30):
        with december(day=2 + turn % 28):
            standing.refresh_from_db()
            payments_of = list(Payment.objects.filter(charge__settles=standing, state="confirmed"))
            match dice.choice(["pay", "pay", "part", "bank", "decide", "correct", "look", "sent"]):
                case "pay" if standing.is_to_pay:
                    pay(standing)
                case "part" if payments_of:
                    payment = dice.choice(payments_of)
                    if left := refunds.sendable(payment):
                        charged_back(payment, dice.randint(1, left))
                case "bank" if payments_of:
                    payment, banks = dice.choice(payments_of), banks + 1
                    if left := refunds.sendable(payment):
                        dispute(payment, "pending", left, f"du_{banks}")
                case "decide":
                    if asked := Refund.objects.filter(reason="dispute").exclude(state="failed").first():
                        dispute(asked.payment, dice.choice(["done", "failed"]), asked.amount_cents, asked.provider_ref)
                case "correct":
                    books.operator(regime=dice.choice(["standard", "small"]), street=f"Weg {turn}")
                    standing = invoices.correct(standing, by=vera)
                case "look":
                    for found in invoices.returned():
                        invoices.owe_again(found)
                case "sent":
                    if ours := Refund.objects.filter(origin="us", state="pending").first():
                        refunds.apply(ours, RefundState.DONE)
    with december(day=31):
        for _time in range(2):
            for found in invoices.returned():
                invoices.owe_again(found)
        assert invoices.returned() == []
    standing.refresh_from_db()
    going = {"origin": "us", "state": "pending"}
    kept = sum(
        payment.amount_cents - payment.refunded_cents
        - sum(refund.amount_cents for refund in payment.refunds.filter(**going))
        for payment in Payment.objects.filter(charge__settles=standing, state="confirmed")
    )  # fmt: skip
    open_charges = Charge.objects.filter(state="open")
    to_pay = standing.charge.amount_cents if standing.is_to_pay else 0
    assert [charge.amount_cents for charge in open_charges] == ([to_pay] if to_pay else [])
    asked = Refund.objects.filter(
        reason="dispute", state="pending"
    ).exists()  # what a bank holds cannot be sent back yet
    assert kept + to_pay == standing.gross_cents or (asked and kept > standing.gross_cents and not to_pay)


# --- sums ---


@pytest.mark.parametrize("seed", range(4))
def test_invoices_sum_to_the_ledger_whatever_happens(seed, vera, ada, time):
    """Months with random entries, closed in random order, twice, late or never; addresses corrected in between."""
    random_ = random.Random(seed)
    month = NOVEMBER
    for _n in range(6):
        for _entry in range(random_.randrange(6)):
            books.owes(
                random_.choice((vera, ada)), random_.choice((1200, 1199, 1, -450, -3000, 1900)),
                currency=random_.choice(("EUR", "CHF")), testmode=random_.random() < 0.2,
            )  # fmt: skip
        time(timedelta(days=30))
        while months.following(month) <= plans.today():
            for _ in range(random_.randrange(3)):
                runs.close(month)
            month = months.following(month)
        for found in Invoice.objects.filter(type=DocumentType.INVOICE, corrected_at=None):
            if random_.random() < 0.3:
                moved(found.recipient, street=f"Street {random_.random()}")
                invoices.correct(found, by=vera)
    for who in (vera, ada):
        for currency in ("EUR", "CHF"):
            for testmode in (False, True):
                entries = LedgerEntry.objects.filter(counsellor=who, currency=currency, testmode=testmode)
                swept = entries.exclude(invoice=None).aggregate(sum=Sum("net_cents", default=0))["sum"]
                assert signed(recipient=who, currency=currency, testmode=testmode) == swept
    standing = [
        (i.recipient_id, i.period_first_on, i.currency, i.testmode)
        for i in Invoice.objects.filter(corrects=None, corrected_at=None)
    ]
    assert len(standing) == len(set(standing))
    for series in NumberSeries.objects.all():
        seqs = sorted(Invoice.objects.filter(series=series.key).values_list("seq", flat=True))
        assert seqs == list(range(1, series.last + 1))
        assert series.key.startswith("TEST-") == Invoice.objects.filter(series=series.key).first().testmode
    for i in Invoice.objects.prefetch_related("lines"):
        assert sum(line.net_cents for line in i.lines.all()) == i.net_cents
    assert InvoiceLine.objects.count() >= LedgerEntry.objects.exclude(invoice=None).count()


def test_months():
    assert months.following(date(2026, 1, 1)) == date(2026, 2, 1)
    assert months.following(date(2026, 12, 1)) == date(2027, 1, 1)
    assert months.before(date(2027, 1, 1)) == DECEMBER
    assert months.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert months.parse(months.text(NOVEMBER)) == NOVEMBER
    for wrong in ("2026-00", "2026-13", "2026-1", "1999-01", "2026-11-01", "x"):
        with pytest.raises(ValueError, match=r"month"):
            months.parse(wrong)


def test_a_real_document_holds_what_is_stored(people):
    """Everything else here writes cheap ones."""
    books.operator()
    books.address(people["vera"])
    books.owes(people["vera"], 1949)
    (invoice,) = close().issued
    assert invoice.pdf.startswith(b"%PDF-")
    for words in (b"2026-00001", b">23.39<", b"Gasse 1", b"20261130"):
        assert words in invoice.xml
