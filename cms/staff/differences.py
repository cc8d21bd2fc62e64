"""What an edit changed, kept with Wagtail's log of it: settings and short rows have no revisions to compare."""

from django.db import models
from wagtail import hooks
from wagtail.log_actions import registry
from wagtail.models import RevisionMixin

LONGEST = 200


def snapshot(instance: models.Model) -> dict[str, str]:
    """Every editable field of `instance` and of the rows that belong to it, as text."""
    fields = {
        str(field.verbose_name): text_of(instance, field)
        for field in instance._meta.concrete_fields
        if field.editable and not field.primary_key
    }
    for relation in getattr(instance._meta, "child_relations", []):
        rows = getattr(instance, relation.get_accessor_name()).all()
        name = str(relation.related_model._meta.verbose_name_plural)
        fields[name] = "; ".join(str(row) for row in rows)[:LONGEST]
    return fields


def text_of(instance, field) -> str:
    if field.is_relation:
        related = getattr(instance, field.name)
        return "" if related is None else str(related)[:LONGEST]
    display = getattr(instance, f"get_{field.name}_display", None)
    value = display() if display else getattr(instance, field.name)
    return "" if value is None else str(value)[:LONGEST]


def differences(before: dict[str, str], after: dict[str, str]) -> list[list[str]]:
    return [[name, before.get(name, ""), value] for name, value in after.items() if before.get(name, "") != value]


@hooks.register("before_edit_setting")
@hooks.register("before_edit_snippet")
def remember(request, instance):
    if request.method == "POST" and not isinstance(instance, RevisionMixin):
        request._as_it_was = snapshot(type(instance)._base_manager.get(pk=instance.pk)) if instance.pk else {}


@hooks.register("after_edit_setting")
@hooks.register("after_edit_snippet")
def note(request, instance):
    before = getattr(request, "_as_it_was", None)
    if before is None:
        return
    found = differences(before, snapshot(type(instance)._base_manager.get(pk=instance.pk)))
    entry = registry.get_logs_for_instance(instance).filter(action="wagtail.edit", user_id=request.user.pk).first()
    if entry and found:
        entry.data = {**(entry.data or {}), "changes": found}
        entry.save(update_fields=["data"])
