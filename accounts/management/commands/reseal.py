from django.core.management.base import BaseCommand

from accounts.actions import keys


class Command(BaseCommand):
    help = "Seal wrapped keys with the present PEPPER; run it after a change, with the old one in PEPPER_BEFORE."

    def handle(self, **options):
        self.stdout.write(f"{keys.reseal()} values were sealed anew. PEPPER_BEFORE can be emptied.")
