// What the sign-up page adds where there is JavaScript: a suggested name, the public id, the time zone.

// pairs that are good in the language: a quality before or after a thing, all things of one gender, plain letters
const NAMES = {
  en: {
    first: "amber blue brave bright calm clear early gentle golden green happy honest kind little lucky open patient quiet silver soft steady sunny swift tender warm wise",
    second: "anchor badger beech birch bridge brook cedar cloud comet falcon fern field finch forest garden harbour heron hill island lake lantern linden maple meadow moss otter owl pebble pine river robin sparrow star stone swallow tide valley willow wren",
  },
  de: {
    first: "blaue bunte ehrliche freie frohe fruehe gelbe goldene gute gruene helle klare kleine leise mutige neue offene ruhige sanfte schnelle silberne sonnige stille warme weise zarte",
    second: "amsel birke blume bruecke buche eiche eule feder fichte insel kastanie kerze kiefer kirsche laterne lerche linde lupine mandel meise minze moewe muschel oase palme perle pinie quelle rose schwalbe sonne taube tanne tulpe ulme wiese weide welle wolke zeder",
  },
  fr: {
    first: "abeille ancre aube barque brise bruyere cascade cerise colline comete etoile feuille fleur fontaine fougere hirondelle ile lanterne lavande libellule lumiere lune menthe mesange mousse oasis olive perle plage pomme prairie riviere rose source tulipe vague vallee violette voile",
    second: "amie blanche bleue brave calme claire discrete doree douce fidele franche jaune jolie joyeuse legere libre lucide neuve ouverte paisible rapide rousse sage sereine tendre verte vive",
  },
};

const names = NAMES[document.documentElement.lang] ?? NAMES.en;
const [first, second] = [names.first.split(" "), names.second.split(" ")];

const pick = (words) => words[crypto.getRandomValues(new Uint32Array(1))[0] % words.length];
const number = () => 10 + (crypto.getRandomValues(new Uint32Array(1))[0] % 990);

const form = document.querySelector("[data-signup]");
const suggest = document.querySelector("[data-suggest]");

if (suggest) {
  suggest.hidden = false;
  suggest.addEventListener("click", () => {
    form.elements.login.value = `${pick(first)}-${pick(second)}-${number()}`;
    form.elements.login.focus();
  });
}

const raw = crypto.getRandomValues(new Uint8Array(16));
form.elements.uid.value ||= btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
form.elements.zone.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
