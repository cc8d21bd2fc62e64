"""The shipped pages in German."""

from cms.actions.default_pages.parts import button, cards, legal, line, note, part, questions, steps, text

HOME = {
    "title": "Startseite",
    "headline": "Hier hört Ihnen jemand zu.",
    "introduction": "Wählen Sie eine Fachperson, buchen Sie einen Termin oder schreiben Sie zuerst eine Nachricht. Sie "
    "sprechen in einem Raum, den nur Sie beide öffnen können. Ohne Warteliste, von überall aus.",
    "search_description": "Online-Beratung mit qualifizierten Fachpersonen: jemanden auswählen, Termin buchen oder "
    "schreiben, und in einem Ende-zu-Ende-verschlüsselten Raum miteinander sprechen.",
    "body": [
        steps(
            "So geht es",
            (
                "Auswählen",
                "Lesen Sie, wie die Fachpersonen arbeiten und womit sie Erfahrung haben. Nehmen Sie sich Zeit.",
            ),
            (
                "Buchen oder schreiben",
                "Wählen Sie einen freien Termin oder senden Sie eine erste Nachricht. Ein Anmeldename genügt; eine "
                "E-Mail-Adresse müssen Sie nicht angeben.",
            ),
            (
                "Sprechen",
                "Schreiben Sie einander zur vereinbarten Zeit und dazwischen. Ihr Raum hat ein eigenes Passwort, das nur "
                "Sie kennen.",
            ),
        ),
        part("topics"),
        part("counsellors"),
        part("privacy"),
        line(
            "tag",
            "Das Konto kostet nichts. Sie bezahlen nur Ihre Fachperson und sehen den Preis, bevor Sie buchen.",
            "Preise",
            "/prices/",
        ),
        part("articles"),
        questions(
            "Was viele zuerst fragen",
            (
                "Muss ich meinen Namen sagen?",
                "<p>Nein. Sie wählen einen Anmeldenamen und ein Passwort. Eine E-Mail-Adresse ist freiwillig: Damit "
                "können wir Sie an Termine erinnern, und sie hilft, wenn Sie das Anmeldepasswort vergessen. Wenn "
                "jemand anderes Ihre E-Mails lesen könnte, lassen Sie sie weg.</p>",
            ),
            (
                "Was kostet das?",
                "<p>Das Konto kostet nichts. Jede Fachperson legt ihre Preise selbst fest. Sie sehen den Preis, bevor "
                "Sie buchen, und bezahlen direkt an die Fachperson.</p>",
            ),
            (
                "Wie schnell bekomme ich Antwort?",
                "<p>Termine finden zu der Zeit statt, die Sie gebucht haben. Nachrichten werden in der Regel innerhalb "
                "von zwei bis drei Werktagen beantwortet; rund um Wochenenden und Feiertage kann es länger dauern.</p>",
            ),
            (
                "Kann jemand mitlesen?",
                "<p>Ihre Nachrichten werden auf Ihrem Gerät verschlüsselt, bevor sie gesendet werden. Unser Server "
                "speichert nur, was er nicht lesen kann. Wie bei jeder Web-Anwendung vertrauen Sie dabei dem Programm, "
                'das Ihr Browser lädt. <a href="/security/">Was wir schützen und was wir nicht versprechen '
                "können</a>.</p>",
            ),
        ),
    ],
}

