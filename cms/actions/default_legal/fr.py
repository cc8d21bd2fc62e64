from lib.legaltexts import CLIENTS, COUNSELLORS, PRIVACY, TERMS, WITHDRAWAL

TEMPLATE = (
    "<p><b>Modèle.</b> Ce texte est livré avec le logiciel et décrit ce qu’il fait. L’exploitant du portail le vérifie, le "
    "complète et le publie avant l’ouverture, avec un conseil juridique si nécessaire.</p>"
)

TEXTS = {
    TERMS: (
        "Conditions d’utilisation",
        TEMPLATE + "<h2>Ce qu’est ce portail</h2>"
        "<p>Des spécialistes proposent ici des rendez-vous et des entretiens. Ce que vous convenez avec la personne qui vous "
        "conseille n’engage que vous deux. Nous exploitons le portail : l’annuaire, la réservation, le paiement et "
        "l’espace protégé.</p>"
        "<h2>Pas pour les urgences</h2>"
        "<p>Personne ne répond ici jour et nuit. Si vous ou quelqu’un d’autre est en danger, appelez l’un des "
        '<a href="/crisis/">numéros d’urgence</a>.</p>'
        "<h2>Votre compte</h2>"
        "<p>Un compte ne coûte rien. Vous pouvez choisir un identifiant qui n’est pas votre nom. Chaque compte appartient à "
        "une seule personne, qui garde ses mots de passe secrets. Vous avez au moins 16 ans, ou la personne responsable de "
        "vous est d’accord.</p>"
        "<h2>Le mot de passe de votre espace</h2>"
        "<p>Il ne nous parvient jamais. Si vous le perdez, seul votre code de secours ouvre votre espace. Nous ne "
        "pouvons pas le réinitialiser, et ce que l’espace contient reste alors fermé.</p>"
        "<h2>Rendez-vous et prix</h2>"
        "<p>Vous voyez le prix avant de réserver. La page de chaque rendez-vous indique jusqu’à quand vous pouvez l’annuler "
        "sans frais ; si vous annulez plus tard ou ne venez pas, le prix peut être dû. Vous payez la personne qui vous "
        "conseille.</p>"
        "<h2>Ce qui n’est pas permis</h2><ul>"
        "<li>se faire passer pour quelqu’un d’autre ou prétendre à une formation que l’on n’a pas,</li>"
        "<li>menacer, insulter ou harceler autrui,</li>"
        "<li>transmettre ce que d’autres ont écrit sans leur accord,</li>"
        "<li>tenter d’accéder aux données d’autrui ou perturber le portail.</li></ul>"
        "<h2>Fin</h2>"
        "<p>Vous pouvez nous demander à tout moment de fermer votre compte. Nous pouvons fermer un compte qui enfreint ces "
        "conditions. Ce que la loi nous oblige à garder, comme la comptabilité, est conservé aussi longtemps qu’elle "
        "l’exige.</p>"
        "<h2>Modifications</h2>"
        "<p>Si ces conditions changent d’une manière importante pour vous, nous vous montrons la nouvelle version et vous "
        "demandons votre accord avant de continuer. Toutes les versions restent lisibles sur cette page.</p>"
        "<h2>Droit applicable et réclamations</h2>"
        "<p>L’exploitant indique ici le droit applicable et l’organe de médiation.</p>",
    ),
    PRIVACY: (
        "Protection des données",
        TEMPLATE + "<h2>Qui est responsable</h2>"
        '<p>L’exploitant nommé dans les <a href="/imprint/">mentions légales</a>. Il ajoute les bases légales (RGPD, en '
        "Suisse LPD) et, s’il y en a, la personne déléguée à la protection des données.</p>"
        "<h2>Votre visite</h2>"
        "<p>Aucun cookie n’est déposé avant d’être nécessaire, rien n’est chargé auprès d’autres entreprises, et personne "
        "n’est suivi d’une page à l’autre. Un cookie retient si vous choisissez un affichage clair ou sombre ou une "
        "langue ; un autre maintient votre connexion.</p>"
        "<h2>Votre compte</h2>"
        "<p>Un identifiant, une valeur dérivée de votre mot de passe (jamais le mot de passe lui-même), vos réglages, ce que "
        "vous avez accepté et quand et, seulement si vous la donnez, une adresse e-mail. Ce qui touche à la sécurité de "
        "votre compte est noté : connexions, mots de passe changés, sessions fermées.</p>"
        "<h2>Conversations</h2>"
        "<p>Conservées sous forme chiffrée, illisible pour nous. Les heures, les tailles et les personnes qui participent "
        'sont conservées en clair ; voir <a href="/security/">Comment nous protégeons les conversations</a>.</p>'
        "<h2>Rendez-vous et paiements</h2>"
        "<p>Heures, prix et états, pour vous, pour votre spécialiste et pour la comptabilité que la loi exige.</p>"
        "<h2>E-mails</h2>"
        "<p>Ils disent qu’il y a du nouveau, sans nom ni contenu. Il est noté quel e-mail est parti vers quel compte, et "
        "quand.</p>"
        "<h2>Messages du formulaire de contact</h2>"
        "<p>Conservés en clair, pour que nous puissions répondre, et supprimés quelques mois après la dernière réponse.</p>"
        "<h2>Combien de temps</h2>"
        "<p>Une session se termine au plus tard après douze heures. Si vous nous demandez de fermer votre compte, il ne peut "
        "plus être utilisé ; ce dont d’autres ont aussi besoin, comme la conversation de deux personnes et la "
        "comptabilité, est conservé. L’exploitant ajoute les durées.</p>"
        "<h2>Vos droits</h2>"
        "<p>Vous pouvez demander ce que nous conservons à votre sujet, le faire rectifier ou effacer, emporter vos données, "
        "retirer votre consentement pour l’avenir et saisir l’autorité de contrôle (en France, la CNIL). Écrivez-nous par "
        'la <a href="/contact/">page de contact</a>.</p>',
    ),
    WITHDRAWAL: (
        "Droit de rétractation",
        TEMPLATE + "<h2>Quatorze jours</h2>"
        "<p>Si vous réservez à titre privé un rendez-vous payant, vous pouvez vous rétracter dans les quatorze jours, sans "
        "donner de raison. Le délai commence le jour de la réservation.</p>"
        "<h2>Comment</h2>"
        "<p>Une déclaration claire suffit : annulez le rendez-vous sur sa page, ou écrivez à votre spécialiste ou à nous par "
        'la <a href="/contact/">page de contact</a>, par exemple : « Je me rétracte de ma réservation du [date et heure]. '
        "Mon identifiant est […]. »</p>"
        "<h2>Ce qui se passe ensuite</h2>"
        "<p>Vous récupérez dans les quatorze jours ce que vous avez payé, par le même moyen.</p>"
        "<h2>Si le rendez-vous a lieu avant</h2>"
        "<p>Si vous souhaitez un rendez-vous pendant ces quatorze jours, vous demandez que l’accompagnement commence avant "
        "leur fin. Une part équitable est due pour ce qui a déjà eu lieu ; une fois le rendez-vous entièrement passé, le "
        "droit prend fin.</p>",
    ),
    CLIENTS: (
        "Consentement à l’utilisation de vos données",
        TEMPLATE + "<p>Pour que l’on puisse vous conseiller ici, nous enregistrons que vous avez un compte, avec quels "
        "spécialistes vous êtes en contact et quand, vos rendez-vous et vos paiements. Cela seul peut révéler quelque chose "
        "de votre santé ou de votre vie. La loi demande donc votre consentement explicite.</p>"
        "<p>Ce que vous écrivez dans votre espace est chiffré sur votre appareil. Nous ne pouvons pas le lire ; la personne "
        "à qui vous écrivez le peut.</p>"
        "<p>Votre accord est libre. Vous pouvez le retirer à tout moment pour l’avenir : écrivez-nous, et nous fermons votre "
        "compte. Ce qui s’est passé jusque-là reste licite.</p>",
    ),
    COUNSELLORS: (
        "Ce que les spécialistes acceptent",
        TEMPLATE
        + "<ul><li>Ce qui figure sur votre profil est vrai, et vous portez à bon droit les titres indiqués. Notre "
        "équipe vérifie les justificatifs que vous remettez ; personne d’autre ne les voit.</li>"
        "<li>Votre profil est public, et les moteurs de recherche peuvent l’afficher.</li>"
        "<li>Vous gardez le secret que votre profession exige. De ce que vous écrivez et conservez au sujet des personnes "
        "que vous conseillez, vous répondez vous-même ; nous fournissons l’espace protégé et ne pouvons pas lire ce qu’il "
        "contient.</li>"
        "<li>Vous gardez en lieu sûr le mot de passe de votre espace et votre code de secours, et utilisez un second "
        "facteur.</li>"
        "<li>Vous répondez dans les délais que votre profil promet, et signalez vos absences.</li>"
        "<li>De l’argent que vous recevez et de l’impôt qui s’y rapporte, vous répondez vous-même.</li></ul>"
        "<p>Vous pouvez retirer votre accord à tout moment pour l’avenir : écrivez-nous, et nous fermons votre compte et "
        "retirons votre profil.</p>",
    ),
}
