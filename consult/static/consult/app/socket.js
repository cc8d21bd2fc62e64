// The live connection: hints only. Whatever it misses is fetched again when it comes back ("open" is told each time).

import { delay } from "./model/backoff.js";

const PING_MS = 25_000;
const DEAD_MS = 10_000;
const CLOSED_FOR_GOOD = new Set([4401, 4403]);

/** Events: "open", "frame" (detail: parsed JSON), "down", "login". */
export class Socket extends EventTarget {
  #socket = null;
  #attempt = 0;
  #retry = null;
  #ping = null;
  #dead = null;
  #wanted = false;

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    addEventListener("online", this.#kick);
    document.addEventListener("visibilitychange", this.#kick);
    this.#connect();
  }

  stop() {
    this.#wanted = false;
    removeEventListener("online", this.#kick);
    document.removeEventListener("visibilitychange", this.#kick);
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Sends if connected; otherwise the frame is forgotten, which is right for hints. */
  send(frame) {
    if (this.isOpen) this.#socket.send(JSON.stringify(frame));
  }

  #kick = () => {
    if (!this.#wanted || document.visibilityState === "hidden") return;
    if (this.isOpen) return this.#beat();
    if (this.#socket) return;
    this.#attempt = 0;
    clearTimeout(this.#retry);
    this.#connect();
  };

  #connect() {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      if (socket !== this.#socket) return;
      this.#attempt = 0;
      this.#ping = setInterval(() => this.#beat(), PING_MS);
      this.dispatchEvent(new Event("open"));
    });
    socket.addEventListener("message", (event) => {
      if (socket !== this.#socket) return;
      clearTimeout(this.#dead);
      let frame;
      try {
        frame = JSON.parse(event.data);
      } catch {
        return;
      }
      if (frame && typeof frame.t === "string" && frame.t !== "pong") this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.#socket) this.#closed(event.code);
    });
  }

  #closed(code) {
    this.#drop();
    this.dispatchEvent(new Event("down"));
    if (code === 4401) this.dispatchEvent(new Event("login"));
    if (!this.#wanted || CLOSED_FOR_GOOD.has(code)) return;
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.#connect(), code === 4429 ? 30_000 : delay(this.#attempt));
  }

  #beat() {
    this.send({ t: "ping" });
    clearTimeout(this.#dead);
    this.#dead = setTimeout(() => this.#closed(0), DEAD_MS);
  }

  #drop() {
    clearInterval(this.#ping);
    clearTimeout(this.#dead);
    const socket = this.#socket;
    this.#socket = null;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(1000);
  }
}
