"""Many writers at once, on the database of the run: one order, nothing lost, nothing twice."""

import asyncio
import random
import threading

import pytest
from asgiref.sync import async_to_sync
from django.db import connections

from consult import groupcommit, journal
from consult.hub import hub
from consult.journal import Stored, Submission
from consult.models import Record, Room
from e2ee import registry
from e2ee.records import to_json
from lib.denied import Denied
from tests.consult import cast

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, POSTS = 10, 8


def at_once(jobs) -> None:
    """Run these in threads that start together; the first exception is raised here."""
    barrier, failures = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            barrier.wait()
            job()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def persistent_writer(who, head, texts, seed):
    """Writes all texts, rebuilding after every refusal and sending at random what it has already sent."""

    def write():
        here, dice = head, random.Random(seed)
        for text in texts:
            message_id = None
            while True:
                record = here.message(text, by=who, **({"message_id": message_id} if message_id else {}))
                message_id = record.head.message_id
                try:
                    stored = journal.append(Submission(who.user, head.room, record))
                except Denied as refusal:
                    if refusal.code != "head":
                        raise
                    here = catch_up(here)
                    continue
                if dice.random() < 0.4:
                    again = journal.append(Submission(who.user, head.room, record))
                    assert (again.seq, again.link, again.is_new) == (stored.seq, stored.link, False)
                here = here.moved(record)
                break

    return write


def catch_up(here):
    room = Room.objects.get(public_id=here.room)
    return cast.replace(here, seq=room.head_seq, link=room.head_link)


def chain_of(head, me, *others):
    rows = Record.objects.filter(room__public_id=head.room).order_by("seq")
    records = [to_json(cast.Record(row.header, row.body, row.sig)) for row in rows]
    reader = cast.verify_all(head.room, me, records, cast.book(me, *others))
    room = Room.objects.get(public_id=head.room)
    assert (reader.head_seq, reader.head_link) == (room.head_seq, room.head_link)
    assert [row.seq for row in rows] == list(range(1, room.head_seq + 1))
    assert [row.link for row in rows] == [entry.record.link for entry in reader.entries]
    return [entry.plaintext for entry in reader.entries if entry.plaintext is not None]


def test_threads_that_write_and_repeat_leave_one_unbroken_chain(clara, doro, head):
    texts = [[f"{number}.{post}" for post in range(POSTS)] for number in range(THREADS)]
    at_once([persistent_writer((clara, doro)[n % 2], head, texts[n], n) for n in range(THREADS)])
    written = [text.decode() for text in chain_of(head, clara, doro)]
    assert sorted(written) == sorted(text for own in texts for text in own)
    for own in texts:  # each writer's own order is kept
        assert [text for text in written if text in own] == own


def test_the_same_bytes_from_many_threads_are_stored_once(clara, doro, head):
    record, answers = head.message("once", by=clara), []
    post = lambda: answers.append(journal.append(Submission(clara.user, head.room, record)))
    at_once([post] * 8)
    assert sorted(answer.is_new for answer in answers) == [False] * 7 + [True]
    assert len({(answer.seq, answer.link, answer.at) for answer in answers}) == 1
    assert chain_of(head, clara, doro) == [b"once"]


def test_of_many_new_keys_at_once_one_counts(clara, doro, head):
    pair = [(doro, registry.OWNER), (clara, registry.CLIENT)]
    codes = []

    def rekey(who):
        record = cast.replace(head).epoch_record(pair, by=who, reason=registry.MANUAL)

        def post():
            try:
                journal.append(Submission(who.user, head.room, record))
                codes.append("stored")
            except Denied as refusal:
                codes.append(refusal.code)

        return post

    at_once([rekey(who) for who in (clara, doro) * 4])
    assert sorted(codes) == ["head"] * 7 + ["stored"]
    assert Room.objects.get(public_id=head.room).epoch == 2


def test_many_who_open_the_same_room_get_one(clara, doro):
    from consult.actions import engagements
    from consult.actions import rooms as room_actions

    engagements.begin(counsellor=doro.user, client=clara.user, by=doro.user)
    codes = []

    def opener(who, peer):
        record, head = cast.first_record(clara, doro, by=who)

        def post():
            try:
                room_actions.open_room(Submission(who.user, head.room, record), peer=peer.user, by=who.user)
                codes.append("opened")
            except Denied as refusal:
                codes.append(refusal.code)

        return post

    at_once([opener(*pair) for pair in [(clara, doro), (doro, clara)] * 4])
    assert sorted(codes) == ["opened"] + ["room_exists"] * 7
    assert Room.objects.count() == 1


# --- group commit -------------------------------------------------------------------------------------------------


@pytest.fixture
def batches(settings):
    """The sizes of the batches that were committed."""
    settings.GROUP_COMMIT = True
    sizes, real = [], journal.append_many

    def counting(submissions):
        sizes.append(len(submissions))
        return real(submissions)

    journal_append_many, journal.append_many = journal.append_many, counting
    yield sizes
    journal.append_many = journal_append_many
    groupcommit.close_connection()


