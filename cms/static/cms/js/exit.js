// Quick exit. The link works without this file; with it, the page is covered at once and three presses of Shift do
// the same. Before it goes, the document hears "leaving": whoever holds keys or a call drops them in that moment.

const PRESSES = 3;
const WITHIN_MS = 5000;
let presses = [];
let dots = null;
let alone = false;

/** Cover the page, tell everybody, go. */
export function leave(link = document.querySelector("a[data-exit]")) {
  const cover = document.createElement("div");
  cover.className = "cover";
  cover.setAttribute("role", "alert");
  cover.textContent = link?.dataset.loading ?? "…";
  document.body.append(cover);
  document.title = " ";
  document.dispatchEvent(new CustomEvent("leaving"));
  try { sessionStorage.clear(); } catch { /* storage may be forbidden; there is nothing in it then */ }
  location.replace(link?.href ?? "/exit/");
}

function forget() {
  presses = [];
  dots?.remove();
  dots = null;
}

function show(count) {
  if (!dots) {
    dots = document.createElement("div");
    dots.className = "exit-dots";
    for (let i = 0; i < PRESSES; i += 1) dots.append(document.createElement("i"));
    const said = document.createElement("span");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    dots.append(said);
    document.body.append(dots);
  }
  dots.lastChild.textContent = document.querySelector("a[data-exit]")?.dataset[`after${count}`] ?? "";
  [...dots.querySelectorAll("i")].forEach((dot, index) => dot.classList.toggle("on", index < count));
}

/** A capital letter is no press of Shift. */
function onKeyDown(event) {
  if (event.key === "Shift") {
    if (!event.repeat) alone = true;
  } else {
    alone = false;
    forget();
  }
}

function onKeyUp(event) {
  if (event.key !== "Shift" || !alone) return;
  const now = event.timeStamp;
  presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
  if (presses.length >= PRESSES) return leave();
  show(presses.length);
  setTimeout(() => { if (event.timeStamp === presses.at(-1)) forget(); }, WITHIN_MS);
}

if (document.querySelector("a[data-exit]")) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-exit]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    leave(link);
  });
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  // a page that comes back out of the browser's memory after leaving is loaded anew
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector(".cover")) location.reload();
  });
}
