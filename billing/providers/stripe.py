"""Cards and more through Stripe: Connect with direct charges. The money goes to the counsellor's own Stripe account, with
no application fee; what is owed to the operator goes to the operator's account.

Everything that is known of Stripe stands in this file. What it may not learn: names, services, conditions. It gets an
amount, neutral words and ids without meaning.
"""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

import stripe
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from billing.enums import PaymentState, PayoutState, RefundState
from billing.models import PayoutAccount
from billing.providers import Connection, Return, Ring, Snapshot, Unavailable, keys
from lib import ids
from lib.denied import Denied

VERSION = "2026-10-28.endive"  # of the API: the one this file was written for
SECONDS = (4, 15)  # to connect, to answer
PAGES = ("https://checkout.stripe.com", "https://connect.stripe.com")
PAYABLE_FOR = timedelta(hours=2)  # Stripe: 30 minutes to 24 hours. Clients pay just before they enter
INVOICE_PAYABLE_FOR = timedelta(hours=23)
MOST_BYTES = 512 * 1024
CONFLICT = 409

INTENT_STATES = {  # of a session that is completed
    "succeeded": PaymentState.CONFIRMED,
    "requires_payment_method": PaymentState.FAILED,  # it was tried, and did not work
    "canceled": PaymentState.FAILED,
}
REFUND_STATES = {
    "succeeded": RefundState.DONE,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
DISPUTE_STATES = {
    "lost": RefundState.DONE,
    "won": RefundState.FAILED,
    "warning_closed": RefundState.FAILED,
    "prevented": RefundState.FAILED,
}


class Refused(Exception):
    """Stripe understood and said no; asking the same again is of no use."""


class Broken(Unavailable):
    """Stripe failed, and would repeat that for the same idempotency key."""


class Stripe:
    key = "stripe"
    template = "billing/pay_stripe.html"
    is_asked = True
    least_cents = 50

    @property
    def label(self):
        return _("Card and more, through Stripe")

    @property
    def hint(self):
        return _("You go on at a page of Stripe, a payment company. It learns the amount and how you pay.")

    @property
    def testmode(self):
        return not keys.is_live()

    @property
    def hosts(self):
        if not keys.may_be_used():
            return ()
        return PAGES if keys.api_base() is None else (_origin(keys.api_base()),)

    # --- who may be paid ------------------------------------------------------------------------------------------

    def ready(self, payee, currency):
        if not keys.may_be_used():
            return False
        return payee is None or self._accounts(payee).filter(state=PayoutState.READY).exists()

    def _accounts(self, payee):
        return PayoutAccount.objects.filter(counsellor=payee, provider=self.key, testmode=self.testmode)

    def connect(self, account, return_url=""):
        reference = account.reference or self._open(account)
        try:
            found = _call(client().v1.accounts.retrieve, reference)
        except Refused:  # its owner has taken our access away
            return Connection(PayoutState.RESTRICTED, reference)
        if found["charges_enabled"]:
            return Connection(PayoutState.READY, reference)
        state = PayoutState.RESTRICTED if found["details_submitted"] else PayoutState.ONBOARDING
        return Connection(state, reference, self._link(reference, return_url) if return_url else "")

    def _open(self, account) -> str:
        """An account of the counsellor's own, with Stripe's full dashboard: fees, disputes, losses are between the two."""
        params = {
            "controller": {
                "fees": {"payer": "account"},
                "losses": {"payments": "stripe"},
                "stripe_dashboard": {"type": "full"},
                "requirement_collection": "stripe",
            },
        }
        key = f"account-{ids.to_text(account.counsellor.uid)}-{int(account.changed_at.timestamp())}"
        return _once(client().v1.accounts.create, params, {"idempotency_key": key})["id"]

    def _link(self, reference: str, return_url: str) -> str:
        params = {
            "account": reference,
            "refresh_url": return_url,
            "return_url": return_url,
            "type": "account_onboarding",
        }
        return _call(client().v1.account_links.create, params)["url"]

    # --- paying ---------------------------------------------------------------------------------------------------

    def start(self, payment):
        if not payment.request:
            return self._plan(payment)
        self._check_mode(payment)
        options = self._on(payment) | {"idempotency_key": _key(payment)}
        try:
            session = _call(client().v1.checkout.sessions.create, json.loads(payment.request["ask"]), options)
        except (Refused, Broken):  # nobody has learnt an address to pay at, so nothing can be paid there
            return Snapshot(state=PaymentState.FAILED)
        return self._of_session(payment, session)

    def _plan(self, payment) -> Snapshot:
        """Computed once: asked again with other words, or another hour, Stripe would refuse the same key."""
        charge = payment.charge
        payee = self._accounts(charge.payee).first() if charge.payee else None
        if charge.payee and not (payee and payee.reference):  # disconnected at this moment
            return Snapshot(state=PaymentState.FAILED)
        expires_at = payment.created_at + (PAYABLE_FOR if payee else INVOICE_PAYABLE_FOR)
        uid = ids.to_text(payment.uid)
        ask = {
            "mode": "payment",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": payment.currency.lower(),
                        "unit_amount": payment.amount_cents,
                        "product_data": {"name": charge.text},
                    },
                }
            ],
            "client_reference_id": uid,
            "metadata": {"payment": uid},
            "payment_intent_data": {"metadata": {"payment": uid}, "description": charge.text},
            "adaptive_pricing": {"enabled": False},
            "expires_at": int(expires_at.timestamp()),
            "success_url": settings.SITE_URL + reverse("payment_return", args=[charge.uid]),
            "cancel_url": settings.SITE_URL + reverse("pay", args=[charge.uid]),
            "locale": charge.payer.language.partition("-")[0] or "auto",
        }
        return Snapshot(
            state=PaymentState.CREATED,
            request={"ask": json.dumps(ask)},  # as text: PostgreSQL would order the names anew
            account_ref=payee.reference if payee else "",
            expires_at=expires_at,
        )

    def refresh(self, payment):
        self._check_mode(payment)
        if payment.provider_ref.startswith("pi_"):
            params, way = {"expand": ["latest_charge"]}, client().v1.payment_intents.retrieve
            return self._of_intent(payment, _known(way, payment.provider_ref, params, self._on(payment)))
        if not payment.provider_ref:
            return Snapshot(state=payment.state)
        params, way = {"expand": ["payment_intent.latest_charge"]}, client().v1.checkout.sessions.retrieve
        return self._of_session(payment, _known(way, payment.provider_ref, params, self._on(payment)))

    def cancel(self, payment):
        if not payment.provider_ref:  # nobody ever learnt where to pay it
            return Snapshot(state=PaymentState.CANCELLED)
        if payment.testmode != self.testmode and payment.testmode:
            return Snapshot(state=PaymentState.CANCELLED)  # of a time of trying out
        self._check_mode(payment)
        if payment.provider_ref.startswith("cs_"):
            try:
                way = client().v1.checkout.sessions.expire
                return self._of_session(payment, _call(way, payment.provider_ref, {}, self._on(payment)))
            except Refused:
                pass  # it is over already, one way or the other
        return self.refresh(payment)

    def _of_session(self, payment, session: dict) -> Snapshot:
        request = payment.request | {"session": session["id"]}
        if session["status"] == "open":
            request |= {"goes_to": session["url"]}
            return Snapshot(state=PaymentState.PENDING, ref=session["id"], request=request)
        request.pop("goes_to", None)
        if session["status"] == "expired":
            return Snapshot(state=PaymentState.CANCELLED, ref=session["id"], request=request)
        intent = session["payment_intent"]
        if not isinstance(intent, dict):
            params, way = {"expand": ["latest_charge"]}, client().v1.payment_intents.retrieve
            intent = _known(way, intent, params, self._on(payment))
        return self._of_intent(payment, intent, request)

    def _of_intent(self, payment, intent: dict, request: dict | None = None) -> Snapshot:
        """From here on its id is the reference: refunds and disputes name it, and not the session."""
        state = INTENT_STATES.get(intent["status"], PaymentState.DECLARED)  # slow ways to pay: the payer's part is done
        if state == PaymentState.CONFIRMED and (
            intent["amount_received"] != payment.amount_cents or intent["currency"] != payment.currency.lower()
        ):
            raise Unavailable(f"another amount: {intent['amount_received']} {intent['currency']}")
        returns = self._returns(payment, intent) if state == PaymentState.CONFIRMED else ()
        return Snapshot(state=state, ref=intent["id"], request=request or payment.request, returns=tuple(returns))

    # --- money that goes back -------------------------------------------------------------------------------------

    def refund(self, refund):
        """Looked for first: Stripe forgets idempotency keys after a day, and a second refund would be real."""
        payment = refund.payment
        self._check_mode(payment)
        asked_for = (refund.uid, refund.amount_cents)
        found = self._refunds(payment, payment.provider_ref)
        known = next((it for it in found if (it.ours, it.amount_cents) == asked_for), None)
        if known:
            return known
        uid = ids.to_text(refund.uid)
        params = {
            "payment_intent": payment.provider_ref,
            "amount": refund.amount_cents,
            "metadata": {"refund": uid},
        }
        options = self._on(payment) | {"idempotency_key": f"refund-{uid}"}
        try:
            return _of_refund(_call(client().v1.refunds.create, params, options))
        except Refused:
            return Return(RefundState.FAILED, refund.amount_cents)

    def _returns(self, payment, intent: dict):
        paid = intent["latest_charge"]
        paid = paid if isinstance(paid, dict) else {}
        if paid.get("amount_refunded") or payment.refunds.exists():
            yield from self._refunds(payment, intent["id"])
        if paid.get("disputed") or payment.disputed_at:
            ways = client().v1.disputes.list
            for dispute in _known(ways, {"payment_intent": intent["id"], "limit": 100}, self._on(payment))["data"]:
                yield _of_dispute(dispute)

    def _refunds(self, payment, intent: str) -> list[Return]:
        found = _known(client().v1.refunds.list, {"payment_intent": intent, "limit": 100}, self._on(payment))
        return [_of_refund(refund) for refund in found["data"]]

    # --- the doorbell ---------------------------------------------------------------------------------------------

    def receive(self, request):
        """Nothing in it is believed but that something happened, and about what."""
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            raise Denied("too_big", status=413)
        body, header = request.body, request.headers.get("Stripe-Signature", "")
        if not any(_is_signed(body, header, secret) for secret in settings.STRIPE_WEBHOOK_SECRETS):
            raise Denied("bad_signature", status=400)
        event = json.loads(body)
        return [Ring(event["id"], event["type"], _about(event), event.get("account") or "")]

    # --- how to ask -----------------------------------------------------------------------------------------------

    def _on(self, payment) -> dict:
        """Direct charges exist on the counsellor's account only: asked elsewhere, Stripe knows nothing of them."""
        return {"stripe_account": payment.account_ref} if payment.account_ref else {}

    def _check_mode(self, payment) -> None:
        if payment.testmode != self.testmode or not settings.STRIPE_SECRET_KEY:
            raise Unavailable("begun with another key")


