// The only ways this application makes or changes elements. No markup is ever parsed; text is always a text node.

const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;

/** Text as it may be shown: without the invisible marks that reorder what follows them. */
export function shown(text) {
  return String(text).replace(BIDI_CONTROLS, "");
}

/**
 * el("p", {class: "muted", on: {click: f}}, "text", child) -> element.
 * `on` holds listeners, `data` the dataset; true/false switch attributes, null leaves them out; everything else is an attribute.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replace everything inside `parent`. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return parent;
}

/** Set the text only where it differs, so that screen readers are not told twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/**
 * Bring the children of `parent` in line with `rows` ([{key}…]), keeping the elements that stay.
 * `make(row)` builds an element, `update(element, row)` freshens it.
 */
export function reconcile(parent, rows, make, update) {
  const kept = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const row of rows) {
    let element = kept.get(row.key);
    if (element) kept.delete(row.key);
    else {
      element = make(row);
      element.dataset.key = row.key;
    }
    update(element, row);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const element of kept.values()) element.remove();
}

/** Focus without scrolling the page under the reader. */
export function focusOn(element) {
  element?.focus({ preventScroll: true });
}
