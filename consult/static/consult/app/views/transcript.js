import { api } from "../api.js";
import { el, fill, focusOn, shown } from "../dom.js";
import { icon } from "../icons.js";
import { dayKey, full } from "../model/times.js";
import { clockDoubts } from "../model/timeline.js";
import { address } from "../router.js";
import { words } from "../words.js";
import { View } from "./element.js";
import { button, field, notice, problemText, working } from "./parts.js";

const W = words.transcript;
const PAGE = 500; // records; the most the server gives at once
const VERSION = new URL(import.meta.url).pathname.split("/")[2]; // the build in our own address

/** The printable record. Everything is fetched and verified anew; nothing of it is stored anywhere. */
class Transcript extends View {
  async draw() {
    this.state = el("div", {}, working(words.room.loading));
    this.paper = el("article", { class: "transcript", hidden: true });
    fill(this, el("div", { class: "page transcript__page" },
      el("div", { class: "transcript__tools stack" },
        el("p", {}, el("a", { class: "btn btn--quiet", href: address.room(this.conversation.room) }, icon("back"), W.back)),
        el("h1", { tabindex: -1 }, W.title), notice("warning", "alert", el("p", {}, W.warning)), this.state),
      this.paper));
    focusOn(this.querySelector("h1"));
    try {
      this.record = await this.#verifyAll();
      if (!this.isGone) this.#offer();
    } catch (error) {
      if (!this.isGone && error.code !== "locked") fill(this.state, notice("danger", "alert", el("p", { role: "alert" }, problemText(error))), button(words.tryAgain, "refresh", () => this.draw()));
    }
  }

  async #verifyAll() {
    const { room, peer } = this.conversation;
    const { vault, me } = this.app;
    const [theirs, mine] = await Promise.all([api.identities(peer.uid), api.identities(me.uid)]);
    const identities = { [peer.uid]: theirs.identities, [me.uid]: mine.identities };
    await vault.call("openTranscript", { room, peer: peer.uid, identities });
    const items = [];
    for (let after = 0; ;) {
      const page = await api.log(room, { after, limit: PAGE });
      const answer = await vault.call("feedTranscript", { room, records: page.records });
      items.push(...answer.items);
      after = answer.head.seq;
      const all = page.head?.seq ?? 0;
      fill(this.state, working(W.checking(after, all)));
      const short = all > after && !page.records.length;
      if (answer.broken || short || after >= all) {
        return { ...(await vault.call("closeTranscript", { room })), items, isWhole: !answer.broken && !short && all === after };
      }
    }
  }

  #offer() {
    const from = field({ label: W.from, type: "date" });
    const to = field({ label: W.to, type: "date" });
    const noNames = el("input", { type: "checkbox", id: "no-names" });
    const draw = () => this.#drawPaper({ from: from.input.value, to: to.input.value, noNames: noNames.checked });
    for (const input of [from.input, to.input, noNames]) input.addEventListener("change", draw);
    fill(this.state, el("div", { class: "transcript__options" }, from.root, to.root,
      el("label", { class: "check", for: "no-names" }, noNames, el("span", {}, W.noNames)),
      button(W.print, "print", () => print(), "btn--primary")));
    draw();
    this.paper.hidden = false;
  }

  #drawPaper({ from, to, noNames }) {
    const { times, me } = this.app;
    const { peer, room } = this.conversation;
    const { record } = this;
    const doubts = clockDoubts(record.items);
    const lines = record.items.map((item, i) => ({ ...item, doubt: doubts[i] })).filter((item) => {
      const day = dayKey(item.at, times.zone);
      return (!from || day >= from) && (!to || day <= to);
    });
    const nameOf = (mine) => (noNames ? W[mine ? me.role : peer.role] : shown(mine ? me.name : peer.name));
    const messages = lines.filter((item) => item.kind !== "key");
    const all = record.items.filter((item) => item.kind !== "key").length;
    const moments = (lines.length ? lines : record.items).map((item) => item.at);
    const begin = moments.reduce((a, b) => Math.min(a, b), Infinity);
    const end = moments.reduce((a, b) => Math.max(a, b), -Infinity);
    fill(this.paper,
      el("h2", { class: "transcript__title" }, W.heading),
      !record.isWhole && notice("danger", "alert", el("p", { role: "alert" }, W.invalid(record.head.seq))),
      el("dl", { class: "proof" },
        el("dt", {}, W.participants),
        el("dd", {}, [true, false].map((mine) => el("div", { class: "transcript__who" }, el("strong", {}, nameOf(mine)), el("br"),
          el("span", { class: "print" }, W.fingerprint(mine ? record.mine : record.theirs))))),
        el("dt", {}, W.room), el("dd", { class: "print" }, room),
        moments.length > 0 && [el("dt", {}, W.period), el("dd", {}, `${full(begin, times)} – ${full(end, times)}`)],
        el("dt", {}, W.entries), el("dd", {}, W.count(messages.length, all)),
        el("dt", {}, W.zone), el("dd", {}, times.zone)),
      lines.length === 0 ? el("p", {}, W.none) : el("table", { class: "transcript__lines" },
        el("thead", {}, el("tr", {}, Object.entries(W.columns).map(([name, label]) => el("th", { scope: "col", class: `c-${name}` }, label)))),
        el("tbody", {}, lines.map((item) => this.#line(item, nameOf(item.mine))))),
      el("footer", { class: "transcript__end" },
        el("p", {}, W.head(record.head.seq)),
        el("p", { class: "print" }, W.link(record.head.link)),
        el("p", {}, el("strong", {}, record.isWhole ? W.valid(record.head.seq) : W.invalid(record.head.seq))),
        el("p", {}, W.made(VERSION, full(Date.now(), times)))));
  }

  #line(item, author) {
    const { times } = this.app;
    const text = item.kind === "text" ? shown(item.text) : item.kind === "key" ? (item.seq === 1 ? W.start : W.keyChange) : W[item.kind] ?? W.unsupported;
    return el("tr", { class: item.kind === "key" ? "transcript__key" : null },
      el("td", { class: "c-seq" }, item.seq),
      el("td", { class: "c-time" }, full(item.at, times),
        item.doubt && el("span", { class: "transcript__doubt" }, W.doubt[item.doubt](full(item.clientMs, times)))),
      el("td", { class: "c-author" }, author),
      el("td", { class: "c-text" }, item.kind === "text" ? text : el("em", {}, text)));
  }
}

customElements.define("room-transcript", Transcript);
