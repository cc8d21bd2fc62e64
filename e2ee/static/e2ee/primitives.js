/**
 * libsodium under the names the specification uses. Nothing in here knows what it is used for.
 * Call `await ready()` once before anything else. Every function that checks throws `Invalid`, never returns false.
 */
import sodium from "./vendor/libsodium-wrappers.js";
import { Invalid } from "./errors.js";
import * as registry from "./registry.js";

export const ZERO16 = new Uint8Array(16);
export const ZERO24 = new Uint8Array(24);
export const ZERO32 = new Uint8Array(32);
export const ZERO64 = new Uint8Array(64);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Resolves when libsodium has started. */
export async function ready() {
  await sodium.ready;
}

export function randomBytes(n) {
  return crypto.getRandomValues(new Uint8Array(n));
}

/** Whether two byte strings are equal, in time that depends on their lengths only. */
export function same(a, b) {
  return a.length === b.length && sodium.memcmp(a, b);
}

// ---- bytes and text

/** One Uint8Array out of several. */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function utf8(text) {
  return encoder.encode(text);
}

/** The text behind UTF-8 bytes; throws `Invalid("utf8")` for anything else. */
export function fromUtf8(raw) {
  try {
    return decoder.decode(raw);
  } catch (error) {
    throw new Invalid("utf8", error);
  }
}

/** Lower-case hexadecimal: how bytes become keys of a Map. */
export function hex(raw) {
  return sodium.to_hex(raw);
}

/** base64url without padding. */
export function b64u(raw) {
  return sodium.to_base64(raw, sodium.base64_variants.URLSAFE_NO_PADDING);
}

/** The bytes behind `text`; only the one canonical spelling is accepted, and `size` bytes if given. */
export function unb64u(text, size) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || /\n$/.test(text) || text.length % 4 === 1) {
    throw new Invalid("base64");
  }
  let raw;
  try {
    raw = sodium.from_base64(text, sodium.base64_variants.URLSAFE_NO_PADDING);
  } catch (error) {
    throw new Invalid("base64", error);
  }
  if (b64u(raw) !== text || (size !== undefined && raw.length !== size)) throw new Invalid("base64");
  return raw;
}

/** `number` as an unsigned big-endian number of `size` bytes. */
export function u(size, number) {
  if (!Number.isSafeInteger(number) || number < 0 || number >= 256 ** size) throw new Invalid("number");
  const raw = new Uint8Array(size);
  for (let at = size - 1; at >= 0; at--) {
    raw[at] = number % 256;
    number = Math.floor(number / 256);
  }
  return raw;
}

/** Reads a fixed layout from the front; too few or too many bytes throw `Invalid(code)`. */
export class Reader {
  constructor(raw, code) {
    this.raw = raw;
    this.at = 0;
    this.code = code;
  }

  take(n) {
    this.at += n;
    if (this.at > this.raw.length) throw new Invalid(this.code);
    return this.raw.slice(this.at - n, this.at);
  }

  /** An unsigned big-endian number of `size` bytes, at most 2^53-1. */
  u(size) {
    const number = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    if (number > registry.MAX_NUMBER) throw new Invalid(this.code);
    return number;
  }

  end() {
    if (this.at !== this.raw.length) throw new Invalid(this.code);
  }
}

// ---- hashes and derived keys: BLAKE2b

/** BLAKE2b of `tag || 0x00 || parts`, `size` bytes long. */
export function H(size, tag, ...parts) {
  registered(registry.HASH_TAGS.has(tag), tag);
  return sodium.crypto_generichash(size, concat(utf8(tag + "\0"), ...parts));
}

/** Keyed BLAKE2b of `tag || 0x00 || parts`, 32 bytes long. */
export function MAC(key, tag, ...parts) {
  registered(registry.MAC_TAGS.has(tag), tag);
  return sodium.crypto_generichash(32, concat(utf8(tag + "\0"), ...parts), key);
}

/** The 32-byte subkey `number` of `key` for an 8-character context. */
export function KDF(key, context, number) {
  registered(registry.KEY_CONTEXTS[context]?.includes(number), context);
  return sodium.crypto_kdf_derive_from_key(32, number, context, key);
}

function registered(is, label) {
  if (!is) throw new Error(`${label} is not in the registry`);
}

/** 32 bytes at the pinned cost. Blocks for a good part of a second and takes 64 MiB: call it in a Worker. */
export function argon2id(password, salt) {
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  return sodium.crypto_pwhash(32, password, salt, registry.KDF_OPS, registry.KDF_MEMORY, algorithm);
}

// ---- signatures: Ed25519

/** {publicKey, privateKey} */
export function signPair(seed) {
  return sodium.crypto_sign_seed_keypair(seed);
}

/** The 64-byte signature over `tag || 0x00 || message`. */
export function sign(signSk, tag, message) {
  registered(registry.SIGNATURE_TAGS.has(tag), tag);
  return sodium.crypto_sign_detached(concat(utf8(tag + "\0"), message), signSk);
}

/** Throws unless it is the signature of `signPk`; small-order keys and non-canonical signatures never are. */
export function verify(signPk, tag, message, signature) {
  registered(registry.SIGNATURE_TAGS.has(tag), tag);
  if (signPk.length !== 32 || signature.length !== 64) throw new Invalid("signature");
  if (!sodium.crypto_sign_verify_detached(signature, concat(utf8(tag + "\0"), message), signPk)) {
    throw new Invalid("signature");
  }
}

// ---- secret-key encryption: XChaCha20-Poly1305

/** Ciphertext and tag, 16 bytes longer than the plaintext; `ad` is bound, not sent. */
export function sealAead(key, nonce, ad, plaintext) {
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, ad, null, nonce, key);
}

export function openAead(key, nonce, ad, ciphertext) {
  if (key.length !== 32 || nonce.length !== 24 || ciphertext.length < 16) throw new Invalid("aead");
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, ad, nonce, key);
  } catch (error) {
    throw new Invalid("aead", error);
  }
}

// ---- sealed boxes: X25519, XSalsa20-Poly1305

/** {publicKey, privateKey} */
export function boxPair(seed) {
  return sodium.crypto_box_seed_keypair(seed);
}

/** 48 bytes longer than the plaintext. Says nothing about who sealed it: that is what signatures are for. */
export function sealBox(boxPk, plaintext) {
  return sodium.crypto_box_seal(plaintext, boxPk);
}

export function openBox(boxPk, boxSk, sealed) {
  if (sealed.length < registry.SEAL) throw new Invalid("box");
  try {
    return sodium.crypto_box_seal_open(sealed, boxPk, boxSk);
  } catch (error) {
    throw new Invalid("box", error);
  }
}

/** Refuses points of small order: what is sealed to them, anybody can open. */
export function checkBoxKey(boxPk) {
  if (boxPk.length !== 32) throw new Invalid("box_key");
  const scalar = new Uint8Array(32);
  scalar[0] = 0x40;
  try {
    sodium.crypto_scalarmult(scalar, boxPk);
  } catch (error) {
    throw new Invalid("box_key", error);
  }
}

// ---- padding (records.js decides about sizes)

export function sodiumPad(raw, size) {
  return sodium.pad(raw, size);
}
