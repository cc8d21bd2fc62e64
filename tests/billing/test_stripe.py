"""Paying through Stripe: the real library talks over HTTP to our model of Stripe (tests/standins/stripe.py)."""

import contextlib
import itertools
import random
from datetime import timedelta

import pytest

from accounts.models import NoticeLedger
from billing import providers
from billing.actions import books, charges, ledger, payments, payouts, refunds
from billing.models import Charge, LedgerEntry, Payment, ProviderEvent, Refund
from billing.providers import Snapshot, Unavailable
from billing.providers import stripe as ours
from billing.tasks import answer_ring, ask_providers, carry_out_refund
from lib import ids
from lib.denied import Denied
from tests.billing import books as books_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stripe")]


def fresh(thing):
    thing.refresh_from_db()
    return thing


def ways(charge) -> list[str]:
    return [provider.key for provider in providers.for_charge(charge)]


@pytest.fixture
def begun(charge, karl, veras_account):
    return payments.start(charge, "stripe", by=karl)


@pytest.fixture
def paid(begun, stripe, veras_account):
    stripe.pay(veras_account, begun.provider_ref)
    return payments.refresh(begun)


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """Runs what actions give to the worker."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def asked(stripe, *, route="") -> list:
    return [call for call in stripe.calls if call[0] == "POST" and call[1].startswith(route)]


def fees() -> int:
    return sum(entry.net_cents for entry in LedgerEntry.objects.all())


# --- accounts -------------------------------------------------------------------------------------------------------


def test_a_counsellor_opens_an_account_and_can_be_paid_when_it_is_finished(vera, charge, stripe):
    address = payouts.connect(vera, "stripe", "http://testserver/back/")
    account = vera.payout_accounts.get(provider="stripe")
    assert address == f"{stripe.url}/setup/{account.reference}"
    assert (account.state, account.testmode, ways(charge)) == ("onboarding", True, ["transfer", "test"])
    stripe.set_up(account.reference)
    assert payouts.refresh(account).state == "ready"
    assert ways(charge) == ["transfer", "stripe", "test"]


def test_going_on_with_an_account_opens_no_second_one(vera, stripe):
    for _time in range(2):
        payouts.connect(vera, "stripe", "http://testserver/back/")
    assert len(asked(stripe, route="accounts")) == 1


def test_an_account_opened_before_a_crash_is_found_again(vera, stripe):
    stripe.faults = ["drop", "refuse"]  # the library tries twice
    with pytest.raises(Denied, match="provider_away"):
        payouts.connect(vera, "stripe", "http://testserver/back/")
    assert vera.payout_accounts.get(provider="stripe").reference == ""
    payouts.connect(vera, "stripe", "http://testserver/back/")
    assert len([it for it in stripe.objects.values() if it["object"] == "account"]) == 1


def test_a_restricted_account_falls_back_to_the_transfer_and_its_owner_is_told(charge, stripe, vera, veras_account):
    stripe.set_up(veras_account, charges_enabled=False)
    for _time in range(2):
        payouts.refresh(vera.payout_accounts.get(provider="stripe"))
    assert ways(charge) == ["transfer", "test"]
    assert NoticeLedger.objects.filter(user=vera, kind="billing.payout_restricted").count() == 1


def test_a_restriction_nobody_told_us_of_shows_when_somebody_pays(charge, karl, stripe, vera, veras_account, worker):
    stripe.objects["", veras_account]["charges_enabled"] = False
    with worker(), pytest.raises(Denied) as info:
        payments.start(charge, "stripe", by=karl)
    assert info.value.code == "provider_refused"
    assert ways(charge) == ["transfer", "test"]
    assert payments.start(charge, "transfer", by=karl).state == "pending"


def test_an_account_whose_owner_left_takes_nothing_more(charge, stripe, vera, veras_account):
    stripe.leave(veras_account)
    assert payouts.refresh(vera.payout_accounts.get(provider="stripe")).state == "restricted"


def test_who_disconnects_is_not_paid_this_way_and_payments_begun_go_on(begun, charge, stripe, vera, veras_account):
    payouts.disconnect(vera, "stripe")
    assert ways(charge) == ["transfer", "test"]
    assert vera.payout_accounts.filter(provider="transfer").exists()
    stripe.pay(veras_account, begun.provider_ref)
    assert payments.refresh(begun).state == "confirmed"


# --- paying ---------------------------------------------------------------------------------------------------------


def test_a_client_pays_on_the_counsellors_own_account(begun, charge, stripe, veras_account):
    assert (begun.state, begun.account_ref, begun.testmode) == ("pending", veras_account, True)
    assert begun.request["goes_to"].startswith(stripe.url)
    stripe.pay(veras_account, begun.provider_ref)
    assert payments.refresh(begun).state == "confirmed"
    assert fresh(charge).is_settled
    assert fees() == 1200  # 15 % of 80.00: no fee was taken on the way


def test_stripe_learns_an_amount_neutral_words_and_ids(begun, charge, karl, vera, stripe):
    _method, _path, account, key, params = asked(stripe, route="checkout")[0]
    assert account == begun.account_ref
    assert key.startswith("payment-")
    assert "application_fee_amount" not in params["payment_intent_data"]
    assert not {"customer_email", "customer"} & set(params)
    for person in (karl, vera):
        assert person.username not in str(params)
    assert charge.text in str(params)


def test_what_is_owed_to_the_operator_is_paid_on_the_operators_account(vera, stripe):
    owed = charges.open(
        payer=vera, payee=None, amount_cents=1900, currency="EUR", text="Invoice", return_path="/", by=vera,
        commissioned=False, testmode=True,
    )  # fmt: skip
    payment = payments.start(owed, "stripe", by=vera)
    assert asked(stripe, route="checkout")[0][2] == ""
    stripe.pay("", payment.provider_ref)
    assert payments.refresh(payment).state == "confirmed"


def test_the_staff_do_not_book_what_stripe_is_still_moving(vera, stripe, django_user_model):
    """A debit of days: noted as received by hand, the operator would never hear that it failed."""
    books_of.operator()
    owed = charges.open(
        payer=vera, payee=None, amount_cents=1900, currency="EUR", text="Invoice", return_path="/", by=vera,
        commissioned=False, testmode=True,
    )  # fmt: skip
    payment = payments.start(owed, "stripe", by=vera)
    stripe.pay("", payment.provider_ref, later=True)
    payments.refresh(payment)
    Charge.objects.update(testmode=False)  # as with a live key
    bruno = django_user_model.objects.create(username="bruno", role="staff", is_superuser=True)
    with pytest.raises(Denied, match="declared"):
        books.book(fresh(owed), by=bruno)
    assert (fresh(payment).state, fresh(owed).is_open, Payment.objects.count()) == ("declared", True, 1)


def test_amounts_too_small_for_stripe_are_not_offered_to_it(charge, veras_account):
    charge.amount_cents = 49
    assert "stripe" not in ways(charge)


def test_who_disconnects_while_somebody_begins_is_not_paid_this_way(charge, karl, vera, veras_account, monkeypatch):
    monkeypatch.setattr(ours.Stripe, "ready", lambda *_: True)
    payouts.disconnect(vera, "stripe")
    with pytest.raises(Denied, match="provider_refused"):
        payments.start(charge, "stripe", by=karl)


def test_a_test_key_is_not_used_where_people_really_pay(charge, veras_account, settings):
    settings.PAYMENTS_TEST = False
    assert ways(charge) == ["transfer"]


def test_what_was_begun_with_a_test_key_is_not_gone_on_with_in_earnest(
    begun, charge, karl, vera, settings, monkeypatch
):
    settings.STRIPE_SECRET_KEY, settings.PAYMENTS_TEST = "sk_live_key", False
    vera.payout_accounts.create(provider="stripe", testmode=False, state="ready", reference="acct_live")
    monkeypatch.setattr(ours.Stripe, "start", lambda self, payment: Snapshot(state="pending", ref="cs_live"))
    payment = payments.start(charge, "stripe", by=karl)
    assert (payment.provider_ref, payment.testmode, fresh(begun).state) == ("cs_live", False, "cancelled")


def test_play_money_does_not_exist_beside_a_live_key(charge, veras_account, settings):
    settings.STRIPE_SECRET_KEY = "sk_live_x"
    assert ways(charge) == ["transfer"]


def test_a_way_of_paying_that_takes_days(begun, charge, karl, stripe, veras_account):
    session = begun.provider_ref
    stripe.pay(veras_account, session, later=True)
    assert payments.refresh(begun).state == "declared"
    with pytest.raises(Denied) as info:  # not paid a second time meanwhile
        payments.start(charge, "transfer", by=karl)
    assert info.value.code == "declared"
    stripe.settle(veras_account, session)
    assert payments.refresh(fresh(begun)).state == "confirmed"


def test_what_takes_days_may_fail_and_is_tried_again(begun, charge, karl, stripe, veras_account):
    session = begun.provider_ref
    stripe.pay(veras_account, session, later=True)
    payments.refresh(begun)
    stripe.settle(veras_account, session, succeed=False)
    assert payments.refresh(fresh(begun)).state == "failed"
    assert payments.start(charge, "stripe", by=karl).state == "pending"


def test_two_tabs_go_on_with_one_session(begun, charge, karl, stripe):
    assert payments.start(charge, "stripe", by=karl) == begun
    assert len(asked(stripe, route="checkout")) == 1


def test_a_second_click_while_the_first_is_being_answered_breaks_nothing(charge, karl, stripe, veras_account):
    """Stripe answers 409 as long as the same idempotency key is at work."""
    stripe.faults = ["409", "409"]  # the library tries twice
    with pytest.raises(Denied) as info:
        payments.start(charge, "stripe", by=karl)
    assert info.value.code == "provider_away"
    assert Payment.objects.get().state == "created"  # and not failed, while the first click leads to a page to pay at
    assert payments.start(charge, "stripe", by=karl).state == "pending"


def test_nobody_is_paid_on_the_operators_account_because_theirs_is_new(charge, karl, stripe, vera, veras_account):
    """Disconnected and begun anew in the moment between offering this way and taking it."""
    payouts.disconnect(vera, "stripe")
    vera.payout_accounts.create(provider="stripe", testmode=True, state="onboarding")
    payment = Payment.objects.create(charge=charge, provider="stripe", amount_cents=8000, currency="EUR", testmode=True)
    assert payments.refresh(payment).state == "failed"
    assert asked(stripe, route="checkout") == []


@pytest.mark.parametrize("later", [False, True])
def test_of_what_stripe_can_say_nobody_says_anything(later, begun, karl, vera, stripe, veras_account):
    """Nobody enters on the word that a card was charged, and no payee notes as received what may yet come again."""
    if later:
        stripe.pay(veras_account, begun.provider_ref, later=True)
        payments.refresh(begun)
    for action, by in [
        (payments.declare, karl), (payments.confirm, vera), (payments.question, vera), (payments.waive, vera),
    ]:  # fmt: skip
        with contextlib.suppress(Denied):
            action(fresh(begun), by=by)
        assert fresh(begun).state == ("declared" if later else "pending")


def test_switching_to_another_way_ends_the_session(begun, charge, karl, stripe, veras_account):
    other = payments.start(charge, "transfer", by=karl)
    assert (fresh(begun).state, other.state) == ("cancelled", "pending")
    assert stripe.get(veras_account, begun.provider_ref)["status"] == "expired"


def test_switching_after_paying_in_another_tab_is_paid(begun, charge, karl, stripe, veras_account):
    stripe.pay(veras_account, begun.provider_ref)
    assert payments.start(charge, "transfer", by=karl).state == "confirmed"
    assert fresh(charge).is_settled


def test_while_stripe_is_silent_nobody_switches_and_pays_twice(begun, charge, karl, stripe):
    stripe.faults = ["refuse"] * 2
    with pytest.raises(Denied) as info:
        payments.start(charge, "transfer", by=karl)
    assert info.value.code == "provider_away"
    assert fresh(begun).state == "pending"


def test_a_session_that_ran_out_is_cancelled_and_one_begins_anew(begun, charge, karl, now):
    now(timedelta(hours=3))
    assert payments.refresh(begun).state == "cancelled"
    assert payments.start(charge, "stripe", by=karl).state == "pending"


def test_cancelling_the_charge_ends_the_session(begun, charge, karl, stripe, veras_account, worker):
    with worker():
        charges.cancel(charge, by=karl)
    assert stripe.get(veras_account, begun.provider_ref)["status"] == "expired"
    assert fresh(begun).state == "cancelled"


def test_money_for_a_cancelled_charge_goes_back(begun, charge, karl, stripe, veras_account, worker):
    stripe.pay(veras_account, begun.provider_ref)
    with worker():
        charges.cancel(charge, by=karl)
    assert (fresh(begun).state, begun.refunded_cents) == ("confirmed", 8000)
    assert (fees(), len(asked(stripe, route="refunds"))) == (0, 1)


def test_money_that_comes_twice_goes_back_and_never_counts(begun, charge, karl, vera, stripe, veras_account, worker):
    """A bank transfer is confirmed while the session is being paid."""
    Payment.objects.filter(pk=begun.pk).update(state="cancelled")
    transfer = payments.declare(payments.start(charge, "transfer", by=karl), by=karl)
    payments.confirm(transfer, by=vera)
    stripe.pay(veras_account, begun.provider_ref)
    with worker():
        for _time in range(2):
            payments.refresh(fresh(begun))
    assert (fresh(begun).state, begun.refunded_cents) == ("cancelled", 8000)
    refund = Refund.objects.get()
    assert (refund.reason, refund.state, refund.amount_cents) == ("twice", "done", 8000)
    assert fees() == 1200


def test_a_session_left_open_when_other_money_came_is_ended(begun, charge, vera, stripe, veras_account, worker):
    transfer = Payment.objects.create(
        charge=charge, provider="transfer", state="cancelled", amount_cents=8000, currency="EUR"
    )
    with worker():
        payments.confirm(transfer, by=vera)
    assert stripe.get(veras_account, begun.provider_ref)["status"] == "expired"


def test_another_amount_than_asked_for_is_never_taken_for_paid(begun, stripe, veras_account):
    stripe.pay(veras_account, begun.provider_ref)
    intent = stripe.get(veras_account, begun.provider_ref)["payment_intent"]
    stripe.objects[veras_account, intent]["amount_received"] = 7999
    with pytest.raises(Unavailable):
        payments.refresh(begun)
    assert fresh(begun).state == "pending"


@pytest.mark.parametrize("later", [True, False])
def test_an_older_answer_changes_nothing(later, begun, stripe, veras_account, monkeypatch):
    """Asked before the payment, applied after it."""
    before = ours.Stripe().refresh(begun)
    stripe.pay(veras_account, begun.provider_ref, later=later)
    known = payments.refresh(begun)
    monkeypatch.setattr(ours.Stripe, "refresh", lambda self, payment: before)
    payments.refresh(begun)
    assert (fresh(begun).state, begun.provider_ref) == ("declared" if later else "confirmed", known.provider_ref)
    assert begun.provider_ref.startswith("pi_")


# --- refunds and disputes -------------------------------------------------------------------------------------------


def test_a_refund_of_ours_goes_back_the_way_it_came(paid, vera, stripe, worker):
    with worker():
        refunds.request(paid, 3000, by=vera)
    assert (fresh(paid).refunded_cents, fees()) == (3000, 750)
    assert Refund.objects.get().provider_ref.startswith("re_")
    payments.refresh(paid)
    assert (Refund.objects.count(), fresh(paid).refunded_cents) == (1, 3000)


def test_a_refund_made_at_stripe_is_noted_as_theirs(paid, stripe, veras_account):
    session = paid.request["session"]
    stripe.refund_in_dashboard(veras_account, session, 2000)
    for _time in range(2):
        payments.refresh(fresh(paid))
    refund = Refund.objects.get()
    assert (refund.origin, refund.state, fresh(paid).refunded_cents, fees()) == ("external", "done", 2000, 900)


def test_a_cent_marked_as_our_refund_is_not_our_refund(paid, vera, stripe, veras_account, worker):
    """The account is its owner's, who can mark there whatever they like as what we have asked for."""
    refund = Refund.objects.create(payment=paid, amount_cents=8000)
    cent = stripe.refund_in_dashboard(veras_account, paid.request["session"], 1)
    stripe.objects[veras_account, cent["id"]]["metadata"] = {"refund": ids.to_text(refund.uid)}
    payments.refresh(fresh(paid))
    assert (fresh(refund).state, fresh(paid).refunded_cents) == ("pending", 1)
    refunds.carry_out(refund)
    assert (fresh(refund).state, fresh(paid).refunded_cents, fees()) == (
        "failed",
        1,
        1200,
    )  # 80.00 are not there any more


