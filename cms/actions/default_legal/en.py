from lib.legaltexts import CLIENTS, COUNSELLORS, PRIVACY, TERMS, WITHDRAWAL

TEMPLATE = (
    "<p><b>Template.</b> This text came with the software and describes what it does. The operator checks it, completes "
    "it and publishes it before opening, with legal advice where needed.</p>"
)

TEXTS = {
    TERMS: (
        "Terms of use",
        TEMPLATE + "<h2>What this portal is</h2>"
        "<p>Counsellors offer appointments and conversations here. What you agree with a counsellor is an agreement "
        "between the two of you. We run the portal: the directory, booking, payment and the protected room.</p>"
        "<h2>Not for emergencies</h2>"
        "<p>Nobody here answers around the clock. If you or somebody else is in danger, please call one of the "
        '<a href="/crisis/">numbers for a crisis</a>.</p>'
        "<h2>Your account</h2>"
        "<p>An account costs nothing. You may choose a user name that is not your name. Each account belongs to one "
        "person, who keeps its passwords secret. You are at least 16 years old, or whoever is responsible for you "
        "agrees.</p>"
        "<h2>Your room password</h2>"
        "<p>The password of your room never reaches us. If you lose it, only your recovery code opens your room. We "
        "cannot reset it, and what is in the room then stays closed.</p>"
        "<h2>Appointments and prices</h2>"
        "<p>You see the price before you book. The page of each appointment says until when you can cancel it free of "
        "charge; if you cancel later or do not come, the price may be due. You pay the counsellor.</p>"
        "<h2>What is not allowed</h2><ul>"
        "<li>pretending to be somebody else, or claiming a training you do not have,</li>"
        "<li>threatening, insulting or harassing others,</li>"
        "<li>passing on what others wrote without their consent,</li>"
        "<li>trying to reach others' data, or disturbing the portal.</li></ul>"
        "<h2>Ending</h2>"
        "<p>You may ask us at any time to close your account. We may close an account that breaks these terms. What the "
        "law makes us keep, such as bookkeeping, stays as long as it says.</p>"
        "<h2>Changes</h2>"
        "<p>If these terms change in a way that matters to you, we show you the new version and ask you before you go "
        "on. All versions stay readable on this page.</p>"
        "<h2>Law and complaints</h2>"
        "<p>The operator states here which law applies and which body settles disputes.</p>",
    ),
    PRIVACY: (
        "Privacy",
        TEMPLATE + "<h2>Who is responsible</h2>"
        '<p>The operator named in the <a href="/imprint/">imprint</a>. The operator adds the legal bases and, if there is '
        "one, the data protection officer.</p>"
        "<h2>Visiting</h2>"
        "<p>No cookie is set before it is needed, nothing is loaded from other companies, and nobody is followed from "
        "page to page. A cookie remembers if you choose a light or dark appearance or a language; another one keeps you "
        "logged in.</p>"
        "<h2>Your account</h2>"
        "<p>A user name, a value derived from your password (never the password itself), your settings, what you agreed "
        "to and when and, only if you give it, an e-mail address. What you do with your account's security is noted: "
        "logins, changed passwords, ended sessions.</p>"
        "<h2>Conversations</h2>"
        "<p>Stored as ciphertext we cannot read. Times, sizes and the people who take part are stored in clear; see "
        '<a href="/security/">How we protect conversations</a>.</p>'
        "<h2>Appointments and payments</h2>"
        "<p>Times, prices and states, for you, your counsellor and the bookkeeping the law asks for.</p>"
        "<h2>Mails</h2>"
        "<p>They say that there is something new, without names and content. Which mail was sent to which account, and "
        "when, is noted.</p>"
        "<h2>Messages through the contact form</h2>"
        "<p>Stored in clear, so that we can answer, and deleted some months after the last answer.</p>"
        "<h2>How long</h2>"
        "<p>A session ends after twelve hours at the latest. If you ask us to close your account, it can no longer be "
        "used; what others need too, such as the conversation of two people and bookkeeping, stays. The operator adds "
        "the periods.</p>"
        "<h2>Your rights</h2>"
        "<p>You may ask what we store about you, have it corrected or deleted, take it with you, withdraw your consent "
        "for the future, and complain to a supervisory authority. Write to us through the "
        '<a href="/contact/">contact page</a>.</p>',
    ),
    WITHDRAWAL: (
        "Right of withdrawal",
        TEMPLATE + "<h2>Fourteen days</h2>"
        "<p>If you book a paid appointment as a consumer, you may withdraw from that agreement within fourteen days, "
        "without giving reasons. The period begins on the day you book.</p>"
        "<h2>How</h2>"
        "<p>A clear statement is enough: cancel the appointment on its page, or write to your counsellor or to us through "
        'the <a href="/contact/">contact page</a>, for example: “I withdraw from my booking of [date and time]. My user '
        "name is […].”</p>"
        "<h2>What happens then</h2>"
        "<p>You get back what you paid for it, in the way you paid, within fourteen days.</p>"
        "<h2>If the appointment is earlier</h2>"
        "<p>If you ask for an appointment within the fourteen days, you ask that the counselling begins before they are "
        "over. For what has taken place by then a fair share is due; once the appointment has wholly taken place, the "
        "right ends.</p>",
    ),
    CLIENTS: (
        "Consent to the use of your data",
        TEMPLATE
        + "<p>So that you can be counselled here, we store that you have an account, with which counsellors you "
        "are in contact and when, your appointments and your payments. That alone can say something about your health "
        "or your life. The law therefore asks for your express consent.</p>"
        "<p>What you write in your room is encrypted on your device. We cannot read it; the person you write with "
        "can.</p>"
        "<p>You agree of your own free will. You may withdraw your consent at any time for the future: write to us, and "
        "we close your account. What happened until then stays lawful.</p>",
    ),
    COUNSELLORS: (
        "What counsellors agree to",
        TEMPLATE + "<ul><li>What is on your profile is true, and you hold the titles you state. Our staff check the "
        "evidence you hand in; it is seen by nobody else.</li>"
        "<li>Your profile is public, and search engines may show it.</li>"
        "<li>You keep the secrecy your profession asks for. For what you write and keep about your clients you are "
        "responsible yourself; we provide the protected room and cannot read what is in it.</li>"
        "<li>You keep your room password and your recovery code safe, and use a second factor.</li>"
        "<li>You answer within the times that your profile promises, and say when you are away.</li>"
        "<li>For money you receive and the taxes on it you are responsible yourself.</li></ul>"
        "<p>You may withdraw your consent at any time for the future: write to us, and we close your account and take "
        "your profile down.</p>",
    ),
}
