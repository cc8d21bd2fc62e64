"""How money reaches a payee. A provider is a small object without state that never writes: it answers with what is true
over there, and `billing.actions` decides what that means here.

Providers are listed by dotted path in `PAYMENT_PROVIDERS`. To add one, write the methods of `Provider`.
"""

from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from lib.denied import Denied


@dataclass(frozen=True)
class Snapshot:
    """What a provider says about a payment right now. `ref` is its own id of it, `request` what it was asked."""

    state: str
    ref: str = ""
    reference: str = ""
    request: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Redirect:
    """The payer goes on at the provider's page."""

    url: str


@dataclass(frozen=True)
class Instructions:
    """The payer follows instructions on our page, rendered with `template`."""

    template: str
    context: dict


class Provider(Protocol):
    key: str  # "transfer"
    label: str  # what the payer chooses by
    hint: str  # one sentence below it
    testmode: bool  # no money moves; said loudly wherever it shows

    def ready(self, payee, currency: str) -> bool:
        """Can this payee be paid through me, now, in this currency?"""

    def start(self, payment) -> Snapshot:
        """Begin. Called outside of any transaction; may be called again with the same payment after a crash."""

    def next_step(self, payment) -> Redirect | Instructions:
        """Where the payer of a started payment goes on."""

    def refresh(self, payment) -> Snapshot:
        """Ask again; never guess."""

    def cancel(self, payment) -> Snapshot:
        """Make it impossible to pay. May answer that it is too late, the money is there."""

    def refund(self, refund) -> str:
        """Send money back; the state the refund is in now (`RefundState`)."""


def every() -> list[Provider]:
    return [import_string(path)() for path in settings.PAYMENT_PROVIDERS]


def by_key(key: str) -> Provider:
    for provider in every():
        if provider.key == key:
            return provider
    raise Denied("no_provider", _("This way to pay is not available."), status=409)


def for_charge(charge) -> list[Provider]:
    return [provider for provider in every() if provider.ready(charge.payee, charge.currency)]
