"""What the database itself refuses, on whichever engine the suite runs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from booking.constraints import NoOverlap
from booking.models import Appointment, AppointmentEvent
from lib import clock
from tests.booking.conftest import NINE

pytestmark = pytest.mark.django_db


def minutes(n):
    return timedelta(minutes=n)


@pytest.fixture
def make(intro, karl):
    """An unsaved appointment of fifty minutes and ten minutes' pause; every one has a client of its own."""

    def appointment(start, *, counsellor=intro.counsellor, client=None, status="booked"):
        cancelled = {"cancelled_at": clock.now(), "cancelled_by": karl} if status == "cancelled" else {}
        return Appointment(
            counsellor=counsellor,
            client=client or type(karl).objects.create(username=f"c{type(karl).objects.count()}"),
            service=intro,
            start=start,
            end=start + minutes(50),
            block_start=start,
            block_end=start + minutes(60),
            tz="Europe/Vienna",
            status=status,
            price_cents=0,
            currency="EUR",
            cancel_hours=24,
            created_by=karl,
            **cancelled,
        )

    return appointment


def refused(action):
    with pytest.raises(IntegrityError) as info, transaction.atomic():
        action()
    return str(info.value)


@pytest.fixture
def pair(make):
    """NINE, and the hour after it."""
    first, second = make(NINE), make(NINE + minutes(60))
    first.save()
    second.save()
    return first, second


def test_touching_spans_are_fine(pair, make):
    make(NINE + minutes(120)).save()
    make(NINE - minutes(60)).save()


@pytest.mark.parametrize("offset", [-59, -30, 0, 10, 59, 119])
def test_overlapping_spans_are_refused(offset, pair, make):
    assert "appointment_no_overlap" in refused(make(NINE + minutes(offset)).save)


def test_another_counsellor_may(pair, make, ada):
    make(NINE, counsellor=ada).save()


def test_a_cancelled_one_may(pair, make):
    make(NINE, status="cancelled").save()


def test_reviving_a_cancelled_one_is_refused(pair, make):
    gone = make(NINE, status="cancelled")
    gone.save()
    gone.status, gone.cancelled_at, gone.cancelled_by = "booked", None, None
    assert "appointment_no_overlap" in refused(gone.save)


def test_moving_over_its_own_old_span_is_fine(pair):
    first, _ = pair
    first.start, first.end = NINE - minutes(5), NINE + minutes(45)
    first.block_start, first.block_end = NINE - minutes(5), NINE + minutes(55)
    first.save()


def test_updating_into_a_taken_span_is_refused(pair):
    first, second = pair
    span = {name: getattr(second, name) for name in ("start", "end", "block_start", "block_end")}
    assert "overlap" in refused(lambda: Appointment.objects.filter(pk=first.pk).update(**span))


def test_bulk_creating_overlaps_is_refused(pair, make):
    both = [make(NINE + minutes(300)), make(NINE + minutes(310))]
    refused(lambda: Appointment.objects.bulk_create(both))
    assert Appointment.objects.count() == 2


def test_ignoring_conflicts_never_lets_an_overlap_in(pair, make):
    both = [make(NINE + minutes(300)), make(NINE + minutes(310))]
    try:
        with transaction.atomic():
            Appointment.objects.bulk_create(both, ignore_conflicts=True)
    except IntegrityError:
        assert connection.vendor == "sqlite"  # PostgreSQL skips the second instead
    assert Appointment.objects.filter(start__gte=NINE + minutes(300)).count() <= 1


def test_a_form_says_it_kindly(pair, make):
    with pytest.raises(ValidationError, match="This time is taken"):
        make(NINE + minutes(10)).full_clean()


def test_a_client_is_in_one_place_at_a_time(make, ada, finn):
    make(NINE, client=finn).save()
    assert "appointment_client_no_overlap" in refused(make(NINE + minutes(20), counsellor=ada, client=finn).save)
    make(NINE + minutes(50), counsellor=ada, client=finn).save()  # pauses are the counsellor's


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": NINE},
        {"block_start": NINE + minutes(1)},
        {"block_end": NINE + minutes(49)},
        {"status": "cancelled"},
        {"cancelled_at": NINE},
        {"let_in_at": NINE},
    ],
)
def test_nonsense_is_refused(wrong, make):
    appointment = make(NINE)
    for name, value in wrong.items():
        setattr(appointment, name, value)
    refused(appointment.save)


def test_nobody_meets_themself(make, vera):
    refused(make(NINE, client=vera).save)


def test_the_timeline_is_only_added_to(pair, karl):
    event = AppointmentEvent.objects.create(appointment=pair[0], actor=karl, kind="booked")
    with pytest.raises(TypeError):
        event.save()


def test_the_constraint_survives_a_rebuild_of_the_table(pair, make):
    """What a later migration does to a table on SQLite: copy it, drop it, rename the copy."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds tables")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='booking_appointment'")
        triggers = {name for (name,) in cursor.fetchall()}
    assert triggers == {
        f"appointment_{who}no_overlap_{event}" for who in ("", "client_") for event in ("insert", "update")
    }


def test_a_constraint_can_be_written_into_a_migration():
    constraint = Appointment._meta.constraints[-1]
    _path, args, kwargs = constraint.deconstruct()
    assert NoOverlap(*args, **kwargs) == constraint
