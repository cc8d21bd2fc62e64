"""Every altered upload is refused with a code one can rely on, and leaves no trace in any table."""

import hashlib
import json
from dataclasses import replace

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings, strategies

from consult import journal
from consult.journal import Submission
from e2ee import registry
from e2ee.primitives import random_bytes, sign
from e2ee.records import LAYOUT, Record, make_record, to_json
from e2ee.rooms import Grant, new_grant
from lib import clock, ids
from lib.denied import Denied
from tests.consult import cast
from tests.consult.cast import API, send

pytestmark = pytest.mark.django_db
DAY_MS = 24 * 3600 * 1000


def everything() -> str:
    """A digest of all rows of this app: what must be the same after a refusal."""
    digest = hashlib.sha256()
    for model in apps.get_app_config("consult").get_models():
        for row in model.objects.order_by("pk").values_list():
            digest.update(repr((model.__name__, row)).encode())
    return digest.hexdigest()


def refused(client, head, record, code, status=400):
    before = everything()
    answer = send(client, head, record)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert set(answer.json()) <= {"error", "message", "head", "epoch", "rule"}
    assert everything() == before


def signed_anew(record: Record, by: cast.Person, **changes) -> Record:
    """The record with another header and an honest signature over it: the signature is not what refuses it."""
    fields = dict(
        zip(
            ["version", "type", "flags", "room", "epoch", "sender", "gen", "id", "seq", "prev", "time", "nonce", "len"],
            LAYOUT.unpack(record.header),
            strict=True,
        )
    )
    raw = LAYOUT.pack(*(fields | changes).values())
    return Record(raw, record.body, sign(by.keys.sign_sk, "cp1/env", raw + Record(raw, record.body, b"").body_hash))


# each header field with a wrong value, honestly signed by clara: field, value, code, status
HEADER = [
    ("version", 0, "bad_header", 400),
    ("version", 2, "bad_header", 400),
    ("type", 0x20, "bad_header", 400),
    ("type", 0x21, "bad_header", 400),
    ("type", 0x77, "bad_header", 400),
    ("type", registry.EPOCH, "bad_header", 400),  # its nonce is not zero
    ("flags", 1, "bad_header", 400),
    ("room", b"r" * 16, "wrong_room", 400),
    ("epoch", 0, "bad_header", 400),
    ("epoch", 2, "epoch_stale", 409),
    ("sender", b"doro............", "wrong_sender", 403),
    ("gen", 0, "bad_header", 400),
    ("gen", 2, "wrong_sender", 403),
    ("seq", 0, "bad_header", 400),
    ("seq", 1, "head", 409),
    ("seq", 3, "head", 409),
    ("seq", 2**63, "bad_header", 400),
    ("prev", bytes(32), "head", 409),
    ("prev", b"x" * 32, "head", 409),
    ("time", 0, "clock_skew", 400),
    ("time", 2**60, "bad_header", 400),
    ("len", 271, "bad_length", 400),
    ("len", 2**32 - 1, "bad_length", 400),
]


@pytest.mark.parametrize(("field", "value", "code", "status"), HEADER, ids=[f"{f}={v!r}"[:24] for f, v, _, _ in HEADER])
def test_every_header_field_is_checked_even_if_signed(field, value, code, status, clara, head, as_):
    record = signed_anew(head.message("hello", by=clara), clara, **{field: value})
    refused(as_(clara), head, record, code, status)


@pytest.mark.parametrize("hours", [-25, 25])
def test_a_clock_that_is_a_day_off_is_refused(hours, clara, head, as_):
    record = head.message("hello", by=clara, time_ms=clock.now_ms() + hours * 3_600_000)
    refused(as_(clara), head, record, "clock_skew")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=strategies.integers(0, 136 + 64 - 1), flip=strategies.integers(1, 255))
def test_no_flipped_byte_of_header_or_signature_gets_in(place, flip, clara, head):
    record = head.message("hello", by=clara)
    raw = bytearray(record.header + record.sig)
    raw[place] ^= flip
    before = everything()
    with pytest.raises(Denied) as refusal:
        journal.append(Submission(clara.user, head.room, Record(bytes(raw[:136]), record.body, bytes(raw[136:]))))
    assert refusal.value.status in (400, 403, 404, 409)
    assert everything() == before


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=strategies.integers(0, 271), flip=strategies.integers(1, 255))
def test_no_flipped_byte_of_the_body_gets_in(place, flip, clara, head):
    record = head.message("hello", by=clara)
    body = bytearray(record.body)
    body[place] ^= flip
    with pytest.raises(Denied, match="bad_signature"):
        journal.append(Submission(clara.user, head.room, replace(record, body=bytes(body))))


