"""What search engines are told about a profile: schema.org data, and only what stands on the page anyway."""

import json

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe

PHOTO = "fill-360x360-c60|format-webp"  # the one the profile shows
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def of(page, listing, *, languages, specialities):
    """A data block for the head of the profile. It holds no code, so the policy against inline scripts allows it."""
    data = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person",
            "name": page.title,
            "url": settings.SITE_URL + page.url,
            "jobTitle": str(page.professional_title),
            "description": page.summary,
            "knowsLanguage": [language.slug for language in languages],
            "knowsAbout": [str(speciality) for speciality in specialities],
            "hasCredential": {"@type": "EducationalOccupationalCredential", "name": str(page.professional_title)},
        },
    }
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if page.photo:
        data["mainEntity"]["image"] = settings.SITE_URL + page.photo.get_rendition(PHOTO).url
    if page.place:
        data["mainEntity"]["address"] = {"@type": "PostalAddress", "addressLocality": page.place}
        if page.postcode:
            data["mainEntity"]["address"]["postalCode"] = page.postcode
    if listing.price_from_cents is not None:
        data["mainEntity"]["makesOffer"] = {
            "@type": "Offer",
            "price": f"{listing.price_from_cents / 100:.2f}",
            "priceCurrency": listing.currency,
        }
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
