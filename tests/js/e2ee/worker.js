import { equal, run, test } from "../check.js";

const policy = trustedTypes.createPolicy("cp1", { createScriptURL: (url) => url });

test("libsodium and a password derivation run in a module Worker under the strict policy", async () => {
  const worker = new Worker(policy.createScriptURL("/tests/js/e2ee/worker.inside.js"), { type: "module" });
  const answer = await new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.postMessage({ password: "Über-Mut7!Wörter", seed: Uint8Array.from({ length: 16 }, (_, i) => 0x10 + i) });
  });
  worker.terminate();
  equal(answer, "cp1a.WIKftZ0dX_J3-vTD-tgnohFjGdvbSpv89y9tlVQapms");
});

run();
