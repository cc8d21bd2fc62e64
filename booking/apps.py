from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self):
        from django.db.models.signals import post_migrate

        from accounts import notices, sealed
        from billing import signals
        from booking import closed, receivers
        from booking.actions import outside as outside_calendars
        from booking.queries import outside
        from consult import contacts
        from directory import queries as directory
        from lib.mailtexts import Placeholder

        post_migrate.connect(receivers.prepare_installation, sender=self)
        contacts.may_open.append(lambda client, counsellor: directory.is_listed(counsellor))
        signals.charge_settled.connect(receivers.note_payment)
        closed.closed_spans.append(outside.busy_of)
        sealed.resealers.append(outside_calendars.reseal)
        both = _("The client and the counsellor.")
        for name, about in {
            "booked": _("An appointment was booked (with an entry for the calendar, unless they do not want it)"),
            "booked_many": _("Several appointments were booked at once (with entries for the calendar)"),
            "moved": _("An appointment was moved (with an entry that replaces the one before)"),
            "cancelled": _("An appointment was cancelled (with an entry that removes it from the calendar)"),
            "cancelled_many": _("Several appointments were cancelled at once (with entries for the calendar)"),
            "remind_day": _("24 hours before an appointment, if they want that"),
            "remind_hour": _("An hour before an appointment, if they want that"),
        }.items():
            notices.register(f"booking.{name}", _("Your appointment"), link="/appointments/", to=both, about=about)
        notices.register(
            "booking.meeting", _("An invitation from a colleague"), link="/appointments/", to=_("Counsellors."),
            about=_("A colleague asks somebody to a meeting (with an entry for the calendar)"),
        )  # fmt: skip
        notices.register(
            "booking.joined", _("Your appointment"), link="/appointments/", to=both,
            about=_("Somebody from outside accepted an invitation by link (with an entry for the calendar)"),
        )  # fmt: skip
        notices.register(
            "booking.invited", _("Your invitation"), to=_("Somebody from outside, at an address the counsellor gives."),
            about=_("A counsellor invites somebody to an appointment by a link"),
            placeholders={"link": Placeholder(_("the link of the invitation"), "https://…/Xu4f9…", required=True)},
        )  # fmt: skip
        notices.register(
            "booking.outside_failed", _("One of your calendars"), link="outside_calendars", to=_("The counsellor."),
            about=_("A calendar from elsewhere, whose busy times close booking, could not be read for a day"),
        )  # fmt: skip
        notices.register(
            "booking.attendance", _("Your appointment"), link="/appointments/", to=both,
            about=_("Somebody, or this site, noted who came to an appointment; or money of it goes back"),
        )  # fmt: skip
        notices.register(
            "booking.earlier", _("A time is free"), link="/appointments/waiting-list/", to=_("Clients on a waiting list."),
            about=_("A time somebody waits for became free; at most one mail a day"),
        )  # fmt: skip
        notices.register(
            "booking.withdrawn", _("We have received your statement"), link="/appointments/",
            to=_("The client who withdrew, or the address they gave."),
            about=_("Acknowledgement of a withdrawal from a contract, as the law asks for"),
            placeholders={
                "name": Placeholder(_("the name under which they withdrew"), "Karl", required=True),
                "appointment": Placeholder(_("when the appointment would have been"), "2 March 2027, 09:00", required=True),
                "booked": Placeholder(_("when it was booked"), "1 March 2027, 08:00", required=True),
                "received": Placeholder(_("when the statement arrived"), "1 March 2027, 10:00", required=True),
                "zone": Placeholder(_("the time zone of these times"), "Europe/Vienna"),
            },
        )  # fmt: skip
