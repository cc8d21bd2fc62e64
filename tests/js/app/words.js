/** The words of the room application: every language is an object of the same shape. */
import { equal, ok, run, test } from "../check.js";
import { words as de } from "/static/test/consult/app/words/de.js";
import { words as de_DU } from "/static/test/consult/app/words/de_DU.js";
import { words as en } from "/static/test/consult/app/words/en.js";
import { words as fr } from "/static/test/consult/app/words/fr.js";

const ALL = { en, de, de_DU, fr };
const NARROW_SPACE = "\u202f";

/** Every leaf by its path: "room.typing" -> "text" or "function of 1". */
function shape(value, path = "", found = {}) {
  if (typeof value === "string") found[path] = "text";
  else if (typeof value === "function") found[path] = `function of ${value.length}`;
  else for (const [name, part] of Object.entries(value)) shape(part, path ? `${path}.${name}` : name, found);
  return found;
}

function leaves(value) {
  return typeof value === "object" ? Object.values(value).flatMap(leaves) : [value];
}

/** What a leaf says; the arguments of a sentence are marks that must come back in it. */
function said(leaf) {
  return typeof leaf === "string" ? leaf : leaf(...marks(leaf));
}

const marks = (sentence) => Array.from({ length: sentence.length }, (_, i) => `«${i}»`);

for (const [language, words] of Object.entries(ALL)) {
  test(`${language} has every key, and functions of as many arguments`, () => equal(shape(words), shape(en)));

  test(`${language} leaves nothing empty and drops no argument`, () => {
    for (const leaf of leaves(words)) {
      ok(said(leaf).trim(), `empty: ${leaf}`);
      if (typeof leaf === "function") for (const mark of marks(leaf)) ok(said(leaf).includes(mark), `${mark} is missing: ${said(leaf)}`);
    }
  });
}

test("where the portal says Du, no sentence says Sie", () => {
  const formal = /(?<![.?!:] )(?<!^)\b(Sie|Ihr|Ihre|Ihnen)\b|\b(Ihrem|Ihren|Ihrer|Ihres)\b|\b[a-zäöüß]+en Sie\b/u;
  equal(leaves(de_DU).map(said).filter((text) => formal.test(text)), []);
});

test("French has its narrow space before double punctuation", () => {
  for (const text of leaves(fr).map(said)) {
    const bare = text.replaceAll("! ou -", "").match(new RegExp(`[^${NARROW_SPACE}][:;?!]`, "u"));
    ok(!bare, `${bare?.[0]}: ${text}`);
  }
});

run();
