"""The shipped questions and answers in French."""

CLIENTS = {
    "title": "Aide",
    "introduction": "Des réponses courtes aux questions les plus fréquentes. La vôtre manque ? Écrivez-nous.",
    "search_description": "Questions et réponses : compte, mots de passe, rendez-vous, prix, protection des données.",
    "groups": [
        (
            "Pour commencer",
            (
                "Par où commencer ?",
                "<p>Regardez d’abord à votre rythme : il ne faut pas de compte pour cela. Quand une personne vous "
                "convient, créez un compte, puis réservez un rendez-vous ou envoyez un premier message. "
                '<a href="/how-it-works/">Comment ça marche, étape par étape</a>.</p>',
            ),
            (
                "Combien cela coûte-t-il ?",
                "<p>Le compte est gratuit et vous ne payez rien à ce portail. Chaque spécialiste fixe ses prix ; vous "
                'les voyez avant de réserver. <a href="/prices/">En savoir plus sur les prix</a>.</p>',
            ),
            (
                "Dois-je donner mon nom ?",
                "<p>Non. Un identifiant de votre choix suffit. Personne ne vérifie qui vous êtes, et vous pouvez laisser "
                "l’adresse e-mail de côté.</p>",
            ),
            (
                "Quel navigateur me faut-il ?",
                "<p>Une version actuelle de Firefox, Chrome, Edge, Safari ou Opera, sur téléphone, tablette ou "
                "ordinateur. Il n’y a rien à installer.</p>",
            ),
        ),
        (
            "Bon à savoir",
            (
                "À quoi sert chaque mot de passe ?",
                "<p>Il y en a deux. Le <b>mot de passe de connexion</b> ouvre votre compte. Le <b>mot de passe de "
                "l’espace</b> ouvre vos conversations. Vous pouvez choisir les mêmes mots pour les deux, mais deux mots "
                "de passe différents protègent mieux.</p>",
            ),
            (
                "Qu’est-ce qu’un bon mot de passe ?",
                "<p>Un mot de passe long. Quatre ou cinq mots sans rapport entre eux se retiennent facilement et se "
                "devinent difficilement. Les noms, les dates de naissance et les paroles de chansons ne sont pas sûrs : "
                "la protection de vos conversations en dépend.</p>",
            ),
            (
                "J’ai oublié mon mot de passe de connexion",
                "<p>Si vous avez donné une adresse e-mail, elle permet d’en choisir un nouveau : cliquez sur « Mot de "
                "passe oublié ? » à la connexion. Sans adresse, personne ne le peut, pas même nous, car nous ne pouvons "
                "pas savoir que c’est vous. Créez alors un nouveau compte.</p>",
            ),
            (
                "J’ai oublié le mot de passe de mon espace",
                "<p>Utilisez le code de secours affiché quand vous avez choisi ce mot de passe. Sans lui, vos anciens "
                "messages restent fermés pour vous : personne ici ne peut les ouvrir.</p>",
            ),
            (
                "Sous quel délai aurai-je une réponse ?",
                "<p>Les rendez-vous ont lieu à l’heure réservée. Les messages reçoivent en général une réponse sous deux "
                "à trois jours ouvrés ; le week-end et les jours fériés, cela peut durer plus longtemps. "
                '<b>En cas de crise, n’attendez pas</b> : <a href="/crisis/">à ces numéros</a>, on vous répond tout de '
                "suite.</p>",
            ),
        ),
        (
            "Réglages et notifications",
            (
                "Que contiennent les e-mails que vous envoyez ?",
                "<p>Seulement qu’il y a du nouveau, et l’heure de vos rendez-vous. Jamais ce qui a été écrit. Vous n’en "
                "recevez que si vous avez donné une adresse.</p>",
            ),
            (
                "Comment changer la langue, le fuseau horaire ou l’adresse e-mail ?",
                "<p>Connectez-vous et ouvrez « Compte et réglages » dans le menu en haut à droite. Vous pouvez aussi y "
                "supprimer votre adresse e-mail.</p>",
            ),
            (
                "Puis-je protéger ma connexion par une seconde étape ?",
                "<p>Oui, dans « Compte et réglages » : avec une clé d’accès de votre appareil ou avec une application "
                "qui affiche des codes. Vous y voyez aussi vos appareils connectés et pouvez les déconnecter.</p>",
            ),
        ),
        (
            "Rendez-vous",
            (
                "Dans quel fuseau horaire sont les heures ?",
                "<p>Dans le vôtre, selon votre appareil ou vos réglages. Le nom du fuseau est indiqué à côté.</p>",
            ),
            (
                "Comment payer ?",
                "<p>À l’entrée de votre espace, avant le rendez-vous. Nous affichons le montant à payer et les moyens "
                "de paiement que propose votre spécialiste. L’argent va à votre spécialiste, pas à nous.</p>",
            ),
            (
                "Comment annuler ?",
                "<p>Ouvrez le rendez-vous et choisissez « Annuler ». La page indique jusqu’à quand c’est gratuit ; chaque "
                "spécialiste en décide, et vous le voyez avant de réserver.</p>",
            ),
            (
                "Que se passe-t-il à l’heure du rendez-vous ?",
                "<p>L’entrée s’ouvre quinze minutes avant. Derrière se trouve votre espace, où vous rejoignez votre "
                "spécialiste. Si la connexion se coupe, revenez par le même chemin : rien n’est perdu.</p>",
            ),
        ),
        (
            "Protection des données",
            (
                "Qui peut lire ce que j’écris ?",
                "<p>Vous et votre spécialiste. Les messages sont chiffrés sur votre appareil et notre serveur ne les "
                'conserve que sous cette forme. <a href="/security/">Ce que nous protégeons, et ce que nous ne pouvons '
                "pas</a>.</p>",
            ),
            (
                "Une autre personne utilise mon appareil. Que faut-il savoir ?",
                "<p>Ouvrez une fenêtre privée et partez avec « Quitter vite » ou en appuyant trois fois sur Maj. "
                "L’historique de votre navigateur n’est pas effacé pour autant. "
                '<a href="/safety/">Ne pas laisser de traces</a>.</p>',
            ),
            (
                "Puis-je garder une copie de ma conversation ?",
                "<p>Oui. Ouvrez la conversation et choisissez « Imprimer la conversation » : votre navigateur la déchiffre et "
                "l’imprime. À vous ensuite de bien garder le papier ou le fichier.</p>",
            ),
            (
                "Comment obtenir mes données ou les faire supprimer ?",
                '<p>Écrivez-nous par la <a href="/contact/">page de contact</a>. Nous vous dirons ce qui est enregistré '
                "à votre sujet ; vos conversations, nous ne pouvons pas les lire.</p>",
            ),
        ),
    ],
    "button": "Nous écrire",
}

