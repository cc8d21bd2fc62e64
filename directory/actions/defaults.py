"""What the directory needs in an empty database: its page, its words, the counsellors' group, the workflow."""

from functools import partial

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.actions import defaults as cms_defaults
from cms.actions import groups
from cms.models import PortalSettings
from directory import queries
from directory.actions.default_guide import GUIDES
from directory.actions.default_words import LANGUAGES, LISTED, SPECIALITIES, TITLES
from directory.actions.roles import COUNSELLORS_GROUP
from directory.models import DirectoryPage, ProfessionalTitle, ProfileGuide, Speciality, SpokenLanguage

PORTRAITS = "Counsellors"
WORDS = {Speciality: SPECIALITIES, SpokenLanguage: LANGUAGES, ProfessionalTitle: TITLES}
PAGE = {
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


@transaction.atomic
def ensure() -> DirectoryPage:
    """The directory page. Existing pages, words and permissions stay as they are."""
    ContentType.objects.clear_cache()
    home = cms_defaults.ensure()
    page = queries.directory_page() or _make(home)
    cms_defaults.translate_once("directory", page, PAGE)
    portal = PortalSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))[0]
    for key, make in _shipments().items():
        if key not in portal.shipped:
            make()
            portal.shipped.append(key)
    portal.save(update_fields=["shipped"])
    return page


def _make(home) -> DirectoryPage:
    page = DirectoryPage(slug="counsellors", **PAGE["en"])
    home.add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)
    _words()
    _counsellors_group(page)
    _workflow(page, Group.objects.get_or_create(name=groups.MODERATORS)[0])
    return page


def _shipments() -> dict:
    """What is given once: words in three languages, and the how-to in each language the site speaks."""
    offered = [code for code, _name in settings.LANGUAGES if code in GUIDES]
    return {"directory:words": _name_words} | {f"guide:{code}": partial(_guide, code) for code in offered}


def _words() -> None:
    for model, words in WORDS.items():
        for order, (slug, (name, *_others)) in enumerate(words.items()):
            values = {"name": name, "sort_order": order}
            if model is ProfessionalTitle:
                values["may_be_listed"] = slug in LISTED
            model.objects.get_or_create(slug=slug, defaults=values)


def _name_words() -> None:
    """German and French for words that are still as they were shipped."""
    for model, words in WORDS.items():
        for slug, (name, name_de, name_fr) in words.items():
            row = model.objects.filter(slug=slug, name=name)
            row.filter(name_de="").update(name_de=name_de)
            row.filter(name_fr="").update(name_fr=name_fr)


def _guide(code: str) -> None:
    """One row a language; they translate each other."""
    title, text = GUIDES[code]
    locale = Locale.objects.get_or_create(language_code=code)[0]
    other = ProfileGuide.objects.first()
    key = {"translation_key": other.translation_key} if other else {}
    if not ProfileGuide.objects.filter(locale=locale).exists():
        guide = ProfileGuide.objects.create(locale=locale, title=title, text=text, **key)
        guide.save_revision(log_action=False).publish(log_action=False)


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
