// The crypto Worker: account key, room keys and private keys live in this memory and nowhere else. There is no call
// that hands out a key; what leaves is ciphertext, signed records, and text for the eyes of the person.

import { ready } from "../../e2ee/primitives.js";
import * as account from "./worker/account.js";
import * as outbox from "./worker/outbox.js";
import * as rooms from "./worker/rooms.js";
import * as trust from "./worker/trust.js";

const METHODS = new Map([account, trust, rooms, outbox].flatMap((module) => Object.entries(module.methods)));

let queue = ready();

addEventListener("message", ({ data: { number, method, args } }) => {
  queue = queue.then(
    () => answer(number, method, args),
    () => postMessage({ number, error: "broken" }),
  );
});

async function answer(number, method, args) {
  try {
    if (!METHODS.has(method)) throw new Error(`no method ${method}`);
    postMessage({ number, result: await METHODS.get(method)(args) });
  } catch (error) {
    postMessage({ number, error: error.code ?? "broken" });
  }
}
