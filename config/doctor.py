"""What is wrong with this installation, and what to do: one list for the admin and for `manage.py doctor`.

Each check yields findings. It must answer within seconds, change nothing, and say nothing about anybody.
"""

import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import django
import wagtail
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_q.models import OrmQ, Task

from accounts.enums import NoticeState, Role
from accounts.models import NoticeLedger, User
from billing.models import LedgerEntry
from billing.queries import operators
from booking.management.commands import demo
from cms import queries
from cms.models import LegalVersion, MailText, PortalSettings
from config import health
from lib import clock, mailtexts


class State(StrEnum):
    OK = "ok"
    NOTE = "note"  # good to know
    WARNING = "warning"  # should be mended
    WRONG = "wrong"  # people are affected


@dataclass(frozen=True)
class Finding:
    name: str
    state: State
    text: str
    todo: str = ""

    @property
    def is_trouble(self) -> bool:
        return self.state in (State.WARNING, State.WRONG)


def ok(name: str, text: str = "", todo: str = "") -> Finding:
    return Finding(name, State.OK, text or _("Well"), todo)


def note(name: str, text: str, todo: str = "") -> Finding:
    return Finding(name, State.NOTE, text, todo)


def warning(name: str, text: str, todo: str) -> Finding:
    return Finding(name, State.WARNING, text, todo)


def wrong(name: str, text: str, todo: str) -> Finding:
    return Finding(name, State.WRONG, text, todo)


# --- the machine ---------------------------------------------------------------------------------------------------


def database() -> Iterator[Finding]:
    state, name = health.database(), _("Database")
    if state == "ok":
        yield ok(name, connection.display_name)
    else:
        yield wrong(name, state, _("Run “manage.py migrate”, or see whether the database is running."))


def redis() -> Iterator[Finding]:
    state = health.redis()
    if state == "not used":
        yield ok("Redis", _("Not used: right for one web process."))
    elif state == "ok":
        yield ok("Redis")
    else:
        yield wrong("Redis", state, _("See whether the server at REDIS_URL is running."))


def worker() -> Iterator[Finding]:
    name = _("Worker")
    if (state := health.worker()) != "ok":
        yield wrong(name, state, _("Start “manage.py qcluster”: without it no mail is sent."))
        return
    last = Task.objects.order_by("-stopped").values_list("stopped", flat=True).first()
    if last is None:
        yield note(name, _("No job was done yet."))
    elif clock.now() - last > timedelta(minutes=15):
        yield wrong(name, _("The last job was done %(ago)s ago.") % {"ago": ago(last)},
                    _("Start “manage.py qcluster”: without it no mail is sent."))  # fmt: skip
    else:
        yield ok(name, _("The last job was done %(ago)s ago.") % {"ago": ago(last)})


def jobs() -> Iterator[Finding]:
    name, waiting = _("Jobs"), OrmQ.objects.count()
    failed = Task.objects.filter(success=False, stopped__gt=clock.now() - timedelta(days=1)).count()
    text = _("%(waiting)s waiting, %(failed)s failed since yesterday") % {"waiting": waiting, "failed": failed}
    if failed:
        yield warning(name, text, _("The worker's log says why."))
    elif waiting > 200:
        yield warning(name, text, _("The worker is slow or stopped: look at its log."))
    else:
        yield ok(name, text)