@cache
def _client(key: str, base: str | None) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        stripe_version=VERSION,
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=SECONDS),
        **({"base_addresses": {"api": base}} if base else {}),
    )


def client() -> stripe.StripeClient:
    return _client(settings.STRIPE_SECRET_KEY, keys.api_base())


def _call(way, *args) -> dict:
    try:
        return way(*args).to_dict()
    except (stripe.InvalidRequestError, stripe.PermissionError, stripe.CardError, stripe.IdempotencyError) as error:
        raise Refused(str(error.code)) from error
    except stripe.APIError as error:
        if error.http_status == CONFLICT:  # the same is being asked at this moment, as by a second click
            raise Unavailable(type(error).__name__) from error
        raise Broken(type(error).__name__) from error
    except stripe.StripeError as error:  # no connection, too many requests, a key that is not valid any more
        raise Unavailable(type(error).__name__) from error


def _known(way, *args) -> dict:
    """Of what we made over there: a refusal to show it says nothing about the money."""
    try:
        return _call(way, *args)
    except Refused as error:
        raise Unavailable(str(error)) from error


def _once(way, *args) -> dict:
    try:
        return _call(way, *args)
    except Refused as error:
        raise Denied(
            "provider_refused", _("Stripe does not open an account just now. Please write to us."), status=409
        ) from error


