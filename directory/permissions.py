"""What may be done with a page of a counsellor's own, beside Wagtail's rules for groups."""

from wagtail.models import PagePermissionTester

from cms.guests import is_guest


class OwnPagePermissions(PagePermissionTester):
    """The owner writes and sends in. Copying, moving, deleting and taking down are the staff's; links to them are gone.

    One profile for each counsellor: nobody copies one.
    """

    def can_copy(self):
        return False

    def can_delete(self, ignore_bulk=False):
        return not is_guest(self.user) and super().can_delete(ignore_bulk)

    def can_unpublish(self):
        return not is_guest(self.user) and super().can_unpublish()
