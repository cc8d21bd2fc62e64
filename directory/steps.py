"""The steps of a profile in words, each with the place where it is done: for the counsellor's pages and the CMS alike."""

from django.utils.translation import gettext as _

from directory import completeness

# where in the editor each step is done; Wagtail opens the panel and scrolls there
PLACES = {
    "title": "panel-child-profile-you-child-professional_title-section",
    "photo": "panel-child-profile-you-child-photo-section",
    "sentence": "panel-child-profile-you-child-teaser-section",
    "introduction": "panel-child-profile-you-child-about-section",
    "topics": "panel-child-profile-your_work-child-specialities-section",
    "languages": "panel-child-profile-your_work-child-languages-section",
    "training": "panel-child-profile-training-section",
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
    return "/practice/profile/titles/" if key == "proof" else f"/practice/profile/edit/#{PLACES[key]}"
