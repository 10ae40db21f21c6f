# Textes de la connexion, de ce qui appartient à un compte, des offres, et de ce que voit l’exploitant.

account-local = Ce serveur n’est qu’à vous : pas de connexion.
account-home = Aller à l’accueil

# Connexion
account-login-title = Se connecter
account-sign-in = Se connecter
account-sign-out = Se déconnecter
account-email = Adresse e-mail
account-password = Mot de passe
account-show-password = Afficher le mot de passe
account-show = Afficher
account-hide = Masquer
account-code = Six chiffres de votre application
account-code-hint = Ou l’un de vos codes de secours.
account-back = Utiliser un autre compte
account-forgot = Mot de passe oublié ?
account-to-signup = Pas encore de compte ? Inscrivez-vous
account-to-login = Retour à la connexion
account-ended = Votre session est terminée. Ce que vous n’aviez pas enregistré d’une stratégie est gardé dans ce navigateur, et sera là de nouveau une fois connecté.
account-missing-password = Saisissez votre mot de passe.
account-missing-code = Saisissez le code.

# Inscription
account-signup-title = S’inscrire
account-signup-intro = Un compte a des stratégies, des résultats et des portefeuilles que personne d’autre ne voit.
account-sign-up = S’inscrire
account-name = Nom
account-name-hint = Comment on vous appelle ici. Vous pouvez le laisser vide.
account-signup-sent = Consultez votre messagerie : la suite a été envoyée à { $email }.
account-no-mail = Rien après une minute ? Regardez parmi les indésirables, ou faites-le renvoyer.
account-send-again = Renvoyer
account-sent-again = C’est renvoyé.
account-mail-sent = S’il y a quelque chose à envoyer à cette adresse, c’est en route.

# Confirmation de l’adresse
account-verify-title = Confirmer votre adresse
account-verified = Votre adresse est confirmée.
account-verify-again = Ouvrez le lien du message que nous avons envoyé. S’il a expiré, faites-en envoyer un autre.
account-unverified = Votre adresse n’est pas encore confirmée.
account-unverified-mend = La confirmer
account-email-verified = Confirmée

# Un autre mot de passe
account-forgot-title = Mot de passe oublié
account-forgot-intro = Saisissez votre adresse : un lien pour définir un autre mot de passe y est envoyé. Il vaut une heure.
account-forgot-send = Envoyer le lien
account-reset-title = Définir un autre mot de passe
account-new-password = Nouveau mot de passe
account-current-password = Mot de passe actuel
account-reset-do = Définir le mot de passe
account-reset-done = Votre mot de passe est défini, et vous êtes déconnecté partout. Connectez-vous avec le nouveau.
account-reset-no-code = Pour définir un mot de passe, ouvrez le lien du message. Un lien ne sert qu’une fois.
account-reset-again = Faire envoyer un autre lien

# Règles des mots de passe
account-rule-length = De 12 à 128 caractères
account-rule-not-email = Pas votre adresse e-mail
account-rule-not-common = Aucun de ceux que tout le monde essaie d’abord : le serveur vérifie
account-rule-kept = (oui)
account-rule-broken = (pas encore)

# Refus
account-error-bad-code = Ce code n’est pas le bon. Un code de l’application vaut une demi-minute.
account-error-bad-credentials = L’adresse ou le mot de passe n’est pas le bon.
account-error-bad-email = Saisissez une adresse e-mail.
account-error-bad-name = Un nom a 100 caractères au plus.
account-error-bad-password = Un mot de passe a de 12 à 128 caractères.
account-error-common-password = Tout le monde essaie d’abord ce mot de passe. Choisissez-en un autre.
account-error-expired-code = Ce lien a expiré ou a déjà servi. Faites-en envoyer un autre.
account-error-locked = Ce compte est verrouillé. Adressez-vous à l’exploitant de cette installation.
account-error-password-like-email = Un mot de passe ne peut pas être votre adresse e-mail.
account-error-too-many-requests = Trop d’essais. Attendez un peu, puis réessayez.
account-error-unverified = Confirmez d’abord votre adresse : le lien est dans votre messagerie.
account-error-wrong-email = Ce n’est pas l’adresse de votre compte.
account-error-wrong-password = Ce n’est pas votre mot de passe actuel.

