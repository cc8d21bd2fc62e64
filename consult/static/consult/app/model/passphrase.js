// A password of five words, two digits and a sign: about 54 bits, easy to type, and within the rule for room passwords.

const SIGNS = "!?%+=*#&";
const WORDS = 5;

/** `list` holds 512 words; `bytes(n)` gives n random bytes (crypto.getRandomValues in the browser, a fixed run in tests). */
export function passphrase(list, bytes = (n) => crypto.getRandomValues(new Uint8Array(n))) {
  const raw = bytes(WORDS * 2 + 3);
  const words = Array.from({ length: WORDS }, (_, i) => list[((raw[2 * i] << 8) | raw[2 * i + 1]) % list.length]);
  const number = ((raw[10] << 8) | raw[11]) % 100; // 65536 is no multiple of 100: the bias is below one in 600
  words[0] = words[0].charAt(0).toUpperCase() + words[0].slice(1);
  return `${words.join("-")}-${String(number).padStart(2, "0")}${SIGNS[raw[12] % SIGNS.length]}`;
}
