from datetime import datetime

from ninja import Router, Schema

from booking.queries import appointments
from lib.ids import to_text

router = Router(tags=["booking"])


class AppointmentOut(Schema):
    id: str
    start: datetime
    end: datetime
    peer: str | None  # None: a guest who has not come yet, or a meeting of colleagues
    peer_name: str
    status: str
    door: str


@router.get("me/appointments", response=list[AppointmentOut], operation_id="my_appointments")
def my_appointments(request):
    """What is booked and not over, the next first."""
    return [shown(appointment, request.user) for appointment in appointments.upcoming(request.user)[:50]]


def shown(appointment, person) -> dict:
    uid, other = to_text(appointment.uid), appointment.other(person)
    return {
        "id": uid,
        "start": appointment.start,
        "end": appointment.end,
        "peer": to_text(other.uid) if other else None,
        "peer_name": appointment.with_whom(person),
        "status": appointment.status,
        "door": f"/appointments/{uid}/door/",
    }