def test_only_the_provider_says_that_its_refund_is_sent(paid, vera):
    refund = Refund.objects.create(payment=paid, amount_cents=8000)
    with pytest.raises(Denied):
        refunds.sent(refund, by=vera)
    assert (fresh(refund).state, fresh(paid).refunded_cents) == ("pending", 0)


def test_what_has_to_go_back_goes_back_when_the_bank_no_longer_wants_it(
    paid, charge, vera, stripe, veras_account, worker
):
    dispute = stripe.dispute(veras_account, paid.request["session"])
    payments.refresh(fresh(paid))
    with worker():
        charges.cancel(charge, by=vera)
    assert [refund.reason for refund in Refund.objects.all()] == ["dispute"]  # the bank has its hand on it
    stripe.close_dispute(veras_account, dispute["id"], won=True)
    stripe.objects[veras_account, dispute["charge"]]["disputed"] = False  # or nothing could be sent back there
    with worker():
        payments.refresh(fresh(paid))
        payments.refresh(fresh(paid))
    assert (fresh(paid).refunded_cents, fees()) == (8000, 0)
    assert Refund.objects.filter(state="done").count() == 1


def test_what_went_back_at_stripe_cannot_go_back_again(paid, vera, stripe, veras_account, worker):
    stripe.refund_in_dashboard(veras_account, paid.request["session"], 6000)
    with worker():
        refund = refunds.request(paid, 3000, by=vera)  # asked for before we heard of it
    assert fresh(refund).state == "failed"
    assert NoticeLedger.objects.filter(user=vera, kind="billing.refund_failed").count() == 1
    payments.refresh(fresh(paid))
    assert fresh(paid).refunded_cents == 6000


