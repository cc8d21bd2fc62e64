from django.core.management.base import BaseCommand

from consult.views import document


class Command(BaseCommand):
    help = "Prints the SHA-256 of the room application's document, to compare with what a running site serves."

    def handle(self, *args, **options):
        self.stdout.write(document()[1])
