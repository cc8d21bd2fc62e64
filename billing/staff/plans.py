"""Plans, their prices and who chose them, in the admin. A price is added and never changed; a choice is only read."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from billing import money
from billing.actions import plans as actions
from billing.enums import Interval
from billing.models import Plan, PlanPrice, Subscription
from billing.queries import plans
from cms import desk, worded
from cms.columns import yes_or_no


def words_of(price: PlanPrice | None) -> str:
    """A price as the staff read it in a list."""
    if price is None:
        return "–"
    given = {"fee": money.show(price.amount_cents, price.currency), "share": money.percent(price.commission_bps)}
    if price.is_free:
        return _("no fixed fee, %(share)s of what clients pay") % given
    if price.interval == Interval.YEAR:
        return _("%(fee)s a year, %(share)s of what clients pay") % given
    return _("%(fee)s a month, %(share)s of what clients pay") % given


def price_today(plan: Plan) -> str:
    return words_of(plans.price_of(plan))


def room_of(plan: Plan) -> str:
    return _("no limit") if plan.own_clients is None else str(plan.own_clients)


class PlanViewSet(ModelViewSet):
    model = Plan
    icon = "tag"
    menu_label = _("Plans")
    copy_view_enabled = False
    sort_order_field = "sort_order"
    list_display = [
        "name",
        Column(price_today, label=_("Price today")),
        Column(room_of, label=_("Own clients")),
        yes_or_no(Plan, "may_write_articles"),
        yes_or_no(Plan, "may_invite_guests"),
        yes_or_no(Plan, "is_default"),
        yes_or_no(Plan, "is_active"),
    ]
    panels = [
        HelpPanel(template="billing/admin_prices.html", heading=_("Price")),
        MultiFieldPanel(worded.columns("name"), heading=_("Name")),
        MultiFieldPanel(worded.columns("description"), heading=_("Description")),
        MultiFieldPanel(
            ["own_clients", "may_invite_guests", "may_write_articles"], heading=_("What the plan contains")
        ),
        MultiFieldPanel(["is_active", "is_default", "slug"], heading=_("Use")),
    ]


class AddPrice(generic.CreateView):
    page_title = _("New price")

    def get_initial(self):
        """The price of today, to be changed, when the page of a plan leads here."""
        plan = Plan.objects.filter(slug=self.request.GET.get("plan", "")[:40]).first()
        price = plans.price_of(plan) if plan else None
        if price is None:
            return {"plan": plan, "valid_from": plans.today()}
        kept = ("amount_cents", "currency", "interval", "commission_bps")
        return {"plan": plan, "valid_from": plans.today()} | {name: getattr(price, name) for name in kept}

    def save_instance(self):
        return actions.set_price(self.form.save(commit=False), by=self.request.user)

    def get_success_buttons(self):
        return []


class PriceViewSet(ModelViewSet):
    model = PlanPrice
    icon = "history"
    menu_label = _("Prices of plans")
    add_view_class = AddPrice
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["plan", "valid_from", "amount_cents", "currency", "interval", "commission_bps", "created_at"]
    list_display = [
        TitleColumn("plan", label=_("Plan"), get_url=lambda price: reverse("planprice:inspect", args=[price.pk])),
        "valid_from", Column(words_of, label=_("Price")),
    ]  # fmt: skip
    list_filter = ["plan"]
    panels = [
        HelpPanel(
            _("A new price is valid from the day you choose. Whoever has the plan keeps the price of the day they chose."),
            heading=_("Good to know"),
        ),
        "plan", "valid_from",
        MultiFieldPanel(["amount_cents", "currency", "interval"], heading=_("Fixed fee")),
        FieldPanel("commission_bps"),
    ]  # fmt: skip


class SubscriptionFilter(WagtailFilterSet):
    plan = django_filters.ModelChoiceFilter(field_name="price__plan", queryset=Plan.objects.all(), label=_("Plan"))
    fee = django_filters.ChoiceFilter(
        method="by_fee", label=_("Fixed fee"), choices=[("yes", _("With a fee")), ("no", _("None"))]
    )

    class Meta:
        model = Subscription
        fields: list[str] = []

    def by_fee(self, rows, name, value):
        return rows.filter(price__amount_cents__gt=0) if value == "yes" else rows.filter(price__amount_cents=0)


class SubscriptionViewSet(ModelViewSet):
    model = Subscription
    icon = "group"
    menu_label = _("Who has which plan")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["counsellor", "price", "starts_on", "ends_on", "chosen_at"]
    list_display = [
        TitleColumn("counsellor", label=_("Counsellor"), get_url=lambda s: reverse("subscription:inspect", args=[s.pk])),
        Column("price.plan", label=_("Plan")),
        Column(lambda subscription: words_of(subscription.price), label=_("Price")),
        "starts_on", "ends_on",
    ]  # fmt: skip
    filterset_class = SubscriptionFilter
    form_fields: list[str] = []

    class Index(generic.IndexView):
        def get_base_queryset(self):
            return super().get_base_queryset().select_related("counsellor", "price__plan")

    index_view_class = Index


desk.place(_("Plans and what they cost"), "plan:index", "billing.change_plan")
desk.place(_("Who has which plan"), "subscription:index", "billing.view_subscription")
