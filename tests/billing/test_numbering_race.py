"""Many at once, some of whom fail: numbers stay unbroken, and a month is invoiced once. On the configured database."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from accounts.models import User
from billing.actions import invoices, runs
from billing.documents import Line
from billing.documents.data import Party
from billing.enums import DocumentType
from billing.models import Invoice, LedgerEntry, NumberSeries
from lib import clock
from tests.billing import books

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, TRIES = 6, 5


@pytest.fixture(autouse=True)
def written(monkeypatch):
    return books.cheap(monkeypatch)


@pytest.fixture
def vera():
    user = User.objects.create(username="vera", role="counsellor")
    books.operator()
    books.address(user)
    return user


def at_once(work) -> Counter:
    """`work(number)` in several threads, each with a connection of its own; counts how they ended."""

    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(how for ways in pool.map(run, range(THREADS)) for how in ways)


def test_numbers_have_no_gap_whoever_fails(vera):
    party = Party(legal_name="Vera")

    def work(number):
        chance = random.Random(number)
        return [issue(date(1900 + number * TRIES + turn, 1, 1), chance.random() < 0.3) for turn in range(TRIES)]

    def issue(month, fails: bool) -> str:
        try:
            with transaction.atomic():
                invoices.issue(
                    recipient=vera, series="2026", type=DocumentType.INVOICE, lines=[Line("x", 100, "S", 2000)],
                    seller=party, buyer=party, period=(month, month), currency="EUR", language="en",
                )  # fmt: skip
                if fails:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            return "rolled back"
        return "issued"

    ended = at_once(work)
    assert ended["rolled back"]
    seqs = sorted(Invoice.objects.values_list("seq", flat=True))
    assert seqs == list(range(1, ended["issued"] + 1))
    assert NumberSeries.objects.get().last == ended["issued"] == THREADS * TRIES - ended["rolled back"]


def test_a_month_closed_by_several_at_once_has_one_invoice(vera):
    with clock.frozen(datetime(2026, 11, 20, 11, tzinfo=UTC)):
        for _ in range(3):
            books.owes(vera, 400)
    with clock.frozen(datetime(2026, 12, 1, 11, tzinfo=UTC)):
        ended = at_once(lambda number: [bool(runs.issue_month(vera, date(2026, 11, 1), "EUR"))])
    assert ended == {True: 1, False: THREADS - 1}
    assert Invoice.objects.get().net_cents == 1200
    assert not LedgerEntry.objects.filter(invoice=None).exists()
