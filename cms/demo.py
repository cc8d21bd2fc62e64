"""The operator of the demonstration."""

from cms.models import PortalSettings


def fill() -> None:
    """Name an operator, if nobody has named one."""
    for portal in PortalSettings.objects.filter(operator_name=""):
        portal.operator_name = "Sprechraum Demonstration"
        portal.operator_address = "Musterweg 1\n1010 Vienna"
        portal.operator_register = "A demonstration: this operator does not exist"
        portal.support_email = "support@example.org"
        portal.save()
