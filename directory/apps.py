from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate


class DirectoryConfig(AppConfig):
    name = "directory"

    def ready(self):
        from wagtail.signals import page_published, page_unpublished

        from accounts import signals
        from directory import receivers
        from directory.models import CounsellorPage, Listing

        post_migrate.connect(receivers.give_defaults, sender=self)
        page_published.connect(receivers.list_profile, sender=CounsellorPage)
        page_unpublished.connect(receivers.unlist_profile, sender=CounsellorPage)
        post_delete.connect(receivers.forget_text, sender=Listing)
        signals.person_joined.connect(receivers.grant_role)
        signals.role_changed.connect(receivers.grant_role)
