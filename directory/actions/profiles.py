"""The profile a counsellor owns: made once, empty and unpublished; written in the CMS; read by the staff."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from directory import queries, rules
from directory.actions import roles
from directory.models import CounsellorPage
from lib import ids
from lib.denied import Denied


@transaction.atomic
def create_for(user) -> CounsellorPage:
    """The user's profile: the one there is, or a new draft with the name filled in."""
    rules.must_have_practice(user)
    if page := queries.page_of(user):
        return page
    parent = queries.directory_page()
    if parent is None:
        raise Denied("no_directory", _("There is no directory page yet. Please ask the staff."), status=409)
    roles.grant(user)
    page = CounsellorPage(
        title=user.name, slug=_free_slug(parent, user), owner=user, live=False, written_in=_language_of(user)
    )
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=False, clean=False)  # still empty
    return page


def _free_slug(parent, user) -> str:
    slug = slugify(user.name)[:60] or "profile"
    if parent.get_children().filter(slug=slug).exists():
        slug = f"{slug}-{ids.to_text(user.uid)[:6].lower().strip('-_')}"
    return slug


def _language_of(user) -> str:
    field = CounsellorPage._meta.get_field("written_in")
    return user.language if user.language in dict(field.flatchoices) else field.get_default()


@transaction.atomic
def send(page: CounsellorPage, *, by) -> None:
    """Hand the newest version to the staff, as the button in the editor does."""
    rules.must_own(page, by)
    page = CounsellorPage.objects.select_for_update().get(pk=page.pk)
    workflow = page.current_workflow_state
    if workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        return  # sent twice
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        if not draft.languages.all():
            raise ValidationError({"languages": ""})
    except ValidationError as error:
        raise Denied(
            "incomplete",
            _("Something is missing before we can read it: %(fields)s.") % {"fields": _names(draft, error)},
            status=422,
        ) from None
    if workflow:
        workflow.resume(by)
    elif offered := page.get_workflow():
        offered.start(page, by)
    else:
        raise Denied("no_workflow", _("Profiles are not read at present. Please ask the staff."), status=409)


def _names(draft, error: ValidationError) -> str:
    fields = [draft._meta.get_field(name) for name in error.message_dict if name != "__all__"]
    return ", ".join(str(field.verbose_name) for field in fields)


@transaction.atomic
def take_back(page: CounsellorPage, *, by) -> None:
    """The owner goes on writing instead of waiting."""
    rules.must_own(page, by)
    workflow = page.current_workflow_state
    if workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        workflow.cancel(user=by)


@transaction.atomic
def write_draft(page: CounsellorPage, *, by, **values) -> None:
    """Change fields of the newest version from one of the owner's own pages; visitors see it once staff have."""
    rules.must_own(page, by)
    rules.must_not_wait(page)
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=by, log_action=True, clean=False)  # may still be incomplete
