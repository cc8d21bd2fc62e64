// From verified records and waiting messages to the rows a conversation shows. Pure.

import { dayKey } from "./times.js";

const TOGETHER_MS = 5 * 60_000;

/**
 * items: verified records in order [{seq, id, uid, mine, at, kind, text}]; pending: own messages not yet in the record.
 * Returns rows [{key, kind: "day"|"unread"|"note"|"message", …}].
 */
export function rows(items, pending, { zone, readUpTo, peerRead, from = 0 }) {
  const result = [];
  let day = null;
  let last = null;
  let divided = readUpTo === null;
  for (const item of items.slice(from)) {
    if (item.kind === "key" && item.seq === 1) continue;
    const today = dayKey(item.at, zone);
    if (today !== day) {
      result.push({ key: `day-${today}`, kind: "day", at: item.at });
      day = today;
      last = null;
    }
    if (!divided && item.seq > readUpTo && !item.mine && item.kind !== "key") {
      result.push({ key: "unread", kind: "unread" });
      divided = true;
      last = null;
    }
    if (item.kind === "key") {
      result.push({ key: `seq-${item.seq}`, kind: "note", note: item.note, at: item.at });
      last = null;
      continue;
    }
    const follows = last !== null && last.uid === item.uid && item.at - last.at < TOGETHER_MS;
    const status = item.mine ? (item.seq <= peerRead ? "seen" : "stored") : null;
    result.push({ ...item, key: `msg-${item.id}`, kind: "message", content: item.kind, follows, status });
    last = item;
  }
  for (const message of pending) {
    const today = dayKey(message.at, zone);
    if (today !== day) {
      result.push({ key: `day-${today}`, kind: "day", at: message.at });
      day = today;
      last = null;
    }
    const follows = last !== null && last.mine && message.at - last.at < TOGETHER_MS;
    result.push({
      key: `msg-${message.id}`, kind: "message", content: "text", mine: true, id: message.id, text: message.text,
      at: message.at, status: message.state, follows, seq: null,
    });
    last = { ...message, mine: true, uid: last?.mine ? last.uid : null };
  }
  return result;
}

/** Signed time and server time of one record disagree by more than five minutes, or the signed time runs backwards. */
export function clockDoubts(lines) {
  let latest = -Infinity;
  return lines.map(({ at, clientMs }) => {
    const doubt = Math.abs(at - clientMs) > 5 * 60_000 ? "apart" : clientMs < latest ? "backwards" : null;
    latest = Math.max(latest, clientMs);
    return doubt;
  });
}
