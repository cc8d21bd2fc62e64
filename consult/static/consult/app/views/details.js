import { el, shown } from "../dom.js";
import { date } from "../model/times.js";
import { words } from "../words.js";
import { button, dialog, notice } from "./parts.js";

const W = words.details;

/** How this conversation is protected: safety number, fingerprints, and what is not hidden. */
export async function showDetails(app, room) {
  const name = shown(room.peer.name);
  const { number, mine, theirs } = await app.vault.call("safety", { peer: room.peer.uid });
  const state = el("div", { class: "cluster" });
  const drawState = () => {
    if (room.stop) state.replaceChildren();
    else if (room.trust.how === "number") state.replaceChildren(el("p", { class: "chip chip--success" }, W.comparedOn(date(room.trust.when, app.times))));
    else state.replaceChildren(el("p", { class: "chip" }, W.notCompared), button(W.compared, "check", async () => {
      room.trust = await app.vault.call("compared", { peer: room.peer.uid });
      drawState();
    }));
  };
  drawState();
  const count = room.items.length;
  dialog(W.title,
    room.stop && notice("danger", "alert", el("p", {}, room.stop === "altered" ? words.altered.text : words.newKeys.text)),
    el("p", {}, W.text(name)),
    el("section", { class: "stack stack--s" }, el("h3", {}, W.number), el("p", {}, W.numberText(name)),
      el("p", { class: "number" }, number.split(" ").map((group) => [el("span", {}, group), " "])), state),
    el("dl", { class: "proof" },
      el("dt", {}, W.mine), el("dd", { class: "print" }, mine),
      el("dt", {}, W.theirs(name)), el("dd", { class: "print" }, theirs),
      room.id && [el("dt", {}, W.room), el("dd", { class: "print" }, room.id)],
      count > 0 && [el("dt", {}, W.records), el("dd", {}, W.recordsText(room.head.seq))]),
    el("p", { class: "meta" }, W.limits));
}
