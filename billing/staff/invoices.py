"""Invoices in the admin: the list, one with everything that happened to it, its files, and what can be done with it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from billing import money, rules
from billing.actions import books, dunning
from billing.actions import invoices as actions
from billing.documents import Party
from billing.enums import Regime, VatState
from billing.models import Payment, PayoutAccount
from billing.queries import drafts, invoices, operators, parties, plans
from billing.staff.books import AskOnce
from billing.staff.pages import Entry, StaffPage
from cms import desk
from lib import formats
from lib.denied import Denied

PERMISSION, MAY_CHANGE = "billing.view_invoice", "billing.change_invoice"
ENTRY = Entry(gettext_lazy("Invoices"), "billing_invoices", "doc-full", PERMISSION)
ON_A_PAGE = 30
STATES = {
    "": gettext_lazy("All"),
    "open": pgettext_lazy("invoices", "Open"),
    "late": pgettext_lazy("invoices", "Late"),
    "paid": pgettext_lazy("invoices", "Paid"),
    "taken_back": pgettext_lazy("invoices", "Taken back"),
    "credit": gettext_lazy("Credit notes"),
    "test": gettext_lazy("Tests"),
}
MEDIA = {"pdf": "application/pdf", "xml": "application/xml"}
desk.place(gettext_lazy("Invoices: open, late, paid"), ENTRY.view, PERMISSION)


class InvoicesPage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/invoices.html"
    page_title = ENTRY.words
    header_icon = "doc-full"

    def get_context_data(self, **kwargs):
        state = self.request.GET.get("state", "")
        state = state if state in STATES else ""
        words = self.request.GET.get("q", "").strip()[:60]
        found = invoices.in_state(state)
        found = invoices.search(found, words) if words else found
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("page"))
        to_pay = invoices.to_pay().filter(testmode=False)
        late = to_pay.filter(pk__in=[invoice.pk for invoice in invoices.overdue()])
        return super().get_context_data(
            page=page, state=state, words=words, query=urlencode({"state": state, "q": words}),
            rows=[(invoice, money.show(invoice.gross_cents, invoice.currency), state_of(invoice)) for invoice in page],
            states=STATES.items(), open=said(invoices.open_sums(to_pay)), late=said(invoices.open_sums(late)), **kwargs,
        )  # fmt: skip


def said(sums) -> list[tuple[str, int]]:
    return [(money.show(cents, currency), count) for currency, cents, count in sums]


def state_of(invoice) -> tuple[str, bool]:
    """In words, and whether it is late."""
    if invoice.corrected_at:
        return _("taken back"), False
    if invoice.is_credit_note:
        return credit_state(invoice), False
    if invoice.is_paid:
        return pgettext("invoice", "paid"), False
    if not invoice.is_to_pay:
        return _("nothing to pay"), False
    if invoice.is_under_way:
        return _("transfer sent, says the counsellor"), False
    words, is_late = {"day": formats.day(invoice.to_pay_until, "date_short")}, invoice.to_pay_until < plans.today()
    return (_("late: to be paid until %(day)s") if is_late else _("to pay until %(day)s")) % words, is_late


def credit_state(invoice) -> str:
    if invoice.corrects:
        return _("takes %(number)s back") % {"number": invoice.corrects.number}
    if invoice.paid_out_at:
        return _("paid out on %(day)s") % {"day": formats.day(invoice.paid_out_at, "date_short")}
    return _("to be paid out") if invoice.is_to_pay_out else _("to the counsellor’s favour")


class OneInvoice(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/invoice.html"
    above = (ENTRY.view, ENTRY.words)
    header_icon = "doc-full"

    def dispatch(self, request, *args, uid, **kwargs):
        self.uid = uid
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        self.invoice = get_object_or_404(invoices.written_by_us().prefetch_related("lines"), uid=self.uid)
        return super().get(request, *args, **kwargs)

    def get_page_title(self):
        return _("%(kind)s %(number)s") % {"kind": self.invoice.get_type_display(), "number": self.invoice.number}

    def get_context_data(self, **kwargs):
        invoice = self.invoice
        say = lambda cents: money.show(cents, invoice.currency)
        paid = Payment.objects.filter(charge__settles=invoice).select_related("confirmed_by").order_by("-pk")
        may = self.request.user.has_perm(MAY_CHANGE)
        return super().get_context_data(
            invoice=invoice, state=state_of(invoice), totals=invoices.totals_of(invoice),
            lines=[(line.text, say(line.net_cents)) for line in invoice.lines.all()],
            to_pay=say(invoice.charge.amount_cents) if invoice.is_to_pay else "", payments=paid,
            following=following(invoice), may_book=may and invoice.is_to_pay and not invoice.testmode,
            may_remind=may and is_late(invoice), may_correct=may and not (invoice.is_credit_note or invoice.corrected_at),
            may_pay_out=may and invoice.is_to_pay_out, **kwargs,
        )  # fmt: skip


def is_late(invoice) -> bool:
    try:
        rules.check_may_remind(invoice, today=plans.today())
    except Denied:
        return False
    return True


def following(invoice) -> list:
    """What came after it: the credit note, and the invoice written anew for the same month."""
    others = invoices.of(invoice.recipient).filter(
        period_first_on=invoice.period_first_on, currency=invoice.currency, testmode=invoice.testmode
    )
    return list(others.exclude(pk=invoice.pk).order_by("pk"))


class InvoiceFile(OneInvoice):
    def get(self, request, *args, kind, **kwargs):
        found = get_object_or_404(invoices.with_files(), uid=self.uid)
        response = HttpResponse(getattr(found, kind), content_type=MEDIA[kind])
        response["Content-Disposition"] = f'attachment; filename="{found.number}.{kind}"'
        response["Cache-Control"] = "private, no-store"
        return response


class Remind(OneInvoice):
    """A mail, at most one a day; on the invoice's own page it is a button of its own."""

    permission = MAY_CHANGE

    def get(self, request, *args, **kwargs):
        raise Http404

    def post(self, request, *args, **kwargs):
        invoice = get_object_or_404(invoices.written_by_us(), uid=self.uid)
        here = reverse("billing_invoice", args=[self.uid])
        try:
            dunning.remind(invoice, by=request.user)
        except Denied as refusal:
            return self.refused(refusal, here)
        return self.done(_("A reminder is on its way to %(name)s.") % {"name": invoice.recipient.name}, here)


