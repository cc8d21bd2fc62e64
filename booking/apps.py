from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self):
        from django.db.models.signals import post_migrate

        from accounts import notices
        from billing import signals
        from booking import receivers
        from consult import contacts
        from directory import queries as directory

        post_migrate.connect(receivers.prepare_installation, sender=self)
        contacts.may_open.append(lambda client, counsellor: directory.is_listed(counsellor))
        signals.charge_settled.connect(receivers.note_payment)
        both = _("The client and the counsellor.")
        notices.register(
            "booking.booked", _("Your appointment"), link="/appointments/", to=both,
            about=_("An appointment was booked (the calendar entry is attached)"),
        )  # fmt: skip
        notices.register(
            "booking.cancelled", _("Your appointment"), link="/appointments/", to=both,
            about=_("An appointment was cancelled (the calendar entry is attached)"),
        )  # fmt: skip
