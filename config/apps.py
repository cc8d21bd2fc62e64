from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The installation as a whole: its health in the admin, and `manage.py doctor`."""

    name = "config"

    def ready(self):
        from cms.actions import groups

        # accounts and cms do not know each other
        groups.grant(groups.OPERATORS, "accounts.User", actions=("view", "change"))
