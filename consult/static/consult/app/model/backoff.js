// How long to wait before trying again: doubling from half a second to half a minute, spread over the whole span
// so that many browsers do not come back in the same moment.

export const FIRST_MS = 500;
export const MOST_MS = 30_000;

export function delay(attempt, random = Math.random) {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(random() * most);
}
