"""The demo practice's services, hours and appointments. Called by `manage.py demo`, where DEBUG is on; may run again."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from billing.actions import payments, payouts
from booking.actions import appointments, facts, hours, services
from booking.models import Appointment, BookingRules, Service
from booking.queries import diaries
from lib import clock

SOON = timedelta(hours=2)
FIVE = timedelta(minutes=5)
IBANS = ["AT611904300234573201", "DE89370400440532013000", "LU280019400644750000"]  # examples from the standard

ALL_WEEK, WEEKDAYS = range(7), range(5)
EVERY_HOUR = [(day, 0, 24 * 60) for day in ALL_WEEK]
OFFICE = [(day, start, end) for day in WEEKDAYS for start, end in ((9 * 60, 12 * 60), (13 * 60, 17 * 60 + 30))]
EVENINGS = [(day, 16 * 60, 21 * 60) for day in (0, 1, 3)] + [(5, 9 * 60, 13 * 60)]
MORNINGS = [(day, 7 * 60, 11 * 60 + 30) for day in (1, 2, 4)]

# what kind of practice somebody has: the first can always be tried out at once
PRACTICES = [
    {
        "weekly": EVERY_HOUR,
        "rules": {"zone": "Europe/Vienna", "slot_step": 15, "buffer_after": 0, "min_notice": 0},
        "services": [
            ("Getting to know each other", 10, 0),
            ("Conversation", 50, 8000),
            ("Short conversation", 25, 4500),
        ],
    },
    {
        "weekly": OFFICE,
        "rules": {"zone": "Europe/Vienna", "slot_step": 30, "buffer_after": 10, "min_notice": 120},
        "services": [
            ("Conversation", 50, 9000),
            ("First conversation, free of charge", 10, 0),
            ("For couples", 80, 13500),
        ],
    },
    {
        "weekly": EVENINGS,
        "rules": {"zone": "Europe/Berlin", "slot_step": 60, "buffer_after": 15, "min_notice": 720, "max_per_day": 4},
        "services": [("Conversation in the evening", 50, 7500), ("Getting to know each other", 10, 0)],
    },
    {
        "weekly": MORNINGS,
        "rules": {"zone": "Europe/Paris", "slot_step": 30, "buffer_after": 10, "min_notice": 1440, "cancel_hours": 48},
        "services": [("Conversation", 45, 6500), ("Long conversation", 90, 12000), ("Ten minutes, free", 10, 0)],
    },
]


def fill(counsellors, clients) -> None:
    """`counsellors` and `clients`: Users, in an order that stays the same. The first of each meet soon."""
    for number, counsellor in enumerate(counsellors):
        open_practice(counsellor, number)
    counsellors, clients = list(counsellors), list(clients)
    if not (counsellors and clients):
        return
    meet_before(counsellors[0], clients[0])
    meet_soon(counsellors[0], clients[0], priced=False)
    if len(counsellors) > 1:
        meet_soon(counsellors[1], clients[-1], priced=True)
        meet_before(counsellors[1], clients[-1])


def open_practice(counsellor, number: int) -> None:
    kind = PRACTICES[1 + (number - 1) % 3] if number else PRACTICES[0]
    if not BookingRules.objects.filter(counsellor=counsellor).exists():
        hours.save(counsellor, weekly=kind["weekly"], **kind["rules"])
    if not Service.objects.filter(counsellor=counsellor).exists():
        for order, (name, minutes, cents) in enumerate(kind["services"]):
            services.save(Service(counsellor=counsellor, name=name, minutes=minutes, price_cents=cents, order=order))
    if not counsellor.payout_accounts.exists():
        payouts.set_bank_account(counsellor, holder=counsellor.name, iban=IBANS[number % len(IBANS)])
    facts.changed(counsellor)


def meet_soon(counsellor, client, *, priced: bool) -> None:
    """An appointment that starts in five to ten minutes, unless one of this kind starts within two hours anyway."""
    service = a_service(counsellor, priced=priced)
    now = clock.now()
    if (
        service is None
        or Appointment.objects.filter(
            counsellor=counsellor, client=client, status="booked", start__gt=now, start__lt=now + SOON, service=service
        ).exists()
    ):
        return
    start = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0) + 2 * FIVE
    for _try in range(12):
        try:
            with transaction.atomic():
                appointments.place(
                    service=service, client=client, start=start, by=client, booking_rules=diaries.rules_of(counsellor)
                )
            return
        except IntegrityError:  # somebody is there at that time
            start += FIVE


def meet_before(counsellor, client) -> None:
    """A paid conversation last week, once."""
    service = a_service(counsellor, priced=True)
    if (
        service is None
        or Appointment.objects.filter(counsellor=counsellor, client=client, start__lt=clock.now()).exists()
    ):
        return
    start = clock.now().replace(hour=15, minute=0, second=0, microsecond=0) - timedelta(days=6)
    with clock.frozen(start - timedelta(hours=3)):
        past = appointments.place(
            service=service, client=client, start=start, by=client, booking_rules=diaries.rules_of(counsellor)
        )
        payment = payments.start(past.charge, "transfer", by=client)
        payments.confirm(payments.declare(payment, by=client), by=counsellor)


def a_service(counsellor, *, priced: bool) -> Service | None:
    found = Service.objects.filter(counsellor=counsellor, active=True)
    return (found.exclude(price_cents=0) if priced else found.filter(price_cents=0)).first()
