from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory import files
from lib import clock, formats
from lib.ids import IdField


class ProfileVideo(models.Model):
    """A counsellor's own video, played from our own server; on the profile once staff have published it there."""

    uid = IdField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="videos")
    file = models.FileField(gettext_lazy("video"), upload_to=files.video_path, max_length=120)
    captions = models.FileField(gettext_lazy("captions"), upload_to=files.video_path, blank=True, max_length=120)
    captions_language = models.CharField(gettext_lazy("language of the captions"), max_length=10, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = gettext_lazy("video")
        verbose_name_plural = gettext_lazy("videos")
        ordering = ["-added_at"]

    def __str__(self):
        day = formats.day(self.added_at)
        return _("Video of %(day)s") % {"day": day}

    @property
    def mime(self) -> str:
        return files.VIDEO_KINDS.get(self.file.name.rpartition(".")[2], "video/mp4")
