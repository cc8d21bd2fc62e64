from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from directory import queries
from lib import clock

register = template.Library()
SIGNS = {"EUR": "€", "CHF": "CHF", "GBP": "£", "USD": "$"}


@register.simple_tag
def counsellors_of_the_day(count=3):
    """The first of today's order who take new clients."""
    return queries.fairly(queries.shown(queries.find(accepting=True)))[:count]


@register.simple_tag
def topics():
    return queries.specialities()


@register.simple_tag
def profile_of(user):
    """The published profile of somebody, for a link to it; None if there is none."""
    return queries.public_page_of(user) if user else None


@register.filter
def price_from(listing):
    """7000 and EUR as "€70", 7050 as "€70.50"."""
    cents = listing.price_from_cents
    amount = number_format(cents / 100, 2 if cents % 100 else 0, use_l10n=True)
    sign = SIGNS.get(listing.currency, listing.currency)
    return f"{sign}{amount}" if len(sign) == 1 else f"{sign} {amount}"


@register.filter
def next_free(listing):
    """The next free time in words; nothing once it is over and the worker has not come to it yet."""
    if listing.next_free_at is None or listing.next_free_at <= clock.now():
        return ""
    return date_format(timezone.localtime(listing.next_free_at), "D j M, H:i")


@register.simple_tag
def ways_to_talk(page):
    ways = [
        (page.offers_text, _("in writing")),
        (page.offers_sound, _("with sound")),
        (page.offers_picture, _("with picture")),
    ]
    return ", ".join(str(word) for offered, word in ways if offered) or "–"
