"""The menu "Billing" of the admin and its addresses. What is behind them is in `billing.staff`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from billing.staff import (  # noqa: F401  (operator registers itself)
    books,
    invoices,
    ledger,
    month,
    operator,
    revenue,
    sellers,
    tasks,
    vat_ids,
)
from billing.staff.plans import PlanViewSet, PriceViewSet, SubscriptionViewSet

PAGES = [tasks.ENTRY, invoices.ENTRY, month.ENTRY, ledger.ENTRY, revenue.ENTRY, vat_ids.ENTRY, sellers.ENTRY]


class BillingGroup(ViewSetGroup):
    menu_label = _("Billing")
    menu_icon = "tag"
    menu_order = 230
    items = (PlanViewSet, PriceViewSet, SubscriptionViewSet)

    def get_submenu_items(self):
        pages = [entry.item(order) for order, entry in enumerate(PAGES, 1)]
        rows = [viewset.get_menu_item(order=len(pages) + order) for order, viewset in enumerate(self.registerables, 1)]
        return pages + rows


@hooks.register("register_admin_viewset")
def billing_group():
    return BillingGroup()


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("billing/", tasks.TasksPage.as_view(), name=tasks.ENTRY.view),
        path("billing/invoices/", invoices.InvoicesPage.as_view(), name=invoices.ENTRY.view),
        path("billing/invoices/<id:uid>/", invoices.OneInvoice.as_view(), name="billing_invoice"),
        path("billing/invoices/<id:uid>/pdf/", invoices.InvoiceFile.as_view(), {"kind": "pdf"}, name="billing_pdf"),
        path("billing/invoices/<id:uid>/xml/", invoices.InvoiceFile.as_view(), {"kind": "xml"}, name="billing_xml"),
        path("billing/invoices/<id:uid>/remind/", invoices.Remind.as_view(), name="billing_remind"),
        path("billing/invoices/<id:uid>/correct/", invoices.Correct.as_view(), name="billing_correct"),
        path("billing/invoices/<id:uid>/pay-out/", invoices.PayOut.as_view(), name="billing_pay_out"),
        path("billing/month/", month.MonthPage.as_view(), name=month.ENTRY.view),
        path("billing/ledger/", ledger.LedgerPage.as_view(), name=ledger.ENTRY.view),
        path("billing/ledger/correct/", ledger.AdjustPage.as_view(), name="billing_adjust"),
        path("billing/revenue/", revenue.RevenuePage.as_view(), name=revenue.ENTRY.view),
        path("billing/vat-numbers/", vat_ids.VatIdsPage.as_view(), name=vat_ids.ENTRY.view),
        path("billing/sellers/", sellers.SellersPage.as_view(), name=sellers.ENTRY.view),
        path("billing/received/<id:uid>/", books.Received.as_view(), name="billing_received"),
        path("billing/not-received/<id:uid>/", books.NotReceived.as_view(), name="billing_not_received"),
        path("billing/refunds/<id:uid>/", books.RefundSent.as_view(), name="billing_refund_sent"),
    ]
