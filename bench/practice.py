"""Twelve months of a busy counsellor: how many queries the statistics ask, and how long they take.

    .venv/bin/python bench/practice.py [--appointments 1200] [--messages 60] [--rounds 5]

The database is that of the settings (a temporary SQLite file unless DATABASE_URL is set). "raw" sends the same SQL again
and fetches the rows, with nothing made of them. Times are on the wall: a page is one request, and nobody asks often.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path[0] = str(Path(__file__).resolve().parents[1])  # not this folder: the standard library has a `statistics` too
FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ |= {
    "DATA_DIR": FOLDER.name,
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "IGNORE_DOTENV": "1",
    **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")},
}
ZONE = ZoneInfo("Europe/Vienna")
NOW = datetime(2027, 3, 1, 7, 0, tzinfo=ZONE)
CLIENTS = 60
FATES = [("completed", "")] * 16 + [("cancelled", ""), ("cancelled", "late"), ("missed", "client")] + [("booked", "")]


def fill(vera, clients, *, appointments: int, messages: int, until: datetime):
    """One consultation after the other, five a working day, backwards from `until`; most of them paid by transfer."""
    from billing.enums import ChargeState, EntryKind, PaymentState
    from billing.models import Charge, LedgerEntry, Payment
    from booking.actions import hours
    from booking.actions.rows import times_of
    from booking.models import Appointment, Service
    from booking.queries import diaries
    from consult.enums import RoomKind
    from consult.models import Engagement, Record, Room

    hours.save(
        vera, zone=ZONE.key, slot_step=15, min_notice=0, holiday_region="AT",
        weekly=[(day, start, end) for day in range(5) for start, end in ((480, 720), (780, 1080))],
    )  # fmt: skip
    service = Service.objects.create(counsellor=vera, name="Conversation", minutes=50, price_cents=8000)
    booking_rules = diaries.rules_of(vera)
    rooms = [
        Room.objects.create(
            kind=RoomKind.ONE_TO_ONE, head_seq=1, head_link=bytes(32), epoch=1, epoch_seq=1, epoch_link=bytes(32)
        )
        for _ in clients
    ]
    Engagement.objects.bulk_create(
        Engagement(counsellor=vera, client=client, room=room) for client, room in zip(clients, rooms, strict=True)
    )
    days = (until.date() - timedelta(days=n) for n in range(1, 1000))
    starts = [
        datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
        for day in days if day.weekday() < 5 for hour in (16, 14, 13, 10, 9)
    ][:appointments]  # fmt: skip
    charges, payments, entries, rows, records, seqs = [], [], [], [], [], dict.fromkeys(range(len(clients)), 0)
    for number, start in enumerate(reversed(starts)):
        status, how = FATES[number % len(FATES)]
        place = min(number // 12, len(clients) - 1) if number % 3 else number % len(clients)
        client = clients[place]
        charge = Charge(
            payer=client, payee=vera, amount_cents=8000, currency="EUR", text="Consultation", return_path="/",
            created_by=client, is_commissioned=True,
        )  # fmt: skip
        if status == "completed":
            charge.state, charge.settled_at = ChargeState.SETTLED, start
            payment = Payment(
                charge=charge, provider="transfer", state=PaymentState.CONFIRMED, amount_cents=8000, currency="EUR",
                confirmed_at=start, confirmed_by=vera, fee_bps=1500,
            )  # fmt: skip
            payments.append(payment)
            share = {"kind": EntryKind.FEE, "net_cents": 1200, "currency": "EUR", "text": "Share", "on": start.date()}
            entries.append(LedgerEntry(counsellor=vera, payment=payment, **share))
        charges.append(charge)
        rows.append(
            Appointment(
                counsellor=vera, client=client, service=service, charge=charge, price_cents=8000, currency="EUR",
                cancel_hours=24, created_by=vera, status=status, missed_by=how if status == "missed" else "",
                cancelled_by=client if status == "cancelled" else None,
                cancelled_at=start if status == "cancelled" else None, cancelled_late=how == "late",
                **times_of(start.astimezone(ZoneInfo("UTC")), 50, booking_rules),
            )
        )  # fmt: skip
        for message in range(messages):
            seqs[place] += 1
            at = start - timedelta(hours=40 - message % 4) if message < 4 else start + timedelta(seconds=40 * message)
            sealed = {"link": bytes(32), "header": bytes(136), "body": bytes(512), "sig": bytes(64), "type": 0x10}
            sender, mark = vera if message % 2 else client, secrets.token_bytes(16)
            records.append(
                Record(room=rooms[place], seq=seqs[place], sender=sender, client_msg_id=mark, received_at=at, **sealed)
            )
    for model, made in ((Charge, charges), (Payment, payments), (LedgerEntry, entries), (Appointment, rows)):
        model.objects.bulk_create(made, batch_size=500)
    Record.objects.bulk_create(records, batch_size=500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--appointments", type=int, default=1200)
    parser.add_argument("--messages", type=int, default=60, help="in and around each consultation")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    from booking import diagrams
    from booking.queries import statistics
    from lib import clock

    call_command("migrate", verbosity=0)
    settings.DEBUG = False  # or every query is kept
    reset_queries()
    with clock.frozen(NOW):
        people = get_user_model().objects
        vera = people.create(username="vera", role="counsellor", zone=ZONE.key)
        clients = [people.create(username=f"client{number}", role="client") for number in range(CLIENTS)]
        fill(vera, clients, appointments=options.appointments, messages=options.messages, until=NOW)
        read = lambda: statistics.of(vera, clock.now().date())
        with CaptureQueriesContext(connection) as queries:
            found = read()
        statements = [query["sql"] for query in queries.captured_queries]

        def raw():
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                    cursor.fetchall()

        print(f"{connection.vendor}, {found.total.held} consultations, {len(found.total.answers)} answers")
        print(f"{len(statements)} queries")
        for name, work in (("raw", raw), ("figures", read), ("charts", lambda: diagrams.groups(found))):
            print(f"{name:8} {min(seconds(work) for _ in range(options.rounds)) * 1000:7.1f} ms")


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
