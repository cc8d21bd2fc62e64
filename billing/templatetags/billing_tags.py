from django import template

from billing import money, references

register = template.Library()


@register.filter
def money_of(thing) -> str:
    """`80.00 EUR` of a charge, payment or refund."""
    return money.show(thing.amount_cents, getattr(thing, "currency", None) or thing.payment.currency)


@register.filter
def cents(amount: int, currency: str) -> str:
    return money.show(amount, currency)


@register.filter
def spaced(reference: str) -> str:
    return references.spaced(reference)


@register.filter
def in_fours(iban: str) -> str:
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
