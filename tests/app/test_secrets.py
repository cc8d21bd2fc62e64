"""Nothing secret outside the Worker: not in the browser's storage, not in a request, not for a script on the page."""

import pytest
from playwright.sync_api import expect

from e2ee.passwords import room_kek
from e2ee.primitives import unb64u
from tests.app.person import PASSWORD
from tests.journeys.canary import scan

pytestmark = pytest.mark.browser

DUMP = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href, document.title,
    JSON.stringify(history.state), JSON.stringify(await caches.keys())];
  let bytes = 0;
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); });
    for (const store of db.objectStoreNames) {
      const all = (kind) => new Promise((done) => { const r = db.transaction(store).objectStore(store)[kind](); r.onsuccess = () => done(r.result); });
      const keys = await all("getAllKeys");
      (await all("getAll")).forEach((value, i) => {
        bytes += value.length ?? 0;
        found.push(name + store + String(keys[i]) + (value instanceof Uint8Array ? Array.from(value, (b) => String.fromCharCode(b)).join("") : JSON.stringify(value)));
      });
    }
    db.close();
  }
  return { text: found.join("\\n"), bytes };
}"""


@pytest.fixture
def room(fake, anna, mira):
    return fake.open_room(anna, mira, (mira, "the canary sang in May"), (anna, "and the raven in June"))


def secrets_of(fake, anna, mira, room):
    verifier = mira.verifier(unb64u(room), fake.rooms[room].records, anna)
    return {
        "password": PASSWORD.encode(),
        "kek": room_kek(PASSWORD, unb64u(mira.keyset["seed_room"])),
        "ak": mira.ak,
        "signing key": mira.keys.sign_sk[:32],
        "box key": mira.keys.box_sk,
        "state key": mira.keys.state_key,
        "room key": verifier.keys[1],
        "received": b"the raven in June",
        "sent": b"a magpie in autumn",
        "draft": b"an owl by night",
        "waiting": b"a swallow in spring",
    }


def test_storage_holds_ciphertext_only(tab, fake, anna, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    one.write("a magpie in autumn")
    expect(one.status).to_have_text("Stored")
    one.context.set_offline(True)
    fake.drop_sockets()
    expect(one.page.locator(".banner")).to_be_visible()
    one.write("a swallow in spring")
    expect(one.status).to_have_text("Waiting for connection")
    one.write("an owl by night", send=False)
    one.page.get_by_role("button", name="Lock").click()
    expect(one.page.get_by_role("heading", name="The room is locked")).to_be_visible()
    dump = one.page.evaluate(DUMP)
    assert dump["bytes"] > 1000  # the draft, the waiting message, the pin and the place are there
    places = {"storage": dump["text"].encode("latin-1", "replace"), "page": one.page.content().encode()}
    assert scan(secrets_of(fake, anna, mira, room), places) == []


def test_requests_and_frames_carry_ciphertext_only(tab, fake, anna, mira, room):
    one = tab(mira)
    frames = []
    one.page.on("websocket", lambda ws: ws.on("framesent", lambda frame: frames.append(frame)))
    one.open(f"/app/rooms/{room}")
    one.write("a magpie in autumn")
    expect(one.status).to_have_text("Stored")
    places = {"requests": repr(fake.requests).encode(), "frames": repr(frames).encode()}
    assert scan(secrets_of(fake, anna, mira, room), places) == []


def test_the_worker_answers_no_call_that_would_hand_out_a_key(tab, fake, anna, mira, room):
    """Everything the Worker ever posted to the page, searched for keys."""
    one = tab(mira)
    one.page.add_init_script("""
      const Real = Worker;
      window.heard = [];
      window.Worker = class extends Real {
        constructor(...args) { super(...args); this.addEventListener("message", ({ data }) => heard.push(JSON.stringify(data))); }
      };
    """)
    one.open(f"/app/rooms/{room}")
    one.write("a magpie in autumn")
    expect(one.status).to_have_text("Stored")
    one.page.get_by_role("button", name="How this conversation is protected").click()
    expect(one.page.locator(".number")).to_be_visible()
    heard = "\n".join(one.page.evaluate("heard"))
    keys = {
        name: value
        for name, value in secrets_of(fake, anna, mira, room).items()
        if "key" in name or name in ("ak", "kek", "password")
    }
    assert "the raven in June" in heard  # the text for the person's eyes does come out
    assert scan(keys, {"worker": heard.encode()}) == []


def test_scripts_that_get_onto_the_page_are_refused(tab, mira, room):
    """A positive control: the policy that the other tests never see violated is really in force."""
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(2)
    refused = one.page.evaluate("""() => {
      const tries = {
        innerHTML: () => { document.createElement("div").innerHTML = "<b>x</b>"; },
        worker: () => new Worker("/static/other.js"),
        policy: () => trustedTypes.createPolicy("other", {}),
        twice: () => trustedTypes.createPolicy("cp1", {}),
      };
      return Object.entries(tries).filter(([, attempt]) => { try { attempt(); return false; } catch { return true; } }).map(([name]) => name);
    }""")
    assert refused == ["innerHTML", "worker", "policy", "twice"]
    one.trouble.clear()  # the refusals themselves


def test_every_page_of_the_room_is_the_same_document(fake):
    import urllib.request

    bodies = {
        urllib.request.urlopen(fake.url + path).read() for path in ("/app/", "/app/setup", "/app/rooms/x/transcript")
    }
    assert len(bodies) == 1