@async_to_sync
async def all_at_once(submissions):
    return await asyncio.gather(*(groupcommit.append(s) for s in submissions), return_exceptions=True)


def test_what_arrives_together_is_committed_together(doro, batches):
    clients = [cast.person(f"client{n}") for n in range(6)]
    heads = [cast.open_room(client, doro) for client in clients]
    records = [head.message("hello", by=client) for head, client in zip(heads, clients, strict=True)]
    submissions = [Submission(c.user, h.room, r) for c, h, r in zip(clients, heads, records, strict=True)]
    assert all(isinstance(outcome, Stored) for outcome in all_at_once(submissions))
    assert sum(batches) == 6
    assert len(batches) <= 2
    assert Record.objects.count() == 12


def test_one_bad_record_in_a_batch_does_not_harm_the_others(clara, doro, stranger, head, other_room, batches):
    first = head.message("first", by=clara)
    after = head.moved(first)
    second = after.message("second, sent without waiting", by=clara)
    submissions = [
        Submission(clara.user, head.room, first),
        Submission(doro.user, head.room, head.message("too late", by=doro)),
        Submission(clara.user, head.room, first),
        Submission(clara.user, head.room, cast.replace(first, sig=bytes(64))),
        Submission(clara.user, head.room, second),
        Submission(clara.user, head.room, after.moved(second).message("x", by=clara, message_id=first.head.message_id)),
        Submission(stranger.user, head.room, head.message("let me in", by=stranger)),
        Submission(stranger.user, other_room.room, other_room.message("elsewhere", by=stranger)),
    ]
    outcomes = journal.append_many(submissions)
    assert [o.code if isinstance(o, Denied) else (o.seq, o.is_new) for o in outcomes] == [
        (2, True),
        "head",
        (2, False),
        "bad_signature",
        (3, True),
        "conflict",
        "not_found",
        (2, True),
    ]
    assert chain_of(head, clara, doro) == [b"first", b"second, sent without waiting"]
    assert [type(o) for o in all_at_once(submissions)].count(Stored) == 4  # all over again: the same answers


def test_a_name_used_twice_at_the_right_place_harms_only_itself(clara, doro, stranger, head, other_room):
    first = head.message("first", by=clara)
    journal.append(Submission(clara.user, head.room, first))
    twin = head.moved(first).message("other words", by=clara, message_id=first.head.message_id)
    outcomes = journal.append_many(
        [
            Submission(stranger.user, other_room.room, other_room.message("fine", by=stranger)),
            Submission(clara.user, head.room, twin),
        ]
    )
    assert isinstance(outcomes[0], Stored)
    assert outcomes[1].code == "conflict"


def test_a_new_key_inside_a_batch_counts_for_what_follows_in_it(clara, doro, head):
    pair = [(doro, registry.OWNER), (clara, registry.CLIENT)]
    start = cast.replace(head)
    rekey = start.epoch_record(pair, by=doro, reason=registry.MANUAL)
    renewed = start.moved(rekey)
    stale = cast.replace(renewed, epoch=1, key=head.key)
    outcomes = journal.append_many(
        [
            Submission(doro.user, head.room, rekey),
            Submission(clara.user, head.room, stale.message("old key", by=clara)),
            Submission(clara.user, head.room, renewed.message("new key", by=clara)),
        ]
    )
    assert [getattr(o, "code", "stored") for o in outcomes] == ["stored", "epoch_stale", "stored"]
    assert chain_of(head, clara, doro) == [b"new key"]


def test_a_failing_database_acknowledges_nothing(clara, head, batches, monkeypatch):
    from django.db import OperationalError

    def broken(desk):
        raise OperationalError("disk full")

    monkeypatch.setattr(journal, "_write", broken)
    told = []
    monkeypatch.setattr(hub, "publish", told.append)
    (outcome,) = all_at_once([Submission(clara.user, head.room, head.message("lost", by=clara))])
    assert (outcome.code, outcome.status) == ("busy", 503)
    assert told == []
    monkeypatch.undo()
    (outcome,) = all_at_once([Submission(clara.user, head.room, head.message("found", by=clara))])
    assert outcome.seq == 2


def test_more_than_can_wait_is_turned_away(clara, head, batches, monkeypatch):
    monkeypatch.setattr(groupcommit, "MOST_WAITING", 1)
    record = head.message("hello", by=clara)
    outcomes = all_at_once([Submission(clara.user, head.room, record) for _ in range(4)])
    assert {o.code for o in outcomes if isinstance(o, Denied)} == {"busy"}
    assert any(isinstance(o, Stored) for o in outcomes)


def test_each_batch_takes_the_same_queries_however_many_records(doro, django_assert_num_queries):
    for size in (1, 5):
        clients = [cast.person(f"c{size}{n}") for n in range(size)]
        submissions = []
        for client in clients:
            head = cast.open_room(client, doro)
            submissions.append(Submission(client.user, head.room, head.message("hello", by=client)))
        for submission in submissions:
            journal.examine(submission)  # knows the rooms' members, as after the first record
        with django_assert_num_queries(6):  # begin, rooms, generations, insert, update, commit
            journal.append_many(submissions)
