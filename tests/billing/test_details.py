"""What counsellors tell for invoices, and the mandate to write receipts."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from billing.actions import parties
from billing.documents import Party, tax
from billing.enums import Regime, VatState
from billing.models import OperatorDetails, TaxProfile
from billing.queries import operators, plans
from lib import clock
from lib.denied import Denied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

TYPED = {
    "legal_name": "Praxis Vera Weiss", "street": "Gasse 2", "postcode": "10115", "city": "Berlin", "country": "DE",
    "vat_id": "de 136 695 976", "tax_number": "12/345/67890",
}  # fmt: skip
STORED = TYPED | {"vat_id": "DE136695976"}


@pytest.fixture
def page(client, vera):
    client.force_login(vera)
    return lambda data=None, name="billing_details": (
        client.get(reverse(name)) if data is None else client.post(reverse(name), data)
    )


def profile():
    return TaxProfile.objects.get()


def test_details_are_saved_and_shown_again(page, vera):
    assert "Praxis Vera" not in page().content.decode()
    assert page(TYPED).status_code == 302
    assert {name: getattr(profile(), name) for name in STORED} == STORED
    text = page().content.decode()
    assert "Praxis Vera Weiss" in text
    assert "DE136695976 looks right" in text
    assert AuditEvent.objects.filter(kind="billing.details_changed", actor=vera).exists()


@pytest.mark.parametrize("name", ["legal_name", "street", "postcode", "city", "country"])
def test_what_an_invoice_needs_is_asked_for(page, name):
    response = page(TYPED | {name: ""})
    assert response.status_code == 422
    assert f'href="#id_{name}"' in response.content.decode()
    assert not TaxProfile.objects.exists()


@pytest.mark.parametrize(
    ("number", "country", "stored"),
    [
        ("DE136695976", "DE", "DE136695976"),
        ("136695976", "DE", "DE136695976"),
        ("DE136695977", "DE", None),  # the check digit
        ("DE136695976", "AT", None),
        ("ATU 135 855 27", "AT", None),
        ("ATU13585627", "AT", "ATU13585627"),
        ("EL094259216", "GR", "EL094259216"),
        ("<script>", "US", "<SCRIPT>"),  # no register is known: kept as typed, shown escaped
        ("", "DE", ""),
    ],
)
def test_a_vat_number_has_to_be_one_of_the_country(page, number, country, stored):
    response = page(TYPED | {"vat_id": number, "country": country})
    assert response.status_code == (422 if stored is None else 302)
    if stored is not None:
        assert profile().vat_id == stored
        assert "<SCRIPT>" not in page().content.decode()


def test_a_number_is_confirmed_by_others_and_a_new_one_anew(vera):
    mine = parties.save_details(vera, by=vera, **STORED)
    assert mine.vat_state == VatState.UNVERIFIED
    TaxProfile.objects.update(vat_state=VatState.VALID, vat_checked_at=clock.now())
    assert parties.save_details(vera, by=vera, **STORED | {"street": "Gasse 3"}).vat_state == VatState.VALID
    changed = parties.save_details(vera, by=vera, **STORED | {"vat_id": "DE811115368"})
    assert (changed.vat_state, changed.vat_checked_at) == (VatState.UNVERIFIED, None)
    TaxProfile.objects.update(vat_state=VatState.VALID)
    assert parties.save_details(vera, by=vera, **STORED | {"vat_id": ""}).vat_state == VatState.NONE


def test_typing_a_state_into_the_form_confirms_nothing(page):
    page(TYPED | {"vat_state": "valid", "writes_receipts": "on", "mandated_at": "2020-01-01"})
    assert (profile().vat_state, profile().writes_receipts) == (VatState.UNVERIFIED, False)


def test_the_invoice_of_the_operator_follows_the_profile(vera):
    operator = Party(country="AT", vat_id="ATU13585627")
    mine = parties.save_details(vera, by=vera, **STORED)
    assert tax.of(operator, Party.of(mine), plans.today()).category == "S"
    mine.vat_state = VatState.VALID
    buyer = Party.of(mine)
    assert tax.of(operator, buyer, plans.today()).category == "AE"
    assert buyer.identifier == f"C{vera.pk}"
    assert Party.read(buyer.as_json()) == buyer


def test_birth_and_tax_identification_are_asked_only_where_they_are_reported(page):
    assert "id_born_on" not in page().content.decode()
    page(TYPED | {"born_on": "1980-02-03", "tin": "123"})
    assert profile().born_on is None
    details = operators.details()
    details.site_id, details.reports_sellers = 1, True
    OperatorDetails.objects.bulk_create([details])
    assert "id_born_on" in page().content.decode()
    assert page(TYPED | {"born_on": "2190-02-03"}).status_code == 422
    page(TYPED | {"born_on": "1980-02-03", "tin": "123"})
    assert (str(profile().born_on), profile().tin) == ("1980-02-03", "123")


MANDATE = {"regime": "standard", "rate_bps": "19", "mandate": "on"}


def test_receipts_wait_for_what_they_must_contain(page, vera):
    assert "To your billing details" in page(name="receipts").content.decode()
    assert page(MANDATE, "receipts").status_code == 200
    assert not TaxProfile.objects.exists()
    parties.save_details(vera, by=vera, **STORED | {"tax_number": "", "vat_id": ""})
    with pytest.raises(Denied, match="details_missing"):
        parties.write_receipts(vera, regime=Regime.SMALL, rate_bps=0, by=vera)


def test_the_mandate_is_given_taken_back_and_given_anew(page, vera, now):
    parties.save_details(vera, by=vera, **STORED)
    assert 'value="19"' in page(name="receipts").content.decode()  # the rate of the country
    assert page(MANDATE | {"mandate": ""}, "receipts").status_code == 422
    assert page(MANDATE, "receipts").status_code == 302
    mine = profile()
    assert (mine.writes_receipts, mine.rate_bps, mine.mandated_at) == (True, 1900, clock.now())
    with pytest.raises(Denied, match="no_tax_number"):
        parties.save_details(vera, by=vera, **STORED | {"tax_number": "", "vat_id": ""})
    page({"stop": "1"}, "receipts")
    assert not profile().writes_receipts
    page(MANDATE | {"regime": "medical", "rate_bps": ""}, "receipts")
    assert (profile().writes_receipts, profile().regime, profile().rate_bps) == (True, Regime.MEDICAL, 0)


@pytest.mark.parametrize("rate", ["", "0", "31", "-5", "20.001", "abc"])
def test_a_rate_of_vat_is_a_rate(page, vera, rate):
    parties.save_details(vera, by=vera, **STORED)
    assert page(MANDATE | {"rate_bps": rate}, "receipts").status_code == 422
    assert page(MANDATE | {"rate_bps": "8,1"}, "receipts").status_code == 302
    assert profile().rate_bps == 810
