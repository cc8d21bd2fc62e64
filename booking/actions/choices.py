from booking.models import CalendarChoice


def save(person, *, attach: bool, remind_day: bool, remind_hour: bool) -> CalendarChoice:
    """What somebody wants in mails about appointments, from now on."""
    wanted = {"attach": attach, "remind_day": remind_day, "remind_hour": remind_hour}
    choice, _is_new = CalendarChoice.objects.update_or_create(user=person, defaults=wanted)
    return choice
