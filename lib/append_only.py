"""Rows that are written once: history must not be rewritten, not even by our own mistake."""

from django.db import models


class WrittenOnce(TypeError):
    """Somebody tried to change or delete a row that is kept for ever."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise WrittenOnce(f"{self.model.__name__} rows are never changed")

    def delete(self):
        raise WrittenOnce(f"{self.model.__name__} rows are never deleted")

    def bulk_update(self, objs, fields, batch_size=None):
        raise WrittenOnce(f"{self.model.__name__} rows are never changed")


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnce(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnce(f"{type(self).__name__} rows are never deleted")
