from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"

    def ready(self):
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import (
            page_published,
            page_unpublished,
            task_submitted,
            workflow_approved,
            workflow_rejected,
        )

        from accounts import notices, signals
        from cms.actions import groups
        from directory import receivers
        from directory.models import CounsellorPage, Listing, ProfileVideo, Qualification

        post_migrate.connect(receivers.give_defaults, sender=self)
        page_published.connect(receivers.list_profile, sender=CounsellorPage)
        page_unpublished.connect(receivers.unlist_profile, sender=CounsellorPage)
        post_migrate.connect(receivers.prepare_installation, sender=self)
        post_delete.connect(receivers.forget_text, sender=Listing)
        post_delete.connect(receivers.delete_evidence, sender=Qualification)
        post_delete.connect(receivers.delete_video, sender=ProfileVideo)
        signals.person_joined.connect(receivers.grant_role)
        signals.role_changed.connect(receivers.grant_role)
        signals.access_changed.connect(receivers.follow_access)
        task_submitted.connect(receivers.tell_staff, sender=TaskState)
        workflow_approved.connect(receivers.tell_published, sender=WorkflowState)
        workflow_rejected.connect(receivers.tell_returned, sender=WorkflowState)
        groups.grant(groups.MODERATORS, "directory.CounsellorPage", "directory.ProfessionalTitle")
        groups.grant(groups.MODERATORS, permissions=("directory.check_qualification",))
        groups.grant(groups.EDITORS, "directory.ProfileGuide")
        groups.grant(groups.EDITORS, "directory.Speciality", "directory.SpokenLanguage")
        groups.grant_pages(groups.MODERATORS, "directory.DirectoryPage", ("change", "publish", "lock", "unlock"))
        notices.register("directory.waiting", _("Something to read"))
        notices.register("directory.published", _("Your page"))
        notices.register("directory.returned", _("Your page"))
        notices.register("directory.evidence", _("Something to read"))
        notices.register("directory.title_checked", _("Your title"))
        notices.register("directory.title_refused", _("Your title"))
        notices.register("directory.title_ending", _("Your title"))
        notices.register("directory.title_expired", _("Your title"))
