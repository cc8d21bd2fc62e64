/**
 * Rooms: who belongs to one, who holds its keys, and who may say so. Twin of rooms.py, which has the layouts.
 * `checkEntry` is the one rule for who may write what; it needs no secret.
 */
import { Invalid } from "./errors.js";
import {
  H, KDF, Reader, ZERO32, boxPair, checkBoxKey, concat, hex, openBox, randomBytes, same, sealBox, u, utf8,
} from "./primitives.js";
import { checkRecord, checkShape } from "./records.js";
import * as r from "./registry.js";

export const SLOT_SIZE = 177;

/** What an EPOCH record says. Members are {uid, gen, role, flags, irHash, slot}. */
export class Epoch {
  constructor({ kind, reason, history, kid, inboxPk, members, number = 0, room = null, signer = null }) {
    Object.assign(this, { kind, reason, history, kid, inboxPk, members, number, room, signer });
    Object.freeze(this);
  }

  member(uid) {
    return this.members.find((member) => same(member.uid, uid)) ?? null;
  }

  pack() {
    const members = this.members.map((m) =>
      concat(m.uid, u(4, m.gen), u(1, m.role), u(1, m.flags), m.irHash, u(2, m.slot.length), m.slot));
    const front = [u(1, r.VERSION), u(1, this.kind), u(1, this.reason), u(1, this.history), this.kid, this.inboxPk];
    return concat(...front, u(2, this.members.length), ...members);
  }

  /** Layout and known values only. Duplicate members and trailing bytes are refused. */
  static unpack(body, { number = 0, room = null, signer = null } = {}) {
    const reader = new Reader(body, "epoch");
    const version = reader.u(1), kind = reader.u(1), reason = reader.u(1), history = reader.u(1);
    const kid = reader.take(32), inboxPk = reader.take(32), count = reader.u(2);
    if (version !== r.VERSION || count < 1 || count > r.MAX_MEMBERS) throw new Invalid("epoch");
    const members = [];
    for (let i = 0; i < count; i++) members.push(readMember(reader));
    reader.end();
    if (!r.KINDS.has(kind) || !r.REASONS.has(reason) || !r.HISTORY_POLICIES.has(history)) throw new Invalid("epoch");
    if (new Set(members.map((member) => hex(member.uid))).size !== count) throw new Invalid("epoch");
    return new Epoch({ kind, reason, history, kid, inboxPk, members, number, room, signer });
  }
}

function readMember(reader) {
  const uid = reader.take(16), gen = reader.u(4), role = reader.u(1), flags = reader.u(1), irHash = reader.take(32);
  const slot = reader.take(reader.u(2));
  if (gen < 1 || !r.ROLES.has(role) || flags !== 0 || slot.length !== SLOT_SIZE) throw new Invalid("epoch");
  return Object.freeze({ uid, gen, role, flags, irHash, slot });
}

/** The Epoch of an EPOCH record, unproved: `checkEntry` proves it. */
export function readEpoch(record) {
  const head = record.head;
  if (head.type !== r.EPOCH || record.body === null) throw new Invalid("epoch");
  return Epoch.unpack(record.body, { number: head.epoch, room: head.room, signer: head.sender });
}

// ---- making and opening epochs

/** Commits to the room key without being a piece of it. */
export function kid(key, room, number) {
  return H(32, "cp1/kid", key, room, u(4, number));
}

/** {publicKey, privateKey} of a team room's epoch. */
export function teamInbox(key) {
  return boxPair(KDF(key, "cp1epoch", 3));
}

/** {epoch, key} for `people`, [identity, role] each. Make it a record with type EPOCH and body `epoch.pack()`. */
export function newEpoch(people, { room, number, sender, kind, reason, history = r.FUTURE_ONLY, key }) {
  key ??= randomBytes(r.KEY);
  const members = people.map(([who, role]) => Object.freeze({
    uid: who.uid, gen: who.gen, role, flags: 0, irHash: who.fp,
    slot: sealBox(who.boxPk, inSlot(room, number, sender, who.uid, who.fp, key)),
  }));
  const inboxPk = kind === r.TEAM ? teamInbox(key).publicKey : ZERO32;
  const fields = { kind, reason, history, kid: kid(key, room, number), inboxPk, members, number, room, signer: sender };
  return { epoch: new Epoch(fields), key };
}

/**
 * The room key of a checked epoch, for `uid`. `own`: Map from hex(fingerprint) of my identity records, of all
 * generations, to their keys (null when they are lost). Null if I am no member or the keys are lost. Throws when I am
 * listed with a key that is not mine, and when the slot was not made for this room, epoch, signer and me.
 */
