/** Identity records: which public keys are whose; 157 bytes. Twin of identity.py, which has the layout. */
import { Invalid } from "./errors.js";
import { H, Reader, ZERO32, checkBoxKey, concat, hex, same, sign, u, verify } from "./primitives.js";
import * as registry from "./registry.js";

export const SIZE = 157;

export function makeIdentity(keys, { uid, gen, createdMs, prevHash = ZERO32 }) {
  const publicKeys = [keys.signPk, keys.boxPk, keys.inboxPk];
  return concat(u(1, registry.VERSION), uid, u(4, gen), ...publicKeys, u(8, createdMs), prevHash);
}

/** `sig_self` with the record's own keys, `sig_prev` with the keys of the generation before. */
export function signIdentity(keys, ir) {
  return sign(keys.signSk, "cp1/identity", ir);
}

/** {uid, gen, signPk, boxPk, inboxPk, createdMs, prevHash, raw, fp}. Layout only: nothing is proved yet. */
export function parseIdentity(ir) {
  const reader = new Reader(ir, "identity");
  const version = reader.u(1), uid = reader.take(16), gen = reader.u(4);
  const signPk = reader.take(32), boxPk = reader.take(32), inboxPk = reader.take(32);
  const createdMs = reader.u(8), prevHash = reader.take(32);
  reader.end();
  if (version !== registry.VERSION || gen < 1 || (gen === 1) !== same(prevHash, ZERO32)) throw new Invalid("identity");
  return Object.freeze({ uid, gen, signPk, boxPk, inboxPk, createdMs, prevHash, raw: ir, fp: fingerprint(ir) });
}

/**
 * The record, if it stands: signed by its own key, keys of full order, and a right successor of `previous`.
 * `sigPrev` null or 64 zero bytes is a reset; another value must be the previous key's signature.
 */
export function checkIdentity(ir, sigSelf, sigPrev = null, previous = null) {
  const identity = parseIdentity(ir);
  checkBoxKey(identity.boxPk);
  checkBoxKey(identity.inboxPk);
  verify(identity.signPk, "cp1/identity", ir, sigSelf);
  if (previous) {
    const before = parseIdentity(previous);
    if (!follows(before, identity) || !same(identity.prevHash, before.fp)) throw new Invalid("identity");
    if (isLinked(sigPrev)) verify(before.signPk, "cp1/identity", ir, sigPrev);
  } else if (isLinked(sigPrev)) {
    throw new Invalid("identity");
  }
  return identity;
}

/** Whether the previous key claims to vouch for the record. False means reset (or generation 1). */
export function isLinked(sigPrev) {
  return Boolean(sigPrev) && sigPrev.some(Boolean);
}

/** 32 bytes. Also called ir_hash. */
export function fingerprint(ir) {
  return H(32, "cp1/ir", ir);
}

/** Twelve groups of five digits, the same for both people whoever asks. */
export function safetyNumber(irA, irB) {
  const order = hex(parseIdentity(irA).uid) <= hex(parseIdentity(irB).uid) ? [irA, irB] : [irB, irA];
  return order.map((ir) => digits(fingerprint(ir))).join(" ");
}

function digits(fp) {
  const groups = [0, 1, 2, 3, 4, 5].map((i) => new Reader(fp.slice(5 * i, 5 * i + 5), "identity").u(5) % 100_000);
  return groups.map((group) => String(group).padStart(5, "0")).join(" ");
}

function follows(before, after) {
  return same(before.uid, after.uid) && after.gen === before.gen + 1;
}

/**
 * The identity records at hand, by fingerprint. Whose word brings them here does not matter: a record counts for what
 * signed room records say about its fingerprint, and for nothing else.
 */
export class Identities {
  #entries = new Map();

  /** `entries`: [ir, sigSelf, sigPrev] each. */
  constructor(entries = []) {
    for (const entry of entries) this.add(...entry);
  }

  /** Checks the record by itself; its link to the one before is checked when it is asked for. */
  add(ir, sigSelf, sigPrev = null) {
    const identity = checkIdentity(ir, sigSelf);
    this.#entries.set(hex(identity.fp), { identity, sigPrev });
    return identity;
  }

  get(fp) {
    const entry = this.#entries.get(hex(fp));
    if (!entry) throw new Invalid("identity_unknown");
    return entry.identity;
  }

  has(fp) {
    return this.#entries.has(hex(fp));
  }

  /** Whether `newFp` follows `oldFp` through signatures of each generation by the one before, without a gap. */
  continues(oldFp, newFp) {
    while (!same(newFp, oldFp)) {
      const entry = this.#entries.get(hex(newFp));
      if (!entry) return false;
      const before = this.#entries.get(hex(entry.identity.prevHash))?.identity;
      if (!before || !isLinked(entry.sigPrev) || !follows(before, entry.identity)) return false;
      try {
        verify(before.signPk, "cp1/identity", entry.identity.raw, entry.sigPrev);
      } catch (error) {
        if (error instanceof Invalid) return false;
        throw error;
      }
      newFp = before.fp;
    }
    return true;
  }
}