# Confirmer que c’est vous
account-confirm-title = Confirmez que c’est vous
account-confirm-body = Pour cela, saisissez encore une fois votre mot de passe. On ne vous le redemandera pas pendant dix minutes.
account-confirm-do = Confirmer

# Le menu
account-menu = Compte de { $name }
account-menu-plan = Offre : { $plan }

# Sections des réglages
account-section-general = Général
account-section-profile = Profil
account-section-security = Sécurité
account-section-sessions = Sessions
account-section-tokens = Jetons d’API
account-section-data = Vos données
account-save = Enregistrer
account-saved = Enregistré.
account-mail-language = Langue des messages qui vous sont envoyés
account-since = Ici depuis le
account-more = Afficher la suite
account-refresh = Actualiser
account-copy = Copier
account-copied = Copié.
account-not-copied = La copie a échoué. Sélectionnez et copiez vous-même.
account-download = Télécharger
account-print = Imprimer

# Sécurité
account-password-change = Changer le mot de passe
account-password-ends = Vous restez connecté ici et êtes déconnecté partout ailleurs.
account-password-changed = Votre mot de passe est changé, et vous êtes déconnecté partout ailleurs.
account-factor = Second facteur
account-factor-off = Outre le mot de passe, la connexion demande alors six chiffres d’une application de votre téléphone. Qui apprend votre mot de passe n’entre pas avec lui seul.
account-factor-on = Activé : la connexion demande un code de votre application.
account-factor-begin = Le configurer
account-factor-scan = Scannez ceci avec une application d’authentification, ou tapez-y le secret. Saisissez ensuite les six chiffres qu’elle affiche.
account-factor-qr = Code QR pour une application d’authentification
account-factor-secret = Secret :
account-factor-code = Six chiffres de l’application
account-factor-enable = L’activer
account-factor-disable = Le désactiver
account-factor-disable-title = Désactiver le second facteur ?
account-factor-disable-body = Votre mot de passe suffit alors pour se connecter, et vos codes de secours ne valent plus rien.
account-factor-disabled = Le second facteur est désactivé.
account-codes = Codes de secours
account-codes-file = Codes de secours pour CraftStrat. Chacun sert une fois, à la place des six chiffres.
account-codes-body = Le second facteur est activé. Gardez ces codes là où vous les trouverez sans votre téléphone : chacun sert une fois, à la place des six chiffres. Ils ne sont affichés que cette fois.
account-codes-kept = Je les ai gardés
account-recent = Récemment
account-recent-body = Ce qui a été fait avec votre compte, ou essayé. Si quelque chose n’était pas de vous, changez le mot de passe et terminez les autres sessions.

# Sessions
account-session-current = Celle-ci
account-session-line = Depuis { $address }, commencée le { $begun }.
account-session-used = Dernière utilisation
account-session-end = Terminer
account-session-ended = Terminé.
account-end-others = Terminer toutes les autres
account-end-others-body = Partout ailleurs où vous êtes connecté, il faudra se connecter de nouveau.

