from lib.legaltexts import CLIENTS, COUNSELLORS, PRIVACY, TERMS, WITHDRAWAL

TEMPLATE = (
    "<p><b>Vorlage.</b> Dieser Text kam mit der Software und beschreibt, was sie tut. Wer das Portal betreibt, prüft und "
    "ergänzt ihn und veröffentlicht ihn vor der Eröffnung, wo nötig mit rechtlicher Beratung.</p>"
)

TEXTS = {
    TERMS: (
        "Nutzungsbedingungen",
        TEMPLATE + "<h2>Was dieses Portal ist</h2>"
        "<p>Fachpersonen bieten hier Termine und Gespräche an. Was Sie mit einer Fachperson vereinbaren, vereinbaren "
        "Sie beide miteinander. Wir betreiben das Portal: das Verzeichnis, die Buchung, die Zahlung und den geschützten "
        "Raum.</p>"
        "<h2>Nicht für Notfälle</h2>"
        "<p>Hier antwortet niemand rund um die Uhr. Wenn Sie oder jemand anderer in Gefahr ist, rufen Sie bitte eine der "
        '<a href="/crisis/">Nummern für die Krise</a> an.</p>'
        "<h2>Ihr Konto</h2>"
        "<p>Ein Konto kostet nichts. Sie können einen Anmeldenamen wählen, der nicht Ihr Name ist. Jedes Konto gehört "
        "einer Person, die ihre Passwörter geheim hält. Sie sind mindestens 16 Jahre alt, oder die Person, die für Sie "
        "verantwortlich ist, ist einverstanden.</p>"
        "<h2>Ihr Raumpasswort</h2>"
        "<p>Das Passwort Ihres Raums erreicht uns nie. Wenn Sie es verlieren, öffnet nur Ihr Wiederherstellungscode den "
        "Raum. Wir können es nicht zurücksetzen, und was im Raum ist, bleibt dann verschlossen.</p>"
        "<h2>Termine und Preise</h2>"
        "<p>Sie sehen den Preis, bevor Sie buchen. Auf der Seite jedes Termins steht, bis wann Sie ihn kostenlos absagen "
        "können; wenn Sie später absagen oder nicht kommen, kann der Preis fällig sein. Sie zahlen an die Fachperson.</p>"
        "<h2>Was nicht erlaubt ist</h2><ul>"
        "<li>sich als jemand anderer ausgeben oder eine Ausbildung behaupten, die man nicht hat,</li>"
        "<li>andere bedrohen, beleidigen oder belästigen,</li>"
        "<li>weitergeben, was andere geschrieben haben, ohne dass sie zustimmen,</li>"
        "<li>versuchen, an Daten anderer zu gelangen, oder das Portal stören.</li></ul>"
        "<h2>Ende</h2>"
        "<p>Sie können uns jederzeit bitten, Ihr Konto zu schließen. Wir können ein Konto schließen, das gegen diese "
        "Bedingungen verstößt. Was wir von Gesetzes wegen aufbewahren müssen, etwa Belege, bleibt so lange, wie es "
        "vorgeschrieben ist.</p>"
        "<h2>Änderungen</h2>"
        "<p>Wenn sich diese Bedingungen so ändern, dass es für Sie wichtig ist, zeigen wir Ihnen die neue Fassung und "
        "fragen Sie, bevor Sie weitermachen. Alle Fassungen bleiben auf dieser Seite lesbar.</p>"
        "<h2>Recht und Beschwerden</h2>"
        "<p>Hier steht, welches Recht gilt und welche Stelle Streit schlichtet. Das ergänzt, wer das Portal "
        "betreibt.</p>",
    ),
    PRIVACY: (
        "Datenschutz",
        TEMPLATE + "<h2>Wer verantwortlich ist</h2>"
        '<p>Wer im <a href="/imprint/">Impressum</a> genannt ist. Zu ergänzen sind die Rechtsgrundlagen (DSGVO, in der '
        "Schweiz DSG) und, wenn es sie gibt, die Stelle für Datenschutz.</p>"
        "<h2>Besuch</h2>"
        "<p>Wir setzen keinen Cookie, bevor er gebraucht wird, laden nichts von anderen Unternehmen und verfolgen niemanden "
        "von Seite zu Seite. Ein Cookie merkt sich, wenn Sie ein helles oder dunkles Aussehen oder eine Sprache wählen; "
        "ein anderer hält Sie angemeldet.</p>"
        "<h2>Ihr Konto</h2>"
        "<p>Ein Anmeldename, ein Wert, der aus Ihrem Passwort abgeleitet ist (nie das Passwort selbst), Ihre "
        "Einstellungen, wozu Sie wann zugestimmt haben und, nur wenn Sie sie angeben, eine E-Mail-Adresse. Festgehalten "
        "wird, was die Sicherheit Ihres Kontos betrifft: Anmeldungen, geänderte Passwörter, beendete Sitzungen.</p>"
        "<h2>Gespräche</h2>"
        "<p>Gespeichert als verschlüsselter Text, den wir nicht lesen können. Zeiten, Größen und die beteiligten Personen "
        'stehen offen daneben; siehe <a href="/security/">Wie wir Gespräche schützen</a>.</p>'
        "<h2>Termine und Zahlungen</h2>"
        "<p>Zeiten, Preise und Zustände, für Sie, für Ihre Fachperson und für die Buchhaltung, die das Gesetz verlangt.</p>"
        "<h2>E-Mails</h2>"
        "<p>Sie sagen, dass es etwas Neues gibt, ohne Namen und Inhalt. Festgehalten wird, welche E-Mail wann an welches "
        "Konto ging.</p>"
        "<h2>Nachrichten über das Kontaktformular</h2>"
        "<p>Offen gespeichert, damit wir antworten können, und einige Monate nach der letzten Antwort gelöscht.</p>"
        "<h2>Wie lange</h2>"
        "<p>Eine Sitzung endet spätestens nach zwölf Stunden. Wenn Sie uns bitten, Ihr Konto zu schließen, kann es nicht "
        "mehr benutzt werden; was auch andere brauchen, etwa das Gespräch zweier Menschen und Belege, bleibt. Die Fristen "
        "ergänzt, wer das Portal betreibt.</p>"
        "<h2>Ihre Rechte</h2>"
        "<p>Sie können Auskunft verlangen, was wir über Sie speichern, es berichtigen oder löschen lassen, Ihre Daten "
        "mitnehmen, Ihre Einwilligung für die Zukunft widerrufen und sich bei einer Aufsichtsbehörde beschweren. Schreiben "
        'Sie uns über die <a href="/contact/">Kontaktseite</a>.</p>',
    ),
    WITHDRAWAL: (
        "Widerrufsrecht",
        TEMPLATE + "<h2>Vierzehn Tage</h2>"
        "<p>Wenn Sie privat einen bezahlten Termin buchen, können Sie diese Vereinbarung innerhalb von vierzehn Tagen "
        "widerrufen, ohne Gründe zu nennen. Die Frist beginnt an dem Tag, an dem Sie buchen.</p>"
        "<h2>Wie</h2>"
        "<p>Eine eindeutige Erklärung genügt: Sagen Sie den Termin auf seiner Seite ab, oder schreiben Sie Ihrer "
        'Fachperson oder uns über die <a href="/contact/">Kontaktseite</a>, zum Beispiel: „Ich widerrufe meine Buchung '
        "vom [Datum und Uhrzeit]. Mein Anmeldename ist […].“</p>"
        "<h2>Was dann geschieht</h2>"
        "<p>Sie erhalten innerhalb von vierzehn Tagen zurück, was Sie dafür bezahlt haben, auf demselben Weg.</p>"
        "<h2>Wenn der Termin früher ist</h2>"
        "<p>Wenn Sie einen Termin innerhalb der vierzehn Tage wünschen, verlangen Sie, dass die Beratung vor ihrem Ablauf "
        "beginnt. Für das, was bis zum Widerruf stattgefunden hat, ist ein angemessener Teil zu zahlen; hat der Termin "
        "ganz stattgefunden, endet das Recht.</p>",
    ),
    CLIENTS: (
        "Einwilligung in die Verwendung Ihrer Daten",
        TEMPLATE
        + "<p>Damit Sie hier beraten werden können, speichern wir, dass Sie ein Konto haben, mit welchen Fachpersonen "
        "Sie wann in Verbindung sind, Ihre Termine und Ihre Zahlungen. Schon das kann etwas über Ihre Gesundheit oder Ihr "
        "Leben sagen. Das Gesetz verlangt deshalb Ihre ausdrückliche Einwilligung.</p>"
        "<p>Was Sie in Ihrem Raum schreiben, wird auf Ihrem Gerät verschlüsselt. Wir können es nicht lesen; die Person, mit "
        "der Sie schreiben, kann es.</p>"
        "<p>Sie stimmen freiwillig zu. Sie können Ihre Einwilligung jederzeit für die Zukunft widerrufen: Schreiben Sie uns, "
        "und wir schließen Ihr Konto. Was bis dahin geschehen ist, bleibt rechtmäßig.</p>",
    ),
    COUNSELLORS: (
        "Wozu Fachpersonen zustimmen",
        TEMPLATE
        + "<ul><li>Was auf Ihrem Profil steht, ist wahr, und Sie führen die Titel zu Recht, die Sie angeben. Unser "
        "Team prüft die Nachweise, die Sie einreichen; sonst sieht sie niemand.</li>"
        "<li>Ihr Profil ist öffentlich, und Suchmaschinen können es zeigen.</li>"
        "<li>Sie wahren die Verschwiegenheit, die Ihr Beruf verlangt. Für das, was Sie über Ihre Ratsuchenden "
        "schreiben und aufbewahren, sind Sie selbst verantwortlich; wir stellen den geschützten Raum und können nicht "
        "lesen, was darin steht.</li>"
        "<li>Sie verwahren Ihr Raumpasswort und Ihren Wiederherstellungscode sicher und nutzen einen zweiten Faktor.</li>"
        "<li>Sie antworten in der Zeit, die Ihr Profil verspricht, und sagen, wenn Sie abwesend sind.</li>"
        "<li>Für Geld, das Sie einnehmen, und die Steuern darauf sind Sie selbst verantwortlich.</li></ul>"
        "<p>Sie können Ihre Einwilligung jederzeit für die Zukunft widerrufen: Schreiben Sie uns, und wir schließen Ihr "
        "Konto und nehmen Ihr Profil offline.</p>",
    ),
}
