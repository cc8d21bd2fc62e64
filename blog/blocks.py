"""What an article is made of: fewer parts than a page, and none that leads people on to somewhere else."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import RICH_TEXT, TEXT, FixedBlock, ImageBlock, NoteBlock, QuestionsBlock, QuoteBlock, StepsBlock

FEATURES = ["h2", "h3", *RICH_TEXT, "blockquote"]


def article_blocks():
    return [
        (
            "text",
            blocks.RichTextBlock(
                features=FEATURES, max_length=30_000, icon="pilcrow", group=TEXT, template="cms/blocks/text.html",
                label=_("Text"), description=_("Headings, paragraphs, lists and links."),
            ),
        ),
        ("quote", QuoteBlock()),
        ("image", ImageBlock()),
        ("note", NoteBlock()),
        ("steps", StepsBlock()),
        ("questions", QuestionsBlock()),
        (
            "crisis",
            FixedBlock("cms/blocks/crisis.html", _("Crisis numbers"), _("The numbers kept under Snippets."), "warning"),
        ),
    ]  # fmt: skip


def pictures_in(body) -> set[int]:
    """The primary keys of all pictures an article's body shows."""
    return {block.value["image"].pk for block in body if block.block_type == "image" and block.value.get("image")}


def minutes_to_read(body) -> int:
    """At 200 words a minute, never less than one."""
    words = sum(len(text.split()) for block in body for text in block.block.get_searchable_content(block.value))
    return max(1, round(words / 200))
