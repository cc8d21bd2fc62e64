"""What is asked about a picture when it is uploaded: of counsellors only what their profile needs."""

from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from cms.guests import is_guest


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        if user and is_guest(user):
            self.fields.pop("tags", None)
            if "description" in self.fields:
                self.fields["description"].help_text = _(
                    "What the picture shows, for people who cannot see it: “Dora Fischer smiles in front of a bookshelf”."
                )
