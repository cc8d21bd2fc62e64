from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self):
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

        from accounts import notices
        from blog import receivers, rules
        from blog.models import Topic
        from cms import guests, page_cache
        from cms.actions import groups

        post_migrate.connect(receivers.give_defaults, sender=self)
        for signal in (post_save, post_delete):
            signal.connect(page_cache.forget_after, sender=Topic)
        task_submitted.connect(receivers.tell_staff, sender=TaskState)
        workflow_approved.connect(receivers.tell_published, sender=WorkflowState)
        workflow_rejected.connect(receivers.tell_returned, sender=WorkflowState)

        guests.opens("my_articles")
        guests.pages.append(rules.may_open)
        guests.creations.append(rules.may_create)
        guests.lists.append(rules.list_of)
        groups.grant(groups.EDITORS, "blog.Topic")
        groups.grant(groups.EDITORS, permissions=("blog.moderate_articles",))

        author = _("The counsellor who wrote it.")
        notices.register(
            "blog.waiting", _("Something to read"), link="/cms/", to=_("Everybody in the group that reads articles."),
            about=_("An article was sent in"),
        )  # fmt: skip
        for name, about in {
            "published": _("An article was published"),
            "returned": _("An article was sent back"),
        }.items():
            notices.register(f"blog.{name}", _("Your page"), link="/cms/articles/", to=author, about=about)
