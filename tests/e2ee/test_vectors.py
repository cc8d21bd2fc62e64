"""The checked-in vectors, in Python. tests/js/e2ee/vectors.js runs the same file in the browser."""

import pytest

from e2ee.errors import Invalid
from e2ee.vectors import literals
from e2ee.vectors.make import FILE, written
from tests.e2ee.runner import VECTORS, flipped, log_records, reader, run, what_was_read

CASES = {case["name"]: case for case in VECTORS["cases"]}
LOGS = {case["name"]: case for case in VECTORS["logs"]}


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    case = CASES[name]
    if case.get("fails"):
        with pytest.raises(Invalid):
            run(case)
        return
    assert run(case) == case["out"]
    for where, given in flipped(case):
        try:
            got = run(case, given)
        except Invalid:
            continue
        pytest.fail(f"{where} turned around was accepted: {got}")


@pytest.mark.parametrize("name", LOGS)
def test_log(name):
    case = LOGS[name]
    verifier = reader(case)
    if "fails" in case:
        with pytest.raises(Invalid) as refusal:
            read_all(verifier, case)
        assert refusal.value.code == case["fails"]
        assert verifier.head_seq == case["accepted"] == len(verifier.entries)
        return
    read_all(verifier, case)
    assert what_was_read(verifier) == case["reads"]


def read_all(verifier, case):
    for record in log_records(case):
        verifier.feed(record)
    verifier.finish()


def test_names_are_unique():
    assert len(CASES) == len(VECTORS["cases"])
    assert len(LOGS) == len(VECTORS["logs"])


def test_fifteen_tamperings_of_which_two_are_documented_limits():
    numbered = [case for name, case in LOGS.items() if name.removeprefix("V20 log: ")[:1].isdigit()]
    assert len(numbered) == 15
    unnoticed = [case["name"] for case in numbered if "fails" not in case]
    assert len(unnoticed) == 2
    assert all("limit L" in name and name.endswith("is NOT noticed") for name in unnoticed)


def test_every_listed_vector_is_there():
    families = {name.split()[0] for name in [*CASES, *LOGS]}
    assert families >= {f"V{n}" for n in [*range(1, 15), 20]}


def test_the_file_is_what_the_generator_writes():
    assert FILE.read_text() == written(), "run: python -m e2ee.vectors.make"


# what the vectors' outputs must be, by values that no code of ours computed
PUBLISHED = {
    "V1 published": "password bytes",
    "V2 auth_key": "auth_key",
    "V2 room KEK of the same password": "room KEK",
    "V5 wrap": "wrap",
    "V9 kid": "kid",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_value(name):
    assert CASES[name]["out"] == literals.VALUES[PUBLISHED[name]]


def test_published_values_inside_larger_answers():
    published, out = literals.VALUES, {name: case.get("out") for name, case in CASES.items()}
    counsellor, client = out["V4 counsellor"], out["V4 client"]
    for key in ("sign_pk", "box_pk", "inbox_pk", "notes_key", "state_key"):
        assert counsellor[key] == published[f"counsellor {key}"]
    for key in ("sign_pk", "box_pk", "inbox_pk"):
        assert client[key] == published[f"client {key}"]
    assert out["V7 client"] == {
        "ir": published["client ir"],
        "sig_self": published["client sig_self"],
        "fp": published["client fp"],
    }
    assert out["V7 counsellor"]["fp"] == published["counsellor fp"]
    assert out["V6 keys"] == [published["rc_auth"], published["rc_kek"]]
    assert out["V6 show"] == literals.RECOVERY_CODE
    assert out["V8 safety number"] == out["V8 other way round"] == literals.SAFETY_NUMBER
    assert out["V3 wire form"] == literals.WIRE
    assert out["V9 epoch sub-keys"] == {
        "messages": published["message key"],
        "signals": published["signal key"],
        "inbox_pk": published["team inbox_pk"],
    }
    assert out["V10 published slot"] == literals.ROOM_KEY.hex()
    epoch = out["V11 epoch record is made again"]
    assert epoch["link"] == published["epoch 1 link"]
    assert epoch["record"] == {part: published[f"epoch 1 {part}"] for part in ("header", "body", "sig")}
    assert published["slot to client"] in published["epoch 1 body"]
    message = out["V12 message"]
    assert message["link"] == published["message link"]
    assert message["record"] == {part: published[f"message {part}"] for part in ("header", "body", "sig")}
    offer = out["V19 offer"]["record"]
    assert (offer["header"], offer["sig"]) == (published["offer header"], published["offer sig"])


def test_published_chain_of_three():
    honest = LOGS["V20 log: the client reads the whole room"]
    links = [record.link.hex() for record in log_records(honest)[:3]]
    assert links == [literals.VALUES[name] for name in ("epoch 1 link", "message link", "reply link")]


def test_published_hashes():
    from e2ee.primitives import H

    assert H(16, "cp1/salt/login", literals.SEED_LOGIN).hex() == literals.VALUES["salt_login"]
    assert H(16, "cp1/salt/room", literals.SEED_ROOM).hex() == literals.VALUES["salt_room"]
    message = log_records(LOGS["V20 log: the client reads the whole room"])[1]
    assert message.body_hash.hex() == literals.VALUES["message body_hash"]
