"""An EN 16931 invoice as UN/CEFACT CII (what Factur-X and ZUGFeRD call "EN 16931"). Standard library only.

The order of elements is the schema's. `tests/billing/test_documents_xml.py` runs schema and rules on every variant.
"""

import xml.etree.ElementTree as ET
from datetime import date

from billing.documents import tax
from billing.documents.data import Document, Line, Party
from billing.documents.totals import totals
from billing.documents.words import words
from billing.enums import TaxCategory

GUIDELINE = "urn:cen.eu:en16931:2017"
TRANSFER = "58"  # UNTDID 4461: SEPA credit transfer
CREDIT_TRANSFER = "30"  # the same in another currency
PIECE = "C62"  # UN/ECE recommendation 20
SPACES = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
}


def write(document: Document) -> bytes:
    for prefix, uri in SPACES.items():
        ET.register_namespace(prefix, uri)
    root = ET.Element(_name("rsm:CrossIndustryInvoice"))
    _add(root, "rsm:ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID", GUIDELINE)
    _header(root, document)
    transaction = _add(root, "rsm:SupplyChainTradeTransaction")
    for position, line in enumerate(document.lines, 1):
        _line(transaction, position, line)
    is_outside = any(line.category == TaxCategory.OUTSIDE for line in document.lines)
    agreement = _add(transaction, "ApplicableHeaderTradeAgreement")
    _party(agreement, "SellerTradeParty", document.seller, document, is_outside)
    _party(agreement, "BuyerTradeParty", document.buyer, document, is_outside)
    delivery = _add(transaction, "ApplicableHeaderTradeDelivery")  # an empty one is refused (PEPPOL-EN16931-R008)
    _day(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime", document.period[1])
    _settlement(transaction, document)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _header(root, document):
    header = _add(root, "rsm:ExchangedDocument")
    _add(header, "ID", document.number)
    _add(header, "TypeCode", int(document.type))
    _day(header, "IssueDateTime", document.issued_on)
    if document.testmode:
        _add(header, "IncludedNote/Content", words(document.language)["test_note"])
    for note in document.notes:
        _add(header, "IncludedNote/Content", note)


def _line(transaction, position: int, line: Line):
    item = _add(transaction, "IncludedSupplyChainTradeLineItem")
    _add(item, "AssociatedDocumentLineDocument/LineID", position)
    _add(item, "SpecifiedTradeProduct/Name", line.text)
    # a price is never negative (BR-27), a quantity may be
    _add(item, "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", _amount(abs(line.net_cents)))
    quantity = -1 if line.net_cents < 0 else 1
    _add(item, "SpecifiedLineTradeDelivery/BilledQuantity", quantity, unitCode=PIECE)
    settlement = _add(item, "SpecifiedLineTradeSettlement")
    applied = _add(settlement, "ApplicableTradeTax")
    _add(applied, "TypeCode", "VAT")
    _add(applied, "CategoryCode", line.category)
    _rate(applied, line.category, line.bps)
    _add(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", _amount(line.net_cents))


def _party(agreement, tag: str, party: Party, document: Document, is_outside: bool):
    is_seller = tag == "SellerTradeParty"
    element = _add(agreement, tag)
    vat_id = "" if is_outside else party.vat_id.replace(" ", "")  # BR-O-02
    identifier = party.identifier
    if is_seller and not (identifier or party.register_number or vat_id):
        identifier = party.tax_number  # a seller is identified by something (BR-CO-26)
    if identifier:
        _add(element, "ID", identifier)
    _add(element, "Name", party.legal_name or words(document.language)["client"])
    if party.register_number:
        _add(element, "SpecifiedLegalOrganization/ID", party.register_number)
    address = _add(element, "PostalTradeAddress")
    for name, value in (("PostcodeCode", party.postcode), ("LineOne", party.street), ("CityName", party.city)):
        if value:
            _add(address, name, value)
    _add(address, "CountryID", party.country or document.seller.country)
    if party.email:
        _add(element, "URIUniversalCommunication/URIID", party.email, schemeID="EM")
    if is_seller and party.tax_number:
        _add(element, "SpecifiedTaxRegistration/ID", party.tax_number, schemeID="FC")
    if vat_id:
        _add(element, "SpecifiedTaxRegistration/ID", vat_id, schemeID="VA")


def _settlement(transaction, document: Document):
    settlement = _add(transaction, "ApplicableHeaderTradeSettlement")
    if document.reference:
        _add(settlement, "PaymentReference", document.reference)
    _add(settlement, "InvoiceCurrencyCode", document.currency)
    _means(settlement, document)
    sums = totals(document.lines, document.gross_cents)
    for group in sums.groups:
        applied = _add(settlement, "ApplicableTradeTax")
        reason, code = tax.exemption(group.category, document.seller)
        _add(applied, "CalculatedAmount", _amount(group.tax_cents))
        _add(applied, "TypeCode", "VAT")
        if reason:
            _add(applied, "ExemptionReason", reason)
        _add(applied, "BasisAmount", _amount(group.net_cents))
        _add(applied, "CategoryCode", group.category)
        if code:
            _add(applied, "ExemptionReasonCode", code)
        _rate(applied, group.category, group.bps)
    period = _add(settlement, "BillingSpecifiedPeriod")
    _day(period, "StartDateTime", document.period[0])
    _day(period, "EndDateTime", document.period[1])
    if document.due_on:
        _day(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime", document.due_on)
    elif sums.gross_cents > 0:
        _add(settlement, "SpecifiedTradePaymentTerms/Description", words(document.language)["no_due"])  # BR-CO-25
    summation = _add(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    paid = sums.gross_cents if document.paid_on else 0
    _add(summation, "LineTotalAmount", _amount(sums.net_cents))
    _add(summation, "TaxBasisTotalAmount", _amount(sums.net_cents))
    _add(summation, "TaxTotalAmount", _amount(sums.tax_cents), currencyID=document.currency)
    _add(summation, "GrandTotalAmount", _amount(sums.gross_cents))
    if paid:
        _add(summation, "TotalPrepaidAmount", _amount(paid))
    _add(summation, "DuePayableAmount", _amount(sums.gross_cents - paid))
    if document.corrects:
        reference = _add(settlement, "InvoiceReferencedDocument")
        _add(reference, "IssuerAssignedID", document.corrects)


def _means(settlement, document: Document):
    if not document.iban or document.paid_on or document.is_credit_note:
        return
    means = _add(settlement, "SpecifiedTradeSettlementPaymentMeans")
    _add(means, "TypeCode", TRANSFER if document.currency == "EUR" else CREDIT_TRANSFER)
    account = _add(means, "PayeePartyCreditorFinancialAccount")
    _add(account, "IBANID", document.iban)
    if document.holder:
        _add(account, "AccountName", document.holder)
    if document.bic:
        _add(means, "PayeeSpecifiedCreditorFinancialInstitution/BICID", document.bic)


def _rate(parent, category: str, bps: int):
    if category != TaxCategory.OUTSIDE:  # BR-O-05
        _add(parent, "RateApplicablePercent", _amount(bps))


def _amount(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _day(parent, path: str, day: date):
    _add(parent, f"{path}/udt:DateTimeString", f"{day:%Y%m%d}", format="102")


def _name(tag: str) -> str:
    prefix, _, name = tag.rpartition(":")
    return f"{{{SPACES[prefix or 'ram']}}}{name}"


def _add(parent, path: str, text=None, **attributes):
    for tag in path.split("/"):
        parent = ET.SubElement(parent, _name(tag))
    if text is not None:
        # spaces as in the PDF, and XML has no control characters
        parent.text = "".join(letter for letter in " ".join(str(text).split()) if letter.isprintable())
    parent.attrib.update(attributes)
    return parent
