from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        from wagtail.models import PageViewRestriction, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published

        from cms import page_cache, queries, receivers
        from cms.actions import groups
        from cms.contact import mails
        from cms.models import LegalText
        from lib import address, legaltexts, mailtexts

        post_migrate.connect(receivers.give_defaults, sender=self)
        post_migrate.connect(receivers.prepare_installation, sender=self)
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(page_cache.forget_after)
        for signal in (post_save, post_delete):
            signal.connect(receivers.forget_pages)
            signal.connect(page_cache.forget_after, sender=Site)
            signal.connect(page_cache.forget_after, sender=PageViewRestriction)
        groups.grant(groups.EDITORS, "cms.CrisisContact")
        groups.grant(groups.OPERATORS, "cms.CrisisContact", "cms.PortalSettings")
        for group in (groups.EDITORS, groups.OPERATORS):  # which menus there are is given
            groups.grant(group, "cms.Menu", actions=("view", "change"))
        groups.grant(groups.EDITORS, "cms.ContactTopic")
        groups.grant(groups.MODERATORS, "cms.ContactMessage", actions=("view", "change", "delete"))
        groups.grant(groups.OPERATORS, "cms.ServiceHours", "cms.ContactTopic")
        for group in (groups.EDITORS, groups.OPERATORS):  # texts are not added or deleted: the kinds are given
            groups.grant(group, "cms.MailText", actions=("view", "change", "publish"))
        groups.grant(groups.OPERATORS, "cms.LegalText", actions=("view", "change", "publish"))
        groups.grant(groups.OPERATORS, permissions=("cms.see_health", "cms.see_changes", "cms.make_staff"))
        published.connect(receivers.keep_version, sender=LegalText)
        mailtexts.use(queries.mail_words)
        address.use(queries.speaks_informally)
        for kind in (mails.RECEIPT, mails.ANSWER):
            mailtexts.register(kind)
        legaltexts.use(queries.LegalTexts())
        groups.grant(groups.EDITORS, "wagtail_localize.Translation", actions=("submit",))
