/** The pure parts of the room application: times, timeline, lists, text, back-off, addresses. */
import { equal, ok, run, test } from "../check.js";
import { FIRST_MS, MOST_MS, delay } from "/static/test/consult/app/model/backoff.js";
import { hasNews, initials, nextWith, ordered } from "/static/test/consult/app/model/conversations.js";
import { passphrase } from "/static/test/consult/app/model/passphrase.js";
import { excess, pieces } from "/static/test/consult/app/model/text.js";
import { clockDoubts, rows } from "/static/test/consult/app/model/timeline.js";
import { dayName, knownZone, relative } from "/static/test/consult/app/model/times.js";
import { LIST as de } from "/static/test/consult/app/words/lists/de.js";
import { LIST as en } from "/static/test/consult/app/words/lists/en.js";
import { LIST as fr } from "/static/test/consult/app/words/lists/fr.js";
import { parse } from "/static/test/consult/app/router.js";
import { roomPasswordProblems, loadCommonPasswords } from "/static/test/e2ee/passwords.js";
import { ready } from "/static/test/e2ee/primitives.js";

const VIENNA = { language: "en", zone: "Europe/Vienna", justNow: "just now" };
const at = (text) => Date.parse(text);

test("relative times go from just now over minutes, hours and days to a date", () => {
  const now = at("2031-05-14T12:00:00Z");
  const found = (text) => relative(at(text), now, VIENNA);
  equal(found("2031-05-14T11:59:30Z"), "just now");
  equal(found("2031-05-14T11:56:00Z"), "4 minutes ago");
  equal(found("2031-05-14T09:59:00Z"), "2 hours ago");
  equal(found("2031-05-13T21:59:00Z"), "yesterday");
  equal(found("2031-05-09T12:00:00Z"), "5 days ago");
  equal(found("2015-12-09T12:00:00Z"), "Dec 9, 2015");
});

test("a day is a day in the reader's zone, also when clocks change", () => {
  const now = at("2031-03-30T22:30:00Z"); // half past midnight of the 31st in Vienna, summer time
  equal(dayName(at("2031-03-30T21:30:00Z"), now, VIENNA), "Yesterday");
  equal(dayName(at("2031-03-30T22:10:00Z"), now, VIENNA), "Today");
  equal(dayName(at("2031-03-29T12:00:00Z"), now, VIENNA), "Saturday, March 29");
  equal(dayName(at("2030-03-29T12:00:00Z"), now, VIENNA), "Friday, March 29, 2030");
});

test("an unknown zone falls back to the browser's", () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  equal([knownZone("Mars/Olympus"), knownZone(""), knownZone(undefined), knownZone("Asia/Tokyo")], [own, own, own, "Asia/Tokyo"]);
});

const item = (seq, more = {}) => ({ seq, id: `i${seq}`, uid: "a", mine: false, at: at("2031-05-14T12:00:00Z") + seq * 60_000, kind: "text", text: "t", ...more });
const SEEN = { zone: "Europe/Vienna", readUpTo: null, peerRead: 0 };

test("the genesis record is no row; days and news are separated", () => {
  const items = [item(1, { kind: "key" }), item(2), item(3), item(4, { at: at("2031-05-15T12:00:00Z") })];
  const found = rows(items, [], { ...SEEN, readUpTo: 2 });
  equal(found.map((row) => row.kind), ["day", "message", "unread", "message", "day", "message"]);
});

test("own messages are never news", () => {
  const found = rows([item(1, { kind: "key" }), item(2, { mine: true }), item(3, { mine: true })], [], { ...SEEN, readUpTo: 1 });
  ok(!found.some((row) => row.kind === "unread"));
});

test("stored becomes seen as far as the other side has read; waiting ones come last", () => {
  const mine = [item(2, { mine: true, uid: "me" }), item(3, { mine: true, uid: "me" })];
  const found = rows(mine, [{ id: "w", text: "later", at: mine[1].at + 1000, state: "waiting" }], { ...SEEN, peerRead: 2 });
  equal(found.filter((row) => row.kind === "message").map((row) => row.status), ["seen", "stored", "waiting"]);
});

