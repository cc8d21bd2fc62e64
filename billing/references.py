"""Structured creditor references, ISO 11649: "RF", two check digits, then ours. Banks carry them unchanged.

And the QR code that fills in a transfer with one.
"""

import secrets
from decimal import Decimal

from segno import helpers
from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

DIGITS = 10
NAME_BYTES = 200  # a code holds 331 in all


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


def epc_qr(*, holder: str, iban: str, bic: str, cents: int, reference: str = "", text: str = ""):
    """The EPC QR code European banking apps scan, for euros. `text` stands in for a missing `reference`.

    Each of its lines is a field: a name on two lines would write over account and amount.
    """
    name = "".join(letter for letter in " ".join(holder.split()) if letter.isprintable())
    name = name[:70].encode()[:NAME_BYTES].decode(errors="ignore")
    remittance = {"reference": reference} if reference else {"text": text}
    return helpers.make_epc_qr(name=name, iban=iban, bic=bic or None, amount=Decimal(cents) / 100, **remittance)
