import { el, fill, focusOn, say, shown } from "../dom.js";
import { icon } from "../icons.js";
import { initials, nextWith } from "../model/conversations.js";
import { full, soon } from "../model/times.js";
import { address } from "../router.js";
import { words } from "../words.js";
import { showDetails } from "./details.js";
import { View, view } from "./element.js";
import { avatar } from "./parts.js";

const W = words.room;

/** One conversation: who it is with, what was said, and where to write. */
class RoomView extends View {
  draw() {
    const { room, app } = this;
    this.name = el("h1", { class: "talkhead__name", tabindex: -1 });
    this.face = avatar("", true);
    this.line = el("button", { type: "button", class: "talkhead__line", "aria-label": W.details, on: { click: () => showDetails(app, room) } }, icon("lock"), el("span", {}, W.encrypted));
    this.next = el("p", { class: "talkhead__next", hidden: true });
    this.print = el("a", { class: "btn btn--quiet btn--icon", "aria-label": W.transcript, title: W.transcript }, icon("print"));
    this.typing = el("p", { class: "typing meta" });
    this.messages = view("room-messages", { app, room });
    this.composer = view("room-composer", { app, room });
    fill(this,
      el("header", { class: "talkhead" },
        el("a", { class: "btn btn--quiet btn--icon talkhead__back", href: address.home(), "aria-label": words.back }, icon("back")),
        this.face, el("div", { class: "talkhead__who" }, this.name, this.line), this.print),
      this.next, this.messages, this.typing, this.composer);
    this.listen(room, "change", () => this.refresh());
    this.listen(app, "list", () => this.refresh());
    this.every(30_000, () => this.refresh());
    this.addEventListener("sent", () => this.messages.toEnd());
    this.addEventListener("taken-back", ({ detail }) => this.composer.insert(detail));
    this.refresh();
  }

  refresh() {
    const { room, app } = this;
    say(this.name, shown(room.peer.name));
    say(this.face, initials(room.peer.name));
    this.line.hidden = !room.trust;
    this.line.classList.toggle("talkhead__line--stop", room.stop !== null);
    if (room.stop && !this.line.dataset.stop) {
      this.line.dataset.stop = room.stop;
      this.line.firstChild.replaceWith(icon("alert"));
    }
    say(this.line.lastChild, room.stop ? W.stopped : W.encrypted);
    this.print.hidden = !room.id || room.phase !== "open";
    if (room.id) this.print.setAttribute("href", address.transcript(room.id));
    this.composer.hidden = room.phase === "no_keys" || room.phase === "gone";
    say(this.typing, room.peerIsTyping ? W.typing(shown(room.peer.name)) : "");
    this.typing.classList.toggle("typing--on", room.peerIsTyping);
    this.#drawNext(nextWith(app.appointments, room.peer.uid, Date.now()));
  }

  #drawNext(meeting) {
    const key = meeting ? `${meeting.id}-${meeting.start}` : "";
    if (this.next.dataset.key === key) return;
    this.next.dataset.key = key;
    this.next.hidden = !meeting;
    const door = meeting?.door && new URL(meeting.door, location.origin);
    fill(this.next, meeting && [icon("calendar"), el("span", { title: full(Date.parse(meeting.start), this.app.times) }, W.next(soon(Date.parse(meeting.start), this.app.times))),
      door && door.origin === location.origin && el("a", { href: door.pathname }, words.list.door)]);
  }

  /** After moving here: write at once where there is a keyboard, else begin at the heading. */
  focus() {
    if (matchMedia("(min-width: 56rem) and (pointer: fine)").matches && this.room.mayWrite) this.composer.focus();
    else focusOn(this.name);
  }
}

customElements.define("room-view", RoomView);
