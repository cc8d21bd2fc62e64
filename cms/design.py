"""The living page: every part of the design with its markup, drawn by the same style sheets as the site."""

import re
from pathlib import Path

from django import forms
from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

from cms import blocks
from cms.models import HomePage

COLOURS = (
    *(
        "bg",
        "surface",
        "sunken",
        "text",
        "muted",
        "border",
        "border-strong",
        "primary",
        "primary-hover",
        "primary-soft",
    ),
    *("on-primary", "accent", "accent-soft", "link", "focus", "success", "success-soft", "warning", "warning-soft"),
    *("danger", "danger-soft", "info", "info-soft"),
)
STEPS = ("step--1", "step-0", "step-1", "step-2", "step-3", "step-4")
SPACES = tuple(f"s-{number}" for number in range(1, 9))


class ExampleForm(forms.Form):
    """Each kind of field, one of them refused."""

    name = forms.CharField(label=_("User name"), max_length=40, help_text=_("Not your real name."))
    mail = forms.EmailField(label=_("E-mail address"), max_length=120, required=False)
    topic = forms.ChoiceField(label=_("Topic"), choices=[("sleep", _("Sleep")), ("grief", _("Grief and loss"))])
    text = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False)
    way = forms.ChoiceField(
        label=_("How would you like to talk?"),
        widget=forms.RadioSelect,
        choices=[("text", _("In writing")), ("sound", _("With sound"))],
    )
    agreed = forms.BooleanField(label=_("I have read this"))


def example_form() -> ExampleForm:
    return ExampleForm({"name": "night-owl", "mail": "nobody", "topic": "grief", "way": "text", "agreed": True})


def parts() -> list[tuple[str, str, str]]:
    """(name, description, HTML) of every block an editor may choose, drawn with its example."""
    found = HomePage._meta.get_field("body").stream_block.child_blocks
    return [
        (block.label, block.get_description(), block.render(block.get_preview_value(), {"is_example": True}))
        for block in found.values()
        if not isinstance(block, (blocks.FixedBlock, blocks.ImageBlock))  # these show what the portal holds
    ]


def signs() -> list[str]:
    """The names in the sprite."""
    return re.findall(r'<symbol id="([\w-]+)"', Path(finders.find("cms/icons.svg")).read_text())


def context() -> dict:
    return {
        "icons": signs(),
        "open": "{{",
        "close": "}}",
        "colours": COLOURS,
        "steps": STEPS,
        "spaces": SPACES,
        "form": example_form(),
        "parts": parts(),
    }
