import { api } from "../api.js";
import { el, fill, focusOn } from "../dom.js";
import { icon } from "../icons.js";
import { words } from "../words.js";
import { View, view } from "./element.js";
import { button, field, managerName, notice, passwordField, problemText, sheet, working } from "./parts.js";

const W = words.unlock;

/** Opens the room with the password, or with the recovery code followed by a new password. */
class Unlock extends View {
  draw(mode = "password") {
    const { lockReason } = this.app;
    const fresh = lockReason === "start";
    const form = mode === "password" ? this.#passwordForm() : this.#codeForm();
    fill(
      this,
      sheet(
        mode === "code" ? W.codeTitle : fresh ? W.title : W.lockedTitle,
        el("p", { class: "muted" }, mode === "code" ? W.codeText : fresh ? W.text : lockReason === "idle" ? W.idleText : W.lockedText),
        form,
        mode === "password" && el("div", { class: "sheet__more" }, button(W.forgot, "key", () => this.draw("code"), "btn--quiet")),
        mode === "code" && el("div", { class: "sheet__more" },
          button(W.withPassword, "back", () => this.draw("password"), "btn--quiet"),
          el("details", { class: "fold" }, el("summary", {}, W.lost), el("p", {}, W.lostText))),
        el("p", { class: "meta sheet__who" }, W.login(this.app.me.name || this.app.me.login), " ", el("a", { href: "/account/logout/" }, W.other)),
      ),
    );
    this.querySelector(".card").prepend(el("span", { class: "sheet__sign", "aria-hidden": "true" }, icon("lock")));
    focusOn(this.querySelector(".field input"));
  }

  #passwordForm() {
    const password = passwordField({ label: W.password, hint: W.hint, autocomplete: "current-password" });
    return this.#form(password, W.button, managerName(this.app.me.login), async (keys) => {
      await this.app.vault.call("unlock", { password: password.input.value, keys });
      password.input.value = "";
      await this.app.opened();
    });
  }

  #codeForm() {
    const code = field({ label: W.code, type: "text", autocomplete: "off", maxlength: 80, required: true, class: "code-input" });
    return this.#form(code, words.continue, null, async (keys) => {
      await this.app.vault.call("unlockByCode", { code: code.input.value, keys });
      code.input.value = "";
      fill(this, view("room-setup", { app: this.app, mode: "recovered", keys }));
    });
  }

  #form(asked, label, extra, open) {
    const submit = el("button", { class: "btn btn--primary btn--l btn--block" }, label);
    const state = el("div", {});
    const form = el("form", { class: "form", novalidate: true }, extra, asked.root, state, submit);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (submit.disabled) return;
      asked.complain(null);
      submit.disabled = true;
      fill(state, working(W.working));
      try {
        await open(await api.keys());
      } catch (error) {
        if (this.isGone) return;
        fill(state);
        submit.disabled = false;
        if (error.code === "foreign_keys") fill(state, notice("danger", "alert", el("p", {}, W.foreignKeys)));
        else asked.complain({ wrong_password: W.wrong, wrong_code: W.codeWrong, code_format: W.codeFormat }[error.code] ?? problemText(error));
        if (error.code === "wrong_password") asked.input.select();
      }
    });
    return form;
  }
}

customElements.define("room-unlock", Unlock);