PAGES = {
    "how-it-works": {
        "title": "So funktioniert es",
        "introduction": "Beratung im Schreiben, mit einem Menschen, den Sie selbst ausgesucht haben. Schritt für "
        "Schritt.",
        "search_description": "Wie Online-Beratung hier abläuft: vom ersten Umsehen bis zum letzten Gespräch, mit "
        "Antwortzeiten und Hinweisen, wann ein anderer Weg besser ist.",
        "body": [
            steps(
                "Wenn Sie zum ersten Mal hier sind",
                (
                    "Jemanden finden, der passt",
                    "Suchen Sie nach Thema, Sprache und Ort. Jedes Profil sagt, wer die Fachperson ist, wie sie "
                    "arbeitet und was ein Termin kostet.",
                ),
                (
                    "Ein Konto erstellen",
                    "Anmeldename und Passwort wählen Sie selbst. Ihr echter Name ist nicht nötig, und eine "
                    "E-Mail-Adresse nur, wenn Sie das möchten. Das Konto ist kostenlos.",
                ),
                (
                    "Termin buchen oder schreiben",
                    "Freie Termine stehen in Ihrer eigenen Zeitzone. Wenn Sie lieber schreibend beginnen, senden Sie "
                    "eine Nachricht.",
                ),
                (
                    "Ihrem Raum ein Passwort geben",
                    "Nur damit öffnen sich Ihre Gespräche. Wir erfahren es nie. Schreiben Sie deshalb den "
                    "Wiederherstellungscode auf, den wir Ihnen zeigen.",
                ),
                (
                    "Durch den Eingang gehen",
                    "Fünfzehn Minuten vor Ihrem Termin öffnet sich der Eingang. Falls noch etwas zu bezahlen ist, "
                    "sehen Sie es hier.",
                ),
                (
                    "Sprechen",
                    "Schreibend, zur vereinbarten Zeit und wann immer Sie dazwischen möchten. Danach können Sie Ihr "
                    "Gespräch ausdrucken.",
                ),
            ),
            cards(
                "Online, am Telefon oder vor Ort?",
                (
                    "chat",
                    "Hier schreiben",
                    "Sie brauchen keinen Weg und kein Wartezimmer. Sie können nachdenken, bevor Sie antworten, und "
                    "später nachlesen. Schreiben fällt vielen leichter, wenn etwas schwer auszusprechen ist.",
                ),
                (
                    "phone",
                    "Anrufen",
                    "Eine Stimme hilft, wenn es eilt oder wenn Sie gerade nicht schreiben können. In einer Krise ist "
                    "das Telefon der schnellste Weg.",
                ),
                (
                    "people",
                    "Sich treffen",
                    "Manches braucht Nähe, eine Untersuchung oder Zeit im selben Zimmer. Viele Fachpersonen "
                    "empfangen auch in ihrer Praxis; im Profil steht, wo.",
                ),
            ),
            text(
                "<p>Sie müssen sich nicht für einen Weg entscheiden: Das Schreiben hier ergänzt Telefon und Praxis und "
                "ersetzt sie nicht. Wenn Ihre Fachperson meint, dass Ihnen ein Treffen, eine ärztliche Praxis oder "
                "eine Klinik besser hilft, sagt sie es Ihnen.</p>"
                "<h2>Wann bekomme ich Antwort?</h2>"
                "<p>So bald wie möglich, <b>in der Regel innerhalb von zwei bis drei Werktagen</b>. Länger dauert es, "
                "wenn Sie zu Beginn eines Wochenendes schreiben oder vor Feiertagen wie Ostern und Weihnachten. Ein "
                "gebuchter Termin findet zur gebuchten Zeit statt.</p>"
                "<h2>Warum nicht einfach per E-Mail?</h2>"
                "<p>Weil eine E-Mail durch viele Hände geht und an vielen Orten liegen bleibt. "
                '<a href="/why-not-email/">Was dagegen spricht, und was wir anders machen</a>.</p>'
            ),
            {"type": "answer_by", "value": "counselling"},
            note(
                "<p><b>In einer akuten Krise</b> warten Sie bitte nicht auf eine Antwort hier. "
                '<a href="/crisis/">Unter diesen Nummern</a> hilft Ihnen sofort jemand.</p>',
                "warning",
            ),
            button("Fachperson finden", "/counsellors/"),
        ],
    },
    "why-not-email": {
        "title": "Warum nicht per E-Mail?",
        "introduction": "E-Mails sind bequem. Für das, was nur Sie und Ihre Fachperson angeht, sind sie nicht gemacht.",
        "search_description": "Warum Beratung nicht in eine E-Mail gehört: was mit E-Mails geschieht und was ein "
        "verschlüsselter Raum anders macht.",
        "body": [
            text(
                "<h2>Was mit einer E-Mail geschieht</h2>"
                "<p>Eine E-Mail ist eher eine Postkarte als ein Brief. Auf ihrem Weg liegt sie auf mehreren Servern, "
                "und die meisten Anbieter können sie lesen. Kopien bleiben im Postausgang, im Posteingang, auf jedem "
                "Gerät und in Sicherungen, oft für Jahre. Niemand kann sie überall löschen.</p>"
                "<ul><li>Wer Ihr Postfach öffnet, am gemeinsamen Computer oder auf dem Telefon, liest mit.</li>"
                "<li>Betreff, Namen und Uhrzeit sind auch dann sichtbar, wenn der Text verschlüsselt ist.</li>"
                "<li>Ein Tippfehler in der Adresse genügt, und ein fremder Mensch bekommt Ihre Nachricht.</li>"
                "<li>Ob die Absenderadresse echt ist, sehen Sie einer E-Mail nicht an.</li></ul>"
            ),
            cards(
                "Was wir anders machen",
                (
                    "lock",
                    "Verschlüsselt auf Ihrem Gerät",
                    "Was Sie schreiben, wird verschlüsselt, bevor es Ihr Gerät verlässt. Lesen können es nur Sie und "
                    "Ihre Fachperson.",
                ),
                (
                    "eye-off",
                    "Benachrichtigungen ohne Inhalt",
                    "Unsere E-Mails sagen nur, dass es etwas Neues gibt: kein Name, kein Thema, kein Text.",
                ),
                (
                    "person",
                    "Auch ganz ohne Adresse",
                    "Sie können das Portal nutzen, ohne eine E-Mail-Adresse anzugeben. Sehen Sie dann selbst nach, ob "
                    "Sie eine Antwort haben.",
                ),
            ),
            text(
                "<h2>Warum das wichtig ist</h2>"
                "<p>Was Menschen in einer Beratung sagen, gehört zu dem, was das Recht am stärksten schützt: Es geht um "
                "Gesundheit, Beziehungen, Ängste. Fachpersonen sind zur Verschwiegenheit verpflichtet. Ein Weg, bei dem "
                "Dritte mitlesen können, passt dazu nicht.</p>"
                "<h2>Und wenn ich Ihnen doch eine E-Mail schreiben möchte?</h2>"
                "<p>Für Fragen zum Portal gern, über die "
                '<a href="/contact/">Kontaktseite</a>. Schreiben Sie dort bitte nichts, was vertraulich ist. Dafür ist '
                'Ihr Raum da. <a href="/security/">Wie wir Gespräche schützen</a>.</p>'
            ),
            button("Fachperson finden", "/counsellors/"),
        ],
    },
    "prices": {
        "title": "Preise",
        "introduction": "Sie bezahlen Ihre Fachperson und sonst niemanden. Was ein Termin kostet, steht in jedem "
        "Profil.",
        "search_description": "Was Beratung hier kostet: kostenloses Konto, keine Gebühren des Portals, Preise legt "
        "jede Fachperson selbst fest.",
        "body": [
            cards(
                "",
                (
                    "person",
                    "Ihr Konto",
                    "Kostenlos, solange Sie möchten. An das Portal bezahlen Sie nichts: keine Vermittlungsgebühr, kein "
                    "Abo, keine versteckten Kosten.",
                ),
                (
                    "tag",
                    "Ihre Termine",
                    "Jede Fachperson legt ihre Preise selbst fest. Sie sehen den Preis im Profil und noch einmal, bevor "
                    "Sie die Buchung bestätigen. Die Mehrwertsteuer ist darin enthalten, und nichts kommt hinzu.",
                ),
                (
                    "heart",
                    "Ermäßigung",
                    "Manche Fachpersonen bieten ermäßigte Preise an. Achten Sie auf den Hinweis im Profil oder fragen "
                    "Sie einfach nach.",
                ),
            ),
            questions(
                "Rund ums Bezahlen",
                (
                    "Wann bezahle ich?",
                    "<p>Vor dem Termin, am Eingang zu Ihrem Raum. Dort steht, was noch offen ist und wie Sie es "
                    "bezahlen.</p>",
                ),
                (
                    "Wie bezahle ich?",
                    "<p>Per Überweisung an Ihre Fachperson. Wir zeigen Ihnen das Konto, den Verwendungszweck und einen "
                    "Code, den Ihre Banking-App lesen kann. Manche Fachpersonen nehmen auch Karten. Dann bietet der "
                    "Eingang Ihnen beides an.</p>",
                ),
                (
                    "Kostet eine erste Nachricht etwas?",
                    "<p>Nein. Sie können einer Fachperson schreiben und fragen, ob sie die richtige für Sie ist, bevor "
                    "Sie etwas buchen.</p>",
                ),
                (
                    "Was, wenn ich nicht kommen kann?",
                    "<p>Sagen Sie auf der Seite des Termins ab. Bis wann das nichts kostet, legt jede Fachperson fest; "
                    "Sie sehen es vor dem Buchen.</p>",
                ),
                (
                    "Bekomme ich eine Rechnung?",
                    "<p>Ihr Vertrag besteht mit Ihrer Fachperson. Bitten Sie sie um eine Rechnung, wenn Sie eine "
                    "brauchen, zum Beispiel für die Versicherung.</p>",
                ),
                (
                    "Zahlt die Krankenkasse?",
                    "<p>Manchmal. Das hängt vom Land, von Ihrer Versicherung und von der Berufsbezeichnung der "
                    "Fachperson ab. Bitte fragen Sie vorher bei Ihrer Krankenkasse oder Versicherung nach.</p>",
                ),
            ),
            button("Fachpersonen ansehen", "/counsellors/"),
            text(
                "<h2>Für Fachpersonen</h2><p>Ratsuchende zahlen dem Portal nichts. Was der Betrieb kostet, tragen die Fachpersonen, "
                "jede mit dem Tarif, der zu ihrer Praxis passt. Der Eintrag im Verzeichnis ist kostenlos.</p>"
            ),
            part("plans"),
        ],
    },
    "crisis": {
        "title": "Hilfe in einer Krise",
        "introduction": "Wenn Sie oder jemand in Ihrer Nähe in Gefahr sind, rufen Sie bitte jetzt an. Diese Stellen "
        "antworten sofort. Die meisten sind kostenlos und anonym.",
        "search_description": "Telefonnummern für eine Krise, nach Land.",
        "body": [
            part("crisis"),
            text(
                "<h2>Bis jemand abhebt</h2><ul>"
                "<li>Bleiben Sie nicht allein. Gehen Sie zu jemandem, oder bitten Sie jemanden zu kommen.</li>"
                "<li>Bringen Sie Abstand zwischen sich und alles, womit Sie sich verletzen könnten.</li>"
                "<li>Das nächste Krankenhaus nimmt Sie auf, zu jeder Stunde.</li></ul>"
                "<p>Die Fachpersonen hier arbeiten mit Terminen und beantworten Nachrichten innerhalb von Tagen. Einen "
                "Notdienst können sie nicht ersetzen.</p>"
            ),
        ],
    },
    "security": {
        "title": "Wie wir Gespräche schützen",
        "introduction": "Was verschlüsselt ist, was nicht, und worauf Sie vertrauen müssen. Ohne große Worte.",
        "search_description": "Wie Gespräche verschlüsselt sind, was der Server sieht und was wir nicht versprechen "
        "können.",
        "body": [
            cards(
                "",
                (
                    "lock",
                    "Verschlüsselt auf Ihrem Gerät",
                    "Was Sie schreiben, wird verschlüsselt, bevor es Ihren Browser verlässt. Der Server speichert nur, "
                    "was er nicht lesen kann.",
                ),
                (
                    "key",
                    "Ihr Passwort öffnet",
                    "Das Raumpasswort erreicht uns nie, in keiner Form. Wir können es nicht zurücksetzen und Ihren Raum "
                    "nicht öffnen.",
                ),
                (
                    "shield",
                    "Zahlen vergleichen",
                    "Sie und Ihre Fachperson können eine Nummer vergleichen. Stimmt sie überein, liest niemand zwischen "
                    "Ihnen mit.",
                ),
            ),
            text(
                "<h2>Was der Server weiß</h2>"
                "<p>Dass es Ihr Konto gibt, mit wem es Gespräche hat, wann Nachrichten gesendet wurden und wie groß sie "
                "sind; Ihre Termine und Zahlungen; ob Sie gerade schreiben; Ihre Einstellungen. Das brauchen wir, um "
                "den Dienst zu betreiben.</p>"
                "<h2>Was wir nicht versprechen können</h2><ul>"
                "<li><b>Wie bei jeder Web-Anwendung vertrauen Sie dem Programm, das Ihr Browser lädt.</b> Wir "
                "veröffentlichen den Code und liefern den Raum als ein Dokument aus, das für alle gleich ist, damit "
                "eine Änderung auffällt. Ein Server in fremder Hand könnte trotzdem anderen Code schicken.</li>"
                "<li><b>Ihr Gerät.</b> Wer Ihr entsperrtes Gerät benutzen kann, kann lesen, was Sie lesen können.</li>"
                "<li><b>Ihr Passwort.</b> Daran hängt alles. Ein kurzes oder gängiges lässt sich erraten.</li>"
                "<li><b>Der erste Kontakt.</b> Nur der Vergleich der Nummer zeigt, dass ein Schlüssel wirklich Ihrer "
                "Fachperson gehört.</li>"
                "<li><b>Der Blick zurück.</b> Wird ein Schlüssel gestohlen, lassen sich damit frühere Nachrichten "
                "lesen.</li></ul>"
                "<h2>Für alle, die genauer hinsehen möchten</h2>"
                "<p>Das Protokoll ist Byte für Byte aufgeschrieben und liegt beim Quelltext, mit seinen Tests und "
                "seinen bekannten Grenzen.</p>"
            ),
        ],
    },
    "safety": {
        "title": "Keine Spuren hinterlassen",
        "introduction": "Wenn jemand nicht wissen darf, dass Sie hier waren: was der Knopf „Schnell verlassen“ tut, und "
        "was er nicht kann.",
        "search_description": "Wie Sie die Seite unbemerkt besuchen und schnell verlassen.",
        "body": [
            text(
                "<h2>Schnell verlassen</h2>"
                "<p>Der Knopf oben auf jeder Seite, oder <b>dreimal die Umschalttaste</b> (Shift), verdeckt die Seite "
                "sofort, meldet Sie ab und öffnet an ihrer Stelle eine harmlose Seite.</p>"
                "<h2>Was bleibt</h2>"
                "<p>Ihr Browser führt einen <b>Verlauf</b> der besuchten Seiten; den kann der Knopf nicht löschen. Damit "
                "gar kein Eintrag entsteht:</p><ul>"
                "<li>öffnen Sie ein <b>privates Fenster</b>, bevor Sie hierher kommen, und schließen Sie es danach,</li>"
                "<li>oder löschen Sie im Browser den Verlauf von heute,</li>"
                "<li>oder nehmen Sie ein Gerät, auf das sonst niemand schaut, bei Freunden oder in einer "
                "Bibliothek.</li></ul>"
                "<h2>E-Mail und Kalender</h2>"
                "<p>Wenn jemand anderes Ihre E-Mails lesen könnte, geben Sie uns keine Adresse. Überlegen Sie zweimal, "
                "bevor Sie einen Termin in einem gemeinsamen Kalender speichern.</p>"
            ),
            note(
                '<p>Wenn Sie in Gefahr sind, rufen Sie bitte an: <a href="/crisis/">Nummern, unter denen sofort jemand '
                "antwortet</a>.</p>",
                "warning",
            ),
        ],
    },
    "privacy": {
        "title": "Datenschutz",
        "introduction": "Welche Daten wir speichern, warum, und wie lange.",
        "body": [legal("privacy")],
    },
    "terms": {
        "title": "Nutzungsbedingungen",
        "introduction": "Worauf Sie und wir uns verlassen können.",
        "body": [legal("terms")],
    },
    "withdrawal": {
        "title": "Widerrufsrecht",
        "introduction": "Wie Sie von einer Buchung zurücktreten.",
        "body": [legal("withdrawal")],
    },
    "contact": {
        "title": "Kontakt",
        "introduction": "Fragen zum Portal, Probleme mit der Technik, Termine oder Zahlungen: Unser Team antwortet. Einen "
        "Namen brauchen Sie nicht anzugeben.",
        "search_description": "Schreiben Sie dem Team dieses Portals und sehen Sie, bis wann Sie Antwort bekommen.",
        "thanks": "Bis dahin: Viele Fragen sind auf den Hilfeseiten schon beantwortet.",
        "body": [part("operator")],
    },
    "imprint": {
        "title": "Impressum",
        "introduction": "Wer dieses Portal betreibt.",
        "body": [part("operator")],
    },
    "accessibility": {
        "title": "Barrierefreiheit",
        "introduction": "Alle sollen dieses Portal benutzen können, mit jedem Gerät und jedem Hilfsmittel. Wie weit wir "
        "sind, was noch fehlt, und wie Sie uns eine Barriere melden.",
        "search_description": "Erklärung zur Barrierefreiheit: was geprüft wurde, was fehlt, wie Sie eine Barriere melden.",
        "body": [
            text(
                "<h2>Wie barrierefrei dieses Portal ist</h2>"
                "<p>Dieses Portal ist mit den Web Content Accessibility Guidelines 2.2 auf Stufe AA und mit der "
                "europäischen Norm EN 301 549 <b>teilweise vereinbar</b>. Die Gründe stehen weiter unten.</p>"
                "<p>Alle Seiten lassen sich allein mit der Tastatur bedienen, Text lässt sich vergrößern, Farben behalten "
                "hell wie dunkel ihren Kontrast, und Bewegung hält an, wenn Ihr Gerät das wünscht. Öffentliche Seiten, "
                "das Kontaktformular, Buchung und Ihr Konto funktionieren ohne JavaScript, wo nichts verschlüsselt "
                "werden muss.</p>"
                "<h2>Was noch nicht barrierefrei ist</h2><ul>"
                "<li>Der verschlüsselte Raum braucht JavaScript: Ohne JavaScript könnte Ihr Gerät nichts "
                "verschlüsseln.</li>"
                "<li>Filmen in den Profilen können Untertitel oder ein Text als Ersatz fehlen.</li>"
                "<li>Auf dieser Seite gibt es keine Zusammenfassung in Leichter Sprache und keinen Film in "
                "Gebärdensprache.</li>"
                "<li>Prüfungen durch Menschen, die täglich einen Screenreader benutzen, stehen noch aus.</li></ul>"
                "<h2>Wie das festgestellt wurde</h2>"
                "<p>Durch eine Selbstbewertung derer, die die Software entwickeln: Ein Programm (axe) prüft jede Art von "
                "Seite, hell und dunkel, auf dem Telefon und auf einem großen Bildschirm; die wichtigsten Wege durch das "
                "Portal werden allein mit der Tastatur gegangen. Eine unabhängige Prüfung gab es noch nicht.</p>"
                "<h2>Stand dieser Erklärung</h2>"
                "<p>Diese Erklärung wurde mit der Software geliefert. Der Betreiber schreibt hier, wann sie für dieses "
                "Portal erstellt und zuletzt überprüft wurde.</p>"
                "<h2>Sagen Sie uns, was Sie behindert</h2>"
                "<p>Steht Ihnen etwas im Weg, oder brauchen Sie einen Text in anderer Form? "
                '<a href="/accessibility/report/">Melden Sie die Barriere</a>: Wenige Worte genügen. Sie sehen sofort, '
                "bis wann wir antworten.</p>"
                "<h2>Wenn unsere Antwort Ihnen nicht hilft</h2>"
                "<p>Dann können Sie sich an die Stelle wenden, die in Ihrem Land über die Barrierefreiheit wacht. Der "
                "Betreiber schreibt hier, welche das ist und wo Sie sie erreichen.</p>"
            ),
        ],
    },
    "accessibility/report": {
        "title": "Barriere melden",
        "introduction": "Was wollten Sie tun, auf welcher Seite, und was war im Weg? Wenn Sie möchten, nennen Sie auch "
        "Ihr Gerät oder Hilfsmittel.",
        "search_description": "Sagen Sie uns, was Sie daran hindert, dieses Portal zu benutzen.",
        "thanks": "Danke, dass Sie mithelfen, diese Barriere abzubauen.",
        "body": [],
    },
}
