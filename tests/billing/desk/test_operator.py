"""The operator as seller: half may be saved, nonsense may not, and what is missing is said wherever it matters."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Site

from billing import vat_ids
from billing.enums import EntryKind
from billing.models import LedgerEntry, OperatorDetails
from billing.queries import operators
from cms import desk
from config import doctor
from config.doctor import State
from tests.staff import browser

pytestmark = pytest.mark.django_db
WHOLE = {
    "legal_name": "Quiet Harbour GmbH", "street": "Musterweg 1", "postcode": "1010", "city": "Vienna", "country": "AT",
    "regime": "standard", "vat_id": "ATU13585627", "due_days": "14", "holder": "Quiet Harbour GmbH",
    "iban": "AT61 1904 3002 3457 3201",
}  # fmt: skip


def save(user, **given):
    address = reverse("wagtailsettings:edit", args=("billing", "operatordetails", Site.objects.get().pk))
    return browser(user).post(address, {"email": "", "bic": "", "tax_number": "", "register_number": ""} | given)


def test_details_are_saved_as_banks_and_registers_write_them(bruno):
    assert save(bruno, **WHOLE | {"country": "at", "vat_id": "u13585627"}).status_code == 302
    details = operators.details()
    assert (details.iban, details.country, details.vat_id) == ("AT611904300234573201", "AT", "ATU13585627")
    assert operators.missing(details) == []


def test_half_of_the_details_may_be_saved_and_the_rest_is_named(bruno):
    assert save(bruno, legal_name="Quiet Harbour GmbH", regime="standard", due_days="14").status_code == 302
    assert operators.missing(operators.details()) == [
        "Street and number", "Postcode", "Town", "Country", "Account holder", "IBAN", "VAT number or tax number",
    ]  # fmt: skip


def test_without_an_account_to_pay_to_nothing_is_owed_that_could_become_late(bruno):
    save(bruno, **WHOLE | {"iban": "", "holder": "", "vat_id": "", "tax_number": "12 345/6789"})
    assert operators.missing(operators.details()) == ["Account holder", "IBAN"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("iban", "AT61 1904 3002 3457 3202"), ("vat_id", "ATU13585628"), ("bic", "NOBANK"), ("country", "A1"),
     ("due_days", "3"), ("regime", "medical"), ("holder", "")],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(bruno, field, value):
    response = save(bruno, **WHOLE | {field: value})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not OperatorDetails.objects.exclude(legal_name="").exists()


@pytest.mark.parametrize(
    ("number", "country", "tidy"),
    [("ATU 13585627", "AT", "ATU13585627"), ("136695976", "DE", "DE136695976"), ("el094259216", "GR", "EL094259216"),
     ("CHE-107.787.577 IVA", "CH", "CHE107787577IVA"), ("whatever 1", "US", "WHATEVER1")],
)  # fmt: skip
def test_a_vat_number_is_tidied_as_its_country_writes_it(number, country, tidy):
    assert vat_ids.tidy(number, country) == tidy


@pytest.mark.parametrize(
    ("number", "country"), [("ATU13585627", "DE"), ("DE136695977", "DE"), ("é", "US"), ("1" * 21, "US")]
)
def test_a_vat_number_of_another_country_or_with_a_slip_is_refused(number, country):
    with pytest.raises(vat_ids.Malformed):
        vat_ids.tidy(number, country)


def test_the_staff_hear_of_missing_details_once_something_waits_to_be_invoiced(bruno, django_user_model):
    def heard():
        return [waiting.text for waiting in desk.waiting_for(bruno) if "no invoice" in waiting.text]

    assert heard() == []
    vera = django_user_model.objects.create(username="vera", role="counsellor")
    LedgerEntry.objects.create(
        counsellor=vera, kind=EntryKind.ADJUSTMENT, net_cents=1200, currency="EUR", text="Set-up", on=date(2027, 3, 1)
    )
    assert len(heard()) == 1
    assert {finding.state for finding in doctor.operator_on_invoices()} == {State.WRONG}
    save(bruno, **WHOLE)
    assert heard() == []
    assert {finding.state for finding in doctor.operator_on_invoices()} == {State.OK}
