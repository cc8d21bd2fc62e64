import { api } from "../api.js";
import { el, fill, focusOn, say } from "../dom.js";
import { icon } from "../icons.js";
import { passphrase } from "../model/passphrase.js";
import { date } from "../model/times.js";
import { words } from "../words.js";
import { View } from "./element.js";
import { button, dialog, field, managerName, notice, passwordField, problemText, sheet, working } from "./parts.js";

const W = words.setup;
const SHOWN_RULES = ["too_short", "needs_upper", "needs_digit", "needs_special", "too_common", "contains_name"];
const GROUPS = 6; // of five characters; the seventh is shorter

/** mode "first": password, recovery code, done. "change" and "recovered": only a new password. */
class Setup extends View {
  mode = "first";
  keys = null;

  draw() {
    this.#choosePassword();
  }

  #screen(step, title, ...content) {
    const steps = this.mode === "first" && el("ol", { class: "steps steps--progress" },
      W.steps.map((name, i) => el("li", { "aria-current": i === step ? "step" : null }, name)));
    fill(this, sheet(title, steps, content));
    document.querySelector(".screen")?.scrollTo(0, 0);
    focusOn(this.querySelector("h1"));
  }

  // --- the password ----------------------------------------------------------------------------------------------

  #choosePassword() {
    const first = passwordField({ label: W.password, autocomplete: "new-password" });
    const again = passwordField({ label: W.again, autocomplete: "new-password" });
    const rules = el("ul", { class: "rules" });
    const submit = el("button", { class: "btn btn--primary btn--l btn--block" }, words.continue);
    const state = el("div", {});
    const rulesBox = el("div", { class: "rules-box", id: "rules" }, el("p", { class: "field__label" }, W.rules), rules);
    first.input.setAttribute("aria-describedby", `${first.input.getAttribute("aria-describedby")} rules`);
    const check = async () => {
      const password = first.input.value;
      const problems = password ? await this.#problems(password) : SHOWN_RULES;
      if (password === first.input.value && !this.isGone) this.#showRules(rules, problems, password !== "");
      return problems;
    };
    const form = el("form", { class: "form", novalidate: true }, managerName(this.app.me.login), first.root, rulesBox, this.#suggestion(first, again, check), again.root, state, submit);
    first.input.addEventListener("input", () => {
      first.complain(null);
      check();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (submit.disabled) return;
      first.complain(null);
      again.complain(null);
      const problems = await check();
      if (problems.length || !first.input.value) return first.complain(problems.includes("too_long") ? W.tooLong : W.notYet);
      if (first.input.value.normalize("NFC") !== again.input.value.normalize("NFC")) return again.complain(W.differs);
      submit.disabled = true;
      fill(state, working(W.working));
      try {
        await this.#accept(first.input.value);
      } catch (error) {
        submit.disabled = false;
        fill(state, notice("danger", "alert", el("p", { role: "alert" }, this.#trouble(error))));
      }
    });
    const why = this.mode === "first"
      ? el("ul", { class: "tick-list why" }, W.why.map((line, i) => el("li", {}, icon(["lock", "shield", "key"][i]), el("span", {}, line))))
      : el("p", { class: "muted" }, W.changeWhy);
    this.#screen(0, this.mode === "first" ? W.newTitle : W.changeTitle, why, form, this.mode === "first" && el("p", { class: "meta" }, W.same),
      this.mode === "change" && el("p", {}, el("a", { href: "/app/" }, words.goBack)));
    this.#showRules(rules, SHOWN_RULES, false);
  }

  #problems(password) {
    return this.app.vault.call("passwordProblems", { password, forbidden: [this.app.me.login] });
  }

  #showRules(list, problems, typed) {
    const open = new Set(problems);
    fill(list, SHOWN_RULES.map((code) => {
      const met = typed && !open.has(code);
      return el("li", { class: met ? "met" : "open" }, icon(met ? "check" : "dot"),
        el("span", { "aria-hidden": "true" }, W.rule[code]), el("span", { class: "visually-hidden" }, met ? W.ruleMet(W.rule[code]) : W.ruleOpen(W.rule[code])));
    }));
  }

  #suggestion(first, again, check) {
    const text = el("output", { class: "passphrase" });
    const take = button(W.use, "check", () => {
      first.input.value = again.input.value = text.textContent;
      for (const made of [first, again]) if (made.input.type === "password") made.root.querySelector(".field__toggle").click();
      check();
      focusOn(first.input);
    });
    const box = el("div", { class: "suggestion", hidden: true }, el("p", { class: "meta" }, W.suggestion), text, el("p", { class: "meta" }, W.writeDown),
      el("div", { class: "cluster cluster--s" }, take, button(W.another, "refresh", () => say(text, passphrase(words.wordlist)), "btn--quiet")));
    const open = button(W.suggest, "key", () => {
      say(text, passphrase(words.wordlist));
      box.hidden = false;
      open.hidden = true;
      focusOn(take);
    }, "btn--quiet");
    return el("div", {}, open, box);
  }

  async #accept(password) {
    if (this.mode !== "first") {
      const keys = this.keys ?? await api.keys();
      const body = await this.app.vault.call("changePassword", { password, keys });
      await api.saveKeys(body);
      this.#screen(2, W.doneTitle, notice("success", "check", el("p", {}, W.passwordChanged)), this.#onwards());
      return;
    }
    const { code, keys } = await this.app.vault.call("setup", { password, uid: this.app.me.uid });
    this.#showCode(code, keys);
  }

  // --- the recovery code -----------------------------------------------------------------------------------------

  #showCode(code, keys) {
    const wanted = 1 + crypto.getRandomValues(new Uint8Array(1))[0] % GROUPS;
    const typed = field({ label: W.typeBack(wanted), type: "text", autocomplete: "off", maxlength: 12, class: "code-input code-input--short" });
    const state = el("div", {});
    const submit = el("button", { class: "btn btn--primary btn--l btn--block" }, W.finish);
    const save = async () => {
      submit.disabled = true;
      fill(state, working(W.saving));
      try {
        await api.saveKeys(keys);
        this.#done();
      } catch (error) {
        submit.disabled = false;
        fill(state, notice("danger", "alert", el("p", { role: "alert" }, this.#trouble(error))));
      }
    };
    const form = el("form", { class: "form", novalidate: true }, typed.root, state, submit);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (submit.disabled) return;
      typed.complain(null);
      if (plain(typed.input.value) !== plain(code.split("-")[wanted - 1])) return typed.complain(W.typeBackWrong(wanted));
      save();
    });
    const groups = code.split("-").map((group) => el("span", { class: "code__group" }, group));
    this.#screen(1, W.sheetTitle,
      el("p", {}, W.sheetWhy),
      el("div", { class: "code", role: "group", "aria-label": W.code }, groups),
      el("div", { class: "cluster" },
        button(W.print, "print", () => this.#print(code)),
        button(W.download, "down", () => download(code, this.app.times), "btn--quiet")),
      el("p", { class: "meta" }, W.downloadHint),
      form,
      this.app.me.role === "client" && button(W.skip, null, () => this.#skip(save), "btn--quiet btn--block"));
  }

  #print(code) {
    document.querySelector(".paper")?.remove();
    document.body.append(paper(code, this.app.times));
    document.documentElement.classList.add("printing-paper");
    addEventListener("afterprint", () => {
      document.documentElement.classList.remove("printing-paper");
      document.querySelector(".paper")?.remove();
    }, { once: true });
    print();
  }

  #skip(save) {
    const box = dialog(W.skipTitle, el("p", {}, W.skipText), el("div", { class: "cluster" },
      button(W.skipNo, null, () => box.close(), "btn--primary"),
      button(W.skipYes, null, () => {
        box.close();
        save();
      })));
  }

  #done() {
    this.#screen(2, W.doneTitle, el("p", {}, W.doneText), this.#onwards());
  }

  #onwards() {
    const onwards = this.mode === "change"
      ? el("a", { class: "btn btn--primary btn--l", href: "/app/" }, W.doneLink)
      : button(W.doneLink, "check", () => this.app.opened(), "btn--primary btn--l");
    queueMicrotask(() => focusOn(onwards));
    return el("div", {}, onwards);
  }

  #trouble(error) {
    return { stale: W.stale }[error.code] ?? problemText(error);
  }
}

function plain(text) {
  return text.toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "");
}

function sheetLines(code, times) {
  return [W.sheetHeading, ...W.sheetText, code, W.sheetDate(date(Date.now(), times))];
}

function paper(code, times) {
  const [heading, ...lines] = sheetLines(code, times);
  return el("section", { class: "paper" }, el("h1", {}, heading), lines.map((line) => el("p", { class: line === code ? "paper__code" : null }, line)));
}

function download(code, times) {
  const url = URL.createObjectURL(new Blob([`${sheetLines(code, times).join("\n\n")}\n`], { type: "text/plain" }));
  el("a", { href: url, download: W.fileName }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

customElements.define("room-setup", Setup);
