"""What an editor may put on a page. No block takes raw HTML or loads anything from elsewhere."""

from urllib.parse import urlsplit

from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms import legal_names
from cms.enums import AnswerFrom

RICH_TEXT = ["bold", "italic", "ol", "ul", "link"]
RICH_TEXT_WITH_HEADINGS = ["h2", "h3", *RICH_TEXT, "blockquote", "hr"]
ICON_NAMES = (
    *("book", "calendar", "cap", "chat", "check-circle", "clock", "door", "eye-off", "globe", "heart", "info", "key"),
    *("leaf", "lock", "mail", "people", "person", "phone", "search", "shield", "tag", "video"),
)
ICONS = [(name, name.replace("-", " ")) for name in ICON_NAMES]


TEXT, PARTS, FIXED = _("Text and pictures"), _("Parts of a page"), _("Filled by the portal")
AN_ADDRESS = RegexValidator(r"^(/(?![/\\])|https://|mailto:|tel:|#)", _("Begin with / or https://"))


def paragraph(words):
    return format_lazy("<p>{}</p>", words)


def spoken(value):
    """`value` with every text in the reader's language."""
    if isinstance(value, dict):
        return {key: spoken(one) for key, one in value.items()}
    if isinstance(value, list):
        return [spoken(one) for one in value]
    return str(value) if isinstance(value, Promise) else value


class Part(blocks.StructBlock):
    """A block with an example of itself for the picker (`preview_value`)."""

    def get_preview_value(self):
        return self.normalize(spoken(getattr(self.meta, "preview_value", None) or self.get_default()))


def an_address(**kwargs):
    return blocks.CharBlock(
        required=False,
        max_length=200,
        validators=[AN_ADDRESS],
        label=_("or an address"),
        help_text=_("If there is no page to choose: /account/signup/, https://…"),
        **kwargs,
    )


