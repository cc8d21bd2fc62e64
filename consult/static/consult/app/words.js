// What this application says. The document of a language loads words/<language>.js before main.js, and that file gives
// its words here: nothing is chosen while the application runs, and nobody loads a language they do not read.

export const words = {};

/** Say everything in these words from now on. `chosen` has the shape of words/en.js. */
export function speak(chosen) {
  Object.assign(words, chosen);
}
