"""The shipped questions and answers in English: for people who seek counsel, and for counsellors."""

CLIENTS = {
    "title": "Help",
    "introduction": "Short answers to what people ask most. If yours is missing, please write to us.",
    "search_description": "Questions and answers about accounts, passwords, appointments, costs and privacy.",
    "groups": [
        (
            "Getting started",
            (
                "How do I begin?",
                "<p>Look around first: you need no account for that. When you have found somebody who fits, create an "
                "account, then book a time or send a first message. "
                '<a href="/how-it-works/">How it works, step by step</a>.</p>',
            ),
            (
                "What does it cost?",
                "<p>The account is free, and you pay nothing to this portal. Each counsellor sets their own prices; you "
                'see them before you book. <a href="/prices/">More about prices</a>.</p>',
            ),
            (
                "Do I have to give my name?",
                "<p>No. A user name of your choice is enough. Nobody checks who you are, and you can leave out the "
                "e-mail address.</p>",
            ),
            (
                "Which browser do I need?",
                "<p>A current Firefox, Chrome, Edge, Safari or Opera, on a phone, a tablet or a computer. There is "
                "nothing to install.</p>",
            ),
        ),
        (
            "Good to know",
            (
                "Which password is which?",
                "<p>There are two. The <b>login password</b> opens your account. The <b>room password</b> opens your "
                "conversations. You may use the same words for both, but two different ones are safer.</p>",
            ),
            (
                "What makes a good password?",
                "<p>Length. Four or five words that have nothing to do with each other are easy to remember and hard to "
                "guess. Names, birthdays and words from songs are not safe: the protection of your conversations "
                "hangs on this password.</p>",
            ),
            (
                "I forgot my login password",
                "<p>If you gave an e-mail address, you can set a new password with it: choose “Forgotten your password?” "
                "where you log in. Without an address nobody can do this, not even we, because we cannot know that it "
                "is you. Then please create a new account.</p>",
            ),
            (
                "I forgot my room password",
                "<p>Use the recovery code you were shown when you set the password. Without it your earlier messages "
                "stay closed on your side: nobody here can open them.</p>",
            ),
            (
                "How quickly will I get an answer?",
                "<p>Appointments take place at the time you booked. Written messages are usually answered within two to "
                "three working days; at weekends and on holidays it can take longer. "
                '<b>In a crisis please do not wait</b>: <a href="/crisis/">these numbers</a> are answered now.</p>',
            ),
        ),
        (
            "Settings and notices",
            (
                "What is in the e-mails you send?",
                "<p>Only that there is something new, and the times of your appointments. Never what was written. You "
                "get them only if you gave an address.</p>",
            ),
            (
                "How do I change my language, my time zone or my e-mail address?",
                "<p>Log in and open “Account and settings” in the menu at the top right. You can also remove your e-mail "
                "address there.</p>",
            ),
            (
                "Can I protect my login with a second step?",
                "<p>Yes, under “Account and settings”: with a passkey of your device, or with an app that shows codes. "
                "There you also see on which devices you are logged in, and can log them out.</p>",
            ),
        ),
        (
            "Appointments",
            (
                "In which time zone are the times?",
                "<p>In yours, as your device or your settings say. The name of the zone stands beside them.</p>",
            ),
            (
                "How do I pay?",
                "<p>At the door of your room, before the appointment. We show you what is open and every way of paying "
                "that your counsellor offers. The money goes to your counsellor, not to us.</p>",
            ),
            (
                "How do I cancel?",
                "<p>Open the appointment and choose “Cancel”. The page says until when this costs nothing; every "
                "counsellor decides that, and you see it before you book.</p>",
            ),
            (
                "What happens at the time of my appointment?",
                "<p>Fifteen minutes before, the door opens. Behind it is your room, where you meet your counsellor. If "
                "the connection breaks, come back the same way: nothing is lost.</p>",
            ),
        ),
        (
            "Privacy",
            (
                "Who can read what I write?",
                "<p>You and your counsellor. Messages are encrypted on your device, and our server stores only "
                'ciphertext. <a href="/security/">What we protect, and what we cannot</a>.</p>',
            ),
            (
                "Somebody else uses my device. What should I know?",
                "<p>Use a private window, and leave with “Leave quickly” or by pressing Shift three times. The history "
                'of your browser is not erased by that. <a href="/safety/">How to leave no traces</a>.</p>',
            ),
            (
                "Can I keep a copy of my conversation?",
                "<p>Yes. Open the conversation and choose the transcript: your browser decrypts it and prints it. The "
                "paper or the file is then in your care.</p>",
            ),
            (
                "How do I get my data, or have it deleted?",
                '<p>Write to us through the <a href="/contact/">contact page</a>. We can tell you what we store about '
                "you, but we cannot read your conversations.</p>",
            ),
        ),
    ],
    "button": "Write to us",
}

