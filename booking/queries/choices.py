"""What people want in mails about appointments."""

from booking.models import CalendarChoice


def of(person) -> CalendarChoice:
    """Their choice, or what holds for who never chose (not stored)."""
    return CalendarChoice.objects.filter(user=person).first() or CalendarChoice(user=person)


def of_many(people) -> dict[int, CalendarChoice]:
    """The same for many, by their primary keys, with one query."""
    stored = {choice.user_id: choice for choice in CalendarChoice.objects.filter(user__in=people)}
    return {person.pk: stored.get(person.pk) or CalendarChoice(user=person) for person in people}
