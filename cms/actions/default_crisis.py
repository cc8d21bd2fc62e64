"""Numbers to call, as shipped. The operator must verify them and writes the date of that into each row."""

CRISIS_NUMBERS = [
    ("European Union", "Emergency: ambulance, police, fire brigade", "112", "Everywhere in the EU, any hour, free"),
    ("Germany", "TelefonSeelsorge", "0800 111 0 111", "Any hour, free, anonymous"),
    ("Germany", "TelefonSeelsorge, second line", "0800 111 0 222", "Any hour, free, anonymous"),
    ("Germany", "Violence against women", "116 016", "Any hour, many languages"),
    ("Germany", "Nummer gegen Kummer", "116 111", "For children and young people"),
    ("Austria", "Telefonseelsorge", "142", "Any hour, free, confidential"),
    ("Austria", "Rat auf Draht", "147", "For children and young people, any hour"),
    ("Austria", "Frauenhelpline", "0800 222 555", "Against violence, any hour, many languages"),
    ("Switzerland", "Die Dargebotene Hand", "143", "Any hour"),
    ("Switzerland", "Pro Juventute", "147", "For children and young people, any hour"),
    ("France", "Numéro national de prévention du suicide", "3114", "Any hour, free"),
    ("France", "Violences Femmes Info", "3919", "Free and anonymous"),
    ("France", "SAMU", "15", "Medical emergency"),
    ("United Kingdom", "Samaritans", "116 123", "Any hour, free"),
    ("United States", "Suicide & Crisis Lifeline", "988", "Any hour, call or text"),
]
