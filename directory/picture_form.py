"""What is asked about a picture when it is uploaded: of counsellors only what their profile needs."""

from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user and self.user.is_counsellor and not self.user.is_superuser:
            self.fields.pop("tags", None)
            if "description" in self.fields:
                self.fields["description"].help_text = _(
                    "What the picture shows, for people who cannot see it: “Dora Fischer smiles in front of a bookshelf”."
                )
