"""Everything billing stores; a file per noun."""

from billing.models.charges import Charge, Payment, PayoutAccount, ProviderEvent, Refund
from billing.models.ledger import Invoice, InvoiceLine, LedgerEntry, NumberSeries
from billing.models.parties import OperatorDetails, TaxProfile
from billing.models.plans import Plan, PlanPrice, Subscription

__all__ = [
    "Charge",
    "Invoice",
    "InvoiceLine",
    "LedgerEntry",
    "NumberSeries",
    "OperatorDetails",
    "Payment",
    "PayoutAccount",
    "Plan",
    "PlanPrice",
    "ProviderEvent",
    "Refund",
    "Subscription",
    "TaxProfile",
]
