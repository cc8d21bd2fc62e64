// What is written but not yet in the record, and what is not yet sent off: kept encrypted, never silently lost.

import { b64u, randomBytes } from "../../../e2ee/primitives.js";
import * as drawer from "./drawer.js";
import { sealText } from "./rooms.js";
import { Refused } from "./session.js";

const nameOf = (peer, id) => `outbox/${peer}/${id}`;
const draftOf = (peer) => `draft/${peer}`;

/** Waiting messages for this person, oldest first. */
async function outbox({ peer }) {
  const waiting = await drawer.all(nameOf(peer, ""));
  return waiting.sort((a, b) => a.at - b.at).map(({ id, text, at }) => ({ id, text, at }));
}

/** Put a new message into the queue. */
async function keep({ peer, text }) {
  const message = { id: b64u(randomBytes(16)), text: text.toWellFormed(), at: Date.now(), record: null };
  await drawer.put(nameOf(peer, message.id), message);
  return { id: message.id, text: message.text, at: message.at };
}

async function forget({ peer, id }) {
  await drawer.remove(nameOf(peer, id));
  return {};
}

/** The record of a waiting message: the same bytes as last time, unless `unseal` has said that they came too late. */
async function seal({ peer, room, id }) {
  const message = await drawer.get(nameOf(peer, id));
  if (!message) throw new Refused("no_message");
  if (!message.record) {
    message.record = sealText(room, id, message.text);
    await drawer.put(nameOf(peer, id), message);
  }
  return { record: message.record };
}

async function unseal({ peer, id }) {
  const message = await drawer.get(nameOf(peer, id));
  if (message) await drawer.put(nameOf(peer, id), { ...message, record: null });
  return {};
}

/** A message of mine stands in the verified record. */
export async function delivered(peer, id) {
  await drawer.remove(nameOf(peer, id));
}

async function draft({ peer }) {
  return (await drawer.get(draftOf(peer))) ?? "";
}

async function keepDraft({ peer, text }) {
  if (text) await drawer.put(draftOf(peer), text);
  else await drawer.remove(draftOf(peer));
  return {};
}

export const methods = { outbox, keep, forget, seal, unseal, draft, keepDraft };
