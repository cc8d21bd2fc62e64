import json

import pytest

from consult import contacts
from consult.models import Engagement, Member, ReadMarker, Record, Room
from e2ee import registry
from e2ee.records import to_json
from lib import ids
from tests.consult import cast
from tests.consult.cast import API, send

pytestmark = pytest.mark.django_db


def open_over_http(client, peer, record):
    return client.post(f"{API}/rooms", {"peer": peer.uid, **to_json(record)}, content_type="application/json")


# --- opening ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["clara", "doro"])
def test_either_of_the_two_opens_their_room(who, clara, doro, as_, request):
    me = request.getfixturevalue(who)
    peer = doro if who == "clara" else clara
    Engagement.objects.create(client=clara.user, counsellor=doro.user)
    record, head = cast.first_record(clara, doro, by=me)
    answer = open_over_http(as_(me), peer, record)
    assert (answer.status_code, answer.json()["room"], answer.json()["seq"]) == (201, ids.to_text(head.room), 1)
    room = Room.objects.get(public_id=head.room)
    assert cast.engagement_of(clara, doro).room == room
    assert set(Member.objects.filter(room=room).values_list("user__username", "role")) == {("clara", 3), ("doro", 1)}
    again = open_over_http(as_(me), peer, record)
    assert (again.status_code, again.json()) == (200, answer.json())


def test_a_second_room_of_the_same_two_is_refused_with_the_first_ones_id(clara, doro, head, as_):
    record, _ = cast.first_record(clara, doro, by=doro)
    answer = open_over_http(as_(doro), clara, record)
    assert (answer.status_code, answer.json()["error"]) == (409, "room_exists")
    assert answer.json()["room"] == ids.to_text(head.room)
    assert Room.objects.count() == 1


def test_a_room_id_that_is_taken_is_refused_without_saying_whose(clara, doro, stranger, other_room, as_):
    Engagement.objects.create(client=clara.user, counsellor=doro.user)
    record, _ = cast.first_record(clara, doro, by=clara, room=other_room.room)
    answer = open_over_http(as_(clara), doro, record)
    assert (answer.status_code, answer.json()["error"]) == (409, "conflict")
    assert "room" not in answer.json()
    assert cast.engagement_of(clara, doro).room is None


def test_a_client_needs_a_reason_to_write_to_a_counsellor(clara, doro, as_, monkeypatch):
    record, _ = cast.first_record(clara, doro, by=clara)
    monkeypatch.setattr(contacts, "may_open", [])
    assert open_over_http(as_(clara), doro, record).json()["error"] == "not_contacts"
    monkeypatch.setattr(contacts, "may_open", [lambda client, counsellor: True])
    assert open_over_http(as_(clara), doro, record).status_code == 201


def test_a_counsellor_cannot_write_to_a_stranger_who_looks_like_nobody(clara, doro, as_):
    record, _ = cast.first_record(clara, doro, by=doro)
    foreign = open_over_http(as_(doro), clara, record)
    nobody = as_(doro).post(
        f"{API}/rooms", {"peer": ids.to_text(bytes(16)), **to_json(record)}, content_type="application/json"
    )
    assert (foreign.status_code, foreign.content) == (nobody.status_code, nobody.content)
    assert foreign.status_code == 404


def test_a_room_waits_until_the_other_has_keys(clara, as_):
    doro = cast.person("doro", "counsellor", has_keys=False)
    Engagement.objects.create(client=clara.user, counsellor=doro.user)
    unregistered = cast.with_keys(doro)
    record, _ = cast.first_record(clara, unregistered, by=clara)
    answer = open_over_http(as_(clara), doro, record)
    assert (answer.status_code, answer.json()["error"]) == (409, "peer_without_keys")


def test_a_room_lists_exactly_the_two_with_their_own_roles(clara, doro, stranger, as_):
    Engagement.objects.create(client=clara.user, counsellor=doro.user)
    for listed in (
        [(doro, registry.CLIENT), (clara, registry.OWNER)],
        [(doro, registry.OWNER), (stranger, registry.CLIENT)],
        [(doro, registry.OWNER)],
        [(doro, registry.OWNER), (clara, registry.CLIENT), (stranger, registry.ARCHIVE)],
    ):
        start = cast.Head(b"r" * 16)
        record = start.epoch_record(listed, by=clara, reason=registry.GENESIS)
        answer = open_over_http(as_(clara), doro, record)
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_epoch")
    assert not Room.objects.exists()


# --- writing and reading ------------------------------------------------------------------------------------------


