// What differs in German where the portal says "Du". Everything else is said as in de.js.

import { speak } from "../words.js";
import { words as formal } from "./de.js";

const informal = {
  missing: { text: "Vielleicht ist die Adresse falsch geschrieben, oder das Gespräch gehört nicht zu deinem Konto." },
  unavailable: { text: "Bitte prüf deine Verbindung. Nichts geht verloren: Was du geschrieben hast, bleibt bei dir, bis es gesendet ist." },
  session: {
    title: "Bitte melde dich an",
    text: "Nach der Anmeldung öffnen sich deine Nachrichten.",
    endedTitle: "Du bist abgemeldet",
    endedText: "Deine Anmeldung ist abgelaufen. Der Raum ist deshalb auf diesem Gerät geschlossen. Melde dich wieder an, um weiterzuschreiben; deine Gespräche sind noch da.",
  },
  setup: {
    title: "Deinen Raum einrichten",
    why: [
      "Dieses Passwort schützt alles, was du schreibst. Es verlässt dieses Gerät nie.",
      "Wir kennen es nicht und können es nicht zurücksetzen.",
      "Wähl deshalb eines, das du dir merken kannst. Und bewahr für den Notfall einen Wiederherstellungscode auf.",
    ],
    newTitle: "Wähl ein Raumpasswort",
    changeTitle: "Wähl ein neues Raumpasswort",
    changeWhy: "Deine Gespräche bleiben, wie sie sind. Von nun an öffnet sie nur noch das neue Passwort.",
    rules: "So soll dein Passwort sein:",
    rule: { contains_name: "ohne deinen Anmeldenamen" },
    tooLong: "Dieses Passwort ist zu lang. Bitte nimm weniger als 1000 Zeichen.",
    same: "Du kannst hier auch dein Anmeldepasswort verwenden, wenn es diese Regeln erfüllt. Dann öffnet ein Passwort beides: bequemer für dich, aber auch für alle, die es erfahren.",
    writeDown: "Schreib es jetzt auf und bewahr es dort auf, wo nur du es findest.",
    working: "Deine Schlüssel entstehen …",
    sheetTitle: "Bewahr deinen Wiederherstellungscode auf",
    sheetWhy: "Falls du das Raumpasswort einmal vergisst, öffnet dieser Code deine Gespräche wieder. Ohne Passwort und ohne Code kann das niemand, auch wir nicht.",
    downloadHint: "Die Datei ist nicht verschlüsselt. Speichere sie nur dort, wo sonst niemand hineinsieht.",
    sheetText: [
      "Dieser Code öffnet deinen verschlüsselten Raum, wenn du das Raumpasswort vergessen hast.",
      "Bewahr ihn auf Papier auf, getrennt von deinem Computer. Wer ihn und deine Anmeldung hat, kann alles lesen.",
      "So verwendest du ihn: Melde dich an, öffne deine Nachrichten und wähl „Ich habe den Wiederherstellungscode“.",
    ],
    typeBack: (n) => `Damit er sicher aufbewahrt ist: Tipp Gruppe ${n} des Codes ab (5 Zeichen)`,
    typeBackWrong: (n) => `Das ist nicht Gruppe ${n}. Die Gruppen sind durch Striche getrennt; zähl von links.`,
    skipText: "Deine alten Nachrichten blieben dann verschlossen, bis deine Fachperson sie dir wieder freigibt. Du kannst zurückgehen und den Code aufschreiben; das dauert eine Minute.",
    doneTitle: "Dein Raum ist bereit",
    doneText: "Was du hier schreibst, können nur du und dein Gegenüber lesen.",
    doneLink: "Zu deinen Nachrichten",
    stale: "Deine Schlüssel wurden in einem anderen Fenster oder auf einem anderen Gerät geändert. Lad diese Seite neu und versuch es noch einmal.",
    already: "Dein Raum ist schon eingerichtet. Öffne ihn mit deinem Raumpasswort.",
  },
  unlock: {
    title: "Öffne deinen Raum",
    text: "Deine Nachrichten sind verschlüsselt. Dein Raumpasswort öffnet sie auf diesem Gerät.",
    lockedText: "Auf diesem Gerät ist jetzt nichts mehr zu lesen. Dein Raumpasswort öffnet den Raum wieder.",
    idleText: "Der Raum wurde gesperrt, weil hier eine Weile nichts geschah. Dein Entwurf ist verschlüsselt aufbewahrt.",
    hint: "Das Passwort, das du für den Raum gewählt hast. Es kann ein anderes sein als dein Anmeldepasswort.",
    wrong: "Das ist nicht das Raumpasswort. Prüf Großbuchstaben und Tastatursprache und versuch es noch einmal. Es ist nicht immer dasselbe wie bei der Anmeldung.",
    lostText: "Dann bleiben deine alten Nachrichten verschlossen; genau das hält andere fern. Bitte schreib uns: Deine Fachperson kann mit dir neu beginnen.",
    codeText: "Tipp den Code von deinem Blatt ab. Großbuchstaben und Striche spielen keine Rolle.",
    codeFormat: "Der Code hat 34 Zeichen, zum Beispiel ABCDE-12345-…. Bitte prüf, was du getippt hast.",
    codeWrong: "Dieser Code gehört nicht zu diesem Raum. Prüf jede Gruppe. Wenn du später ein neues Blatt erstellt hast, gilt nur das neue.",
    foreignKeys: "Die Schlüssel, die der Server geschickt hat, passen nicht zu deinem Passwort. Zu deiner Sicherheit wurde nichts geöffnet. Bitte sag uns Bescheid und gib dein Passwort nicht noch einmal ein, bis du eine Antwort hast.",
    other: "Bist du das nicht?",
  },
  idle: { soon: "Der Raum wird in einer Minute gesperrt. Berühr den Bildschirm oder drück eine Taste, um zu bleiben.", title: "Bist du noch da?" },
  list: {
    emptyClient: "Wenn du einer Fachperson schreibst, erscheint das Gespräch hier. Such dir jemanden, der zu dir passt; du kannst schreiben, bevor du einen Termin buchst.",
    emptyCounsellor: "Wenn dir jemand schreibt oder einen Termin bucht, erscheint das Gespräch hier.",
    pick: "Wähl links ein Gespräch.",
  },
  room: {
    saysYou: "Du:",
    security: "Nur ihr beide könnt dieses Gespräch lesen. Es wird auf euren Geräten verschlüsselt; wir sehen, dass ihr schreibt und wann, aber nie, was. Es bleibt erhalten, damit du mit deinem Raumpasswort von jedem Gerät aus zurückkommen kannst.",
    failedToOpen: "Das Gespräch ließ sich nicht öffnen. Bitte versuch es gleich noch einmal.",
    tooLong: (n) => `Diese Nachricht ist um ${n} Zeichen zu lang. Bitte sende sie in Teilen.`,
    empty: "Noch keine Nachrichten. Schreib die erste.",
    notSetUp: (name) => `${name} hat den Raum noch nicht eingerichtet. Sobald das geschehen ist, kannst du schreiben.`,
    unsupported: "Für diese Nachricht braucht es eine neuere Version dieser Seite. Bitte lad sie neu.",
    unreadable: "Diese Nachricht wurde geschrieben, bevor du den Schlüssel dazu hattest.",
    first: (name) => `Hier beginnt dein Gespräch mit ${name}.`,
    gone: "Dieses Gespräch steht dir nicht mehr offen.",
  },
  altered: {
    text: "Was der Server geschickt hat, passt nicht zu dem, was unterschrieben wurde. Was du oberhalb der Bruchstelle siehst, ist geprüft. Zu eurem gegenseitigen Schutz kann hier jetzt nichts gesendet werden.",
    help: "Lad die Seite neu. Wenn diese Meldung wiederkommt, sag uns Bescheid und nimm auf einem anderen Weg Kontakt auf.",
  },
  newKeys: {
    text: "Das geschieht, wenn jemand das Raumpasswort vergessen und neu begonnen hat – oder wenn sich jemand für diese Person ausgibt. Zu eurem gegenseitigen Schutz kann hier jetzt nichts gesendet werden.",
    help: "Frag am Telefon oder persönlich nach, ob der Raum neu eingerichtet wurde. Tu hier nichts, bis du es weißt.",
  },
  connection: {
    down: "Die Verbindung ist unterbrochen. Sie wird wiederhergestellt; deine Nachrichten gehen nicht verloren.",
    offline: "Du bist offline. Was du schreibst, wird verschlüsselt aufbewahrt und gesendet, sobald du wieder verbunden bist.",
  },
  details: {
    text: (name) => `Was du und ${name} schreibt, wird auf euren Geräten verschlüsselt. Der Server bewahrt nur auf, was er nicht lesen kann.`,
    numberText: (name) => `Vergleich diese Zahlen mit ${name}, am Telefon, per Video oder persönlich. Wenn alle zwölf Gruppen gleich sind, liest niemand zwischen euch mit.`,
    mine: "Dein Fingerabdruck",
    limits: "Was das nicht verbirgt: dass ihr beide schreibt, wann, und ungefähr wie viel. Und wie bei jeder Website vertraust du dem Programm, das dein Browser lädt.",
  },
  transcript: {
    warning: "Gedruckt oder als PDF gespeichert ist das Gespräch nicht mehr verschlüsselt. Bewahr es dort auf, wo nur du es findest.",
    unreadable: "[mit deinen Schlüsseln nicht lesbar]",
  },
  problem: {
    slow_down: "Das ging etwas zu schnell. Bitte warte einen Moment und versuch es noch einmal.",
    offline: "Keine Verbindung. Bitte versuch es gleich noch einmal.",
    broken: "Die Verschlüsselung lässt sich in diesem Browser nicht starten. Bitte verwende einen aktuellen Firefox, Chrome, Edge oder Safari, ohne Erweiterungen, die Skripte blockieren.",
    other: "Das hat nicht geklappt. Bitte versuch es noch einmal. Wenn es wieder geschieht, lad die Seite neu.",
  },
};

/** `words` with everything that is in `others` in its place. */
function over(words, others) {
  const laid = { ...words };
  for (const [name, other] of Object.entries(others)) {
    laid[name] = typeof other === "object" && !Array.isArray(other) ? over(words[name], other) : other;
  }
  return laid;
}

export const words = over(formal, informal);

speak(words);
