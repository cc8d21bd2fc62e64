// The list of conversations: order and what is new. Pure.

/** Newest first; those without a record keep their order at the end. */
export function ordered(conversations) {
  return [...conversations].sort((a, b) => (Date.parse(b.at ?? 0) || 0) - (Date.parse(a.at ?? 0) || 0));
}

export function hasNews(conversation) {
  return conversation.head !== null && conversation.head.seq > Math.max(1, conversation.read);
}

/** Two letters for the avatar of someone without a picture; titles ("Dr.", "Mag.") do not count. */
export function initials(name) {
  const untitled = name.trim().replace(/^(?:\p{L}+\.\s*)+(?=\p{L})/u, "");
  const words = untitled.split(/[\s_.-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toLocaleUpperCase()).join("") || "·";
}

/** The next appointment with this person that has not ended. */
export function nextWith(appointments, uid, now) {
  return appointments
    .filter((one) => one.peer === uid && Date.parse(one.end) > now)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))[0] ?? null;
}
