"""The catalogues of the interface's words: found in code and templates, kept in locale/, compiled without gettext.

`manage.py catalogues` is the command for it. A text that changed a little keeps its translation as a fuzzy one, which
nobody is shown and `problems` names, until somebody has looked at it.

locale/de_DU is no language of its own: it holds those German words that differ where the portal says "Du"
(lib/address.py).
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
LANGUAGES = ("de", "fr")
INFORMAL = "de_DU"
APPS = ("accounts", "billing", "blog", "booking", "cms", "config", "consult", "directory", "lib")
LEFT_OUT = {"migrations"}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLURALS = {"de": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]?[\d.]*[a-zA-Z]|%[sdif]|\{\w*\}")
ALIKE = 0.85

Key = tuple[str, str, str]  # context, text, its plural


# --- finding ------------------------------------------------------------------------------------------------------


def found() -> dict[Key, set[str]]:
    """Every text of the interface, and the files it stands in."""
    texts: dict[Key, set[str]] = {}
    for path, key in _all():
        texts.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return texts


def _all() -> Iterator[tuple[Path, Key]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not LEFT_OUT & set(path.parts):
                yield from ((path, key) for key in in_code(path.read_text()))
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".xml"):
            yield from ((path, key) for key in in_template(path.read_text()))


def in_code(source: str) -> list[Key]:
    from io import BytesIO

    from babel.messages.extract import extract

    keys = []
    for _line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        text, plural = message if isinstance(message, tuple) else (message, "")
        keys.append((context or "", text, plural or ""))
    return keys


def in_template(source: str) -> list[Key]:
    from django.utils.translation.template import templatize

    # what is no tag has become X, with its indentation, which would be an error in Python
    return in_code("\n".join(line.lstrip() for line in templatize(source).splitlines()))


# --- keeping ------------------------------------------------------------------------------------------------------


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> polib.POFile:
    path = po_path(language)
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def merged(language: str, texts: dict[Key, set[str]]) -> polib.POFile:
    """The catalogue with exactly these texts, sorted, and the translations there were."""
    before = {key_of(entry): entry for entry in read(language) if not entry.obsolete}
    left = {key[1]: entry for key, entry in before.items() if key not in texts and entry.translated()}
    after = polib.POFile(wrapwidth=0)
    after.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for key in sorted(texts, key=lambda key: (key[1].casefold(), key)):
        entry = before.get(key) or _new(key, left)
        entry.occurrences = [(path, "") for path in sorted(texts[key])]
        after.append(entry)
    return after


def _new(key: Key, left: dict[str, polib.POEntry]) -> polib.POEntry:
    context, text, plural = key
    entry = polib.POEntry(msgctxt=context or None, msgid=text, msgid_plural=plural)
    if plural:
        entry.msgstr_plural = {0: "", 1: ""}
    for alike in get_close_matches(text, left, n=1, cutoff=ALIKE):
        known = left[alike]
        if bool(known.msgid_plural) == bool(plural):
            entry.msgstr, entry.msgstr_plural = known.msgstr, dict(known.msgstr_plural)
            entry.previous_msgid, entry.flags = known.msgid, ["fuzzy"]
    return entry


def update() -> dict[str, int]:
    """Bring the catalogues up to date with the code; answers how many texts of each want a translation."""
    texts = found()
    wanting = {}
    for language in LANGUAGES:
        catalogue = merged(language, texts)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        wanting[language] = sum(not entry.translated() for entry in catalogue)
    return wanting


# --- compiling ----------------------------------------------------------------------------------------------------


def stale() -> list[Path]:
    """Catalogues that were changed since they were compiled."""
    return [path for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")) if _is_older(path.with_suffix(".mo"), path)]


def _is_older(compiled: Path, source: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_stale() -> list[Path]:
    """Write the .mo files that are missing or old. Several processes may do it at once."""
    done = stale()
    for path in done:
        half = path.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(path)).save_as_mofile(str(half))
        half.replace(path.with_suffix(".mo"))
    return done


# --- checking -----------------------------------------------------------------------------------------------------


def problems() -> list[str]:
    """What keeps a reader of German or French from understanding everything, one line each."""
    texts = found()
    lines = [line for language in LANGUAGES for line in problems_of(language, texts, is_whole=True)]
    return lines + list(problems_of(INFORMAL, texts, is_whole=False))


def problems_of(language: str, texts: dict[Key, set[str]], *, is_whole: bool) -> Iterator[str]:
    catalogue = {key_of(entry): entry for entry in read(language)}
    for key in sorted(texts.keys() - catalogue.keys()) if is_whole else ():
        yield f"{language}: not in the catalogue: {key[1]!r}"
    for key, entry in catalogue.items():
        if key not in texts or entry.obsolete:
            yield f"{language}: nowhere in the code: {key[1]!r}"
        elif entry.fuzzy:
            yield f"{language}: fuzzy: {key[1]!r}"
        elif not entry.translated():
            yield f"{language}: not translated: {key[1]!r}"
        elif wrong := differing(entry):
            yield f"{language}: differs in {', '.join(wrong)}: {key[1]!r}"


def differing(entry: polib.POEntry) -> list[str]:
    """Placeholders that only one side has. A singular may leave out the number ("one" for "%(n)s")."""
    if not entry.msgid_plural:
        return _difference(entry.msgid, entry.msgstr)
    one, *more = (entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural))
    wrong = [name for form in more for name in _difference(entry.msgid_plural, form)]
    return wrong + sorted(set(PLACEHOLDER.findall(one)) - set(PLACEHOLDER.findall(entry.msgid_plural)))


def _difference(text: str, translation: str) -> list[str]:
    here, there = (Counter(PLACEHOLDER.findall(words)) for words in (text, translation))
    return sorted(set(here) ^ set(there))
