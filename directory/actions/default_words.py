"""The words a new directory begins with, in English, German and French: slug to names."""

SPECIALITIES = {
    "anxiety": ("Anxiety and panic", "Angst und Panik", "Anxiété et panique"),
    "low-mood": ("Low mood and exhaustion", "Niedergeschlagenheit und Erschöpfung", "Tristesse et épuisement"),
    "relationships": ("Relationships and separation", "Beziehung und Trennung", "Vie de couple et séparation"),
    "family": ("Family and parenting", "Familie und Erziehung", "Famille et parentalité"),
    "grief": ("Grief and loss", "Trauer und Verlust", "Deuil et perte"),
    "work": ("Work and burnout", "Arbeit und Burn-out", "Travail et burn-out"),
    "self-worth": ("Self-worth", "Selbstwert", "Estime de soi"),
    "trauma": ("After something terrible", "Nach einem schlimmen Erlebnis", "Après un événement terrible"),
    "identity": ("Identity and orientation", "Identität und Orientierung", "Identité et orientation"),
    "illness": ("Living with illness", "Leben mit einer Krankheit", "Vivre avec une maladie"),
    "addiction": ("Habits and addiction", "Gewohnheiten und Sucht", "Habitudes et dépendances"),
    "migration": ("Living between cultures", "Leben zwischen Kulturen", "Vivre entre plusieurs cultures"),
    "young-people": ("Young people", "Junge Menschen", "Jeunes"),
    "sleep": ("Sleep", "Schlaf", "Sommeil"),
}
LANGUAGES = {
    "en": ("English", "Englisch", "Anglais"),
    "de": ("German", "Deutsch", "Allemand"),
    "fr": ("French", "Französisch", "Français"),
    "it": ("Italian", "Italienisch", "Italien"),
    "es": ("Spanish", "Spanisch", "Espagnol"),
    "tr": ("Turkish", "Türkisch", "Turc"),
    "ar": ("Arabic", "Arabisch", "Arabe"),
    "uk": ("Ukrainian", "Ukrainisch", "Ukrainien"),
    "pl": ("Polish", "Polnisch", "Polonais"),
    "hr": ("Bosnian, Croatian, Serbian", "Bosnisch, Kroatisch, Serbisch", "Bosnien, croate, serbe"),
}
TITLES = {
    "clinical-psychologist": (
        "Clinical psychologist", "Klinische Psychologin, Klinischer Psychologe", "Psychologue clinique",
    ),
    "health-psychologist": (
        "Health psychologist", "Gesundheitspsychologin, Gesundheitspsychologe", "Psychologue de la santé",
    ),
    "psychological-psychotherapist": (
        "Psychological psychotherapist", "Psychologische Psychotherapeutin, Psychologischer Psychotherapeut",
        "Psychothérapeute (psychologue)",
    ),
    "psychologist": ("Psychologist", "Psychologin, Psychologe", "Psychologue"),
    "counsellor": ("Counsellor", "Beratung", "Conseil psychologique"),
    "social-worker": ("Social worker", "Soziale Arbeit", "Travail social"),
}  # fmt: skip
# the three the law protects
LISTED = {"clinical-psychologist", "health-psychologist", "psychological-psychotherapist"}
