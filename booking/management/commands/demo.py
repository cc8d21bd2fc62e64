"""Fills an empty installation with a small believable practice. Run again, it adds what is missing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import accounts.demo
import billing.demo
import billing.demo_books
import blog.demo
import booking.demo
import booking.demo_year
import cms.demo
import consult.demo
import directory.demo
from accounts.enums import Role
from accounts.models import User
from cms.actions import groups

PASSWORD = "quiet-lantern-harbour"
ROOM_PASSWORD = "Quiet-Lantern-7-Harbour"
STAFF = {
    "edith": ("Edith Brandl", groups.EDITORS),
    "mona": ("Mona Seidel", groups.MODERATORS),
    "bruno": ("Bruno Keller", groups.BILLING),
    "olga": ("Olga Marek", groups.OPERATORS),
}
CLIENTS = {"nightowl": "", "marlene": "Marlene", "tom-b": "Tom"}


class Command(BaseCommand):
    help = "Fill an empty database with a demo practice and print who can log in. Only where DEBUG is on."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Demo people have known passwords. They exist only where DEBUG is on.")
        staff = accounts.demo.person("office", role=Role.STAFF, password=PASSWORD, display_name="The office")
        for login, (name, group) in STAFF.items():
            accounts.demo.colleague(login, group=group, password=PASSWORD, display_name=name)
        counsellors = {
            login: self.person(login, Role.COUNSELLOR, entry.name) for login, entry in directory.demo.ROSTER.items()
        }
        clients = {login: self.person(login, Role.CLIENT, name) for login, name in CLIENTS.items()}
        cms.demo.fill()
        directory.demo.fill(counsellors)
        billing.demo.fill(counsellors)
        blog.demo.fill(counsellors)
        first, client = next(iter(counsellors.values())), clients["nightowl"]
        consult.demo.converse(first, client, room_password=ROOM_PASSWORD)
        booking.demo.fill(list(counsellors.values()), list(clients.values()))
        booking.demo_year.fill(counsellors)
        bruno = User.objects.get(username="bruno")
        billing.demo_books.fill(counsellors, list(clients.values())[1:], bruno)
        self.stdout.write(self.logins(staff, counsellors, clients))

    def person(self, login: str, role: str, name: str):
        return accounts.demo.person(login, role=role, password=PASSWORD, room_password=ROOM_PASSWORD, display_name=name)

    def logins(self, staff, counsellors, clients) -> str:
        colleagues = ", ".join(f"{login} ({group})" for login, (_name, group) in STAFF.items())
        lines = [
            "",
            f"Login password of everybody:  {PASSWORD}",
            f"Room password of everybody:   {ROOM_PASSWORD}",
            f"  staff         {staff.username} (administrator), {colleagues}",
            f"  counsellors   {', '.join(counsellors)}",
            f"  clients       {', '.join(clients)}   (nightowl has an appointment that starts soon)",
        ]
        return "\n".join(lines)
