// The HTTP API as promises. Every failure is an ApiError with a stable code.

const BASE = "/api/v1/";
const TIMEOUT_MS = 20_000;
const CSRF_COOKIE = /(?:^|;\s*)(?:__Host-|__Secure-)?csrf=([^;]+)/;

/** `code` is the server's, or "offline" (no answer in time), or "login" (the session ended). */
export class ApiError extends Error {
  constructor(code, status = 0, data = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.data = data;
  }

  /** Would the same request perhaps succeed a little later? */
  get isPassing() {
    return this.code === "offline" || this.status === 429 || this.status >= 500;
  }
}

async function csrfToken() {
  const found = CSRF_COOKIE.exec(document.cookie);
  if (found) return found[1];
  await answer("GET", "auth/csrf");
  return CSRF_COOKIE.exec(document.cookie)?.[1] ?? "";
}

async function answer(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiError("offline");
  }
  let data = {};
  try {
    data = response.status === 204 ? {} : await response.json();
  } catch {
    if (response.ok) throw new ApiError("offline");
  }
  if (response.ok) return { status: response.status, data };
  throw new ApiError(response.status === 401 ? "login" : (data.error ?? `http_${response.status}`), response.status, data);
}

/** Told when the server no longer knows us. */
export const sessionEnded = new EventTarget();

async function call(method, path, body) {
  try {
    return await answer(method, path, body, method === "GET" ? {} : { "X-CSRFToken": await csrfToken() });
  } catch (error) {
    if (error.code === "login") sessionEnded.dispatchEvent(new Event("end"));
    throw error;
  }
}

const data = async (...request) => (await call(...request)).data;

export const api = {
  me: () => data("GET", "me"),
  keys: () => data("GET", "me/keys"),
  saveKeys: (keys) => data("PUT", "me/keys", keys),
  identities: (uid) => data("GET", `identities/${uid}`),
  rooms: () => data("GET", "me/rooms"),
  room: (id) => data("GET", `rooms/${id}`),
  createRoom: (peer, record) => data("POST", "rooms", { peer, ...record }),
  log: (id, { after, before, limit }) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ after, before, limit })) if (value !== undefined) query.set(name, value);
    return data("GET", `rooms/${id}/log?${query}`);
  },
  append: (id, record) => data("POST", `rooms/${id}/log`, record),
  read: (id, seq) => data("PUT", `rooms/${id}/read`, { seq }),
  /** The booking part may be absent: then there are no appointments to show. */
  appointments: async () => {
    try {
      const answer = await data("GET", "me/appointments");
      return Array.isArray(answer) ? answer : (answer.appointments ?? []);
    } catch (error) {
      if (error.status === 404) return [];
      throw error;
    }
  },
};