def disk() -> Iterator[Finding]:
    usage = shutil.disk_usage(settings.DATA_DIR)
    share, name = usage.free / usage.total, _("Disk")
    text = _("%(free)s GB free of %(total)s GB") % {"free": usage.free // 10**9, "total": usage.total // 10**9}
    todo = _("Make room before it is full: then nothing can be written any more.")
    if share < 0.05 or usage.free < 500 * 10**6:
        yield wrong(name, text, todo)
    elif share < 0.15:
        yield warning(name, text, todo)
    else:
        yield ok(name, text)


def backup() -> Iterator[Finding]:
    """A backup says that it was made by touching a file (docs/operations/index.md)."""
    name, marker = _("Backup"), settings.DATA_DIR / "last-backup"
    if not marker.exists():
        say = note if settings.DEBUG else warning
        yield say(name, _("Unknown: no backup has reported itself."), _("Let your backup script end with: touch %(file)s") % {"file": marker})  # fmt: skip
        return
    made = datetime.fromtimestamp(marker.stat().st_mtime, tz=UTC)
    text = _("The last one was made %(ago)s ago.") % {"ago": ago(made)}
    if clock.now() - made > timedelta(days=2):
        yield wrong(name, text, _("Look at the log of your backup script."))
    else:
        yield ok(name, text)


def versions() -> Iterator[Finding]:
    yield ok(_("Versions"), f"Python {platform.python_version()}, Django {django.__version__}, "
             f"Wagtail {wagtail.__version__}, build {settings.BUILD}")  # fmt: skip


# --- settings ------------------------------------------------------------------------------------------------------


def debug() -> Iterator[Finding]:
    if settings.DEBUG:
        yield note(_("DEBUG"), _("On: right on your own machine, never on a server."),
                   "DJANGO_SETTINGS_MODULE=config.settings.production")  # fmt: skip
    else:
        yield ok(_("DEBUG"), _("Off"))


def checks() -> Iterator[Finding]:
    """`manage.py check --deploy`; on one's own machine only what would keep the site from starting."""
    found = [one for one in run_checks(include_deployment_checks=not settings.DEBUG) if not one.is_silenced()]
    for one in found:
        say = wrong if one.is_serious() else warning
        yield say(
            one.id or _("Settings"),
            str(one.msg),
            str(one.hint or _("Use config.settings.production, or see “manage.py check --deploy”.")),
        )
    if not found:
        yield ok(_("Settings"), _("“manage.py check” finds nothing."))


def second_factors() -> Iterator[Finding]:
    name = _("Second factor")
    staff = User.objects.filter(role=Role.STAFF, is_active=True)
    without = staff.exclude(pk__in=Authenticator.objects.values("user")).count()
    if not settings.REQUIRE_SECOND_FACTOR:
        say = note if settings.DEBUG else warning
        yield say(name, _("Staff and counsellors may log in with a password alone."), "REQUIRE_SECOND_FACTOR=1")
    elif without:
        yield note(name, ngettext("One member of the staff has none yet.", "%(count)s members of the staff have none yet.", without) % {"count": without},
                   _("They are asked for one before they get anywhere."))  # fmt: skip
    else:
        yield ok(name, _("Everybody of the staff has one."))


def demo_data() -> Iterator[Finding]:
    name = _("Demo data")
    if not User.objects.filter(username__in=demo.CLIENTS, email__endswith="@example.org").exists():
        yield ok(name, _("None"))
    elif settings.DEBUG:
        yield note(name, _("Present: people with known passwords."), _("They must not exist on a server."))
    else:
        yield wrong(name, _("Present: people with known passwords."), _("Begin with an empty database, or close their accounts."))  # fmt: skip


# --- mail ----------------------------------------------------------------------------------------------------------


def mail_server() -> Iterator[Finding]:
    name = _("Mail server")
    if settings.EMAIL_BACKEND == "lib.mail.FolderBackend":
        yield note(name, _("None: mails are written into a folder."), "EMAIL_URL=smtp+tls://user:password@host:587")
        return
    try:
        backend = get_connection()
        if hasattr(backend, "timeout"):
            backend.timeout = 5
        backend.open()
        backend.close()
    except OSError as error:  # smtplib's errors are OSErrors
        yield wrong(name, _("It does not take our mail (%(error)s).") % {"error": type(error).__name__}, _("Check EMAIL_URL."))  # fmt: skip
    else:
        yield ok(name, _("It answers."))


def notices() -> Iterator[Finding]:
    name, now = _("Mails"), clock.now()
    late = NoticeLedger.objects.filter(state=NoticeState.QUEUED, created_at__lt=now - timedelta(minutes=15)).count()
    failed = NoticeLedger.objects.filter(state=NoticeState.FAILED, created_at__gt=now - timedelta(days=7)).count()
    text = _("%(late)s waiting too long, %(failed)s given up within a week") % {"late": late, "failed": failed}
    if late or failed:
        yield wrong(name, text, _("Look at the mail server and the worker."))
    else:
        yield ok(name, text)


# --- texts ---------------------------------------------------------------------------------------------------------


def imprint() -> Iterator[Finding]:
    name = _("Imprint")
    if PortalSettings.objects.exclude(operator_name="").exclude(operator_address="").exists():
        yield ok(name, _("Names the operator."))
    else:
        yield wrong(name, _("It names nobody."), _("Settings, Portal: who runs this site, with an address."))


def operator_on_invoices() -> Iterator[Finding]:
    """Without a name, an address and an account there are no invoices; what is owed waits in the ledger."""
    name = _("Invoices")
    if missing := operators.missing(operators.details()):
        owed = LedgerEntry.objects.filter(invoice=None, testmode=False).exists()
        say = wrong if owed else note if settings.DEBUG else warning
        yield say(name, _("They cannot be written: %(names)s") % {"names": ", ".join(missing)},
                  _("The group Billing fills this in: Settings, Operator on invoices."))  # fmt: skip
    else:
        yield ok(name, _("They name the operator."))


def legal_texts() -> Iterator[Finding]:
    name = _("Legal texts")
    newest = {}
    for version in LegalVersion.objects.order_by("number"):
        newest[version.key, version.language] = version
    untouched = sorted({f"{key} ({language})" for (key, language), version in newest.items() if version.shipped})
    if untouched:
        yield warning(name, _("Our templates, which nobody has checked: %(texts)s") % {"texts": ", ".join(untouched)},
                      _("Read, complete and publish them under “Legal texts”."))  # fmt: skip
    else:
        yield ok(name, _("All were published by you."))


def mail_texts() -> Iterator[Finding]:
    name, known = _("Mail texts"), {kind.name: kind for kind in mailtexts.kinds()}
    unsound = [
        str(text)
        for text in MailText.objects.filter(live=True)
        if text.kind in known and mailtexts.faults(known[text.kind], text.words)
    ]
    if unsound:
        yield warning(name, _("Not sent as you wrote them: %(texts)s") % {"texts": ", ".join(unsound)},
                      _("Open them: something must stand in them that is missing. The shipped text goes out instead."))  # fmt: skip
    else:
        yield ok(name)


def crisis_numbers() -> Iterator[Finding]:
    name, old = _("Crisis numbers"), queries.crisis_numbers_to_verify().count()
    if old:
        yield warning(name, ngettext("One was not verified for half a year.", "%(count)s were not verified for half a year.", old) % {"count": old},
                      _("Call them or look them up, and write the date into each row."))  # fmt: skip
    else:
        yield ok(name)


ASK_THE_DATABASE = (
    worker, jobs, notices, second_factors, demo_data, imprint, operator_on_invoices, legal_texts, mail_texts,
    crisis_numbers,
)  # fmt: skip
CHECKS: list[Callable[[], Iterator[Finding]]] = [
    redis, worker, jobs, mail_server, notices, disk, backup, debug, checks, second_factors, demo_data,
    imprint, operator_on_invoices, legal_texts, mail_texts, crisis_numbers, versions,
]  # fmt: skip


def findings(*, without: tuple = ()) -> list[Finding]:
    """Everything, trouble first. A check that breaks is a finding itself."""
    found = [*database()]
    if found[0].is_trouble:
        without += ASK_THE_DATABASE
    for check in CHECKS:
        if check in without:
            continue
        try:
            found += check()
        except (DatabaseError, OSError) as error:
            found.append(wrong(check.__name__, type(error).__name__, _("This could not be checked.")))
    order = [State.WRONG, State.WARNING, State.NOTE, State.OK]
    return sorted(found, key=lambda finding: order.index(finding.state))


def troubles() -> int:
    """How many, for the first page of the admin: at most five minutes old, and without asking the mail server."""
    with translation.override(settings.LANGUAGE_CODE):
        return cache.get_or_set(
            "doctor-troubles", lambda: sum(f.is_trouble for f in findings(without=(mail_server,))), timeout=300
        )


def ago(at: datetime) -> str:
    return timesince(at, clock.now())
