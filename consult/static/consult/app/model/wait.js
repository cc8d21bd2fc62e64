// Waiting as a promise.

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
