from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refused: Django's own command would store a password that no browser can send here."

    def add_arguments(self, parser):
        parser.add_argument("anything", nargs="*")

    def handle(self, *args, **options):
        raise CommandError("Please use: manage.py set_login_password NAME")
