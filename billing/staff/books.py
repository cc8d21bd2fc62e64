"""Money on the operator's account, or sent from it: looked at once more, because it cannot be taken back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import money
from billing.actions import books
from billing.enums import PaymentState
from billing.queries import attention, charges
from billing.staff import tasks
from billing.staff.pages import StaffPage
from lib.denied import Denied

PERMISSION = "billing.change_invoice"


class AskOnce(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/ask_once.html"
    above = (tasks.ENTRY.view, tasks.ENTRY.words)
    header_icon = "tag"

    def dispatch(self, request, *args, uid, **kwargs):
        self.uid = uid
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return reverse(tasks.ENTRY.view)

    def post(self, request, *args, **kwargs):
        try:
            words = self.do()
        except Denied as refusal:
            return self.refused(refusal, self.back())
        return self.done(words, self.back())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.asked(), back=self.back(), **kwargs)


class OfInvoice(AskOnce):
    """Leads back to the invoice the money is for."""

    def back(self) -> str:
        charge = attention.charges_to_us().filter(uid=self.uid).select_related("settles").first()
        return reverse("billing_invoice", args=[charge.settles.uid]) if charge and charge.settles else super().back()


class Received(OfInvoice):
    page_title = gettext_lazy("A payment has arrived")

    @property
    def charge(self):
        return get_object_or_404(attention.charges_to_us(), uid=self.uid, testmode=False)

    def asked(self) -> dict:
        charge = self.charge
        return {
            "question": _("Have %(amount)s arrived from %(who)s?") % said(charge), "charge": charge,
            "payment": charges.live_payment(charge), "yes": _("Yes, it has arrived"), "is_over": not charge.is_open,
            "outcome": _("Then it counts as paid from today on. This cannot be taken back; money can be sent back."),
        }  # fmt: skip

    def do(self) -> str:
        books.book(self.charge, by=self.request.user)
        return _("Booked as paid.")


class NotReceived(OfInvoice):
    page_title = gettext_lazy("A payment has not arrived")

    @property
    def payment(self):
        payment = charges.live_payment(get_object_or_404(attention.charges_to_us(), uid=self.uid, testmode=False))
        if payment is None or payment.state != PaymentState.DECLARED:
            raise Http404
        return payment

    def asked(self) -> dict:
        payment = self.payment
        return {
            "question": _("Have %(amount)s from %(who)s not arrived?") % said(payment.charge),
            "charge": payment.charge, "payment": payment, "yes": _("It has not arrived"),
            "outcome": _("Then it is open again, and the counsellor can compare account and reference."),
        }  # fmt: skip

    def do(self) -> str:
        books.not_found(self.payment, by=self.request.user)
        return _("Noted. It is open again.")


class RefundSent(AskOnce):
    page_title = gettext_lazy("Money sent back")

    @property
    def refund(self):
        return get_object_or_404(attention.refunds_by_us(), uid=self.uid)

    def asked(self) -> dict:
        refund = self.refund
        charge = refund.payment.charge
        words = said(charge) | {"amount": money.show(refund.amount_cents, refund.payment.currency)}
        return {
            "question": _("Have you sent %(amount)s back to %(who)s?") % words, "charge": charge,
            "payment": refund.payment, "yes": _("Yes, it is sent"),
            "outcome": _("Then it counts as sent from today on. This cannot be taken back."),
        }  # fmt: skip

    def do(self) -> str:
        books.sent_back(self.refund, by=self.request.user)
        return _("Noted as sent back.")


def said(charge) -> dict[str, str]:
    return {"amount": money.show(charge.amount_cents, charge.currency), "who": charge.payer.name}
