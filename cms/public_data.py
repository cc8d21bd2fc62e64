"""What search engines are told: schema.org data, and only what stands on the page anyway."""

import json

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lib.plain import plain

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def script(data: dict) -> SafeString:
    """A data block for a page. It holds no code, so the policy against inline scripts allows it."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def absolute(address: str) -> str:
    return settings.SITE_URL.rstrip("/") + address


def crumbs(steps: list[tuple[str, str]]) -> dict:
    """The way to a page, as (name, address) from the top; the last one is the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(address)}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def questions(pairs: list[tuple[str, str]]) -> dict:
    """Questions with their answers in rich text."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": plain(answer)}}
            for question, answer in pairs
        ],
    }


def website(name: str, claim: str, address: str) -> dict:
    return {
        "@type": "WebSite",
        "name": name,
        "description": claim,
        "url": absolute(address),
        "publisher": {"@type": "Organization", "name": name, "url": absolute("/")},
    }


def of(page, portal) -> list[dict]:
    """What is said of a page of the CMS: its own `public_data(portal)`, and the questions it answers."""
    own = page.public_data(portal) if hasattr(page, "public_data") else []
    asked = page.questions() if hasattr(page, "questions") else questions_in(getattr(page, "body", ()))
    return [*own, *([questions(asked)] if asked else [])]


def questions_in(body) -> list[tuple[str, str]]:
    return [
        (row["question"], row["answer"].source)
        for block in body
        if block.block_type == "questions"
        for row in block.value["questions"]
    ]
