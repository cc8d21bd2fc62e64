"""The parts shipped pages are made of, in the shape StreamField stores them."""


def text(html: str) -> dict:
    return {"type": "text", "value": html}


def steps(title: str, *rows: tuple[str, str]) -> dict:
    return {"type": "steps", "value": {"title": title, "steps": [{"title": t, "text": x} for t, x in rows]}}


def cards(title: str, *rows: tuple[str, str, str]) -> dict:
    return {
        "type": "cards",
        "value": {"title": title, "cards": [{"icon": i, "title": t, "text": f"<p>{x}</p>"} for i, t, x in rows]},
    }


def questions(title: str, *rows: tuple[str, str]) -> dict:
    return {
        "type": "questions",
        "value": {"title": title, "questions": [{"question": q, "answer": a} for q, a in rows]},
    }


def note(html: str, kind: str = "info") -> dict:
    return {"type": "note", "value": {"kind": kind, "text": html}}


def button(label: str, address: str, main: bool = True) -> dict:
    return {"type": "button", "value": {"label": label, "page": None, "address": address, "main": main}}


def part(kind: str) -> dict:
    """A part whose content comes from elsewhere: crisis, counsellors, topics, articles, privacy."""
    return {"type": kind, "value": None}


def legal(key: str) -> dict:
    """A legal text in its present version (cms/actions/default_legal)."""
    return {"type": "legal", "value": {"text": key}}


def line(icon: str, text: str, label: str, address: str) -> dict:
    """One sentence over the whole width, with a link."""
    return {"type": "line", "value": {"icon": icon, "text": text, "label": label, "page": None, "address": address}}
