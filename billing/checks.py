from django.conf import settings
from django.core.checks import Error, register


@register(deploy=True)
def play_money_stays_at_home(app_configs, **kwargs):
    if settings.PAYMENTS_TEST and not settings.DEBUG:
        return [
            Error(
                "PAYMENTS_TEST is on: anybody can settle a real charge with play money.",
                hint="Set it to False in the settings of this installation.",
                id="billing.E001",
            )
        ]
    return []
