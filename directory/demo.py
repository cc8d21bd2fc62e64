"""A directory for demonstration: published profiles of the roster, with drawn portraits.

from directory import demo
users = {login: people.create(role="counsellor", login=login, display_name=person.name, …)
         for login, person in demo.ROSTER.items()}
demo.fill(users)
"""

from datetime import timedelta

from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.models import PortalImage
from directory.actions import profiles
from directory.actions.defaults import PORTRAITS
from directory.demo_evidence import certificate
from directory.demo_roster import ROSTER, Person
from directory.enums import QualificationState
from directory.models import CounsellorPage, ProfessionalTitle, Qualification, Speciality, SpokenLanguage
from directory.portraits import draw
from lib import clock

__all__ = ["ROSTER", "fill"]


def fill(counsellors: dict) -> list[CounsellorPage]:
    """Publish the profiles of those who have none yet. `counsellors`: login name to User."""
    pages = []
    for login, user in counsellors.items():
        if person := ROSTER.get(login):
            page = profiles.create_for(user)
            pages.append(page if page.live else _publish(page, person, user))
    return pages


def _publish(page: CounsellorPage, person: Person, user) -> CounsellorPage:
    page.title = person.name
    page.professional_title = ProfessionalTitle.objects.get(slug=person.title)
    page.photo = _portrait(person, user)
    for name in ("teaser", "about", "pronouns", "place", "postcode", "country", "address", "price_note", "accepting"):
        setattr(page, name, getattr(person, name))
    for mode in ("text", "sound", "picture"):
        setattr(page, f"offers_{mode}", mode in person.modes)
    page.training = [
        ("training", {"what": what, "where": where, "year": year}) for what, where, year in person.training
    ]
    page.specialities = Speciality.objects.filter(slug__in=person.specialities)
    page.languages = SpokenLanguage.objects.filter(slug__in=person.languages)
    _check_title(user, page.professional_title)
    page.save_revision(user=user, log_action=False).publish(log_action=False)
    page.refresh_from_db()
    return page


def _check_title(user, title: ProfessionalTitle) -> None:
    """As if the staff had seen a certificate a while ago."""
    if title.may_be_listed and not Qualification.objects.filter(counsellor=user, title=title).exists():
        today = clock.now().date()
        Qualification.objects.create(
            counsellor=user, title=title, state=QualificationState.CHECKED,
            submitted_at=clock.now() - timedelta(days=42),
            checked_on=today - timedelta(days=40), valid_until=today + timedelta(days=3 * 365),
            evidence=ContentFile(certificate(user.name, title.name), name="evidence.pdf"),
        )  # fmt: skip


def _portrait(person: Person, user) -> PortalImage:
    title = f"Portrait of {person.name} (drawn)"
    image = PortalImage.objects.filter(title=title).first()
    if image is None:
        image = PortalImage(
            title=title, description=f"Drawn portrait of {person.name}", uploaded_by_user=user,
            collection=Collection.objects.get(name=PORTRAITS),
            focal_point_x=400, focal_point_y=370, focal_point_width=420, focal_point_height=480,
            file=ContentFile(draw(person.look), name=f"{person.name.lower().replace(' ', '-')}.png"),
        )  # fmt: skip
        image.save()
    return image
