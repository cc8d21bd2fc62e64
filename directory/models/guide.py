from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin

from directory import files


class ProfileGuide(DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """What counsellors read (and may watch) before they write their profile: the staff's words, one row a language."""

    title = models.CharField(_("title"), max_length=120)
    text = RichTextField(_("text"), features=["bold", "italic", "ol", "ul", "link"], max_length=4000)
    video = models.FileField(
        _("video"), upload_to=files.video_path, blank=True, max_length=120, validators=[files.must_be_video],
        help_text=_("MP4 or WebM, at most 60 MB. It is played from this site."),
    )  # fmt: skip
    captions = models.FileField(
        _("captions"), upload_to=files.video_path, blank=True, max_length=120, validators=[files.must_be_captions],
        help_text=_("A WebVTT file (.vtt), so that everybody can follow."),
    )  # fmt: skip

    panels = ["title", "text", "video", "captions"]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("how-to for profiles")
        verbose_name_plural = _("how-to for profiles")

    def __str__(self):
        return self.title

    @property
    def mime(self) -> str:
        return files.VIDEO_KINDS.get(self.video.name.rpartition(".")[2], "video/mp4")