@pytest.mark.parametrize("change", ["shorter", "longer", "empty", "unpadded", "too long"])
def test_bodies_have_one_of_the_padded_lengths(change, clara, head, as_):
    record = head.message("hello", by=clara)
    body = {
        "shorter": record.body[:-1],
        "longer": record.body + b"\0",
        "empty": b"",
        "unpadded": random_bytes(300),
        "too long": random_bytes(65_537 + 16),
    }[change]
    refused(as_(clara), head, make_record(record.head, body, clara.keys.sign_sk), "bad_length")
    refused(as_(clara), head, replace(record, body=body), "bad_length")


def test_a_signature_of_somebody_else_is_refused(clara, doro, head, as_):
    record = head.message("hello", by=clara)
    for signer in (doro, cast.person("stranger")):
        refused(as_(clara), head, make_record(record.head, record.body, signer.keys.sign_sk), "bad_signature")
    refused(as_(clara), head, replace(record, sig=bytes(64)), "bad_signature")


def test_a_record_of_the_other_member_cannot_be_uploaded_in_their_name(clara, doro, head, as_):
    refused(as_(clara), head, head.message("I, Doro", by=doro), "wrong_sender", 403)


def test_a_record_of_another_room_does_not_fit(clara, doro, stranger, head, other_room, as_):
    record = other_room.message("hello", by=doro)
    refused(as_(doro), head, record, "wrong_room")
    moved = signed_anew(record, doro, room=head.room)
    refused(as_(doro), head, moved, "head", 409)  # it names the other room's last record


def test_an_old_record_cannot_be_stored_at_a_new_place(clara, head, as_):
    record = head.message("yes", by=clara)
    assert send(as_(clara), head, record).status_code == 201
    head = head.moved(record)
    again = signed_anew(record, clara, seq=head.seq + 1, prev=head.link)
    refused(as_(clara), head, again, "conflict", 409)


JSON = [
    ({"h": "="}, "bad_encoding", 400),
    ({"h": ""}, "bad_encoding", 400),
    ({"h": "A" * 181}, "bad_encoding", 400),
    ({"s": "A" * 85 + "B"}, "bad_encoding", 400),  # last bits not canonical
    ({"s": " " + "A" * 86}, "bad_encoding", 400),
    ({"b": "ä" * 10}, "bad_encoding", 400),
    ({"b": None}, "invalid_input", 422),
    ({"b": 5}, "invalid_input", 422),
    ({"b": ["x"]}, "invalid_input", 422),
    ({"seq": 3}, "invalid_input", 422),
    ({"bh": "A" * 43}, "invalid_input", 422),
    ({"sender": "x"}, "invalid_input", 422),
]