def test_a_task_that_runs_again_sends_nothing_that_was_refused_or_taken(paid, vera, stripe, veras_account, worker):
    """By then there may be money again, and what Stripe sent would be in no book."""
    stripe.refund_in_dashboard(veras_account, paid.request["session"], 6000)
    with worker():
        refused = refunds.request(paid, 3000, by=vera)
    taken = Refund.objects.create(payment=paid, amount_cents=100, origin="external", reason="dispute")
    Refund.objects.update(amount_cents=1000)  # so much is there
    for refund in (refused, taken):
        carry_out_refund(refund.pk)
    assert (fresh(refused).state, fresh(taken).state) == ("failed", "pending")
    assert len([it for it in stripe.objects.values() if it["object"] == "refund"]) == 1


def test_a_refund_the_bank_sends_back_counts_as_received_again(paid, vera, stripe, veras_account, worker):
    with worker():
        refund = refunds.request(paid, 3000, by=vera)
    stripe.fail_refund(veras_account, fresh(refund).provider_ref)
    payments.refresh(fresh(paid))
    assert (fresh(refund).state, fresh(paid).refunded_cents, fees()) == ("failed", 0, 1200)


@pytest.mark.parametrize(("won", "refunded", "share"), [(True, 0, 1200), (False, 8000, 0)])
def test_a_dispute_is_told_with_its_day_and_only_a_lost_one_takes_the_money(
    won, refunded, share, paid, vera, stripe, veras_account
):
    dispute = stripe.dispute(veras_account, paid.request["session"])
    for _time in range(2):
        payments.refresh(fresh(paid))
    notice = NoticeLedger.objects.get(user=vera, kind="billing.disputed")
    assert notice.context["day"] == "Monday, 8 March 2027"
    assert fresh(paid).disputed_at
    assert (paid.refunded_cents, fees()) == (0, 1200)
    stripe.close_dispute(veras_account, dispute["id"], won=won)
    payments.refresh(fresh(paid))
    assert (fresh(paid).refunded_cents, fees(), bool(paid.disputed_at)) == (refunded, share, not won)


