from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "billing"

    def ready(self):
        from billing import checks  # noqa: F401  (they register themselves)

        self._connect()
        self._grant()
        self._register_notices()

    def _connect(self):
        from billing import receivers
        from billing.models import Plan, PlanPrice
        from billing.signals import money_kept, money_returned
        from cms import page_cache

        post_migrate.connect(receivers.give_defaults, sender=self)
        post_migrate.connect(receivers.prepare_installation, sender=self)
        money_returned.connect(receivers.note_on_receipt, dispatch_uid="billing.receipts")
        for announced in (money_returned, money_kept):
            announced.connect(receivers.owe_again, dispatch_uid="billing.owe_again")
        for model in (Plan, PlanPrice):
            post_save.connect(page_cache.forget_after, sender=model)
            post_delete.connect(page_cache.forget_after, sender=model)

    def _grant(self):
        from wagtail.permissions import register_permission_policy

        from billing.models import (
            Invoice,
            LedgerEntry,
            OperatorDetails,
            Payment,
            Plan,
            PlanPrice,
            Subscription,
            TaxProfile,
        )
        from billing.policies import Only
        from cms.actions import groups

        for model, actions in (
            (Plan, ("view", "add", "change")),
            (PlanPrice, ("view", "add")),
            (Subscription, ("view",)),
        ):
            register_permission_policy(model, Only(model, *actions))
            groups.grant(groups.BILLING, model._meta.label, actions=actions)
        for model, actions in (  # what the pages of billing.staff ask for
            (OperatorDetails, ("change",)),
            (Invoice, ("view", "add", "change")),
            (LedgerEntry, ("view", "add")),
            (Payment, ("view",)),
            (TaxProfile, ("change",)),
        ):
            groups.grant(groups.BILLING, model._meta.label, actions=actions)

    def _register_notices(self):
        from accounts import notices
        from lib.mailtexts import Placeholder

        notices.register(
            "billing.payout_changed", _("A security setting was changed"), "accounts/mail/security_changed.txt",
            link="account_security", to=_("The counsellor whose account it is."),
            about=_("The account that receives money was changed"),
        )  # fmt: skip
        notices.register(
            "billing.disputed", _("A question about a payment"), link="/practice/payments/",
            to=_("The counsellor who was paid."), about=_("A bank asks for a payment back"),
            placeholders={"day": Placeholder(_("the last day to answer"), "Monday, 1 March 2027", required=True)},
        )  # fmt: skip
        notices.register(
            "billing.refund_failed", _("A question about a payment"), link="/practice/payments/",
            to=_("The counsellor who was paid."), about=_("Money could not be sent back"),
        )  # fmt: skip
        notices.register(
            "billing.payout_restricted", _("Your practice: how you are paid"), link="/practice/payout/",
            to=_("The counsellor whose account it is."), about=_("A payment provider has restricted an account"),
        )  # fmt: skip
        notices.register(
            "billing.plan_changed", _("Your plan"), link="plan", to=_("The counsellor."),
            about=_("A counsellor chose a plan, changed it, cancelled it, or took a change back"),
        )  # fmt: skip
        notices.register(
            "billing.renewal", _("Your plan"), link="plan", to=_("The counsellor."),
            about=_("30 days before a plan that is paid for a whole year is paid again"),
        )  # fmt: skip
        counsellor = _("The counsellor who has to pay it.")
        for name, to, about in (
            ("invoice", _("The counsellor it is for."), _("A new invoice or credit note can be read")),
            ("statement", _("Counsellors who will get an invoice."),
             _("Five days before a month ends: what will be on the invoice can be looked at")),
            ("invoice_due", counsellor, _("An invoice is three days late")),
            ("reminder", counsellor, _("An invoice is 10 and 20 days late, or the staff remind by hand")),
            ("paused", counsellor, _("An invoice is 30 days late: nothing new can be booked until it is paid")),
            ("owed_again", counsellor, _("A bank took the payment of an invoice back, so it is owed again")),
        ):  # fmt: skip
            notices.register(f"billing.{name}", _("Your invoices"), link="invoices", to=to, about=about)
        notices.register(
            "billing.address_missing", _("Your invoices"), link="/practice/billing-details/",
            to=_("The counsellor whose address is missing."),
            about=_("An invoice waits, because the address for invoices is not complete"),
        )  # fmt: skip
        notices.register(
            "billing.vat_id_refused", _("Your invoices"), link="/practice/billing-details/",
            to=_("The counsellor whose number it is."),
            about=_("The staff found a VAT number not to be valid"),
        )  # fmt: skip
        notices.register(
            "billing.run_refused", _("The invoices of last month"), link="wagtailadmin_home",
            to=_("Staff of the group Billing."),
            about=_("No invoice could be written, because details of the operator are missing"),
        )  # fmt: skip
