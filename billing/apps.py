from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "billing"

    def ready(self):
        from accounts import notices
        from billing import checks  # noqa: F401  (registers itself)

        notices.register(
            "billing.payout_changed", _("A security setting was changed"), "accounts/mail/security_changed.txt",
            link="account_security", to=_("The counsellor whose account it is."),
            about=_("The account that receives money was changed"),
        )  # fmt: skip
