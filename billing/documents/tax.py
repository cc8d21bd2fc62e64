"""Which VAT a line has: a table of who sells to whom, and the rates of each day. Pure.

Buyers are counsellors, who buy for their profession: the place of supply is where they are (Article 44 of the VAT
Directive). No legal advice: an operator shows this table to a tax adviser (docs/decisions/0109).
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from billing.documents.data import Party
from billing.enums import Regime, TaxCategory, VatState
from lib.denied import Denied

# basis points of the standard rate, from a day on
RATES: dict[str, tuple[tuple[date, int], ...]] = {
    country: tuple((date.fromisoformat(day), bps) for day, bps in steps)
    for country, steps in {
        "AT": [("2016-01-01", 2000)],
        "BE": [("1996-01-01", 2100)],
        "BG": [("1999-01-01", 2000)],
        "CY": [("2014-01-13", 1900)],
        "CZ": [("2013-01-01", 2100)],
        "DE": [("2021-01-01", 1900)],
        "DK": [("1992-01-01", 2500)],
        "EE": [("2024-01-01", 2200), ("2025-07-01", 2400)],
        "ES": [("2012-09-01", 2100)],
        "FI": [("2013-01-01", 2400), ("2024-09-01", 2550)],
        "FR": [("2014-01-01", 2000)],
        "GR": [("2016-06-01", 2400)],
        "HR": [("2013-01-01", 2500)],
        "HU": [("2012-01-01", 2700)],
        "IE": [("2021-03-01", 2300)],
        "IT": [("2013-10-01", 2200)],
        "LT": [("2009-09-01", 2100)],
        "LU": [("2024-01-01", 1700)],
        "LV": [("2012-07-01", 2100)],
        "MT": [("2004-01-01", 1800)],
        "NL": [("2012-10-01", 2100)],
        "PL": [("2011-01-01", 2300)],
        "PT": [("2011-01-01", 2300)],
        "RO": [("2017-01-01", 1900), ("2025-08-01", 2100)],
        "SE": [("1990-07-01", 2500)],
        "SI": [("2013-07-01", 2200)],
        "SK": [("2011-01-01", 2000), ("2025-01-01", 2300)],
        "CH": [("2018-01-01", 770), ("2024-01-01", 810)],
        "GB": [("2011-01-04", 2000)],
    }.items()
}
EU = frozenset(RATES) - {"CH", "GB"}
TERRITORY = {"LI": "CH", "MC": "FR", "IM": "GB"}  # countries that share the VAT of another one

CODES = {TaxCategory.REVERSE_CHARGE: "VATEX-EU-AE", TaxCategory.OUTSIDE: "VATEX-EU-O"}
MEDICAL_CODE = "VATEX-EU-132-1C"

# what the law of the seller wants to read; "" is for every other country
SMALL = {
    "AT": "Umsatzsteuerfrei gemäß § 6 Abs. 1 Z 27 UStG (Kleinunternehmer).",
    "DE": "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.",
    "FR": "TVA non applicable, art. 293 B du CGI.",
    "LU": "TVA non applicable, art. 57 de la loi TVA.",
    "CH": "Nicht mehrwertsteuerpflichtig (Art. 10 Abs. 2 MWSTG).",
    "": "Exempt from VAT: small business.",
}
MEDICAL = {
    "AT": "Umsatzsteuerfrei gemäß § 6 Abs. 1 Z 19 UStG (Heilbehandlung).",
    "DE": "Umsatzsteuerfrei gemäß § 4 Nr. 14 UStG (Heilbehandlung).",
    "FR": "Exonération de TVA, art. 261-4-1° du CGI.",
    "CH": "Von der Mehrwertsteuer ausgenommen (Art. 21 Abs. 2 Ziff. 3 MWSTG).",
    "": "Exempt from VAT: medical care.",
}
REVERSE = {
    "AT": "Übergang der Steuerschuld auf den Leistungsempfänger (Reverse Charge).",
    "DE": "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).",
    "FR": "Autoliquidation (Reverse Charge).",
    "BE": "Autoliquidation / Btw verlegd (Reverse Charge).",
    "LU": "Autoliquidation (Reverse Charge).",
    "": "Reverse charge: VAT is due from the recipient.",
}
OUTSIDE = {
    "AT": "Nicht steuerbar: Der Leistungsort liegt beim Leistungsempfänger (§ 3a Abs. 6 UStG).",
    "DE": "Nicht steuerbar: Der Leistungsort liegt beim Leistungsempfänger (§ 3a Abs. 2 UStG).",
    "FR": "TVA non applicable, art. 259-1° du CGI.",
    "CH": "Nicht steuerbar: Der Ort der Leistung liegt im Ausland (Art. 8 Abs. 1 MWSTG).",
    "": "Not subject to VAT: the place of supply is where the recipient is.",
}


@dataclass(frozen=True)
class Treatment:
    category: str
    bps: int
    reason: str = ""  # for people, in the seller's legal wording
    code: str = ""  # the same for machines (VATEX)
    is_doubtful: bool = False  # somebody should look: the buyer's details do not tell enough


def of(seller: Party, buyer: Party, on: date) -> Treatment:
    """Of what the operator sells to a counsellor. Raises Denied("no_vat_rate") where no rate is known."""
    here, there = territory(seller.country), territory(buyer.country or seller.country)
    if seller.regime == Regime.SMALL:
        return _treated(TaxCategory.EXEMPT, seller)
    if here == there:
        return Treatment(TaxCategory.STANDARD.value, rate(here, on), is_doubtful=not buyer.country)
    if here not in EU or there not in EU:
        return _treated(TaxCategory.OUTSIDE, seller)
    if buyer.vat_id and buyer.vat_state == VatState.VALID:
        return _treated(TaxCategory.REVERSE_CHARGE, seller)
    return Treatment(TaxCategory.STANDARD.value, rate(here, on), is_doubtful=True)


def inside(seller: Party, bps: int) -> Treatment:
    """Of what a counsellor sells to a client: the counsellor's own regime and rate, inside of the price."""
    if seller.regime == Regime.STANDARD:
        return Treatment(TaxCategory.STANDARD.value, bps)
    return _treated(TaxCategory.EXEMPT, seller)


def rate(country: str, on: date) -> int:
    steps = [bps for day, bps in RATES.get(territory(country), ()) if day <= on]
    if not steps:
        raise Denied("no_vat_rate", _("The rate of VAT of this country is not known here. Please tell the operator."))
    return steps[-1]


def territory(country: str) -> str:
    return TERRITORY.get(country, country)


def exemption(category: str, seller: Party) -> tuple[str, str]:
    """Why there is no VAT, for people and for machines. Empty where there is."""
    if category == TaxCategory.STANDARD:
        return "", ""
    if category == TaxCategory.EXEMPT:
        is_medical = seller.regime == Regime.MEDICAL
        return _worded(MEDICAL if is_medical else SMALL, seller), MEDICAL_CODE if is_medical else ""
    words = REVERSE if category == TaxCategory.REVERSE_CHARGE else OUTSIDE
    return _worded(words, seller), CODES[TaxCategory(category)]


def _treated(category: TaxCategory, seller: Party) -> Treatment:
    reason, code = exemption(category, seller)
    return Treatment(category.value, 0, reason, code)


def _worded(words: dict[str, str], seller: Party) -> str:
    return words.get(territory(seller.country), words[""])
