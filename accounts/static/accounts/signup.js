// What the sign-up page adds where there is JavaScript: a suggested name, the public id, the time zone.

const first = "amber blue brave bright calm clear early gentle golden green happy honest kind little lucky open patient quiet silver soft steady sunny swift tender warm wise".split(" ");
const second = "anchor badger beech birch bridge brook cedar cloud comet falcon fern field finch forest garden harbour heron hill island lake lantern linden maple meadow moss otter owl pebble pine river robin sparrow star stone swallow tide valley willow wren".split(" ");

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
