"""The steps of a profile in words, each with the place where it is done: for the counsellor's pages and the CMS alike."""

from django.utils.translation import gettext as _

from directory import completeness

# the field in the editor where each step is done
FIELDS = {
    "title": "professional_title",
    "photo": "photo",
    "sentence": "teaser",
    "introduction": "about",
    "topics": "specialities",
    "languages": "languages",
    "training": "training",
}


def words_of(step: completeness.Step) -> tuple[str, str]:
    """What the step is called, and what to do if it is open."""
    return {
        "title": (_("Your title"), _("Choose your professional title")),
        "photo": (_("A photo"), _("Add a photo")),
        "sentence": (_("You in one sentence"), _("Say in one sentence what you offer")),
        "introduction": (_("Your introduction"), _("Write your introduction, a few sentences at least")),
        "topics": (_("Your topics"), _("Choose your topics")),
        "languages": (_("Your languages"), _("Say which languages you counsel in")),
        "training": (_("Your training"), _("Name your training")),
        "proof": (_("Evidence of your title"), _("Send us evidence of your title")),
    }[step.key]


def rows(progress: completeness.Progress) -> list[dict]:
    """The steps with their words and their links, for templates."""
    return [
        {"done": step.done, "name": name, "todo": todo, "link": address_of(step.key)}
        for step in progress.steps
        for name, todo in [words_of(step)]
    ]


def address_of(key: str) -> str:
    """Wagtail's editor finds a field by the part after the #; browsers keep it through the redirect."""
    return "/practice/profile/titles/" if key == "proof" else f"/practice/profile/edit/#:w:contentpath={FIELDS[key]}"
