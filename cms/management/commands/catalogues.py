from django.core.management.base import BaseCommand, CommandError

from lib import catalogues


class Command(BaseCommand):
    help = (
        "Brings locale/*/LC_MESSAGES/django.po up to date with the texts in code and templates. "
        "--check only says what is missing, fuzzy or wrong; --compile writes what Django reads."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--check", action="store_true", help="change nothing, and fail if something is wrong")
        ways.add_argument("--compile", action="store_true", help="only write the .mo files that are old")

    def handle(self, *args, check, compile, **options):
        if check:
            if problems := catalogues.problems():
                raise CommandError("\n".join([*problems, f"{len(problems)} to look at."]))
            self.stdout.write("Every text is translated.")
            return
        if not compile:
            for language, wanting in catalogues.update().items():
                self.stdout.write(f"{language}: {wanting} to translate")
        for path in catalogues.compile_stale():
            self.stdout.write(f"compiled {path.relative_to(catalogues.ROOT)}")