# --- the doorbell ---------------------------------------------------------------------------------------------------


@pytest.fixture
def ring(client, stripe):
    """Stripe rings, as it does or as a forger would. The status it is answered with."""

    def do(event, **how):
        body, signature = stripe.signed(event, **how)
        headers = {"Stripe-Signature": signature}
        return client.post("/webhooks/stripe", body, content_type="application/json", headers=headers).status_code

    return do


def test_a_ring_is_answered_at_once_and_asked_about_afterwards(begun, stripe, veras_account, ring, worker):
    stripe.pay(veras_account, begun.provider_ref)
    before = len(stripe.calls)
    with worker():
        assert ring(stripe.events[-1]) == 200
        assert len(stripe.calls) == before
        assert fresh(begun).state == "pending"
    assert fresh(begun).state == "confirmed"


def test_a_ring_heard_twice_is_looked_after_once(begun, stripe, veras_account, ring, worker):
    stripe.pay(veras_account, begun.provider_ref)
    event = stripe.events[-1]
    with worker():
        ring(event)
    before = len(stripe.calls)
    with worker():
        assert ring(event) == 200
    assert (ProviderEvent.objects.count(), len(stripe.calls)) == (1, before)


def test_a_ring_that_was_answered_is_not_asked_about_again(begun, stripe, veras_account, ring, worker):
    stripe.pay(veras_account, begun.provider_ref)
    with worker():
        ring(stripe.events[-1])
    before = len(stripe.calls)
    answer_ring(ProviderEvent.objects.get().pk)  # the worker bears being told twice
    assert len(stripe.calls) == before


