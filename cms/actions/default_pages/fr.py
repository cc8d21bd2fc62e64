"""The shipped pages in French. Before : ; ? ! stands a narrow no-break space."""

from cms.actions.default_pages.parts import button, cards, legal, line, note, part, questions, steps, text

HOME = {
    "title": "Accueil",
    "headline": "Ici, quelqu’un vous écoute.",
    "introduction": "Choisissez votre spécialiste, prenez rendez-vous ou écrivez d’abord un message. Vous échangez dans "
    "un espace que vous êtes deux à pouvoir ouvrir. Sans liste d’attente, d’où que vous soyez.",
    "search_description": "Conseil psychologique en ligne avec des spécialistes qualifiés : choisissez une personne, "
    "prenez rendez-vous ou écrivez, et échangez dans un espace chiffré de bout en bout.",
    "body": [
        steps(
            "Comment ça marche",
            (
                "Choisir",
                "Lisez comment les spécialistes travaillent et de quoi ils et elles ont l’expérience. Prenez votre "
                "temps.",
            ),
            (
                "Réserver ou écrire",
                "Choisissez un créneau libre, ou envoyez un premier message. Un identifiant suffit ; l’adresse e-mail "
                "est facultative.",
            ),
            (
                "Échanger",
                "Écrivez-vous à l’heure convenue et entre les rendez-vous. Votre espace a son propre mot de passe, que "
                "personne d’autre ne connaît.",
            ),
        ),
        part("topics"),
        part("counsellors"),
        part("privacy"),
        line(
            "tag",
            "Le compte est gratuit. Vous ne payez que votre spécialiste, et vous voyez le prix avant de réserver.",
            "Les prix",
            "/prices/",
        ),
        part("articles"),
        questions(
            "Ce qu’on nous demande d’abord",
            (
                "Dois-je donner mon nom ?",
                "<p>Non. Vous choisissez un identifiant et un mot de passe. L’adresse e-mail est facultative : elle "
                "nous permet de vous rappeler vos rendez-vous et vous aide si vous oubliez votre mot de passe de "
                "connexion. Si une autre personne peut lire vos e-mails, n’en donnez pas.</p>",
            ),
            (
                "Combien cela coûte-t-il ?",
                "<p>Le compte est gratuit. Chaque spécialiste fixe ses prix ; vous les voyez avant de réserver, et vous "
                "payez directement votre spécialiste.</p>",
            ),
            (
                "Quand aurai-je une réponse ?",
                "<p>Les rendez-vous ont lieu à l’heure que vous avez réservée. Les messages reçoivent une réponse en "
                "règle générale en deux à trois jours ouvrés ; autour des week-ends et des jours fériés, cela peut "
                "prendre plus longtemps.</p>",
            ),
            (
                "Quelqu’un d’autre peut-il lire ce que j’écris ?",
                "<p>Vos messages sont chiffrés sur votre appareil avant l’envoi. Notre serveur ne garde que ce qu’il ne "
                "peut pas lire. Comme pour toute application web, vous faites confiance au programme que votre "
                'navigateur charge. <a href="/security/">Ce que nous protégeons, et ce que nous ne pouvons pas '
                "promettre</a>.</p>",
            ),
        ),
    ],
}

