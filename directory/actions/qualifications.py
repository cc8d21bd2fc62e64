"""The evidence of a title and what becomes of it: sent in, checked by somebody of the staff, expired, removed."""

from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import audit, notices
from cms.pictures import cleaned
from directory import files, queries, rules
from directory.actions import listings
from directory.enums import QualificationState
from directory.models import Qualification
from lib import clock, ids
from lib.denied import Denied

REMIND_BEFORE = timedelta(days=30)


def submit(title, evidence, *, register_number: str = "", by) -> Qualification:
    """The counsellor hands in evidence. What waited for the same title is replaced by it."""
    rules.must_have_practice(by)
    document = _document(evidence)
    with transaction.atomic():
        for earlier in Qualification.objects.select_for_update().filter(
            counsellor=by, title=title, state=QualificationState.WAITING
        ):
            earlier.delete()
        try:
            with transaction.atomic():
                qualification = Qualification.objects.create(
                    counsellor=by, title=title, evidence=document, register_number=register_number.strip()
                )
        except IntegrityError:  # two windows at the same moment
            raise Denied("waits_already", _("You have just sent this in."), status=409) from None
        _note("submitted", qualification, by=by)
        for user in queries.checkers():
            notices.tell(user, "directory.evidence", key=f"directory.evidence:{qualification.pk}")
    return qualification


def _document(evidence) -> ContentFile:
    """The file under a name of ours. A photo loses the place where it was taken."""
    files.must_be_evidence(evidence)
    kind = files.kind_of(evidence)
    if kind != "pdf":
        try:
            picture = cleaned(evidence)
        except Exception:  # whatever a broken picture makes Pillow say
            raise Denied("wrong_kind", _("This picture cannot be read. Please try another file."), status=422) from None
        picture.name = f"evidence.{kind}"
        return picture
    evidence.seek(0)
    return ContentFile(evidence.read(), name="evidence.pdf")


@transaction.atomic
def check(qualification: Qualification, *, valid_until=None, note: str = "", by) -> Qualification:
    """Somebody of the staff has seen the evidence and found it right."""
    qualification = _decided(qualification, QualificationState.CHECKED, note=note, by=by)
    rules.must_be_ahead(valid_until, today=clock.now().date())
    qualification.valid_until, qualification.reminded_at = valid_until, None
    qualification.save()
    _follow(qualification, "checked", by=by)
    return qualification


@transaction.atomic
def refuse(qualification: Qualification, *, note: str, by) -> Qualification:
    """Not accepted, or a check taken back; the note tells the counsellor why."""
    if not note.strip():
        raise Denied("no_reason", _("Please say why, so that it can be mended."), status=422)
    qualification = _decided(qualification, QualificationState.REFUSED, note=note, by=by)
    qualification.save()
    _follow(qualification, "refused", by=by)
    return qualification


def _decided(qualification, state, *, note: str, by) -> Qualification:
    rules.must_be_checkable(qualification, by=by)
    try:
        locked = Qualification.objects.select_for_update().get(pk=qualification.pk)
    except Qualification.DoesNotExist:
        raise Denied("gone", _("This has been removed in the meantime."), status=409) from None
    rules.must_become(locked, state)
    locked.state, locked.note = state, note.strip()[:400]
    locked.checked_by, locked.checked_on, locked.taken_over = by, clock.now().date(), False
    return locked


def _note(what: str, qualification: Qualification, *, by) -> None:
    about = ids.to_text(qualification.counsellor.uid)
    audit.record(f"directory.title_{what}", by=by, about=about, title=qualification.title.slug)


def _follow(qualification, what: str, *, by) -> None:
    listings.rewrite_of(qualification.counsellor)
    _note(what, qualification, by=by)
    notices.tell(qualification.counsellor, f"directory.title_{what}", key=f"directory.title_{what}:{qualification.pk}")


@transaction.atomic
def remove(qualification: Qualification, *, by) -> None:
    """The owner takes it back, whatever its state; the document is deleted with it."""
    if qualification.counsellor_id != by.pk:
        raise rules.not_yours()
    _note("removed", qualification, by=by)
    qualification.delete()
    listings.rewrite_of(by)


def expire() -> None:
    """Daily: what is over counts no more, and its owner leaves the directory."""
    today = clock.now().date()
    for pk in list(queries.over(today).values_list("pk", flat=True)):
        with transaction.atomic():
            qualification = queries.over(today).select_for_update().filter(pk=pk).first()
            if qualification is None:
                continue
            qualification.state = QualificationState.EXPIRED
            qualification.save(update_fields=["state"])
            _follow(qualification, "expired", by=None)


def remind() -> None:
    """Daily: whoever has not sent in a renewal hears once, 30 days before the end."""
    for qualification in queries.ending(clock.now().date(), within=REMIND_BEFORE).filter(reminded_at__isnull=True):
        with transaction.atomic():
            Qualification.objects.filter(pk=qualification.pk).update(reminded_at=clock.now())
            kind = "directory.title_ending"
            notices.tell(qualification.counsellor, kind, key=f"{kind}:{qualification.pk}")


def delete_file(storage: Storage, name: str) -> None:
    """Once the row is really gone, the file is, too."""
    if name:
        transaction.on_commit(partial(storage.delete, name))