def test_what_a_ring_says_is_not_believed(begun, stripe, veras_account, ring, worker):
    """Signed and wrong: it says paid, and over there it is open."""
    session = stripe.get(veras_account, begun.provider_ref) | {"status": "complete", "payment_status": "paid"}
    with worker():
        assert ring(stripe.emit("checkout.session.completed", session, veras_account)) == 200
    assert fresh(begun).state == "pending"


@pytest.mark.parametrize("how", [{"secret": "whsec_forged"}, {"at": 1_600_000_000}])
def test_forged_and_stale_rings_are_refused(how, begun, stripe, veras_account, ring):
    stripe.pay(veras_account, begun.provider_ref)
    assert ring(stripe.events[-1], **how) == 400
    assert not ProviderEvent.objects.exists()


@pytest.mark.parametrize("signature", ["", "t=1", "t=x,v1=y", "v1=abc", "t=1,v1=\xff"])
def test_rings_without_a_whole_signature_are_refused(signature, client):
    for body in (b"", b"{}", b"\xff"):
        answer = client.post("/webhooks/stripe", body, content_type="application/json", headers={"Stripe-Signature": signature})  # fmt: skip
        assert answer.status_code == 400


def test_nobody_rings_for_a_transfer_or_for_what_does_not_exist(client):
    for provider in ("transfer", "test", "nobody"):
        assert client.post(f"/webhooks/{provider}", b"{}", content_type="application/json").status_code == 404


