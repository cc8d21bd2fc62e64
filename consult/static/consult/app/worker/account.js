// Setting up, unlocking, and changing what unlocks.

import { WRAP_RECOVERY, WRAP_ROOM_PASSWORD, accountKeys, unchainAk, unwrapAk, wrapAk } from "../../../e2ee/account.js";
import { Invalid } from "../../../e2ee/errors.js";
import { makeIdentity, parseIdentity, signIdentity } from "../../../e2ee/identity.js";
import { loadCommonPasswords, roomKek, roomPasswordProblems } from "../../../e2ee/passwords.js";
import { b64u, hex, randomBytes, same, unb64u } from "../../../e2ee/primitives.js";
import { newCode, parse, recoveryKeys, show } from "../../../e2ee/recovery.js";
import { Refused, begin, session } from "./session.js";

async function passwordProblems({ password, forbidden }) {
  await loadCommonPasswords();
  return roomPasswordProblems(password, forbidden);
}

/** New keys for somebody who has none: what the server keeps, and the recovery code for the person's own paper. */
async function setup({ password, uid }) {
  const me = unb64u(uid, 16);
  const ak = randomBytes(32);
  const seedRoom = randomBytes(16);
  const keys = accountKeys(ak);
  const ir = makeIdentity(keys, { uid: me, gen: 1, createdMs: Date.now() });
  const code = newCode();
  const { rcAuth, rcKek } = recoveryKeys(code);
  const wraps = [
    { kind: WRAP_ROOM_PASSWORD, blob: b64u(wrapAk(roomKek(password, seedRoom), ak, { uid: me, gen: 1, kind: WRAP_ROOM_PASSWORD, seedRoom })) },
    { kind: WRAP_RECOVERY, blob: b64u(wrapAk(rcKek, ak, { uid: me, gen: 1, kind: WRAP_RECOVERY })) },
  ];
  const sigSelf = signIdentity(keys, ir);
  begin(unlocked({ uid: me, gen: 1, ak, keys, identity: parseIdentity(ir), chain: [] }));
  return {
    code: show(code),
    keys: { version: 0, seed_room: b64u(seedRoom), wraps, ir: b64u(ir), sig_self: b64u(sigSelf), rc_auth: b64u(rcAuth) },
  };
}

async function unlock({ password, keys }) {
  const seedRoom = unb64u(keys.seed_room, 16);
  return openWith(keys, WRAP_ROOM_PASSWORD, roomKek(password, seedRoom), seedRoom, "wrong_password");
}

async function unlockByCode({ code, keys }) {
  let raw;
  try {
    raw = parse(code);
  } catch {
    throw new Refused("code_format");
  }
  return openWith(keys, WRAP_RECOVERY, recoveryKeys(raw).rcKek, undefined, "wrong_code");
}

function openWith(published, kind, kek, seedRoom, refusal) {
  const uid = unb64u(published.uid, 16);
  const gen = published.gen;
  const wrap = published.wraps.find((one) => one.kind === kind && one.gen === gen);
  if (!wrap) throw new Refused(refusal);
  let ak;
  try {
    ak = unwrapAk(kek, unb64u(wrap.blob), { uid, gen, kind, seedRoom });
  } catch (error) {
    if (error instanceof Invalid) throw new Refused(refusal);
    throw error;
  }
  const keys = accountKeys(ak);
  const identity = parseIdentity(unb64u(published.ir, 157));
  if (!fits(identity, { uid, gen, keys })) throw new Refused("foreign_keys"); // the server shows other keys than mine
  begin(unlocked({ uid, gen, ak, keys, identity, chain: published.chain ?? [] }));
  return {};
}

function fits(identity, { uid, gen, keys }) {
  return same(identity.uid, uid) && identity.gen === gen
    && same(identity.signPk, keys.signPk) && same(identity.boxPk, keys.boxPk) && same(identity.inboxPk, keys.inboxPk);
}

/** With the keys of older generations, as far as the chain reaches back. */
function unlocked({ uid, gen, ak, keys, identity, chain }) {
  const older = new Map([[gen, keys]]);
  let chainKey = keys.chainKey;
  for (const { gen: oldGen, blob } of [...chain].sort((a, b) => b.gen - a.gen)) {
    const old = accountKeys(unchainAk(chainKey, unb64u(blob), { uid, oldGen }));
    older.set(oldGen, old);
    chainKey = old.chainKey;
  }
  return { uid, gen, ak, keys, identity, older, own: new Map([[hex(identity.fp), keys]]) };
}

/** The same account key under a new password; the body of the request that stores it. */
async function changePassword({ password, keys }) {
  const { uid, gen, ak } = session();
  const seedRoom = randomBytes(16);
  const blob = wrapAk(roomKek(password, seedRoom), ak, { uid, gen, kind: WRAP_ROOM_PASSWORD, seedRoom });
  return { version: keys.version, seed_room: b64u(seedRoom), wraps: [{ kind: WRAP_ROOM_PASSWORD, blob: b64u(blob) }] };
}

export const methods = { passwordProblems, setup, unlock, unlockByCode, changePassword };