class Correct(AskOnce):
    """Written anew with the details of today: both versions side by side, then one more click."""

    permission = MAY_CHANGE
    template_name = "billing/desk/correct.html"
    above = (ENTRY.view, ENTRY.words)
    page_title = gettext_lazy("Write an invoice anew")

    @property
    def invoice(self):
        return get_object_or_404(invoices.written_by_us(), uid=self.uid)

    def back(self) -> str:
        return reverse("billing_invoice", args=[self.uid])

    def asked(self) -> dict:
        invoice = self.invoice
        profile = parties.profile_of(invoice.recipient)
        seller, buyer, treatment, hindrance = drafts.parties_on(invoice.period_last_on, operators.details(), profile)
        try:
            rules.check_correctable(invoice, seller=seller.as_json(), buyer=buyer.as_json())
        except Denied as refusal:
            hindrance = refusal
        differences = [*differing(invoice.seller, seller, _("You")), *differing(invoice.buyer, buyer, _("Counsellor"))]
        return {
            "invoice": invoice, "hindrance": hindrance, "differences": differences, "treatment": treatment,
            "amount": money.show(invoice.gross_cents, invoice.currency),
        }  # fmt: skip

    def do(self) -> str:
        successor = actions.correct(self.invoice, by=self.request.user)
        self.uid = successor.uid
        return _("Invoice %(number)s takes its place.") % {"number": successor.number}


FIELDS = {
    "legal_name": gettext_lazy("Name"), "street": gettext_lazy("Street and number"), "postcode": gettext_lazy("Postcode"),
    "city": gettext_lazy("Town"), "country": gettext_lazy("Country"), "vat_id": gettext_lazy("VAT number"),
    "vat_state": gettext_lazy("VAT number is"), "tax_number": gettext_lazy("Tax number"), "regime": gettext_lazy("VAT"),
    "register_number": gettext_lazy("Number in the company register"), "email": gettext_lazy("E-mail"),
}  # fmt: skip


CODES = {"vat_state": VatState, "regime": Regime}


def differing(stored: dict, now: Party, whose: str) -> list[tuple]:
    before = Party.read(stored)
    return [
        (whose, words, in_words(name, getattr(before, name)), in_words(name, getattr(now, name)))
        for name, words in FIELDS.items()
        if getattr(before, name) != getattr(now, name)
    ]


def in_words(name: str, value: str) -> str:
    """What is stored as a code is read by people here."""
    return str(CODES[name](value).label) if value and name in CODES else value


class PayOut(AskOnce):
    permission = MAY_CHANGE
    template_name = "billing/desk/pay_out.html"
    page_title = gettext_lazy("Credit to pay out")

    @property
    def invoice(self):
        return get_object_or_404(invoices.written_by_us(), uid=self.uid)

    def asked(self) -> dict:
        invoice = self.invoice
        account = PayoutAccount.objects.filter(
            counsellor=invoice.recipient, provider="transfer", testmode=False
        ).first()
        return {
            "invoice": invoice, "account": account, "amount": money.show(invoice.gross_cents, invoice.currency),
            "owes": said(invoices.open_sums(invoices.to_pay(invoices.of(invoice.recipient)).filter(testmode=False))),
        }  # fmt: skip

    def do(self) -> str:
        books.paid_out(self.invoice, by=self.request.user)
        return _("Noted as paid out.")
