"""Bank transfer straight to the payee's own account. Needs no contract with anybody; the payee says what arrived."""

from django.utils.translation import gettext as _

from billing import references
from billing.enums import PaymentState, RefundState
from billing.models import Invoice, Payment, PayoutAccount
from billing.providers import ByHand, Return, Snapshot
from billing.queries import operators


class Transfer(ByHand):
    key = "transfer"
    testmode = False
    template = "billing/pay_transfer.html"

    @property
    def label(self):
        return _("Bank transfer")

    @property
    def hint(self):
        return _("From your bank's app, with a QR code. Instant transfers arrive within seconds.")

    def ready(self, payee, currency):
        account = _account(payee)
        return bool(account and account.iban and account.holder)

    def start(self, payment):
        """The account is copied: what the payer was shown stays true when the payee changes banks."""
        account = _account(payment.charge.payee)
        return Snapshot(
            state=PaymentState.PENDING,
            reference=payment.reference or _reference(payment.charge),
            request={"holder": account.holder, "iban": account.iban, "bic": account.bic},
        )

    def refresh(self, payment):
        return Snapshot(state=payment.state)

    def cancel(self, payment):
        """Nobody can take a transfer back that may be under way, so a declared one stays until the payee has looked."""
        return Snapshot(state=payment.state if payment.state == PaymentState.DECLARED else PaymentState.CANCELLED)

    def refund(self, refund):
        return Return(RefundState.PENDING)  # the payee sends it back by hand and says so


def _reference(charge) -> str:
    """The one that is printed on the invoice it is for; another one if that was used before."""
    if invoice := Invoice.objects.filter(charge=charge, testmode=False).only("number").first():
        printed = references.of_invoice(invoice.number)
        if not Payment.objects.filter(reference=printed).exists():
            return printed
    return references.new()


def _account(payee):
    if payee is None:
        return operators.details()
    return PayoutAccount.objects.filter(counsellor=payee, provider=Transfer.key).first()


def qr_svg(payment) -> str:
    """The EPC QR code European banking apps scan, as inline SVG. Empty for other currencies than the euro."""
    if payment.currency != "EUR":
        return ""
    account = payment.request
    code = references.epc_qr(
        holder=account["holder"], iban=account["iban"], bic=account["bic"], cents=payment.amount_cents,
        reference=payment.reference,
    )  # fmt: skip
    return code.svg_inline(border=2, light="#fff", dark="#000", omitsize=True, svgclass=None, lineclass=None)
