// Who is unlocked in this Worker. Other modules here ask; nothing outside can.

import { hex } from "../../../e2ee/primitives.js";

/** Something a person can act on; `code` goes out to the page. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

let open = null;

/** {uid, gen, ak, keys, identity, own}: `own` maps fingerprints of all my generations to their keys. */
export function begin(session) {
  open = session;
}

export function session() {
  if (!open) throw new Refused("locked");
  return open;
}

export function isMe(uid) {
  return hex(uid) === hex(session().uid);
}
