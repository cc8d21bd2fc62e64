"""The editor's form of a profile: what the model cannot know, because it depends on who is writing."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class ProfileForm(WagtailAdminPageForm):
    def clean_photo(self):
        """A counsellor takes pictures from their own, whatever number the browser sends."""
        photo = self.cleaned_data.get("photo")
        changed = photo and photo.pk != self.initial.get("photo")
        if changed and self.for_user.is_counsellor and photo.uploaded_by_user_id != self.for_user.pk:
            self.add_error("photo", _("Please choose one of your own pictures."))
        return photo
