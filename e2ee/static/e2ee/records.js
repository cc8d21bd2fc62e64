/**
 * Records: what a room's log is made of. Header (136 bytes), body, signature. Twin of records.py, which has the layout.
 * A Header is a plain frozen object: {type, room, epoch, sender, gen, messageId, seq, prev, timeMs, nonce, bodyLen}.
 */
import { Invalid } from "./errors.js";
import {
  H, KDF, Reader, ZERO24, b64u, concat, openAead, randomBytes, same, sealAead, sign, sodiumPad, u, unb64u, verify,
} from "./primitives.js";
import * as registry from "./registry.js";

export const HEADER_SIZE = 136;

export function packHeader(fields) {
  const { type, room, epoch, sender, gen, messageId, seq, prev, timeMs, nonce = ZERO24, bodyLen = 0 } = fields;
  const raw = concat(
    u(1, registry.VERSION), u(1, type), u(2, 0), room, u(4, epoch), sender, u(4, gen), messageId,
    u(8, seq), prev, u(8, timeMs), nonce, u(4, bodyLen),
  );
  const sizes = [room, sender, messageId, prev, nonce].map((field) => field.length).join();
  if (sizes !== "16,16,16,32,24") throw new Invalid("header");
  return raw;
}

/** Throws `Invalid("header")` for a wrong length, version, flag or type, and for counters that start at 0. */
export function unpackHeader(raw) {
  const reader = new Reader(raw, "header");
  const version = reader.u(1), type = reader.u(1), flags = reader.u(2);
  const room = reader.take(16), epoch = reader.u(4), sender = reader.take(16), gen = reader.u(4);
  const messageId = reader.take(16), seq = reader.u(8), prev = reader.take(32), timeMs = reader.u(8);
  const nonce = reader.take(24), bodyLen = reader.u(4);
  reader.end();
  if (version !== registry.VERSION || flags !== 0) throw new Invalid("header");
  if (!registry.DURABLE.has(type) && !registry.EPHEMERAL.has(type)) throw new Invalid("header");
  if (epoch === 0 || gen === 0 || seq === 0) throw new Invalid("header");
  if ((type === registry.EPOCH || type === registry.GRANT) && !same(nonce, ZERO24)) throw new Invalid("header");
  return Object.freeze({ type, room, epoch, sender, gen, messageId, seq, prev, timeMs, nonce, bodyLen });
}

/** `body` is null when it was erased by law; then `erasedHash` stands for it and only a MESSAGE may be so. */
export class Record {
  #head;
  #bodyHash;
  #link;

  constructor(header, body, sig, erasedHash = null) {
    this.header = header;
    this.body = body;
    this.sig = sig;
    this.erasedHash = erasedHash;
  }

  get head() {
    return (this.#head ??= unpackHeader(this.header));
  }

  get bodyHash() {
    return (this.#bodyHash ??= this.body === null ? this.erasedHash : H(32, "cp1/body", this.body));
  }

  get link() {
    return (this.#link ??= H(32, "cp1/link", this.header, this.bodyHash, this.sig));
  }
}

/** Signs; the header's body length is filled in. */
export function makeRecord(header, body, signSk) {
  const record = new Record(packHeader({ ...header, bodyLen: body.length }), body, null);
  record.sig = sign(signSk, tag(header.type), concat(record.header, record.bodyHash));
  return record;
}

/** The header, if header, body and signature belong together. Whether the signer may do this: rooms.checkEntry. */
export function checkRecord(record, signPk) {
  const head = checkShape(record);
  verify(signPk, tag(head.type), concat(record.header, record.bodyHash), record.sig);
  return head;
}

/** What needs no key at all: the layout, the lengths, and a MESSAGE's size being one of the padded sizes. */
export function checkShape(record) {
  const head = record.head;
  if (record.sig.length !== registry.SIGNATURE) throw new Invalid("signature");
  if (record.body === null) {
    if (head.type !== registry.MESSAGE || record.erasedHash?.length !== registry.HASH) throw new Invalid("body");
  } else if (head.bodyLen !== record.body.length) {
    throw new Invalid("body");
  }
  if (head.type !== registry.EPOCH && head.type !== registry.GRANT && !isPadded(head.bodyLen - registry.AEAD_TAG)) {
    throw new Invalid("body");
  }
  return head;
}

function tag(type) {
  return registry.EPHEMERAL.has(type) ? "cp1/signal" : "cp1/env";
}

// ---- padding: sizes tell little

/** Filled up to the smallest power of two that is longer, at least 256; over 65,535 bytes are refused. */
export function pad(plaintext) {
  let size = registry.MIN_PADDED;
  while (size <= plaintext.length) size *= 2;
  if (size > registry.MAX_PADDED) throw new Invalid("too_long");
  return sodiumPad(plaintext, size);
}

/** Throws unless it is exactly what `pad` makes. */
export function unpad(padded) {
  if (!isPadded(padded.length)) throw new Invalid("pad");
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (end < 0 || padded[end] !== 0x80 || (padded.length > registry.MIN_PADDED && end < padded.length / 2)) {
    throw new Invalid("pad");
  }
  return padded.slice(0, end);
}

function isPadded(size) {
  return size >= registry.MIN_PADDED && size <= registry.MAX_PADDED && (size & (size - 1)) === 0;
}

// ---- messages and signals: encrypt, then sign

/** A MESSAGE (or SIGNAL, LIVE) under the room key of the header's epoch; without a nonce it gets a random one. */
export function sealMessage(epochKey, plaintext, header, signSk) {
  const padded = pad(plaintext);
  const nonce = header.nonce?.some(Boolean) ? header.nonce : randomBytes(registry.NONCE);
  const whole = { ...header, nonce, bodyLen: padded.length + registry.AEAD_TAG };
  const body = sealAead(contentKey(epochKey, header.type), nonce, packHeader(whole), padded);
  return makeRecord(whole, body, signSk);
}

/** The plaintext. Says nothing about the sender: `checkRecord` and the room's rules come first. */
export function openMessage(epochKey, record) {
  const head = record.head;
  if (record.body === null) throw new Invalid("body");
  return unpad(openAead(contentKey(epochKey, head.type), head.nonce, record.header, record.body));
}

function contentKey(epochKey, type) {
  if (type === registry.MESSAGE) return KDF(epochKey, "cp1epoch", 1);
  if (registry.EPHEMERAL.has(type)) return KDF(epochKey, "cp1epoch", 2);
  throw new Invalid("header");
}

// ---- JSON is only the envelope

/** {h, b, s} in base64url; an erased body is null and its hash stands in "bh". */
export function toJson(record) {
  if (record.body === null) {
    return { h: b64u(record.header), b: null, bh: b64u(record.erasedHash), s: b64u(record.sig) };
  }
  return { h: b64u(record.header), b: b64u(record.body), s: b64u(record.sig) };
}

/** The record; further fields of `data` (seq, at) are the server's words and are ignored. */
export function fromJson(data) {
  if (data === null || typeof data !== "object") throw new Invalid("json");
  const header = unb64u(data.h, HEADER_SIZE);
  const signature = unb64u(data.s, registry.SIGNATURE);
  if (data.b === null || data.b === undefined) {
    return new Record(header, null, signature, unb64u(data.bh, registry.HASH));
  }
  return new Record(header, unb64u(data.b), signature);
}
