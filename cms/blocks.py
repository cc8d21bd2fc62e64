"""What an editor may put on a page. No block takes raw HTML or loads anything from elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["bold", "italic", "ol", "ul", "link"]
RICH_TEXT_WITH_HEADINGS = ["h2", "h3", *RICH_TEXT, "blockquote", "hr"]
ICON_NAMES = (
    *("book", "calendar", "cap", "chat", "check-circle", "clock", "door", "eye-off", "globe", "heart", "info", "key"),
    *("leaf", "lock", "mail", "people", "person", "phone", "search", "shield", "tag", "video"),
)
ICONS = [(name, name.replace("-", " ")) for name in ICON_NAMES]


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=60)
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False, max_length=200, help_text=_("If there is no page to choose: /account/signup/, https://…")
    )
    main = blocks.BooleanBlock(required=False, label=_("Main button"))

    class Meta:
        icon = "link"
        template = "cms/blocks/button.html"
        label = _("Button")

    def clean(self, value):
        value = super().clean(value)
        address = value.get("address") or ""
        if address and not address.startswith(("/", "https://", "mailto:", "tel:", "#")):
            raise blocks.StructBlockValidationError(
                {"address": blocks.StructBlockValidationError(non_block_errors=[_("Begin with / or https://")])}
            )
        return value


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(max_length=400)

    class Meta:
        icon = "order"


class CardBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(choices=ICONS, required=False)
    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=RICH_TEXT)
    page = blocks.PageChooserBlock(required=False)

    class Meta:
        icon = "placeholder"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200)
    answer = blocks.RichTextBlock(features=RICH_TEXT)

    class Meta:
        icon = "help"


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, required=False)
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=6)

    class Meta:
        icon = "list-ol"
        template = "cms/blocks/steps.html"
        label = _("Steps")


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, required=False)
    cards = blocks.ListBlock(CardBlock(), min_num=1, max_num=12)

    class Meta:
        icon = "grip"
        template = "cms/blocks/cards.html"
        label = _("Cards")


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, required=False)
    questions = blocks.ListBlock(QuestionBlock(), min_num=1)

    class Meta:
        icon = "help"
        template = "cms/blocks/questions.html"
        label = _("Questions and answers")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(max_length=500)
    who = blocks.CharBlock(max_length=120, required=False)

    class Meta:
        icon = "openquote"
        template = "cms/blocks/quote.html"
        label = _("Quote")


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    description = blocks.CharBlock(
        max_length=250, required=False, help_text=_("What the picture shows; empty if it only decorates.")
    )
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        template = "cms/blocks/image.html"
        label = _("Image")


class NoteBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=[("info", _("Good to know")), ("warning", _("Careful"))], default="info")
    text = blocks.RichTextBlock(features=RICH_TEXT)

    class Meta:
        icon = "info-circle"
        template = "cms/blocks/note.html"
        label = _("Note")


class FixedBlock(blocks.StaticBlock):
    """A part whose content comes from elsewhere; the editor only decides where it stands."""

    def __init__(self, template, label, text, icon="snippet", **kwargs):
        super().__init__(label=label, admin_text=text, icon=icon, template=template, **kwargs)


def text_blocks():
    return [
        (
            "text",
            blocks.RichTextBlock(features=RICH_TEXT_WITH_HEADINGS, icon="pilcrow", template="cms/blocks/text.html"),
        ),
        ("steps", StepsBlock()),
        ("cards", CardsBlock()),
        ("questions", QuestionsBlock()),
        ("quote", QuoteBlock()),
        ("note", NoteBlock()),
        ("image", ImageBlock()),
        ("button", ButtonBlock()),
        (
            "crisis",
            FixedBlock("cms/blocks/crisis.html", _("Crisis numbers"), _("The numbers kept under Snippets."), "warning"),
        ),
        (
            "operator",
            FixedBlock("cms/blocks/operator.html", _("Operator"), _("Name and address from the settings."), "home"),
        ),
    ]


def front_blocks():
    """Blocks of the front page. What other apps show there, their templates bring along."""
    return [
        *text_blocks(),
        (
            "counsellors",
            FixedBlock("directory/_teaser.html", _("Counsellors"), _("Three counsellors, others each day."), "group"),
        ),
        (
            "topics",
            FixedBlock(
                "directory/_topics.html", _("Topics"), _("The specialities as links into the directory."), "tag"
            ),
        ),
        (
            "articles",
            FixedBlock("blog/_teaser.html", _("Articles"), _("The three newest articles."), "doc-full-inverse"),
        ),
        (
            "privacy",
            FixedBlock("cms/blocks/privacy.html", _("Protection"), _("How conversations are protected."), "lock"),
        ),
    ]
