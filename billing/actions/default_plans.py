"""The plans an installation begins with. Staff change them in the admin; they are given once."""

from datetime import date

from billing.enums import Interval
from billing.models import Plan, PlanPrice
from cms.actions import defaults as cms_defaults

FROM = date(2026, 1, 1)  # before anybody could choose one
PLANS = [
    {
        "slug": "basic", "name": "Basic", "name_de": "Basic", "name_fr": "Basic", "is_default": True,
        "description": "To begin with. You pay a share of what you earn through the portal, and nothing in a month "
                       "without appointments.",
        "description_de": "Für den Anfang. Sie zahlen einen Anteil dessen, was Sie über das Portal einnehmen, und "
                          "nichts in einem Monat ohne Termine.",
        "description_fr": "Pour commencer. Vous payez une part de ce que vous gagnez sur le portail, et rien pendant "
                          "un mois sans rendez-vous.",
        "price": (0, Interval.MONTH, 1500),
    },
    {
        "slug": "basic-plus", "name": "Basic PLUS", "name_de": "Basic PLUS", "name_fr": "Basic PLUS",
        "description": "A small fee every month and a lower share. It pays once appointments come regularly.",
        "description_de": "Eine kleine Gebühr im Monat und dafür ein geringerer Anteil. Das lohnt sich, sobald "
                          "regelmäßig Termine stattfinden.",
        "description_fr": "Un petit montant par mois et une part plus faible. Avantageux dès que vous avez des "
                          "rendez-vous réguliers.",
        "price": (1900, Interval.MONTH, 1000),
    },
    {
        "slug": "premium", "name": "Premium", "name_de": "Premium", "name_fr": "Premium",
        "may_write_articles": True, "may_invite_guests": True, "own_clients": None,
        "description": "A fixed fee and no share: what you earn is yours. With articles in the blog, by which people "
                       "find you.",
        "description_de": "Eine feste Gebühr und kein Anteil: Was Sie einnehmen, gehört Ihnen. Mit Artikeln im Blog, "
                          "über die man Sie findet.",
        "description_fr": "Un montant fixe et aucune part\u202f: ce que vous gagnez est à vous. Avec des articles dans "
                          "le blog, qui aident à vous trouver.",
        "price": (14900, Interval.MONTH, 0),
    },
    {
        "slug": "premium-plus", "name": "Premium PLUS", "name_de": "Premium PLUS", "name_fr": "Premium PLUS",
        "may_write_articles": True, "may_invite_guests": True, "own_clients": None,
        "description": "Premium for a whole year, at the price of eleven months.",
        "description_de": "Premium für ein ganzes Jahr, zum Preis von elf Monaten.",
        "description_fr": "Premium pour une année entière, au prix de onze mois.",
        "price": (11 * 14900, Interval.YEAR, 0),
    },
]  # fmt: skip


def ensure() -> None:
    cms_defaults.ensure()
    cms_defaults.give_once({"plans": _plans})


def _plans() -> None:
    for order, fields in enumerate(PLANS):
        values = {name: value for name, value in fields.items() if name not in ("slug", "price")}
        plan, is_new = Plan.objects.get_or_create(slug=fields["slug"], defaults=values | {"sort_order": order})
        if is_new:
            cents, interval, bps = fields["price"]
            PlanPrice.objects.create(
                plan=plan, valid_from=FROM, amount_cents=cents, interval=interval, commission_bps=bps
            )
