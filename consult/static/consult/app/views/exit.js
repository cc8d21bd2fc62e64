// Leaving at once. The link works without this module; with it the page is covered before anything else happens.

import { el } from "../dom.js";
import { words } from "../words.js";

const SHIFTS = 3;
const WITHIN_MS = 5_000;
const TARGET = "/exit/";

let app = null;
let presses = [];

/** From now on leaving also forgets the keys. */
export function arm(theApp) {
  app = theApp;
}

export function leave() {
  const cover = el("div", { class: "cover", role: "alert" }, el("span", { class: "visually-hidden" }, words.leaving));
  document.body.append(cover);
  document.title = words.title;
  try {
    app?.vanish();
  } finally {
    location.replace(TARGET);
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-exit]")) return;
  event.preventDefault();
  leave();
}, { capture: true });

addEventListener("keydown", (event) => {
  if (event.key !== "Shift" || event.repeat) {
    if (event.key !== "Shift") presses = [];
    return;
  }
  const now = Date.now();
  presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
  if (presses.length >= SHIFTS && app?.me?.role !== "counsellor") leave();
}, { capture: true });

// Back after leaving: never show what the browser kept of the page.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
