from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """The installation as a whole: its health in the admin, `manage.py doctor`, and the place where apps meet that
    stand side by side and do not know each other."""

    name = "config"

    def ready(self):
        from django.urls import register_converter

        from accounts import notices
        from cms import signals
        from cms.actions import groups
        from config import receivers
        from lib.ids import IdConverter

        register_converter(IdConverter, "id")  # before any list of addresses is made, Wagtail's included
        signals.contact_received.connect(receivers.tell_of_message)
        signals.contact_overdue.connect(receivers.remind_of_messages)
        notices.register(
            "cms.contact",
            _("Something to read"),
            about=_("Somebody wrote to us through a contact page."),
            to=_("Staff who answer messages."),
            link="/cms/contactmessage/",
        )
        notices.register(
            "cms.contact_overdue",
            _("Something is waiting"),
            about=_("Messages wait for longer than we promised; once a day."),
            to=_("Staff who answer messages."),
            link="/cms/contactmessage/",
        )
        # accounts and cms do not know each other
        groups.grant(groups.OPERATORS, "accounts.User", actions=("view", "change"))
