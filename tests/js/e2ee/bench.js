/** The twin of bench/e2ee.py: seconds to read 10,000 messages, and seconds for libsodium's two calls alone. */
import sodium from "/static/test/e2ee/vendor/libsodium-wrappers.js";
import { accountKeys } from "/static/test/e2ee/account.js";
import { Identities, makeIdentity, parseIdentity, signIdentity } from "/static/test/e2ee/identity.js";
import { LogVerifier, verifyLog } from "/static/test/e2ee/log.js";
import { KDF, concat, hex, ready, utf8 } from "/static/test/e2ee/primitives.js";
import { fromJson, makeRecord, sealMessage, toJson } from "/static/test/e2ee/records.js";
import * as r from "/static/test/e2ee/registry.js";
import { newEpoch } from "/static/test/e2ee/rooms.js";

const COUNT = 10_000;
const TEXT = utf8(`{"t":"text","b":"${"A sentence of ordinary length, as people write it. ".repeat(3)}"}`);
await ready();
const room = new Uint8Array(16).fill(114);

function person(letter) {
  const keys = accountKeys(new Uint8Array(32).fill(letter));
  const ir = makeIdentity(keys, { uid: new Uint8Array(16).fill(letter), gen: 1, createdMs: 1 });
  return { keys, who: parseIdentity(ir), sig: signIdentity(keys, ir) };
}

const [anna, ben] = [person(97), person(98)];
const known = {
  me: anna.who.uid,
  own: new Map([[hex(anna.who.fp), anna.keys]]),
  identities: new Identities([anna, ben].map(({ who, sig }) => [who.raw, sig])),
};
const facts = { room, number: 1, sender: anna.who.uid, kind: r.ONE_TO_ONE, reason: r.GENESIS };
const { epoch, key } = newEpoch([[anna.who, r.OWNER], [ben.who, r.CLIENT]], facts);
const writer = new LogVerifier(room, known);
writer.feed(makeRecord(writer.nextHeader(r.EPOCH, { timeMs: 1, gen: 1 }), epoch.pack(), anna.keys.signSk));
for (let i = 0; i < COUNT; i++) {
  writer.feed(sealMessage(key, TEXT, writer.nextHeader(r.MESSAGE, { timeMs: 2, gen: 1 }), anna.keys.signSk));
}
const received = writer.entries.map((entry) => toJson(entry.record));

let start = performance.now();
const reader = verifyLog(received.map(fromJson), room, known);
const read = (performance.now() - start) / 1000;
if (reader.entries.filter((entry) => entry.plaintext?.length === TEXT.length).length !== COUNT) throw new Error("unread");

const messageKey = KDF(key, "cp1epoch", 1);
const calls = writer.entries.slice(1).map(({ record }) => [
  record.sig, concat(utf8("cp1/env\0"), record.header, record.bodyHash), record.body, record.header, record.head.nonce,
]);
start = performance.now();
for (const [sig, signed, body, header, nonce] of calls) {
  sodium.crypto_sign_verify_detached(sig, signed, anna.keys.signPk);
  sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, body, header, nonce, messageKey);
}
const limit = (performance.now() - start) / 1000;

const place = document.createElement("pre");
place.id = "results";
place.textContent = JSON.stringify({ read, limit });
document.body.append(place);
