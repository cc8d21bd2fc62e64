from datetime import date

from django.urls import path, register_converter

from booking.views import (
    agenda,
    appointment,
    attendance,
    book,
    calendar,
    changes,
    devices,
    door,
    guests,
    hours,
    meetings,
    outside,
    practice,
    series,
    services,
    statistics,
    waiting,
)


class DateConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


register_converter(DateConverter, "date")

urlpatterns = [
    path("appointments/", agenda.agenda, name="agenda"),
    path("appointments/waiting/", agenda.waits, name="waits"),
    path("appointments/devices/", devices.devices, name="devices"),
    path("appointments/book/<id:uid>/", book.book, name="book"),
    path("appointments/meetings/new/", meetings.new, name="new_meeting"),
    path("appointments/meetings/<id:uid>/", meetings.meeting, name="meeting"),
    path("appointments/meetings/<id:uid>/answer/", meetings.answer, name="answer_meeting"),
    path("appointments/meetings/<id:uid>/cancel/", meetings.cancel, name="cancel_meeting"),
    path("appointments/guest/<str:token>/", guests.guest, name="guest"),
    path("appointments/<id:uid>/link/send/", guests.send, name="send_guest_link"),
    path("appointments/<id:uid>/link/renew/", guests.renew, name="renew_guest_link"),
    path("appointments/calendar/", calendar.preferences, name="calendar"),
    path("appointments/calendar/feed/", calendar.renew_feed, name="renew_feed"),
    path("appointments/calendar/feed/revoke/", calendar.revoke_feed, name="revoke_feed"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("appointments/book/<id:uid>/series/", series.new_series, name="new_series"),
    path("appointments/series/<id:uid>/", series.series, name="series"),
    path("appointments/series/<id:uid>/cancel/", series.cancel_series, name="cancel_series"),
    path("appointments/waiting-list/", waiting.waiting_list, name="waiting"),
    path("appointments/waiting-list/<id:uid>/leave/", waiting.leave, name="leave_waiting"),
    path("appointments/<id:uid>/", appointment.appointment, name="appointment"),
    path("appointments/<id:uid>/cancel/", changes.cancel, name="cancel_appointment"),
    path("appointments/<id:uid>/move/", changes.move, name="move_appointment"),
    path("appointments/<id:uid>/withdraw/", changes.withdraw, name="withdraw"),
    path("appointments/<id:uid>/enter/", attendance.enter, name="enter"),
    path("appointments/<id:uid>/attendance/", attendance.attendance, name="attendance"),
    path("appointments/<id:uid>/give-back/", attendance.give_back, name="give_back"),
    path("appointments/<id:uid>/appointment.ics", appointment.calendar_entry, name="calendar_entry"),
    path("appointments/<id:uid>/door/", door.door, name="door"),
    path("appointments/<id:uid>/door/look/", door.look, name="look_at_door"),
    path("appointments/<id:uid>/door/say/", door.say, name="say_at_door"),
    path("appointments/<id:uid>/door/let-in/", door.let_in, name="let_in"),
    path("practice/", practice.home, name="practice"),
    path("practice/hours/", hours.edit, name="hours"),
    path("practice/hours/day/", hours.edit_day, name="set_day"),
    path("practice/hours/day/<date:on>/open/", hours.open_day, name="open_day"),
    path("practice/hours/day/<date:on>/reset/", hours.reset_day, name="reset_day"),
    path("practice/hours/away/", hours.edit_absence, name="new_absence"),
    path("practice/hours/away/<id:uid>/", hours.edit_absence, name="edit_absence"),
    path("practice/hours/away/<id:uid>/end/", hours.end_absence, name="end_absence"),
    path("practice/hours/away/<id:uid>/delete/", hours.delete_absence, name="delete_absence"),
    path("practice/hours/holidays/", hours.choose_holidays, name="holidays"),
    path("practice/services/", services.index, name="services"),
    path("practice/services/new/", services.edit, name="new_service"),
    path("practice/services/<id:uid>/", services.edit, name="edit_service"),
    path("practice/services/<id:uid>/move/", services.move, name="move_service"),
    path("practice/services/<id:uid>/offer/", services.offer, name="offer_service"),
    path("practice/services/<id:uid>/delete/", services.delete, name="delete_service"),
    path("practice/statistics/", statistics.index, name="statistics"),
    path("practice/statistics/csv/", statistics.as_csv, name="statistics_csv"),
    path("practice/calendars/", outside.calendars, name="outside_calendars"),
    path("practice/calendars/<id:uid>/", outside.rename, name="rename_outside"),
    path("practice/calendars/<id:uid>/read/", outside.read, name="read_outside"),
    path("practice/calendars/<id:uid>/remove/", outside.remove, name="remove_outside"),
]
