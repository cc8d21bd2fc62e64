"""The shipped links of header and footer. Staff move and change them in the CMS; a menu is given once.

(address, words in English, German, French). Without words an entry shows the title of the page in the reader's language.
"""

MENUS = {
    "header": {
        "title": ("", "", ""),
        "entries": [("/counsellors/",), ("/how-it-works/",), ("/prices/",), ("/blog/",), ("/help/",)],
    },
    "footer_1": {
        "title": ("Find support", "Unterstützung finden", "Trouver du soutien"),
        "entries": [
            ("/counsellors/",),
            ("/how-it-works/",),
            ("/prices/",),
            ("/crisis/",),
        ],
    },
    "footer_2": {
        "title": ("Good to know", "Gut zu wissen", "Bon à savoir"),
        "entries": [("/help/",), ("/security/",), ("/safety/",), ("/blog/",)],
    },
    "footer_3": {
        "title": ("About us", "Über uns", "À propos"),
        "entries": [("/contact/",), ("/imprint/",), ("/privacy/",), ("/terms/",), ("/accessibility/",)],
    },
    "footer_end": {
        "title": ("", "", ""),
        "entries": [
            ("/easy-language/",),
            ("/help/for-counsellors/",),
            (
                "/account/signup/?as=counsellor",
                "For counsellors: open your practice",
                "Für Fachpersonen: eigene Praxis eröffnen",
                "Pour les spécialistes : ouvrez votre cabinet",
            ),
        ],
    },
}