def _key(payment) -> str:
    """One for each try: a declined or broken one would be answered alike for a day."""
    return f"payment-{ids.to_text(payment.uid)}"


def _of_refund(refund: dict) -> Return:
    ours = (refund.get("metadata") or {}).get("refund", "")
    try:
        uid = ids.from_text(ours, ids.ID_SIZE) if ours else None
    except ValueError:
        uid = None
    state = REFUND_STATES.get(refund["status"], RefundState.PENDING)
    return Return(state, refund["amount"], ref=refund["id"], ours=uid)


def _of_dispute(dispute: dict) -> Return:
    due = (dispute.get("evidence_details") or {}).get("due_by")
    return Return(
        DISPUTE_STATES.get(dispute["status"], RefundState.PENDING),
        dispute["amount"],
        ref=dispute["id"],
        reason="dispute",
        until=datetime.fromtimestamp(due, UTC) if due else None,
    )


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    try:
        return stripe.WebhookSignature.verify_header(body, header, secret, tolerance=300)
    except (stripe.SignatureVerificationError, UnicodeDecodeError, TypeError):  # the last: letters no signature has
        return False


def _about(event: dict) -> str:
    if event["type"] == "account.application.deauthorized":
        return event.get("account") or ""
    it = (event.get("data") or {}).get("object") or {}
    kind = it.get("object")
    if kind in ("checkout.session", "payment_intent"):
        return (it.get("metadata") or {}).get("payment") or it["id"]
    if kind == "account":
        return it["id"]
    intent = it.get("payment_intent") or ""
    return intent if isinstance(intent, str) else intent["id"]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
