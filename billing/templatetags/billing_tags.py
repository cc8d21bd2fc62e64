from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from billing import money, references
from billing.providers import transfer
from billing.queries import plans
from cms import worded

register = template.Library()


@register.filter
def money_of(thing) -> str:
    """What a charge, payment or refund is about: "€80", "80 €"."""
    return money.show(thing.amount_cents, getattr(thing, "currency", None) or thing.payment.currency)


@register.filter
def cents(amount: int, currency: str) -> str:
    return money.show(amount, currency)


@register.filter
def exact(amount: int, currency: str) -> str:
    """With cents always, for amounts below each other: "€12.00"."""
    return money.exact(amount, currency)


@register.filter
def way(payment) -> str:
    """How it was paid, in a word or two for a table."""
    return {"transfer": _("transfer"), "stripe": "Stripe", "test": _("play money")}.get(payment.provider, "")


@register.filter
def negated(amount: int) -> int:
    return -amount


@register.filter
def spaced(reference: str) -> str:
    return references.spaced(reference)


@register.filter
def qr_code(payment) -> str:
    """Of a transfer, for banking apps; empty where they know none."""
    return mark_safe(transfer.qr_svg(payment))


@register.filter
def in_fours(iban: str) -> str:
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


@register.simple_tag
def plan_offers():
    """The plans that can be chosen today, each with its price."""
    return plans.offers()


@register.filter
def described(plan) -> str:
    """The plan's description in the present language."""
    return worded.in_language(plan, "description")


@register.filter
def fee(price) -> str:
    """What is paid every month or year: "€19", as the present language writes it."""
    return money.show(price.amount_cents, price.currency)


@register.filter
def commission(price) -> str:
    return money.percent(price.commission_bps)


@register.filter
def percent(bps: int) -> str:
    return money.percent(bps)
