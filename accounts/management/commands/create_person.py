import getpass
import sys

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import people
from accounts.enums import Role
from e2ee.passwords import login_password_problems
from lib.denied import Denied


class Command(BaseCommand):
    help = "Make an account. The password is asked for on the terminal, derived here, and never stored or sent."

    def add_arguments(self, parser):
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--login", required=True, help="user name, 3 to 30 characters")
        parser.add_argument("--email", default="", help="counts as confirmed")
        parser.add_argument("--name", default="", help="name shown to others")
        parser.add_argument("--limited", action="store_true", help="staff: only what their groups allow")

    def handle(self, *, role, login, email, name, limited, **options):
        password = ask_password(forbidden=(login, email))
        try:
            person = people.create(
                role=role, login=login, password=password, email=email, display_name=name,
                superuser=role == Role.STAFF and not limited,
            )  # fmt: skip
        except Denied as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(f"{person.get_role_display()} {person.username} can log in at /account/login/ now.")


def ask_password(forbidden=()) -> str:
    """Twice from a terminal, or one line of standard input where there is none (for scripts)."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Login password: ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two are not the same. Nothing was changed.")
    if problems := login_password_problems(password, forbidden):
        raise CommandError(f"This password will not do ({', '.join(problems)}): 12 characters, not a common one.")
    return password
