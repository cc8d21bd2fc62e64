// How moments are written. Pure: language, zone and the present are arguments.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function dayKey(ms, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);
}

function daysBetween(earlier, later, zone) {
  return Math.round((Date.parse(dayKey(later, zone)) - Date.parse(dayKey(earlier, zone))) / DAY);
}

/** "just now", "4 minutes ago", "yesterday", "5 days ago"; from a week on the date. */
export function relative(ms, now, { language, zone, justNow }) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const age = now - ms;
  if (age < MINUTE) return justNow;
  if (age < HOUR) return format.format(-Math.floor(age / MINUTE), "minute");
  const days = daysBetween(ms, now, zone);
  if (days === 0) return format.format(-Math.floor(age / HOUR), "hour");
  if (days < 7) return format.format(-days, "day");
  return date(ms, { language, zone });
}

export function date(ms, { language, zone }) {
  return new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: "medium" }).format(ms);
}

export function clock(ms, { language, zone }) {
  return new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
}

/** The line between two days: "Today", "Yesterday", "Monday, 17 November", with the year where it differs. */
export function dayName(ms, now, { language, zone }) {
  const days = daysBetween(ms, now, zone);
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day");
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
  }
  const sameYear = dayKey(ms, zone).slice(0, 4) === dayKey(now, zone).slice(0, 4);
  const options = { timeZone: zone, weekday: "long", day: "numeric", month: "long" };
  return new Intl.DateTimeFormat(language, sameYear ? options : { ...options, year: "numeric" }).format(ms);
}

/** A moment in the near future, in few words: "Tue, Nov 24, 15:00". */
export function soon(ms, { language, zone }) {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone, weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).format(ms);
}

/** Date and clock with the zone's name, for what is printed or agreed. */
export function full(ms, { language, zone }) {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone, year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit",
    hourCycle: "h23", timeZoneName: "short",
  }).format(ms);
}

/** A zone name this browser knows, or the browser's own. */
export function knownZone(zone) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone || Intl.DateTimeFormat().resolvedOptions().timeZone;
  } catch {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
