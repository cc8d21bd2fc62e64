// Runs Argon2id away from the page, so that nothing stutters. Keeps nothing between two questions.
import { b64u, randomBytes, ready } from "../e2ee/primitives.js";
import { authKey, loadCommonPasswords, loginPasswordProblems, readPrelogin, wire } from "../e2ee/passwords.js";
import { ID, KDF_VERSION } from "../e2ee/registry.js";

const tasks = {
  /** The key for an account that exists; `prelogin` is the server's answer, `seen` the highest version met here. */
  current({ password, prelogin, seen }) {
    const seed = readPrelogin(prelogin, seen);
    return { auth: wire(authKey(password, seed)), kdf: prelogin.kdf };
  },
  /** The key for a new password, with the seed it was made with. */
  fresh({ password }) {
    const seed = randomBytes(ID);
    return { auth: wire(authKey(password, seed)), seed: b64u(seed), kdf: KDF_VERSION };
  },
  /** What is wrong with a new password, as codes. */
  async problems({ password, forbidden }) {
    await loadCommonPasswords();
    return loginPasswordProblems(password, forbidden);
  },
};

addEventListener("message", async ({ data: { id, task, input } }) => {
  try {
    await ready();
    postMessage({ id, answer: await tasks[task](input) });
  } catch (error) {
    postMessage({ id, error: error.code ?? "failed" });
  }
});
