import { el, fill, reconcile, say, shown } from "../dom.js";
import { icon } from "../icons.js";
import { pieces } from "../model/text.js";
import { rows } from "../model/timeline.js";
import { clock, dayName, full, relative } from "../model/times.js";
import { words } from "../words.js";
import { View } from "./element.js";
import { notice } from "./parts.js";

const W = words.room;
const STEP = 60; // messages shown at first, and more with each step back
const NEAR_END = 80; // pixels
const STATUS_ICON = { sending: "clock", waiting: "clock", stored: "check", seen: "seen", failed: "alert" };

/** The conversation itself: a log that screen readers follow, older history on demand, and a mark where the new begins. */
class Messages extends View {
  #shown = STEP;
  #atEnd = true;
  #placed = false;

  draw() {
    this.list = el("ol", { class: "log__list" });
    this.top = el("div", { class: "log__top" });
    this.end = el("div", { class: "log__end" });
    this.log = el("div", { class: "log", role: "log", "aria-label": W.messages, "aria-live": "polite", tabindex: 0 }, this.top, this.list, this.end);
    this.jump = el("button", { type: "button", class: "btn jump", hidden: true, on: { click: () => this.toEnd(true) } }, icon("down"), W.toNewest);
    fill(this, this.log, this.jump);
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.listen(this.room, "change", () => this.refresh());
    this.listen(document, "visibilitychange", () => this.#look());
    this.listen(window, "focus", () => this.#look());
    this.every(30_000, () => this.refresh());
    const watch = new ResizeObserver(() => this.#atEnd && this.toEnd());
    watch.observe(this.log);
    this.refresh();
  }

  refresh() {
    const { room } = this;
    const items = room.phase === "opening" ? [] : room.items; // nothing flies past while a long record is checked
    const from = Math.max(0, items.length - this.#shown);
    const made = rows(items, room.pending, { zone: this.app.times.zone, readUpTo: room.readUpTo, peerRead: room.conversation.peer_read ?? 0, from });
    const lastMine = made.findLast((row) => row.kind === "message" && row.mine && row.seq)?.key;
    this.#drawTop(from);
    reconcile(this.list, made, (row) => this.#make(row), (element, row) => this.#update(element, row, row.key === lastMine));
    this.#drawEnd();
    if (!this.#placed && room.phase === "open" && room.items.length) this.#place();
    else if (this.#atEnd) this.toEnd();
    else this.#showJump();
    this.#look();
  }

  /** Where to begin: at the first new message, or at the end. */
  #place() {
    this.#placed = true;
    const mark = this.list.querySelector(".mark--unread");
    if (mark) this.log.scrollTop = mark.offsetTop - this.log.offsetTop - 24;
    else this.toEnd();
    this.#scrolled();
  }

  toEnd(smooth = false) {
    this.#atEnd = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
    this.jump.hidden = true;
  }

  #scrolled() {
    const rest = this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop;
    this.#atEnd = rest < NEAR_END;
    this.#showJump();
    if (this.log.scrollTop < 40 && this.#placed && this.#shown < this.room.items.length) this.earlier();
    this.#look();
  }

  #showJump() {
    this.jump.hidden = this.#atEnd;
  }

  /** Show more of the past; what is on the screen stays where it is. */
  earlier() {
    const before = this.log.scrollHeight - this.log.scrollTop;
    this.log.setAttribute("aria-busy", "true"); // old messages are not announced
    this.#shown += STEP;
    this.#atEnd = false;
    this.refresh();
    this.log.scrollTop = this.log.scrollHeight - before;
    requestAnimationFrame(() => this.log.removeAttribute("aria-busy"));
  }

  /** Read is what was on a visible screen, at the end of the conversation. */
  #look() {
    if (this.#atEnd && this.#placed && document.visibilityState === "visible" && document.hasFocus()) this.room.markRead();
  }

  #drawTop(from) {
    const { room } = this;
    const more = from > 0;
    const key = `${more}-${room.phase}-${room.peer.name}`;
    if (this.top.dataset.key === key) return;
    this.top.dataset.key = key;
    fill(this.top, more
      ? el("button", { type: "button", class: "btn btn--quiet", on: { click: () => this.earlier() } }, icon("clock"), W.earlier)
      : (room.phase === "open" || room.phase === "fresh") && el("aside", { class: "security", "aria-label": W.securityTitle },
        icon("shield"), el("div", {}, el("p", {}, W.security), el("p", { class: "meta" }, W.securityNote))));
  }

  #drawEnd() {
    const { room } = this;
    const { stop, phase } = room;
    const key = [stop, phase, room.items.length === 0 && room.pending.length === 0, room.progress?.done, room.trust?.state].join();
    if (this.end.dataset.key === key) return;
    this.end.dataset.key = key;
    const name = shown(room.peer.name);
    fill(this.end,
      phase === "opening" && el("p", { class: "log__state", role: "status" }, el("span", { class: "spinner", "aria-hidden": "true" }),
        room.progress ? W.loadingCount(room.progress.done, room.progress.all) : W.loading),
      phase === "no_keys" && el("p", { class: "log__state" }, icon("clock"), W.notSetUp(name)),
      phase === "gone" && el("p", { class: "log__state" }, W.gone),
      phase === "failed" && el("div", { class: "log__state" }, el("p", {}, W.failedToOpen),
        el("button", { type: "button", class: "btn", on: { click: () => room.open() } }, icon("refresh"), words.tryAgain)),
      stop === null && (phase === "fresh" || phase === "open") && !room.items.some((item) => item.kind !== "key") && !room.pending.length && el("p", { class: "log__state" }, W.empty),
      room.trust?.state === "rotated" && el("p", { class: "mark mark--note" }, words.rotated(name)),
      stop === "altered" && notice("danger", "alert", el("h2", { class: "notice__title" }, words.altered.title), el("p", {}, words.altered.text), el("p", {}, words.altered.help)),
      stop === "new_keys" && notice("danger", "alert", el("h2", { class: "notice__title" }, words.newKeys.title(name)), el("p", {}, words.newKeys.text), el("p", {}, words.newKeys.help)));
    if (stop) this.end.querySelector(".notice").setAttribute("role", "alert");
  }

  // --- rows ------------------------------------------------------------------------------------------------------

  #make(row) {
    if (row.kind === "day") return el("li", { class: "mark mark--day" }, el("span", {}));
    if (row.kind === "unread") return el("li", { class: "mark mark--unread" }, el("span", {}, W.unread));
    if (row.kind === "note") return el("li", { class: "mark mark--note" }, el("span", {}, W.rekeyed));
    const text = el("p", { class: "msg__text" });
    if (row.content === "text") fill(text, pieces(shown(row.text)).map(asNode));
    else text.append(el("em", {}, W[row.content] ?? W.unsupported));
    return el("li", { class: `msg ${row.mine ? "msg--mine" : "msg--theirs"}` },
      el("span", { class: "visually-hidden" }, `${row.mine ? W.saysYou : W.says(shown(this.room.peer.name))} `), text, el("p", { class: "msg__meta" }));
  }

  #update(element, row, isLastMine) {
    if (row.kind === "day") say(element.firstChild, dayName(row.at, Date.now(), this.app.times));
    if (row.kind !== "message") return;
    element.classList.toggle("msg--follows", row.follows);
    const now = Date.now();
    const time = now - row.at < 3_600_000 ? relative(row.at, now, { ...this.app.times, justNow: words.justNow }) : clock(row.at, this.app.times);
    const key = [time, row.status, isLastMine, row.problem].join();
    const meta = element.lastElementChild;
    if (meta.dataset.key === key) return;
    meta.dataset.key = key;
    const wordy = isLastMine || row.seq === null;
    fill(meta,
      el("time", { datetime: new Date(row.at).toISOString(), title: full(row.at, this.app.times) }, time),
      row.status && el("span", { class: `status status--${row.status}` }, icon(STATUS_ICON[row.status]), el("span", { class: wordy ? null : "visually-hidden" }, W[row.status])),
      row.status === "failed" && el("span", {}, this.room.pending.find((one) => one.id === row.id)?.problem ?? W.failedHint),
      row.status === "failed" && el("button", { type: "button", class: "link", on: { click: () => this.room.retry(row.id) } }, W.retry),
      (row.status === "waiting" || row.status === "failed") && el("button", { type: "button", class: "link", on: { click: () => this.#takeBack(row.id) } }, W.takeBack));
  }

  async #takeBack(id) {
    const text = await this.room.takeBack(id);
    if (text !== null) this.dispatchEvent(new CustomEvent("taken-back", { detail: text, bubbles: true }));
  }
}

function asNode(piece) {
  if (!piece.url) return piece.text;
  return el("a", { href: piece.url, target: "_blank", rel: "noopener noreferrer" }, piece.url);
}

customElements.define("room-messages", Messages);
