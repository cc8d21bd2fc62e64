"""Some random histories of money (tests/billing/histories.py); bench/histories.py runs ten thousand."""

import os

import pytest
from django.db import transaction

from tests.billing import books
from tests.billing.histories import BANK, History

SEEDS = range(int(os.environ.get("HISTORIES", "40")))
FOUND = [133, 2264]  # seeds beyond that found a mistake once


@pytest.mark.django_db
def test_in_every_history_the_books_say_what_the_bank_says(monkeypatch, settings):
    settings.PAYMENT_PROVIDERS = [*settings.PAYMENT_PROVIDERS, BANK]
    books.cheap(monkeypatch)
    books.operator()
    for seed in [*SEEDS, *FOUND]:
        with transaction.atomic():
            History(seed).run()
            transaction.set_rollback(True)
