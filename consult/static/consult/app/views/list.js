import { el, fill, reconcile, say, shown } from "../dom.js";
import { icon } from "../icons.js";
import { hasNews, initials, nextWith, ordered } from "../model/conversations.js";
import { relative, soon } from "../model/times.js";
import { address } from "../router.js";
import { words } from "../words.js";
import { View } from "./element.js";
import { avatar } from "./parts.js";

const W = words.list;

/** All conversations, newest first. `current` is the uid of the one that is open. */
class RoomList extends View {
  #current = null;

  set current(uid) {
    this.#current = uid;
    if (this.isConnected) this.#refresh();
  }

  draw() {
    this.items = el("ul", { role: "list", class: "talks" });
    this.empty = el("div", {});
    fill(this, el("h1", { class: "list__title", tabindex: -1 }, W.title), this.empty, this.items);
    this.listen(this.app, "list", () => this.#refresh());
    this.every(30_000, () => this.#refresh());
    this.#refresh();
  }

  #refresh() {
    const { conversations, listed } = this.app;
    fill(this.empty, listed ? conversations.length === 0 && this.#nothing() : el("p", { class: "muted list__wait", role: "status" }, words.opening));
    reconcile(this.items, ordered(conversations).map((one) => ({ key: one.peer.uid, one })), () => this.#make(), (item, { one }) => this.#update(item, one));
  }

  #nothing() {
    const isClient = this.app.me.role === "client";
    return el("div", { class: "empty" }, icon("people"), el("h2", {}, W.empty), el("p", {}, isClient ? W.emptyClient : W.emptyCounsellor),
      isClient && el("a", { class: "btn btn--primary", href: words.directory }, W.find));
  }

  #make() {
    return el("li", { class: "talk" },
      el("a", { class: "talk__link" }, avatar(""),
        el("span", { class: "talk__body" },
          el("span", { class: "talk__top" }, el("span", { class: "talk__name" }), el("span", { class: "talk__time meta" })),
          el("span", { class: "talk__line meta" }))));
  }

  #update(item, one) {
    const link = item.firstElementChild;
    const news = hasNews(one);
    const href = one.room ? address.room(one.room) : address.with(one.peer.uid);
    if (link.getAttribute("href") !== href) link.setAttribute("href", href);
    if (one.peer.uid === this.#current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    item.classList.toggle("talk--news", news);
    say(item.querySelector(".face"), initials(one.peer.name));
    say(item.querySelector(".talk__name"), shown(one.peer.name));
    say(item.querySelector(".talk__time"), one.at ? relative(Date.parse(one.at), Date.now(), { ...this.app.times, justNow: words.now }) : "");
    const line = item.querySelector(".talk__line");
    const meeting = nextWith(this.app.appointments, one.peer.uid, Date.now());
    const text = meeting ? W.next(soon(Date.parse(meeting.start), this.app.times))
      : !one.peer.has_keys ? W.notSetUp : !one.room ? W.noRoom : (W[one.peer.role] ?? "");
    if (line.dataset.text !== text || line.dataset.news !== String(news)) {
      line.dataset.text = text;
      line.dataset.news = String(news);
      fill(line, meeting && icon("calendar"), el("span", { class: "talk__text" }, text), news && el("span", { class: "badge" }, W.news));
    }
  }
}

customElements.define("room-list", RoomList);