test("a message keeps its key when it moves from waiting to stored", () => {
  const [, waiting] = rows([], [{ id: "x", text: "t", at: 0, state: "sending" }], SEEN);
  const [, stored] = rows([item(2, { id: "x", mine: true })], [], SEEN);
  equal(waiting.key, stored.key);
});

test("messages within five minutes of each other belong together", () => {
  const found = rows([item(2), item(3), item(20), item(21, { uid: "b" })], [], SEEN);
  equal(found.filter((row) => row.kind === "message").map((row) => row.follows), [false, true, false, false]);
});

test("clocks that run apart or backwards are doubted", () => {
  const minute = 60_000;
  const lines = [[0, 0], [10, 4], [20, 20], [21, 19]].map(([server, client]) => ({ at: server * minute, clientMs: client * minute }));
  equal(clockDoubts(lines), [null, "apart", null, "backwards"]);
});

test("the list is newest first, unbegun conversations last", () => {
  const list = [{ at: null, n: 1 }, { at: "2031-01-01T00:00:00Z", n: 2 }, { at: "2031-02-01T00:00:00Z", n: 3 }];
  equal(ordered(list).map((one) => one.n), [3, 2, 1]);
});

test("news is what lies behind the read mark, and the genesis record is none", () => {
  equal([hasNews({ head: null, read: 0 }), hasNews({ head: { seq: 1 }, read: 0 }), hasNews({ head: { seq: 2 }, read: 0 }), hasNews({ head: { seq: 2 }, read: 2 })], [false, false, true, false]);
});

test("initials leave titles out", () => {
  equal(["Dr. Anna Keller", "Mag. phil. Eva Lind", "quiet-river", "Ö", "", "Anna Maria von Berg", "👩 x"].map(initials), ["AK", "EL", "QR", "Ö", "·", "AB", "👩X"]);
});

test("the next appointment is the first that has not ended, with this person", () => {
  const one = (id, peer, start, end) => ({ id, peer, start: `2031-05-14T${start}Z`, end: `2031-05-14T${end}Z` });
  const list = [one(1, "a", "13:00:00", "14:00:00"), one(2, "a", "10:00:00", "11:00:00"), one(3, "b", "12:00:00", "13:00:00"), one(4, "a", "11:30:00", "12:30:00")];
  equal(nextWith(list, "a", at("2031-05-14T12:00:00Z")).id, 4);
  equal(nextWith(list, "c", 0), null);
});

test("only web addresses become links, without the punctuation around them", () => {
  equal(pieces("see (https://a.example/x?y=1). javascript:alert(1)"), [{ text: "see (" }, { url: "https://a.example/x?y=1" }, { text: "). javascript:alert(1)" }]);
  equal(pieces("https:// nothing"), [{ text: "https:// nothing" }]);
  equal(pieces(""), []);
});

test("the limit of a message counts bytes as they are sealed", () => {
  equal(excess("x".repeat(65_516)), 0);
  equal(excess("x".repeat(65_517)), 1);
  ok(excess("ü".repeat(40_000)) > 0);
});

test("waiting grows to half a minute and is spread", () => {
  equal([delay(0, () => 1), delay(3, () => 1), delay(50, () => 1), delay(5, () => 0)], [FIRST_MS, 8 * FIRST_MS, MOST_MS, 0]);
});

test("addresses are read strictly", () => {
  const id = "A".repeat(22);
  equal(parse("/app/").name, "home");
  equal(parse(`/app/rooms/${id}`), { name: "room", id });
  equal(parse(`/app/rooms/${id}/transcript`), { name: "transcript", id });
  equal([parse(`/app/with/${id}`).name, parse(`/app/new/${id}`).name], ["with", "with"]);
  equal([parse("/app/rooms/short").name, parse(`/app/rooms/${id}/x`).name, parse("/apple").name], ["missing", "missing", "missing"]);
});

test("every word list has 512 different plain words", () => {
  for (const list of [en, de, fr]) {
    equal([list.length, new Set(list).size], [512, 512]);
    ok(list.every((word) => /^[a-z]{3,}$/.test(word)));
  }
});

test("a suggested password always meets the rule", async () => {
  await ready();
  await loadCommonPasswords();
  for (const list of [en, de, fr]) for (let i = 0; i < 100; i++) equal(roomPasswordProblems(passphrase(list), ["somebody"]), []);
});

run();
