from django.conf import settings
from django.core.management.base import BaseCommand

from consult.views import document
from lib import address


class Command(BaseCommand):
    help = "Prints the SHA-256 of the room application's documents, to compare with what a running site serves."

    def handle(self, *args, **options):
        address.refresh()
        for language, _ in settings.LANGUAGES:
            informally = language == address.LANGUAGE and address.is_informal()
            self.stdout.write(f"{language} {document(language, informally)[1]}")
