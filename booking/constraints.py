"""One constraint for two engines: spans of one owner never overlap.

PostgreSQL gets an EXCLUDE clause (needs the extension btree_gist), SQLite two triggers that abort. The triggers are
made through `constraint_sql`, because Django's SQLite backend rebuilds a table for almost every later migration and
calls that method each time; triggers written by hand in a migration would silently vanish with the next rebuild.
"""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BaseConstraint


class NoOverlap(BaseConstraint):
    """Rows of one `owner` whose `status` is in `statuses` may not overlap in the half-open span [start, end)."""

    def __init__(self, *, name, owner, start, end, statuses, **kwargs):
        super().__init__(name=name, **kwargs)
        self.owner, self.start, self.end, self.statuses = owner, start, end, tuple(str(s) for s in statuses)

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        kwargs |= {"owner": self.owner, "start": self.start, "end": self.end, "statuses": self.statuses}
        return path, args, kwargs

    def __eq__(self, other):
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    __hash__ = None

    # --- as SQL -------------------------------------------------------------------------------------------------

    def constraint_sql(self, model, schema_editor):
        """Called while the table is created, and on SQLite again whenever it is rebuilt."""
        if schema_editor.connection.vendor == "postgresql":
            return self._exclude(model, schema_editor)
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(self, model, schema_editor):
        """ALTER TABLE, on PostgreSQL only: SQLite rebuilds."""
        return f"ALTER TABLE {self._names(model, schema_editor)['table']} ADD {self._exclude(model, schema_editor)}"

    def remove_sql(self, model, schema_editor):
        table, name = self._names(model, schema_editor)["table"], schema_editor.quote_name(self.name)
        return f"ALTER TABLE {table} DROP CONSTRAINT {name}"

    def _names(self, model, schema_editor) -> dict[str, str]:
        quote = schema_editor.quote_name
        return {
            field: quote(model._meta.get_field(getattr(self, field)).column) for field in ("owner", "start", "end")
        } | {
            "status": quote(model._meta.get_field("status").column),
            "pk": quote(model._meta.pk.column),
            # while SQLite rebuilds, the model briefly carries the name of the copy
            "table": quote(model._meta.db_table.removeprefix("new__")),
            "active": "({})".format(", ".join(f"'{status}'" for status in self.statuses)),
        }

    def _exclude(self, model, schema_editor) -> str:
        return (
            f"CONSTRAINT {schema_editor.quote_name(self.name)} EXCLUDE USING gist "
            "({owner} WITH =, tstzrange({start}, {end}, '[)') WITH &&) WHERE ({status} IN {active})"
        ).format(**self._names(model, schema_editor))

    def _triggers(self, model, schema_editor):
        names = self._names(model, schema_editor)
        for event in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {schema_editor.quote_name(f'{self.name}_{event.lower()}')} BEFORE {event} ON "
                "{table} WHEN NEW.{status} IN {active} AND EXISTS (SELECT 1 FROM {table} AS other "
                "WHERE other.{owner} = NEW.{owner} AND other.{status} IN {active} "
                "AND other.{start} < NEW.{end} AND other.{end} > NEW.{start} AND other.{pk} IS NOT NEW.{pk}) "
                f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
            ).format(**names)

    # --- in full_clean() ----------------------------------------------------------------------------------------

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        if instance.status not in self.statuses:
            return
        clash = (
            model._default_manager.using(using)
            .filter(
                **{
                    self.owner: getattr(instance, self.owner),
                    "status__in": self.statuses,
                    f"{self.start}__lt": getattr(instance, self.end),
                    f"{self.end}__gt": getattr(instance, self.start),
                }
            )
            .exclude(pk=instance.pk)
        )
        if clash.exists():
            raise ValidationError(self.get_violation_error_message(), code="overlap")