export function openSlot(epoch, uid, own) {
  const me = epoch.member(uid);
  if (!me) return null;
  const keys = own.get(hex(me.irHash));
  if (keys === undefined) throw new Invalid("not_my_key");
  if (keys === null) return null;
  let inside;
  try {
    inside = openBox(keys.boxPk, keys.boxSk, me.slot);
  } catch (error) {
    throw new Invalid("slot", error);
  }
  const key = inside.slice(-r.KEY);
  const expected = inSlot(epoch.room, epoch.number, epoch.signer, me.uid, me.irHash, key);
  if (!same(inside, expected) || !same(kid(key, epoch.room, epoch.number), epoch.kid)) throw new Invalid("slot");
  if (epoch.kind === r.TEAM && !same(teamInbox(key).publicKey, epoch.inboxPk)) throw new Invalid("slot");
  return key;
}

function inSlot(room, number, sender, uid, fp, key) {
  return concat(utf8("cp1/epochkey\0"), room, u(4, number), sender, uid, fp, key);
}

// ---- grants

export class Grant {
  constructor({ recipient, gen, irHash, count, sealed }) {
    Object.assign(this, { recipient, gen, irHash, count, sealed });
    Object.freeze(this);
  }

  pack() {
    const front = [u(1, r.VERSION), this.recipient, u(4, this.gen), this.irHash];
    return concat(...front, u(2, this.count), u(4, this.sealed.length), this.sealed);
  }

  static unpack(body) {
    const reader = new Reader(body, "grant");
    const version = reader.u(1), recipient = reader.take(16), gen = reader.u(4), irHash = reader.take(32);
    const count = reader.u(2), sealed = reader.take(reader.u(4));
    reader.end();
    if (version !== r.VERSION || gen < 1 || count < 1 || sealed.length !== r.SEAL + 90 + 36 * count) {
      throw new Invalid("grant");
    }
    return new Grant({ recipient, gen, irHash, count, sealed });
  }
}

/** `keys`: Map from epoch number to room key. Make it a record with type GRANT and body `pack()`. */
export function newGrant(to, keys, { room, sender }) {
  const pairs = [...keys].sort(([a], [b]) => a - b).map(([number, key]) => concat(u(4, number), key));
  const inside = concat(inGrant(room, sender, to.uid, to.fp), ...pairs);
  const sealed = sealBox(to.boxPk, inside);
  return new Grant({ recipient: to.uid, gen: to.gen, irHash: to.fp, count: keys.size, sealed });
}

/** Map of room keys by epoch number. Each must match the `kids` (Map) of the signed epochs: no key can be planted. */
export function openGrant(grant, { room, sender, own, kids }) {
  let inside;
  try {
    inside = new Reader(openBox(own.boxPk, own.boxSk, grant.sealed), "grant");
  } catch (error) {
    throw new Invalid("grant", error);
  }
  const front = inGrant(room, sender, grant.recipient, grant.irHash);
  if (!same(inside.take(front.length), front)) throw new Invalid("grant");
  const keys = new Map();
  for (let i = 0; i < grant.count; i++) {
    const number = inside.u(4), key = inside.take(r.KEY);
    if (keys.has(number) || !kids.has(number) || !same(kid(key, room, number), kids.get(number))) {
      throw new Invalid("grant");
    }
    keys.set(number, key);
  }
  inside.end();
  return keys;
}

function inGrant(room, sender, recipient, fp) {
  return concat(utf8("cp1/grant\0"), room, sender, recipient, fp);
}

// ---- who may write what: one rule for the server and for every reader

/**
 * Whether `record` may follow in a room whose last accepted epoch is `current`; the new Epoch if it is one, else null.
 * Everything that can be known without keys. The place in the chain and message ids are the caller's to compare.
 */
export function checkEntry(current, record, identities) {
  const head = checkShape(record);
  if (head.type === r.EPOCH) {
    const epoch = readEpoch(record);
    checkEpoch(current, record, epoch, identities);
    return epoch;
  }
  const writer = writerOf(current, record);
  if (head.type === r.GRANT) checkGrant(current, writer, Grant.unpack(record.body));
  else if (head.type !== r.MESSAGE) throw new Invalid("type"); // signals never enter the log
  checkRecord(record, identities.get(writer.irHash).signPk);
  return null;
}

/** The sender of a SIGNAL or LIVE record, if it may send one. Who may start a call is the caller's question. */
export function checkSignal(current, record, identities) {
  if (!r.EPHEMERAL.has(checkShape(record).type)) throw new Invalid("type");
  const writer = writerOf(current, record);
  checkRecord(record, identities.get(writer.irHash).signPk);
  return writer;
}

/** The member who wrote, with the generation the current epoch lists: archives only read. */
function writerOf(current, record) {
  const head = record.head;
  if (!current || !same(head.room, current.room)) throw new Invalid("room");
  if (head.epoch !== current.number) throw new Invalid("epoch_stale");
  if (!current.member(current.signer)) throw new Invalid("rekey_first"); // who left made this epoch's key and knows it
  const writer = current.member(head.sender);
  if (!writer || writer.gen !== head.gen || writer.role === r.ARCHIVE) throw new Invalid("not_member");
  return writer;
}

function checkGrant(current, granter, grant) {
  if (!r.WITH_CLIENT.has(current.kind) && granter.role !== r.OWNER) throw new Invalid("only_owner");
  const to = current.member(grant.recipient);
  if (!to || to.gen !== grant.gen || !same(to.irHash, grant.irHash)) throw new Invalid("not_member");
}

