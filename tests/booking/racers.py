"""What the processes of test_race.py run. They are real processes: fresh interpreters with connections of their own."""

import os
import time


def work(database: str, inbox, results):
    """Do jobs `(name, kwargs, at)`, each at the agreed moment, until there is none; put `(worker, outcome)`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database  # before anything connects
    django.setup()
    from django.db import connection

    from lib.denied import Denied

    results.put("ready")
    while job := inbox.get():
        name, kwargs, at = job
        prepared = globals()[name](**kwargs)
        connection.close()
        while time.time() < at:
            time.sleep(0.0005)
        try:
            prepared()
            outcome = "done"
        except Denied as refusal:
            outcome = refusal.code
        except Exception as error:  # a racer tells everything: the test decides what is allowed
            outcome = f"{type(error).__name__}: {error}"
        connection.close()
        results.put(outcome)


def book(*, client, service, start):
    from django.contrib.auth import get_user_model

    from booking.actions import appointments
    from booking.models import Service

    person = get_user_model().objects.get(pk=client)
    found = Service.objects.select_related("counsellor").get(pk=service)
    return lambda: appointments.book(service=found, client=person, start=start, by=person)


def cancel(*, appointment, by):
    from django.contrib.auth import get_user_model

    from booking.actions import appointments
    from booking.models import Appointment

    person, found = get_user_model().objects.get(pk=by), Appointment.objects.get(pk=appointment)
    return lambda: appointments.cancel(found, by=person)


def pay(*, charge, provider):
    from billing.actions import payments
    from billing.models import Charge

    found = Charge.objects.select_related("payer", "payee").get(pk=charge)
    return lambda: payments.start(found, provider, by=found.payer)
