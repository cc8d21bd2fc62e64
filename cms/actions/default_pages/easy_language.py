"""The shipped page in easy language: short sentences, one thought each, no word that needs another to be understood."""

from cms.actions.default_pages.parts import note, text

EN = {
    "title": "Easy language",
    "introduction": "On this page we say in simple words what you can do here.",
    "search_description": "What this website is for, in easy language.",
    "body": [
        text(
            "<h2>What is this website for?</h2>"
            "<p>Sometimes life is hard.</p><p>Talking to somebody can help then.</p>"
            "<p>On this website you find people who listen.</p><p>They have learned how to help.</p>"
            "<p>We call them <b>counsellors</b>.</p>"
            "<h2>How does it work?</h2>"
            "<ol><li>You look at the counsellors.</li><li>You choose one of them.</li>"
            "<li>You create an account.<br>For this you think of a name and a password.<br>"
            "It does not have to be your real name.</li><li>You choose a day and a time.</li>"
            "<li>On that day you write to each other.</li></ol>"
            "<h2>What does it cost?</h2>"
            "<p>The account costs nothing.</p><p>Talking to a counsellor may cost money.</p>"
            "<p>You see the price before.</p><p>Then you decide.</p>"
            "<h2>Who can read what I write?</h2>"
            "<p>You can read it.</p><p>Your counsellor can read it.</p><p>We cannot read it.</p>"
            "<h2>I have to leave quickly</h2>"
            "<p>Nobody should see this website on your screen?</p>"
            "<p>Press the button <b>Leave quickly</b>.</p><p>It is at the top of the page.</p>"
            "<h2>I have a question</h2>"
            '<p>Write to us: <a href="/contact/">contact</a>.</p>'
        ),
        note(
            "<p><b>Are you in danger? Do you want to hurt yourself?</b></p><p>Call for help now.</p>"
            '<p><a href="/crisis/">Here are the numbers</a>.</p>',
            "warning",
        ),
    ],
}

DE = {
    "title": "Leichte Sprache",
    "introduction": "Auf dieser Seite steht in einfachen Worten, was Sie hier tun können.",
    "search_description": "Wofür diese Internet-Seite da ist, in Leichter Sprache.",
    "body": [
        text(
            "<h2>Wofür ist diese Internet-Seite?</h2>"
            "<p>Manchmal ist das Leben schwer.</p><p>Dann kann es helfen, mit jemandem zu reden.</p>"
            "<p>Auf dieser Seite finden Sie Menschen, die zuhören.</p><p>Sie haben gelernt, wie man hilft.</p>"
            "<p>Wir nennen sie <b>Fach-Personen</b>.</p>"
            "<h2>Wie geht das?</h2>"
            "<ol><li>Sie sehen sich die Fach-Personen an.</li><li>Sie wählen eine Fach-Person aus.</li>"
            "<li>Sie machen ein Konto.<br>Dafür denken Sie sich einen Namen und ein Passwort aus.<br>"
            "Es muss nicht Ihr echter Name sein.</li><li>Sie wählen einen Tag und eine Uhr-Zeit.</li>"
            "<li>An diesem Tag schreiben Sie sich gegenseitig.</li></ol>"
            "<h2>Was kostet das?</h2>"
            "<p>Das Konto kostet nichts.</p><p>Die Beratung kann Geld kosten.</p>"
            "<p>Sie sehen vorher den Preis.</p><p>Dann entscheiden Sie.</p>"
            "<h2>Wer kann lesen, was ich schreibe?</h2>"
            "<p>Sie können es lesen.</p><p>Ihre Fach-Person kann es lesen.</p><p>Wir können es nicht lesen.</p>"
            "<h2>Ich muss schnell weg</h2>"
            "<p>Soll niemand diese Seite auf Ihrem Bild-Schirm sehen?</p>"
            "<p>Drücken Sie auf <b>Schnell verlassen</b>.</p><p>Der Knopf ist oben auf der Seite.</p>"
            "<h2>Ich habe eine Frage</h2>"
            '<p>Schreiben Sie uns: <a href="/contact/">Kontakt</a>.</p>'
        ),
        note(
            "<p><b>Sind Sie in Gefahr? Wollen Sie sich etwas antun?</b></p><p>Rufen Sie jetzt Hilfe.</p>"
            '<p><a href="/crisis/">Hier stehen die Nummern</a>.</p>',
            "warning",
        ),
    ],
}

FR = {
    "title": "Facile à lire",
    "introduction": "Cette page explique avec des mots simples ce que vous pouvez faire ici.",
    "search_description": "À quoi sert ce site, en langage facile à lire et à comprendre.",
    "body": [
        text(
            "<h2>À quoi sert ce site ?</h2>"
            "<p>Parfois, la vie est difficile.</p><p>Parler à une personne peut alors aider.</p>"
            "<p>Sur ce site, vous trouvez des personnes qui écoutent.</p><p>Elles ont appris à aider.</p>"
            "<p>Nous les appelons des <b>spécialistes</b>.</p>"
            "<h2>Comment ça marche ?</h2>"
            "<ol><li>Vous regardez les spécialistes.</li><li>Vous choisissez une personne.</li>"
            "<li>Vous créez un compte.<br>Pour cela, vous inventez un nom et un mot de passe.<br>"
            "Ce n’est pas forcément votre vrai nom.</li><li>Vous choisissez un jour et une heure.</li>"
            "<li>Ce jour-là, vous vous écrivez.</li></ol>"
            "<h2>Combien ça coûte ?</h2>"
            "<p>Le compte est gratuit.</p><p>La consultation peut coûter de l’argent.</p>"
            "<p>Vous voyez le prix avant.</p><p>Ensuite, vous décidez.</p>"
            "<h2>Qui peut lire ce que j’écris ?</h2>"
            "<p>Vous pouvez le lire.</p><p>Votre spécialiste peut le lire.</p><p>Nous ne pouvons pas le lire.</p>"
            "<h2>Je dois partir vite</h2>"
            "<p>Personne ne doit voir ce site sur votre écran ?</p>"
            "<p>Appuyez sur le bouton <b>Quitter vite</b>.</p><p>Il est en haut de la page.</p>"
            "<h2>J’ai une question</h2>"
            '<p>Écrivez-nous : <a href="/contact/">contact</a>.</p>'
        ),
        note(
            "<p><b>Êtes-vous en danger ? Voulez-vous vous faire du mal ?</b></p><p>Appelez à l’aide maintenant.</p>"
            '<p><a href="/crisis/">Voici les numéros</a>.</p>',
            "warning",
        ),
    ],
}