PAGES = {
    "how-it-works": {
        "title": "Comment ça marche",
        "introduction": "Un accompagnement par écrit, avec la personne que vous avez choisie. Voici comment cela se "
        "passe, pas à pas.",
        "search_description": "Comment se passe l’accompagnement en ligne, du premier regard à la dernière "
        "conversation, avec les délais de réponse et les autres chemins possibles.",
        "body": [
            steps(
                "Si vous venez pour la première fois",
                (
                    "Trouver la bonne personne",
                    "Cherchez par thème, par langue et par lieu. Chaque profil dit qui est la personne, comment elle "
                    "travaille et ce que coûte un rendez-vous.",
                ),
                (
                    "Créer un compte",
                    "Vous choisissez un identifiant et un mot de passe. Pas de vrai nom, et une adresse e-mail "
                    "seulement si vous le souhaitez. Le compte est gratuit.",
                ),
                (
                    "Prendre rendez-vous, ou écrire",
                    "Les créneaux libres sont affichés dans votre fuseau horaire. Si vous préférez commencer par "
                    "écrit, envoyez un message.",
                ),
                (
                    "Donner un mot de passe à votre espace",
                    "Vos conversations ne s’ouvrent qu’avec lui. Nous ne l’apprenons jamais : notez donc le code de "
                    "secours que nous vous montrons.",
                ),
                (
                    "Passer l’entrée",
                    "Quinze minutes avant votre rendez-vous, l’entrée s’ouvre. S’il reste quelque chose à payer, c’est "
                    "ici que vous le voyez.",
                ),
                (
                    "Échanger",
                    "Par écrit, à l’heure convenue et quand vous voulez entre deux rendez-vous. Vous pouvez ensuite "
                    "imprimer votre conversation.",
                ),
            ),
            cards(
                "En ligne, au téléphone ou sur place ?",
                (
                    "chat",
                    "Écrire ici",
                    "Pas de trajet, pas de salle d’attente. Vous pouvez réfléchir avant de répondre, et relire plus "
                    "tard. Pour beaucoup, écrire est plus facile quand une chose est difficile à dire.",
                ),
                (
                    "phone",
                    "Appeler",
                    "Une voix aide quand c’est urgent, ou quand vous n’arrivez pas à écrire. En cas de crise, le "
                    "téléphone est le chemin le plus rapide.",
                ),
                (
                    "people",
                    "Se rencontrer",
                    "Certaines choses demandent une présence, un examen ou du temps dans la même pièce. Beaucoup de "
                    "spécialistes reçoivent aussi dans leur cabinet ; le profil dit où.",
                ),
            ),
            text(
                "<p>Vous n’avez pas à choisir un seul chemin : ce que vous écrivez ici complète le téléphone et le "
                "cabinet, sans les remplacer. Si votre spécialiste pense qu’une rencontre, un cabinet médical ou une "
                "clinique vous aiderait mieux, il ou elle vous le dira.</p>"
                "<h2>Quand aurai-je une réponse ?</h2>"
                "<p>Dès que possible, <b>en règle générale en deux à trois jours ouvrés</b>. Cela prend plus longtemps "
                "si vous écrivez au début d’un week-end ou avant des jours fériés comme Pâques et Noël. Un rendez-vous "
                "réservé a lieu à l’heure réservée.</p>"
                "<h2>Pourquoi pas simplement par e-mail ?</h2>"
                "<p>Parce qu’un e-mail passe par beaucoup de mains et reste dans beaucoup d’endroits. "
                '<a href="/why-not-email/">Ce qui s’y oppose, et ce que nous faisons autrement</a>.</p>'
            ),
            {"type": "answer_by", "value": "counselling"},
            note(
                "<p><b>En cas de crise aiguë</b>, n’attendez pas une réponse ici. "
                '<a href="/crisis/">À ces numéros</a>, quelqu’un vous aide tout de suite.</p>',
                "warning",
            ),
            button("Trouver votre spécialiste", "/counsellors/"),
        ],
    },
    "why-not-email": {
        "title": "Pourquoi pas par e-mail ?",
        "introduction": "L’e-mail est pratique. Mais il n’est pas fait pour ce qui ne regarde que vous et votre "
        "spécialiste.",
        "search_description": "Pourquoi un accompagnement n’a pas sa place dans un e-mail : ce que deviennent les "
        "e-mails, et ce qu’un espace chiffré fait autrement.",
        "body": [
            text(
                "<h2>Ce que devient un e-mail</h2>"
                "<p>Un e-mail ressemble plus à une carte postale qu’à une lettre. En chemin, il passe par plusieurs "
                "serveurs, et la plupart des fournisseurs peuvent le lire. Des copies restent dans les messages "
                "envoyés, dans les messages reçus, sur chaque appareil et dans les sauvegardes, souvent pendant des "
                "années. Personne ne peut les effacer partout.</p>"
                "<ul><li>Quiconque ouvre votre boîte, sur l’ordinateur partagé ou sur le téléphone, peut tout lire.</li>"
                "<li>L’objet, les noms et l’heure restent visibles, même quand le texte est chiffré.</li>"
                "<li>Une faute de frappe dans l’adresse suffit pour qu’une personne inconnue reçoive votre message.</li>"
                "<li>Rien ne montre si l’adresse d’expédition est authentique.</li></ul>"
            ),
            cards(
                "Ce que nous faisons autrement",
                (
                    "lock",
                    "Chiffré sur votre appareil",
                    "Ce que vous écrivez est chiffré avant de quitter votre appareil. Vous et votre spécialiste pouvez "
                    "le lire, personne d’autre.",
                ),
                (
                    "eye-off",
                    "Des notifications sans contenu",
                    "Nos e-mails disent seulement qu’il y a du nouveau : pas de nom, pas de sujet, pas de texte.",
                ),
                (
                    "person",
                    "Même sans adresse",
                    "Vous pouvez utiliser le portail sans donner d’adresse e-mail. Il vous suffit de venir voir si une "
                    "réponse vous attend.",
                ),
            ),
            text(
                "<h2>Pourquoi c’est important</h2>"
                "<p>Ce qui se dit dans un accompagnement fait partie de ce que le droit protège le plus : la santé, les "
                "relations, les peurs. Les spécialistes ont un devoir de confidentialité. Un chemin où des tiers peuvent "
                "lire ne convient pas.</p>"
                "<h2>Et si je veux quand même vous envoyer un e-mail ?</h2>"
                "<p>Pour une question sur le portail, volontiers, par la "
                '<a href="/contact/">page de contact</a>. N’y écrivez rien de confidentiel. Votre espace est là pour '
                'cela. <a href="/security/">Comment nous protégeons les conversations</a>.</p>'
            ),
            button("Trouver votre spécialiste", "/counsellors/"),
        ],
    },
    "prices": {
        "title": "Prix",
        "introduction": "Vous payez votre spécialiste, et personne d’autre. Le prix d’un rendez-vous figure sur chaque "
        "profil.",
        "search_description": "Ce que coûte l’accompagnement ici : compte gratuit, aucun frais du portail, prix fixés par "
        "chaque spécialiste.",
        "body": [
            cards(
                "",
                (
                    "person",
                    "Votre compte",
                    "Gratuit, aussi longtemps que vous voulez. Vous ne payez rien au portail : ni commission, ni "
                    "abonnement, ni frais cachés.",
                ),
                (
                    "tag",
                    "Vos rendez-vous",
                    "Chaque spécialiste fixe ses prix. Vous voyez le prix sur le profil, et encore une fois avant de "
                    "confirmer. La TVA est comprise, et rien ne s’y ajoute.",
                ),
                (
                    "heart",
                    "Tarifs réduits",
                    "Des spécialistes en proposent. Regardez la note sur les prix dans le profil, ou posez "
                    "simplement la question.",
                ),
            ),
            questions(
                "À propos du paiement",
                (
                    "Quand dois-je payer ?",
                    "<p>Avant le rendez-vous, à l’entrée de votre espace. Vous y voyez ce qui reste à payer, et "
                    "comment.</p>",
                ),
                (
                    "Comment payer ?",
                    "<p>Par virement à votre spécialiste. Nous vous montrons le compte, la référence et un code que "
                    "votre application bancaire peut lire. Des spécialistes acceptent aussi les cartes. L’entrée vous "
                    "propose alors les deux.</p>",
                ),
                (
                    "Un premier message est-il payant ?",
                    "<p>Non. Vous pouvez écrire à une ou un spécialiste et demander si c’est la bonne personne pour "
                    "vous, avant de réserver quoi que ce soit.</p>",
                ),
                (
                    "Et si je ne peux pas venir ?",
                    "<p>Annulez sur la page du rendez-vous. Chaque spécialiste décide jusqu’à quand l’annulation est "
                    "gratuite ; vous le voyez avant de réserver.</p>",
                ),
                (
                    "Est-ce que je reçois une facture ?",
                    "<p>Votre contrat vous lie à votre spécialiste. Demandez-lui une facture si vous en avez besoin, "
                    "par exemple pour votre assurance.</p>",
                ),
                (
                    "Est-ce remboursé ?",
                    "<p>Parfois. Cela dépend du pays, de votre assurance ou mutuelle et du titre professionnel de "
                    "votre spécialiste. Renseignez-vous avant auprès de votre assurance.</p>",
                ),
            ),
            button("Voir les spécialistes", "/counsellors/"),
            text(
                "<h2>Pour les spécialistes</h2><p>Les personnes accompagnées ne paient rien au portail. Ce sont les spécialistes "
                "qui le financent, avec la formule qui convient à leur cabinet. L’inscription dans l’annuaire est gratuite.</p>"
            ),
            part("plans"),
        ],
    },
    "crisis": {
        "title": "De l’aide en cas de crise",
        "introduction": "Si vous, ou une personne près de vous, êtes en danger, appelez maintenant. Ces services "
        "répondent tout de suite ; la plupart sont gratuits et anonymes.",
        "search_description": "Numéros à appeler en cas de crise, par pays.",
        "body": [
            part("crisis"),
            text(
                "<h2>En attendant qu’on réponde</h2><ul>"
                "<li>Ne restez pas sans compagnie. Allez chez quelqu’un, ou demandez à quelqu’un de venir.</li>"
                "<li>Éloignez de vous tout ce avec quoi vous pourriez vous blesser.</li>"
                "<li>L’hôpital le plus proche vous reçoit, à toute heure.</li></ul>"
                "<p>Les spécialistes travaillent ici sur rendez-vous et répondent aux messages en quelques jours. Ce "
                "portail ne remplace pas un service d’urgence.</p>"
            ),
        ],
    },
    "security": {
        "title": "Comment nous protégeons les conversations",
        "introduction": "Ce qui est chiffré, ce qui ne l’est pas, et à quoi vous devez faire confiance. Sans grands mots.",
        "search_description": "Comment les conversations sont chiffrées, ce que le serveur voit et ce que nous ne "
        "pouvons pas promettre.",
        "body": [
            cards(
                "",
                (
                    "lock",
                    "Chiffré sur votre appareil",
                    "Ce que vous écrivez est chiffré avant de quitter votre navigateur. Le serveur ne garde que ce "
                    "qu’il ne peut pas lire.",
                ),
                (
                    "key",
                    "Ouvert par votre mot de passe",
                    "Le mot de passe de votre espace ne nous parvient jamais, sous aucune forme. Nous ne pouvons ni le "
                    "réinitialiser, ni ouvrir votre espace.",
                ),
                (
                    "shield",
                    "Comparer des chiffres",
                    "Vous et votre spécialiste pouvez comparer un numéro. S’il est identique, personne ne lit entre "
                    "vous.",
                ),
            ),
            text(
                "<h2>Ce que le serveur sait</h2>"
                "<p>Que votre compte existe, avec qui il a des conversations, quand des messages ont été envoyés et "
                "quelle est leur taille ; vos rendez-vous et paiements ; si vous êtes en train d’écrire ; vos réglages. "
                "Nous en avons besoin pour faire fonctionner le service.</p>"
                "<h2>Ce que nous ne pouvons pas promettre</h2><ul>"
                "<li><b>Comme pour toute application web, vous faites confiance au programme que votre navigateur "
                "charge.</b> Nous publions le code et servons l’espace comme un document identique pour tout le monde, "
                "afin qu’un changement se remarque. Un serveur tombé en d’autres mains pourrait tout de même envoyer un "
                "autre code.</li>"
                "<li><b>Votre appareil.</b> Une personne qui peut utiliser votre appareil déverrouillé peut lire ce que "
                "vous pouvez lire.</li>"
                "<li><b>Votre mot de passe.</b> Tout en dépend. Un mot de passe court ou courant se devine.</li>"
                "<li><b>Le premier contact.</b> Seule la comparaison du numéro montre qu’une clé appartient vraiment à "
                "votre spécialiste.</li>"
                "<li><b>Le passé.</b> Si une clé est volée, elle permet de lire les messages précédents.</li></ul>"
                "<h2>Pour regarder de plus près</h2>"
                "<p>Le protocole est décrit octet par octet et accompagne le code source, avec ses tests et ses limites "
                "connues.</p>"
            ),
        ],
    },
    "safety": {
        "title": "Ne pas laisser de traces",
        "introduction": "Si quelqu’un ne doit pas savoir que vous avez consulté ce site : ce que fait le bouton « Quitter vite », "
        "et ce qu’il ne peut pas faire.",
        "search_description": "Comment visiter le site discrètement et le quitter vite.",
        "body": [
            text(
                "<h2>Quitter vite</h2>"
                "<p>Le bouton en haut de chaque page, ou <b>trois fois la touche Maj</b> (Shift), couvre la page tout de "
                "suite, vous déconnecte et ouvre à la place un site anodin.</p>"
                "<h2>Ce qui reste</h2>"
                "<p>Votre navigateur garde un <b>historique</b> des pages visitées ; le bouton ne peut pas l’effacer. "
                "Pour n’y laisser aucune trace :</p><ul>"
                "<li>ouvrez une <b>fenêtre privée</b> avant de venir ici et fermez-la ensuite,</li>"
                "<li>ou effacez l’historique du jour dans votre navigateur,</li>"
                "<li>ou utilisez un appareil que personne d’autre ne regarde, chez des proches ou dans une "
                "bibliothèque.</li></ul>"
                "<h2>E-mail et agenda</h2>"
                "<p>Si une autre personne peut lire vos e-mails, ne nous donnez pas d’adresse. Réfléchissez avant "
                "d’enregistrer un rendez-vous dans un agenda partagé.</p>"
            ),
            note(
                '<p>Si vous êtes en danger, appelez : <a href="/crisis/">des numéros où quelqu’un répond tout de '
                "suite</a>.</p>",
                "warning",
            ),
        ],
    },
    "privacy": {
        "title": "Protection des données",
        "introduction": "Quelles données nous gardons, pourquoi et pendant combien de temps.",
        "body": [legal("privacy")],
    },
    "terms": {
        "title": "Conditions d’utilisation",
        "introduction": "Ce sur quoi vous et nous pouvons compter.",
        "body": [legal("terms")],
    },
    "withdrawal": {
        "title": "Droit de rétractation",
        "introduction": "Comment revenir sur une réservation.",
        "body": [legal("withdrawal")],
    },
    "contact": {
        "title": "Contact",
        "introduction": "Questions sur le portail, ennuis techniques, rendez-vous ou paiements : notre équipe répond. Votre "
        "nom n’est pas nécessaire.",
        "search_description": "Écrivez à l’équipe de ce portail et voyez pour quelle date elle vous répondra.",
        "thanks": "D’ici là, beaucoup de questions trouvent déjà leur réponse dans les pages d’aide.",
        "body": [part("operator")],
    },
    "imprint": {
        "title": "Mentions légales",
        "introduction": "Qui exploite ce portail.",
        "body": [part("operator")],
    },
    "accessibility": {
        "title": "Accessibilité",
        "introduction": "Tout le monde doit pouvoir utiliser ce portail, avec tout appareil et toute aide technique. Où nous "
        "en sommes, ce qui manque encore, et comment nous signaler un obstacle.",
        "search_description": "Déclaration d’accessibilité : ce qui a été testé, ce qui manque, comment signaler un obstacle.",
        "body": [
            text(
                "<h2>L’accessibilité de ce portail</h2>"
                "<p>Ce portail est <b>en conformité partielle</b> avec les Règles pour l’accessibilité des contenus web "
                "(WCAG) 2.2, niveau AA, et avec la norme européenne EN 301 549. Les raisons figurent ci-dessous.</p>"
                "<p>Toutes les pages s’utilisent au clavier seul, le texte s’agrandit, les couleurs gardent leur contraste "
                "en clair comme en sombre, et les mouvements s’arrêtent si votre appareil le demande. Les pages publiques, "
                "le formulaire de contact, la réservation et votre compte fonctionnent sans JavaScript là où rien ne doit "
                "être chiffré.</p>"
                "<h2>Ce qui n’est pas encore accessible</h2><ul>"
                "<li>L’espace chiffré a besoin de JavaScript : sans lui, votre appareil ne pourrait rien chiffrer.</li>"
                "<li>Il peut manquer des sous-titres, ou un texte de remplacement, aux films des profils.</li>"
                "<li>Cette page n’a ni résumé en langage facile à lire, ni film en langue des signes.</li>"
                "<li>Des tests par des personnes qui utilisent chaque jour un lecteur d’écran restent à faire.</li></ul>"
                "<h2>Comment cela a été établi</h2>"
                "<p>Par une auto-évaluation de l’équipe qui développe le logiciel : un programme (axe) examine chaque type "
                "de page, en clair et en sombre, sur un téléphone et sur un grand écran ; les principaux parcours sont "
                "suivis au clavier seul. Il n’y a pas encore eu d’évaluation indépendante.</p>"
                "<h2>Date de cette déclaration</h2>"
                "<p>Cette déclaration a été livrée avec le logiciel. L’exploitant indique ici quand elle a été établie et "
                "revue pour ce portail.</p>"
                "<h2>Signalez-nous un obstacle</h2>"
                "<p>Quelque chose vous gêne, ou vous avez besoin d’un texte sous une autre forme ? "
                '<a href="/accessibility/report/">Signalez l’obstacle</a> : quelques mots suffisent. Vous voyez aussitôt '
                "pour quelle date nous répondons.</p>"
                "<h2>Si notre réponse ne vous aide pas</h2>"
                "<p>Vous pouvez alors vous adresser à l’organisme qui veille à l’accessibilité dans votre pays. "
                "L’exploitant indique ici lequel, avec son adresse.</p>"
            ),
        ],
    },
    "accessibility/report": {
        "title": "Signaler un obstacle",
        "introduction": "Que vouliez-vous faire, sur quelle page, et qu’est-ce qui vous a gêné ? Si vous le souhaitez, "
        "indiquez aussi votre appareil ou votre aide technique.",
        "search_description": "Dites-nous ce qui vous empêche d’utiliser ce portail.",
        "thanks": "Merci de nous aider à faire disparaître cet obstacle.",
        "body": [],
    },
}
