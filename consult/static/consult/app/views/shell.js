import { el, fill, focusOn, say, shown } from "../dom.js";
import { icon } from "../icons.js";
import { address } from "../router.js";
import { words } from "../words.js";
import { View, view } from "./element.js";
import { button, dialog, sheet, working } from "./parts.js";

const MARK = {
  bubble: "M9 2h14a7 7 0 0 1 7 7v11a7 7 0 0 1-7 7H13.5L6.7 31a.8.8 0 0 1-1.2-.7V26.2A7 7 0 0 1 2 20V9a7 7 0 0 1 7-7Z",
  door: "M11 21.5V12.5a5 5 0 0 1 10 0v9Z",
  light: "M16 21.5V7.5a5 5 0 0 1 5 5v9Z",
};

/** The frame around every screen: the bar on top, what is told aside, and the choice of the screen. */
class Shell extends View {
  #screenKey = "";

  draw() {
    this.tools = el("div", { class: "bar__tools" });
    this.banner = el("p", { class: "banner", role: "status", hidden: true });
    this.screen = el("main", { class: "screen", id: "main", tabindex: -1 });
    this.told = el("div", { class: "visually-hidden", role: "status" });
    this.toast = el("div", { class: "toast", role: "alert", hidden: true });
    fill(this,
      el("header", { class: "bar" },
        el("a", { class: "bar__home", href: address.home() }, mark(), el("span", {}, words.home)),
        this.tools),
      this.banner, this.screen, this.told, this.toast);
    const { app } = this;
    this.listen(app, "state", () => this.show());
    this.listen(app, "list", () => this.#listed());
    this.listen(app, "started", () => this.#started());
    this.listen(app, "connection", () => this.#drawBanner());
    this.listen(app, "idle", ({ detail }) => this.#idle(detail));
    this.every(2_000, () => this.#drawBanner());
    this.#drawTools();
  }

  /** Draw the screen for where we are. Called at every move and at every change of state. */
  show() {
    const { app, router } = this;
    this.#drawTools();
    this.#drawBanner();
    document.body.classList.toggle("is-open", app.state === "open");
    if (app.state !== "open") return this.#put(app.state, () => this.#gate(app.state));
    const { name, id } = router.route;
    if (name === "setup") return router.go(address.home(), { replace: true });
    if (name === "password") return this.#put("password", () => view("room-setup", { app, mode: "change" }));
    if (name === "missing") return this.#put("missing", () => this.#missing());
    if (name === "home") return this.#panes(null);
    if (name === "with") return this.#showWith(id);
    const conversation = app.conversationOf(id);
    if (!conversation) return app.listed ? this.#put("missing", () => this.#missing()) : this.#put("wait", () => this.#wait());
    if (name === "transcript") return this.#put(`transcript-${id}`, () => view("room-transcript", { app, conversation }));
    return this.#panes(conversation);
  }

  async #showWith(uid) {
    const { app, router } = this;
    let conversation = app.conversationWith(uid);
    if (!conversation && !app.listed) return this.#put("wait", () => this.#wait());
    if (!conversation) {
      this.#put(`meet-${uid}`, () => this.#wait());
      try {
        conversation = await app.meet(uid);
      } catch (error) {
        if (error.code !== "login") this.#put("missing", () => (error.status === 404 ? this.#missing() : this.#unreachable(() => this.show())));
        return;
      }
      if (router.route.name !== "with" || router.route.id !== uid) return;
    }
    if (conversation.room) return router.go(address.room(conversation.room), { replace: true });
    this.#panes(conversation);
  }

  #put(key, make) {
    if (key === this.#screenKey) return;
    this.#screenKey = key;
    fill(this.screen, make());
    this.screen.scrollTo(0, 0);
    this.screen.classList.remove("screen--panes");
    if (!this.screen.contains(document.activeElement)) focusOn(this.screen.querySelector("h1"));
  }

  /** List and conversation; on a phone one of them fills the screen. */
  #panes(conversation) {
    const { app } = this;
    if (!this.list?.isConnected) {
      this.list = view("room-list", { app });
      this.right = el("section", { class: "pane pane--room" });
      fill(this.screen, el("nav", { class: "pane pane--list", "aria-label": words.list.title }, this.list), this.right);
    }
    this.screen.classList.add("screen--panes");
    this.screen.classList.toggle("screen--talk", conversation !== null);
    this.list.current = conversation?.peer.uid ?? null;
    const key = conversation ? `room-${conversation.peer.uid}` : "home";
    if (key === this.#screenKey) return;
    this.#screenKey = key;
    if (!conversation) {
      fill(this.right, el("p", { class: "pane__hint muted" }, icon("shield"), words.list.pick));
      focusOn(this.list.querySelector("h1"));
      return;
    }
    const room = app.roomOf(conversation);
    const shownRoom = view("room-view", { app, room });
    fill(this.right, shownRoom);
    shownRoom.focus();
    room.addEventListener("change", function focusOnce() {
      if (room.phase !== "open" && room.phase !== "fresh") return;
      room.removeEventListener("change", focusOnce);
      if (document.activeElement === document.body || shownRoom.querySelector("h1") === document.activeElement) shownRoom.focus();
    });
    if (!room.announces) room.addEventListener("arrived", ({ detail }) => this.#announce(room, detail));
    room.announces = true;
  }

  /** The log of the open conversation speaks for itself; what comes elsewhere is told without its text. */
  #announce(room) {
    if (this.#screenKey !== `room-${room.peer.uid}`) say(this.told, words.list.newsFrom(shown(room.peer.name)));
  }

  #listed() {
    const { app, router } = this;
    if (app.state === "open" && ["room", "with", "transcript"].includes(router.route.name) && ["wait", "missing"].includes(this.#screenKey)) this.show();
  }

  /** The conversation we are in has got its address. */
  #started() {
    const { app, router } = this;
    if (router.route.name !== "with") return;
    const room = app.conversationWith(router.route.id)?.room;
    if (room) router.go(address.room(room), { replace: true });
  }

  // --- screens without a conversation ----------------------------------------------------------------------------

  #gate(state) {
    const { app } = this;
    if (state === "starting") return this.#wait();
    if (state === "offline") return this.#unreachable(() => app.start());
    if (state === "login") {
      const next = encodeURIComponent(location.pathname);
      const ended = app.me !== null;
      return sheet(ended ? words.session.endedTitle : words.session.title, el("p", {}, ended ? words.session.endedText : words.session.text), el("a", { class: "btn btn--primary btn--l", href: `/account/login/?next=${next}` }, words.session.link));
    }
    if (state === "setup") return view("room-setup", { app, mode: "first" });
    return view("room-unlock", { app });
  }

  #wait() {
    return el("div", { class: "page sheet" }, working(words.opening));
  }

  #missing() {
    return sheet(words.missing.title, el("p", {}, words.missing.text), el("a", { class: "btn btn--primary", href: address.home() }, words.back));
  }

  #unreachable(again) {
    return sheet(words.unavailable.title, el("p", {}, words.unavailable.text), button(words.tryAgain, "refresh", () => {
      this.#screenKey = "";
      again();
    }, "btn--primary"));
  }

  // --- the bar and what is told aside ----------------------------------------------------------------------------

  #drawTools() {
    const { app } = this;
    const open = app.state === "open";
    const key = `${open}-${app.me?.role}`;
    if (this.tools.dataset.key === key) return;
    this.tools.dataset.key = key;
    if (app.me?.role === "counsellor") document.querySelector(".skip[data-exit]")?.remove(); // not on the desk
    fill(this.tools,
      el("nav", { class: "bar__links", "aria-label": words.site }, el("a", { href: "/appointments/" }, words.appointmentsLink), el("a", { href: "/account/" }, words.accountLink)),
      open && tool(words.settings.button, "gear", () => this.#settings()),
      open && tool(words.lock, "lock", () => app.lock(), words.lockHint),
      app.me?.role !== "counsellor" && el("a", { class: "btn exit", href: "/exit/", "data-exit": true }, icon("exit"), el("span", { class: "exit__long" }, words.leave), el("span", { class: "exit__short" }, words.leaveShort)));
  }

  #settings() {
    const { app } = this;
    const enter = el("input", { type: "checkbox", id: "enter-sends", on: { change: () => app.set("enterSends", enter.checked) } });
    enter.checked = app.settings.enterSends;
    const box = dialog(words.settings.title,
      el("label", { class: "check", for: "enter-sends" }, enter, el("span", {}, words.room.enterSetting)),
      el("p", {}, el("a", { href: address.password(), on: { click: () => box.close() } }, words.settings.password)),
      el("p", { class: "bar__links-here" }, el("a", { href: "/appointments/" }, words.appointmentsLink), el("a", { href: "/account/" }, words.accountLink)));
  }

  #drawBanner() {
    const { app } = this;
    const silent = app.isSilent;
    this.silentSince = silent ? (this.silentSince ?? Date.now()) : null;
    const shownNow = silent && (!navigator.onLine || Date.now() - this.silentSince > 1_500);
    this.banner.hidden = !shownNow;
    if (shownNow) say(this.banner, navigator.onLine ? words.connection.down : words.connection.offline);
  }

  #idle(soon) {
    this.toast.hidden = !soon;
    if (soon) say(this.toast, words.idle.soon);
  }
}

function tool(label, symbol, listener, title = label) {
  return el("button", { type: "button", class: "btn btn--quiet bar__tool", title, on: { click: listener } }, icon(symbol), el("span", {}, label));
}

/** The mark of the house, as on the other pages. */
function mark() {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  for (const [name, d] of Object.entries(MARK)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `brand__${name}`);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return el("span", { class: "bar__mark", "aria-hidden": "true" }, svg);
}

customElements.define("room-shell", Shell);
