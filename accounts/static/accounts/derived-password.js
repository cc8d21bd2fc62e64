// <derived-password>: a password that never leaves the browser. Its input has no name, so no form can send it;
// before the form goes, the hidden inputs beside it get what was derived from it.
import { current, fresh, problems, warmUp } from "./derive.js";

class DerivedPassword extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=password]");
    this.status = this.querySelector("[data-status]");
    this.show = this.querySelector("[data-show]");
    this.show.hidden = false;
    this.show.addEventListener("click", () => this.toggle());
    this.input.addEventListener("focus", warmUp, { once: true });
    this.input.addEventListener("input", () => this.say(""));
    if (this.isNew) this.input.addEventListener("change", () => this.input.value && this.check());
    takeOver(this.input.form);
  }

  get isNew() {
    return this.hasAttribute("data-new");
  }

  get login() {
    return this.dataset.login || this.input.form.elements[this.dataset.loginInput]?.value || "";
  }

  toggle() {
    const hidden = this.input.type === "password";
    this.input.type = hidden ? "text" : "password";
    this.show.setAttribute("aria-pressed", String(hidden));
    this.input.focus();
  }

  /** Whether the new password will do; says what is missing. */
  async check() {
    const forbidden = [this.login, this.input.form.elements.email?.value];
    const found = await problems(this.input.value, forbidden);
    this.say(found.length ? this.words(found[0]) : this.words("good"), found.length ? "wrong" : "good");
    return found.length === 0;
  }

  /** Fills the hidden inputs. False if the person has to do something first. */
  async derive() {
    const password = this.input.value;
    if (!password) return this.refuse("required");
    if (this.isNew && !(await this.check())) return this.refuse();
    this.say(this.words("working"), "working");
    const csrf = this.input.form.elements.csrfmiddlewaretoken.value;
    const key = this.isNew ? await fresh(password) : await current(this.login, password, csrf);
    for (const part of ["auth", "seed", "kdf"]) {
      const hidden = this.querySelector(`[data-part=${part}]`);
      if (hidden) hidden.value = key[part];
    }
    return true;
  }

  refuse(code) {
    if (code) this.say(this.words(code), "wrong");
    this.input.focus();
    return false;
  }

  words(code) {
    return this.querySelector(`[data-words="${code}"]`)?.textContent ?? this.querySelector("[data-words=failed]").textContent;
  }

  say(text, state = "") {
    this.status.textContent = text;
    this.status.dataset.state = state;
    this.input.setAttribute("aria-invalid", String(state === "wrong"));
  }
}

const taken = new WeakSet();

/** One form may hold two passwords (the present and the new one): they are derived one after the other. */
function takeOver(form) {
  if (taken.has(form)) return;
  taken.add(form);
  // until now a quick Enter would have sent the form as it stands, without what only this script can fill in
  for (const button of form.querySelectorAll("[data-when-ready]")) button.disabled = false;
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const button = event.submitter ?? form.querySelector("[type=submit], button:not([type])");
    button?.setAttribute("aria-disabled", "true");
    let field;
    try {
      for (field of form.querySelectorAll("derived-password")) {
        if (!(await field.derive())) return;
      }
      form.submit(); // the plain one: it does not come back here
    } catch (error) {
      field.say(error.words ?? field.words(error.code), "wrong");
    } finally {
      busy = false;
      button?.removeAttribute("aria-disabled");
    }
  });
}

customElements.define("derived-password", DerivedPassword);

// Back from the next page: some browsers show the old page as it was, with its message "Securing your password…"
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const field of document.querySelectorAll("derived-password")) field.say("");
});
