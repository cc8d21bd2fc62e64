"""The menu "Billing" of the admin. What is behind its items is in `billing.staff`."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from billing.staff import operator  # noqa: F401  (it registers itself)
from billing.staff.plans import PlanViewSet, PriceViewSet, SubscriptionViewSet


class BillingGroup(ViewSetGroup):
    menu_label = _("Billing")
    menu_icon = "tag"
    menu_order = 230
    items = (PlanViewSet, PriceViewSet, SubscriptionViewSet)


@hooks.register("register_admin_viewset")
def billing_group():
    return BillingGroup()
