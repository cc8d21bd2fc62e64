from django import forms
from django.utils.translation import gettext_lazy as _

from directory import files
from directory.models import site_languages


class VideoForm(forms.Form):
    file = forms.FileField(
        label=_("Video"), max_length=100, validators=[files.must_be_video],
        help_text=_("MP4 (H.264) or WebM, at most 60 MB. One or two minutes are enough."),
        widget=forms.FileInput(attrs={"accept": ".mp4,.m4v,.webm,video/mp4,video/webm"}),
    )  # fmt: skip
    captions = forms.FileField(
        label=_("Captions"), max_length=100, required=False, validators=[files.must_be_captions],
        help_text=_("What you say, as a WebVTT file (.vtt), for people who cannot hear it or have the sound off."),
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
    )  # fmt: skip
    captions_language = forms.ChoiceField(label=_("Language of the captions"), choices=site_languages)