COUNSELLORS = {
    "title": "Help for counsellors",
    "introduction": "From the first profile to the everyday practice. If your question is missing, please write to us.",
    "search_description": "Questions and answers for counsellors: profile, titles, hours, prices, payments, privacy.",
    "groups": [
        (
            "Getting started",
            (
                "How do I open a practice here?",
                "<p>Create an account as a counsellor, choose a plan and write your profile. The confirmation may take a "
                "few minutes; if it does not arrive, look in the folder for spam.</p>",
            ),
            (
                "Who is shown in the directory?",
                "<p>Holders of certain protected titles. You upload your evidence, our staff check it, and the title "
                "appears with your entry. With another title your practice works all the same for clients you bring "
                "yourself.</p>",
            ),
            (
                "How do I write my profile?",
                "<p>Choose “Public profile” in your menu. Write as you would talk to somebody at a first meeting; a "
                "portrait helps people to trust you. When you are done choose “Submit”: our staff read it before it "
                "appears, and tell you.</p>",
            ),
            (
                "Who can change my profile?",
                "<p>You write it. Changes appear after our staff have looked at them. Nobody writes in your name.</p>",
            ),
        ),
        (
            "Good to know",
            (
                "What is the room password for?",
                "<p>It opens your conversations, on your device only. We never learn it and cannot reset it. Keep the "
                "recovery code where you keep other confidential papers.</p>",
            ),
            (
                "How do I answer an emergency?",
                "<p>Nobody expects you to be on call here. Say in your profile when you answer, and point to the "
                '<a href="/crisis/">crisis numbers</a>, which stand on every page.</p>',
            ),
            (
                "May I write articles?",
                "<p>If your plan includes it. Articles appear under your name with a link to your profile, after our "
                "staff have read them.</p>",
            ),
        ),
        (
            "Settings",
            (
                "Where do I set prices and services?",
                "<p>Under “Services and prices” in your menu. A service has a name, a length and a price; the price may "
                "be zero. What was booked keeps the price it was booked at.</p>",
            ),
            (
                "How do I set my hours?",
                "<p>Under “Hours”: the hours of a normal week, and single days that differ from it. There you also say "
                "how much notice you need, and how long you rest between appointments.</p>",
            ),
            (
                "How do I protect my login?",
                "<p>With a second step, under “Account and settings”: a passkey of your device or an app that shows "
                "codes. We advise it strongly. A short password protects nobody.</p>",
            ),
        ),
        (
            "Appointments and payments",
            (
                "How am I paid?",
                "<p>Clients pay you, before the appointment. Enter your account under “Payments”; for bank transfers we "
                "show clients a reference and a code for their banking app.</p>",
            ),
            (
                "What does the portal cost me?",
                "<p>That depends on your plan. You see the monthly price and the share of each payment before you "
                "choose, and later under your plan.</p>",
            ),
            (
                "What if somebody cancels late or does not come?",
                "<p>You decide until when cancelling costs nothing; clients see it before they book. You can give money "
                "back whenever you like.</p>",
            ),
            (
                "How do I see how my practice is doing?",
                "<p>Under “Statistics” in your practice: consultations, clients, hours, answers, revenue and fees of "
                "twelve months, as charts, tables and a file. “How this is counted” says what each number means.</p>",
            ),
        ),
        (
            "Privacy",
            (
                "What do your staff see of my practice?",
                "<p>Your profile and your evidence, that appointments and payments exist, and how large messages are. "
                "Never what is written in a room: our server holds no key to it. "
                '<a href="/security/">More about this</a>.</p>',
            ),
            (
                "How do I know that my client is my client?",
                "<p>Compare the safety number, best by phone or in person. If both of you see the same twelve groups of "
                "digits, nobody stands between you.</p>",
            ),
            (
                "May I write to clients by e-mail?",
                "<p>Better not. An e-mail passes through many hands and stays in many places. The notices we send hold "
                "no content and no names, so use the room.</p>",
            ),
        ),
    ],
    "button": "Write to us",
}
