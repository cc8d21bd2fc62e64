// Addresses of the application. Pure parsing, and one listener for links and the back button.

const PATTERNS = [
  [/^\/app\/?$/, "home"],
  [/^\/app\/setup\/?$/, "setup"],
  [/^\/app\/password\/?$/, "password"],
  [/^\/app\/rooms\/([A-Za-z0-9_-]{22})\/?$/, "room"],
  [/^\/app\/rooms\/([A-Za-z0-9_-]{22})\/transcript\/?$/, "transcript"],
  [/^\/app\/(?:with|new)\/([A-Za-z0-9_-]{22})\/?$/, "with"],
];

/** "/app/rooms/…" -> {name: "room", id: "…"}; an unknown address is {name: "missing"}. */
export function parse(path) {
  for (const [pattern, name] of PATTERNS) {
    const match = pattern.exec(path);
    if (match) return { name, id: match[1] ?? null };
  }
  return { name: "missing", id: null };
}

export const address = {
  home: () => "/app/",
  setup: () => "/app/setup",
  password: () => "/app/password",
  room: (id) => `/app/rooms/${id}`,
  transcript: (id) => `/app/rooms/${id}/transcript`,
  with: (uid) => `/app/with/${uid}`,
};

/** Calls `show(route)` at every move. Links inside /app/ move without loading; everything else is left to the browser. */
export class Router {
  #show;

  constructor(show) {
    this.#show = show;
  }

  get route() {
    return parse(location.pathname);
  }

  start() {
    addEventListener("popstate", () => this.#show(this.route));
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.hasAttribute("download")) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.origin !== location.origin || !/^\/app(\/|$)/.test(link.pathname)) return;
      event.preventDefault();
      this.go(link.pathname);
    });
    this.#show(this.route);
  }

  go(path, { replace = false } = {}) {
    if (path !== location.pathname) history[replace ? "replaceState" : "pushState"](null, "", path);
    this.#show(this.route);
  }
}
