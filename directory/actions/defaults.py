"""What the directory needs in an empty database: its page, its words, the counsellors' group, the workflow."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.actions import defaults as cms_defaults
from cms.actions import groups
from directory import queries
from directory.actions.roles import COUNSELLORS_GROUP
from directory.models import DirectoryPage, ProfessionalTitle, Speciality, SpokenLanguage

PORTRAITS = "Counsellors"
WORDS = {
    "en": {
        "title": "Counsellors",
        "introduction": "People with different experience and training. Read, compare, and trust your feeling.",
        "search_description": "Find a counsellor who fits: by topic, language and free times.",
    },
    "de": {
        "title": "Fachpersonen",
        "introduction": "Menschen mit unterschiedlicher Erfahrung und Ausbildung. Lesen Sie, vergleichen Sie, und "
        "vertrauen Sie Ihrem Gefühl.",
        "search_description": "Finden Sie eine Fachperson, die zu Ihnen passt: nach Thema, Sprache und freien Zeiten.",
    },
    "fr": {
        "title": "Les spécialistes",
        "introduction": "Des personnes aux expériences et aux formations différentes. Lisez, comparez et fiez-vous à "
        "votre ressenti.",
        "search_description": "Trouvez la personne qui vous convient : par thème, par langue, selon ses disponibilités.",
    },
}
SPECIALITIES = {
    "anxiety": "Anxiety and panic",
    "low-mood": "Low mood and exhaustion",
    "relationships": "Relationships and separation",
    "family": "Family and parenting",
    "grief": "Grief and loss",
    "work": "Work and burnout",
    "self-worth": "Self-worth",
    "trauma": "After something terrible",
    "identity": "Identity and orientation",
    "illness": "Living with illness",
    "addiction": "Habits and addiction",
    "migration": "Living between cultures",
    "young-people": "Young people",
    "sleep": "Sleep",
}
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "it": "Italian", "es": "Spanish", "tr": "Turkish",
    "ar": "Arabic", "uk": "Ukrainian", "pl": "Polish", "hr": "Bosnian, Croatian, Serbian",
}  # fmt: skip
TITLES = {  # the three the law protects may be listed
    "clinical-psychologist": ("Clinical psychologist", True),
    "health-psychologist": ("Health psychologist", True),
    "psychological-psychotherapist": ("Psychological psychotherapist", True),
    "psychologist": ("Psychologist", False),
    "counsellor": ("Counsellor", False),
    "social-worker": ("Social worker", False),
}


@transaction.atomic
def ensure() -> DirectoryPage:
    """The directory page. Existing pages, words and permissions stay as they are."""
    ContentType.objects.clear_cache()
    home = cms_defaults.ensure()
    page = queries.directory_page() or _make(home)
    cms_defaults.translate_once("directory", page, WORDS)
    return page


def _make(home) -> DirectoryPage:
    page = DirectoryPage(slug="counsellors", **WORDS["en"])
    home.add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)
    _words()
    _counsellors_group(page)
    _workflow(page, Group.objects.get_or_create(name=groups.MODERATORS)[0])
    return page


def _words() -> None:
    for order, (slug, name) in enumerate(SPECIALITIES.items()):
        Speciality.objects.get_or_create(slug=slug, defaults={"name": name, "sort_order": order})
    for order, (slug, name) in enumerate(LANGUAGES.items()):
        SpokenLanguage.objects.get_or_create(slug=slug, defaults={"name": name, "sort_order": order})
    for order, (slug, (name, may_be_listed)) in enumerate(TITLES.items()):
        values = {"name": name, "sort_order": order, "may_be_listed": may_be_listed}
        ProfessionalTitle.objects.get_or_create(slug=slug, defaults=values)


def _counsellors_group(page: DirectoryPage) -> None:
    """May write pages of their own below the directory and keep pictures of their own; may publish nothing."""
    group = Group.objects.get_or_create(name=COUNSELLORS_GROUP)[0]
    group.permissions.add(groups.admin_access())
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=groups.of_pages("add"))
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=PORTRAITS).first() or root.add_child(name=PORTRAITS)
    for permission in groups.of_model(Image):
        if permission.codename in ("add_image", "choose_image"):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _workflow(page: DirectoryPage, staff: Group) -> None:
    """A profile is read by the staff before it appears."""
    task = GroupApprovalTask.objects.filter(name="The staff read the profile").first()
    if task is None:
        task = GroupApprovalTask.objects.create(name="The staff read the profile")
        task.groups.add(staff)
    workflow = Workflow.objects.get_or_create(name="Publishing a profile")[0]
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=page.page_ptr, defaults={"workflow": workflow})
