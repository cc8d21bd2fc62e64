// Locks what nobody looks after: after twelve minutes without a key, a touch or a pointer. Sleep counts as absence.

const EXPIRES_MS = 12 * 60_000;
const WARNS_MS = 60_000;
const CHECK_MS = 5_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"];

export class IdleWatch extends EventTarget {
  #last = 0;
  #warned = false;
  #timer = null;
  #told = 0;

  constructor({ soon, expired }) {
    super();
    this.soon = soon;
    this.expired = expired;
  }

  start() {
    this.touch(false);
    for (const sign of SIGNS) addEventListener(sign, this.#sign, { passive: true, capture: true });
    document.addEventListener("visibilitychange", this.#check);
    this.#timer = setInterval(this.#check, CHECK_MS);
  }

  stop() {
    for (const sign of SIGNS) removeEventListener(sign, this.#sign, { capture: true });
    document.removeEventListener("visibilitychange", this.#check);
    clearInterval(this.#timer);
    this.#warn(false);
  }

  /** Somebody is there. */
  touch(tell = true) {
    this.#last = Date.now();
    this.#warn(false);
    if (tell && this.#last - this.#told > 30_000) {
      this.#told = this.#last;
      this.dispatchEvent(new Event("active"));
    }
  }

  #sign = () => {
    this.#check(); // after a sleep the first touch must not hide how long nobody was there
    if (this.#timer !== null) this.touch();
  };

  #check = () => {
    const idle = Date.now() - this.#last;
    if (idle >= EXPIRES_MS) {
      this.stop();
      this.#timer = null;
      this.expired();
    } else if (idle >= EXPIRES_MS - WARNS_MS) this.#warn(true);
  };

  #warn(soon) {
    if (soon === this.#warned) return;
    this.#warned = soon;
    this.soon(soon);
  }
}
