"""The desk: money is booked by who does the books, once, after a look; a correction is a line that nobody can undo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, NoticeLedger
from billing.actions import adjustments, books, charges, payments, refunds, runs, vat_ids
from billing.enums import ChargeState, PaymentState, RefundOrigin, RefundState, VatState
from billing.models import LedgerEntry, Payment, ProviderEvent, Refund, TaxProfile
from billing.queries import attention
from billing.queries.charges import TROUBLES_SHOWN
from cms import desk as first_page
from lib import ids
from lib.denied import Denied
from tests.billing.conftest import NOW
from tests.billing.desk.conftest import owed, owed_to_us, paid
from tests.staff import browser, member

TASKS = "billing_tasks"


def address(name, thing):
    return reverse(name, args=[thing.uid])


def text(response) -> str:
    return response.content.decode()


# --- money that arrived --------------------------------------------------------------------------------------------


def test_money_nobody_announced_is_booked_after_one_more_look(desk, bruno, operator, vera):
    charge = owed_to_us(vera, 2280)
    asked = desk.get(address("billing_received", charge))
    assert "Have €22.80 arrived from Vera?" in text(asked)
    charge.refresh_from_db()
    assert charge.is_open
    desk.post(address("billing_received", charge))
    charge.refresh_from_db()
    payment = charge.payments.get()
    assert (charge.state, payment.state, payment.confirmed_by) == (ChargeState.SETTLED, PaymentState.CONFIRMED, bruno)
    assert AuditEvent.objects.get(kind="billing.payment_booked").actor == bruno


def test_booking_twice_books_once(desk, operator, vera):
    charge = owed_to_us(vera, 2280)
    for _twice in range(2):
        answer = desk.post(address("billing_received", charge), follow=True)
    assert charge.payments.count() == 1
    assert "This is paid already." in text(answer)


def test_what_was_declared_waits_on_the_list_until_somebody_has_looked(desk, operator, vera):
    charge = owed_to_us(vera, 2280)
    payment = payments.declare(payments.start(charge, "transfer", by=vera), by=vera)
    page = text(desk.get(reverse(TASKS)))
    assert "€22.80 from Vera (vera)" in page
    assert payment.reference in page
    desk.post(address("billing_not_received", charge))
    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING
    assert not attention.transfers_to_find().exists()
    assert desk.get(address("billing_not_received", charge)).status_code == 404


def test_without_a_bank_account_nothing_is_booked_and_the_reason_is_said(desk, vera):
    charge = owed_to_us(vera, 2280)
    assert "not available" in text(desk.post(address("billing_received", charge), follow=True))
    assert not charge.payments.exists()


def test_play_money_is_not_booked(desk, bruno, operator, vera):
    charge = owed_to_us(vera, 2280, testmode=True)
    assert desk.get(address("billing_received", charge)).status_code == 404
    with pytest.raises(Denied, match="play_money"):
        books.book(charge, by=bruno)


def test_what_clients_pay_counsellors_cannot_be_booked_by_the_staff(desk, bruno, vera, karl):
    charge = paid(karl, vera, 8000).charge
    assert desk.get(address("billing_received", charge)).status_code == 404
    with pytest.raises(Denied):
        books.book(charge, by=bruno)


def test_other_staff_book_nothing(operator, vera):
    charge = owed_to_us(vera, 2280)
    olga = member("Operators", login="olga")
    assert browser(olga).post(address("billing_received", charge)).status_code == 302
    with pytest.raises(Denied):
        books.book(charge, by=olga)
    assert charge.payments.count() == 0


def test_money_to_send_back_is_a_task_until_it_is_sent(desk, bruno, operator, vera):
    payment = books.book(owed_to_us(vera, 2280), by=bruno)
    refund = refunds.request(payment, 500, by=bruno)
    assert "€5 to Vera (vera)" in text(desk.get(reverse(TASKS)))
    desk.post(address("billing_refund_sent", refund))
    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    assert not attention.refunds_to_send().exists()


# --- what waits ----------------------------------------------------------------------------------------------------


def test_the_list_names_no_client(desk, vera, karl):
    refund = refunds.request(paid(karl, vera, 8000), 3000, by=vera)
    refunds.apply(refund, RefundState.FAILED)
    page = text(desk.get(reverse(TASKS)))
    assert "€30, counsellor Vera (vera)" in page
    assert "karl" not in page.lower()


def test_a_refund_that_failed_is_off_the_list_once_it_was_tried_again(vera, karl):
    payment = paid(karl, vera, 8000)
    refunds.apply(refunds.request(payment, 3000, by=vera), RefundState.FAILED)
    assert attention.refunds_failed().count() == 1
    refunds.request(payment, 3000, by=vera)
    assert attention.refunds_failed().count() == 0


def test_a_refund_that_was_settled_another_way_does_not_stay_on_the_list_for_ever(vera, karl, time):
    refunds.apply(refunds.request(paid(karl, vera, 8000), 3000, by=vera), RefundState.FAILED)
    time(NOW + TROUBLES_SHOWN - timedelta(hours=1))
    assert attention.refunds_failed().count() == 1
    time(NOW + TROUBLES_SHOWN)
    assert attention.refunds_failed().count() == 0


def test_every_line_of_a_share_says_how_its_amount_comes_about(vera, karl):
    payment = paid(karl, vera, 8000)
    first = refunds.request(payment, 3000, by=vera)
    for refund, state in ((first, RefundState.DONE), (first, RefundState.FAILED), (None, RefundState.DONE)):
        refunds.apply(refund or refunds.request(payment, 8000, by=vera), state)
    lines = list(LedgerEntry.objects.order_by("pk").values_list("net_cents", "text"))
    assert [(cents, text.partition(", received")[0]) for cents, text in lines] == [
        (1200, "15% of €80"), (-450, "15% of €50 instead of €80"), (450, "15% of €80, less €7.50 entered before"),
        (-1200, "15% of €0 instead of €80"),
    ]  # fmt: skip


def test_a_refund_the_provider_does_not_finish_is_on_the_list_from_the_second_day(vera, karl, time):
    paid(karl, vera, 8000)
    refunds.request(paid(karl, vera, 8000, provider="test"), 3000, by=vera)
    assert attention.refunds_failed().count() == 0
    time(NOW + timedelta(days=1, minutes=1))
    assert attention.refunds_failed().count() == 1


def test_what_a_bank_wants_back_is_on_the_list_until_it_is_decided_with_a_way_to_its_invoice(
    desk, operator, vera, karl, bruno, time
):
    owed(vera, 1900)
    time(NOW + timedelta(days=32))
    (invoice,) = runs.close(runs.due_month()).issued
    books.book(invoice.charge, by=bruno)
    for payment in (paid(karl, vera, 8000), invoice.charge.payments.get()):
        asked_back = Refund.objects.create(
            payment=payment, amount_cents=payment.amount_cents, origin=RefundOrigin.EXTERNAL, reason="dispute"
        )
    page = text(desk.get(reverse(TASKS)))
    assert "Payments that a bank wants back (2)" in page
    assert address("billing_invoice", invoice) in page
    assert "answer at the payment service" in page
    assert "who was told and answers" in page
    assert "karl" not in page.lower()
    refunds.apply(asked_back, RefundState.DONE)
    assert "Payments that a bank wants back (1)" in text(desk.get(reverse(TASKS)))
    assert "€22.80 sent back" in text(desk.get(address("billing_invoice", invoice)))


def test_payments_and_messages_nobody_dealt_with_are_on_the_list_after_two_hours(desk, vera, karl, time):
    charge = charges.open(
        payer=karl, payee=vera, amount_cents=8000, currency="EUR", text="Consultation", return_path="/", by=karl,
        commissioned=True,
    )  # fmt: skip
    payment = payments.start(charge, "test", by=karl)
    Payment.objects.filter(pk=payment.pk).update(ask_at=NOW, provider_ref="cs_1")
    ProviderEvent.objects.create(
        provider="stripe", event_id="evt_1", kind="charge.refunded", about="ch_7", error="away"
    )
    assert "Nothing waits for you" in text(desk.get(reverse(TASKS)))
    time(NOW + timedelta(hours=2, minutes=1))
    page = text(desk.get(reverse(TASKS)))
    assert "€80 by play money" in page
    assert "Test · Reference cs_1" in page
    assert "stripe: charge.refunded" in page
    assert "ch_7 · away" in page
    assert "karl" not in page.lower()


def test_the_first_page_says_how_many_things_wait_to_who_deals_with_them(bruno, operator, vera):
    said = lambda user: [one.text for one in first_page.waiting_for(user) if "about money" in one.text]
    assert said(bruno) == []
    payments.declare(payments.start(owed_to_us(vera, 2280), "transfer", by=vera), by=vera)
    assert said(bruno) == ["One thing about money waits for you"]
    assert said(member("Operators", login="olga")) == []


# --- VAT numbers ---------------------------------------------------------------------------------------------------


@pytest.fixture
def profile(vera):
    TaxProfile.objects.update(vat_id="DE136695976", vat_state=VatState.UNVERIFIED)
    return TaxProfile.objects.get()


@pytest.mark.parametrize(("said", "state"), [("valid", VatState.VALID), ("invalid", VatState.INVALID)])
def test_what_the_register_said_is_noted_with_its_time(desk, profile, said, state):
    desk.post(reverse("billing_vat_ids"), {"profile": profile.pk, "number": "DE136695976", "said": said})
    profile.refresh_from_db()
    assert profile.vat_state == state
    assert profile.vat_checked_at
    told = NoticeLedger.objects.filter(user=profile.counsellor, kind="billing.vat_id_refused").count()
    assert told == (state == VatState.INVALID)
    assert not attention.vat_numbers().exists()


def test_nobody_confirms_their_own_number(profile):
    with pytest.raises(Denied, match="your_own"):
        vat_ids.decide(profile, number="DE136695976", is_valid=True, by=profile.counsellor)
    profile.refresh_from_db()
    assert profile.vat_state == VatState.UNVERIFIED


def test_a_number_that_was_changed_meanwhile_is_not_confirmed(desk, profile):
    TaxProfile.objects.update(vat_id="DE811569869")
    desk.post(reverse("billing_vat_ids"), {"profile": profile.pk, "number": "DE136695976", "said": "valid"})
    profile.refresh_from_db()
    assert profile.vat_state == VatState.UNVERIFIED


@pytest.mark.parametrize(
    "given", [{}, {"profile": "x", "said": "valid"}, {"profile": "99", "said": "valid"}, {"said": "?"}]
)
def test_nonsense_about_a_vat_number_is_not_found(desk, profile, given):
    assert desk.post(reverse("billing_vat_ids"), given).status_code == 404


# --- corrections ---------------------------------------------------------------------------------------------------

WORDS = {"counsellor": "Vera", "way": "credit", "amount": "12.50", "currency": "EUR", "text": "Goodwill, as agreed"}


def test_a_correction_is_looked_at_then_entered_once(desk, bruno, vera):
    page = desk.post(reverse("billing_adjust"), WORDS)
    assert "will owe <strong>€12.50</strong> less" in text(page)
    assert not LedgerEntry.objects.exists()
    sure = WORDS | {"key": page.context["key"], "do": "enter"}
    for _twice in range(2):
        desk.post(reverse("billing_adjust"), sure)
    entry = LedgerEntry.objects.get()
    assert (entry.counsellor, entry.net_cents, entry.text, entry.invoice) == (vera, -1250, "Goodwill, as agreed", None)
    event = AuditEvent.objects.get(kind="billing.adjusted")
    assert (event.actor, event.about) == (bruno, ids.to_text(vera.uid))
    assert "-€12.50" in text(desk.get(reverse("billing_ledger"), {"counsellor": "VERA"}))


@pytest.mark.parametrize(
    ("field", "value"),
    [("counsellor", "karl"), ("counsellor", "nobody"), ("amount", "0"), ("amount", "-5"), ("amount", "12,345"),
     ("way", ""), ("currency", "JPY"), ("text", ""), ("text", "x" * 201)],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_said_beside_its_field(desk, vera, karl, field, value):
    page = desk.post(reverse("billing_adjust"), WORDS | {field: value, "do": "enter", "key": "k" * 22})
    assert field in page.context["form"].errors
    assert not LedgerEntry.objects.exists()


def test_two_corrections_alike_are_two_if_each_was_looked_at(bruno, vera):
    for key in ("a", "b"):
        adjustments.adjust(vera, net_cents=500, currency="EUR", text="Set-up", key=key, by=bruno)
    assert LedgerEntry.objects.count() == 2


def test_nobody_corrects_their_own_ledger(vera):
    with pytest.raises(Denied):
        adjustments.adjust(vera, net_cents=-500, currency="EUR", text="For me", key="a", by=vera)


def test_the_ledger_shows_what_is_not_invoiced_and_whose(desk, vera, ada):
    owed(vera, 1200, text="Set-up")
    owed(ada, 700, text="Something else")
    page = text(desk.get(reverse("billing_ledger"), {"counsellor": "vera"}))
    assert "<strong>€12</strong>" in page
    assert "Something else" not in page
    assert "Nothing is entered for anybody" in text(desk.get(reverse("billing_ledger"), {"counsellor": "zoe"}))
