"""Two of the staff press the same button at once: what is booked, entered, paid out and written anew is so once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from billing.actions import adjustments, books, invoices, runs
from billing.models import Invoice, LedgerEntry, OperatorDetails, TaxProfile
from lib.denied import Denied
from tests.billing.desk.conftest import APRIL, owed, owed_to_us
from tests.staff import member

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_several_people_do_at_once_is_done_once(bruno, operator, vera, ada, time):
    ben = member("Billing", login="ben")
    TaxProfile.objects.create(
        counsellor=ada, legal_name="A", street="W 1", postcode="1010", city="Vienna", country="AT"
    )
    owed(vera, 1200), owed(ada, -700)
    time(APRIL)
    written = {invoice.recipient: invoice for invoice in runs.close(runs.due_month()).issued}
    charge = owed_to_us(vera, 2280)
    OperatorDetails.objects.update(street="Moved 1")
    buttons = [
        lambda by: books.book(charge, by=by),
        lambda by: adjustments.adjust(vera, net_cents=-500, currency="EUR", text="Goodwill", key="k", by=by),
        lambda by: books.paid_out(written[ada], by=by),
        lambda by: invoices.correct(written[vera], by=by),
    ]

    def press(work):
        button, by = work
        try:
            return bool(button(by))
        except Denied:
            return False
        finally:
            connection.close()

    for button in buttons:
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(press, [(button, by) for by in (bruno, ben)] * 2)) >= 1
    assert [payment.state for payment in charge.payments.all()] == ["confirmed"]
    assert LedgerEntry.objects.filter(net_cents=-500).count() == 1
    assert Invoice.objects.get(pk=written[ada].pk).paid_out_at
    assert sorted(Invoice.objects.filter(recipient=vera).values_list("type", flat=True)) == [380, 380, 381]
