// One conversation: fetches its log, has it verified, sends what was written. No DOM here.
//
// Events: "change" (anything to show anew), "arrived" (detail: new items of the other side, for announcing).

import { ApiError, api } from "./api.js";
import { delay } from "./model/backoff.js";
import { pause } from "./model/wait.js";

const PAGE = 500; // records; the most the server gives at once
const TYPING_SHOWN_MS = 6_000;
const TYPING_SENT_MS = 3_000;

export class Room extends EventTarget {
  /** "opening", "open", "fresh" (nobody has started it), "no_keys" (the other side has no room yet), "failed", "gone" */
  phase = "opening";
  /** null, or why nothing may be sent: "altered" (the record), "new_keys" (of the other side) */
  stop = null;
  items = [];
  pending = [];
  progress = null;
  trust = null;
  peerIsTyping = false;
  readUpTo = null;

  #app;
  #head = { seq: 0, link: null };
  #queue = Promise.resolve();
  #delivering = false;
  #again = false;
  #creating = false;
  #behind = false; // something came while the room was opening
  #retry = null;
  #attempt = 0;
  #typingShown = null;
  #typingSent = 0;
  #closed = false;

  constructor(app, conversation) {
    super();
    this.#app = app;
    this.conversation = conversation;
  }

  get peer() {
    return this.conversation.peer;
  }

  get id() {
    return this.conversation.room;
  }

  get canSend() {
    return this.stop === null && (this.phase === "open" || this.phase === "fresh");
  }

  /** Writing needs less than sending: what is written while the room still opens waits in the queue. */
  get mayWrite() {
    return this.stop === null && !["no_keys", "gone"].includes(this.phase);
  }

  get head() {
    return this.#head;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#typingShown);
  }

  #changed() {
    if (!this.#closed) this.dispatchEvent(new Event("change"));
  }

  /** Nothing of one conversation is verified or sealed at the same time as something else of it. */
  #inTurn(work) {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  // --- opening ---------------------------------------------------------------------------------------------------

  async open() {
    this.phase = "opening";
    this.#changed();
    try {
      await this.#inTurn(() => this.#begin());
    } catch (error) {
      if (this.#closed || error.code === "locked") return;
      this.phase = error.status === 404 ? "gone" : "failed";
    }
    this.progress = null;
    this.#changed();
    if (this.#behind) {
      this.#behind = false;
      await this.catchUp();
    }
    this.deliver();
  }

  async #begin() {
    await this.#meet();
    if (this.phase === "no_keys") return;
    const kept = await this.#app.vault.call("outbox", { peer: this.peer.uid });
    this.pending = kept.map((one) => this.pending.find(({ id }) => id === one.id) ?? { ...one, state: "waiting" });
    if (!this.id) {
      this.phase = "fresh";
      return;
    }
    this.readUpTo ??= this.conversation.read;
    this.items = [];
    this.#head = { seq: 0, link: null };
    await this.#app.vault.call("openRoom", { room: this.id, peer: this.peer.uid, identities: this.identities });
    await this.#fetchAll();
    this.phase = "open";
  }

