from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self):
        from blog import receivers

        post_migrate.connect(receivers.give_defaults, sender=self)
