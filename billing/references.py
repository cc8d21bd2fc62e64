"""Structured creditor references, ISO 11649: "RF", two check digits, then ours. Banks carry them unchanged."""

import secrets

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

DIGITS = 10


def new() -> str:
    return of("".join(secrets.choice("0123456789") for _ in range(DIGITS)))


def of(body: str) -> str:
    return iso11649.validate(f"RF{mod_97_10.calc_check_digits(f'{body}RF')}{body}")


def spaced(reference: str) -> str:
    """In groups of four, as people read and type it."""
    return iso11649.format(reference)


def of_invoice(number: str) -> str:
    """ "2026-00042" as "RF.. 202600042": what is printed on the invoice leads back to it. Shorter than those of `new`."""
    return of("".join(filter(str.isdigit, number)))
