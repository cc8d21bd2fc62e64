/** The door to the Worker: locked means that there is none. */
import { equal, ok, run, test, throws } from "../check.js";

const started = [];

class FakeWorker extends EventTarget {
  constructor() {
    super();
    this.asked = [];
    started.push(this);
  }

  postMessage({ number, method }) {
    this.asked.push(method);
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: { number, result: method } })));
  }

  terminate() {
    this.ended = true;
  }
}

globalThis.Worker = FakeWorker;
const { Vault, VaultError } = await import("/static/test/consult/app/vault.js");

test("what was still on its way when the room was locked starts no new Worker", async () => {
  const vault = new Vault();
  equal(await vault.call("unlock"), "unlock");
  equal(await vault.call("feed"), "feed");
  vault.lock();
  ok(started.at(-1).ended);
  const count = started.length;
  equal((await throws(VaultError, () => vault.call("feed"))).code, "locked");
  equal(started.length, count);
  equal(await vault.call("unlock"), "unlock");
  equal(started.length, count + 1);
});

await run();
