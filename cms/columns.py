"""Columns of the admin's lists: a tick or a cross where Python would write True or False, words where it would write a key."""

from django.utils.text import capfirst
from wagtail.admin.ui.tables import BooleanColumn, Column


def yes_or_no(model, field: str) -> BooleanColumn:
    return BooleanColumn(field, label=_label(model, field), sort_key=field)


def choice(model, field: str) -> Column:
    return Column(f"get_{field}_display", label=_label(model, field), sort_key=field)


def _label(model, field: str):
    return capfirst(model._meta.get_field(field).verbose_name)