def test_rings_about_what_is_unknown_here_are_kept_and_do_nothing(stripe, ring, worker, veras_account):
    it = {"id": "cs_elsewhere", "object": "checkout.session", "metadata": {}}
    with worker():
        assert ring(stripe.emit("checkout.session.completed", it, veras_account)) == 200
    assert ProviderEvent.objects.get().done_at


def test_an_account_rings_about_its_own_payments_only(begun, stripe, veras_account, ring, worker):
    stripe.pay(veras_account, begun.provider_ref)
    event = stripe.events[-1] | {"account": "acct_somebody_elses"}
    with worker():
        assert ring(event) == 200
    assert fresh(begun).state == "pending"
    with worker():
        ring(stripe.events[-1] | {"id": "evt_another"})
    assert fresh(begun).state == "confirmed"


def test_refunds_and_disputes_ring_by_the_intent(paid, stripe, veras_account, ring, worker):
    stripe.refund_in_dashboard(veras_account, paid.request["session"], 500)
    with worker():
        ring(stripe.events[-1])
    stripe.dispute(veras_account, paid.request["session"])
    with worker():
        ring(stripe.events[-1])
    assert fresh(paid).refunded_cents == 500
    assert fresh(paid).disputed_at


def test_a_ring_about_an_account_looks_at_it(stripe, veras_account, vera, ring, worker):
    stripe.set_up(veras_account, charges_enabled=False)
    with worker():
        ring(stripe.events[-1])
    assert vera.payout_accounts.get(provider="stripe").state == "restricted"
    stripe.set_up(veras_account)
    with worker():
        ring(stripe.events[-1])
    stripe.leave(veras_account)
    with worker():
        ring(stripe.events[-1])
    assert vera.payout_accounts.get(provider="stripe").state == "restricted"


