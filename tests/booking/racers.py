"""What the processes of test_race.py run. They are real processes: fresh interpreters, own connections."""

import os
import time


def start_django(database: str):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database  # before anything connects
    django.setup()


def book(database, gate, results, *, client, service, start):
    """Wait for the gate, then book; puts "booked" or the refusal's code."""
    start_django(database)
    from django.contrib.auth import get_user_model
    from django.db import connection

    from booking.actions import appointments
    from booking.models import Service
    from lib.denied import Denied

    person = get_user_model().objects.get(pk=client)
    service = Service.objects.select_related("counsellor").get(pk=service)
    _run(
        gate,
        results,
        connection,
        Denied,
        lambda: appointments.book(service=service, client=person, start=start, by=person),
    )


def cancel(database, gate, results, *, appointment, by):
    start_django(database)
    from django.contrib.auth import get_user_model
    from django.db import connection

    from booking.actions import appointments
    from booking.models import Appointment
    from lib.denied import Denied

    person = get_user_model().objects.get(pk=by)
    found = Appointment.objects.get(pk=appointment)
    _run(gate, results, connection, Denied, lambda: appointments.cancel(found, by=person))


def pay(database, gate, results, *, charge, provider):
    start_django(database)
    from django.db import connection

    from billing.actions import payments
    from billing.models import Charge
    from lib.denied import Denied

    found = Charge.objects.select_related("payer", "payee").get(pk=charge)
    _run(gate, results, connection, Denied, lambda: payments.start(found, provider, by=found.payer))


def _run(gate, results, connection, denied, action):
    connection.close()
    gate.wait(timeout=60)
    began = time.perf_counter()
    try:
        action()
        outcome = "done"
    except denied as refusal:
        outcome = refusal.code
    except Exception as error:  # a racer tells everything: the test decides what is allowed
        outcome = f"{type(error).__name__}: {error}"
    results.put((outcome, round(time.perf_counter() - began, 2)))
    connection.close()
