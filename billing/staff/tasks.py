"""What waits for a person: one list, each line with what to do about it."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing import money
from billing.queries import attention, invoices, operators
from billing.staff.pages import Entry, StaffPage
from billing.templatetags.billing_tags import way
from cms import desk
from lib import formats, ids

PERMISSION = "billing.view_payment"
ENTRY = Entry(gettext_lazy("To do"), "billing_tasks", "tasks", PERMISSION)
SHOWN = 50


@dataclass(frozen=True)
class Row:
    """`links`: (words, address, words for who hears the page)."""

    text: str
    meta: str = ""
    links: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    title: str
    help: str
    rows: list[Row]
    count: int


class TasksPage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/tasks.html"
    page_title = ENTRY.words
    header_icon = "tasks"

    def get_context_data(self, **kwargs):
        sections = [section for make in SECTIONS if (section := make()).count]
        missing = operators.missing(operators.details())
        return super().get_context_data(sections=sections, missing=missing, **kwargs)


@desk.waiting
def money_that_waits(user):
    if not user.has_perm(PERMISSION):
        return None
    if not (count := attention.count()):
        return None
    words = ngettext("One thing about money waits for you", "%(count)s things about money wait for you", count)
    return desk.Waiting(words % {"count": count}, reverse(ENTRY.view), "tag")


def _section(title, help, rows, row_of) -> Section:
    return Section(title, help, [row_of(row) for row in rows[:SHOWN]], rows.count())


def _amount(thing) -> str:
    return money.show(thing.amount_cents, getattr(thing, "currency", None) or thing.payment.currency)


def _counsellor(charge) -> str:
    """Whose money it is, by name and user name; what is between two people stays between them."""
    person = charge.payee or charge.payer
    return _("%(name)s (%(login)s)") % {"name": person.name, "login": person.username}


def _at_provider(payment) -> list[str]:
    """Where it is looked up, and whether it is worth it."""
    return [_("Test") if payment.testmode else "", way(payment), payment.provider_ref]


def _invoice_of(charge) -> list[tuple[str, str, str]]:
    if charge.settles is None:
        return []
    return [(charge.text, reverse("billing_invoice", args=[charge.settles.uid]), charge.text)]


def _facts(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)


def transfers() -> Section:
    def row(payment):
        amount = _amount(payment)
        uid = payment.charge.uid
        return Row(
            _("%(amount)s from %(who)s") % {"amount": amount, "who": _counsellor(payment.charge)},
            _facts(
                payment.charge.text, _("Reference %(ref)s") % {"ref": payment.reference},
                _("said to be sent on %(day)s") % {"day": formats.day(payment.declared_at)},
            ),
            [(_("It has arrived"), reverse("billing_received", args=[uid]), _("%(amount)s has arrived") % {"amount": amount}),
             (_("It has not"), reverse("billing_not_received", args=[uid]), _("%(amount)s has not arrived") % {"amount": amount})],
        )  # fmt: skip

    return _section(
        _("Transfers to look for on your account"),
        _("Counsellors say that they have sent these."),
        attention.transfers_to_find(), row,
    )  # fmt: skip


def refunds_to_send() -> Section:
    def row(refund):
        amount = _amount(refund)
        return Row(
            _("%(amount)s to %(who)s") % {"amount": amount, "who": _counsellor(refund.payment.charge)},
            _facts(refund.payment.charge.text, _("since %(day)s") % {"day": formats.day(refund.created_at)}),
            [(_("I have sent it"), reverse("billing_refund_sent", args=[refund.uid]), _("%(amount)s is sent") % {"amount": amount})],
        )  # fmt: skip

    return _section(
        _("Money to send back"),
        _("Too much was paid, or an invoice was taken back. Transfer it from your account, then say so here."),
        attention.refunds_to_send(), row,
    )  # fmt: skip


def balances() -> Section:
    def row(invoice):
        amount = money.show(invoice.gross_cents, invoice.currency)
        return Row(
            _("%(amount)s to %(who)s") % {"amount": amount, "who": invoice.recipient.name},
            _facts(invoice.number, _("of %(month)s") % {"month": formats.month(invoice.period_first_on)}),
            [(_("Pay it out"), reverse("billing_pay_out", args=[invoice.uid]), f"{amount}, {invoice.number}")],
        )

    return _section(
        _("Credit to pay out"),
        _("A month came out to the counsellor’s favour: more went back than was owed. Transfer it, then say so here."),
        invoices.to_pay_out(), row,
    )  # fmt: skip


def refunds_failed() -> Section:
    def row(refund):
        payment = refund.payment
        return Row(
            _("%(amount)s, counsellor %(who)s") % {"amount": _amount(refund), "who": _counsellor(payment.charge)},
            _facts(
                *_at_provider(payment),
                _("begun on %(day)s") % {"day": formats.day(refund.created_at)},
            ),
            _invoice_of(payment.charge),
        )

    return _section(
        _("Refunds that failed or hang"),
        _("The payment service did not send the money back. Look the payment up there by its number; what is sent back there is noted here by itself."),
        attention.refunds_failed(), row,
    )  # fmt: skip


def disputes() -> Section:
    def row(refund):
        payment = refund.payment
        ours = payment.charge.payee_id is None
        return Row(
            _("%(amount)s, counsellor %(who)s") % {"amount": _amount(refund), "who": _counsellor(payment.charge)},
            _facts(
                *_at_provider(payment), _("since %(day)s") % {"day": formats.day(refund.created_at)},
                _("paid to you: answer at the payment service") if ours else _("paid to the counsellor, who was told and answers"),
            ),
            _invoice_of(payment.charge),
        )  # fmt: skip

    return _section(
        _("Payments that a bank wants back"),
        _("If it is lost, your share is corrected and an invoice is owed again, both by themselves."),
        attention.disputes(), row,
    )  # fmt: skip


def unheard() -> Section:
    def row(payment):
        return Row(
            _("%(amount)s by %(provider)s") % {"amount": _amount(payment), "provider": way(payment)},
            _facts(
                _("Test") if payment.testmode else "",
                _("Reference %(ref)s") % {"ref": payment.provider_ref or ids.to_text(payment.uid)[:6]},
                _("begun on %(day)s") % {"day": formats.moment(payment.created_at, "date")},
            ),
        )  # fmt: skip

    return _section(
        _("Payments nobody has heard of"),
        _("They should have been asked about hours ago. If there are many, the worker is not running: the page about the health of this installation says more."),
        attention.payments_unheard(), row,
    )  # fmt: skip


def events() -> Section:
    def row(event):
        return Row(
            _("%(provider)s: %(kind)s") % {"provider": event.provider, "kind": event.kind},
            _facts(event.about, event.error, formats.moment(event.received_at, "date")),
        )

    return _section(
        _("Messages of payment services that were not dealt with"),
        _("They are tried again by themselves. If one stays, its number helps to look it up at the payment service."),
        attention.events_undone(), row,
    )  # fmt: skip


def vat_numbers() -> Section:
    def row(profile):
        link = (_("Look it up"), reverse("billing_vat_ids"), _("Look %(number)s up") % {"number": profile.vat_id})
        return Row(profile.vat_id, _facts(profile.legal_name, profile.country), [link])

    return _section(
        _("VAT numbers to confirm"),
        _("Without your word the invoice has your country’s VAT."),
        attention.vat_numbers(), row,
    )  # fmt: skip


SECTIONS = [transfers, refunds_to_send, balances, refunds_failed, disputes, unheard, events, vat_numbers]
