"""Several tabs ask for the receipt of one payment at once, and money goes back meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from billing import tasks
from billing.actions import charges, parties, payments, receipts, refunds
from billing.enums import DocumentType, Regime
from billing.models import Invoice, NumberSeries
from billing.queries import receipts as queries
from tests.billing import books

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_receipt_holds_and_what_holds_is_what_was_kept(django_user_model, monkeypatch):
    books.cheap(monkeypatch)
    vera = django_user_model.objects.create(username="vera", role="counsellor")
    karl = django_user_model.objects.create(username="karl", role="client")
    books.address(vera, tax_number="12 345/6789")
    parties.write_receipts(vera, regime=Regime.STANDARD, rate_bps=2000, by=vera)
    charge = charges.open(
        commissioned=True, payer=karl, payee=vera, amount_cents=8000, currency="EUR", text="Consultation", return_path="/",
        by=karl,
    )  # fmt: skip
    payment = payments.start(charge, "test", by=karl)
    payment = payments.play(payment, "paid", by=karl)
    refund = refunds.request(payment, 3000, by=vera)

    def work(number):
        try:
            if number == 2:
                refunds.carry_out(refund)
                tasks.converge_receipt(payment.pk)
            else:
                receipts.write(payment, by=karl, name=f"Name {number % 2}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(5)))
    tasks.converge_receipt(payment.pk)
    written = Invoice.objects.filter(issuer=vera).order_by("seq")
    assert [row.seq for row in written] == list(range(1, len(written) + 1))
    assert NumberSeries.objects.get().last == len(written)
    signs = {DocumentType.INVOICE: 1, DocumentType.CREDIT_NOTE: -1}
    assert sum(signs[row.type] * row.gross_cents for row in written) == 5000
    assert [row.pk for row in written if row.type == DocumentType.INVOICE and not row.corrected_at] == [
        queries.valid(payment).pk
    ]
