import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from billing.models import Plan
from consult import contacts
from consult.actions import engagements
from consult.enums import Origin
from consult.models import Engagement, Record, Room
from lib.denied import Denied

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara(db):
    return get_user_model().objects.create(username="clara", role="client")


@pytest.fixture
def doro(db):
    return get_user_model().objects.create(username="doro", role="counsellor")


def test_beginning_twice_gives_the_same_engagement(clara, doro):
    first = engagements.begin(counsellor=doro, client=clara, by=clara)
    assert engagements.begin(counsellor=doro, client=clara, by=doro) == first
    assert Engagement.objects.count() == 1


def test_an_engagement_needs_a_counsellor_and_a_client(clara, doro):
    with pytest.raises(Denied, match="not_a_pair"):
        engagements.begin(counsellor=clara, client=doro, by=clara)


@pytest.fixture
def one_own_client(db):
    Plan.objects.update(own_clients=1)


def own(doro, client, **more):
    return engagements.begin(counsellor=doro, client=client, by=doro, origin=Origin.EXTERNAL, **more)


def test_the_first_own_client_is_free_and_the_second_needs_a_plan(clara, doro, one_own_client, django_user_model):
    assert own(doro, clara).is_trial
    other = django_user_model.objects.create(username="other", role="client")
    with pytest.raises(Denied, match="own_clients"):
        own(doro, other)
    assert own(doro, clara).is_trial  # asked again, nothing changes
    Plan.objects.update(own_clients=None)
    assert not own(doro, other).is_trial


def test_who_was_found_here_is_no_own_client_and_takes_no_place(clara, doro, one_own_client, django_user_model):
    engagements.begin(counsellor=doro, client=clara, by=clara)
    assert own(doro, clara).origin == Origin.PORTAL
    assert own(doro, django_user_model.objects.create(username="other", role="client")).is_trial


def test_the_database_knows_one_free_own_client(clara, doro, django_user_model):
    own(doro, clara)
    other = django_user_model.objects.create(username="other", role="client")
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.create(counsellor=doro, client=other, origin=Origin.EXTERNAL, is_trial=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.create(counsellor=doro, client=other, origin=Origin.PORTAL, is_trial=True)


def test_a_client_may_open_when_engaged_or_when_an_app_above_says_yes(clara, doro, monkeypatch):
    assert not contacts.allowed(clara, doro)
    monkeypatch.setattr(contacts, "may_open", [lambda client, counsellor: counsellor == doro])
    assert contacts.allowed(clara, doro)
    monkeypatch.setattr(contacts, "may_open", [])
    engagements.begin(counsellor=doro, client=clara, by=clara)
    assert contacts.allowed(clara, doro)
    doro.is_active = False
    assert not contacts.allowed(clara, doro)


ROOM = {"kind": 1, "head_seq": 1, "head_link": bytes(32), "epoch": 1, "epoch_seq": 1, "epoch_link": bytes(32)}
RECORD = {
    "seq": 1,
    "type": 1,
    "client_msg_id": bytes(16),
    "link": bytes(32),
    "header": bytes(136),
    "body": b"x",
    "sig": bytes(64),
}


@pytest.mark.parametrize(
    "nonsense",
    [
        {"kind": 9},
        {"head_link": bytes(31)},
        {"epoch_link": b""},
        {"epoch": 2},
        {"epoch_seq": 2},
        {"public_id": bytes(15)},
        {"epoch": 0},
    ],
    ids=str,
)
def test_the_database_refuses_nonsense_about_a_room(nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(**ROOM | nonsense)
    Room.objects.create(**ROOM)


@pytest.mark.parametrize(
    "nonsense",
    [{"seq": 0}, {"type": 7}, {"link": bytes(33)}, {"header": bytes(135)}, {"sig": b""}, {"client_msg_id": bytes(17)}],
    ids=str,
)
def test_the_database_refuses_nonsense_about_a_record(nonsense, clara):
    room = Room.objects.create(**ROOM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(room=room, sender=clara, **RECORD | nonsense)
    Record.objects.create(room=room, sender=clara, **RECORD)


@pytest.mark.parametrize("twin", [{"client_msg_id": b"o" * 16}, {"seq": 2}], ids=["same place", "same id"])
def test_a_place_in_the_log_and_a_message_id_are_taken_once(twin, clara):
    room = Room.objects.create(**ROOM)
    Record.objects.create(room=room, sender=clara, **RECORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(room=room, sender=clara, **RECORD | twin)
