// Copies the address of an article. Nothing is sent anywhere; without this script the address can be selected.
customElements.define("x-share", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button"), field = this.querySelector("input");
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => this.copy(field, button));
  }

  async copy(field, button) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.focus(); // selected: the person copies it by hand
      return;
    }
    button.querySelector("span").textContent = button.dataset.done;
    this.querySelector("[role=status]").textContent = button.dataset.done;
  }
});
