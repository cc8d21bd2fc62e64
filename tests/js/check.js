/**
 * Tests in the browser, small enough to read before trusting it. Register with `test(name, body)` (body may be async),
 * end the module with `run()`. What happened is written into <pre id="results"> as JSON: [{name, error}].
 */
const tests = [];

export function test(name, body) {
  tests.push({ name, body });
}

export async function run() {
  const results = [];
  for (const { name, body } of tests) {
    let error = null;
    try {
      await body();
    } catch (thrown) {
      error = String(thrown?.stack ?? thrown);
    }
    results.push({ name, error });
  }
  const place = document.createElement("pre");
  place.id = "results";
  place.textContent = JSON.stringify(results);
  document.body.append(place);
}

/** Compares by value: numbers, strings, lists, plain objects, bytes. */
export function equal(found, expected, about = "") {
  const [a, b] = [canonical(found), canonical(expected)];
  if (a !== b) throw new Error(`${about} found ${a}, expected ${b}`);
}

export function ok(condition, about = "expected something true") {
  if (!condition) throw new Error(about);
}

/** The error that `body` (may be async) throws; it must be of class `kind`. */
export async function throws(kind, body, about = "") {
  try {
    await body();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error(`${about} nothing was thrown`);
}

function canonical(value) {
  return JSON.stringify(value, (_, inner) => {
    if (inner instanceof Uint8Array) return "bytes " + [...inner].map((b) => b.toString(16).padStart(2, "0")).join("");
    if (inner && typeof inner === "object" && !Array.isArray(inner)) {
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return inner;
  });
}
