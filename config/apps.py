from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The installation as a whole: its health in the admin, and `manage.py doctor`."""

    name = "config"
