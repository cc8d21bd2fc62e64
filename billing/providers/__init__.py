"""How money reaches a payee. A provider is a small object without state that never writes: it answers with what is true
over there, and `billing.actions` decides what that means here.

Providers are listed by dotted path in `PAYMENT_PROVIDERS`. To add one, write the seven methods of `Provider`. Whatever
asks over the network may raise `Unavailable`; it is called outside of any transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from lib.denied import Denied


class Unavailable(Exception):
    """The provider gave no answer one could rely on. Nothing is known; ask again later."""


@dataclass(frozen=True)
class Return:
    """Money that goes back over there. `ref` is the provider's id of it; `ours` the `Refund.uid` if we asked for it."""

    state: str  # RefundState
    amount_cents: int = 0
    ref: str = ""
    ours: bytes | None = None
    reason: str = ""  # "dispute": the payer's bank asks for it
    until: datetime | None = None  # by when the payee has to answer a dispute


@dataclass(frozen=True)
class Snapshot:
    """What a provider says about a payment right now. Empty: nothing is said about it.

    `ref` is its own id of the payment, `request` what it was asked and what it answered that is needed later
    ("goes_to": the address where the payer goes on), `account_ref` the account over there it was begun on, `expires_at`
    from when nobody can pay it any more, `returns` all money that goes back.
    """

    state: str
    ref: str = ""
    reference: str = ""
    request: dict = field(default_factory=dict)
    account_ref: str = ""
    expires_at: datetime | None = None
    returns: tuple[Return, ...] = ()

    @property
    def refunded_cents(self) -> int:
        return sum(it.amount_cents for it in self.returns if it.state == "done")

    @property
    def disputed(self) -> bool:
        return any(it.reason == "dispute" and it.state != "failed" for it in self.returns)


@dataclass(frozen=True)
class Connection:
    """How far a counsellor's account over there is. `goes_to`: where its owner goes on."""

    state: str  # PayoutState
    reference: str = ""
    goes_to: str = ""


@dataclass(frozen=True)
class Ring:
    """A provider's doorbell: something changed about `about`, a `Payment.uid` as text or an id of the provider's."""

    event_id: str
    kind: str
    about: str
    account: str = ""


class Provider(Protocol):
    key: str  # "transfer"
    label: str  # what the payer chooses by
    hint: str  # one sentence below it
    testmode: bool  # no money moves; said loudly wherever it shows
    template: str  # what the payer of a started payment sees on our page
    is_asked: bool  # does `refresh` learn anything? A person's word has nobody to be asked again
    least_cents: int  # smaller amounts are refused over there
    hosts: tuple[str, ...]  # pages elsewhere on which payers and payees go on: "https://checkout.example"

    def ready(self, payee, currency: str) -> bool:
        """Can this payee (None: the operator) be paid through me, now, in this currency? Asks nobody."""

    def connect(self, account, return_url: str = "") -> Connection:
        """Ask how far a counsellor's account is; open one if there is none. With `return_url`: where to go on."""

    def start(self, payment) -> Snapshot:
        """Begin. Called until the payment is no longer CREATED: whoever asks over the network answers first with the
        `request` it is going to make, so that it is stored and after a crash sent again unchanged."""

    def refresh(self, payment) -> Snapshot:
        """Ask again; never guess."""

    def cancel(self, payment) -> Snapshot:
        """Make it impossible to pay. May answer that it is too late, the money is there."""

    def refund(self, refund) -> Return:
        """Send money back, once, however often this is called."""

    def receive(self, request) -> Iterable[Ring]:
        """Who rings? Raises Denied("bad_signature", status=400)."""


def every() -> list[Provider]:
    return [import_string(path)() for path in settings.PAYMENT_PROVIDERS]


def by_key(key: str) -> Provider:
    for provider in every():
        if provider.key == key:
            return provider
    raise Denied("no_provider", _("This way to pay is not available."), status=409)


def check_by_hand(payment) -> None:
    """What people say about money counts only where nobody else can be asked how it is."""
    if any(provider.key == payment.provider and provider.is_asked for provider in every()):
        raise Denied("not_by_hand", _("That is not possible any more."), status=409)


def for_charge(charge) -> list[Provider]:
    return [provider for provider in every() if serves(provider, charge)]


def serves(provider: Provider, charge) -> bool:
    """What is owed to the operator is play money or none; between two people the site's settings decide."""
    if charge.payee_id is None and provider.testmode != charge.testmode:
        return False
    return charge.amount_cents >= provider.least_cents and provider.ready(charge.payee, charge.currency)


def that_can_be_joined() -> list[Provider]:
    """Those over there a counsellor opens an account of their own."""
    return [provider for provider in every() if provider.hosts]


class ByHand:
    """What providers have in common that nobody asks over the network."""

    is_asked = False
    least_cents = 1
    hosts = ()

    def connect(self, account, return_url=""):
        return Connection(account.state, account.reference)

    def receive(self, request):
        raise Denied("not_found", status=404)
