"""The editor's form of a profile: what the model cannot know, because it depends on who is writing."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class ProfileForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if video := self.fields.get("video"):
            video.queryset = video.queryset.filter(owner=self.instance.owner)
            video.empty_label = _("no video")
            video.help_text = format_html(
                '{} <a href="{}">{}</a>',
                _("One of your own, played from this site."), reverse("own_video"), _("Upload a video"),
            )  # fmt: skip

    def clean_photo(self):
        """A counsellor takes pictures from their own, whatever number the browser sends."""
        photo = self.cleaned_data.get("photo")
        changed = photo and photo.pk != self.initial.get("photo")
        if changed and self.for_user.is_counsellor and photo.uploaded_by_user_id != self.for_user.pk:
            self.add_error("photo", _("Please choose one of your own pictures."))
        return photo
