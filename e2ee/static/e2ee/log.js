/**
 * Reads a room's log and believes nothing that is not signed by the right member at the right place. Twin of log.py.
 * Feed records in order of seq; the first that fails throws `Invalid`, and everything before it stays as it was.
 */
import { Invalid } from "./errors.js";
import { ZERO32, hex, randomBytes, same } from "./primitives.js";
import { openMessage } from "./records.js";
import * as r from "./registry.js";
import { Grant, checkEntry, openGrant, openSlot } from "./rooms.js";

/**
 * `me`: my uid. `identities`: Identities. `own`: Map hex(fingerprint of my records) -> account keys, null for lost ones.
 * `pins`: Map hex(uid) -> fingerprints confirmed for that person. `checkpoint`: {seq, link} this account has seen.
 *
 * Entries are {record, seq, epoch, plaintext, events}: plaintext is null for EPOCH and GRANT, for erased bodies, and
 * while the key is missing; events are [what, uid] with added, removed, role, renewed, reset.
 */
export class LogVerifier {
  #seen = new Set();
  #locked = new Map(); // epoch number -> messages that wait for a key

  constructor(room, { me, own, identities, pins = new Map(), checkpoint = null }) {
    Object.assign(this, { room, me, own, identities, pins, checkpoint });
    this.headSeq = 0;
    this.headLink = ZERO32;
    this.epoch = null;
    this.keys = new Map(); // epoch number -> room key
    this.kids = new Map(); // epoch number -> what its key must match
    this.entries = [];
  }

  feed(record) {
    const head = record.head;
    this.#checkPlace(head, record);
    const epoch = checkEntry(this.epoch, record, this.identities);
    const entry = { record, seq: head.seq, epoch: epoch ?? this.epoch, plaintext: null, events: [] };
    let keys = new Map();
    if (epoch) {
      entry.events = eventsOf(this.epoch, epoch, this.identities);
      keys = this.#keysOfEpoch(epoch);
    } else if (head.type === r.GRANT) {
      keys = this.#keysOfGrant(record);
    }
    const opened = this.#open(entry, keys);

    // nothing above has changed anything; from here on nothing can fail
    for (const [waiting, plaintext] of opened) waiting.plaintext = plaintext;
    for (const [number, key] of keys) {
      this.keys.set(number, key);
      this.#locked.delete(number);
    }
    if (epoch) {
      this.epoch = epoch;
      this.kids.set(epoch.number, epoch.kid);
    }
    if (head.type === r.MESSAGE && record.body !== null && !this.keys.has(head.epoch)) {
      if (!this.#locked.has(head.epoch)) this.#locked.set(head.epoch, []);
      this.#locked.get(head.epoch).push(entry);
    }
    this.headSeq = head.seq;
    this.headLink = record.link;
    this.#seen.add(hex(head.sender) + hex(head.messageId));
    this.entries.push(entry);
    return entry;
  }

  /** To be called when the server says there is no more: a known place that does not come back is a rollback. */
  finish() {
    if (this.checkpoint && this.headSeq < this.checkpoint.seq) throw new Invalid("rollback");
  }

  /** The header of what I write next; an EPOCH opens the next epoch. */
  nextHeader(type, { timeMs, gen, messageId = randomBytes(r.ID) }) {
    const epoch = (this.epoch?.number ?? 0) + (type === r.EPOCH ? 1 : 0);
    const place = { seq: this.headSeq + 1, prev: this.headLink };
    return { type, room: this.room, epoch, sender: this.me, gen, messageId, ...place, timeMs };
  }

  #checkPlace(head, record) {
    if (!same(head.room, this.room)) throw new Invalid("room");
    if (head.seq !== this.headSeq + 1) throw new Invalid("seq");
    if (!same(head.prev, this.headLink)) throw new Invalid("prev");
    if (this.#seen.has(hex(head.sender) + hex(head.messageId))) throw new Invalid("message_id");
    if (this.checkpoint?.seq === head.seq && !same(record.link, this.checkpoint.link)) throw new Invalid("fork");
  }

  #keysOfEpoch(epoch) {
    for (const member of epoch.members) {
      const pins = this.pins.get(hex(member.uid));
      if (pins && !pins.some((pin) => this.#hangsTogether(pin, member.irHash))) throw new Invalid("pin");
    }
    const key = openSlot(epoch, this.me, this.own);
    return key ? new Map([[epoch.number, key]]) : new Map();
  }

  #hangsTogether(pin, listed) {
    return this.identities.continues(pin, listed) || this.identities.continues(listed, pin);
  }

  #keysOfGrant(record) {
    const grant = Grant.unpack(record.body);
    const own = same(grant.recipient, this.me) ? this.own.get(hex(grant.irHash)) : null;
    if (!own) return new Map();
    return openGrant(grant, { room: this.room, sender: record.head.sender, own, kids: this.kids });
  }

  /** [entry, plaintext] of what has become readable: this message, and those that waited for `keys`. */
  #open(entry, keys) {
    const keyOf = (number) => keys.get(number) ?? this.keys.get(number);
    const waiting = [...keys.keys()].flatMap((number) => this.#locked.get(number) ?? []);
    const head = entry.record.head;
    if (head.type === r.MESSAGE && entry.record.body !== null && keyOf(head.epoch)) waiting.push(entry);
    return waiting.map((old) => [old, openMessage(keyOf(old.record.head.epoch), old.record)]);
  }
}

/** The verifier after a whole log. Throws at the first thing that is not right. */
export function verifyLog(records, room, known) {
  const verifier = new LogVerifier(room, known);
  for (const record of records) verifier.feed(record);
  verifier.finish();
  return verifier;
}

/**
 * For pages read backwards: `records` (in order of seq) must end in `headLink`. The link before them.
 * Proves that nothing is missing or altered between here and a verified head; who wrote it is proved by `feed`.
 */
export function checkLinks(records, headLink) {
  for (const record of [...records].reverse()) {
    if (!same(record.link, headLink)) throw new Invalid("prev");
    headLink = record.head.prev;
  }
  return headLink;
}

/** What an epoch changed, for the notices people read. */
function eventsOf(before, after, identities) {
  const events = [];
  for (const member of after.members) {
    const old = before?.member(member.uid);
    if (!old) {
      events.push(["added", member.uid]);
      continue;
    }
    if (old.role !== member.role) events.push(["role", member.uid]);
    if (!same(old.irHash, member.irHash)) {
      events.push([identities.continues(old.irHash, member.irHash) ? "renewed" : "reset", member.uid]);
    }
  }
  for (const member of before?.members ?? []) {
    if (!after.member(member.uid)) events.push(["removed", member.uid]);
  }
  return events;
}