def test_two_people_write_and_both_verify_the_whole_log(clara, doro, head, as_):
    for number, who in enumerate([clara, doro, doro, clara]):
        record = head.message(f"message {number}", by=who)
        answer = send(as_(who), head, record)
        assert (answer.status_code, answer.json()["seq"]) == (201, number + 2)
        assert answer.json()["link"] == ids.to_text(record.link)
        head = head.moved(record)
    page = as_(doro).get(f"{API}/rooms/{ids.to_text(head.room)}/log").json()
    reader = cast.verify_all(head.room, clara, page["records"], cast.book(clara, doro))
    assert [entry.plaintext for entry in reader.entries[1:]] == [b"message %d" % n for n in range(4)]
    assert page["head"] == {"seq": 5, "link": ids.to_text(reader.head_link)}


def test_the_same_bytes_again_are_answered_like_the_first_time(clara, head, as_):
    record = head.message("once", by=clara)
    first, again = send(as_(clara), head, record), send(as_(clara), head, record)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    later = head.moved(record)
    send(as_(clara), later, later.message("and more", by=clara))
    assert send(as_(clara), head, record).json() == first.json()


def test_the_same_id_with_other_bytes_is_a_conflict_wherever_it_claims_to_stand(clara, head, as_):
    record = head.message("once", by=clara)
    send(as_(clara), head, record)
    for place in (head, head.moved(record)):
        other = place.message("twice", by=clara, message_id=record.head.message_id)
        answer = send(as_(clara), place, other)
        assert (answer.status_code, answer.json()["error"]) == (409, "conflict")
    assert Record.objects.count() == 2


def test_whoever_writes_second_learns_where_the_room_is(clara, doro, head, as_):
    record = head.message("first", by=clara)
    send(as_(clara), head, record)
    answer = send(as_(doro), head, head.message("at the same place", by=doro))
    assert (answer.status_code, answer.json()["error"]) == (409, "head")
    assert answer.json()["head"] == {"seq": 2, "link": ids.to_text(record.link)}


def test_the_log_is_read_in_pages_in_both_directions(clara, head, as_):
    client = as_(clara)
    for number in range(9):
        record = head.message(str(number), by=clara)
        send(client, head, record)
        head = head.moved(record)
    address = f"{API}/rooms/{ids.to_text(head.room)}/log"
    seqs = lambda query: [r["seq"] for r in client.get(address + query).json()["records"]]
    assert seqs("") == list(range(1, 11))
    assert seqs("?limit=3") == [8, 9, 10]
    assert seqs("?before=8&limit=3") == [5, 6, 7]
    assert seqs("?after=2&limit=3") == [3, 4, 5]
    assert seqs("?after=2&before=5") == [3, 4]
    assert seqs("?after=99999999999999999999") == []
    assert seqs("?limit=-1") == [10]
    assert client.get(address + "?after=x").status_code == 422


def test_a_page_of_long_records_is_cut_but_never_empty(clara, head, as_, monkeypatch):
    monkeypatch.setattr("consult.queries.log.MOST_BYTES", 100)
    client = as_(clara)
    send(client, head, head.message("x" * 4000, by=clara))
    address = f"{API}/rooms/{ids.to_text(head.room)}/log"
    assert [r["seq"] for r in client.get(address).json()["records"]] == [2]
    assert [r["seq"] for r in client.get(address + "?after=0").json()["records"]] == [1]


def test_conversations_say_who_where_and_how_far(clara, doro, head, as_):
    send(as_(doro), head, head.message("hello", by=doro))
    as_(clara).put(f"{API}/rooms/{ids.to_text(head.room)}/read", {"seq": 2}, content_type="application/json")
    (mine,) = as_(doro).get(f"{API}/me/rooms").json()["conversations"]
    assert mine["peer"] == {"uid": clara.uid, "name": "clara", "role": "client", "has_keys": True}
    assert (mine["room"], mine["head"]["seq"], mine["epoch"]) == (ids.to_text(head.room), 2, 1)
    assert (mine["read"], mine["peer_read"]) == (0, 2)
    assert len(ids.from_text(mine["engagement"])) == 16


def test_an_engagement_without_a_room_is_listed_too(clara, doro, as_):
    Engagement.objects.create(client=clara.user, counsellor=doro.user)
    (mine,) = as_(clara).get(f"{API}/me/rooms").json()["conversations"]
    assert (mine["peer"]["name"], mine["room"], mine["head"], mine["at"]) == ("doro", None, None, None)


@pytest.mark.parametrize("clients", [1, 3])
def test_listing_conversations_takes_the_same_queries_however_many(clients, doro, as_, django_assert_num_queries):
    from consult import membership

    for number in range(clients):
        cast.open_room(cast.person(f"client{number}"), doro)
    client = as_(doro)
    membership._remembered.clear()
    with django_assert_num_queries(7):  # session, user, engagements, epochs, people, identities, markers
        assert len(client.get(f"{API}/me/rooms").json()["conversations"]) == clients


