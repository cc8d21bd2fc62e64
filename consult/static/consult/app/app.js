// The application without its face: who is here, what is open, what is live. Views listen and draw.
//
// Events: "state" (another screen), "list" (conversations), "connection", "idle" (about to lock).

import { ApiError, api, sessionEnded } from "./api.js";
import { IdleWatch } from "./idle.js";
import { pause } from "./model/wait.js";
import { knownZone } from "./model/times.js";
import { Room } from "./room.js";
import { Socket } from "./socket.js";
import { Vault } from "./vault.js";
import { words } from "./words.js";

const POLL_MS = 10_000; // while the live connection is down
const DRAFTS_MS = 400; // how long locking waits for what was just typed to be sealed
const SETTINGS = "cp1.settings"; // nothing secret: how the Enter key behaves

export class App extends EventTarget {
  /** "starting", "offline", "login", "setup", "locked", "open" */
  state = "starting";
  lockReason = "start";
  me = null;
  conversations = [];
  appointments = [];
  vault = new Vault();
  socket = new Socket();
  settings = { enterSends: true, ...readSettings() };

  #rooms = new Map(); // by uid of the other side
  #poll = null;
  #refreshing = null;
  #refreshAgain = false;
  #idle = new IdleWatch({ soon: (soon) => this.#tell("idle", soon), expired: () => this.lock("idle") });
  #tabs = new BroadcastChannel("cp1");

