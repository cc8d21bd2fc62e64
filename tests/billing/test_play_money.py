"""Play money does everything a real provider does, and is asked by the same actions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from billing.actions import charges, payments
from billing.models import LedgerEntry, Payment, Refund
from billing.signals import money_returned
from billing.tasks import ask_providers
from lib.denied import Denied

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(charge, karl, now):
    return payments.start(charge, "test", by=karl)


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def fresh(thing):
    thing.refresh_from_db()
    return thing


def test_pay_later_is_on_its_way_and_arrives(begun, karl, now, worker):
    assert payments.play(begun, "later", by=karl).state == "declared"
    with pytest.raises(Denied, match="declared"):
        payments.start(begun.charge, "transfer", by=karl)
    now(timedelta(minutes=5))
    with worker():
        ask_providers()
    assert fresh(begun).state == "confirmed"


def test_who_never_comes_back_is_asked_about(begun, charge, karl, now, worker):
    assert payments.play(begun, "silent", by=karl).state == "pending"
    now(timedelta(minutes=5))
    with worker():
        ask_providers()
    assert fresh(begun).state == "confirmed"
    assert fresh(charge).is_settled


def test_what_is_under_way_over_there_cannot_be_stopped(begun, charge, karl, vera, now, worker):
    payments.play(begun, "silent", by=karl)
    with worker():
        charges.cancel(charge, by=vera)
    assert fresh(begun).state == "pending"
    now(timedelta(minutes=5))
    with worker():
        ask_providers()
    assert (fresh(begun).state, begun.refunded_cents) == ("confirmed", 8000)


def test_a_charge_back_takes_the_rest_and_the_share_with_it(begun, karl):
    seen = []

    def hear(sender, refund, **kwargs):
        seen.append((refund.reason, refund.amount_cents, refund.origin))

    money_returned.connect(hear)
    payments.play(begun, "paid", by=karl)
    payments.play(fresh(begun), "charged_back", by=karl)
    payments.refresh(fresh(begun))
    money_returned.disconnect(hear)
    assert seen == [("dispute", 8000, "external")]
    assert (fresh(begun).refunded_cents, Refund.objects.count()) == (8000, 1)
    assert sum(entry.net_cents for entry in LedgerEntry.objects.all()) == 0
    assert begun.disputed_at


@pytest.mark.parametrize("second", ["paid", "failed", "later", "silent", "charged_back"])
def test_a_payment_is_played_once(second, begun, karl):
    payments.play(begun, "silent", by=karl)
    with pytest.raises(Denied, match="wrong_state"):
        payments.play(fresh(begun), second, by=karl)


def test_unknown_buttons_do_nothing(begun, client, karl):
    client.force_login(karl)
    url = reverse("play_payment", args=[begun.charge.uid])
    for outcome in ("", "free", "charged_back"):
        assert client.post(url, {"outcome": outcome}).status_code in (409, 422)
    assert fresh(begun).state == "pending"


def test_every_page_of_a_test_payment_says_so(begun, client, karl, vera):
    pages = [reverse("pay", args=[begun.charge.uid])]
    pages.append(reverse("payment_return", args=[begun.charge.uid]))
    client.force_login(karl)
    for page in pages:
        assert "test-ribbon" in client.get(page).content.decode()
    payments.play(begun, "later", by=karl)
    for page in pages:
        assert "test-ribbon" in client.get(page).content.decode()
    Payment.objects.update(state="pending", request={})
    payments.start(begun.charge, "transfer", by=karl)
    assert "test-ribbon" not in client.get(pages[0]).content.decode()


def test_what_cannot_be_stopped_any_more_is_not_replaced_in_silence(begun, charge, karl):
    payments.play(begun, "silent", by=karl)
    with pytest.raises(Denied, match="declared"):
        payments.start(charge, "transfer", by=karl)
    assert fresh(begun).state == "pending"


def test_the_page_of_a_way_left_in_another_tab_does_nothing_to_the_new_one(begun, charge, client, karl):
    client.force_login(karl)
    assert client.post(reverse("declare_payment", args=[charge.uid])).status_code == 409  # what was chosen first
    assert fresh(begun).state == "pending"
    transfer = payments.start(charge, "transfer", by=karl)
    page = client.post(reverse("play_payment", args=[charge.uid]), {"outcome": "paid"})
    assert page.status_code == 409
    assert "That is not possible any more." in page.content.decode()
    assert fresh(transfer).state == "pending"
