from datetime import date

from django.urls import path, register_converter

from booking.views import agenda, book, door, guests, practice


class DateConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


register_converter(DateConverter, "date")

urlpatterns = [
    path("appointments/", agenda.agenda, name="agenda"),
    path("appointments/book/<id:uid>/", book.book, name="book"),
    path("appointments/guest/<str:token>/", guests.guest, name="guest"),
    path("appointments/<id:uid>/link/send/", guests.send, name="send_guest_link"),
    path("appointments/<id:uid>/link/renew/", guests.renew, name="renew_guest_link"),
    path("appointments/<id:uid>/", agenda.appointment, name="appointment"),
    path("appointments/<id:uid>/cancel/", agenda.cancel, name="cancel_appointment"),
    path("appointments/<id:uid>/appointment.ics", agenda.calendar_entry, name="calendar_entry"),
    path("appointments/<id:uid>/door/", door.door, name="door"),
    path("appointments/<id:uid>/door/look/", door.look, name="look_at_door"),
    path("appointments/<id:uid>/door/let-in/", door.let_in, name="let_in"),
    path("practice/", practice.home, name="practice"),
    path("practice/hours/", practice.edit_hours, name="hours"),
    path("practice/hours/day/", practice.set_day, name="set_day"),
    path("practice/hours/day/<date:on>/reset/", practice.reset_day, name="reset_day"),
    path("practice/services/", practice.list_services, name="services"),
    path("practice/services/new/", practice.edit_service, name="new_service"),
    path("practice/services/<id:uid>/", practice.edit_service, name="edit_service"),
    path("practice/services/<id:uid>/delete/", practice.delete_service, name="delete_service"),
]