def test_reading_moves_forward_only_and_not_past_the_end(clara, head, as_):
    client, address = as_(clara), f"{API}/rooms/{ids.to_text(head.room)}/read"
    put = lambda seq: client.put(address, {"seq": seq}, content_type="application/json")
    assert put(99).json() == {"seq": 1}
    assert put(0).json() == {"seq": 1}
    assert put(-1).status_code == 422
    assert put("1").status_code == 422
    assert ReadMarker.objects.get().seq == 1


def test_a_room_says_who_is_in_it(clara, doro, head, as_):
    answer = as_(clara).get(f"{API}/rooms/{ids.to_text(head.room)}").json()
    assert answer["kind"] == 1
    assert {(m["uid"], m["role"], m["gen"], m["read"]) for m in answer["members"]} == {
        (doro.uid, 1, 1, 0),
        (clara.uid, 3, 1, 0),
    }


# --- who may what -------------------------------------------------------------------------------------------------


OPERATIONS = {
    "room": lambda client, room, record: client.get(f"{API}/rooms/{room}"),
    "log": lambda client, room, record: client.get(f"{API}/rooms/{room}/log"),
    "append": lambda client, room, record: client.post(f"{API}/rooms/{room}/log", record, "application/json"),
    "read": lambda client, room, record: client.put(f"{API}/rooms/{room}/read", {"seq": 1}, "application/json"),
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("who", "may"), [("clara", True), ("doro", True), ("stranger", False), ("staff", False)])
def test_only_the_two_reach_their_room(operation, who, may, clara, doro, stranger, head, other_room, as_):
    cast_ = {"clara": clara, "doro": doro, "stranger": stranger, "staff": cast.person("staff", "staff")}
    me = cast_[who]
    me.user.is_superuser = who == "staff"
    me.user.save()
    record = to_json(head.message("hello", by=me))
    answer = OPERATIONS[operation](as_(me), ids.to_text(head.room), record)
    assert (answer.status_code < 300) == may
    if not may:
        missing = OPERATIONS[operation](
            as_(me),
            ids.to_text(bytes(16)),
            to_json(cast.Head(bytes(16), 1, b"l" * 32, 1, bytes(32)).message("hello", by=me)),
        )
        assert (answer.status_code, answer.content, dict(answer.headers)) == (
            missing.status_code,
            missing.content,
            dict(missing.headers),
        )
        assert answer.status_code == 404


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nothing_is_told_to_nobody(operation, clara, head, client):
    answer = OPERATIONS[operation](client, ids.to_text(head.room), to_json(head.message("hello", by=clara)))
    assert (answer.status_code, answer.json()["error"]) == (401, "login_required")


@pytest.mark.parametrize("address", ["x", "a" * 22, "a" * 23, "%00" * 8, "é"])
def test_an_impossible_room_id_is_a_missing_room(address, clara, as_):
    assert as_(clara).get(f"{API}/rooms/{address}/log").status_code == 404


def test_somebody_slipped_into_the_members_table_gets_nothing(clara, doro, stranger, head, other_room, as_):
    room = Room.objects.get(public_id=head.room)
    Member.objects.create(room=room, user=stranger.user, gen=1, role=3, ir_hash=stranger.identity.fp)
    record = to_json(head.message("let me in", by=stranger))
    for operation in OPERATIONS.values():
        assert operation(as_(stranger), ids.to_text(head.room), record).status_code == 404
    listed = as_(clara).get(f"{API}/rooms/{ids.to_text(head.room)}").json()["members"]
    assert stranger.uid not in {member["uid"] for member in listed}
    assert Record.objects.filter(room=room).count() == 1


def test_a_form_of_another_site_cannot_write(clara, head, settings):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(clara.user)
    answer = client.post(
        f"{API}/rooms/{ids.to_text(head.room)}/log",
        json.dumps(to_json(head.message("hello", by=clara))),
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["error"]) == (403, "csrf")
    assert Record.objects.count() == 1


def test_whoever_sends_too_fast_is_slowed_down(clara, head, as_, settings):
    settings.RECORDS_AT_ONCE, settings.RECORDS_PER_SECOND = 2, 0
    from consult import limits

    limits._allowances.clear()
    client = as_(clara)
    codes = [send(client, head, head.message("again", by=clara)).status_code for _ in range(3)]
    assert codes == [201, 409, 429]
    limits._allowances.clear()