  /** Learn the public keys of both sides and whether the other side's are the ones we knew. */
  async #meet() {
    const [theirs, mine] = await Promise.all([api.identities(this.peer.uid), api.identities(this.#app.me.uid)]);
    this.identities = { [this.peer.uid]: theirs.identities, [this.#app.me.uid]: mine.identities };
    this.peer.name = theirs.name || this.peer.name;
    if (!theirs.identities.length) {
      this.phase = "no_keys";
      return;
    }
    this.trust = await this.#app.vault.call("meet", { peer: this.peer.uid, identities: theirs.identities, own: mine.identities });
    if (this.trust.state === "changed") this.stop = "new_keys";
  }

  // --- receiving -------------------------------------------------------------------------------------------------

  /** Everything after what we have; asked at opening, after a reconnection and when something does not fit. */
  async catchUp() {
    if (this.#closed || this.#creating) return;
    if (this.phase === "opening") this.#behind = true;
    if (this.phase === "no_keys" || this.phase === "failed" || (this.phase === "fresh" && this.id)) return this.open();
    if (this.phase !== "open" || this.stop === "altered") return;
    try {
      await this.#inTurn(() => this.#fetchAll());
    } catch (error) {
      if (error instanceof ApiError || error.code === "locked") return;
      throw error;
    }
    this.#changed();
    this.deliver();
  }

  async #fetchAll() {
    let secondTry = false;
    for (;;) {
      const page = await api.log(this.id, { after: this.#head.seq, limit: PAGE });
      if (page.head) {
        const behind = page.head.seq < this.#head.seq;
        const forked = page.head.seq === this.#head.seq && this.#head.link !== null && page.head.link !== this.#head.link;
        if (behind || forked) return this.#broken();
      }
      const all = page.head?.seq ?? 0;
      if (!page.records.length && all > this.#head.seq) return this.#broken();
      if (page.records.length) {
        if (!(await this.#feed(page.records))) {
          if (secondTry) return this.#broken();
          secondTry = true;
          await this.#meetAgain();
          continue;
        }
        secondTry = false;
      }
      this.progress = all > PAGE && this.phase === "opening" ? { done: this.#head.seq, all } : null;
      this.#changed();
      if (this.#head.seq >= all) break;
    }
    if (await this.#app.vault.call("isRolledBack", { room: this.id })) this.#broken();
  }

  async #meetAgain() {
    await this.#meet();
    await this.#app.vault.call("know", { room: this.id, identities: this.identities });
  }

  /** True if every record fits; what fits before one that does not is kept. */
  async #feed(records) {
    const answer = await this.#app.vault.call("feed", { room: this.id, records });
    this.#head = answer.head;
    const fresh = answer.items;
    this.items.push(...fresh);
    const arrived = new Set(fresh.filter((item) => item.mine).map((item) => item.id));
    if (arrived.size) this.pending = this.pending.filter((message) => !arrived.has(message.id));
    const news = fresh.filter((item) => !item.mine && item.kind === "text");
    if (news.length) this.#peerStopped();
    if (news.length && this.phase === "open") this.dispatchEvent(new CustomEvent("arrived", { detail: news }));
    return answer.broken === null;
  }

  #broken() {
    if (this.trust?.state === "changed") this.stop = "new_keys";
    else this.stop = "altered";
  }

  /** A frame of the socket about this room. */
  async hint(frame) {
    if (frame.t === "typing" && frame.uid === this.peer.uid) return this.#peerTypes();
    if (frame.t === "read") {
      const mine = frame.uid === this.#app.me.uid;
      const field = mine ? "read" : "peer_read";
      this.conversation[field] = Math.max(this.conversation[field] ?? 0, frame.seq);
      return this.#changed();
    }
    if (frame.t !== "record" || this.stop === "altered") return;
    if (this.phase !== "open") {
      this.#behind = this.phase === "opening";
      return;
    }
    const fits = await this.#inTurn(async () => {
      if (frame.seq <= this.#head.seq) return true;
      return frame.h && frame.seq === this.#head.seq + 1 ? this.#feed([frame]) : false;
    });
    if (fits) this.#changed();
    else await this.catchUp();
  }

  #peerTypes() {
    this.peerIsTyping = true;
    clearTimeout(this.#typingShown);
    this.#typingShown = setTimeout(() => this.#peerStopped(true), TYPING_SHOWN_MS);
    this.#changed();
  }

  #peerStopped(tell = false) {
    clearTimeout(this.#typingShown);
    this.peerIsTyping = false;
    if (tell) this.#changed();
  }

  /** We are writing: tell the other side, at most every three seconds. */
  type() {
    if (!this.id || Date.now() - this.#typingSent < TYPING_SENT_MS) return;
    this.#typingSent = Date.now();
    this.#app.socket.send({ t: "typing", room: this.id });
  }

  /** The person has the end of the conversation before their eyes. */
  async markRead() {
    const seq = this.#head.seq;
    if (this.phase !== "open" || seq <= (this.conversation.read ?? 0)) return;
    const before = this.conversation.read;
    this.conversation.read = seq;
    this.#app.changed("list");
    try {
      await api.read(this.id, seq);
    } catch {
      this.conversation.read = before; // told again with the next look
    }
  }

  /** From now on nothing above counts as new. */
  clearDivider() {
    this.readUpTo = null;
    this.#changed();
  }

  // --- sending ---------------------------------------------------------------------------------------------------

  /** Keeps the message (encrypted) first, then delivers it; it is shown at once. */
  async send(text) {
    const message = await this.#app.vault.call("keep", { peer: this.peer.uid, text });
    this.pending.push({ ...message, state: this.#app.isOnline ? "sending" : "waiting" });
    this.#typingSent = 0;
    this.readUpTo = null;
    this.#changed();
    this.deliver();
  }

  /** Take a message that waits back out of the queue; resolves to its text, or null when it is already on its way. */
  async takeBack(id) {
    const message = this.pending.find((one) => one.id === id);
    if (!message || message.state === "sending") return null;
    this.pending = this.pending.filter((one) => one !== message);
    await this.#app.vault.call("forget", { peer: this.peer.uid, id });
    this.#changed();
    return message.text;
  }

  retry(id) {
    const message = this.pending.find((one) => one.id === id);
    if (message) message.state = "waiting";
    this.#attempt = 0;
    this.deliver();
  }

  /** Work through the queue, oldest first, until it is empty or something stands in the way. */
  async deliver() {
    this.#again = true;
    if (this.#delivering) return;
    this.#delivering = true;
    clearTimeout(this.#retry);
    try {
      while (this.#again) {
        this.#again = false;
        while (this.#mayDeliver && (await this.#deliverFirst()));
      }
    } finally {
      this.#delivering = false;
    }
  }

  get #mayDeliver() {
    return !this.#closed && this.canSend && this.pending.length > 0 && this.pending[0].state !== "failed";
  }

  /** True if the queue may go on. */
  async #deliverFirst() {
    const message = this.pending[0];
    message.state = "sending";
    this.#changed();
    try {
      if (!this.id) await this.#begun();
      await this.#inTurn(() => this.#post(message));
      this.#attempt = 0;
      return true;
    } catch (error) {
      return this.#stumble(message, error);
    } finally {
      this.#changed();
    }
  }

  async #post(message) {
    if (!this.pending.includes(message)) return;
    const { record } = await this.#app.vault.call("seal", { peer: this.peer.uid, room: this.id, id: message.id });
    const answer = await api.append(this.id, record);
    if (answer.seq === this.#head.seq + 1) await this.#feed([{ ...record, seq: answer.seq, at: answer.at }]);
    if (this.pending.includes(message)) await this.#fetchAll();
  }

  async #stumble(message, error) {
    if (this.#closed || error.code === "locked") return false;
    if (["head", "epoch_stale", "conflict"].includes(error.code)) {
      try {
        await this.#inTurn(() => this.#fetchAll());
        if (!this.pending.includes(message)) return true; // an earlier attempt had arrived after all
        await this.#app.vault.call("unseal", { peer: this.peer.uid, id: message.id });
      } catch (next) {
        return this.#later(message, next);
      }
      this.#attempt += 1;
      await pause(delay(Math.min(this.#attempt, 6)));
      return this.#attempt < 20;
    }
    return this.#later(message, error);
  }

  #later(message, error) {
    if (error.isPassing || error.code === "login") {
      message.state = "waiting";
      if (error.code !== "login") {
        this.#attempt += 1;
        this.#retry = setTimeout(() => this.deliver(), delay(this.#attempt));
      }
    } else {
      message.state = "failed";
      message.problem = error.data?.message ?? null;
    }
    return false;
  }

  async #begun() {
    this.#creating = true;
    try {
      await this.#createRoom();
    } finally {
      this.#creating = false;
    }
  }

  async #createRoom() {
    const { room, record } = await this.#app.vault.call("createRoom", {
      peer: this.peer.uid, peerRole: this.peer.role, role: this.#app.me.role,
    });
    let id = room;
    try {
      await api.createRoom(this.peer.uid, record);
    } catch (error) {
      if (error.code !== "room_exists") throw error;
      id = error.data.room;
    }
    this.conversation.room = id;
    this.conversation.head ??= null;
    this.#app.started(this);
    await this.#inTurn(async () => {
      await this.#app.vault.call("openRoom", { room: id, peer: this.peer.uid, identities: this.identities });
      await this.#fetchAll();
      this.phase = "open";
    });
  }
}
