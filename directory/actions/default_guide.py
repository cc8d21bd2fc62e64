"""What counsellors read before they write their profile, until the staff replace it: language to title and text."""

GUIDES = {
    "en": (
        "How to write a profile people trust",
        "<p>People read your profile on a bad evening, on a phone, tired. Make it easy for them.</p>"
        "<ol><li><b>One sentence first.</b> What changes when somebody talks with you? “When everything is too much, we "
        "begin with one thing” says more than a list of methods.</li>"
        "<li><b>Then the introduction.</b> Whom you work with, how you work, what a first conversation is like. Write "
        "“I” and “you”, in short sentences, without specialist words.</li>"
        "<li><b>A photo.</b> Your face, a plain background, daylight. Look into the camera. After uploading it, mark "
        "your face in the picture, so that it is never cut off.</li>"
        "<li><b>Topics and languages.</b> Choose what you really like to work on: people find you by them.</li>"
        "<li><b>Evidence of your title.</b> With a protected title, send us your certificate or your entry in the "
        "register. Only then does your profile appear in the directory. It costs nothing.</li>"
        "<li><b>Send for checking.</b> We read every profile and answer, usually within two working days.</li></ol>"
        "<p>You can stop at any point: drafts are kept. What you change later is read by us again before visitors see "
        "it. Prices and free times come from your practice.</p>",
    ),
    "de": (
        "So schreiben Sie ein Profil, das Vertrauen weckt",
        "<p>Viele lesen Ihr Profil an einem schlechten Abend, auf dem Telefon, müde. Machen Sie es ihnen leicht.</p>"
        "<ol><li><b>Zuerst ein Satz.</b> Was ändert sich, wenn jemand mit Ihnen spricht? „Wenn alles zu viel ist, "
        "beginnen wir mit einer Sache“ sagt mehr als eine Liste von Methoden.</li>"
        "<li><b>Dann die Vorstellung.</b> Mit wem Sie arbeiten, wie Sie arbeiten, wie ein erstes Gespräch abläuft. "
        "Schreiben Sie „ich“ und „Sie“, in kurzen Sätzen, ohne Fachwörter.</li>"
        "<li><b>Ein Foto.</b> Ihr Gesicht, ein ruhiger Hintergrund, Tageslicht. Schauen Sie in die Kamera. Markieren "
        "Sie nach dem Hochladen Ihr Gesicht im Bild, damit es nie abgeschnitten wird.</li>"
        "<li><b>Schwerpunkte und Sprachen.</b> Wählen Sie, woran Sie wirklich gern arbeiten: So werden Sie "
        "gefunden.</li>"
        "<li><b>Ein Nachweis Ihrer Berufsbezeichnung.</b> Ist Ihre Berufsbezeichnung geschützt, senden Sie uns Ihre "
        "Urkunde oder Ihren Eintrag in der Liste. Erst dann erscheint Ihr Profil im Verzeichnis. Das kostet "
        "nichts.</li>"
        "<li><b>Zur Prüfung senden.</b> Wir lesen jedes Profil und antworten meist innerhalb von zwei "
        "Werktagen.</li></ol>"
        "<p>Sie können jederzeit aufhören: Entwürfe bleiben erhalten. Was Sie später ändern, lesen wir wieder, bevor "
        "es andere sehen. Preise und freie Termine kommen aus Ihrer Praxis.</p>",
    ),
    "fr": (
        "Écrire un profil qui inspire confiance",
        "<p>On lit votre profil un soir difficile, sur un téléphone, avec de la fatigue. Facilitez la lecture.</p>"
        "<ol><li><b>D’abord une phrase.</b> Qu’est-ce qui change quand on parle avec vous\u202f? «\u202fQuand tout est "
        "trop, nous commençons par une seule chose\u202f» en dit plus qu’une liste de méthodes.</li>"
        "<li><b>Puis la présentation.</b> Avec qui vous travaillez, comment, et comment se passe une première "
        "conversation. Écrivez «\u202fje\u202f» et «\u202fvous\u202f», en phrases courtes, sans termes "
        "techniques.</li>"
        "<li><b>Une photo.</b> Votre visage, un fond simple, la lumière du jour. Regardez l’objectif. Après l’envoi, "
        "marquez votre visage dans l’image pour qu’il ne soit jamais coupé.</li>"
        "<li><b>Domaines et langues.</b> Choisissez ce que vous aimez vraiment accompagner\u202f: c’est ainsi que l’on "
        "vous trouve.</li>"
        "<li><b>Un justificatif de votre titre.</b> Si votre titre est protégé, envoyez-nous votre diplôme ou votre "
        "inscription au registre. Votre profil n’apparaît dans l’annuaire qu’ensuite. C’est gratuit.</li>"
        "<li><b>Envoyer pour vérification.</b> Nous lisons chaque profil et répondons en général sous deux jours "
        "ouvrés.</li></ol>"
        "<p>Vous pouvez vous arrêter à tout moment\u202f: les brouillons sont conservés. Ce que vous modifiez plus tard "
        "est relu par nous avant d’être visible. Les prix et les créneaux libres viennent de votre cabinet.</p>",
    ),
}