@pytest.mark.parametrize(("change", "code", "status"), JSON, ids=[str(c)[:30] for c, _, _ in JSON])
def test_the_envelope_is_strict(change, code, status, clara, head, as_):
    before = everything()
    data = to_json(head.message("hello", by=clara)) | change
    answer = as_(clara).post(f"{API}/rooms/{ids.to_text(head.room)}/log", data, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert everything() == before


@pytest.mark.parametrize("raw", ["", "null", "[]", "{", '{"h":' * 5000, "\udc00", '{"h":1e999}'])
def test_what_is_no_json_object_is_refused(raw, clara, head, as_):
    answer = as_(clara).post(
        f"{API}/rooms/{ids.to_text(head.room)}/log",
        raw.encode("utf-8", "surrogatepass"),
        content_type="application/json",
    )
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"] == "invalid_input"


def test_a_body_above_the_limit_is_not_read(clara, head, as_):
    data = json.dumps(to_json(head.message("hello", by=clara)) | {"b": "A" * 140_000})
    answer = as_(clara).post(f"{API}/rooms/{ids.to_text(head.room)}/log", data, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


# --- members and keys ---------------------------------------------------------------------------------------------


def pair(clara, doro):
    return [(doro, registry.OWNER), (clara, registry.CLIENT)]


def accepted(client, head, record):
    assert send(client, head, record).status_code == 201
    return head.moved(record)


def test_any_member_makes_a_new_key_and_old_ones_are_stale(clara, doro, head, as_):
    old = head.message("under the old key", by=doro)
    renewed = accepted(as_(clara), head, head.epoch_record(pair(clara, doro), by=clara, reason=registry.MANUAL))
    refused(as_(doro), head, old, "epoch_stale", 409)
    stale = signed_anew(old, doro, seq=renewed.seq + 1, prev=renewed.link)
    refused(as_(doro), renewed, stale, "epoch_stale", 409)
    accepted(as_(doro), renewed, renewed.message("under the new key", by=doro))


def test_a_retry_from_before_the_new_key_is_still_answered_like_the_first(clara, doro, head, as_):
    record = head.message("stored", by=doro)
    later = accepted(as_(doro), head, record)
    accepted(as_(clara), later, later.epoch_record(pair(clara, doro), by=clara, reason=registry.MANUAL))
    assert send(as_(doro), head, record).status_code == 200


def test_of_two_new_keys_with_one_number_the_first_counts(clara, doro, head, as_):
    first = head.epoch_record(pair(clara, doro), by=clara, reason=registry.MANUAL)
    second = head.epoch_record(pair(clara, doro), by=doro, reason=registry.MANUAL)
    accepted(as_(clara), head, first)
    refused(as_(doro), head, second, "head", 409)


@pytest.mark.parametrize("number", [1, 3, 7])
def test_epochs_count_without_gaps(number, clara, doro, head, as_):
    record = head.epoch_record(pair(clara, doro), by=clara, reason=registry.MANUAL, epoch=number)
    refused(as_(clara), head, record, "bad_epoch")


def test_only_the_owner_changes_who_is_in(clara, doro, head, as_):
    colleague = cast.person("colleague", "counsellor")
    trio = [*pair(clara, doro), (colleague, registry.PROFESSIONAL)]
    refused(as_(clara), head, head.epoch_record(trio, by=clara, reason=registry.ADD), "only_owner", 403)
    without_doro = [(clara, registry.OWNER)]
    refused(as_(clara), head, head.epoch_record(without_doro, by=clara, reason=registry.REMOVE), "only_owner", 403)
    accepted(as_(doro), head, head.epoch_record(trio, by=doro, reason=registry.ADD))


def test_nobody_but_counsellors_is_added(clara, doro, stranger, head, as_):
    trio = [*pair(clara, doro), (stranger, registry.PROFESSIONAL)]
    refused(as_(doro), head, head.epoch_record(trio, by=doro, reason=registry.ADD), "bad_epoch")


def test_keys_that_are_not_registered_do_not_count(clara, doro, head, as_):
    ghost = cast.with_keys(clara, later_ms=5000)  # same person, another record of the same keys
    refused(as_(doro), head, head.epoch_record(pair(ghost, doro), by=doro, reason=registry.MANUAL), "bad_epoch")


def test_a_new_generation_is_listed_after_the_old_key_vouched(clara, doro, head, as_):
    renewed = cast.new_generation(clara, b"n" * 32, vouched=True)
    refused(as_(clara), head, head.message("with the old keys", by=clara), "old_identity", 403)
    refused(as_(clara), head, head.message("with keys the room does not list", by=renewed), "wrong_sender", 403)
    head = accepted(as_(clara), head, head.epoch_record(pair(renewed, doro), by=renewed, reason=registry.KEY_CHANGE))
    accepted(as_(clara), head, head.message("with the new ones", by=renewed))


def test_a_reset_is_listed_by_the_other_side_never_by_oneself(clara, doro, head, as_):
    reset = cast.new_generation(clara, b"z" * 32, vouched=False)
    own = head.epoch_record(pair(reset, doro), by=reset, reason=registry.KEY_CHANGE)
    refused(as_(clara), head, own, "bad_epoch")
    head = accepted(as_(doro), head, head.epoch_record(pair(reset, doro), by=doro, reason=registry.KEY_CHANGE))
    accepted(as_(clara), head, head.message("I am back", by=reset))


def grant_record(head, by, to):
    grant = new_grant(to.identity, {1: random_bytes(32)}, room=head.room, sender=by.user.uid)
    return make_record(head.header(registry.GRANT, by), grant.pack(), by.keys.sign_sk)


def test_older_keys_are_handed_to_present_members_only(clara, doro, stranger, head, as_):
    refused(as_(doro), head, grant_record(head, doro, stranger), "bad_grant")
    head = accepted(as_(doro), head, grant_record(head, doro, clara))
    cut = Grant(clara.user.uid, 1, clara.identity.fp, 2, b"x" * 20).pack()
    refused(as_(doro), head, make_record(head.header(registry.GRANT, doro), cut, doro.keys.sign_sk), "bad_grant")


def test_who_was_removed_finds_nothing_any_more(clara, doro, head, as_):
    colleague = cast.person("colleague", "counsellor")
    trio = [*pair(clara, doro), (colleague, registry.PROFESSIONAL)]
    head = accepted(as_(doro), head, head.epoch_record(trio, by=doro, reason=registry.ADD))
    head = accepted(as_(colleague), head, head.message("hello", by=colleague))
    head = accepted(as_(doro), head, head.epoch_record(trio[:2], by=doro, reason=registry.REMOVE))
    refused(as_(colleague), head, head.message("still here?", by=colleague), "not_found", 404)
    assert as_(colleague).get(f"{API}/rooms/{ids.to_text(head.room)}").status_code == 404


def test_an_archive_only_reads(clara, doro, head, as_):
    archive = cast.person("archive", "counsellor")
    trio = [*pair(clara, doro), (archive, registry.ARCHIVE)]
    head = accepted(as_(doro), head, head.epoch_record(trio, by=doro, reason=registry.ADD))
    refused(as_(archive), head, head.message("hello", by=archive), "read_only", 403)
    assert as_(archive).get(f"{API}/rooms/{ids.to_text(head.room)}/log").json()["head"]["seq"] == 2
