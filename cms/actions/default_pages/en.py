"""The shipped pages in English: the ones the others are translations of.

What is said about protection here is what docs/protocol keeps, with its limits, and no more.
"""

from cms.actions.default_pages.parts import button, cards, legal, line, note, part, questions, steps, text

HOME = {
    "headline": "Talk to someone who listens.",
    "introduction": "Choose a counsellor, book a time or write a message, and talk in a room that only the two of you "
    "can open. Without a waiting list, from wherever you are.",
    "search_description": "Online counselling with qualified counsellors: choose someone, book a time or write, and "
    "talk in an end-to-end encrypted room.",
    "body": [
        steps(
            "How it works",
            ("Choose", "Read how the counsellors work and what they have experience with. Take the time you need."),
            ("Book or write", "Pick a free time, or send a first message. A user name is enough; e-mail is optional."),
            (
                "Talk",
                "Write with each other at the agreed time and in between. Your room has its own password that only you know.",
            ),
        ),
        part("topics"),
        part("counsellors"),
        part("privacy"),
        line(
            "tag",
            "An account costs nothing. You pay only your counsellor, and see the price before you book.",
            "Prices",
            "/prices/",
        ),
        part("articles"),
        questions(
            "What people ask us first",
            (
                "Do I have to give my name?",
                "<p>No. You choose a user name and a password. An e-mail address is optional: it lets us tell you "
                "about your appointments, and helps if you forget the password of your account. If somebody else may "
                "read your e-mails, leave it out.</p>",
            ),
            (
                "What does it cost?",
                "<p>An account costs nothing. Each counsellor sets their own prices; you see them before you book, "
                "and you pay the counsellor directly.</p>",
            ),
            (
                "How quickly will I get an answer?",
                "<p>Appointments take place at the time you booked. To written messages most counsellors answer within "
                "two to three working days; over weekends and holidays it can take longer.</p>",
            ),
            (
                "Can somebody else read what I write?",
                "<p>Messages are encrypted on your device before they are sent, and our server stores only ciphertext. "
                "As with every web app, you trust the code your browser loads. "
                '<a href="/security/">What we protect, and what we cannot</a>.</p>',
            ),
        ),
    ],
}