def test_a_ring_stripe_did_not_explain_is_asked_about_again(begun, stripe, veras_account, ring, worker, now):
    stripe.pay(veras_account, begun.provider_ref)
    stripe.faults = ["refuse"] * 2
    with worker():
        ring(stripe.events[-1])
    event = ProviderEvent.objects.get()
    assert (event.done_at, event.error) == (None, "APIConnectionError")
    now(timedelta(minutes=6))
    with worker():
        ask_providers()
    assert fresh(begun).state == "confirmed"
    assert fresh(event).done_at


def happenings(stripe, account, payment):
    """All that can happen to a payment over there, one after the other."""
    session = payment.provider_ref
    yield stripe.pay(account, session, later=True)
    yield stripe.settle(account, session)
    yield stripe.refund_in_dashboard(account, session, 1000)
    dispute = stripe.dispute(account, session)
    yield
    yield stripe.close_dispute(account, dispute["id"], won=False)


@pytest.mark.parametrize("seed", range(8))
def test_rings_late_twice_and_out_of_order_lead_to_the_same(seed, begun, charge, stripe, veras_account, ring, worker):
    """While things happen, rings about what happened so far come in any order, some often, some never."""
    chance, first = random.Random(seed), len(stripe.events)
    story = happenings(stripe, veras_account, begun)
    for _happens in story:
        for event in chance.choices(stripe.events[first:], k=chance.randrange(3)):
            with worker():
                assert ring(event) == 200
    late = stripe.events[first:]
    chance.shuffle(late)
    with worker():
        for event in late:
            ring(event)
    fresh(begun)
    assert (begun.state, begun.refunded_cents, fees(), bool(begun.disputed_at)) == ("confirmed", 8000, 0, True)
    assert sorted(Refund.objects.values_list("reason", "state")) == [("", "done"), ("dispute", "done")]
    assert fresh(charge).is_settled


# --- asking without a ring ------------------------------------------------------------------------------------------


def test_who_never_comes_back_is_asked_about(begun, stripe, veras_account, now, worker):
    stripe.pay(veras_account, begun.provider_ref)
    now(timedelta(minutes=4))
    with worker():
        ask_providers()
    assert fresh(begun).state == "pending"
    now(timedelta(minutes=1))
    with worker():
        ask_providers()
    assert (fresh(begun).state, begun.asked) == ("confirmed", 1)


def test_open_payments_are_asked_about_when_the_table_says(begun, now):
    seen = []
    while begun.ask_at and len(seen) < 6:
        seen.append(round((begun.ask_at - begun.created_at).total_seconds() / 60))
        now(begun.ask_at - begun.created_at - timedelta(minutes=sum(seen[:-1]) and seen[-2]))
        payments.ask(begun)
        fresh(begun)
    assert seen == [5, 60, 121]  # and then it had run out over there: nothing is left to ask
    assert begun.state == "cancelled"


def test_received_payments_are_looked_at_again_for_refunds_nobody_rang_about(paid, now, worker, stripe, veras_account):
    stripe.refund_in_dashboard(veras_account, paid.request["session"], 2000)
    now(timedelta(days=7))
    with worker():
        ask_providers()
    assert fresh(paid).refunded_cents == 2000
    assert paid.ask_at == paid.confirmed_at + timedelta(days=30)


def test_a_provider_that_is_away_is_asked_at_the_next_time(begun, stripe, now, worker):
    now(timedelta(minutes=5))
    stripe.faults = ["refuse"] * 2
    with worker():
        ask_providers()
    assert (fresh(begun).state, begun.asked) == ("pending", 1)
    assert begun.ask_at == begun.created_at + timedelta(hours=1)


# --- crashes --------------------------------------------------------------------------------------------------------


class Crash(BaseException):
    """The power is cut: nothing catches it."""


@pytest.fixture
def crash(monkeypatch):
    """crash(module, name, number): the process dies when `name` is called for the `number`th time, before it does anything."""

    def at(module, name, number):
        real, calls = getattr(module, name), itertools.count(1)

        def wrapped(*args, **kwargs):
            if next(calls) == number:
                raise Crash
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, wrapped)
        return lambda: monkeypatch.setattr(module, name, real)

    return at


