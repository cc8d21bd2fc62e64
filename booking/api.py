from datetime import datetime

from ninja import Router, Schema

from booking.queries import appointments
from lib.ids import to_text

router = Router(tags=["booking"])


class AppointmentOut(Schema):
    id: str
    start: datetime
    end: datetime
    peer: str
    peer_name: str
    status: str
    door: str


@router.get("me/appointments", response=list[AppointmentOut], operation_id="my_appointments")
def my_appointments(request):
    """What is booked and not over, the next first."""
    return [
        {
            "id": to_text(a.uid),
            "start": a.start,
            "end": a.end,
            "peer": to_text(a.other(request.user).uid),
            "peer_name": a.other(request.user).name,
            "status": a.status,
            "door": f"/appointments/{to_text(a.uid)}/door/",
        }
        for a in appointments.upcoming(request.user)[:50]
    ]
