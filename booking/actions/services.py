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


def delete(service: Service, *, by) -> None:
    """Only what was never booked; anything else can be taken off the offer."""
    if by != service.counsellor:
        raise Denied("not_yours", _("Only its counsellor can delete this."))
    with transaction.atomic():
        if service.appointments.exists():
            raise Denied("in_use", _("Somebody has booked this before. You can stop offering it instead."), status=409)
        service.delete()
        facts.changed(by)