# Jetons
account-token-new = Nouveau jeton
account-token-name = Nom
account-token-no-name = Saisissez un nom de 100 caractères au plus, par exemple le programme qui l’utilise.
account-token-scopes = À quoi il peut servir
account-token-no-scope = Choisissez-en au moins un.
account-token-days = Valable
account-token-never = Aucun jeton ne peut se connecter, changer le compte, créer des jetons, exporter des clés ou retirer des fonds.
account-token-make = Créer le jeton
account-token-made = Jeton « { $name } ». Il n’est affiché que cette fois : copiez-le maintenant.
account-token-use = Envoyez-le avec chaque requête sous la forme
account-token-kept = Je l’ai gardé
account-token-expires = Expire le
account-token-unused = jamais utilisé
account-token-revoke = Révoquer
account-token-revoke-title = Révoquer « { $name } » ?
account-token-revoke-body = Les programmes qui l’utilisent sont refusés dès maintenant.
account-token-revoked = Révoqué.
account-tokens-none = Aucun jeton. Un programme en a besoin pour utiliser ce serveur à votre place.
account-scope-read = Lire tout ce qui est à vous
account-scope-strategies = Modifier les stratégies
account-scope-backtests = Lancer des backtests et des balayages
account-scope-live = Démarrer, changer et arrêter ce qui négocie
account-scope-wallets = Créer et modifier des portefeuilles, sans leurs clés et sans retraits
account-scope-short-read = lecture
account-scope-short-strategies = stratégies
account-scope-short-backtests = backtests
account-scope-short-live = direct
account-scope-short-wallets = portefeuilles
account-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}

# Données
account-export = Export
account-export-body = Tout ce qui est à vous ici en un fichier : profil, stratégies et leurs versions, résultats, portefeuilles sans clés, et ce qui a été fait avec le compte.
account-export-do = Exporter mes données
account-delete = Supprimer le compte
account-delete-body = Vos stratégies, résultats et jetons sont supprimés, ce qui tourne est arrêté, et personne ne peut revenir en arrière. Retirez d’abord ce que contiennent vos portefeuilles.
account-delete-email = Pour être sûr, tapez votre adresse
account-delete-do = Supprimer mon compte pour toujours
account-deleted = Votre compte est supprimé.

# Offres
account-plan-title = Offre et utilisation
account-plan-intro = Ce que vous pouvez avoir, et ce que vous en utilisez.
account-plan-yours = Votre offre : { $plan }
account-plan-own = La vôtre
account-plan-change = L’exploitant de cette installation fixe votre offre. Sur une plus petite, ce qui dépasse ses limites est mis en pause et rien n’est supprimé.
account-plans = Toutes les offres
account-plan-free = Gratuite
account-plan-starter = Starter
account-plan-pro = Pro
account-plan-enterprise = Entreprise
account-unlimited = Illimité
account-history-all = Tout ce qu’il y a
account-used-of = { $used } sur { $limit }
account-used-unlimited = { $used }, sans limite
account-yes = Oui
account-no = Non
account-head-plan = Offre
account-head-strategies = Stratégies
account-head-wallets = Portefeuilles
account-head-leaders = Meneurs suivis
account-head-history = Historique des backtests
account-head-public = Peut être suivi
account-limit-strategies = { $used } des { $limit } stratégies de votre offre tournent.
account-limit-strategies-full = { $limit ->
    [one] La stratégie de votre offre tourne déjà : arrêtez-la d’abord, sinon c’est refusé.
   *[other] Les { $limit } stratégies de votre offre tournent : arrêtez-en une d’abord, sinon c’est refusé.
}
account-limit-wallets = { $used } des { $limit } portefeuilles de votre offre sont utilisés.
account-limit-wallets-full = { $limit ->
    [one] Le portefeuille de votre offre est utilisé.
   *[other] Les { $limit } portefeuilles de votre offre sont utilisés.
}
account-limit-leaders = Vous suivez { $used } des { $limit } meneurs de votre offre.
account-limit-leaders-full = { $limit ->
    [one] Vous suivez le seul meneur de votre offre.
   *[other] Vous suivez les { $limit } meneurs de votre offre.
}
account-limit-history = { $days ->
    [one] Votre offre remonte à un jour : les marchés plus anciens sont refusés.
   *[other] Votre offre remonte à { $days } jours : les marchés plus anciens sont refusés.
}
account-limit-plans = Comparer les offres

