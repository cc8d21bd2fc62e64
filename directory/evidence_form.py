"""What a counsellor hands in for a title, and what the staff decide about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directory import files
from directory.models import ProfessionalTitle


class EvidenceForm(forms.Form):
    title = forms.ModelChoiceField(ProfessionalTitle.objects, label=_("Professional title"), empty_label=None)
    register_number = forms.CharField(
        label=_("Number in a public register"), max_length=60, required=False,
        help_text=_("If your title is in a public list, we can look it up."),
    )  # fmt: skip
    evidence = forms.FileField(
        label=_("Document"), max_length=100, validators=[files.must_be_evidence],
        help_text=_("Your certificate or the entry in the register: a PDF, or a photo as JPG or PNG, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip


class DecisionForm(forms.Form):
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day on the document, or when you want to look again. Empty: no end."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note to the counsellor"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown on the counsellor's pages. Needed if you do not accept the document."),
    )  # fmt: skip
