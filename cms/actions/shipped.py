"""What was given to this installation once, so that it is not given again after the staff have changed or deleted it."""

from django.db import transaction
from wagtail.models import Site

from cms.models import PortalSettings


@transaction.atomic
def once(key: str) -> bool:
    """True the first time somebody asks for `key`; from then on it counts as given."""
    portal = PortalSettings.objects.select_for_update().get_or_create(site=Site.objects.get(is_default_site=True))[0]
    if key in portal.shipped:
        return False
    portal.shipped.append(key)
    portal.save(update_fields=["shipped"])
    return True
