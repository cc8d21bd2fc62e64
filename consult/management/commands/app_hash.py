from django.conf import settings
from django.core.management.base import BaseCommand

from consult.views import document


class Command(BaseCommand):
    help = "Prints the SHA-256 of the room application's documents, to compare with what a running site serves."

    def handle(self, *args, **options):
        for language, _ in settings.LANGUAGES:
            self.stdout.write(f"{language} {document(language)[1]}")
