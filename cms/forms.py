"""How every form of the house is drawn: `{{ form }}` and `{{ field.as_field_group }}` (templates/forms/)."""

from django.forms import TextInput
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class ColourInput(TextInput):
    """The browser's own picker, which also takes a number."""

    input_type = "color"
