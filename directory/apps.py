from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
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

        from accounts import access, notices, signals
        from billing import signals as money
        from cms import sitemaps
        from cms.actions import groups
        from directory import receivers
        from directory.actions import roles
        from directory.models import (
            CounsellorPage,
            Listing,
            ProfessionalTitle,
            ProfileVideo,
            Qualification,
            Speciality,
            SpokenLanguage,
        )
        from directory.sitemaps import Profiles

        post_migrate.connect(receivers.give_defaults, sender=self)
        sitemaps.register("counsellors", Profiles, CounsellorPage)
        page_published.connect(receivers.name_owner, sender=CounsellorPage)  # first: listings show the name
        page_published.connect(receivers.list_profile, sender=CounsellorPage)
        page_unpublished.connect(receivers.unlist_profile, sender=CounsellorPage)
        post_migrate.connect(receivers.prepare_installation, sender=self)
        post_delete.connect(receivers.forget_listing, sender=Listing)
        for word in (Speciality, SpokenLanguage, ProfessionalTitle):
            post_save.connect(receivers.rewrite_with_word, sender=word)
        post_delete.connect(receivers.delete_evidence, sender=Qualification)
        post_delete.connect(receivers.delete_video, sender=ProfileVideo)
        signals.person_joined.connect(receivers.grant_role)
        signals.role_changed.connect(receivers.grant_role)
        signals.access_changed.connect(receivers.follow_access)
        money.charge_settled.connect(receivers.open_again)
        task_submitted.connect(receivers.tell_staff, sender=TaskState)
        workflow_approved.connect(receivers.tell_published, sender=WorkflowState)
        workflow_rejected.connect(receivers.tell_returned, sender=WorkflowState)
        access.brought_by_role(roles.COUNSELLORS_GROUP)
        groups.grant(groups.MODERATORS, "directory.CounsellorPage", "directory.ProfessionalTitle")
        groups.grant(groups.MODERATORS, permissions=("directory.check_qualification",))
        groups.grant(groups.EDITORS, "directory.ProfileGuide")
        groups.grant(groups.EDITORS, "directory.Speciality", "directory.SpokenLanguage")
        groups.grant_pages(groups.MODERATORS, "directory.DirectoryPage", ("change", "publish", "lock", "unlock"))
        owner = _("The counsellor whose profile it is.")
        notices.register(
            "directory.waiting", _("Something to read"), link="/cms/", to=_("Everybody in the group that reads profiles."),
            about=_("A profile was sent in"),
        )  # fmt: skip
        notices.register(
            "directory.published", _("Your page"), link="/practice/profile/", to=owner,
            about=_("A profile was published"),
        )  # fmt: skip
        notices.register(
            "directory.returned", _("Your page"), link="/practice/profile/", to=owner,
            about=_("A profile was sent back"),
        )  # fmt: skip
        notices.register(
            "directory.evidence", _("Something to read"), link="/cms/directory/titles/",
            to=_("Everybody who may check titles."), about=_("Evidence for a title was handed in"),
        )  # fmt: skip
        for name, about in {
            "title_checked": _("A title was checked"),
            "title_refused": _("A title needs other evidence"),
            "title_ending": _("The check of a title ends soon"),
            "title_expired": _("The check of a title has ended"),
        }.items():
            whose = _("The counsellor who holds the title.")
            notices.register(f"directory.{name}", _("Your title"), link="/practice/profile/", to=whose, about=about)
