"""The cast: two counsellors, a client, a member of staff, and a visitor."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from directory.actions import profiles, roles
from directory.enums import QualificationState
from directory.models import ProfessionalTitle, Qualification, Speciality, SpokenLanguage


def person(login, role, **more):
    user = User.objects.create(
        username=login, role=role, display_name=login.title(), email=f"{login}@example.org", **more
    )
    roles.grant(user)
    return user


@pytest.fixture
def anna(db):
    return person("anna", "counsellor")


@pytest.fixture
def boris(db):
    return person("boris", "counsellor")


@pytest.fixture
def clara(db):
    return person("clara", "client")


@pytest.fixture
def staff(db):
    return person("sam", "staff")


def written(user, **fields):
    """The user's profile, filled in, not published."""
    page = profiles.create_for(user)
    page.professional_title = ProfessionalTitle.objects.get(slug=fields.pop("title", "clinical-psychologist"))
    page.languages = SpokenLanguage.objects.filter(slug__in=fields.pop("languages", ["en"]))
    page.specialities = Speciality.objects.filter(slug__in=fields.pop("specialities", ["anxiety"]))
    values = {"teaser": "One sentence.", "about": "<p>An introduction.</p>"} | fields
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def checked(user, slug="clinical-psychologist", **fields):
    """The user's title, found right by the staff."""
    title = ProfessionalTitle.objects.get(slug=slug)
    values = {"state": QualificationState.CHECKED, "checked_on": date(2026, 1, 5)} | fields
    return Qualification.objects.create(counsellor=user, title=title, **values)


def published(user, *, is_checked=True, **fields):
    page = written(user, **fields)
    if is_checked:
        checked(user, page.professional_title.slug)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def browser(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client
