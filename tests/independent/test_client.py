"""Somebody who has read docs/protocol/ and nothing else can take part."""

import ast
from pathlib import Path

import pytest

from accounts.models import User
from consult.actions import engagements
from consult.models import Record
from e2ee.identity import Identities
from e2ee.log import LogVerifier
from e2ee.records import Record as ProtocolRecord
from lib import ids
from tests.independent import client as independent
from tests.independent.client import Client, Refused

LOGIN, ROOM = "a quiet river at night", "A quiet river, 7 stones"


def test_it_imports_nothing_of_this_project():
    tree = ast.parse(Path(independent.__file__).read_text())
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    allowed = {"base64", "hashlib", "http.client", "http.cookies", "json", "os", "struct", "time", "unicodedata"}
    assert imported <= allowed | {"urllib.parse", "nacl"}


@pytest.mark.django_db(transaction=True)
def test_two_of_them_sign_up_open_a_room_and_talk(live_server):
    anna, ben = Client(live_server.url), Client(live_server.url)
    anna.register("anna", LOGIN)
    ben.register("ben", LOGIN, role="counsellor", email="ben@example.org")
    anna.set_up_keys(ROOM)
    ben.set_up_keys(ROOM)
    people = {user.username: user for user in User.objects.all()}
    engagements.begin(counsellor=people["ben"], client=people["anna"], by=people["ben"])

    (conversation,) = anna.conversations()
    assert (conversation["peer"]["name"], conversation["peer"]["has_keys"], conversation["room"]) == ("ben", True, None)
    hers = anna.open_room(independent.unb64u(conversation["peer"]["uid"]))
    with pytest.raises(Refused, match="room_exists"):
        ben.open_room(anna.uid, i_am_owner=True)
    (conversation,) = ben.conversations()
    his = ben.room(independent.unb64u(conversation["room"]))

    hers.send("Grüß dich, Ben")
    his.send("Hello, Anna")  # behind by one record: refused, read, built again
    his.new_key()
    hers.send("x" * 3000)
    record = hers.message_record({"t": "text", "b": "twice"})
    assert [hers.post(record)[0] for _ in range(2)] == [201, 200]
    expected = [(anna.uid, "Grüß dich, Ben"), (ben.uid, "Hello, Anna"), (anna.uid, "x" * 3000), (anna.uid, "twice")]
    assert hers.read() == his.read() == expected
    assert his.mark_read() == his.seq
    assert anna.conversations()[0]["peer_read"] == his.seq

    # another device, another day: only the two passwords
    again = Client(live_server.url)
    again.log_in("anna", LOGIN)
    with pytest.raises(ValueError, match="wrong password"):
        again.unlock("another password")
    again.unlock(ROOM)
    assert again.room(hers.room_id).texts == expected

    # and our own reader agrees with every byte
    known = Identities()
    for owner in (anna, ben):
        for entry in anna.ask("GET", f"identities/{ids.to_text(owner.uid)}")["identities"]:
            known.add(*(ids.from_text(entry[name]) for name in ("ir", "sig_self", "sig_prev")))
    reader = LogVerifier(hers.room_id, me=bytes(16), own={}, identities=known)
    for row in Record.objects.order_by("seq"):
        reader.feed(ProtocolRecord(row.header, row.body, row.sig))
    assert (reader.head_seq, reader.head_link) == (hers.seq, hers.link)


@pytest.mark.django_db(transaction=True)
def test_its_stale_records_are_refused_as_the_documents_say(live_server):
    anna, ben = Client(live_server.url), Client(live_server.url)
    anna.register("anna", LOGIN)
    ben.register("ben", LOGIN, role="counsellor", email="ben@example.org")
    anna.set_up_keys(ROOM)
    ben.set_up_keys(ROOM)
    people = {user.username: user for user in User.objects.all()}
    engagements.begin(counsellor=people["ben"], client=people["anna"], by=people["ben"])
    hers = anna.open_room(ben.uid)
    his = ben.room(hers.room_id)
    old = hers.message_record({"t": "text", "b": "under the old key"})
    his.new_key()
    with pytest.raises(Refused, match="epoch_stale"):
        hers.post(old)
    hers.read()
    late = hers.message_record({"t": "text", "b": "too late"})
    his.send("first")
    with pytest.raises(Refused) as refusal:
        hers.post(late)
    assert refusal.value.answer["head"] == {"seq": his.seq, "link": ids.to_text(his.link)}
