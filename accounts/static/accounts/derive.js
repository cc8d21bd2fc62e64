// Passwords to keys, for pages: one worker, asked by promises. A password goes to the worker and nowhere else.

const SEEN = "minKdf"; // the highest version of the derivation this browser has met; nothing about anybody

let worker;
let last = 0;
const waiting = new Map();

/** Starts the worker, so that it has loaded by the time somebody has typed. */
export function warmUp() {
  if (worker) return;
  worker = new Worker(new URL("./derive-worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data: { id, answer, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(Object.assign(new Error(error), { code: error }));
    else resolve(answer);
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(Object.assign(new Error("worker"), { code: "worker" }));
    waiting.clear();
    worker = undefined;
  });
}

function ask(task, input) {
  warmUp();
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, task, input });
  });
}

/** {auth} for the password of an account that exists. */
export async function current(login, password, csrf) {
  const prelogin = await askServer(login, csrf);
  const key = await ask("current", { password, prelogin, seen: Number(recall(SEEN)) || undefined });
  keep(SEEN, key.kdf);
  return key;
}

/** {auth, seed, kdf} for a password somebody has just thought of. */
export function fresh(password) {
  return ask("fresh", { password });
}

/** Codes of what is wrong with a new password; empty when it is fine. */
export function problems(password, forbidden) {
  return ask("problems", { password, forbidden });
}

async function askServer(login, csrf) {
  let response;
  try {
    response = await fetch("/api/v1/auth/prelogin", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ login }),
    });
  } catch {
    throw Object.assign(new Error("offline"), { code: "offline" });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(answer.message), { code: answer.error ?? "failed", words: answer.message });
  return answer;
}

function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is switched off; the version is still checked against our own
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // as above
  }
}