class ButtonBlock(Part):
    label = blocks.CharBlock(max_length=60, label=_("Words on the button"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = an_address()
    main = blocks.BooleanBlock(
        required=False, label=_("Main button"), help_text=_("At most one on a page: what most people want to do next.")
    )

    class Meta:
        icon = "link"
        group = PARTS
        template = "cms/blocks/button.html"
        label = _("Button")
        description = _("One clear next step.")
        preview_value = {"label": _("Find a counsellor"), "page": None, "address": "/counsellors/", "main": True}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.TextBlock(max_length=400, label=_("Text"))

    class Meta:
        icon = "order"
        label = _("Step")


class CardBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(choices=ICONS, required=False, label=_("Sign"))
    title = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"))
    page = blocks.PageChooserBlock(
        required=False, label=_("Page"), help_text=_("With a page the whole card leads there.")
    )

    class Meta:
        icon = "placeholder"
        label = _("Card")


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.RichTextBlock(features=RICH_TEXT, label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class StepsBlock(Part):
    title = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=6, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        group = PARTS
        template = "cms/blocks/steps.html"
        label = _("Steps")
        description = _("What happens, in order. The numbers come by themselves.")
        preview_value = {
            "title": _("How it works"),
            "steps": [
                {"title": _("Choose"), "text": _("Read how the counsellors work. Take the time you need.")},
                {"title": _("Book or write"), "text": _("Pick a free time, or send a first message.")},
                {"title": _("Talk"), "text": _("At the agreed time, in a room only the two of you can open.")},
            ],
        }


class CardsBlock(Part):
    title = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    cards = blocks.ListBlock(CardBlock(), min_num=1, max_num=12, label=_("Cards"))

    class Meta:
        icon = "grip"
        group = PARTS
        template = "cms/blocks/cards.html"
        label = _("Cards")
        description = _("Things of equal weight beside each other, each with a sign and a few words.")
        preview_value = {
            "title": "",
            "cards": [
                {"icon": "lock", "title": _("Protected"), "text": paragraph(_("Encrypted on your own device."))},
                {"icon": "person", "title": _("Without your name"), "text": paragraph(_("A user name is enough."))},
                {"icon": "tag", "title": _("No surprises"), "text": paragraph(_("You see the price before you book."))},
            ],
        }


class QuestionsBlock(Part):
    title = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        group = PARTS
        template = "cms/blocks/questions.html"
        label = _("Questions and answers")
        description = _("Questions that open when chosen. Search engines may show them with the page.")
        preview_value = {
            "title": _("What people ask us first"),
            "questions": [
                {"question": _("Do I have to give my name?"), "answer": paragraph(_("No. A user name is enough."))},
                {"question": _("What does it cost?"), "answer": paragraph(_("An account costs nothing."))},
            ],
        }


class QuoteBlock(Part):
    text = blocks.TextBlock(max_length=500, label=_("Text"))
    who = blocks.CharBlock(max_length=120, required=False, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        group = TEXT
        template = "cms/blocks/quote.html"
        label = _("Quote")
        description = _("Somebody’s own words. Never of clients without their consent.")
        preview_value = {
            "text": _("Listening means giving somebody time to find their own words."),
            "who": _("A counsellor"),
        }


class ImageBlock(Part):
    image = ImageChooserBlock(label=_("Picture"))
    description = blocks.CharBlock(
        max_length=250,
        required=False,
        label=_("Description"),
        help_text=_("What the picture shows; empty if it only decorates."),
    )
    caption = blocks.CharBlock(max_length=250, required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        group = TEXT
        template = "cms/blocks/image.html"
        preview_template = "cms/blocks/image_preview.html"
        label = _("Picture")
        description = _("A picture with a caption. Where it was taken is removed at upload.")


class NoteBlock(Part):
    kind = blocks.ChoiceBlock(
        choices=[("info", _("Good to know")), ("success", _("Good news")), ("warning", _("Careful"))],
        default="info",
        label=_("Kind"),
    )
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"))

    class Meta:
        icon = "info-circle"
        group = TEXT
        template = "cms/blocks/note.html"
        label = _("Note")
        description = _("A few words that nobody should miss.")
        preview_value = {
            "kind": "info",
            "text": paragraph(_("In a crisis please do not wait for an answer here.")),
        }


class LineBlock(Part):
    icon = blocks.ChoiceBlock(choices=ICONS, required=False, label=_("Sign"))
    text = blocks.CharBlock(max_length=200, label=_("Sentence"))
    label = blocks.CharBlock(max_length=60, required=False, label=_("Words of the link"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = an_address()

    class Meta:
        icon = "minus"
        group = PARTS
        template = "cms/blocks/line.html"
        label = _("One line")
        description = _("One sentence over the whole width, with a link: what it costs, what is new.")
        preview_value = {
            "icon": "tag",
            "text": _("An account costs nothing. You pay only your counsellor."),
            "label": _("Prices"),
            "page": None,
            "address": "/prices/",
        }


class FilmBlock(Part):
    """Only a link: nothing of another company is loaded before somebody decides to go there."""

    title = blocks.CharBlock(max_length=120, label=_("Title of the video"))
    address = blocks.URLBlock(
        max_length=300,
        label=_("Address"),
        validators=[RegexValidator(r"^https://", _("Begin with https://"))],
        help_text=_("The video opens at its host, in a new window. Nothing is loaded from there before."),
    )
    picture = ImageChooserBlock(required=False, label=_("Picture"))
    text = blocks.CharBlock(max_length=250, required=False, label=_("What one sees and hears"))

    class Meta:
        icon = "media"
        group = TEXT
        template = "cms/blocks/film.html"
        label = _("Video elsewhere")
        description = _("A link to a video, with a word about who will learn of the visit.")
        preview_value = {
            "title": _("How it works, in two minutes"),
            "address": "https://videos.example.org/how-it-works",
            "picture": None,
            "text": _("With subtitles and sign language."),
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["host"] = urlsplit(value.get("address") or "").hostname or ""
        return context


class FixedBlock(blocks.StaticBlock):
    """A part whose content comes from elsewhere; the editor only decides where it stands.

    What depends on the time of day, or on what changes all day, says `changes_by_itself`, and is drawn each time.
    """

    is_previewable = True

    def __init__(self, template, label, text, icon="snippet", **kwargs):
        super().__init__(
            label=label, admin_text=text, description=text, icon=icon, template=template, group=FIXED, **kwargs
        )


class TextBlock(blocks.RichTextBlock):
    def get_preview_value(self):
        heading, words = gettext("Beside a practice, not instead of one"), gettext("Talking online suits many people.")
        return self.normalize(f"<h2>{heading}</h2><p>{words}</p>")


def _rich_text():
    return TextBlock(
        features=RICH_TEXT_WITH_HEADINGS,
        icon="pilcrow",
        group=TEXT,
        template="cms/blocks/text.html",
        label=_("Text"),
        description=_("Headings, paragraphs, lists and links."),
    )


class LegalBlock(Part):
    """A legal text in its present version; it is written under “Legal texts”, not on the page."""

    text = blocks.ChoiceBlock(choices=legal_names.choices, label=_("Text"))

    class Meta:
        icon = "doc-full"
        template = "cms/blocks/legal.html"
        label = _("Legal text")
        description = _("Terms, privacy and the like, in the present version. They are written under “Legal texts”.")
        preview_value = {"text": "terms"}
        group = FIXED


class AnswerBlock(blocks.ChoiceBlock):
    """The date by which a question of today is answered, computed from opening hours and holidays."""

    choices = AnswerFrom.choices

    class Meta:
        icon = "time"
        template = "cms/blocks/answer_by.html"
        label = _("Promise of an answer")
        description = _("The date by which a question of today is answered, from opening hours and holidays.")
        default = preview_value = AnswerFrom.SUPPORT
        group = FIXED
        changes_by_itself = True


def text_blocks():
    return [
        ("text", _rich_text()),
        ("note", NoteBlock()),
        ("quote", QuoteBlock()),
        ("image", ImageBlock()),
        ("film", FilmBlock()),
        ("steps", StepsBlock()),
        ("cards", CardsBlock()),
        ("questions", QuestionsBlock()),
        ("button", ButtonBlock()),
        ("line", LineBlock()),
        (
            "crisis",
            FixedBlock("cms/blocks/crisis.html", _("Crisis numbers"), _("The numbers kept under Snippets."), "warning"),
        ),
        (
            "operator",
            FixedBlock("cms/blocks/operator.html", _("Operator"), _("Name and address from the settings."), "home"),
        ),
        ("legal", LegalBlock()),
        ("answer_by", AnswerBlock()),
        (
            "hours",
            FixedBlock(
                "cms/blocks/hours.html",
                _("Opening hours"),
                _("From the settings, with closed days."),
                "time",
                changes_by_itself=True,
            ),
        ),
        (
            "plans",
            FixedBlock(
                "billing/_plans.html",
                _("Plans"),
                _("What counsellors pay: the plans offered today."),
                "tag",
                changes_by_itself=True,
            ),
        ),
    ]


def help_blocks():
    """Questions in groups, and what stands between them."""
    return [
        ("questions", QuestionsBlock()),
        ("text", _rich_text()),
        ("note", NoteBlock()),
        ("film", FilmBlock()),
        ("answer_by", AnswerBlock()),
        ("button", ButtonBlock()),
    ]


def front_blocks():
    """Blocks of the front page. What other apps show there, their templates bring along."""
    return [
        *text_blocks(),
        (
            "counsellors",
            FixedBlock(
                "directory/_teaser.html",
                _("Counsellors"),
                _("Three counsellors, others each day."),
                "group",
                changes_by_itself=True,
            ),
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
