// What all our elements share: they listen only while they are on the page.

export class View extends HTMLElement {
  #gone = new AbortController();

  connectedCallback() {
    this.#gone = new AbortController();
    this.draw();
  }

  disconnectedCallback() {
    this.#gone.abort();
  }

  /** Has the element left the page since `work` began? Then nothing should be drawn any more. */
  get isGone() {
    return this.#gone.signal.aborted;
  }

  listen(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.#gone.signal });
  }

  every(ms, work) {
    const timer = setInterval(work, ms);
    this.#gone.signal.addEventListener("abort", () => clearInterval(timer));
  }

  draw() {}
}

/** Make an element of ours and give it what it needs before it is drawn. */
export function view(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
