"""Fields of the page toolkit."""

from wagtail.fields import StreamField


class PartsField(StreamField):
    """The parts of a page. Which parts an editor may choose is no matter of the database: a new block, or a better
    help text, needs no migration (docs/decisions/0085-blocks-are-no-matter-of-migrations.md)."""

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "cms.fields.PartsField", [[]], kwargs
