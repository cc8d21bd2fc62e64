"""Free times of a full calendar, for a day, a month and sixty days: raw queries beside what we do.

    .venv/bin/python bench/slots.py [--rounds 40]

The database is that of the settings (a temporary SQLite file unless DATABASE_URL is set). Times are seconds of this
process on the processor, so a busy machine changes little; "raw" sends the same SQL again and fetches the rows, with
nothing made of them. With PostgreSQL its own work happens elsewhere and is not counted.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ |= {
    "DATA_DIR": FOLDER.name,
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "IGNORE_DOTENV": "1",
    **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")},
}
ZONE = ZoneInfo("Europe/Vienna")
DAYS = 60
MONDAY = datetime(2027, 3, 1, 7, 0, tzinfo=ZONE)  # the change of the clock lies four weeks ahead
SPANS = {"a day": 1, "a month": 30, "60 days": DAYS}


def fill():
    """A practice from eight to six with a break, nine appointments on every working day, some days of their own."""
    from django.contrib.auth import get_user_model

    from booking.actions import absences, hours
    from booking.models import Appointment, Service
    from booking.queries import diaries

    people = get_user_model().objects
    vera = people.create(username="vera", role="counsellor", zone=ZONE.key)
    clients = [people.create(username=f"client{number}", role="client") for number in range(30)]
    hours.save(
        vera, zone=ZONE.key, slot_step=15, min_notice=0, max_per_day=12, holiday_region="AT",
        weekly=[(day, start, end) for day in range(5) for start, end in ((480, 720), (780, 1080))],
    )  # fmt: skip
    service = Service.objects.create(counsellor=vera, name="Conversation", minutes=50, price_cents=8000)
    booking_rules = diaries.rules_of(vera)
    from booking.actions.rows import times_of

    rows = []
    for number in range(-5, DAYS + 5):
        day = MONDAY + timedelta(days=number)
        if day.weekday() < 5:
            for place, hour in enumerate((8, 9, 10, 13, 14, 15, 16)):
                rows.append(
                    Appointment(
                        counsellor=vera, client=clients[place], service=service, price_cents=8000, currency="EUR",
                        cancel_hours=24, created_by=vera,
                        **times_of(day.replace(hour=hour).astimezone(ZoneInfo("UTC")), 50, booking_rules),
                    )
                )  # fmt: skip
        elif day > MONDAY:
            hours.set_day(vera, day.date(), spans=[(540, 720)])
    Appointment.objects.bulk_create(rows)
    absences.add(vera, first_on=(MONDAY + timedelta(days=33)).date(), last_on=(MONDAY + timedelta(days=37)).date())
    return vera, clients[0], len(rows)


def processor(work, rounds: int) -> float:
    """The median of `rounds` calls, in milliseconds on the processor. Several calls at once: the clock ticks coarsely."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(5):
            work()
        found.append((time.process_time() - start) / 5 * 1000)
    return median(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from booking import rules
    from booking.queries import diaries
    from lib import clock

    call_command("migrate", verbosity=0)
    settings.DEBUG = False  # or every query is kept and weighs on the next
    with clock.frozen(MONDAY):
        vera, client, booked = fill()
        now = clock.now()
        print(f"{connection.vendor}, {booked} appointments, milliseconds on the processor, median of {options.rounds}")
        print(f"{'':10}{'queries':>8}{'raw':>8}{'read':>8}{'compute':>9}{'free':>6}{'of ours':>9}")
        for name, days in SPANS.items():
            until = now + timedelta(days=days)
            read = lambda until=until: diaries.read(vera, since=now, until=until, client=client)
            with CaptureQueriesContext(connection) as queries:
                diary = read()
            statements = [query["sql"] for query in queries.captured_queries]

            def raw(statements=statements):
                with connection.cursor() as cursor:
                    for statement in statements:
                        cursor.execute(statement)
                        cursor.fetchall()

            compute = lambda until=until, diary=diary: rules.bookable(
                diary, minutes=50, since=now, until=until, now=now
            )
            took = [processor(work, options.rounds) for work in (raw, read, compute)]
            ours = took[1] - took[0] + took[2]
            print(
                f"{name:10}{len(statements):8}{took[0]:8.2f}{took[1]:8.2f}{took[2]:9.2f}{len(compute()):6}{ours:9.2f}"
            )


if __name__ == "__main__":
    main()
