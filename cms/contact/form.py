"""The form of a contact page: nothing has to be given but the message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.contact import queries, stamps
from cms.models.contact import TEXT_MAX
from lib.denied import Denied


class ContactForm(forms.Form):
    topic = forms.ChoiceField(label=_("Topic"), error_messages={"required": _("Please choose what it is about.")})
    text = forms.CharField(
        label=_("Your message"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Please write nothing confidential: our staff read this, and it is not end-to-end encrypted."),
        error_messages={"required": _("Please write a few words.")},
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        help_text=_("Any name will do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address for our answer"),
        required=False,
        max_length=254,
        help_text=_("We use it for this answer only."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    no_answer = forms.BooleanField(label=_("I do not need an answer"), required=False)
    # no person sees or reaches this one, so whoever fills it is none
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, page, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        if user is not None and user.is_authenticated:  # offered, and easy to take out again
            self.initial |= {"name": user.name, "email": user.email}
        if page.topic:
            del self.fields["topic"]
        else:
            self.topics = queries.topics_for(user)
            self.fields["topic"].choices = [("", _("Please choose")), *_grouped(self.topics)]

    @property
    def shown(self):
        """The fields a person fills, in order."""
        return [self[name] for name in ("topic", "text", "name", "email", "no_answer") if name in self.fields]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        given = super().clean()
        if given.get("website"):
            self.must_be_sent_again()
            message = _("A field that has to stay empty was filled, perhaps by your browser. Please send it once more.")
            raise forms.ValidationError(message)
        if not self.errors:
            try:
                given["key"] = stamps.read(given.get("stamp", ""))
            except Denied as refusal:
                if refusal.code != "too_quick":  # that one only has to grow older
                    self.must_be_sent_again()
                raise forms.ValidationError(refusal.message) from refusal
        if given.get("no_answer"):
            given["email"] = ""
        elif not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Where may we send the answer? If you need none, please tick the box below."))
        given["topic"] = self.page.topic or self._chosen(given.get("topic"))
        return given

    def _chosen(self, key):
        return next((topic for topic in self.topics if str(topic.pk) == key), None)

    def must_be_sent_again(self):
        """Show the form with what was written, as if it were new to robots."""
        self.data = self.data.copy()
        self.data["website"], self.data["stamp"] = "", stamps.make()


def _grouped(topics) -> list:
    own = [(topic.pk, str(topic)) for topic in topics if topic.is_for_counsellors]
    others = [(topic.pk, str(topic)) for topic in topics if not topic.is_for_counsellors]
    return [(_("For counsellors"), own), (_("For everybody"), others)] if own else others
