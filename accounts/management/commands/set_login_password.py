from django.core.management.base import BaseCommand, CommandError

from accounts.actions import login_keys
from accounts.management.commands.create_person import ask_password
from accounts.queries import people


class Command(BaseCommand):
    help = "Give somebody a new login password, asked for on the terminal. Their room password stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("login", help="user name or e-mail address")

    def handle(self, *, login, **options):
        person = people.by_login(login)
        if person is None:
            raise CommandError(f"Nobody logs in as {login}.")
        login_keys.set_from_password(person, ask_password(forbidden=(person.username, person.email)))
        self.stdout.write(f"{person.username} has a new login password, and is logged out everywhere.")
