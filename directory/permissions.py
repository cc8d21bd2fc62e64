"""What may be done with a page of a counsellor's own, beside Wagtail's rules for groups."""

from wagtail.models import PagePermissionTester


class OwnPagePermissions(PagePermissionTester):
    """The owner writes and sends in. Copying, moving, deleting and taking down are the staff's; links to them are gone.

    One profile for each counsellor: nobody copies one.
    """

    @property
    def is_guest(self) -> bool:
        return self.user.is_counsellor and not self.user.is_superuser

    def can_copy(self):
        return False

    def can_delete(self, ignore_bulk=False):
        return not self.is_guest and super().can_delete(ignore_bulk)

    def can_unpublish(self):
        return not self.is_guest and super().can_unpublish()
