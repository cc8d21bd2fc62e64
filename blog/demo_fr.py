"""Articles for demonstration in French, written for this project."""

from blog.demo_parts import note, quote, steps, text
from blog.pictures import Scene

ARTICLES = [
    {
        "slug": "ecrire-quand-on-ne-trouve-pas-les-mots",
        "title": "Écrire quand on ne trouve pas les mots",
        "by": "helene",
        "days_ago": 8,
        "topics": ["beginning", "grief"],
        "summary": "Certaines choses se disent mal à voix haute. L’écrit leur laisse le temps d’arriver.",
        "scene": Scene("#e9dcea", "#faeee6", "#bda6bf", "#54466a", "#e8ab95", 71, birds=True),
        "body": [
            text(
                "<p>Il y a des phrases que l’on porte longtemps. On les commence sous la douche, dans le tram, la nuit. "
                "Au moment de les dire à quelqu’un, elles se brisent.</p>"
                "<p>À l’écrit, personne ne vous attend. Vous pouvez vous arrêter au milieu d’un mot, faire du thé, revenir. "
                "Vous pouvez effacer et recommencer. Ce que vous envoyez enfin n’a pas besoin d’être beau\u202f: il suffit "
                "que ce soit à vous.</p>"
            ),
            steps(
                "Pour commencer",
                ("Un détail", "L’objet qui est resté sur la table, la chanson à la radio. Les grandes choses se cachent là."),
                ("Une phrase inachevée", "«\u202fDepuis que…\u202f» Écrivez la suite sans la relire."),
                ("Un silence", "«\u202fIl y a une chose dont je ne peux pas encore parler.\u202f» C’est déjà beaucoup."),
            ),
            quote("J’ai écrit à ma mère pendant un an. Elle n’était plus là. Ça m’a fait du bien quand même."),
            text(
                "<h2>Ce que fait la personne qui vous lit</h2>"
                "<p>Elle prend son temps, elle aussi. Elle relit. Elle répond à ce que vous avez écrit, et parfois à ce qui "
                "manquait. Ce n’est pas plus froid qu’une conversation\u202f: c’est une conversation où personne ne coupe "
                "la parole.</p>"
                "<p>Si la douleur devient trop forte ou si vous pensez à mourir, n’attendez pas une réponse ici\u202f: la "
                'page <a href="/fr/crisis/">Aide en cas de crise</a> indique des numéros où l’on vous répond tout de '
                "suite.</p>"
            ),
        ],
    },
    {
        "slug": "deux-langues-a-table",
        "title": "Deux langues à table",
        "by": "leyla",
        "days_ago": 30,
        "topics": ["languages", "relationships"],
        "summary": "On plaisante dans l’une, on se fâche dans l’autre. Petit portrait des familles qui parlent double.",
        "scene": Scene("#dfead6", "#fcf5dc", "#a6bf98", "#3f5a40", "#eec46e", 83),
        "body": [
            text(
                "<p>Dans beaucoup de familles que j’accompagne, on passe d’une langue à l’autre sans y penser. L’école se "
                "raconte en français, la cuisine se fait dans la langue de la grand-mère, et les disputes commencent dans "
                "l’une pour finir dans l’autre.</p>"
                "<p>Ce n’est pas un manque. Chaque langue garde une pièce de la maison. Il arrive seulement que l’on se perde "
                "dans le couloir\u202f: l’enfant répond en français, le père entend un refus\u202f; la mère change de langue, et tout "
                "le monde comprend que c’est sérieux.</p>"
                "<h2>Une question à essayer</h2>"
                "<p>Ce soir, demandez autour de la table\u202f: «\u202fDans quelle langue es-tu en colère\u202f? Dans laquelle "
                "est-ce que tu rêves\u202f?\u202f» Il n’y a pas de bonne réponse. Mais on apprend souvent quelque chose que l’on "
                "ne savait pas, même après vingt ans.</p>"
            ),
            note(
                "<p>Vous pouvez changer de langue au milieu d’une consultation. Dites simplement au début lesquelles vous "
                "parlez.</p>"
            ),
        ],
    },
]  # fmt: skip
