"""Says what is wrong with this installation and what to do; the same list as the health page of the admin."""

from django.core.management.base import BaseCommand

from config.doctor import State, findings

SIGNS = {State.OK: "ok     ", State.NOTE: "note   ", State.WARNING: "WARNING", State.WRONG: "WRONG  "}


class Command(BaseCommand):
    help = "Say what is wrong with this installation, and what to do. Ends with 1 if something is."
    requires_system_checks = []  # they are part of the list

    def handle(self, **options):
        found = findings()
        for finding in found:
            self.stdout.write(f"{SIGNS[finding.state]}  {finding.name}: {finding.text}")
            if finding.todo and finding.state != State.OK:
                self.stdout.write(f"           → {finding.todo}")
        if any(finding.state == State.WRONG for finding in found):
            raise SystemExit(1)
