from django.conf import settings
from django.core.checks import Error, Warning, register

from billing.providers import keys


@register(deploy=True)
def play_money_stays_at_home(app_configs, **kwargs):
    if settings.PAYMENTS_TEST and not settings.DEBUG:
        yield Error(
            "PAYMENTS_TEST is on: anybody can settle a real charge with play money.",
            hint="Set it to False in the settings of this installation.",
            id="billing.E001",
        )


@register("portal")  # kept from starting, see config/checks.py
def play_money_and_real_money_do_not_meet(app_configs, **kwargs):
    if settings.PAYMENTS_TEST and keys.is_live():
        yield Error(
            "PAYMENTS_TEST is on beside a live key of Stripe: real charges could be settled with play money.",
            hint="Set PAYMENTS_TEST to False, or use a test key.",
            id="billing.E001",
        )


@register("portal")  # kept from starting, see config/checks.py
def stripe_is_set_up_whole(app_configs, **kwargs):
    key = settings.STRIPE_SECRET_KEY
    if key and not key.startswith(("sk_live_", "rk_live_", "sk_test_", "rk_test_")):
        yield Error(
            "STRIPE_SECRET_KEY is no secret key of Stripe.",
            hint='Copy the one that begins with "sk_" or "rk_" from Stripe\'s dashboard.',
            id="billing.E002",
        )
    if settings.STRIPE_API_BASE and keys.api_base() is None:
        yield Error(
            "STRIPE_API_BASE names a stand-in for Stripe, but DEBUG is off or the key is live.",
            hint="Take it out of the environment.",
            id="billing.E003",
        )
    if key and not settings.STRIPE_WEBHOOK_SECRETS:
        yield Warning(
            "STRIPE_WEBHOOK_SECRETS is empty: payments are noticed only when their payer comes back, or up to two hours later.",
            hint="Add endpoints for /webhooks/stripe in Stripe's dashboard and put their secrets here.",
            id="billing.W001",
        )
    if key and not keys.may_be_used():
        yield Warning(
            "STRIPE_SECRET_KEY is a test key: paying through Stripe is not offered here.",
            hint="Use a live key where people really pay.",
            id="billing.W002",
        )