COUNSELLORS = {
    "title": "Aide pour les spécialistes",
    "introduction": "Du premier profil au quotidien du cabinet. Votre question manque ? Écrivez-nous.",
    "search_description": "Questions et réponses pour les spécialistes : profil, titres, horaires, prix, paiements.",
    "groups": [
        (
            "Pour commencer",
            (
                "Comment ouvrir un cabinet ici ?",
                "<p>Créez un compte de spécialiste, choisissez une formule et rédigez votre profil. La confirmation peut "
                "prendre quelques minutes ; si elle n’arrive pas, regardez dans les indésirables.</p>",
            ),
            (
                "Qui figure dans l’annuaire ?",
                "<p>Les personnes qui portent certains titres protégés. Vous déposez vos justificatifs, notre équipe les "
                "vérifie, et le titre apparaît avec votre fiche. Avec un autre titre, votre cabinet fonctionne tout "
                "autant, pour les personnes que vous invitez.</p>",
            ),
            (
                "Comment rédiger mon profil ?",
                "<p>Choisissez « Profil public » dans votre menu. Écrivez comme vous parleriez lors d’une première "
                "rencontre ; un portrait inspire confiance. À la fin, choisissez « Soumettre » : notre équipe le lit "
                "avant sa parution et vous prévient.</p>",
            ),
            (
                "Qui peut modifier mon profil ?",
                "<p>C’est vous qui l’écrivez. Les changements paraissent une fois lus par notre équipe. Personne n’écrit "
                "en votre nom.</p>",
            ),
        ),
        (
            "Bon à savoir",
            (
                "À quoi sert le mot de passe de l’espace ?",
                "<p>Il ouvre vos conversations, sur votre appareil seulement. Nous ne le connaissons jamais et ne pouvons "
                "pas le réinitialiser. Gardez le code de secours avec vos autres documents confidentiels.</p>",
            ),
            (
                "Que faire en cas d’urgence ?",
                "<p>Personne n’attend que vous répondiez ici à toute heure. Indiquez dans votre profil quand vous "
                'répondez, et renvoyez aux <a href="/crisis/">numéros de crise</a>, présents sur chaque page.</p>',
            ),
            (
                "Puis-je écrire des articles ?",
                "<p>Si votre formule le prévoit. Les articles paraissent sous votre nom, avec un lien vers votre profil, "
                "une fois lus par notre équipe.</p>",
            ),
        ),
        (
            "Réglages",
            (
                "Où fixer mes prix et mes prestations ?",
                "<p>Dans « Prestations et prix » de votre menu. Une prestation a un nom, une durée et un prix ; le prix "
                "peut être nul. Ce qui est réservé garde son prix.</p>",
            ),
            (
                "Comment régler mes horaires ?",
                "<p>Dans « Horaires » : ceux d’une semaine ordinaire, et les jours qui font exception. Vous y indiquez "
                "aussi le délai dont vous avez besoin et la pause entre deux rendez-vous.</p>",
            ),
            (
                "Comment protéger ma connexion ?",
                "<p>Avec une seconde étape, dans « Compte et réglages » : une clé d’accès de votre appareil ou une "
                "application qui affiche des codes. Nous le conseillons vivement. Un mot de passe court ne protège "
                "personne.</p>",
            ),
        ),
        (
            "Rendez-vous et paiements",
            (
                "Comment les paiements me parviennent-ils ?",
                "<p>Les personnes accompagnées vous paient directement, avant le rendez-vous. Indiquez votre compte dans "
                "« Paiements » ; pour les virements, nous affichons une référence et un code pour l’application de la "
                "banque.</p>",
            ),
            (
                "Combien me coûte le portail ?",
                "<p>Cela dépend de votre formule. Vous voyez le prix mensuel et la part sur chaque paiement avant de "
                "choisir, puis auprès de votre formule.</p>",
            ),
            (
                "Et si une personne annule tard ou ne vient pas ?",
                "<p>Vous décidez jusqu’à quand une annulation est gratuite ; on le voit avant de réserver. Vous pouvez "
                "rembourser quand vous le souhaitez.</p>",
            ),
            (
                "Comment savoir où en est mon cabinet ?",
                "<p>Sous « Statistiques », dans votre cabinet : consultations, personnes accompagnées, heures, réponses, "
                "recettes et frais de douze mois, en graphiques, en tableaux et en fichier. « Comment nous comptons » dit "
                "ce que chaque chiffre signifie.</p>",
            ),
        ),
        (
            "Protection des données",
            (
                "Que voit votre équipe de mon cabinet ?",
                "<p>Votre profil et vos justificatifs, l’existence des rendez-vous et des paiements, la taille des "
                "messages. Jamais ce qui s’écrit dans un espace : notre serveur n’en a pas la clé. "
                '<a href="/security/">En savoir plus</a>.</p>',
            ),
            (
                "Comment savoir que j’écris à la bonne personne ?",
                "<p>Comparez le numéro de sécurité, de préférence par téléphone ou de vive voix. Si les mêmes douze "
                "groupes de chiffres s’affichent des deux côtés, personne ne se trouve entre vous.</p>",
            ),
            (
                "Puis-je écrire par e-mail aux personnes que j’accompagne ?",
                "<p>Mieux vaut éviter. Un e-mail passe par bien des mains et reste en bien des lieux. Nos notifications "
                "ne portent ni contenu ni nom : utilisez l’espace.</p>",
            ),
        ),
    ],
    "button": "Nous écrire",
}
