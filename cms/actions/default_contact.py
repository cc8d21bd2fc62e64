"""Opening hours and topics of the contact pages, as shipped. Staff edit them in the admin."""

from datetime import time

from wagtail.models import Site

from cms.enums import TopicAudience
from cms.models import ContactPage, ContactTopic, OpeningTime, ServiceHours

WORKING_DAYS = range(5)
OPENS, CLOSES = time(9), time(17)

REPORT = "report"
BARRIER = "A barrier on this site"

# name, in German, in French, who may choose it, urgent
TOPICS = [
    ("Ending my contract", "Ich möchte kündigen", "Résilier mon contrat", TopicAudience.COUNSELLORS, True),
    ("Payments and invoices", "Zahlungen und Rechnungen", "Paiements et factures", TopicAudience.COUNSELLORS, True),
    ("Too much work at once", "Zu viele Anfragen", "Trop de demandes à la fois", TopicAudience.COUNSELLORS, True),
    (
        "A question about the portal",
        "Eine Frage zum Portal",
        "Une question sur le portail",
        TopicAudience.EVERYBODY,
        False,
    ),
    (
        "Something does not work",
        "Etwas funktioniert nicht",
        "Quelque chose ne fonctionne pas",
        TopicAudience.EVERYBODY,
        False,
    ),
    (
        "An appointment or a payment",
        "Ein Termin oder eine Zahlung",
        "Un rendez-vous ou un paiement",
        TopicAudience.EVERYBODY,
        False,
    ),
    (
        "Working here as a counsellor",
        "Hier als Fachperson arbeiten",
        "Travailler ici comme spécialiste",
        TopicAudience.EVERYBODY,
        False,
    ),
    ("Press and cooperation", "Presse und Zusammenarbeit", "Presse et partenariats", TopicAudience.EVERYBODY, False),
    (BARRIER, "Eine Barriere auf dieser Website", "Un obstacle sur ce site", TopicAudience.EVERYBODY, False),
    ("Something else", "Etwas anderes", "Autre chose", TopicAudience.EVERYBODY, False),
]


def give_hours() -> None:
    """Monday to Friday, nine to five."""
    site = Site.objects.get(is_default_site=True)
    if not ServiceHours.objects.filter(site=site).exists():
        hours = ServiceHours.objects.create(site=site)
        OpeningTime.objects.bulk_create(
            OpeningTime(hours=hours, weekday=weekday, opens=OPENS, closes=CLOSES) for weekday in WORKING_DAYS
        )


def give_topics() -> None:
    if not ContactTopic.objects.exists():
        ContactTopic.objects.bulk_create(
            ContactTopic(name=name, name_de=german, name_fr=french, audience=audience, urgent=urgent, sort_order=order)
            for order, (name, german, french, audience, urgent) in enumerate(TOPICS)
        )


def give_barrier_its_topic() -> None:
    """On the page where barriers are reported there is nothing to choose."""
    topic = ContactTopic.objects.filter(name=BARRIER).first()
    ContactPage.objects.filter(slug=REPORT, topic=None).update(topic=topic)