/** Whether the EPOCH record (whose body is `epoch`) may follow `current`, null at the start of a room. */
export function checkEpoch(current, record, epoch, identities) {
  const head = checkShape(record);
  if (head.epoch !== (current ? current.number + 1 : 1)) throw new Invalid("epoch_number");
  if (current && (epoch.kind !== current.kind || !same(head.room, current.room))) throw new Invalid("room");
  for (const member of epoch.members) {
    const listed = identities.get(member.irHash);
    if (!same(listed.uid, member.uid) || listed.gen !== member.gen) throw new Invalid("identity");
  }
  checkComposition(epoch);
  const signer = signerOf(current, record, epoch, identities);
  if (current) checkChange(current, epoch, signer, identities);
  else checkGenesis(epoch, signer);
  checkRecord(record, identities.get(signer.irHash).signPk);
}

/** What every epoch of a kind must look like. */
function checkComposition(epoch) {
  const roles = epoch.members.map((member) => member.role);
  if (!roles.includes(r.OWNER)) throw new Invalid("no_owner");
  const clients = roles.filter((role) => role === r.CLIENT).length;
  if (clients > (r.WITH_CLIENT.has(epoch.kind) ? 1 : 0)) throw new Invalid("client");
  if (epoch.kind === r.TEAM) checkBoxKey(epoch.inboxPk);
  else if (!same(epoch.inboxPk, ZERO32)) throw new Invalid("inbox");
}

/**
 * Who signed: a member of the current epoch (of the new one at genesis). After a rotation a member may sign with the
 * new generation it lists for itself, if its old key vouches for it.
 */
function signerOf(current, record, epoch, identities) {
  const head = record.head;
  const signer = (current ?? epoch).member(head.sender);
  if (!signer || signer.role === r.ARCHIVE) throw new Invalid("not_member");
  if (signer.gen === head.gen) return signer;
  const renewed = epoch.member(head.sender);
  if (!renewed || renewed.gen !== head.gen || renewed.gen < signer.gen) throw new Invalid("not_member");
  if (!identities.continues(signer.irHash, renewed.irHash)) throw new Invalid("not_member");
  return { ...signer, gen: renewed.gen, irHash: renewed.irHash };
}

function checkGenesis(epoch, signer) {
  if (epoch.reason !== r.GENESIS) throw new Invalid("reason");
  const roles = epoch.members.map((member) => member.role).filter((role) => role !== r.ARCHIVE).sort();
  if (r.WITH_CLIENT.has(epoch.kind)) {
    if (roles.join() !== [r.OWNER, r.CLIENT].join()) throw new Invalid("client");
  } else if (signer.role !== r.OWNER) {
    throw new Invalid("only_owner");
  }
}

function checkChange(current, epoch, signer, identities) {
  const before = new Map(current.members.map((member) => [hex(member.uid), member]));
  const after = new Map(epoch.members.map((member) => [hex(member.uid), member]));
  const added = [...after.keys()].filter((uid) => !before.has(uid));
  const removed = [...before.keys()].filter((uid) => !after.has(uid));
  const kept = [...after.keys()].filter((uid) => before.has(uid));
  const changedKeys = kept.filter((uid) => after.get(uid).gen !== before.get(uid).gen);
  const changedRoles = kept.filter((uid) => after.get(uid).role !== before.get(uid).role);
  const isOwner = signer.role === r.OWNER;
  const me = hex(signer.uid);

  const removesOthers = removed.some((uid) => uid !== me);
  if (!isOwner && (added.length || changedRoles.length || removesOthers || epoch.history !== current.history)) {
    throw new Invalid("only_owner");
  }
  // a client belongs to a room from its first day or never
  if (added.some((uid) => after.get(uid).role === r.CLIENT)) throw new Invalid("client");
  if (changedRoles.some((uid) => [before.get(uid).role, after.get(uid).role].includes(r.CLIENT))) {
    throw new Invalid("client");
  }
  for (const uid of kept) {
    const [old, now] = [before.get(uid), after.get(uid)];
    if (now.gen < old.gen) throw new Invalid("gen_lowered");
    if (now.gen === old.gen && !same(now.irHash, old.irHash)) throw new Invalid("key_swapped");
  }
  for (const uid of changedKeys) {
    if (identities.continues(before.get(uid).irHash, after.get(uid).irHash)) continue;
    if (uid === me) throw new Invalid("own_reset"); // a reset: nobody's old key vouches
    if (!r.WITH_CLIENT.has(current.kind) && !isOwner) throw new Invalid("only_owner");
  }

  const happened = {
    [r.ADD]: added.length, [r.REMOVE]: removed.length, [r.KEY_CHANGE]: changedKeys.length, [r.MANUAL]: true,
    [r.AGE]: !added.length && !removed.length && !changedKeys.length && !changedRoles.length,
  };
  if (!happened[epoch.reason]) throw new Invalid("reason");
}
