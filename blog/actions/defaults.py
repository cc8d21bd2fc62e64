"""The blog of an empty database: its page in every language, topics, who may write and who reads it first."""

from functools import partial

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from blog.models import BlogPage, Topic
from cms.actions import defaults as cms_defaults
from cms.actions import groups

WORDS = {
    "en": {
        "title": "Articles",
        "introduction": "Written by counsellors, for the time before, between and after conversations.",
        "search_description": "Articles by counsellors about what troubles people and what can help.",
    },
    "de": {
        "title": "Artikel",
        "introduction": "Von Fachpersonen geschrieben, für die Zeit vor, zwischen und nach Gesprächen.",
        "search_description": "Artikel von Fachpersonen: was Menschen belastet und was helfen kann.",
    },
    "fr": {
        "title": "Articles",
        "introduction": "Écrits par nos spécialistes, pour le temps avant, entre et après les entretiens.",
        "search_description": "Des articles sur ce qui pèse et sur ce qui peut aider, écrits par nos spécialistes.",
    },
}

TOPICS = {
    "beginning": ("Taking the first step", "Der erste Schritt", "Le premier pas"),
    "online": ("Counselling online", "Beratung online", "Consulter en ligne"),
    "everyday": ("Everyday life", "Alltag", "Vie quotidienne"),
    "worry": ("Worry and fear", "Sorgen und Angst", "Inquiétude et peur"),
    "grief": ("Grief", "Trauer", "Deuil"),
    "relationships": ("Relationships", "Beziehungen", "Relations"),
    "work": ("Work", "Arbeit", "Travail"),
    "sleep": ("Sleep", "Schlaf", "Sommeil"),
    "languages": ("Between languages and cultures", "Zwischen Sprachen und Kulturen", "Entre langues et cultures"),
}
TASK, WORKFLOW = "The staff read the article", "Publishing an article"


@transaction.atomic
def ensure() -> BlogPage:
    ContentType.objects.clear_cache()
    home = cms_defaults.ensure()
    page = blog_page() or _make(home)
    cms_defaults.translate_once("blog", page, WORDS)
    blogs = BlogPage.objects.select_related("locale")
    cms_defaults.give_once(
        {"blog:topics": _topics}
        | {f"blog:writing:{blog.locale.language_code}": partial(_let_counsellors_write, blog) for blog in blogs}
    )
    return page


def blog_page() -> BlogPage | None:
    return BlogPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def _make(home) -> BlogPage:
    page = BlogPage(slug="blog", **WORDS["en"])
    home.add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)
    return page


def _topics() -> None:
    for order, (slug, (name, name_de, name_fr)) in enumerate(TOPICS.items()):
        words = {"name": name, "name_de": name_de, "name_fr": name_fr}
        Topic.objects.get_or_create(slug=slug, defaults=words | {"sort_order": order})


def _let_counsellors_write(blog: BlogPage) -> None:
    """They may add pages below and change their own; an editor reads each before it appears. Plans: blog/rules.py."""
    counsellors = Group.objects.get_or_create(name=groups.COUNSELLORS)[0]
    GroupPagePermission.objects.get_or_create(group=counsellors, page=blog, permission=groups.of_pages("add"))
    WorkflowPage.objects.get_or_create(page=blog.page_ptr, defaults={"workflow": _workflow()})


def _workflow() -> Workflow:
    task = GroupApprovalTask.objects.filter(name=TASK).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=TASK)
        task.groups.add(Group.objects.get_or_create(name=groups.EDITORS)[0])
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    return workflow
