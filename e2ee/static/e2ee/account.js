/**
 * The account key (AK): 32 random bytes per person and generation, from which every long-term key is derived, and the
 * committing wraps (105 bytes) in which the server keeps it. Twin of account.py, which has the layout.
 */
import { Invalid } from "./errors.js";
import {
  KDF, MAC, Reader, ZERO16, boxPair, concat, openAead, randomBytes, same, sealAead, signPair, u, utf8,
} from "./primitives.js";
import * as registry from "./registry.js";

export const { WRAP_ROOM_PASSWORD, WRAP_RECOVERY } = registry;
export const WRAP_SIZE = 105;

/** All keys of one generation: {signPk, signSk, boxPk, boxSk, inboxPk, inboxSk, notesKey, stateKey, chainKey}. */
export function accountKeys(ak) {
  if (ak.length !== registry.KEY) throw new Invalid("account_key");
  const sign = signPair(KDF(ak, "cp1acct_", 1));
  const box = boxPair(KDF(ak, "cp1acct_", 2));
  const inbox = boxPair(KDF(ak, "cp1acct_", 3));
  const [notesKey, stateKey, chainKey] = [4, 5, 6].map((number) => KDF(ak, "cp1acct_", number));
  return Object.freeze({
    signPk: sign.publicKey, signSk: sign.privateKey,
    boxPk: box.publicKey, boxSk: box.privateKey,
    inboxPk: inbox.publicKey, inboxSk: inbox.privateKey,
    notesKey, stateKey, chainKey,
  });
}

// ---- wraps under a password or a recovery code

/** 105 bytes. `kek` is the room KEK (kind 1, with its `seedRoom`) or the recovery KEK (kind 2, without). */
export function wrapAk(kek, ak, { uid, gen, kind, seedRoom = ZERO16, nonce }) {
  return commitSeal(kek, wrapAd(uid, gen, kind, seedRoom), ak, nonce);
}

/** The account key; `Invalid("wrap")` for a wrong password and for anything altered alike. */
export function unwrapAk(kek, blob, { uid, gen, kind, seedRoom = ZERO16 }) {
  return commitOpen(kek, wrapAd(uid, gen, kind, seedRoom), blob);
}

function wrapAd(uid, gen, kind, seedRoom) {
  if (uid.length !== 16 || seedRoom.length !== 16 || ![WRAP_ROOM_PASSWORD, WRAP_RECOVERY].includes(kind)) {
    throw new Invalid("wrap");
  }
  if (kind !== WRAP_ROOM_PASSWORD && seedRoom.some(Boolean)) throw new Invalid("wrap");
  return concat(utf8("cp1/akwrap\0"), uid, u(4, gen), u(1, kind), seedRoom);
}

// ---- the chain of account keys: after a rotation the old key is kept under the new one

/** 105 bytes; `chainKey` is the new generation's. */
export function chainAk(chainKey, oldAk, { uid, oldGen, nonce }) {
  return commitSeal(chainKey, chainAd(uid, oldGen), oldAk, nonce);
}

export function unchainAk(chainKey, blob, { uid, oldGen }) {
  return commitOpen(chainKey, chainAd(uid, oldGen), blob);
}

function chainAd(uid, oldGen) {
  return concat(utf8("cp1/akchain\0"), uid, u(4, oldGen));
}

// ---- the committing wrap itself

/** `nonce` is given by test vectors only. */
export function commitSeal(key, ad, plaintext, nonce = randomBytes(registry.NONCE)) {
  const ciphertext = sealAead(KDF(key, "cp1wrap_", 1), nonce, ad, plaintext);
  return concat(u(1, 1), commitment(key, ad, nonce, ciphertext), nonce, ciphertext);
}

/** Compares the commitment first, then decrypts; the same error for every failure. */
export function commitOpen(key, ad, blob) {
  const reader = new Reader(blob, "wrap");
  const version = reader.u(1), found = reader.take(32), nonce = reader.take(24);
  const ciphertext = blob.slice(reader.at);
  if (version !== 1 || !same(found, commitment(key, ad, nonce, ciphertext))) throw new Invalid("wrap");
  try {
    return openAead(KDF(key, "cp1wrap_", 1), nonce, ad, ciphertext);
  } catch (error) {
    throw new Invalid("wrap", error);
  }
}

function commitment(key, ad, nonce, ciphertext) {
  return MAC(KDF(key, "cp1wrap_", 2), "cp1/commit", u(4, ad.length), ad, nonce, ciphertext);
}