# L’exploitant
account-operator = Exploitant
account-not-operator = Seul l’exploitant de cette installation voit ceci.
account-operator-system = Système
account-operator-users = Personnes
account-operator-audit = Journal d’audit
account-operator-jobs = Tâches
account-operator-parked = Mis à l’écart
account-system-version = Version
account-system-database = Base de données
account-system-up = En marche depuis
account-system-users = Personnes
account-system-sessions = Sessions ouvertes
account-system-jobs = Tâches en attente ou en cours
account-system-runs = Stratégies sur papier
account-system-mail = Les messages vont à
account-system-killed = Toutes les entrées bloquées
account-users-search = Chercher une adresse ou un nom
account-users-none = Personne n’est trouvé.
account-role-operator = Exploitant
account-role-unverified = Non confirmée
account-head-email = Adresse et nom
account-head-factor = Second facteur
account-head-since = Inscription
account-head-access = Accès
account-user-plan-of = Offre de { $email }
account-user-plan-title = Passer { $email } à l’offre { $plan } ?
account-user-plan-smaller = Ce qui dépasse les limites de la plus petite offre est mis en pause. Rien n’est supprimé.
account-user-plan-larger = Elle vaut tout de suite. Ce qui était en pause le reste jusqu’à ce que son propriétaire le relance.
account-user-plan-do = Changer l’offre
account-user-lock = Verrouiller
account-user-unlock = Déverrouiller
account-user-lock-title = Verrouiller { $email } ?
account-user-lock-body = Cette personne est déconnectée partout et ne peut plus se connecter.
account-user-unlock-title = Déverrouiller { $email } ?
account-user-unlock-body = Cette personne peut de nouveau se connecter.
account-head-kind = Genre
account-head-state = État
account-head-person = À qui
account-head-asked = Demandée
account-head-ended = Terminée
account-head-run = Exécution
account-head-reason = Pourquoi
account-jobs-none = Aucune tâche.
account-parked-none = Rien n’est mis à l’écart.
account-job-backtest = Backtest
account-job-sweep = Balayage
account-job-import = Import
account-state-queued = En attente
account-state-running = En cours
account-state-done = Terminée
account-state-failed = Échouée
account-state-cancelled = Annulée

# Le journal d’audit
account-audit = Actions sensibles
account-audit-when = Quand
account-audit-what = Quoi
account-audit-who = Qui
account-audit-address = Adresse
account-audit-detail = Détail
account-audit-outcome = Issue
account-audit-done = Fait
account-audit-refused = Refusé
account-audit-nobody = personne
account-audit-none = Rien n’est listé.
account-audit-all = Tout
account-audit-filters = Filtrer le journal d’audit
account-audit-clear = Effacer
account-action-login = Connexion
account-action-sign-up = Inscription
account-action-verify-email = E-mail confirmé
account-action-reset-password = Mot de passe réinitialisé
account-action-account-change = Profil modifié
account-action-account-password = Mot de passe changé
account-action-account-confirm = Identité confirmée
account-action-account-export = Données exportées
account-action-account-delete = Compte supprimé
account-action-sessions-end = Session terminée
account-action-tokens-create = Jeton créé
account-action-tokens-revoke = Jeton révoqué
account-action-second-factor-enrol = Second facteur activé
account-action-second-factor-disable = Second facteur désactivé
account-action-live-start = Exécution lancée
account-action-live-change = Exécution modifiée
account-action-live-stop = Exécution arrêtée
account-action-live-kill = Exécution suspendue ou reprise
account-action-kill-all = Arrêt général ou limites
account-action-webhook-write = Webhook modifié
account-action-ticks-import = Données de marché importées
account-action-ticks-delete = Données de marché supprimées
account-action-operator-read-users = Comptes consultés
account-action-operator-change-plan = Offre ou verrouillage modifié
account-action-operator-read-audit = Journal consulté
account-action-operator-handover = Données d’avant les comptes transférées
account-action-internal-strategy = Stratégie lancée ou arrêtée par un service
account-action-wallets-create = Portefeuille créé
account-action-wallets-change = Portefeuille modifié
account-action-wallets-delete = Portefeuille supprimé
account-action-wallets-export = Clé emportée
account-action-wallets-withdraw = Retrait, ou adresse de retrait
account-action-wallets-cancel = Retrait annulé
account-action-assignments-write = Affectation modifiée
account-action-assignments-run = Affectation activée
account-action-assignments-stop = Affectation désactivée
