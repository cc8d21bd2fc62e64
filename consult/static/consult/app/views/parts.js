// Small pieces several screens are made of.

import { el, fill, focusOn, say } from "../dom.js";
import { icon } from "../icons.js";
import { words } from "../words.js";

let serial = 0;
export const freshId = (name) => `${name}-${(serial += 1)}`;

export function notice(kind, symbol, ...content) {
  return el("div", { class: `notice notice--${kind}` }, icon(symbol), el("div", { class: "stack stack--s" }, content));
}

export function avatar(letters, large = false) {
  return el("span", { class: `face${large ? " face--l" : ""}`, "aria-hidden": "true" }, letters);
}

export function button(label, symbol, listener, extra = "") {
  return el("button", { type: "button", class: `btn ${extra}`, on: { click: listener } }, symbol && icon(symbol), label);
}

/** A screen of its own: one heading, one matter. */
export function sheet(title, ...content) {
  return el("div", { class: "page sheet" }, el("section", { class: "card sheet__card" }, el("h1", { tabindex: -1 }, title), content));
}

/**
 * A labelled field: {label, hint, type, autocomplete, …} -> {root, input, complain(text)}.
 * Fields have no `name`: nothing typed here can ever be part of a form that is sent.
 */
export function field({ label, hint = null, action = null, ...attributes }) {
  const id = freshId("field");
  const input = el("input", { id, autocapitalize: "off", autocorrect: "off", spellcheck: "false", ...attributes });
  const error = el("p", { class: "field__error", id: `${id}-error`, role: "alert" });
  const hintLine = hint && el("p", { class: "field__hint", id: `${id}-hint` }, hint);
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  input.setAttribute("aria-describedby", described);
  const root = el("div", { class: "field" }, el("label", { for: id }, label), hintLine, el("div", { class: "field__pair" }, input, action), error);
  return {
    root,
    input,
    complain(text) {
      say(error, text ?? "");
      root.classList.toggle("field--wrong", Boolean(text));
      if (text) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      if (text) focusOn(input);
    },
  };
}

/** A password field with its own show/hide button. */
export function passwordField({ label, hint, autocomplete }) {
  const toggle = el("button", { type: "button", class: "btn field__toggle", "aria-pressed": "false" }, icon("eye"), el("span", {}, words.setup.show));
  const made = field({ label, hint, action: toggle, type: "password", autocomplete, maxlength: 1024, required: true });
  toggle.addEventListener("click", () => {
    const visible = made.input.type === "password";
    made.input.type = visible ? "text" : "password";
    toggle.setAttribute("aria-pressed", String(visible));
    say(toggle.lastChild, visible ? words.setup.hide : words.setup.show);
    focusOn(made.input);
  });
  return made;
}

/** Password managers should keep the room password apart from the login: they go by the user name beside it. */
export function managerName(login) {
  return el("input", { type: "text", autocomplete: "username", value: words.managerName(login), readonly: true, tabindex: -1, class: "visually-hidden", "aria-hidden": "true" });
}

/** While something runs: a calm bar and what is going on. */
export function working(text) {
  return el("div", { class: "working", role: "status" }, el("span", { class: "working__bar", "aria-hidden": "true" }), el("span", {}, text));
}

/** What to tell about a failed request or a refused RPC. */
export function problemText(error) {
  return words.problem[error.code] ?? error.data?.message ?? words.problem.other;
}

/** A modal dialog that closes with Esc and its button and then leaves the page. */
export function dialog(title, ...content) {
  const heading = freshId("dialog");
  const made = el("dialog", { class: "dialog", "aria-labelledby": heading, on: { close: () => made.remove() } });
  const close = el("button", { type: "button", class: "btn btn--quiet btn--icon dialog__close", "aria-label": words.close, on: { click: () => made.close() } }, icon("cross"));
  fill(made, el("div", { class: "spread dialog__head" }, el("h2", { id: heading, tabindex: -1 }, title), close), el("div", { class: "stack" }, content));
  made.addEventListener("click", (event) => event.target === made && made.close());
  document.body.append(made);
  made.showModal();
  focusOn(made.querySelector("h2"));
  return made;
}
