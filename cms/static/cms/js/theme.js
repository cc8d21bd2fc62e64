// Light, dark, or as the device says. The choice is a cookie, so the server can draw the right one from the start.

const NEXT = { auto: "light", light: "dark", dark: "auto" };
const ICON = { auto: "auto", light: "sun", dark: "moon" };
const YEAR = 365 * 24 * 3600;

export function chosenTheme() {
  return /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? "auto";
}

/** Show `theme` ("auto", "light", "dark") on this page. */
export function applyTheme(theme = chosenTheme()) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme === "auto" ? 0 : YEAR}${secure}`;
  applyTheme(theme);
  document.dispatchEvent(new CustomEvent("themechange"));
}

/** `<x-theme>`: a button that goes round light, dark and automatic. Labels come from `data-light` and so on. */
class Theme extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const inMenu = "inMenu" in this.dataset;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = inMenu ? "menu__item" : "btn btn--quiet btn--icon";
    this.button.addEventListener("click", () => chooseTheme(NEXT[chosenTheme()]));
    this.append(this.button);
    this.update = () => this.draw(inMenu);
    document.addEventListener("themechange", this.update);
    this.update();
  }

  disconnectedCallback() {
    document.removeEventListener("themechange", this.update);
  }

  draw(inMenu) {
    const theme = chosenTheme();
    const label = this.dataset[theme];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.dataset.icons}#${ICON[theme]}`);
    svg.append(use);
    this.button.replaceChildren(svg);
    if (inMenu) this.button.append(label);
    else {
      this.button.setAttribute("aria-label", label);
      this.button.title = label;
    }
  }
}

customElements.define("x-theme", Theme);
