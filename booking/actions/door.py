"""What a client can tell the counsellor from the door."""

from booking import rules
from booking.enums import Line
from booking.models import Appointment
from lib import clock, ratelimit
from lib.denied import Denied


def say(appointment: Appointment, line: str, *, by) -> Appointment:
    """One constant sentence, the newest counts. Never free text: this the server can read.

    Raises Denied: "not_yours", "not_booked", "door_closed", "no_such_line", "slow_down".
    """
    now = clock.now()
    rules.check_may_speak(appointment, by=by, now=now)
    if line not in Line.values:
        raise Denied("no_such_line", status=422)
    ratelimit.hit("line", str(by.pk), limit=6, seconds=60)
    appointment.line, appointment.line_at = line, now
    appointment.save(update_fields=["line", "line_at"])
    return appointment
