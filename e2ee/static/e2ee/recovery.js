/** The recovery code: 20 random bytes as 34 characters in groups of five. Twin of recovery.py. */
import { Invalid } from "./errors.js";
import { H, KDF, randomBytes } from "./primitives.js";

export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const SIZE = 20;

export function newCode() {
  return randomBytes(SIZE);
}

/** 40 characters with six dashes. */
export function show(raw) {
  if (raw.length !== SIZE) throw new Invalid("recovery_code");
  return (base32(raw) + checkCharacters(raw)).match(/.{1,5}/g).join("-");
}

/** The 20 bytes behind what somebody typed: any case, dashes or spaces anywhere, O for 0, I and L for 1. */
export function parse(text) {
  const letters = text.toUpperCase().replace(/[- ]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (letters.length !== 34 || [...letters].some((letter) => !ALPHABET.includes(letter))) {
    throw new Invalid("recovery_code");
  }
  const raw = new Uint8Array(SIZE);
  let bits = 0, held = 0, at = 0;
  for (const letter of letters.slice(0, 32)) {
    held = ((held << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      raw[at++] = (held >> bits) & 0xff;
    }
  }
  if (letters.slice(32) !== checkCharacters(raw)) throw new Invalid("recovery_code");
  return raw;
}

/** {rcAuth, rcKek}, 32 bytes each. 160 random bits need no slow hash. */
export function recoveryKeys(raw) {
  const root = H(32, "cp1/rcode", raw);
  return { rcAuth: KDF(root, "cp1rcode", 1), rcKek: KDF(root, "cp1rcode", 2) };
}

/** The login name behind a return code, so that one string is enough to come back. */
export function recoveryLogin(raw) {
  return "g-" + base32(H(16, "cp1/rclogin", raw).slice(0, 10)).toLowerCase();
}

function base32(raw) {
  let text = "", bits = 0, held = 0;
  for (const byte of raw) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
  }
  return text;
}

/** The first ten bits of a hash, as two characters. */
function checkCharacters(raw) {
  const digest = H(16, "cp1/rcsum", raw);
  const number = (digest[0] << 2) | (digest[1] >> 6);
  return ALPHABET[number >> 5] + ALPHABET[number & 31];
}