PAGES = {
    "how-it-works": {
        "title": "How it works",
        "introduction": "Counselling in writing, with a person you chose yourself. Here is what happens, step by step.",
        "search_description": "How online counselling works here, from the first look to the last conversation: the "
        "steps, when you hear back, and when another way is better.",
        "body": [
            steps(
                "For the first time here",
                (
                    "Find someone who fits",
                    "Search by topic, language and place. Each profile says who the person is, how they work, and what "
                    "an appointment costs.",
                ),
                (
                    "Create an account",
                    "A user name and a password, both chosen by you. No real name, and an e-mail address only if you "
                    "want one. The account is free.",
                ),
                (
                    "Book a time, or write",
                    "Free times are shown in your own time zone. If you would rather begin in writing, send a message.",
                ),
                (
                    "Give your room its password",
                    "Your conversations open only with it. We never learn it, so write down the recovery code we show "
                    "you.",
                ),
                (
                    "Pass the door",
                    "Fifteen minutes before your appointment the door opens. If something is left to pay, this is where "
                    "you see it.",
                ),
                (
                    "Talk",
                    "In writing, at the agreed time and whenever you like in between. You can print your conversation "
                    "afterwards.",
                ),
            ),
            cards(
                "Online, by phone or in person?",
                (
                    "chat",
                    "Writing here",
                    "No journey, no waiting room. You can think before you answer, and read it again later. For many "
                    "people writing is easier when something is hard to say aloud.",
                ),
                (
                    "phone",
                    "A phone call",
                    "A voice helps when it is urgent, or when you cannot write just now. In a crisis the phone is the "
                    "quickest way.",
                ),
                (
                    "people",
                    "Meeting in person",
                    "Some things need nearness, an examination, or time in the same room. Many counsellors also see "
                    "people in their practice; the profile says where.",
                ),
            ),
            text(
                "<p>You need not decide on one way: what you write here goes together with the phone and a practice, "
                "and does not replace them. If your counsellor thinks that meeting in person, a doctor or a clinic "
                "would help you better, they will say so.</p>"
                "<h2>When will I hear back?</h2>"
                "<p>As soon as possible, <b>as a rule within two to three working days</b>. It takes longer when you "
                "write at the start of a weekend, or before holidays such as Easter and Christmas. An appointment "
                "takes place at the time you booked.</p>"
                "<h2>Why not simply by e-mail?</h2>"
                "<p>Because an e-mail passes through many hands and stays in many places. "
                '<a href="/why-not-email/">What speaks against it, and what we do instead</a>.</p>'
            ),
            {"type": "answer_by", "value": "counselling"},
            note(
                "<p><b>In an acute crisis</b> please do not wait for an answer here. "
                '<a href="/crisis/">These numbers</a> are answered right now.</p>',
                "warning",
            ),
            button("Find a counsellor", "/counsellors/"),
        ],
    },
    "why-not-email": {
        "title": "Why not by e-mail?",
        "introduction": "E-mail is convenient. It was not made for what concerns only you and your counsellor.",
        "search_description": "Why counselling does not belong in an e-mail: what happens to e-mails, and what an "
        "encrypted room does differently.",
        "body": [
            text(
                "<h2>What happens to an e-mail</h2>"
                "<p>An e-mail is more like a postcard than a letter. On its way it lies on several servers, and most "
                "providers can read it. Copies stay in the outbox, in the inbox, on every device and in backups, often "
                "for years. Nobody can delete it everywhere.</p>"
                "<ul><li>Whoever opens your mailbox, on a shared computer or on the phone, reads along.</li>"
                "<li>Subject, names and time can be seen even when the text is encrypted.</li>"
                "<li>One typing mistake in the address, and a stranger gets your message.</li>"
                "<li>You cannot see whether the sender's address is genuine.</li></ul>"
            ),
            cards(
                "What we do instead",
                (
                    "lock",
                    "Encrypted on your device",
                    "What you write is encrypted before it leaves your device. Only you and your counsellor can read "
                    "it.",
                ),
                (
                    "eye-off",
                    "Notices without content",
                    "Our mails say only that there is something new: no name, no topic, no text.",
                ),
                (
                    "person",
                    "Without any address",
                    "You can use this site without giving an e-mail address. Then look in yourself, to see whether you "
                    "have an answer.",
                ),
            ),
            text(
                "<h2>Why this matters</h2>"
                "<p>What people say in counselling is among the things the law protects most: health, relationships, "
                "fears. Counsellors have a duty of confidentiality. A way on which others can read along does not go "
                "with it.</p>"
                "<h2>What if I would like to send you an e-mail all the same?</h2>"
                "<p>For questions about the site, gladly, through the "
                '<a href="/contact/">contact page</a>. Please write nothing confidential there: your room is made for '
                'that. <a href="/security/">How we protect conversations</a>.</p>'
            ),
            button("Find a counsellor", "/counsellors/"),
        ],
    },
    "prices": {
        "title": "Prices",
        "introduction": "You pay your counsellor, and nobody else. What an appointment costs stands on every profile.",
        "search_description": "What counselling here costs: free accounts, no fees of the portal, prices set by each "
        "counsellor.",
        "body": [
            cards(
                "",
                (
                    "person",
                    "Your account",
                    "Free, for as long as you like. You pay nothing to the portal: no booking fee, no subscription, no "
                    "hidden costs.",
                ),
                (
                    "tag",
                    "Your appointments",
                    "Each counsellor sets their own prices. You see the price in the profile, and again before you "
                    "confirm. VAT is in it, and nothing is added.",
                ),
                (
                    "heart",
                    "Reduced fees",
                    "Some counsellors offer them. Look for the note on prices in the profile, or simply ask.",
                ),
            ),
            questions(
                "About paying",
                (
                    "When do I pay?",
                    "<p>Before the appointment, at the door of your room. The door tells you what is open and how to "
                    "pay it.</p>",
                ),
                (
                    "How do I pay?",
                    "<p>By bank transfer to your counsellor. We show you the account, the reference, and a code your "
                    "banking app can read. Some counsellors also take cards. Then the door offers you both.</p>",
                ),
                (
                    "Does a first message cost anything?",
                    "<p>No. You can write to a counsellor, and ask whether they are the right person for you, before "
                    "you book anything.</p>",
                ),
                (
                    "What if I cannot come?",
                    "<p>Cancel on the page of the appointment. Each counsellor decides until when this costs nothing; "
                    "you see it before you book.</p>",
                ),
                (
                    "Do I get an invoice?",
                    "<p>Your contract is with your counsellor. Ask them for an invoice if you need one, for instance "
                    "for your insurance.</p>",
                ),
                (
                    "Does my insurance pay?",
                    "<p>Sometimes, depending on the country, your insurance and the counsellor's profession. Please "
                    "ask your insurance first.</p>",
                ),
            ),
            button("See the counsellors", "/counsellors/"),
            text(
                "<h2>For counsellors</h2><p>Clients pay nothing to the portal. What it costs to run is carried by the "
                "counsellors, each with the plan that suits their practice. The entry in the directory is free.</p>"
            ),
            part("plans"),
        ],
    },
    "crisis": {
        "title": "Help in a crisis",
        "introduction": "If you or somebody near you is in danger, please call now. These services answer at once, "
        "and most are free and anonymous.",
        "search_description": "Numbers to call in a crisis, by country.",
        "body": [
            part("crisis"),
            text(
                "<h2>Until somebody answers</h2><ul>"
                "<li>Do not stay alone. Go to somebody, or ask somebody to come.</li>"
                "<li>Put distance between yourself and anything you could hurt yourself with.</li>"
                "<li>The nearest hospital will see you, at any hour.</li></ul>"
                "<p>Counsellors here work by appointment and answer messages within days. They cannot replace an "
                "emergency service.</p>"
            ),
        ],
    },
    "security": {
        "title": "How we protect conversations",
        "introduction": "What is encrypted, what is not, and what you have to trust. Without big words.",
        "search_description": "How conversations are encrypted, what the server can see, and what we cannot promise.",
        "body": [
            cards(
                "",
                (
                    "lock",
                    "Encrypted on your device",
                    "What you write is encrypted before it leaves your browser. The server stores only ciphertext.",
                ),
                (
                    "key",
                    "Opened by your password",
                    "The password of your room never reaches us, in any form. We cannot reset it and cannot open your "
                    "room.",
                ),
                (
                    "shield",
                    "Comparing numbers",
                    "You and your counsellor can compare a number to be sure that nobody sits between you.",
                ),
            ),
            text(
                "<h2>What the server does know</h2>"
                "<p>That your account exists, with whom it has conversations, when messages were sent and how large "
                "they are; your appointments and payments; whether you are typing; your settings. We need this to run "
                "the service.</p>"
                "<h2>What we cannot promise</h2><ul>"
                "<li><b>As with every web app you trust the code your browser loads.</b> We publish the code and serve "
                "the room as one constant document, so that a change can be noticed. A server taken over by somebody "
                "could still send different code.</li>"
                "<li><b>Your device.</b> Whoever can use your unlocked device can read what you can read.</li>"
                "<li><b>Your password.</b> Everything hangs on it. A short or common one can be guessed.</li>"
                "<li><b>The first contact.</b> Only comparing the number shows that a key really belongs to your "
                "counsellor.</li>"
                "<li><b>Going back in time.</b> If a key is stolen, earlier messages can be read with it.</li></ul>"
                "<h2>For those who want to look closer</h2>"
                "<p>The protocol is written down byte by byte and is part of the source code, with its tests and its "
                "known limits.</p>"
            ),
        ],
    },
    "safety": {
        "title": "Leaving no traces",
        "introduction": "If somebody must not know that you were here: what the button “Leave quickly” does, and what "
        "it cannot do.",
        "search_description": "How to visit privately and leave quickly.",
        "body": [
            text(
                "<h2>Leave quickly</h2>"
                "<p>The button at the top of every page, or pressing <b>Shift three times</b>, covers the page at "
                "once, logs you out, and opens a harmless site in its place.</p>"
                "<h2>What stays</h2>"
                "<p>Your browser keeps a <b>history</b> of the pages you visited; the button cannot erase it. To leave "
                "no entry at all:</p><ul>"
                "<li>open a <b>private window</b> before you come here and close it afterwards,</li>"
                "<li>or delete the history of today in your browser,</li>"
                "<li>or use a device that only you can use, at a friend's or in a library.</li></ul>"
                "<h2>E-mail and calendar</h2>"
                "<p>If somebody else may read your e-mails, do not give us an address. Think twice before you save an "
                "appointment in a shared calendar.</p>"
            ),
            note(
                '<p>If you are in danger, please call: <a href="/crisis/">numbers that are answered right now</a>.</p>',
                "warning",
            ),
        ],
    },
    "privacy": {
        "title": "Privacy",
        "introduction": "Which data we keep, why, and for how long.",
        "body": [legal("privacy")],
    },
    "terms": {
        "title": "Terms",
        "introduction": "What you and we can rely on.",
        "body": [legal("terms")],
    },
    "withdrawal": {
        "title": "Right of withdrawal",
        "introduction": "How to step back from a booking.",
        "body": [legal("withdrawal")],
    },
    "contact": {
        "title": "Contact",
        "introduction": "Questions about the portal, trouble with the technology, appointments or payments: our staff "
        "answer. A name is not needed.",
        "search_description": "Write to the people who run this portal, and see by which date they answer.",
        "thanks": "Until then: many questions are answered on the help pages already.",
        "body": [part("operator")],
    },
    "imprint": {
        "title": "Imprint",
        "introduction": "Who runs this portal.",
        "body": [part("operator")],
    },
    "accessibility": {
        "title": "Accessibility",
        "introduction": "This portal should be usable by everybody, with every device and every aid. How far we have "
        "come, what is missing, and how to tell us about a barrier.",
        "search_description": "Accessibility statement: what was tested, what is missing, how to report a barrier.",
        "body": [
            text(
                "<h2>How accessible this portal is</h2>"
                "<p>This portal is <b>partially compliant</b> with the Web Content Accessibility Guidelines 2.2 at level "
                "AA and with the European standard EN 301 549, because of what is listed below.</p>"
                "<p>All pages work with the keyboard alone, text can be enlarged, colours keep their contrast in light "
                "and dark, and movement stops if your device asks for it. Public pages, the contact form, booking and your "
                "account work without JavaScript wherever nothing has to be encrypted.</p>"
                "<h2>What is not accessible yet</h2><ul>"
                "<li>The encrypted room needs JavaScript: without it nothing could be encrypted on your device.</li>"
                "<li>Films that counsellors show in their profiles may lack captions or a text in their place.</li>"
                "<li>There is no summary in easy language and no film in sign language on this page.</li>"
                "<li>Tests by people who use screen readers every day are still to come.</li></ul>"
                "<h2>How this was found out</h2>"
                "<p>By a self-assessment of those who build the software: every kind of page is checked by a program "
                "(axe), in light and dark, on a phone and a large screen, and the main ways through the portal are "
                "gone with the keyboard alone. An assessment by somebody independent has not taken place.</p>"
                "<h2>Date of this statement</h2>"
                "<p>This statement came with the software. The operator writes here when it was prepared and last "
                "reviewed for this portal.</p>"
                "<h2>Tell us about a barrier</h2>"
                '<p>Something is in your way, or you need a text in another form? <a href="/accessibility/report/">'
                "Report a barrier</a>: a few words are enough. You see at once by which date we answer.</p>"
                "<h2>If our answer does not help you</h2>"
                "<p>Then you may turn to the body that watches over accessibility in your country. The operator writes "
                "here which one that is, with its address.</p>"
            ),
        ],
    },
    "accessibility/report": {
        "title": "Report a barrier",
        "introduction": "What did you want to do, on which page, and what was in your way? If you like, tell us which "
        "device or aid you use.",
        "search_description": "Tell us what keeps you from using this portal.",
        "thanks": "Thank you for helping us to take this barrier away.",
        "body": [],
    },
}
