"""Articles for demonstration in German, written for this project."""

from blog.demo_parts import note, quote, steps, text
from blog.pictures import Scene

ARTICLES = [
    {
        "slug": "was-sage-ich-zuerst",
        "title": "Was sage ich zuerst?",
        "by": "anna",
        "days_ago": 6,
        "topics": ["beginning", "online"],
        "summary": "Viele sitzen lange vor dem leeren Feld. Drei Anfänge, die immer gehen, und warum Pausen dazugehören.",
        "scene": Scene("#f3d9c6", "#fbf0e2", "#c7a898", "#50605f", "#e39a63", 55, birds=True),
        "body": [
            text(
                "<p>„Ich weiß gar nicht, wo ich anfangen soll.“ So beginnen die meisten Gespräche, und es ist ein guter "
                "Anfang. Er stimmt nämlich. Von da aus suchen wir gemeinsam weiter.</p>"
                "<p>Manche glauben, sie müssten ihre Geschichte fertig mitbringen: geordnet, begründet, mit einem Ziel "
                "am Schluss. Das müssen Sie nicht. Das Ordnen ist ein Teil der Arbeit, und die machen wir zu zweit.</p>"
            ),
            steps(
                "Drei Anfänge",
                ("Mit heute", "Was war heute oder gestern Nacht, dass Sie diese Seite geöffnet haben?"),
                ("Mit einem Wunsch", "Wenn unser Gespräch gut wäre: Was ginge nächste Woche ein wenig leichter?"),
                ("Mit einer Grenze", "„Bitte raten Sie mir nicht zu mehr Bewegung.“ Auch das sagt mir viel über Sie."),
            ),
            text(
                "<h2>Sie dürfen löschen</h2>"
                "<p>Beim Schreiben sieht niemand, wie oft Sie einen Satz verwerfen. Schicken Sie ruhig die Hälfte. Den "
                "Rest frage ich, oder er kommt, wenn er kommt. Eine Pause von drei Tagen ist nicht unhöflich.</p>"
            ),
            quote("Ich habe vier Wochen gebraucht, um „Hallo“ zu schreiben. Danach ging es schnell."),
        ],
    },
    {
        "slug": "feierabend-im-kopf",
        "title": "Feierabend im Kopf",
        "by": "samuel",
        "days_ago": 19,
        "topics": ["work", "sleep"],
        "summary": "Der Rechner ist zu, die Gedanken laufen weiter. Ein kleines Ritual, das den Arbeitstag wirklich beendet.",
        "scene": Scene("#d5e2e8", "#f3efe4", "#9fb6bf", "#2a4a55", "#f0c987", 62),
        "body": [
            text(
                "<p>Früher gab es den Heimweg. Er war lästig, und er tat etwas Wichtiges: Er legte zwanzig Minuten "
                "zwischen die letzte E-Mail und das Abendessen. Wer zu Hause arbeitet, geht fünf Schritte und steht in "
                "der Küche, den Kopf noch voller Betreffzeilen.</p>"
                "<h2>Ein Ende, das man sieht</h2>"
                "<p>Was vielen hilft, ist erstaunlich klein. Schreiben Sie am Schluss drei Zeilen auf Papier:</p>"
                "<ol><li>Das ist heute fertig geworden.</li><li>Das bleibt liegen.</li>"
                "<li>Damit fange ich morgen an.</li></ol>"
                "<p>Dann kommt der Zettel in die Lade, und die Lade wird geschlossen. Das klingt nach wenig. Doch ein "
                "Gedanke, der aufgeschrieben ist, muss nicht mehr bewacht werden.</p>"
                "<h2>Und wenn er wiederkommt</h2>"
                "<p>Meist kommt er um halb elf. Sie dürfen ihm dann sagen, dass er einen Termin hat: morgen, neun Uhr, "
                "erste Zeile. Er ist überraschend oft einverstanden.</p>"
            ),
            note(
                "<p>Wenn Sie seit Wochen schlecht schlafen oder sich auch an freien Tagen nicht erholen, sprechen Sie bitte "
                "zusätzlich mit Ihrer Ärztin oder Ihrem Arzt.</p>"
            ),
        ],
    },
]  # fmt: skip
