// What has to survive a reload and concerns nobody else: drafts, messages not yet sent, pinned keys, known places of
// logs. Each entry is one ciphertext under the person's state key, with a random name; sizes are rounded up.
// Without IndexedDB the drawer lasts as long as the Worker.

import { b64u, concat, fromUtf8, openAead, randomBytes, sealAead, utf8 } from "../../../e2ee/primitives.js";
import { session } from "./session.js";

const DATABASE = "cp1";
const STORE = "drawer";
const NONCE = 24;
const SMALLEST = 512;

const memory = new Map();
const ids = new Map(); // name -> id of its entry
const seen = new Set(); // ids that were opened, or cannot be with these keys
let database = null;

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(mode, work) {
  database ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close(); // somebody leaves in a hurry
        resolve(request.result);
      };
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  const opened = await database;
  if (!opened) return work(inMemory);
  return promised(work(opened.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE)));
}

/** The few calls of an object store we use, over a Map. */
const inMemory = {
  get: (id) => memory.get(id),
  put: (value, id) => memory.set(id, value) && undefined,
  delete: (id) => memory.delete(id) && undefined,
  getAllKeys: () => [...memory.keys()],
};

function seal(id, entry) {
  const nonce = randomBytes(NONCE);
  const text = JSON.stringify(entry);
  let size = SMALLEST;
  while (size < text.length) size *= 2;
  return concat(nonce, sealAead(session().keys.stateKey, nonce, utf8(id), utf8(text.padEnd(size))));
}

function open(id, raw) {
  return JSON.parse(fromUtf8(openAead(session().keys.stateKey, raw.slice(0, NONCE), utf8(id), raw.slice(NONCE))));
}

/** Look at entries that other tabs have made meanwhile. Those of other accounts stay closed. */
async function rescan() {
  for (const id of await store("readonly", (entries) => entries.getAllKeys())) {
    if (seen.has(id)) continue;
    seen.add(id);
    const raw = await store("readonly", (entries) => entries.get(id));
    try {
      if (raw) ids.set(open(id, raw).name, id);
    } catch {
      // sealed with the keys of somebody else, or damaged: not ours to judge
    }
  }
}

export async function get(name) {
  for (const again of [false, true]) {
    if (again || !ids.has(name)) await rescan();
    const id = ids.get(name);
    const raw = id && (await store("readonly", (entries) => entries.get(id)));
    if (raw) return open(id, raw).value;
    if (id) ids.delete(name);
  }
  return null;
}

export async function put(name, value) {
  if (!ids.has(name)) await rescan();
  const id = ids.get(name) ?? b64u(randomBytes(16));
  ids.set(name, id);
  seen.add(id);
  await store("readwrite", (entries) => entries.put(seal(id, { name, value }), id));
}

export async function remove(name) {
  if (!ids.has(name)) await rescan();
  const id = ids.get(name);
  ids.delete(name);
  if (id) await store("readwrite", (entries) => entries.delete(id));
}

/** Values of all names that begin with `prefix`. */
export async function all(prefix) {
  await rescan();
  const values = [];
  for (const name of [...ids.keys()].filter((one) => one.startsWith(prefix))) {
    const value = await get(name);
    if (value !== null) values.push(value);
  }
  return values;
}
