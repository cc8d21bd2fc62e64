/** Runs e2ee/vectors/cp1.json in the browser. tests/e2ee/runner.py is the same in Python. */
import * as account from "/static/test/e2ee/account.js";
import * as content from "/static/test/e2ee/content.js";
import { Invalid } from "/static/test/e2ee/errors.js";
import * as identity from "/static/test/e2ee/identity.js";
import { LogVerifier, checkLinks } from "/static/test/e2ee/log.js";
import * as passwords from "/static/test/e2ee/passwords.js";
import * as primitives from "/static/test/e2ee/primitives.js";
import * as records from "/static/test/e2ee/records.js";
import * as recovery from "/static/test/e2ee/recovery.js";
import * as rooms from "/static/test/e2ee/rooms.js";
import { equal, ok, run, test, throws } from "../check.js";

const vectors = await (await fetch("/vectors/cp1.json")).json();
await primitives.ready();
await passwords.loadCommonPasswords();

const { KDF, fromUtf8, hex, utf8 } = primitives;
const X = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const XX = (text) => (text === null || text === undefined ? null : X(text));
const entries = (object, key, value) => new Map(Object.entries(object).map(([k, v]) => [key(k), value(v)]));
const keysOf = (ak) => account.accountKeys(X(ak));

/** The same in types that JSON knows. */
function plain(value) {
  if (value instanceof Uint8Array) return hex(value);
  if (value instanceof records.Record) {
    const { header, body, sig, erasedHash } = value;
    return plain(body === null ? { header, body, sig, erased_hash: erasedHash } : { header, body, sig });
  }
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

function toRecord({ header, body, sig, erased_hash }) {
  return new records.Record(X(header), XX(body), X(sig), XX(erased_hash));
}

function toHeader({ type, room, epoch, sender, gen, message_id, seq, prev, time_ms, nonce }) {
  return {
    type, epoch, gen, seq, timeMs: time_ms,
    room: X(room), sender: X(sender), messageId: X(message_id), prev: X(prev), nonce: X(nonce),
  };
}

function ownKeys(own) {
  return entries(own, (fp) => fp, (ak) => (ak === null ? null : keysOf(ak)));
}

function people(names) {
  const found = names.map((name) => vectors.people[name]);
  return new identity.Identities(found.map((who) => [X(who.ir), X(who.sig_self), XX(who.sig_prev)]));
}

const made = (record) => ({ record, link: record.link });

const DO = {
  password_bytes: ({ password }) => passwords.passwordBytes(password),
  auth_key: ({ password, seed }) => passwords.authKey(password, X(seed)),
  room_kek: ({ password, seed }) => passwords.roomKek(password, X(seed)),
  wire: ({ key }) => passwords.wire(X(key)),
  read_prelogin: ({ answer, seen }) => passwords.readPrelogin(answer, seen),
  password_problems: ({ password, forbidden }) => ({
    login: passwords.loginPasswordProblems(password, forbidden),
    room: passwords.roomPasswordProblems(password, forbidden),
  }),
  account_keys: ({ ak }) => {
    const keys = keysOf(ak);
    return {
      sign_pk: keys.signPk, box_pk: keys.boxPk, inbox_pk: keys.inboxPk,
      notes_key: keys.notesKey, state_key: keys.stateKey, chain_key: keys.chainKey,
    };
  },
  wrap_ak: ({ kek, ak, uid, gen, kind, seed_room, nonce }) =>
    account.wrapAk(X(kek), X(ak), { uid: X(uid), gen, kind, seedRoom: X(seed_room), nonce: X(nonce) }),
  unwrap_ak: ({ kek, blob, uid, gen, kind, seed_room }) =>
    account.unwrapAk(X(kek), X(blob), { uid: X(uid), gen, kind, seedRoom: X(seed_room) }),
  chain_ak: ({ chain_key, old_ak, uid, old_gen, nonce }) =>
    account.chainAk(X(chain_key), X(old_ak), { uid: X(uid), oldGen: old_gen, nonce: X(nonce) }),
  unchain_ak: ({ chain_key, blob, uid, old_gen }) =>
    account.unchainAk(X(chain_key), X(blob), { uid: X(uid), oldGen: old_gen }),
  recovery_show: ({ raw }) => recovery.show(X(raw)),
  recovery_parse: ({ text }) => recovery.parse(text),
  recovery_keys: ({ raw }) => {
    const { rcAuth, rcKek } = recovery.recoveryKeys(X(raw));
    return [rcAuth, rcKek];
  },
  recovery_login: ({ raw }) => recovery.recoveryLogin(X(raw)),
  make_identity: ({ ak, uid, gen, created_ms, prev_hash }) => {
    const keys = keysOf(ak);
    const ir = identity.makeIdentity(keys, { uid: X(uid), gen, createdMs: created_ms, prevHash: X(prev_hash) });
    return { ir, sig_self: identity.signIdentity(keys, ir), fp: identity.fingerprint(ir) };
  },
  sign_identity: ({ ak, ir }) => identity.signIdentity(keysOf(ak), X(ir)),
  check_identity: ({ ir, sig_self, sig_prev, previous }) =>
    identity.checkIdentity(X(ir), X(sig_self), XX(sig_prev), XX(previous)).fp,
  safety_number: ({ a, b }) => identity.safetyNumber(X(a), X(b)),
  make_record: ({ header, body, ak }) => made(records.makeRecord(toHeader(header), X(body), keysOf(ak).signSk)),
  check_record: ({ record, sign_pk }) => {
    const whole = toRecord(record);
    records.checkRecord(whole, X(sign_pk));
    return whole.link;
  },
  seal_message: ({ key, text, header, ak }) =>
    made(records.sealMessage(X(key), utf8(text), toHeader(header), keysOf(ak).signSk)),
  open_message: ({ key, record }) => fromUtf8(records.openMessage(X(key), toRecord(record))),
  check_signal: ({ epoch, record, known }) =>
    rooms.checkSignal(rooms.readEpoch(toRecord(epoch)), toRecord(record), people(known)).uid,
  check_links: ({ records: page, head_link }) => checkLinks(page.map(toRecord), X(head_link)),
  unpack_header: ({ raw }) => records.packHeader(records.unpackHeader(X(raw))),
  from_json: ({ data }) => records.fromJson(data).link,
  padded_size: ({ size }) => records.pad(new Uint8Array(size)).length,
  unpad: ({ padded }) => records.unpad(X(padded)),
  read_content: ({ plaintext }) => content.read(X(plaintext)),
  compose_content: ({ message }) => content.compose(message),
  kid: ({ key, room, number }) => rooms.kid(X(key), X(room), number),
  epoch_keys: ({ key }) => ({
    messages: KDF(X(key), "cp1epoch", 1),
    signals: KDF(X(key), "cp1epoch", 2),
    inbox_pk: rooms.teamInbox(X(key)).publicKey,
  }),
  open_slot: ({ record, uid, own }) => rooms.openSlot(rooms.readEpoch(toRecord(record)), X(uid), ownKeys(own)),
  unpack_epoch: ({ body }) => rooms.Epoch.unpack(X(body)).pack(),
  open_grant: ({ body, ak, room, sender, kids }) => {
    const grant = rooms.Grant.unpack(X(body));
    return rooms.openGrant(grant, { room: X(room), sender: X(sender), own: keysOf(ak), kids: entries(kids, Number, X) });
  },
  unpack_grant: ({ body }) => rooms.Grant.unpack(X(body)).pack(),
  verify: ({ sign_pk, tag, message, sig }) => {
    primitives.verify(X(sign_pk), tag, X(message), X(sig));
    return true;
  },
  open_aead: ({ key, nonce, ad, ciphertext }) => primitives.openAead(X(key), X(nonce), X(ad), X(ciphertext)),
  check_box_key: ({ box_pk }) => {
    primitives.checkBoxKey(X(box_pk));
    return true;
  },
  unb64u: ({ text, size }) => primitives.unb64u(text, size),
};

/** [where, inputs] for every bit the case wants turned around. */
function* flipped(one) {
  for (const [path, numbers] of Object.entries(one.flip ?? {})) {
    for (const number of numbers) {
      const given = structuredClone(one.in);
      const way = path.split(".");
      const last = way.pop();
      const place = way.reduce((object, step) => object[step], given);
      const raw = X(place[last]);
      raw[number >> 3] ^= 1 << (number & 7);
      place[last] = hex(raw);
      yield [`${path} bit ${number}`, given];
    }
  }
}

for (const one of vectors.cases) {
  test(one.name, async () => {
    const call = (given) => plain(DO[one.do](given));
    if (one.fails) {
      await throws(Invalid, () => call(one.in));
      return;
    }
    equal(call(one.in), one.out);
    for (const [where, given] of flipped(one)) await throws(Invalid, () => call(given), where);
  });
}

function readerOf(one) {
  return new LogVerifier(X(one.room), {
    me: X(one.me),
    own: ownKeys(one.own),
    identities: people(one.known),
    pins: entries(one.pins, (uid) => uid, (fps) => fps.map(X)),
    checkpoint: one.checkpoint && { seq: one.checkpoint[0], link: X(one.checkpoint[1]) },
  });
}

for (const one of vectors.logs) {
  test(one.name, async () => {
    const verifier = readerOf(one);
    const readAll = () => {
      for (const number of one.records) verifier.feed(toRecord(vectors.records[number]));
      verifier.finish();
    };
    if (one.fails) {
      const refusal = await throws(Invalid, readAll);
      equal(refusal.code, one.fails);
      equal([verifier.headSeq, verifier.entries.length], [one.accepted, one.accepted]);
      return;
    }
    readAll();
    equal(plain({
      seq: verifier.headSeq,
      link: verifier.headLink,
      keys: [...verifier.keys.keys()].sort((a, b) => a - b),
      texts: verifier.entries.map((entry) => (entry.plaintext === null ? null : fromUtf8(entry.plaintext))),
      events: verifier.entries.flatMap((entry) => entry.events),
    }), one.reads);
  });
}

test("every kind of vector is known here", () => {
  for (const one of vectors.cases) ok(one.do in DO, one.do);
});

run();