  constructor() {
    super();
    this.socket.addEventListener("open", () => this.#reconnected());
    this.socket.addEventListener("down", () => this.#disconnected());
    this.socket.addEventListener("login", () => this.end());
    this.socket.addEventListener("frame", ({ detail }) => this.#frame(detail));
    sessionEnded.addEventListener("end", () => this.end());
    addEventListener("online", () => this.#tell("connection"));
    addEventListener("offline", () => this.#tell("connection"));
    this.#tabs.addEventListener("message", ({ data }) => {
      if (data === "lock" && this.state === "open") this.lock("button", { others: false });
      if (data === "active") this.#idle.touch(false);
    });
    this.#idle.addEventListener("active", () => this.#tabs.postMessage("active"));
  }

  get isOnline() {
    return navigator.onLine && this.socket.isOpen;
  }

  get isSilent() {
    return this.state === "open" && !this.socket.isOpen;
  }

  get times() {
    return { language: words.locale, zone: knownZone(this.me?.zone) };
  }

  changed(what) {
    this.#tell(what);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #enter(state) {
    this.state = state;
    this.#tell("state");
  }

  // --- beginning and end -----------------------------------------------------------------------------------------

  async start() {
    this.#enter("starting");
    try {
      this.me = await api.me();
    } catch (error) {
      if (error.code !== "login") this.#enter("offline");
      return;
    }
    this.#enter(this.me.has_keys ? "locked" : "setup");
  }

  /** The Worker has the keys now: load what they open. */
  async opened() {
    this.me.has_keys = true;
    this.#enter("open");
    this.#idle.start();
    this.socket.start();
    await this.refresh();
  }

  /** Forget everything readable. The Worker ends, and with it every key. */
  async lock(reason = "button", { others = true } = {}) {
    if (this.state !== "open") return;
    const drafts = [];
    this.#tell("locking", drafts);
    await Promise.race([Promise.allSettled(drafts), pause(DRAFTS_MS)]);
    if (this.state !== "open") return;
    this.lockReason = reason;
    this.#close();
    if (others) this.#tabs.postMessage("lock");
    this.#enter("locked");
  }

  /** The server no longer knows us. */
  end() {
    if (this.state === "login") return;
    this.#close();
    this.#enter("login");
  }

  /** Stop everything at once, without drawing anything: the person leaves. */
  vanish() {
    this.#close();
    indexedDB.deleteDatabase("cp1");
  }

  #close() {
    this.#idle.stop();
    this.socket.stop();
    clearTimeout(this.#poll);
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
    this.conversations = [];
    this.appointments = [];
    this.listed = false;
    this.vault.lock();
  }

  // --- conversations ---------------------------------------------------------------------------------------------

  /** Fetch the list and the appointments anew; rooms that are open keep their own state. */
  async refresh() {
    if (this.#refreshing) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#refreshOnce();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = null;
    }
    if (this.#refreshAgain) {
      this.#refreshAgain = false;
      await this.refresh();
    }
  }

  async #refreshOnce() {
    try {
      const [answer, appointments] = await Promise.all([api.rooms(), api.appointments().catch(() => this.appointments)]);
      if (this.state !== "open") return;
      const before = new Map(this.conversations.map((one) => [one.peer.uid, one]));
      this.conversations = answer.conversations.map((one) => Object.assign(before.get(one.peer.uid) ?? {}, one));
      this.appointments = appointments;
      this.listed = true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    this.#tell("list");
  }

  conversationOf(id) {
    return this.conversations.find((one) => one.room === id) ?? null;
  }

  conversationWith(uid) {
    return this.conversations.find((one) => one.peer.uid === uid) ?? null;
  }

  /** The live object of a conversation, opened once and kept until the room is locked. */
  roomOf(conversation) {
    let room = this.#rooms.get(conversation.peer.uid);
    if (!room) {
      room = new Room(this, conversation);
      this.#rooms.set(conversation.peer.uid, room);
      room.open();
    }
    return room;
  }

  /** Somebody we have no conversation with yet; 404 if we may not write to them. */
  async meet(uid) {
    const person = await api.identities(uid);
    const conversation = {
      peer: { uid, name: person.name, role: person.role, has_keys: person.identities.length > 0 },
      room: null, head: null, epoch: null, read: 0, peer_read: 0, at: null,
    };
    this.conversations.push(conversation);
    this.#tell("list");
    return conversation;
  }

  /** A conversation has got its room. */
  started() {
    this.#tell("started");
    this.refresh();
  }

  // --- live ------------------------------------------------------------------------------------------------------

  async #reconnected() {
    clearTimeout(this.#poll);
    this.#tell("connection");
    if (await this.#isSomebodyElse()) return this.end();
    await this.#catchUp();
  }

  /** Somebody may have logged in as another person in another tab: then these keys are not theirs to use. */
  async #isSomebodyElse() {
    try {
      return (await api.me()).uid !== this.me.uid;
    } catch {
      return false; // not reachable, or logged out: told elsewhere
    }
  }

  #disconnected() {
    this.#tell("connection");
    clearTimeout(this.#poll);
    if (this.state === "open") this.#poll = setTimeout(() => this.#pollOnce(), POLL_MS);
  }

  /** Where sockets are blocked, or until they are back: look at intervals. */
  async #pollOnce() {
    await this.#catchUp();
    if (this.isSilent) this.#poll = setTimeout(() => this.#pollOnce(), POLL_MS);
  }

  async #catchUp() {
    await this.refresh();
    await Promise.all([...this.#rooms.values()].map((room) => room.catchUp()));
  }

  async #frame(frame) {
    if (this.state !== "open") return;
    if (frame.t === "rooms") return this.#catchUp();
    if (!frame.room) return;
    const conversation = this.conversationOf(frame.room);
    if (!conversation) {
      if (frame.t === "record") await this.refresh();
      return;
    }
    if (frame.t === "record") {
      conversation.head = { seq: Math.max(frame.seq, conversation.head?.seq ?? 0), link: null };
      conversation.at = frame.at ?? conversation.at;
    }
    if (frame.t === "read" && frame.uid === this.me.uid) conversation.read = Math.max(conversation.read, frame.seq);
    const room = this.#rooms.get(conversation.peer.uid);
    if (room) await room.hint(frame);
    if (frame.t !== "typing") this.#tell("list");
  }

  // --- settings --------------------------------------------------------------------------------------------------

  set(name, value) {
    this.settings[name] = value;
    try {
      localStorage.setItem(SETTINGS, JSON.stringify(this.settings));
    } catch {
      // storage may be switched off; the setting then lasts as long as the page
    }
    this.#tell("settings");
  }
}

function readSettings() {
  try {
    return JSON.parse(localStorage.getItem(SETTINGS)) ?? {};
  } catch {
    return {};
  }
}
