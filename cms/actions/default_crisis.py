"""Numbers to call, as shipped. The operator must verify them and writes the date of that into each row.

The name is what the service calls itself; the country and the note are in English, German and French.
"""

EU = ("European Union", "Europäische Union", "Union européenne")
DE = ("Germany", "Deutschland", "Allemagne")
AT = ("Austria", "Österreich", "Autriche")
CH = ("Switzerland", "Schweiz", "Suisse")
FR = ("France", "Frankreich", "France")
UK = ("United Kingdom", "Vereinigtes Königreich", "Royaume-Uni")
US = ("United States", "Vereinigte Staaten", "États-Unis")

ANY_HOUR = ("Any hour", "Rund um die Uhr", "À toute heure")
FREE = ("Any hour, free", "Rund um die Uhr, kostenlos", "À toute heure, gratuit")
ANONYMOUS = ("Any hour, free, anonymous", "Rund um die Uhr, kostenlos, anonym", "À toute heure, gratuit, anonyme")
YOUNG = ("For children and young people", "Für Kinder und Jugendliche", "Pour les enfants et les jeunes")
YOUNG_ANY_HOUR = (
    "For children and young people, any hour",
    "Für Kinder und Jugendliche, rund um die Uhr",
    "Pour les enfants et les jeunes, à toute heure",
)

# (country, name in each language, number, note)
CRISIS_NUMBERS = [
    (
        EU,
        (
            "Emergency: ambulance, police, fire brigade",
            "Notruf: Rettung, Polizei, Feuerwehr",
            "Urgences : ambulance, police, pompiers",
        ),
        "112",
        (
            "Everywhere in the EU, any hour, free",
            "Überall in der EU, rund um die Uhr, kostenlos",
            "Partout dans l’UE, à toute heure, gratuit",
        ),
    ),
    (DE, ("TelefonSeelsorge",), "0800 111 0 111", ANONYMOUS),
    (
        DE,
        ("TelefonSeelsorge, second line", "TelefonSeelsorge, zweite Leitung", "TelefonSeelsorge, deuxième ligne"),
        "0800 111 0 222",
        ANONYMOUS,
    ),
    (
        DE,
        ("Hilfetelefon Gewalt gegen Frauen",),
        "116 016",
        (
            "For women who experience violence, any hour, many languages",
            "Für Frauen, die Gewalt erleben, rund um die Uhr, viele Sprachen",
            "Pour les femmes victimes de violences, à toute heure, plusieurs langues",
        ),
    ),
    (DE, ("Nummer gegen Kummer",), "116 111", YOUNG),
    (
        AT,
        ("TelefonSeelsorge",),
        "142",
        (
            "Any hour, free, confidential",
            "Rund um die Uhr, kostenlos, vertraulich",
            "À toute heure, gratuit, confidentiel",
        ),
    ),
    (AT, ("Rat auf Draht",), "147", YOUNG_ANY_HOUR),
    (
        AT,
        ("Frauenhelpline gegen Gewalt",),
        "0800 222 555",
        (
            "For women who experience violence, any hour, many languages",
            "Für Frauen, die Gewalt erleben, rund um die Uhr, viele Sprachen",
            "Pour les femmes victimes de violences, à toute heure, plusieurs langues",
        ),
    ),
    (CH, ("Die Dargebotene Hand", "Die Dargebotene Hand", "La Main Tendue"), "143", ANY_HOUR),
    (CH, ("Pro Juventute",), "147", YOUNG_ANY_HOUR),
    (
        FR,
        ("Numéro national de prévention du suicide",),
        "3114",
        (
            "Thoughts of suicide, any hour, free",
            "Bei Suizidgedanken, rund um die Uhr, kostenlos",
            "Idées suicidaires, à toute heure, gratuit",
        ),
    ),
    (
        FR,
        ("Violences Femmes Info",),
        "3919",
        (
            "For women who experience violence, free, anonymous",
            "Für Frauen, die Gewalt erleben, kostenlos, anonym",
            "Pour les femmes victimes de violences, gratuit, anonyme",
        ),
    ),
    (FR, ("SAMU",), "15", ("Medical emergency", "Medizinischer Notfall", "Urgence médicale")),
    (UK, ("Samaritans",), "116 123", FREE),
    (
        US,
        ("988 Suicide & Crisis Lifeline",),
        "988",
        ("Any hour, call or text", "Rund um die Uhr, Anruf oder SMS", "À toute heure, appel ou SMS"),
    ),
]
