from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleInCmsConfig(WagtailUsersAppConfig):
    """Wagtail's app for users, with our own form and without making or deleting people."""

    user_viewset = "accounts.wagtail_users.PersonViewSet"

    def ready(self):
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from accounts.models import User
        from accounts.wagtail_users import PeoplePolicy

        register_permission_policy(User, PeoplePolicy(User))
        register_permission_policy(Group)


class AccountsConfig(AppConfig):
    name = "accounts"
    default = True
    verbose_name = _("People")

    def ready(self):
        from allauth.mfa import signals as mfa
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate, pre_migrate

        from accounts import notices, receivers
        from lib.mailtexts import Placeholder

        pre_migrate.connect(receivers.prepare_counters, sender=self)
        post_migrate.connect(receivers.prepare_installation, sender=self)
        user_logged_in.connect(receivers.remember_session)
        mfa.authenticator_added.connect(receivers.note_factor_added)
        mfa.authenticator_removed.connect(receivers.note_factor_removed)
        mfa.authenticator_reset.connect(receivers.note_codes_renewed)
        mfa.authentication_failed.connect(receivers.note_code_refused)

        link = {"link": Placeholder(_("the link to open"), "https://…/Xu4f9…", required=True)}
        whose = _("Whoever reads that address.")
        person = _("The person whose account it is.")
        notices.register(
            "accounts.confirm_email", _("Please confirm your e-mail address"), placeholders=link, to=whose,
            about=_("Confirm an e-mail address"),
        )  # fmt: skip
        notices.register(
            "accounts.email_known", _("About your e-mail address"), link="account_login", to=whose,
            about=_("An address is given that an account has already"),
        )  # fmt: skip
        notices.register(
            "accounts.new_password", _("Choose a new password"), placeholders=link, to=person,
            about=_("The login password is forgotten"),
        )  # fmt: skip
        notices.register(
            "accounts.invited",
            _("Choose a password"),
            placeholders=link,
            to=_("The colleague who was invited."),
            about=_("A new member of the staff is invited"),
        )
        notices.register(
            "accounts.password_changed", _("Your password was changed"), link="account_forgotten", to=person,
            about=_("The login password was changed"),
        )  # fmt: skip
        notices.register(
            "accounts.security_changed", _("A security setting was changed"), link="account_security", to=person,
            about=_("The second factor was changed"),
        )  # fmt: skip
        notices.register(
            "accounts.keys_changed", _("A security setting was changed"), "accounts/mail/security_changed.txt",
            link="account_security", to=person, about=_("The room password or the recovery code was changed"),
        )  # fmt: skip
