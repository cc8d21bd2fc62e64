from django.db import transaction
from django.utils.translation import gettext as _

from booking.actions import facts
from booking.models import Service
from lib.denied import Denied


def save(service: Service) -> Service:
    """A new service or a changed one. What is booked keeps what was agreed."""
    with transaction.atomic():
        service.full_clean()
        service.save()
        facts.changed(service.counsellor)
    return service


def offer(service: Service, *, on: bool) -> None:
    """Put it on offer, or stop offering it."""
    service.active = on
    save(service)


def move(service: Service, *, up: bool) -> None:
    """One place up or down in the counsellor's list, which is also the order clients see."""
    with transaction.atomic():
        line = list(Service.objects.select_for_update(no_key=True).filter(counsellor=service.counsellor))
        place = line.index(service)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(line):
            return
        line[place], line[other] = line[other], line[place]
        for order, each in enumerate(line):
            each.order = order
        Service.objects.bulk_update(line, ["order"])
        facts.changed(service.counsellor)


def delete(service: Service, *, by) -> None:
    """Only what was never booked; anything else can be taken off the offer."""
    if by != service.counsellor:
        raise Denied("not_yours", _("Only its counsellor can delete this."))
    with transaction.atomic():
        if service.appointments.exists():
            raise Denied("in_use", _("Somebody has booked this before. You can stop offering it instead."), status=409)
        service.delete()
        facts.changed(by)
