"""The parts demonstration articles are made of."""


def text(html: str) -> tuple:
    return ("text", html)


def quote(words: str, who: str = "") -> tuple:
    return ("quote", {"text": words, "who": who})


def note(html: str) -> tuple:
    return ("note", {"kind": "info", "text": html})


def steps(title: str, *rows: tuple[str, str]) -> tuple:
    return ("steps", {"title": title, "steps": [{"title": name, "text": words} for name, words in rows]})
