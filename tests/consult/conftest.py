import pytest
from django.test import Client

from tests.consult import cast


@pytest.fixture
def clara(db):
    return cast.person("clara")


@pytest.fixture
def doro(db):
    return cast.person("doro", "counsellor")


@pytest.fixture
def stranger(db):
    """A client who has another conversation, so that there is something that could leak."""
    return cast.person("stranger")


@pytest.fixture
def head(clara, doro):
    return cast.open_room(clara, doro)


@pytest.fixture
def other_room(stranger, doro):
    return cast.open_room(stranger, doro)


@pytest.fixture
def as_(db):
    """as_(person): a test client logged in as that person."""

    def log_in(who: cast.Person) -> Client:
        client = Client()
        client.force_login(who.user)
        return client

    return log_in
