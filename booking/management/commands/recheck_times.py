import sys

from django.core.management.base import BaseCommand

from booking.queries import walls
from lib.ids import to_text


class Command(BaseCommand):
    help = (
        "After an update of the time zones: list future appointments whose clock shows another time than was agreed. "
        "Nothing is moved; the two people have to decide. Exit status 1 if there are any."
    )

    def add_arguments(self, parser):
        parser.add_argument("--accept", action="store_true", help="keep the new times: the people know")

    def handle(self, *, accept, **options):
        found = list(walls.shifted())
        for shift in found:
            it = shift.appointment
            self.stdout.write(
                f"{to_text(it.uid)}  {it.counsellor.username}  {it.tz}  "
                f"agreed {shift.agreed}, now {shift.now or 'an unknown zone'}"
            )
            if accept and shift.now:
                type(it).objects.filter(pk=it.pk, wall=shift.agreed).update(wall=shift.now)
        if not found:
            self.stdout.write("All future appointments are at the time that was agreed.")
        elif any(not (accept and shift.now) for shift in found):
            sys.exit(1)
