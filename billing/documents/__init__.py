"""Invoices and credit notes as files: `totals` adds up, `tax.of` says which VAT, `render` writes XML and PDF.

Pure: nothing here reads or writes the database. The XML (EN 16931) is inside the PDF (PDF/A-3), byte for byte.
"""

from billing.documents import tax
from billing.documents.data import Document, Group, Line, Party, Totals
from billing.documents.totals import totals

__all__ = ["Document", "Group", "Line", "Party", "Totals", "prepare", "render", "tax", "totals"]


def render(document: Document) -> tuple[bytes, bytes]:
    """The XML and the PDF. The same document gives the same bytes."""
    from billing.documents import cii, pdf  # reads fonts; only who writes an invoice needs them

    xml = cii.write(document)
    return xml, pdf.write(document, xml)


def prepare() -> None:
    """Read what `render` needs. Before a transaction it costs nobody anything; inside of one, others wait for it."""
    from billing.documents import cii, pdf  # noqa: F401
