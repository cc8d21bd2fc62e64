"""The shipped questions and answers in German."""

CLIENTS = {
    "title": "Hilfe",
    "introduction": "Kurze Antworten auf das, was am häufigsten gefragt wird. Fehlt Ihre Frage? Schreiben Sie uns.",
    "search_description": "Fragen und Antworten zu Konto, Passwörtern, Terminen, Kosten und Datenschutz.",
    "groups": [
        (
            "Erste Schritte",
            (
                "Wie fange ich an?",
                "<p>Sehen Sie sich zuerst in Ruhe um, dafür brauchen Sie kein Konto. Wenn Sie jemanden gefunden haben, "
                "der zu Ihnen passt, erstellen Sie ein Konto. Dann buchen Sie einen Termin oder schreiben eine erste "
                'Nachricht. <a href="/how-it-works/">So funktioniert es, Schritt für Schritt</a>.</p>',
            ),
            (
                "Was kostet es?",
                "<p>Das Konto ist kostenlos, und Sie zahlen nichts an dieses Portal. Jede Fachperson legt ihre Preise "
                'selbst fest; Sie sehen sie, bevor Sie buchen. <a href="/prices/">Mehr zu den Preisen</a>.</p>',
            ),
            (
                "Muss ich meinen Namen angeben?",
                "<p>Nein. Ein Anmeldename Ihrer Wahl genügt. Niemand prüft, wer Sie sind, und die E-Mail-Adresse können "
                "Sie weglassen.</p>",
            ),
            (
                "Welchen Browser brauche ich?",
                "<p>Einen aktuellen Firefox, Chrome, Edge, Safari oder Opera, auf dem Telefon, dem Tablet oder dem "
                "Computer. Sie müssen nichts installieren.</p>",
            ),
        ),
        (
            "Gut zu wissen",
            (
                "Welches Passwort ist wofür?",
                "<p>Es gibt zwei. Das <b>Anmeldepasswort</b> öffnet Ihr Konto. Das <b>Raumpasswort</b> öffnet Ihre "
                "Gespräche. Sie dürfen für beide dieselben Wörter nehmen, aber zwei verschiedene sind sicherer.</p>",
            ),
            (
                "Was ist ein gutes Passwort?",
                "<p>Ein langes. Vier oder fünf Wörter, die nichts miteinander zu tun haben, merkt man sich leicht und "
                "errät sie schwer. Namen, Geburtstage und Liedzeilen sind nicht sicher: An diesem Passwort hängt der "
                "Schutz Ihrer Gespräche.</p>",
            ),
            (
                "Ich habe mein Anmeldepasswort vergessen",
                "<p>Wenn Sie eine E-Mail-Adresse angegeben haben, können Sie damit ein neues setzen: Wählen Sie beim "
                "Anmelden „Passwort vergessen?“. Ohne Adresse kann das niemand, auch wir nicht, denn wir können nicht "
                "wissen, dass Sie es sind. Erstellen Sie dann bitte ein neues Konto.</p>",
            ),
            (
                "Ich habe mein Raumpasswort vergessen",
                "<p>Nehmen Sie den Wiederherstellungscode, den Sie beim Festlegen des Passworts gesehen haben. Ohne ihn "
                "bleiben Ihre früheren Nachrichten für Sie verschlossen: Niemand hier kann sie öffnen.</p>",
            ),
            (
                "Wie schnell bekomme ich eine Antwort?",
                "<p>Termine finden zur gebuchten Zeit statt. Nachrichten werden meist innerhalb von zwei bis drei "
                "Werktagen beantwortet; am Wochenende und an Feiertagen kann es länger dauern. "
                '<b>In einer Krise warten Sie bitte nicht</b>: Unter <a href="/crisis/">diesen Nummern</a> hebt jetzt '
                "jemand ab.</p>",
            ),
        ),
        (
            "Einstellungen und Benachrichtigungen",
            (
                "Was steht in den E-Mails, die Sie schicken?",
                "<p>Nur, dass es etwas Neues gibt, und die Zeiten Ihrer Termine. Nie, was geschrieben wurde. Sie "
                "bekommen sie nur, wenn Sie eine Adresse angegeben haben.</p>",
            ),
            (
                "Wie ändere ich Sprache, Zeitzone oder E-Mail-Adresse?",
                "<p>Melden Sie sich an und öffnen Sie im Menü oben rechts „Konto und Einstellungen“. Dort können Sie Ihre "
                "E-Mail-Adresse auch entfernen.</p>",
            ),
            (
                "Kann ich meine Anmeldung mit einem zweiten Schritt schützen?",
                "<p>Ja, unter „Konto und Einstellungen“: mit einem Passkey Ihres Geräts oder mit einer App, die Codes "
                "anzeigt. Dort sehen Sie auch, auf welchen Geräten Sie angemeldet sind, und können sie abmelden.</p>",
            ),
        ),
        (
            "Termine",
            (
                "In welcher Zeitzone sind die Zeiten angegeben?",
                "<p>In Ihrer, so wie Ihr Gerät oder Ihre Einstellungen es sagen. Der Name der Zeitzone steht "
                "daneben.</p>",
            ),
            (
                "Wie bezahle ich?",
                "<p>Am Eingang Ihres Raums, vor dem Termin. Wir zeigen Ihnen, was offen ist und wie Ihre Fachperson "
                "bezahlt werden kann. Das Geld geht an Ihre Fachperson, nicht an uns.</p>",
            ),
            (
                "Wie sage ich ab?",
                "<p>Öffnen Sie den Termin und wählen Sie „Absagen“. Auf der Seite steht, bis wann das nichts kostet. Das "
                "legt jede Fachperson selbst fest, und Sie sehen es, bevor Sie buchen.</p>",
            ),
            (
                "Was passiert zur Zeit meines Termins?",
                "<p>Fünfzehn Minuten vorher öffnet sich der Eingang. Dahinter liegt Ihr Raum, in dem Sie Ihre Fachperson "
                "treffen. Reißt die Verbindung ab, kommen Sie auf demselben Weg zurück: Nichts geht verloren.</p>",
            ),
        ),
        (
            "Datenschutz",
            (
                "Wer kann lesen, was ich schreibe?",
                "<p>Sie und Ihre Fachperson. Nachrichten werden auf Ihrem Gerät verschlüsselt, unser Server speichert sie "
                'nur in dieser Form. <a href="/security/">Was wir schützen und was wir nicht können</a>.</p>',
            ),
            (
                "Jemand anderes benutzt mein Gerät. Was muss ich wissen?",
                "<p>Nehmen Sie ein privates Fenster und gehen Sie mit „Schnell verlassen“ oder mit dreimal "
                "Umschalttaste. Der Verlauf Ihres Browsers wird dadurch nicht gelöscht. "
                '<a href="/safety/">So hinterlassen Sie keine Spuren</a>.</p>',
            ),
            (
                "Kann ich eine Kopie meines Gesprächs behalten?",
                "<p>Ja. Öffnen Sie das Gespräch und wählen Sie „Gespräch drucken“: Ihr Browser entschlüsselt und "
                "druckt es. Auf das Papier oder die Datei müssen Sie dann selbst aufpassen.</p>",
            ),
            (
                "Wie bekomme ich meine Daten oder lasse sie löschen?",
                '<p>Schreiben Sie uns über die <a href="/contact/">Kontaktseite</a>. Wir sagen Ihnen, was über Sie '
                "gespeichert ist. Ihre Gespräche können wir nicht lesen.</p>",
            ),
        ),
    ],
    "button": "Schreiben Sie uns",
}