PLACES = {
    "before the request is stored": (payments, "apply", 1),
    "before the call": (ours, "_call", 1),
    "before the answer is stored": (payments, "apply", 2),
    "before what came of it is asked": (ours, "_known", 1),
    "before what came of it is stored": (payments, "apply", 3),
    "before the charge is settled": (charges, "settle", 1),
    "before the share is booked": (ledger, "accrue", 3),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_crash_between_any_two_steps_of_a_payment_heals(
    place, charge, karl, stripe, veras_account, crash, now, worker
):
    def pay():
        payment = payments.start(charge, "stripe", by=karl)
        stripe.pay(veras_account, payment.provider_ref)
        payments.refresh(payment)

    repair = crash(*PLACES[place])
    with pytest.raises(Crash):
        pay()
    repair()
    now(timedelta(minutes=5))
    with worker():
        ask_providers()
    payment = Payment.objects.get()
    if payment.state == "pending":  # it was begun over there, and the payer goes on
        stripe.pay(veras_account, payment.provider_ref)
        payments.refresh(payment)
    assert fresh(charge).is_settled
    assert fees() == 1200
    assert len([it for it in stripe.objects.values() if it["object"] == "checkout.session"]) == 1


@pytest.mark.parametrize("place", ["before the call", "answer lost", "before noting", "a day later"])
def test_a_crash_between_any_two_steps_of_a_refund_heals(place, paid, vera, stripe, crash, now, worker):
    refund = refunds.request(paid, 3000, by=vera)
    repair = {
        "before the call": lambda: crash(ours.Stripe, "refund", 1),
        "before noting": lambda: crash(refunds, "apply", 1),
        "a day later": lambda: crash(refunds, "apply", 1),
        "answer lost": lambda: stripe.faults.extend(["", "drop", "refuse"]) or (lambda: None),
    }[place]()
    with contextlib.suppress(Crash):
        carry_out_refund(refund.pk)
    repair()
    assert fresh(refund).state == "pending"
    if place == "a day later":
        now(timedelta(days=2))
        stripe.replies.clear()  # Stripe has forgotten the key
    now(timedelta(minutes=5))
    with worker():
        ask_providers()
    assert (fresh(refund).state, fresh(paid).refunded_cents, fees()) == ("done", 3000, 750)
    assert len([it for it in stripe.objects.values() if it["object"] == "refund"]) == 1


def test_a_failure_stripe_would_repeat_does_not_block_the_next_try(charge, karl, stripe, veras_account):
    stripe.faults = ["500", "500"]
    with pytest.raises(Denied) as info:
        payments.start(charge, "stripe", by=karl)
    assert info.value.code == "provider_refused"
    assert payments.start(charge, "stripe", by=karl).state == "pending"


def test_an_answer_that_got_lost_is_the_same_session(charge, karl, stripe, veras_account):
    stripe.faults = ["drop", "refuse"]
    with pytest.raises(Denied) as info:
        payments.start(charge, "stripe", by=karl)
    assert info.value.code == "provider_away"
    payment = payments.start(charge, "stripe", by=karl)
    assert payment.state == "pending"
    assert len([it for it in stripe.objects.values() if it["object"] == "checkout.session"]) == 1


def test_the_request_is_sent_again_unchanged(charge, karl, stripe, veras_account, now):
    """Other words or another hour under the same key would be refused."""
    stripe.faults = ["drop", "refuse"]
    with pytest.raises(Denied):
        payments.start(charge, "stripe", by=karl)
    charge.__class__.objects.filter(pk=charge.pk).update(text="Something else")
    now(timedelta(minutes=20))
    payments.start(fresh(charge), "stripe", by=karl)
    assert Payment.objects.get().state == "pending"


def test_what_was_given_up_while_stripe_answered_stays_open_nowhere(charge, karl, stripe, veras_account, monkeypatch):
    """The other tab chooses a transfer in the moment between Stripe's answer and our noting it."""
    begin = ours.Stripe.start

    def begin_and_lose(provider, payment):
        snapshot = begin(provider, payment)
        if snapshot.ref:
            payments.stop(Payment.objects.select_related("charge__payee").get(pk=payment.pk))
        return snapshot

    monkeypatch.setattr(ours.Stripe, "start", begin_and_lose)
    with pytest.raises(Denied, match="wrong_state"):
        payments.start(charge, "stripe", by=karl)
    assert Payment.objects.get().state == "cancelled"
    assert [it["status"] for it in stripe.objects.values() if it["object"] == "checkout.session"] == ["expired"]
