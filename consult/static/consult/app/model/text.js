// What may become a link inside a message. Pure.

const URL_LIKE = /https?:\/\/[^\s<>"]+/giu;
const TRAILING = /[.,;:!?)\]}'’”»]+$/u;

/** "see https://a.example/." -> [{text: "see "}, {url: "https://a.example/"}, {text: "."}] */
export function pieces(text) {
  const result = [];
  let at = 0;
  for (const match of text.matchAll(URL_LIKE)) {
    const url = match[0].replace(TRAILING, "");
    if (!URL.canParse(url)) continue;
    if (match.index > at) result.push({ text: text.slice(at, match.index) });
    result.push({ url });
    at = match.index + url.length;
  }
  if (at < text.length) result.push({ text: text.slice(at) });
  return result;
}

const MOST_BYTES = 65_535;

/** How many bytes over the limit of one message; 0 if it fits. */
export function excess(text) {
  const size = new TextEncoder().encode(JSON.stringify({ t: "text", b: text })).length;
  return Math.max(0, size - MOST_BYTES);
}
