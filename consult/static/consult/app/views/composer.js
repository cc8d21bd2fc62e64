import { el, fill, focusOn, say, shown } from "../dom.js";
import { icon } from "../icons.js";
import { excess } from "../model/text.js";
import { words } from "../words.js";
import { View } from "./element.js";
import { freshId } from "./parts.js";

const W = words.room;
const DRAFT_MS = 400;

/** Where one writes. What is not sent is kept as an encrypted draft. Esc never deletes anything. */
class Composer extends View {
  #saving = null;
  #saved = "";

  draw() {
    const id = freshId("message");
    this.input = el("textarea", { id, class: "composer__text", rows: 1, placeholder: W.placeholder, "aria-describedby": `${id}-hint`, autocomplete: "off", spellcheck: "true" });
    this.hint = el("p", { class: "composer__hint meta", id: `${id}-hint` });
    this.button = el("button", { class: "btn btn--primary composer__send" }, icon("send"), el("span", {}, W.send));
    this.label = el("label", { class: "visually-hidden", for: id });
    const form = el("form", { class: "composer__form" }, this.label, this.input, this.button);
    fill(this, form, this.hint);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("input", () => this.#typed());
    this.listen(this.room, "change", () => this.refresh());
    this.listen(this.app, "settings", () => this.refresh());
    this.listen(this.app, "locking", ({ detail }) => detail.push(this.#saveDraft()));
    this.listen(window, "pagehide", () => this.#saveDraft());
    this.#restore();
    this.refresh();
  }

  disconnectedCallback() {
    this.#saveDraft();
    super.disconnectedCallback();
  }

  refresh() {
    const open = this.room.mayWrite;
    this.input.disabled = !open;
    this.button.disabled = !open;
    this.input.placeholder = this.room.stop ? W.stopped : W.placeholder;
    say(this.label, W.label(shown(this.room.peer.name)));
    this.#drawHint();
  }

  focus() {
    focusOn(this.input);
  }

  /** Put text (back) in front of what is there. */
  insert(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n\n");
    this.#typed();
    this.focus();
  }

  async #restore() {
    try {
      const text = await this.app.vault.call("draft", { peer: this.room.peer.uid });
      if (this.isGone || this.input.value) return;
      this.#saved = text;
      this.input.value = text;
      this.#grow();
      this.#drawHint();
    } catch {
      // locked meanwhile: the draft stays where it is
    }
  }

  #key(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || (this.app.settings.enterSends && !event.shiftKey && !event.altKey)) {
      event.preventDefault();
      this.#send();
    }
  }

  #typed() {
    this.#grow();
    this.#drawHint();
    if (this.input.value.trim()) this.room.type();
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#saveDraft(), DRAFT_MS);
  }

  /** For browsers without field-sizing. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, innerHeight * 0.4)}px`;
  }

  #drawHint() {
    const over = excess(this.input.value.trim());
    say(this.hint, over ? W.tooLong(over) : this.app.settings.enterSends ? W.enterSends : W.enterBreaks);
    this.hint.classList.toggle("composer__hint--wrong", over > 0);
  }

  async #saveDraft() {
    clearTimeout(this.#saving);
    const text = this.input.value;
    if (text === this.#saved || this.app.state !== "open") return;
    this.#saved = text;
    await this.app.vault.call("keepDraft", { peer: this.room.peer.uid, text }).catch(() => {});
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text || !this.room.mayWrite || excess(text)) return;
    this.input.value = "";
    this.#grow();
    this.#drawHint();
    this.focus();
    try {
      await this.room.send(text);
    } catch {
      this.insert(text); // the Worker could not keep it (locked, or no storage): nothing is lost
      return;
    }
    this.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
    this.#saveDraft();
  }
}

customElements.define("room-composer", Composer);
