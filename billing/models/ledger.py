"""What counsellors owe the operator, entry by entry, and the documents that say so."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from billing.enums import DocumentType, EntryKind, TaxCategory
from billing.models.charges import Charge, Payment
from billing.models.plans import Subscription
from lib import clock, zones
from lib.append_only import AppendOnly, AppendOnlyQuerySet, WrittenOnce
from lib.ids import BytesField, IdField

USER = settings.AUTH_USER_MODEL


class EntryQuerySet(AppendOnlyQuerySet):
    def sweep_into(self, invoice: "Invoice") -> int:
        """Say of entries without an invoice in which one they are. The only change an entry ever sees."""
        return models.QuerySet.update(self.filter(invoice=None), invoice=invoice)


class LedgerEntry(AppendOnly):
    """A signed net amount a counsellor owes the operator. Written once; corrections are entries of their own."""

    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    net_cents = models.IntegerField(help_text="Minor units, without VAT; negative: to the counsellor's favour")
    currency = models.CharField(max_length=3)
    text = models.CharField(max_length=200, help_text="As it stands on the invoice, in the counsellor's language")
    on = models.DateField(help_text="The day it counts for, where the portal is at home")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="entries")
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, blank=True, related_name="entries")
    period_start_on = models.DateField(null=True, blank=True)
    period_end_on = models.DateField(null=True, blank=True, help_text="Not included")
    testmode = models.BooleanField(default=False)
    invoice = models.ForeignKey("billing.Invoice", models.PROTECT, null=True, blank=True, related_name="entries")
    created_at = models.DateTimeField(default=clock.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(net_cents=0), name="entry_says_something"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.FEE, payment__isnull=False, subscription__isnull=True)
                | Q(
                    kind__in=[EntryKind.SUBSCRIPTION, EntryKind.PRORATION],
                    payment__isnull=True, subscription__isnull=False, period_start_on__isnull=False,
                    testmode=False,
                )
                | Q(kind=EntryKind.ADJUSTMENT, payment__isnull=True, subscription__isnull=True),
                name="entry_of_its_kind",
            ),
            # the run of a month may happen twice, a period is owed once
            models.UniqueConstraint(
                fields=["subscription", "period_start_on"],
                condition=Q(kind=EntryKind.SUBSCRIPTION),
                name="entry_period_once",
            ),
            models.UniqueConstraint(
                fields=["subscription"], condition=Q(kind=EntryKind.PRORATION), name="entry_credited_once"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["counsellor", "currency", "on"], condition=Q(invoice=None), name="entry_to_invoice"),
        ]

    def __str__(self):
        return f"{self.kind} {self.net_cents} {self.currency}"


class NumberSeries(models.Model):
    """An unbroken run of numbers. Its row is locked while a number is taken, in the transaction that uses it."""

    key = models.CharField(max_length=30, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self):
        return f"{self.key}: {self.last}"


class Invoice(models.Model):
    """A document as it was issued: an invoice or a credit note. Only what happens to it afterwards may be written."""

    MAY_CHANGE = frozenset({"charge", "charge_id", "corrected_at", "sent_at", "reminders", "paid_out_at"})

    uid = IdField()
    issuer = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="receipts_written", help_text="Empty: the operator"
    )
    recipient = models.ForeignKey(USER, models.PROTECT, related_name="invoices")
    series = models.CharField(max_length=30)
    seq = models.PositiveIntegerField()
    number = models.CharField(max_length=40, unique=True)
    type = models.PositiveSmallIntegerField(choices=DocumentType.choices)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    corrected_at = models.DateTimeField(null=True, blank=True, help_text="When a credit note took all of it back")
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="receipts", help_text="What a receipt is for"
    )
    # the present one; what a bank took back is owed by one of its own, see `Charge.settles`
    charge = models.OneToOneField(Charge, models.PROTECT, null=True, blank=True, related_name="invoice")
    seller = models.JSONField(help_text="Name, address and numbers as they were")
    buyer = models.JSONField(help_text="Name, address and numbers as they were")
    language = models.CharField(max_length=5)
    currency = models.CharField(max_length=3)
    issued_on = models.DateField()
    period_first_on = models.DateField()
    period_last_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    net_cents = models.PositiveIntegerField(help_text="As printed: a credit note has positive amounts")
    tax_cents = models.PositiveIntegerField()
    gross_cents = models.PositiveIntegerField()
    notes = models.JSONField(default=list, blank=True)
    testmode = models.BooleanField(default=False)
    xml = BytesField(default=bytes, help_text="EN 16931, as it is inside the PDF")
    pdf = BytesField(default=bytes)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, help_text="How many were sent")
    paid_out_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a month to the counsellor's favour: when the operator sent the money"
    )

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "seq"], name="invoice_number_once"),
            models.CheckConstraint(condition=Q(gross_cents=F("net_cents") + F("tax_cents")), name="invoice_adds_up"),
            models.CheckConstraint(
                condition=Q(period_last_on__gte=F("period_first_on")), name="invoice_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(type=DocumentType.CREDIT_NOTE),
                name="invoice_corrected_by_credit",
            ),
            # one for a counsellor, month and currency; what was corrected makes room for its successor
            models.UniqueConstraint(
                fields=["recipient", "period_first_on", "currency", "testmode"],
                condition=Q(issuer__isnull=True, corrects__isnull=True, corrected_at__isnull=True),
                name="invoice_one_a_month",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(issuer__isnull=True), name="invoice_corrected_once"
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(type=DocumentType.INVOICE, corrected_at__isnull=True),
                name="invoice_one_receipt_a_payment",
            ),
            models.CheckConstraint(
                condition=Q(issuer__isnull=True, payment__isnull=True) | Q(issuer__isnull=False, payment__isnull=False),
                name="invoice_receipt_of_a_payment",
            ),
        ]

    def __str__(self):
        return self.number

    def save(self, *args, update_fields=None, **kwargs):
        if not self._state.adding and not (update_fields and self.MAY_CHANGE.issuperset(update_fields)):
            raise WrittenOnce("An invoice that was issued is never changed")
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnce("Invoices are never deleted")

    @property
    def is_credit_note(self) -> bool:
        return self.type == DocumentType.CREDIT_NOTE

    @property
    def is_to_pay_out(self) -> bool:
        """A month came out to the counsellor's favour, and the operator has not sent the money yet."""
        is_balance = self.is_credit_note and self.corrects_id is None and self.issuer_id is None
        return is_balance and not self.testmode and bool(self.gross_cents) and self.paid_out_at is None

    @property
    def is_paid(self) -> bool:
        return self.charge is not None and self.charge.is_settled

    @property
    def is_to_pay(self) -> bool:
        """Something is still owed for it."""
        return self.charge is not None and self.charge.is_open and self.corrected_at is None

    @property
    def to_pay_until(self) -> date | None:
        """The last day in time. A payment the bank took back makes room for the same number of days again."""
        if self.due_on is None or self.charge is None:
            return self.due_on
        return max(
            self.due_on,
            timezone.localdate(self.charge.created_at, zones.zone(settings.DEFAULT_ZONE))
            + (self.due_on - self.issued_on),
        )


class InvoiceLine(AppendOnly):
    """A line as printed. PDF and XML are both made from these."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    net_cents = models.IntegerField()
    tax_category = models.CharField(max_length=2, choices=TaxCategory.choices)
    tax_bps = models.PositiveIntegerField()

    class Meta:
        ordering = ["invoice", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position"),
            models.CheckConstraint(condition=Q(tax_bps__lte=10_000), name="invoice_line_rate"),
        ]

    def __str__(self):
        return f"{self.invoice_id} {self.position}"
