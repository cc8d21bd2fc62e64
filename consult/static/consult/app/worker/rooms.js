// Rooms: verify what comes, seal what goes. Each room has one verifier; the transcript has its own, from the beginning.

import { compose, read } from "../../../e2ee/content.js";
import { Invalid } from "../../../e2ee/errors.js";
import { LogVerifier } from "../../../e2ee/log.js";
import { ZERO32, b64u, randomBytes, unb64u } from "../../../e2ee/primitives.js";
import { fromJson, makeRecord, sealMessage, toJson } from "../../../e2ee/records.js";
import * as r from "../../../e2ee/registry.js";
import { newEpoch } from "../../../e2ee/rooms.js";
import * as drawer from "./drawer.js";
import { delivered } from "./outbox.js";
import { Refused, isMe, session } from "./session.js";
import { identitiesOf, peerOf, print } from "./trust.js";

const rooms = new Map(); // room as text -> {verifier, peer}
const transcripts = new Map();

const ROLE = { counsellor: r.OWNER, client: r.CLIENT };

async function openRoom({ room, peer, identities }) {
  const seen = await drawer.get(`place/${room}`);
  const checkpoint = seen && { seq: seen.seq, link: unb64u(seen.link, 32) };
  rooms.set(room, { verifier: verifierFor(room, identities, { checkpoint }), peer });
  return {};
}

function verifierFor(room, identities, more = {}) {
  const { uid, own } = session();
  return new LogVerifier(unb64u(room, 16), { me: uid, own, identities: identitiesOf(identities), ...more });
}

/** More public keys have become known. */
async function know({ room, identities }) {
  roomOf(room).verifier.identities = identitiesOf(identities);
  return {};
}

function roomOf(room) {
  const known = rooms.get(room);
  if (!known) throw new Refused("unknown_room");
  return known;
}

/** {items, head, broken}: what fits, up to the first record that does not; `broken` is null or the rule it broke. */
async function feed({ room, records }) {
  const { verifier, peer } = roomOf(room);
  const answer = verify(verifier, records);
  for (const item of answer.items) if (item.mine) await delivered(peer, item.id);
  if (answer.items.length && !answer.broken && verifier.headSeq >= (verifier.checkpoint?.seq ?? 0)) await drawer.put(`place/${room}`, answer.head);
  return answer;
}

function verify(verifier, records) {
  const items = [];
  let broken = null;
  for (const json of records) {
    try {
      items.push(itemOf(verifier.feed(fromJson(json)), json));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      broken = error.code;
      break;
    }
  }
  return { items, head: { seq: verifier.headSeq, link: b64u(verifier.headLink) }, broken };
}

/** One verified entry for the page. `at` is the server's clock, `clientMs` the signed one of the sender. */
function itemOf({ record, seq, plaintext }, { at }) {
  const { type, messageId, sender, timeMs } = record.head;
  const received = Date.parse(at);
  return {
    seq, id: b64u(messageId), uid: b64u(sender), mine: isMe(sender),
    at: Number.isFinite(received) ? received : timeMs, clientMs: timeMs,
    ...content(type, record, plaintext),
  };
}

function content(type, record, plaintext) {
  if (type !== r.MESSAGE) return { kind: "key" };
  if (record.body === null) return { kind: "erased" };
  if (plaintext === null) return { kind: "unreadable" };
  const message = read(plaintext);
  return message.t === "text" ? { kind: "text", text: message.b } : { kind: "unsupported" };
}

/** The server says there is no more; were we further already, on this device? */
async function isRolledBack({ room }) {
  try {
    roomOf(room).verifier.finish();
    return false;
  } catch {
    return true;
  }
}

/** A message for the end of the log as we have verified it. */
export function sealText(room, id, text) {
  const { verifier } = roomOf(room);
  const { gen, keys } = session();
  const key = verifier.keys.get(verifier.epoch?.number);
  if (!key) throw new Refused("no_key");
  const header = verifier.nextHeader(r.MESSAGE, { timeMs: Date.now(), gen, messageId: unb64u(id, 16) });
  return toJson(sealMessage(key, compose({ t: "text", b: text }), header, keys.signSk));
}

/** The first record of a new room: who belongs to it, and its key for both. */
async function createRoom({ peer, peerRole, role }) {
  const me = session();
  const known = peerOf(peer);
  if (!known.trusted || !ROLE[role] || !ROLE[peerRole]) throw new Refused("not_allowed");
  const room = randomBytes(16);
  const people = [[me.identity, ROLE[role]], [known.head, ROLE[peerRole]]];
  const { epoch } = newEpoch(people, { room, number: 1, sender: me.uid, kind: r.ONE_TO_ONE, reason: r.GENESIS });
  const header = {
    type: r.EPOCH, room, epoch: 1, sender: me.uid, gen: me.gen, messageId: randomBytes(16), seq: 1, prev: ZERO32, timeMs: Date.now(),
  };
  return { room: b64u(room), record: toJson(makeRecord(header, epoch.pack(), me.keys.signSk)) };
}

// --- the transcript: the whole log once more, from its beginning -----------------------------------------------------

async function openTranscript({ room, peer, identities }) {
  transcripts.set(room, { verifier: verifierFor(room, identities), peer });
  return {};
}

async function feedTranscript({ room, records }) {
  return verify(transcripts.get(room).verifier, records);
}

async function closeTranscript({ room }) {
  const { verifier, peer } = transcripts.get(room);
  transcripts.delete(room);
  const listed = verifier.epoch?.member(unb64u(peer, 16));
  return {
    head: { seq: verifier.headSeq, link: b64u(verifier.headLink) },
    mine: print(session().identity.fp),
    theirs: listed ? print(listed.irHash) : "",
  };
}

export const methods = { openRoom, know, feed, isRolledBack, createRoom, openTranscript, feedTranscript, closeTranscript };
