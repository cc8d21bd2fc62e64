"""What the processes of test_race.py run. They are real processes, with connections of their own.

A server (multiprocessing's forkserver, where there is one) imports this and with it the whole site, once for all.
"""

import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()

from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from billing.actions import payments  # noqa: E402
from billing.models import Charge  # noqa: E402
from booking.actions import appointments  # noqa: E402
from booking.models import Appointment, Service  # noqa: E402
from lib.denied import Denied  # noqa: E402


def work(database: str, inbox, results):
    """Do jobs `(name, kwargs, at)`, each at the agreed moment, until there is none; put `(worker, outcome)`."""
    connection.settings_dict["NAME"] = database  # before anything connects
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
    person = User.objects.get(pk=client)
    found = Service.objects.select_related("counsellor").get(pk=service)
    return lambda: appointments.book(service=found, client=person, start=start, by=person)


def cancel(*, appointment, by):
    person, found = User.objects.get(pk=by), Appointment.objects.get(pk=appointment)
    return lambda: appointments.cancel(found, by=person)


def move(*, appointment, by, start):
    from django.contrib.auth import get_user_model

    from booking.actions import moves
    from booking.models import Appointment

    person, found = get_user_model().objects.get(pk=by), Appointment.objects.get(pk=appointment)
    return lambda: moves.move(found, start=start, by=person)


def series(*, client, service, starts, by):
    from django.contrib.auth import get_user_model

    from booking.actions import series
    from booking.models import Service

    person, actor = (get_user_model().objects.get(pk=pk) for pk in (client, by))
    found = Service.objects.select_related("counsellor").get(pk=service)
    return lambda: series.book(service=found, client=person, starts=starts, every_weeks=1, by=actor, request_key="one")


def bring_along(*, counsellor, client):
    from consult.actions import engagements
    from consult.enums import Origin

    pair = {"counsellor": User.objects.get(pk=counsellor), "client": User.objects.get(pk=client)}
    return lambda: engagements.begin(**pair, by=pair["counsellor"], origin=Origin.EXTERNAL)


def choose_plan(*, counsellor, plan):
    from billing.actions import subscriptions

    person = User.objects.get(pk=counsellor)
    return lambda: subscriptions.choose(person, plan, by=person)


def renew_plans():
    from billing.actions import subscriptions

    return subscriptions.renew_due


def pay(*, charge, provider):
    found = Charge.objects.select_related("payer", "payee").get(pk=charge)
    return lambda: payments.start(found, provider, by=found.payer)
