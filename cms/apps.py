from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        from cms import receivers

        post_migrate.connect(receivers.give_defaults, sender=self)
