"""How fast a room of 10,000 messages is read, beside libsodium alone: `python -m bench.e2ee`.

The limit in the same run are the two calls no reader can do without, for the same bytes: one Ed25519 verification and one
XChaCha20-Poly1305 decryption a message. The ratio is what the rules, the parsing and the chain cost on top.
"""

import sys
import time
from pathlib import Path

from nacl import bindings as sodium

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from e2ee import identity, log, records, registry, rooms
from e2ee.account import account_keys
from e2ee.primitives import KDF

COUNT = 10_000
ROOM = b"r" * 16
TEXT = b'{"t":"text","b":"' + b"A sentence of ordinary length, as people write it. " * 3 + b'"}'


def person(letter: bytes):
    keys = account_keys(letter * 32)
    ir = identity.make_identity(keys, uid=letter * 16, gen=1, created_ms=1)
    return keys, identity.parse_identity(ir), identity.sign_identity(keys, ir)


def python() -> tuple[float, float]:
    """(seconds for the reader, seconds for libsodium alone)."""
    (anna, one, sig_one), (_, two, sig_two) = person(b"a"), person(b"b")
    book = identity.Identities([(one.raw, sig_one, None), (two.raw, sig_two, None)])
    known = {"me": one.uid, "own": {one.fp: anna}, "identities": book}
    people = [(one, registry.OWNER), (two, registry.CLIENT)]
    facts = {"room": ROOM, "number": 1, "sender": one.uid, "kind": registry.ONE_TO_ONE, "reason": registry.GENESIS}
    epoch, key = rooms.new_epoch(people, **facts)
    writer = log.LogVerifier(ROOM, **known)
    writer.feed(records.make_record(writer.next_header(registry.EPOCH, time_ms=1, gen=1), epoch.pack(), anna.sign_sk))
    for _ in range(COUNT):
        header = writer.next_header(registry.MESSAGE, time_ms=2, gen=1)
        writer.feed(records.seal_message(key, TEXT, header, anna.sign_sk))
    received = [records.to_json(entry.record) for entry in writer.entries]

    start = time.perf_counter()
    reader = log.verify_log(map(records.from_json, received), ROOM, **known)
    read = time.perf_counter() - start
    assert sum(entry.plaintext == TEXT for entry in reader.entries) == COUNT

    message_key = KDF(key, "cp1epoch", 1)
    calls = [
        (one.sig + b"cp1/env\0" + one.header + one.body_hash, one.body, one.header, one.head.nonce)
        for one in (entry.record for entry in writer.entries[1:])
    ]
    start = time.perf_counter()
    for signed, body, header, nonce in calls:
        sodium.crypto_sign_open(signed, anna.sign_pk)
        sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(body, header, nonce, message_key)
    return read, time.perf_counter() - start


def javascript() -> tuple[float, float]:
    """The same in Chromium, under the room application's policy."""
    import threading
    from http.server import ThreadingHTTPServer

    from playwright.sync_api import sync_playwright

    from tests.browser import find_chromium
    from tests.js.harness import Files, Modules

    with sync_playwright() as playwright, ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        result, _ = Modules(browser, f"http://localhost:{server.server_port}").read("e2ee/bench.js", seconds=300)
        browser.close()
        server.shutdown()
    return result["read"], result["limit"]


def main() -> None:
    print(f"reading {COUNT:,} messages: JSON to plaintext, everything checked; beside libsodium alone")
    for name, measure in [("Python", python), ("JavaScript", javascript)]:
        read, limit = measure()
        print(f"{name:11} {read:6.2f} s   libsodium {limit:6.2f} s   ratio {read / limit:5.2f}")


if __name__ == "__main__":
    main()
