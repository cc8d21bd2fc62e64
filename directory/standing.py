"""Where a profile stands, for its owner and for the staff: what is written, what the staff said, whether it is listed."""

from dataclasses import dataclass

from wagtail.models import TaskState, WorkflowState

from directory import completeness, queries
from directory.enums import QualificationState
from directory.models import CounsellorPage, Qualification
from lib.plain import plain


@dataclass(frozen=True)
class Standing:
    page: CounsellorPage
    draft: CounsellorPage  # the newest version, sent in or not
    progress: completeness.Progress
    proof: Qualification | None  # the one that says most about the chosen title
    waiting: bool  # staff have it
    note: str  # what the staff asked to change, until it is sent in again
    listed: bool
    changed: bool  # there is more in the draft than visitors see

    @property
    def live(self) -> bool:
        return self.page.live

    @property
    def may_be_listed(self) -> bool:
        return bool(self.draft.professional_title and self.draft.professional_title.may_be_listed)

    @property
    def needs_proof(self) -> bool:
        """Everything else may be there: without evidence of the title there is no entry in the directory."""
        states = (QualificationState.WAITING, QualificationState.CHECKED)
        return self.may_be_listed and (self.proof is None or self.proof.state not in states)

    @property
    def can_be_sent(self) -> bool:
        """There is something new, and enough of it for somebody to read."""
        draft = self.draft
        enough = draft.professional_title and draft.teaser and plain(draft.about) and draft.languages.all()
        return bool(enough) and not self.waiting and (self.changed or not self.live)


def of(page: CounsellorPage) -> Standing:
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    workflow = page.current_workflow_state
    proof = proof_of(page.owner, draft.professional_title)
    return Standing(
        page=page,
        draft=draft,
        progress=progress_of(draft, proof),
        proof=proof,
        waiting=bool(workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS),
        note=note_on(workflow),
        listed=queries.is_listed(page.owner),
        changed=page.has_unpublished_changes,
    )


def open_steps(draft: CounsellorPage) -> int:
    """Of those that are done in the editor."""
    return sum(not step.done for step in progress_of(draft, None).steps if step.key != "proof")


def progress_of(draft: CounsellorPage, proof: Qualification | None) -> completeness.Progress:
    title = draft.professional_title
    return completeness.of(
        completeness.Facts(
            title=title is not None,
            may_be_listed=bool(title and title.may_be_listed),
            proof=bool(proof and proof.state in (QualificationState.WAITING, QualificationState.CHECKED)),
            photo=draft.photo_id is not None,
            sentence=bool(draft.teaser.strip()),
            words=len(plain(draft.about).split()),
            topics=len(draft.specialities.all()),
            languages=len(draft.languages.all()),
            training=sum(bool(block.value.get("what")) for block in draft.training),
        )
    )


def proof_of(user, title) -> Qualification | None:
    """A check that counts; else what waits; else the last one."""
    if title is None:
        return None
    if counting := queries.checked_title(user, title):
        return counting
    rows = list(queries.qualifications_of(user).filter(title=title))
    waiting = [row for row in rows if row.state == QualificationState.WAITING]
    return (waiting or rows or [None])[0]


def note_on(workflow: WorkflowState | None) -> str:
    """The words with which the staff sent the profile back."""
    if workflow is None or workflow.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    state = workflow.task_states.filter(status=TaskState.STATUS_REJECTED).order_by("-finished_at").first()
    return state.comment if state else ""
