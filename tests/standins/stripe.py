"""A stand-in for Stripe, over HTTP: OUR MODEL of it, not Stripe. It shows that our side keeps its promises if Stripe is as
we read its documentation; whether Stripe is so, only a test with a real sandbox key says (test_real_stripe.py).

It keeps accounts, sessions, intents, refunds and disputes; honours Stripe-Account, idempotency keys and limits of amounts;
checks every request against the library's typed parameters; rings signed; and fails on demand.

By hand, with pages to pay in a browser:

    python -m tests.standins.stripe 8100 --ring http://localhost:8000/webhooks/stripe
    STRIPE_SECRET_KEY=sk_test_standin STRIPE_WEBHOOK_SECRETS=whsec_standin STRIPE_API_BASE=http://127.0.0.1:8100 python3 start.py
"""

import argparse
import copy
import html
import itertools
import json
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stripe
from stripe.params import (
    AccountCreateParams,
    AccountLinkCreateParams,
    DisputeListParams,
    PaymentIntentRetrieveParams,
    RefundCreateParams,
    RefundListParams,
)
from stripe.params.checkout import SessionCreateParams, SessionExpireParams, SessionRetrieveParams

from lib import clock
from tests.standins.typed import fit, nested

SECRET = "whsec_standin"
HIDDEN = "_"  # fields beginning so are ours, and never sent


class No(Exception):
    def __init__(self, status: int, message: str, code: str = "", kind: str = "invalid_request_error"):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"message": message, "type": kind} | ({"code": code} if code else {})}


