"""The main job, in two real browsers: find, book, pass the door, open the room, both write, print the transcript."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from tests.journeys import canary
from tests.journeys.people import (
    DEMO_PASSWORD,
    DEMO_ROOM_PASSWORD,
    log_in,
    messages,
    room_of,
    set_up_room,
    sign_up,
    status_of,
    unlock,
    works_around_the_clock,
    write,
)

pytestmark = pytest.mark.browser

LOGIN_PASSWORD = "seven quiet herons cross the lake"
ROOM_PASSWORD = "Seven-Quiet-Herons-4!"
SAID = [
    ("client", "I cannot sleep since the letter came – können wir darüber reden?"),
    ("counsellor", "Yes. Take your time: what does the letter say, and what do you fear it says?"),
    ("client", "It says they want the flat back. Danke, dass Sie da sind."),
]


def test_the_main_job(site, visit):
    works_around_the_clock(site, "samuel")
    client, counsellor = visit(), visit()

    # a client finds a counsellor in the public directory
    client.goto("/")
    client.get_by_role("link", name="Find a counsellor").first.click()
    client.get_by_role("searchbox").fill("humour")
    client.get_by_role("button", name="Search").click()
    client.get_by_role("link", name="Samuel Okafor").click()

    # books a time; the account is made on the way and the choice is kept
    client.get_by_role("link", name="Book a time").first.click()
    client.get_by_role("radio", name=re.compile("€")).first.check()
    # the second time: the first may be over before the account is made
    client.get_by_role("radio", name=re.compile(r"^\d\d:\d\d")).nth(1).check()
    client.get_by_role("button", name="Go on", exact=True).click()
    client.get_by_role("button", name="Go on with a new account").click()
    sign_up(client, "heron-by-the-lake", LOGIN_PASSWORD)
    client.get_by_label("Please start before the 14 days").check()
    client.get_by_role("button", name=re.compile("^Book – you pay before")).click()
    expect(client.get_by_text("Booked, by you")).to_be_visible()

    # passes the door, paying
    client.get_by_role("link", name="To the door").click()
    client.get_by_role("link", name="Pay €65").click()
    client.get_by_role("radio", name=re.compile("test", re.I)).check()
    client.get_by_role("button", name=re.compile("^Pay €65")).click()
    client.get_by_role("region", name="What shall happen?").get_by_role("button", name=re.compile("^Pay €65")).click()

    # opens the room with the room password, set up now
    client.get_by_role("link", name="To the door").click()
    client.get_by_role("link", name="Set up my room").click()
    code = set_up_room(client, ROOM_PASSWORD)
    client.goto("/appointments/")
    client.get_by_role("link", name="To the door").first.click()
    client.get_by_role("button", name="Enter the room").click()
    unlock(client, ROOM_PASSWORD)

    # both write
    write(client, SAID[0][1])
    room = room_of(client)
    expect(status_of(client, SAID[0][1])).to_contain_text("Stored")
    log_in(counsellor, "samuel")
    counsellor.goto("/app/")
    unlock(counsellor)
    counsellor.get_by_role("link", name=re.compile("heron-by-the-lake")).click()
    expect(messages(counsellor)).to_have_text([SAID[0][1]])
    expect(status_of(client, SAID[0][1])).to_contain_text("Seen")
    write(counsellor, SAID[1][1])
    expect(messages(client)).to_have_text([text for _, text in SAID[:2]])
    write(client, SAID[2][1])
    expect(messages(counsellor)).to_have_text([text for _, text in SAID])

    # the same person on another device, and in a second window
    window, device = client.context.new_page(), visit()
    window.goto(f"/app/rooms/{room}")
    log_in(device, "heron-by-the-lake", LOGIN_PASSWORD)
    device.goto(f"/app/rooms/{room}")
    for other in (window, device):
        unlock(other, ROOM_PASSWORD)
        expect(messages(other)).to_have_text([text for _, text in SAID])
    counsellor.get_by_label(re.compile("^Message to ")).press_sequentially("I am")
    expect(device.get_by_text("Samuel Okafor is writing")).to_be_visible()

    # the client prints the transcript
    client.get_by_role("link", name="Print the conversation").click()
    expect(client.get_by_text("signatures valid")).to_be_visible()
    head = client.evaluate(f"fetch('/api/v1/rooms/{room}/log?limit=1').then(r => r.json())")["head"]
    printed = text_of(client.pdf())
    places = [printed.index(squeezed(text)) for _, text in SAID]
    assert places == sorted(places)
    assert squeezed(head["link"]) in printed
    assert f"{head['seq']}" in printed

    # and nothing of it is readable on the server
    keys = account_keys_of(site, "samuel", DEMO_ROOM_PASSWORD)
    secrets = {
        "login password": LOGIN_PASSWORD.encode(),
        "room password": ROOM_PASSWORD.encode(),
        "demo room password": DEMO_ROOM_PASSWORD.encode(),
        "demo login password": DEMO_PASSWORD.encode(),
        "recovery code": code.encode(),
        "recovery code without dashes": code.replace("-", "").encode(),
        **{f"message {n}": text.encode() for n, (_, text) in enumerate(SAID)},
        **keys,
    }
    places = canary.everything(site)
    assert any(name.startswith("mail/") for name in places), "the appointment's mails should be among the places"
    assert canary.scan(secrets, places) == []
    assert canary.scan({"a name that is stored in clear": b"heron-by-the-lake"}, places), (
        "the scan must see the database"
    )


def account_keys_of(site, login: str, room_password: str) -> dict[str, bytes]:
    """The account key and what derives from it, unwrapped as the person's browser would."""
    out = site.manage("shell", "-v0", "-c", f"""
from accounts.models import User
from accounts import demo
from e2ee.account import unwrap_ak
from e2ee.passwords import room_kek
from accounts.queries.keys import wraps_of
user = User.objects.get(username="{login}")
keys = demo.keys_of(user, "{room_password}")
kek = room_kek("{room_password}", user.keyset.seed_room)
blob = next(blob for gen, kind, blob in wraps_of(user) if kind == 1)
print("account key", unwrap_ak(kek, blob, uid=user.uid, gen=1, kind=1, seed_room=user.keyset.seed_room).hex())
print("room kek", kek.hex())
for name in ("sign_sk", "box_sk", "inbox_sk", "notes_key", "state_key", "chain_key"):
    print(name, getattr(keys, name)[:32].hex())
""")  # fmt: skip
    return {line.rsplit(" ", 1)[0]: bytes.fromhex(line.rsplit(" ", 1)[1]) for line in out.strip().splitlines()}


def text_of(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Without any white space: lines break where they like."""
    return re.sub(r"\s+", "", text)
