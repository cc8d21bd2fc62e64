"""Random histories of money, by the thousand: does the ledger say what was kept, do invoices say what the ledger says?

    .venv/bin/python bench/histories.py                          ten thousand, seeds 0 to 9999, on two processes
    .venv/bin/python bench/histories.py --from 4711 --count 1    one of them again
    .venv/bin/python bench/histories.py --postgresql             on a private server, in one process

What a history is stands in tests/billing/histories.py, which the test suite runs a few of. A seed that fails is printed
with what happened, and belongs into FOUND in tests/billing/test_histories.py. Nothing is random but the seed: the same
one is the same history on every machine, until the code or the histories change.
"""

import argparse
import multiprocessing
import os
import queue
import secrets
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
REPORT_EVERY = 250


def work(seeds, results) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "IGNORE_DOTENV": "1",
            **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")},
        }
        import django

        django.setup()
        from django.test.utils import setup_databases, teardown_databases

        databases = setup_databases(verbosity=0, interactive=False)
        try:
            _run(seeds, results)
        finally:
            teardown_databases(databases, verbosity=0)


def _run(seeds, results) -> None:
    import traceback

    from django.conf import settings
    from django.db import transaction

    from tests.billing import books
    from tests.billing.histories import BANK, History

    settings.PAYMENT_PROVIDERS = [*settings.PAYMENT_PROVIDERS, BANK]
    rendered = mock.patch(
        "billing.documents.render", lambda document: (f"xml {document.number}".encode(), b"pdf")
    )  # fmt: skip
    with rendered:
        books.operator()
        for seed in seeds:
            failure = ""
            with transaction.atomic():
                try:
                    History(seed).run()
                except Exception:  # whatever it is, it is a finding
                    failure = traceback.format_exc()
                transaction.set_rollback(True)
            results.put((seed, failure))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.count)
    workers = 1 if given.postgresql else max(1, min(given.workers, given.count))
    if given.postgresql:
        import start

        server = start.postgresql()
    else:
        server = nullcontext("")
    with server as url:
        if url:
            os.environ["DATABASE_URL"] = url
        return _collect(seeds, workers)


def _collect(seeds: range, workers: int) -> int:
    spawn = multiprocessing.get_context("spawn")
    results, failed, begun = spawn.Queue(), [], time.monotonic()
    processes = [spawn.Process(target=work, args=(seeds[n::workers], results), daemon=True) for n in range(workers)]
    for process in processes:
        process.start()
    for number in range(1, len(seeds) + 1):
        seed, failure = _next(results, processes)
        if failure:
            failed.append(seed)
            print(f"--- seed {seed}\n{failure}", flush=True)
        if number % REPORT_EVERY == 0:
            print(f"{number} histories, {len(failed)} wrong, {time.monotonic() - begun:.0f} s", flush=True)
    for process in processes:
        process.join()
    print(f"{len(seeds)} histories from seed {seeds.start}: {len(failed)} wrong {failed or ''}")
    return 1 if failed else 0


def _next(results, processes):
    while True:
        try:
            return results.get(timeout=10)
        except queue.Empty:
            if any(process.exitcode for process in processes):
                sys.exit("A process has died; what it said stands above.")


if __name__ == "__main__":
    sys.exit(main())