class StripeStandIn:
    """Use as a context manager: it listens while inside. `url` is where."""

    def __init__(self, port: int = 0, ring_at: str = "", now=clock.now):
        self.objects: dict[tuple[str, str], dict] = {}
        self.replies: dict[tuple[str, str], tuple] = {}  # by account and idempotency key
        self.events: list[dict] = []
        self.calls: list[tuple] = []  # (method, path, account, idempotency key, parameters)
        self.faults: list[str] = []  # what happens to the next requests: "", "drop", "refuse", "409", "500", "429"
        self.now, self.port, self.ring_at = now, port, ring_at
        self._number, self._lock, self._run = itertools.count(1), threading.RLock(), secrets.token_hex(4)

    # --- objects --------------------------------------------------------------------------------------------------

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{self._run}{next(self._number):06d}"

    def _new(self, kind: str, prefix: str, account: str, **fields) -> dict:
        it = {"id": self._id(prefix), "object": kind, "created": self._seconds(), "livemode": False} | fields
        self.objects[account, it["id"]] = it
        return it

    def get(self, account: str, key: str) -> dict:
        """An object of another account does not exist."""
        if (account, key) not in self.objects:
            raise No(404, f"No such object: {key}", code="resource_missing")
        it = self.objects[account, key]
        if it["object"] == "checkout.session" and it["status"] == "open" and it["expires_at"] <= self._seconds():
            it |= {"status": "expired", "url": None}
            self.emit("checkout.session.expired", it, account)
        return it

    def _of(self, kind: str, account: str, intent: str) -> list[dict]:
        """Newest first, like Stripe's lists."""
        found = [it for (where, _), it in self.objects.items() if where == account and it["object"] == kind]
        return [it for it in reversed(found) if it["payment_intent"] == intent]

    def _seconds(self) -> int:
        return int(self.now().timestamp())

    def emit(self, kind: str, it: dict, account: str = "") -> dict:
        event = {
            "id": self._id("evt"), "object": "event", "api_version": stripe.api_version, "created": self._seconds(),
            "type": kind, "livemode": False, "pending_webhooks": 1, "request": None,
            "data": {"object": _shown(it)},
        } | ({"account": account} if account else {})  # fmt: skip
        self.events.append(event)
        if self.ring_at:
            threading.Timer(0.3, self.ring, [event]).start()
        return event

    # --- the API --------------------------------------------------------------------------------------------------

    def create_session(self, params: dict, account: str) -> dict:
        if account and not self.get("", account)["charges_enabled"]:
            raise No(400, "Your account cannot currently make live charges.", code="account_invalid")
        line = params["line_items"][0]
        amount = line["price_data"]["unit_amount"] * line["quantity"]
        if amount < 50:
            raise No(400, "The amount is too small.", code="amount_too_small")
        ahead = params["expires_at"] - self._seconds()
        if not 30 * 60 <= ahead <= 24 * 3600:
            raise No(400, "expires_at must be between 30 minutes and 24 hours from now")
        session = self._new(
            "checkout.session", "cs_test", account, mode=params["mode"], amount_total=amount,
            currency=line["price_data"]["currency"], metadata=params["metadata"], status="open", payment_status="unpaid",
            client_reference_id=params["client_reference_id"], payment_intent=None, expires_at=params["expires_at"],
            success_url=params["success_url"], cancel_url=params["cancel_url"],
            _name=line["price_data"]["product_data"]["name"], _intent=params["payment_intent_data"],
        )  # fmt: skip
        session["url"] = f"{self.url}/pay/{account or '-'}/{session['id']}"
        return session

    def expire_session(self, params: dict, account: str, key: str) -> dict:
        session = self.get(account, key)
        if session["status"] != "open":
            raise No(400, "Only Checkout Sessions with a status in [open] can be expired.")
        session |= {"status": "expired", "url": None}
        self.emit("checkout.session.expired", session, account)
        return session

    def create_refund(self, params: dict, account: str) -> dict:
        intent = self.get(account, params["payment_intent"])
        paid = self.get(account, intent["latest_charge"])
        left = paid["amount"] - paid["amount_refunded"]
        if paid["disputed"]:
            raise No(400, "This charge has been charged back.", code="charge_disputed")
        if not left:
            raise No(400, "This charge has already been refunded.", code="charge_already_refunded")
        if not 0 < params["amount"] <= left:
            raise No(400, f"Refund amount ({params['amount']}) is greater than unrefunded amount ({left})")
        return self._refund(account, intent, params["amount"], params.get("metadata", {}))

    def _refund(self, account: str, intent: dict, amount: int, metadata: dict, status: str = "succeeded") -> dict:
        paid = self.get(account, intent["latest_charge"])
        paid["amount_refunded"] += amount
        refund = self._new(
            "refund", "re", account, amount=amount, currency=intent["currency"], payment_intent=intent["id"],
            charge=paid["id"], metadata=metadata, status=status,
        )  # fmt: skip
        self.emit("refund.created", refund, account)
        return refund

    def create_account(self, params: dict, account: str) -> dict:
        return self._new("account", "acct", "", charges_enabled=False, details_submitted=False)

    def create_link(self, params: dict, account: str) -> dict:
        self.get("", params["account"])["_back"] = params["return_url"]
        return {
            "object": "account_link", "created": self._seconds(), "expires_at": self._seconds() + 300,
            "url": f"{self.url}/setup/{params['account']}",
        }  # fmt: skip

    POSTS = {
        "checkout/sessions": (SessionCreateParams, create_session),
        "checkout/sessions/*/expire": (SessionExpireParams, expire_session),
        "refunds": (RefundCreateParams, create_refund),
        "accounts": (AccountCreateParams, create_account),
        "account_links": (AccountLinkCreateParams, create_link),
    }
    GETS = {
        "checkout/sessions/*": SessionRetrieveParams,
        "payment_intents/*": PaymentIntentRetrieveParams,
        "refunds": RefundListParams,
        "disputes": DisputeListParams,
        "accounts/*": None,
    }

    def answer(self, method: str, path: str, form: list, headers) -> dict:
        if not headers.get("Authorization", "").startswith(("Bearer sk_test_", "Bearer rk_test_")):
            raise No(401, "Invalid API key provided", kind="authentication_error")
        account, key = headers.get("Stripe-Account", ""), headers.get("Idempotency-Key", "")
        if account and ("", account) not in self.objects:
            raise No(403, "The provided key does not have access to this account.", code="account_invalid")
        parts = path.removeprefix("/v1/").split("/")
        if method == "GET":
            return self._read(parts, form, account)
        return self._write(parts, form, account, key)

    def _read(self, parts: list, form: list, account: str) -> dict:
        named = parts[0] in ("refunds", "disputes")
        route = "/".join(parts if named else [*parts[:-1], "*"])
        if route not in self.GETS:
            raise No(404, f"Unrecognized request URL: {route}")
        params = self._checked(form, self.GETS[route])
        self.calls.append(("GET", "/".join(parts), account, "", params))
        if named:
            found = self._of(parts[0][:-1], account, params["payment_intent"])
            return {"object": "list", "has_more": False, "data": found}
        it = self.get("" if parts[0] == "accounts" else account, parts[-1])
        return self._expanded(it, params.get("expand", []), account)

    def _write(self, parts: list, form: list, account: str, key: str) -> dict:
        route = "/".join("*" if "_" in part and part != "account_links" else part for part in parts)
        if route not in self.POSTS:
            raise No(404, f"Unrecognized request URL: {route}")
        schema, act = self.POSTS[route]
        if key and (account, key) in self.replies:
            asked, status, reply = self.replies[account, key]
            if asked != (route, form):
                raise No(
                    400,
                    "Keys for idempotent requests can only be used with the same parameters.",
                    kind="idempotency_error",
                )
            if status >= 400:
                raise No(status, "replayed", kind="api_error")
            return copy.deepcopy(reply)
        params = self._checked(form, schema)
        self.calls.append(("POST", "/".join(parts), account, key, params))
        keys = [part for part in parts if "_" in part and part != "account_links"]
        reply = act(self, params, account, *keys)
        if key:
            self.replies[account, key] = ((route, form), 200, copy.deepcopy(reply))
        return reply

    def _checked(self, form: list, schema) -> dict:
        if schema is None:
            return {}
        params, problems = fit(nested(form), schema)
        if problems:
            raise No(400, "; ".join(problems), code="parameter_unknown")
        return params

    def _expanded(self, it: dict, paths: list[str], account: str) -> dict:
        it = dict(it)
        for path in paths:
            name, _, rest = path.partition(".")
            if isinstance(it.get(name), str):
                it[name] = self._expanded(self.get(account, it[name]), [rest] if rest else [], account)
        return it

    # --- what people do on Stripe's pages ---------------------------------------------------------------------------

    def pay(self, account: str, key: str, *, later: bool = False) -> dict:
        """The payer fills in a card, or (`later`) a way to pay that takes days."""
        with self._lock:
            session = self.get(account, key)
            if session["status"] != "open":
                raise No(400, f"session is {session['status']}")
            intent = self._new(
                "payment_intent", "pi", account, amount=session["amount_total"], amount_received=0, status="processing",
                currency=session["currency"], metadata=session["_intent"].get("metadata", {}), latest_charge=None,
            )  # fmt: skip
            session |= {"status": "complete", "payment_intent": intent["id"], "url": None}
            if not later:
                self._receive(account, session)
            self.emit("checkout.session.completed", session, account)
            return session

    def _receive(self, account: str, session: dict) -> None:
        intent = self.get(account, session["payment_intent"])
        paid = self._new("charge", "ch", account, amount=intent["amount"], amount_refunded=0, disputed=False)
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "latest_charge": paid["id"]}
        session["payment_status"] = "paid"

    def settle(self, account: str, key: str, *, succeed: bool = True) -> None:
        """What was paid `later` arrives, or does not."""
        with self._lock:
            session = self.get(account, key)
            if succeed:
                self._receive(account, session)
            else:
                self.get(account, session["payment_intent"])["status"] = "requires_payment_method"
            how = "succeeded" if succeed else "failed"
            self.emit(f"checkout.session.async_payment_{how}", session, account)

    def refund_in_dashboard(self, account: str, key: str, amount: int) -> dict:
        """The counsellor sends money back at Stripe, without us."""
        with self._lock:
            return self._refund(account, self.get(account, self.get(account, key)["payment_intent"]), amount, {})

    def fail_refund(self, account: str, key: str) -> None:
        """The payer's bank does not take it: days later."""
        with self._lock:
            refund = self.get(account, key)
            refund["status"] = "failed"
            self.get(account, refund["charge"])["amount_refunded"] -= refund["amount"]
            self.emit("refund.failed", refund, account)

    def dispute(self, account: str, key: str) -> dict:
        with self._lock:
            intent = self.get(account, self.get(account, key)["payment_intent"])
            self.get(account, intent["latest_charge"])["disputed"] = True
            dispute = self._new(
                "dispute", "du", account, amount=intent["amount"], currency=intent["currency"], status="needs_response",
                payment_intent=intent["id"], charge=intent["latest_charge"],
                evidence_details={"due_by": self._seconds() + 7 * 86400},
            )  # fmt: skip
            self.emit("charge.dispute.created", dispute, account)
            return dispute

    def close_dispute(self, account: str, key: str, *, won: bool) -> None:
        with self._lock:
            dispute = self.get(account, key)
            dispute["status"] = "won" if won else "lost"
            self.emit("charge.dispute.closed", dispute, account)

    def set_up(self, account: str, *, charges_enabled: bool = True) -> None:
        """The counsellor has answered Stripe's questions; or Stripe has new ones."""
        with self._lock:
            it = self.get("", account)
            it |= {"charges_enabled": charges_enabled, "details_submitted": True}
            self.emit("account.updated", it, account)

    def leave(self, account: str) -> None:
        """The counsellor takes our access away."""
        with self._lock:
            it = self.objects.pop(("", account))
            self.emit("account.application.deauthorized", {"id": "ca_standin", "object": "application"}, account)
            self.objects["left", account] = it

    # --- the doorbell -----------------------------------------------------------------------------------------------

    def signed(self, event: dict, *, secret: str = SECRET, at: int | None = None) -> tuple[bytes, str]:
        """(body, value of the Stripe-Signature header)"""
        body = json.dumps(event)
        return body.encode(), stripe.WebhookSignature.generate_signature_header(body, secret, timestamp=at)

    def ring(self, event: dict) -> int:
        body, signature = self.signed(event)
        headers = {"Content-Type": "application/json", "Stripe-Signature": signature}
        request = urllib.request.Request(self.ring_at, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0  # nobody is at home; Stripe would ring again

    # --- HTTP -------------------------------------------------------------------------------------------------------

    def __enter__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def page(self, method: str, parts: list[str], form: dict) -> tuple[str, str]:
        """(HTML, where to go on): what a person sees and does."""
        if parts[0] == "setup":
            if method == "POST":
                self.set_up(parts[1], charges_enabled=form["do"] == "finish")
                return "", self.get("", parts[1])["_back"]
            return _html("Set up payouts", {"finish": "Finish", "restrict": "Leave something out"}), ""
        account = "" if parts[1] == "-" else parts[1]
        session = self.get(account, parts[2])
        if method == "POST" and form["do"] == "cancel":
            return "", session["cancel_url"]
        if method == "POST":
            self.pay(account, session["id"], later=form["do"] == "later")
            if form["do"] == "later":
                threading.Timer(60, self.settle, [account, session["id"]]).start()
            return "", session["success_url"]
        if session["status"] != "open":
            return _html(f"This session is {session['status']}", {}), ""
        title = f"{session['_name']}: {session['amount_total'] / 100:.2f} {session['currency'].upper()}"
        return _html(title, {"pay": "Pay", "later": "Pay with a bank debit (a minute)", "cancel": "Back"}), ""


def _shown(it):
    if isinstance(it, dict):
        return {name: _shown(value) for name, value in it.items() if not name.startswith(HIDDEN)}
    return [_shown(value) for value in it] if isinstance(it, list) else it


def _html(title: str, buttons: dict) -> str:
    rows = "".join(f'<p><button name="do" value="{name}">{label}</button></p>' for name, label in buttons.items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Stand-in for Stripe</title>'
        f"<h1>Stand-in for Stripe</h1><p>{html.escape(title)}</p><form method=post>{rows}</form>"
    )


def _handler(standin: StripeStandIn):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self):
            length = int(self.headers.get("Content-Length") or 0)
            sent = urllib.parse.parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True)
            url = urllib.parse.urlparse(self.path)
            parts = url.path.strip("/").split("/")
            if parts[0] in ("pay", "setup"):
                return self.show(*standin.page(self.command, parts, dict(sent)))
            form = sent + urllib.parse.parse_qsl(url.query, keep_blank_values=True)
            with standin._lock:
                fault = standin.faults.pop(0) if standin.faults else ""
                if fault == "refuse":  # not done
                    self.close_connection = True
                    return None
                try:
                    if fault in ("409", "500", "429"):
                        self.fail(int(fault), url.path, form)
                    status, body = 200, _shown(standin.answer(self.command, url.path, form, self.headers))
                except No as no:
                    status, body = no.status, no.body
            if fault == "drop":  # done, and nobody hears of it
                self.close_connection = True
                return None
            self.send(status, json.dumps(body).encode(), "application/json")

        do_GET = do_POST = do  # noqa: N815 - the names the library looks for

        def fail(self, status: int, path: str, form: list):
            """A failure with an idempotency key is what the same key gets from then on; a refusal for haste is not."""
            key, account = self.headers.get("Idempotency-Key", ""), self.headers.get("Stripe-Account", "")
            if key and status == 500:
                route = path.removeprefix("/v1/")
                standin.replies[account, key] = ((route, form), status, None)
            raise No(status, "on demand", kind="api_error")

        def show(self, page: str, goes_to: str):
            if goes_to:
                self.send_response(303)
                self.send_header("Location", goes_to)
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.send(200, page.encode(), "text/html")

        def send(self, status: int, body: bytes, kind: str):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A stand-in for Stripe. Our model of it, not Stripe.")
    parser.add_argument("port", type=int)
    parser.add_argument("--ring", default="http://localhost:8000/webhooks/stripe", help="where the site takes webhooks")
    given = parser.parse_args()
    with StripeStandIn(given.port, given.ring) as running:
        print(f"{running.url} stands in for Stripe and rings at {given.ring}; Ctrl-C ends it.", flush=True)
        while True:
            time.sleep(3600)
