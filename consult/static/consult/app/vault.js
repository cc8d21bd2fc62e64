// The door to the crypto Worker: keys live in there and nowhere else. Locking is ending the Worker.

const WORKER = new URL("./worker.js", import.meta.url).href;

// Under `require-trusted-types-for 'script'` a Worker's address needs a policy; this one knows a single address.
const policy = globalThis.trustedTypes?.createPolicy("cp1", {
  createScriptURL(url) {
    if (url !== WORKER) throw new TypeError("not the worker");
    return url;
  },
});

// All that can be asked of a Worker nobody has unlocked. Whatever else comes after locking came too late: an answer that
// was still on its way must not start a new Worker.
const FIRST = new Set(["setup", "unlock", "unlockByCode", "passwordProblems"]);

/** What the Worker refused: `code` is stable ("wrong_password", "invalid", "locked", …). */
export class VaultError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export class Vault {
  #worker = null;
  #calls = new Map();
  #next = 1;

  /** Ends the Worker and every promise that waits for it; all keys are gone with its memory. */
  lock() {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#calls.values()) reject(new VaultError("locked"));
    this.#calls.clear();
  }

  call(method, args = {}) {
    if (!this.#worker && !FIRST.has(method)) return Promise.reject(new VaultError("locked"));
    this.#worker ??= this.#start();
    const number = this.#next++;
    return new Promise((resolve, reject) => {
      this.#calls.set(number, { resolve, reject });
      this.#worker.postMessage({ number, method, args });
    });
  }

  #start() {
    const worker = new Worker(policy ? policy.createScriptURL(WORKER) : WORKER, { type: "module", name: "cp1" });
    worker.addEventListener("message", ({ data }) => {
      const waiting = this.#calls.get(data.number);
      this.#calls.delete(data.number);
      if (data.error) waiting?.reject(new VaultError(data.error));
      else waiting?.resolve(data.result);
    });
    worker.addEventListener("error", () => {
      if (worker !== this.#worker) return;
      for (const { reject } of this.#calls.values()) reject(new VaultError("broken"));
      this.#calls.clear();
      this.#worker = null;
    });
    return worker;
  }
}
