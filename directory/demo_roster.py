"""Eight counsellors who do not exist: what their profiles say. Used by demo.py, and only where DEBUG is on."""

from dataclasses import dataclass, field

from directory.portraits import Look


@dataclass(frozen=True)
class Person:
    name: str
    title: str  # slug of a ProfessionalTitle
    teaser: str
    about: str
    specialities: tuple[str, ...]
    languages: tuple[str, ...]
    training: tuple[tuple[str, str, int], ...]
    place: str
    postcode: str
    country: str
    look: Look
    pronouns: str = ""
    price_note: str = ""
    address: str = ""
    accepting: bool = True
    modes: tuple[str, ...] = field(default=("text",))


ROSTER: dict[str, Person] = {
    "anna": Person(
        name="Anna Lindner",
        title="clinical-psychologist",
        teaser="When everything is too much, we begin with one thing.",
        about="<p>I have worked with people in anxiety and exhaustion for fourteen years, first in a day clinic in "
        "Graz, today mostly online. Many of my clients function well for everybody else and fall apart on the sofa at "
        "nine in the evening. If you know that, you are in good company.</p>"
        "<p>In our first conversation you need not tell your life. I ask what made you look for somebody "
        "<i>this week</i>, and what would be different if it helped. After that we agree on something small to try. "
        "I am direct, I laugh easily, and I tell you when I think that somebody else could help you better.</p>"
        "<p>Between appointments you may write to me. I read on working days and answer within two of them.</p>",
        specialities=("anxiety", "low-mood", "sleep", "work"),
        languages=("en", "de"),
        training=(
            ("MSc Psychology", "University of Graz", 2009),
            ("Clinical psychology, postgraduate training", "Graz", 2012),
            ("Cognitive behavioural therapy for insomnia", "Vienna", 2018),
        ),
        place="Graz",
        postcode="8010",
        country="at",
        pronouns="she/her",
        price_note="Two places at a reduced fee for students and people without work. Please just ask.",
        look=Look(
            ground="#dbe8e4",
            shape="#b9d3cc",
            skin="#f0c6a5",
            hair="#6b4226",
            clothes="#2f5d62",
            clothes_2="#f3ede2",
            style="waves",
            outfit="jacket",
            smile="open",
            earrings="#d9a441",
        ),
    ),
    "markus": Person(
        name="Markus Feld",
        title="psychological-psychotherapist",
        teaser="I work with couples and parents, and with those who have just stopped being a couple.",
        about="<p>Most couples come when they have had the same quarrel a hundred times. I am less interested in who is "
        "right than in what each of you is afraid of at that moment. This sounds simple. It is not, but it can be "
        "learned, and it is often a relief within a few weeks.</p>"
        "<p>I also accompany separations: how to tell the children, how to stay parents, how to sleep in the new flat. "
        "You can come alone or together, side by side at one screen.</p>"
        "<p>I have two grown-up children, a dog that snores under my desk while I write, and thirty years of "
        "practice.</p>",
        specialities=("relationships", "family", "grief"),
        languages=("de", "en"),
        training=(
            ("Diplom in Psychology", "University of Hamburg", 1994),
            ("Licence as psychological psychotherapist", "Hamburg", 2000),
            ("Systemic therapy with couples and families", "Weinheim", 2004),
        ),
        place="Hamburg",
        postcode="20259",
        country="de",
        address="Praxis am Kanal\nEppendorfer Weg 88\n20259 Hamburg",
        look=Look(
            ground="#e9e0d2",
            shape="#d8c7ad",
            skin="#ebb996",
            hair="#8a8580",
            clothes="#44546b",
            clothes_2="#ffffff",
            style="side",
            outfit="collar",
            glasses="#3b3a40",
            beard="full",
            age=1,
            jaw=14,
        ),
    ),
    "leyla": Person(
        name="Leyla Demir",
        title="clinical-psychologist",
        teaser="For those who are at home in two worlds and, on bad days, in neither.",
        about="<p>I grew up between Izmir and Linz, and I know how tiring it can be to translate not only words but "
        "oneself. I work with people who live between cultures, with their families, and with young people who carry "
        "more than others see.</p>"
        "<p>You may talk in Turkish, German or English, and mix them as it comes. Faith, family and honour are not "
        "obstacles I want to argue away; they are part of you, and we can work with them.</p>"
        "<p>If it is hard to talk freely at home, we can write. Many conversations here began at one in the morning, "
        "typed under a blanket.</p>",
        specialities=("migration", "family", "young-people", "identity"),
        languages=("tr", "de", "en"),
        training=(
            ("MSc Psychology", "University of Vienna", 2013),
            ("Clinical psychology, postgraduate training", "Linz", 2016),
            ("Transcultural counselling", "Salzburg", 2019),
        ),
        place="Linz",
        postcode="4020",
        country="at",
        pronouns="she/her",
        look=Look(
            ground="#e7dbe4",
            shape="#cfb7c9",
            skin="#d9a179",
            hair="#7d3f5c",
            clothes="#3d3550",
            clothes_2="#7d3f5c",
            style="scarf",
            outfit="crew",
            lips="#a84a52",
        ),
    ),
    "samuel": Person(
        name="Samuel Okafor",
        title="health-psychologist",
        teaser="Work should not cost you your sleep, your back and your sense of humour.",
        about="<p>Before I became a health psychologist I was a nurse in intensive care. I know shifts, I know teams "
        "that are too small, and I know the pride of people who never call in sick until they cannot get up.</p>"
        "<p>I work with people in caring and technical professions on exhaustion, boundaries and what comes after a "
        "burnout. We look at your week, hour by hour, and change what can be changed. Some of it will be "
        "uncomfortable for others. That is allowed.</p>"
        "<p>Appointments early in the morning and late in the evening, for people who work when others do not.</p>",
        specialities=("work", "low-mood", "self-worth", "sleep"),
        languages=("en", "fr"),
        training=(
            ("Nursing diploma, intensive care", "Lagos and London", 2006),
            ("MSc Health Psychology", "University of Bath", 2014),
            ("Health psychology, registration", "Vienna", 2017),
        ),
        place="Vienna",
        postcode="1070",
        country="at",
        pronouns="he/him",
        look=Look(
            ground="#f0dcc8",
            shape="#e3bd97",
            skin="#7c4a2f",
            hair="#1f1715",
            clothes="#b8763a",
            clothes_2="#8d5524",
            style="short",
            outfit="roll",
            beard="stubble",
            jaw=18,
            lips="#8a4038",
            smile="open",
        ),
    ),
    "helene": Person(
        name="Helene Rousseau",
        title="psychological-psychotherapist",
        teaser="Grief has no timetable. I have time.",
        about="<p>I accompany people who have lost somebody: by death, by illness that changes a person, sometimes by a "
        "door that closed. Some come in the first week, others after twenty years. Neither is too early or too "
        "late.</p>"
        "<p>With me you may be silent, too. I have learned that the sentence that matters often comes in the last five "
        "minutes, so I never plan anything right after our hour.</p>"
        "<p>I also work with people who live with a serious illness, and with those who love them. Je vous reçois "
        "volontiers en français.</p>",
        specialities=("grief", "illness", "low-mood", "family"),
        languages=("fr", "en", "de"),
        training=(
            ("Maîtrise de psychologie", "Université de Strasbourg", 1988),
            ("Licence as psychological psychotherapist", "Freiburg", 2001),
            ("Palliative care, psychosocial", "Basel", 2010),
        ),
        place="Freiburg",
        postcode="79106",
        country="de",
        address="Praxis im Stühlinger\nKlarastraße 41\n79106 Freiburg",
        price_note="If the fee keeps you from coming, tell me. We will find a way.",
        look=Look(
            ground="#dde3ee",
            shape="#bccbe2",
            skin="#f3d2bb",
            hair="#c9c6c2",
            clothes="#7a4b62",
            clothes_2="#f5efe6",
            style="bob",
            outfit="cardigan",
            glasses="#8a3b45",
            age=1,
        ),
    ),
    "naomi": Person(
        name="Naomi Tesfay",
        title="clinical-psychologist",
        teaser="After something terrible, you decide how fast we go.",
        about="<p>I work with people after violence, accidents and flight. You never have to tell me what happened in "
        "order to get help with what it does to you now: the nights, the sudden sounds, the anger, the feeling of "
        "standing beside yourself.</p>"
        "<p>First we make the present a little safer. You learn ways to come back when a memory pulls you away. Only "
        "then, and only if you want it, do we look at what was. You can stop at any time; we agree on a sign for it "
        "in the first hour.</p>"
        "<p>I answer messages on Monday, Wednesday and Friday.</p>",
        specialities=("trauma", "anxiety", "migration", "sleep"),
        languages=("en", "it", "de"),
        training=(
            ("Laurea in Psicologia", "Università di Bologna", 2011),
            ("Clinical psychology, postgraduate training", "Innsbruck", 2015),
            ("EMDR and trauma-focused work", "Milan", 2018),
        ),
        place="Innsbruck",
        postcode="6020",
        country="at",
        pronouns="she/her",
        look=Look(
            ground="#e4ead6",
            shape="#c5d2a5",
            skin="#a86b45",
            hair="#221815",
            clothes="#5b7a4b",
            clothes_2="#46603a",
            style="curls",
            outfit="crew",
            smile="open",
            earrings="#e0b458",
            lips="#99413f",
        ),
    ),
    "piotr": Person(
        name="Piotr Zieliński",
        title="health-psychologist",
        teaser="Drinking less, smoking less, scrolling less: without shame, and one evening at a time.",
        about="<p>I stopped drinking nineteen years ago. I do not tell you this because you should do as I did, but so "
        "that you know: I have heard most excuses from myself.</p>"
        "<p>We look at what your habit does <i>for</i> you, since it does something, and find other ways to that. "
        "Relapses are information. You need not be sure that you want to stop; being unsure is where most people "
        "begin.</p>"
        "<p>If it is about somebody you love, you can come for yourself, without them.</p>",
        specialities=("addiction", "self-worth", "family"),
        languages=("pl", "de", "en"),
        training=(
            ("Magister psychologii", "Uniwersytet Jagielloński, Kraków", 2002),
            ("Health psychology, registration", "Vienna", 2009),
            ("Motivational interviewing, trainer", "Berlin", 2013),
        ),
        place="Vienna",
        postcode="1070",
        country="at",
        accepting=False,
        look=Look(
            ground="#d9e6ec",
            shape="#b4cfdb",
            skin="#f1c9ad",
            hair="#a9805a",
            clothes="#35495e",
            clothes_2="#e9edf0",
            style="bald",
            outfit="jacket",
            beard="full",
            jaw=20,
            age=1,
        ),
    ),
    "mei": Person(
        name="Mei Hoffmann",
        title="psychological-psychotherapist",
        teaser="Who am I when nobody needs anything from me?",
        about="<p>I work mostly with people between twenty and forty who are doing fine, on paper. They come with "
        "questions: stay or go, this job or none, a body that does not feel like one's own, a love that does not fit "
        "into the family's plans.</p>"
        "<p>I listen for the sentences that begin with “one should”. We take them apart together and see which of them "
        "are yours.</p>"
        "<p>People of every orientation and gender are welcome; you will not have to explain the basics to me. I like "
        "to work in writing, since some things can be said more exactly there.</p>",
        specialities=("identity", "self-worth", "relationships", "young-people"),
        languages=("en", "de"),
        training=(
            ("MSc Psychology", "University of Zurich", 2012),
            ("Psychotherapy, depth psychology", "Munich", 2018),
        ),
        place="Munich",
        postcode="80469",
        country="de",
        pronouns="she/they",
        look=Look(
            ground="#f3e0da",
            shape="#e7bfb2",
            skin="#f0cba6",
            hair="#1f1b1f",
            clothes="#b5654d",
            clothes_2="#fff6ee",
            style="bun",
            outfit="collar",
        ),
    ),
}