COUNSELLORS = {
    "title": "Hilfe für Fachpersonen",
    "introduction": "Vom ersten Profil bis zum Alltag der Praxis. Fehlt Ihre Frage? Schreiben Sie uns.",
    "search_description": "Fragen und Antworten für Fachpersonen: Profil, Titel, Zeiten, Preise, Zahlungen, "
    "Datenschutz.",
    "groups": [
        (
            "Erste Schritte",
            (
                "Wie eröffne ich hier eine Praxis?",
                "<p>Erstellen Sie ein Konto als Fachperson, wählen Sie einen Tarif und schreiben Sie Ihr Profil. Die "
                "Bestätigung kann einige Minuten brauchen; kommt sie nicht an, sehen Sie bitte im Spam-Ordner nach.</p>",
            ),
            (
                "Wer steht im Verzeichnis?",
                "<p>Wer bestimmte geschützte Berufsbezeichnungen führt. Sie laden Ihre Nachweise hoch, unser Team prüft "
                "sie, und die Bezeichnung erscheint bei Ihrem Eintrag. Mit einer anderen Bezeichnung funktioniert Ihre "
                "Praxis genauso, für Menschen, die Sie selbst einladen.</p>",
            ),
            (
                "Wie schreibe ich mein Profil?",
                "<p>Wählen Sie in Ihrem Menü „Öffentliches Profil“. Schreiben Sie so, wie Sie bei einem ersten Treffen "
                "sprechen würden; ein Porträt schafft Vertrauen. Wählen Sie am Ende „Einreichen“: Unser Team liest es, "
                "bevor es erscheint, und gibt Ihnen Bescheid.</p>",
            ),
            (
                "Wer kann mein Profil ändern?",
                "<p>Sie schreiben es. Änderungen erscheinen, nachdem unser Team sie angesehen hat. Niemand schreibt in "
                "Ihrem Namen.</p>",
            ),
        ),
        (
            "Gut zu wissen",
            (
                "Wofür ist das Raumpasswort?",
                "<p>Es öffnet Ihre Gespräche, nur auf Ihrem Gerät. Wir erfahren es nie und können es nicht zurücksetzen. "
                "Bewahren Sie den Wiederherstellungscode dort auf, wo Ihre anderen vertraulichen Unterlagen liegen.</p>",
            ),
            (
                "Wie gehe ich mit einem Notfall um?",
                "<p>Niemand erwartet, dass Sie hier rund um die Uhr bereitstehen. Schreiben Sie in Ihr Profil, wann Sie "
                'antworten, und verweisen Sie auf die <a href="/crisis/">Krisennummern</a>. Sie stehen auf jeder '
                "Seite.</p>",
            ),
            (
                "Darf ich Artikel schreiben?",
                "<p>Wenn Ihr Tarif es vorsieht. Artikel erscheinen unter Ihrem Namen und mit einem Link zu Ihrem Profil, "
                "nachdem unser Team sie gelesen hat.</p>",
            ),
        ),
        (
            "Einstellungen",
            (
                "Wo lege ich Preise und Angebote fest?",
                "<p>Unter „Angebote und Preise“ in Ihrem Menü. Ein Angebot hat einen Namen, eine Dauer und einen Preis; "
                "der Preis darf null sein. Was gebucht ist, behält seinen Preis.</p>",
            ),
            (
                "Wie stelle ich meine Zeiten ein?",
                "<p>Unter „Zeiten“: die Zeiten einer normalen Woche und einzelne Tage, die davon abweichen. Dort sagen "
                "Sie auch, wie viel Vorlauf Sie brauchen und wie lange Sie zwischen zwei Terminen Pause machen.</p>",
            ),
            (
                "Wie schütze ich meine Anmeldung?",
                "<p>Mit einem zweiten Schritt, unter „Konto und Einstellungen“: einem Passkey Ihres Geräts oder einer "
                "App, die Codes anzeigt. Wir raten dringend dazu. Ein kurzes Passwort schützt niemanden.</p>",
            ),
        ),
        (
            "Termine und Zahlungen",
            (
                "Wie werde ich bezahlt?",
                "<p>Ratsuchende zahlen direkt an Sie, vor dem Termin. Tragen Sie unter „Zahlungen“ Ihr Konto ein; für "
                "Überweisungen zeigen wir einen Verwendungszweck und einen Code für die Banking-App.</p>",
            ),
            (
                "Was kostet mich das Portal?",
                "<p>Das hängt von Ihrem Tarif ab. Monatlichen Preis und Anteil an jeder Zahlung sehen Sie, bevor Sie "
                "wählen, und später bei Ihrem Tarif.</p>",
            ),
            (
                "Was ist, wenn jemand spät absagt oder nicht kommt?",
                "<p>Sie legen fest, bis wann eine Absage nichts kostet; man sieht es vor dem Buchen. Geld zurückgeben "
                "können Sie jederzeit.</p>",
            ),
            (
                "Wie sehe ich, wie meine Praxis läuft?",
                "<p>Unter „Statistik“ in Ihrer Praxis: Beratungen, Ratsuchende, Stunden, Antworten, Einnahmen und Gebühren "
                "von zwölf Monaten, als Diagramme, Tabellen und Datei. „So wird gezählt“ sagt, was jede Zahl "
                "bedeutet.</p>",
            ),
        ),
        (
            "Datenschutz",
            (
                "Was sieht Ihr Team von meiner Praxis?",
                "<p>Ihr Profil und Ihre Nachweise, dass es Termine und Zahlungen gibt und wie groß Nachrichten sind. Nie, "
                "was in einem Raum geschrieben wird: Unser Server hat keinen Schlüssel dazu. "
                '<a href="/security/">Mehr dazu</a>.</p>',
            ),
            (
                "Woher weiß ich, dass ich mit der richtigen Person schreibe?",
                "<p>Vergleichen Sie die Sicherheitsnummer, am besten am Telefon oder persönlich. Sehen beide dieselben "
                "zwölf Zifferngruppen, steht niemand zwischen Ihnen.</p>",
            ),
            (
                "Darf ich Ratsuchenden E-Mails schreiben?",
                "<p>Besser nicht. Eine E-Mail geht durch viele Hände und bleibt an vielen Orten liegen. Unsere "
                "Benachrichtigungen enthalten weder Inhalt noch Namen; nutzen Sie den Raum.</p>",
            ),
        ),
    ],
    "button": "Schreiben Sie uns",
}
