// Whose public keys are whose: the ones seen first stay pinned, encrypted on this device.

import { Identities, parseIdentity, safetyNumber } from "../../../e2ee/identity.js";
import { b64u, hex, same, unb64u } from "../../../e2ee/primitives.js";
import * as drawer from "./drawer.js";
import { Refused, session } from "./session.js";

const peers = new Map(); // uid as text -> {head: identity, pin}

/** Every published record of both sides, checked one by one. */
export function identitiesOf(published) {
  const known = new Identities();
  for (const entries of Object.values(published)) {
    for (const one of entries) known.add(unb64u(one.ir, 157), unb64u(one.sig_self, 64), one.sig_prev ? unb64u(one.sig_prev, 64) : null);
  }
  return known;
}

/** The newest record somebody publishes. */
function headOf(entries, uid) {
  const newest = entries.reduce((a, b) => (b.gen > a.gen ? b : a));
  const head = parseIdentity(unb64u(newest.ir, 157));
  if (b64u(head.uid) !== uid) throw new Refused("foreign_keys");
  return head;
}

/**
 * Compare what the server publishes with what was seen before. state: "first", "same", "rotated" (the old key vouches
 * for the new one) or "changed" (nobody does); how: "tofu" or "number"; when in milliseconds.
 */
async function meet({ peer, identities, own }) {
  const me = session();
  const mine = own.map((one) => parseIdentity(unb64u(one.ir, 157)));
  if (!mine.some((identity) => same(identity.fp, me.identity.fp))) throw new Refused("foreign_keys");
  rememberOwn(me, mine);
  const known = identitiesOf({ [peer]: identities });
  const head = headOf(identities, peer);
  const name = `pin/${peer}`;
  let pin = await drawer.get(name);
  let state = "same";
  if (!pin) {
    pin = { fp: b64u(head.fp), how: "tofu", when: Date.now() };
    await drawer.put(name, pin);
    state = "first";
  } else if (pin.fp !== b64u(head.fp)) {
    state = known.continues(unb64u(pin.fp, 32), head.fp) ? "rotated" : "changed";
    if (state === "rotated") await drawer.put(name, (pin = { ...pin, fp: b64u(head.fp) }));
  }
  peers.set(peer, { head, pin, trusted: state !== "changed" });
  return { state, how: pin.how, when: pin.when };
}

/** My older generations: with their keys if the chain has them, as lost if not. */
function rememberOwn(me, mine) {
  const byFp = new Map(mine.map((identity) => [hex(identity.fp), identity]));
  for (let identity = me.identity; identity; identity = byFp.get(hex(identity.prevHash))) {
    const keys = me.older.get(identity.gen);
    me.own.set(hex(identity.fp), keys && same(keys.signPk, identity.signPk) ? keys : null);
  }
}

export function peerOf(uid) {
  const peer = peers.get(uid);
  if (!peer) throw new Refused("unknown_peer");
  return peer;
}

async function safety({ peer }) {
  const { head } = peerOf(peer);
  const mine = session().identity;
  return { number: safetyNumber(mine.raw, head.raw), mine: print(mine.fp), theirs: print(head.fp) };
}

/** The two have read the numbers to each other. */
async function compared({ peer }) {
  const known = peerOf(peer);
  known.pin = { ...known.pin, how: "number", when: Date.now() };
  await drawer.put(`pin/${peer}`, known.pin);
  return { state: "same", how: known.pin.how, when: known.pin.when };
}

/** A fingerprint as people see it: hexadecimal in groups of four. */
export function print(fp) {
  return hex(fp).match(/.{4}/g).join(" ");
}

export const methods = { meet, safety, compared };
