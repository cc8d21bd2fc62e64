/**
 * What a decrypted message says: JSON with a strict schema. What does not fit is "unsupported", never an error.
 * Twin of content.py; the table is in docs/protocol/messages.md.
 */
import { Invalid } from "./errors.js";
import { fromUtf8, unb64u, utf8 } from "./primitives.js";
import * as registry from "./registry.js";

const UNSUPPORTED = Object.freeze({ t: "unsupported" });

/** The plaintext of a message; refuses what `read` would not understand. */
export function compose(message) {
  const raw = utf8(JSON.stringify(message));
  if (read(raw).t !== message.t) throw new Invalid("content");
  return raw;
}

/** The message, or {t: "unsupported"}. */
export function read(plaintext) {
  let message;
  try {
    message = JSON.parse(fromUtf8(plaintext));
  } catch {
    return UNSUPPORTED;
  }
  if (typeof message?.t !== "string" || !Object.hasOwn(SCHEMA, message.t)) return UNSUPPORTED;
  const { required, optional } = SCHEMA[message.t];
  const fields = Object.keys(message).filter((name) => name !== "t");
  const known = { ...required, ...optional };
  if (!Object.keys(required).every((name) => fields.includes(name))) return UNSUPPORTED;
  if (!fields.every((name) => Object.hasOwn(known, name) && known[name](message[name]))) return UNSUPPORTED;
  return message;
}

const isText = (value) => typeof value === "string" && value !== "" && !/\p{Surrogate}/u.test(value);
const isNumber = (value) => Number.isSafeInteger(value) && value >= 0;
const isOneOf = (...words) => (value) => words.includes(value);
const isBytes = (size) => (value) => {
  try {
    return unb64u(value, size).length === size;
  } catch {
    return false;
  }
};
const isId = isBytes(registry.ID);
const isHash = isBytes(registry.HASH);

const SCHEMA = {
  text: { required: { b: isText }, optional: { re: isId } },
  edit: { required: { of: isId, b: isText }, optional: {} },
  retract: { required: { of: isId }, optional: {} },
  ack: { required: { seq: isNumber, link: isHash }, optional: {} },
  call: {
    required: { call: isId, ev: isOneOf("start", "end"), media: isOneOf("audio", "video") },
    optional: {},
  },
  file: {
    required: { id: isId, key: isHash, hash: isHash, n: isNumber, name: isText, mime: isText },
    optional: { cap: isText },
  },
};
