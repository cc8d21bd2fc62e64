/**
 * From what somebody types to keys. The server sees `wire(authKey)` of the login password and nothing else.
 * Twin of passwords.py; the rule and the reasons: docs/protocol/passwords.md.
 * `authKey` and `roomKek` run Argon2id and block: call them in a Worker.
 */
import { Invalid } from "./errors.js";
import { H, KDF, argon2id, b64u, unb64u, utf8 } from "./primitives.js";
import * as registry from "./registry.js";

export const WIRE_FORM = /^cp1a\.[A-Za-z0-9_-]{43}$/;
export const MAX_BYTES = 1024;
export const MIN_CHARACTERS = 12;
export const MIN_NAME = 3; // shorter names are not looked for inside a password

/** UTF-8 of the NFC form, 1 to 1024 bytes. Nothing is trimmed or cut off. */
export function passwordBytes(password) {
  const text = normal(password);
  if (/\p{Surrogate}/u.test(text)) throw new Invalid("password"); // half of a pair
  const raw = utf8(text);
  if (raw.length < 1 || raw.length > MAX_BYTES) throw new Invalid("password");
  return raw;
}

/** What proves the login password, 32 bytes. */
export function authKey(password, seedLogin) {
  return KDF(argon2id(passwordBytes(password), H(16, "cp1/salt/login", seed(seedLogin))), "cp1login", 1);
}

/** The key that wraps the account key, 32 bytes. */
export function roomKek(password, seedRoom) {
  return KDF(argon2id(passwordBytes(password), H(16, "cp1/salt/room", seed(seedRoom))), "cp1room_", 1);
}

/** How an authKey travels: 48 characters. */
export function wire(key) {
  return "cp1a." + b64u(key);
}

/**
 * The seed out of the server's {"kdf": 1, "seed": …}. Refuses every version but ours, versions below `seen` (the
 * highest met for this account), and answers that bring more, such as costs.
 */
export function readPrelogin(answer, seen = registry.KDF_VERSION) {
  if (answer === null || typeof answer !== "object" || Object.keys(answer).sort().join() !== "kdf,seed") {
    throw new Invalid("kdf");
  }
  if (answer.kdf !== registry.KDF_VERSION || answer.kdf < seen) throw new Invalid("kdf");
  return unb64u(answer.seed, registry.ID);
}

// ---- what makes a password acceptable; asked where it is typed, never by the server

/**
 * Codes of what is wrong with a login password, in a fixed order; empty when it is fine.
 * `forbidden`: the login name and the mail address. Needs `await loadCommonPasswords()` before.
 */
export function loginPasswordProblems(password, forbidden = []) {
  const text = normal(password);
  const lower = text.toLowerCase();
  const problems = [];
  if ([...text].length < MIN_CHARACTERS) problems.push("too_short");
  if (utf8(text).length > MAX_BYTES) problems.push("too_long");
  if (isCommon(text)) problems.push("too_common");
  if (names(forbidden).some((name) => lower.includes(name))) problems.push("contains_name");
  return problems;
}

/** The same, and an upper-case letter, a digit and a character that is no letter, number, space or control. */
export function roomPasswordProblems(password, forbidden = []) {
  const text = normal(password);
  const problems = loginPasswordProblems(password, forbidden);
  if (!/\p{Lu}/u.test(text)) problems.push("needs_upper");
  if (!/\p{Nd}/u.test(text)) problems.push("needs_digit");
  if (!/[^\p{L}\p{N}\p{Z}\p{C}]/u.test(text)) problems.push("needs_special");
  return problems;
}

/** Whether it is a much used password, or one with digits and signs before or behind it ("Password1234!"). */
export function isCommon(password) {
  if (!common) throw new Error("loadCommonPasswords() first");
  const text = normal(password).toLowerCase();
  const front = text.replace(/\P{L}+$/u, "");
  return [text, front, front.replace(/^\P{L}+/u, "")].some((form) => common.has(form));
}

let common = null;

/** Fetches the list that lies beside this module, once. */
export async function loadCommonPasswords() {
  if (common) return;
  const answer = await fetch(new URL("./common-passwords.txt", import.meta.url));
  if (!answer.ok) throw new Error("common-passwords.txt is missing");
  const lines = (await answer.text()).split("\n");
  common = new Set(lines.filter((line) => line && !line.startsWith("# ")));
}

function names(forbidden) {
  const found = [...forbidden].filter(Boolean).map((name) => normal(name).toLowerCase().split("@")[0]);
  return found.filter((name) => [...name].length >= MIN_NAME);
}

function normal(text) {
  return text.normalize("NFC");
}

function seed(raw) {
  if (raw.length !== registry.ID) throw new Invalid("seed");
  return raw;
}
