"""A year of past appointments of two demo counsellors, so that statistics and revenue have something to show.

Written as rows, the same in every installation; what the operator is owed of them is entered by the ledger's own action.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.enums import Role
from accounts.models import User
from billing import demo_books, entitlements, references
from billing.actions import ledger
from billing.enums import ChargeState, PaymentState
from billing.models import Charge, Invoice, Payment
from billing.months import before, of
from billing.queries import plans
from booking.actions import rows
from booking.enums import EventKind, Side, Status
from booking.models import Appointment, AppointmentEvent, Service
from booking.queries import diaries
from consult.enums import Origin
from consult.models import Engagement
from lib import clock

COUNSELLORS = ("anna", "markus")
CLIENTS = ("linden", "rowan-7", "jules", "kim-l", "noor", "sascha", "may-be")  # they have not come back for a while
BY_MONTH = (4, 3, 4, 5, 6, 4, 6, 5, 6, 6, 7, 8)  # of the present one without its last week
HOURS = (9, 14, 11, 16)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
A_WEEK_AGO = 8 * DAY  # what is nearer is told by `booking.demo`


def fill(counsellors: dict) -> None:
    """`counsellors`: login name to User. Once, before anything was invoiced: what is invoiced has no past any more."""
    if Invoice.objects.exists():
        return
    for number, login in enumerate(COUNSELLORS):
        counsellor = counsellors.get(login)
        if counsellor and not Appointment.objects.filter(counsellor=counsellor, start__lt=clock.now() - A_WEEK_AGO):
            live_through(counsellor, former_clients(), number)


def former_clients() -> list[User]:
    """People with a name and nothing else: nobody can log in as them."""
    known = {user.username: user for user in User.objects.filter(username__in=CLIENTS)}
    for login in CLIENTS:
        if login not in known:
            known[login] = User(username=login, role=Role.CLIENT)
            known[login].set_unusable_password()
            known[login].save()
    return [known[login] for login in CLIENTS]


def live_through(counsellor, clients: list[User], number: int) -> None:
    services = list(Service.objects.filter(counsellor=counsellor, active=True, price_cents__gt=0).order_by("order"))
    booking_rules = diaries.rules_of(counsellor)
    held = [
        appointment(
            place,
            start,
            services[place % 3 // 2],
            clients[place * 5 % min(2 + place // 8, len(clients))],
            booking_rules,
        )
        for place, start in enumerate(starts(ZoneInfo(booking_rules.zone), number))
    ]
    if not held:
        return
    with clock.frozen(held[-1].created_at):
        fee_bps = entitlements.commission(counsellor)
    Charge.objects.bulk_create(one.charge for one in held)
    Appointment.objects.bulk_create(held)
    paid = [payment(one, fee_bps, number, place) for place, one in enumerate(held) if one.charge.is_settled]
    Payment.objects.bulk_create(paid)
    AppointmentEvent.objects.bulk_create(event for one in held for event in timeline(one))
    begun = {one.client: one.created_at for one in reversed(held)}
    Engagement.objects.bulk_create(
        (Engagement(counsellor=counsellor, client=client, origin=Origin.PORTAL, began_at=at) for client, at in begun.items()),
        ignore_conflicts=True,
    )  # fmt: skip
    for one in paid:
        with clock.frozen(one.confirmed_at):
            ledger.accrue(one)


def starts(zone: ZoneInfo, number: int) -> list[datetime]:
    month, found = of(plans.today()), []
    for count in reversed(BY_MONTH):
        for place in range(count):
            day = month + place * 28 // count * DAY
            day += (7 - day.weekday()) % 7 * DAY if day.weekday() > 4 else timedelta()  # nobody works at the weekend
            found.append(datetime.combine(day, time(HOURS[(place + number) % len(HOURS)]), zone))
        month = before(month)
    begun = datetime.combine(demo_books.beginning(), time(12), zone)
    return sorted(start for start in found if begun < start < clock.now() - A_WEEK_AGO)


def appointment(place: int, start: datetime, service: Service, client: User, booking_rules) -> Appointment:
    """Most took place; of the others somebody thought better of it in time, late, or never came."""
    one = Appointment(
        counsellor=service.counsellor, client=client, service=service, mode=service.mode,
        price_cents=service.price_cents, currency=service.currency, cancel_hours=booking_rules.cancel_hours,
        created_by=client, created_at=start - 5 * DAY, **rows.times_of(start, service.minutes, booking_rules),
    )  # fmt: skip
    if place % 11 == 5 or place % 23 == 13:
        one.status, one.cancelled_by, one.cancelled_late = Status.CANCELLED, client, place % 23 == 13
        one.cancelled_at = start - (3 * HOUR if one.cancelled_late else 3 * DAY)
    elif place % 19 == 11:
        one.status, one.missed_by, one.counsellor_came_at = Status.MISSED, Side.CLIENT, start
    else:
        one.status, one.client_came_at, one.counsellor_came_at = Status.COMPLETED, start, start
    one.charge = Charge(
        payer=client, payee=one.counsellor, amount_cents=one.price_cents, currency=one.currency, is_commissioned=True,
        text=f"Consultation, {service.minutes} minutes", return_path="/appointments/", created_by=client,
        created_at=one.created_at,
    )  # fmt: skip
    if one.status == Status.CANCELLED:
        one.charge.state, one.charge.cancelled_at = ChargeState.CANCELLED, one.cancelled_at
    else:
        one.charge.state, one.charge.settled_at = ChargeState.SETTLED, start + DAY
        one.charge.performed_at = one.end if one.status == Status.COMPLETED else None
    return one


def payment(one: Appointment, fee_bps: int, number: int, place: int) -> Payment:
    """By transfer: sent before the door opened, found on the account a day later."""
    return Payment(
        charge=one.charge, provider="transfer", state=PaymentState.CONFIRMED, amount_cents=one.price_cents,
        currency=one.currency, fee_bps=fee_bps, reference=references.of(f"{number + 1}{place:09d}"),
        created_at=one.start - HOUR, declared_at=one.start - HOUR, confirmed_at=one.start + DAY,
        confirmed_by=one.counsellor,
    )  # fmt: skip


def timeline(one: Appointment) -> list[AppointmentEvent]:
    found = [(one.created_at, EventKind.BOOKED, one.client, {})]
    if one.status == Status.CANCELLED:
        found.append((one.cancelled_at, EventKind.CANCELLED, one.client, {"late": one.cancelled_late}))
    else:
        kind = EventKind.MISSED if one.status == Status.MISSED else EventKind.COMPLETED
        found.append((one.end, kind, None, {"missed_by": str(one.missed_by)}))
        found.append((one.charge.settled_at, EventKind.PAID, one.counsellor, {"cents": one.price_cents}))
    return [AppointmentEvent(appointment=one, at=at, kind=kind, actor=by, data=data) for at, kind, by, data in found]
