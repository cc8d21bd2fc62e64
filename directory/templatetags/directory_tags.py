from django import template
from django.utils.translation import gettext as _

from billing import money
from cms import page_cache
from directory import cards, finding, marks, queries
from lib import clock, formats

register = template.Library()
FROM_SO_MANY = 20  # neighbours on the ring of the day, mixed


@register.simple_tag
def counsellors_of_the_day(count=3):
    """The cards of the first of today's order who take new clients."""

    def look() -> list[int]:
        accepting = finding.Wish(groups=((marks.ACCEPTING,),))
        return finding.find(accepting, most=count * FROM_SO_MANY).keys[:count]

    return cards.List(queries.offered()).draw(page_cache.remembered(("of the day", count), look))


@register.simple_tag
def topics():
    return queries.specialities()


@register.simple_tag
def profile_of(user):
    """The published profile of somebody, for a link to it; None if there is none."""
    return queries.public_page_of(user) if user else None


@register.filter
def price_from(listing):
    """The lowest price: "€70", "70,50 €"."""
    return money.show(listing.price_from_cents, listing.currency)


@register.filter
def next_free(listing):
    """The next free time in words; nothing once it is over and the worker has not come to it yet."""
    if listing.next_free_at is None or listing.next_free_at <= clock.now():
        return ""
    return formats.moment(listing.next_free_at, "weekday_short")


@register.simple_tag
def ways_to_talk(page):
    ways = [
        (page.offers_text, _("in writing")),
        (page.offers_sound, _("with sound")),
        (page.offers_picture, _("with picture")),
    ]
    return ", ".join(str(word) for offered, word in ways if offered) or "–"
