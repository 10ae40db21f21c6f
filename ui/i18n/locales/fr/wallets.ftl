# Textes des portefeuilles, de leurs entrées et sorties, et des stratégies qui y tournent.

wallets-nav = Portefeuilles
wallets-ways = Portefeuilles et stratégies qui y tournent
wallets-title = Portefeuilles
wallets-intro = D’où les stratégies négocient : des portefeuilles papier à l’argent fictif, et des portefeuilles sur la chaîne avec leur propre clé.
wallets-wallet = Portefeuille
wallets-about = Ce portefeuille
wallets-state = État
wallets-made = Créé
wallets-save = Enregistrer
wallets-saved = Enregistré.

# Tous les portefeuilles
wallets-none = Aucun portefeuille
wallets-none-body = Un portefeuille papier ne coûte rien et n’a besoin d’aucune chaîne : donnez-lui de l’argent, mettez-y une stratégie et regardez.
wallets-none-do = Créer un portefeuille papier
wallets-new = Nouveau portefeuille
wallets-room-unlimited = { $used ->
    [one] Vous avez { $used } portefeuille, et pouvez en avoir autant que vous voulez.
   *[other] Vous avez { $used } portefeuilles, et pouvez en avoir autant que vous voulez.
}
wallets-no-chain = Cette installation n’est reliée à aucune chaîne : rien ne peut entrer dans un tel portefeuille ni en sortir tant que son responsable ne l’a pas reliée.
wallets-starts-with = Commence avec
wallets-cash-unknown = Pas encore demandé
wallets-pause = Suspendre
wallets-resume = Reprendre
wallets-pause-of = Si des stratégies peuvent négocier depuis « { $label } »
wallets-paused = « { $label } » est suspendu : les stratégies n’en négocient plus. Ce qui est détenu reste.
wallets-resumed = Les stratégies peuvent à nouveau négocier depuis « { $label } ».
wallets-state-active = Actif
wallets-state-paused = Suspendu
wallets-state-plan-paused = Suspendu par l’offre

# Un nouveau portefeuille
wallets-kind = Genre
wallets-kind-paper = Portefeuille papier
wallets-kind-deposit = Portefeuille de dépôt
wallets-kind-proxy = Portefeuille mandataire
wallets-kind-safe = Coffre (Safe)
wallets-kind-hint-paper = De l’argent fictif, pour négocier sur papier. Sans chaîne.
wallets-kind-hint-deposit = Avec une clé créée ici : ce que la place donne à qui arrive aujourd’hui.
wallets-kind-hint-proxy = Avec une clé créée ici : ce que la place donnait à qui s’inscrivait par e-mail.
wallets-kind-hint-safe = Avec une clé créée ici : ce que la place donnait à qui venait avec son portefeuille.
wallets-label = Nom
wallets-label-hint = Comme vous l’appelez : 100 caractères au plus.
wallets-cash = Liquidités
wallets-cash-hint = USDC du départ, 1 000 000 au plus. 1 000 si laissé vide.
wallets-make = Créer le portefeuille
wallets-made-now = « { $label } » est créé.
wallets-amount-missing = Saisissez un montant.
wallets-amount-wrong = Saisissez un montant supérieur à zéro, avec six décimales au plus.
wallets-amount-ambiguous = Ceci peut se lire de deux façons. Écrivez-le sans séparateur de milliers, par exemple 1000 ou 12,50.

# Un portefeuille
wallets-rename = Renommer
wallets-as-of = Au
wallets-key-address = Adresse de la clé
wallets-exported = Clé emportée
wallets-delete = Supprimer
wallets-delete-paper = Les stratégies en sont retirées. Il ne peut être supprimé tant que l’une d’elles tourne.
wallets-delete-chain = Seul un portefeuille vide est supprimé : retirez d’abord ce qu’il contient, et emportez sa clé si quelque chose peut encore arriver. Personne ne peut le rétablir.
wallets-delete-confirm = Pour être sûr, saisissez son nom
wallets-delete-do = Supprimer le portefeuille
wallets-deleted = « { $label } » est supprimé.

# Verser
wallets-deposit = Verser
wallets-deposit-body = N’envoyez que du pUSD, et seulement sur la chaîne { $chain }. Autre chose, ou sur une autre chaîne, est perdu.
wallets-deposit-qr = Code QR de l’adresse
wallets-deposit-token = Contrat du jeton :
wallets-deposit-checked = La fabrique de la chaîne a dit la même adresse :
wallets-deposit-none = Il n’y a pas d’adresse où verser pour l’instant.

# Ce qu’il contient
wallets-balances = Sur la chaîne
wallets-shares = Parts d’issues
wallets-allowances = Ce que les contrats de la place peuvent prendre
wallets-bridged = Il contient { $amount } d’une autre sorte (USDC.e), avec quoi on ne peut pas négocier.
wallets-head-token = Jeton
wallets-head-shares = Parts
wallets-head-contract = Contrat
wallets-head-may-take = Peut prendre
wallets-allowed-nothing = Rien
wallets-allowed-some = Une partie
wallets-allowed-all = Tout ce qu’il y a

# Adresses de retrait
wallets-allowed = Adresses de retrait
wallets-allowed-body = L’argent ne sort que vers les adresses de cette liste. Une nouvelle vaut un jour plus tard, pour que personne, même entré dans votre compte, ne vide le portefeuille d’un coup.
wallets-allowed-none = Aucune adresse.
wallets-allowed-holds = Valable
wallets-allowed-holds-from = Valable à partir du
wallets-allowed-label = Comme vous l’appelez
wallets-allowed-add = Ajouter l’adresse
wallets-allowed-added = Ajoutée. Elle vaut dans un jour.
wallets-allowed-remove = Retirer
wallets-allowed-remove-title = Retirer { $address } ?
wallets-allowed-remove-body = Plus rien ne peut y être envoyé. Si vous l’ajoutez à nouveau, elle vaut un jour plus tard.
wallets-allowed-removed = Retirée.
wallets-address = Adresse
wallets-address-hint = 0x et 40 chiffres hexadécimaux.

# Retraits
wallets-withdrawals = Retraits
wallets-withdrawals-none = Rien n’a été retiré.
wallets-withdraw = Retirer
wallets-withdraw-no-address = Ajoutez d’abord une adresse de retrait.
wallets-withdraw-later = Cette adresse ne vaut pas encore. Le retrait attend jusqu’au
wallets-withdraw-asked = Le retrait est demandé. Tant qu’il n’est pas envoyé, vous pouvez l’annuler.
wallets-amount = Montant en USDC
wallets-withdrawal-to = Vers
wallets-withdrawal-cancel = Annuler le retrait
wallets-withdrawal-taken-back = Annulé.
wallets-withdrawal-waiting = En attente
wallets-withdrawal-sent = Envoyé
wallets-withdrawal-confirmed = Confirmé
wallets-withdrawal-canceled = Annulé
wallets-withdrawal-failed = Échoué
wallets-withdrawal-due-at = part au plus tôt
wallets-withdrawal-sent-at = envoyé
wallets-withdrawal-ended-at = terminé

# La clé
wallets-keystore = Emporter la clé
wallets-keystore-body = La clé dans un fichier chiffré que d’autres portefeuilles savent ouvrir. Qui a le fichier et son mot de passe a tout le portefeuille : gardez-les séparés.
wallets-keystore-password = Mot de passe du fichier
wallets-keystore-hint = 12 caractères au moins, et pas votre mot de passe d’ici. Il n’est gardé nulle part : sans lui, le fichier ne vaut rien.
wallets-keystore-again = Le même encore
wallets-keystore-differs = Ce n’est pas le même.
wallets-keystore-do = Enregistrer la clé chiffrée
wallets-keystore-done = La clé chiffrée a été enregistrée.
wallets-factor-needed = Pour cela, votre compte a besoin d’un second facteur.
wallets-factor-mend = Le mettre en place

# Stratégies sur portefeuilles
wallets-assigned-title = Stratégies sur portefeuilles
wallets-assigned-intro = Quelle stratégie négocie quels marchés depuis quel portefeuille. Tout se passe sur papier pour l’instant.
wallets-assigned-here = Ses stratégies
wallets-assigned-none = Aucune stratégie n’est sur un portefeuille
wallets-assigned-none-body = Choisissez une stratégie, un portefeuille et des marchés. Vous voyez ce qu’il lui faut avant qu’elle tourne.
wallets-assigned-none-here = Aucune stratégie ne négocie depuis ce portefeuille.
wallets-assigned-on = sur { $wallet }
wallets-assigned-run = Exécution
wallets-assigned-open-run = Ouvrir son exécution
wallets-assigned-about = L’affectation
wallets-assigned-now = Affectée. Elle ne tourne pas encore : voyez ce qu’il lui faut.
wallets-assigned-stopped = Arrêtée
wallets-assigned-running = En cours
wallets-assigned-paused = En pause
wallets-assigned-halted = Bloquée
wallets-assigned-stopping = S’arrête
wallets-assigned-failed = Échouée
wallets-assign = Affecter à un portefeuille
wallets-assign-one = Affecter une stratégie
wallets-assign-intro = Elle ne tourne pas tout de suite : sa page dit d’abord ce qu’il lui faut.
wallets-assign-do = Affecter
wallets-assign-no-strategy = Aucune stratégie
wallets-assign-made = Un portefeuille papier est créé pour vous.
wallets-assign-with-errors = { $count ->
    [one] { $name } ({ $count } erreur)
   *[other] { $name } ({ $count } erreurs)
}
wallets-strategy = Stratégie
wallets-markets = Marchés
wallets-markets-hint = Des séries comme btc-updown-15m, ou des motifs comme btc-* ou *-updown-5m, séparés par des virgules.
wallets-markets-known = Séries suivies ou enregistrées ici
wallets-markets-missing = Nommez au moins une série ou un motif.
wallets-markets-too-many = 50 séries et motifs au plus.
wallets-markets-wrong = « { $name } » n’est ni une série ni un motif.
wallets-series = Séries désignées
wallets-series-none = Aucune connue
wallets-max = Position maximale en USDC
wallets-max-hint = Le plus de dollars engagés dans un marché.
wallets-cash-apart = Liquidités réservées en USDC
wallets-cash-apart-hint = Tout ce qui est libre si laissé vide.
wallets-cash-all = Tout ce qui est libre
wallets-parameters = Paramètres
wallets-result = Résultat
wallets-started = Activée
wallets-change = Modifier
wallets-unassign = Retirer du portefeuille
wallets-unassign-title = Retirer la stratégie de ce portefeuille ?
wallets-unassign-body = La stratégie, le portefeuille et ce qui a été enregistré de ses exécutions restent.
wallets-unassigned = Retirée.
wallets-activate = Activer
wallets-activate-not-yet = Corrigez d’abord ce qui fait obstacle.
wallets-activated = Activée.
wallets-deactivate = Désactiver
wallets-deactivated = Désactivée. Ce qu’elle détient arrive à son terme.
wallets-stop-run-stopped = Son exécution a été arrêtée sur la page en direct.
wallets-stop-run-failed = Son exécution n’a pas pu être lancée ou rétablie.
wallets-stop-wallet-paused = Son portefeuille a été suspendu.
wallets-stop-plan = Votre offre est devenue plus petite.
wallets-stop-strategy-deleted = Sa stratégie a été supprimée.
wallets-stop-killed = Un arrêt d’urgence est actif : elle ne peut que sortir.
wallets-stop-faulted = La stratégie a échoué et n’est plus consultée avant le prochain créneau.
wallets-stop-limit = Une limite est atteinte : elle n’entre plus tant que cela dure.

# Ce qu’il lui faut
wallets-preflight = Avant qu’elle tourne
wallets-preflight-again = Vérifier à nouveau
wallets-preflight-ready = Prête : rien ne fait obstacle.
wallets-preflight-missing = { $count ->
    [one] { $count } chose fait obstacle.
   *[other] { $count } choses font obstacle.
}
wallets-preflight-passed = { $count ->
    [one] { $count } contrôle passé
   *[other] { $count } contrôles passés
}
wallets-check-ok = Passé
wallets-check-blocks = Fait obstacle
wallets-check-noted = Bon à savoir
wallets-check-wallet-paused = Le portefeuille est actif
wallets-check-strategy-problems = La stratégie n’a pas d’erreur
wallets-check-strategy-parameters = Ses paramètres sont dans leurs bornes
wallets-check-strategy-parked = Aucune exécution de la stratégie n’est mise de côté
wallets-check-markets-unknown = Les marchés sont connus
wallets-check-markets-not-followed = Le flux ou les données enregistrées connaissent les marchés
wallets-check-plan-limit = L’offre a de la place
wallets-check-series-taken = Aucune autre stratégie de ce portefeuille ne négocie ces séries
wallets-check-wallet-cash = Le portefeuille a l’argent
wallets-check-position-too-small = La position maximale est assez grande
wallets-check-desk-down = Le comptoir papier accepte des exécutions
wallets-check-kill-switch = Aucun arrêt d’urgence n’est actif
wallets-check-feed-down = Le flux fonctionne
wallets-check-live-trading = Elle négocie avec ce que contient le portefeuille
wallets-mend-wallet-paused = Reprenez le portefeuille.
wallets-mend-strategy-problems = Corrigez les erreurs de la stratégie.
wallets-mend-strategy-parameters = Réglez ses paramètres dans leurs bornes.
wallets-mend-strategy-parked = Elle a échoué dans une exécution : regardez-la, corrigez la stratégie et enregistrez-la.
wallets-mend-markets-unknown = Choisissez des séries suivies ou enregistrées ici.
wallets-mend-markets-not-followed = Le flux les suit dès qu’elle tourne.
wallets-mend-plan-limit = Arrêtez une autre stratégie, ou demandez une offre plus grande.
wallets-mend-series-taken = Désactivez l’autre, ou choisissez d’autres marchés ou un autre portefeuille.
wallets-mend-wallet-cash = Réservez moins d’argent, ou désactivez ce qui l’utilise.
wallets-mend-position-too-small = Augmentez la position maximale.
wallets-mend-desk-down = Rien ne se négocie tant que le responsable de l’installation n’a pas relancé le comptoir.
wallets-mend-kill-switch = Elle tournerait et attendrait que l’arrêt d’urgence de la barre soit levé.
wallets-mend-feed-down = Elle tournerait et attendrait le retour du flux.
wallets-mend-live-trading = Elle tourne sur papier : de vrais prix, aucun ordre réel.
wallets-way-wallet = Ouvrir le portefeuille
wallets-way-strategy = Ouvrir la stratégie
wallets-way-data = Ouvrir la page des données
wallets-way-assignments = Voir toutes les affectations
wallets-way-live = Ouvrir la page en direct

# Refus
wallets-error-address-mismatch = La fabrique de la chaîne dit une autre adresse que la nôtre. Rien ne doit être versé tant que ce n’est pas compris : prévenez le responsable de l’installation.
wallets-error-assigned-already = Cette stratégie est déjà sur ce portefeuille : modifiez cette affectation.
wallets-error-assignment-running = Elle tourne. Désactivez-la et attendez qu’elle ne détienne plus rien.
wallets-error-bad-address = Saisissez une adresse : 0x et 40 chiffres hexadécimaux, avec ses majuscules telles qu’on vous les a données.
wallets-error-bad-amount = Ce montant n’est pas possible.
wallets-error-bad-label = Un nom a de 1 à 100 caractères.
wallets-error-bad-markets = Ce ne sont pas des marchés.
wallets-error-bad-password = Le mot de passe d’un fichier a de 12 à 256 caractères.
wallets-error-bad-settings = Un montant n’est pas possible.
wallets-error-chain-unreachable = La chaîne ne répond pas. Réessayez dans un moment.
wallets-error-changed-meanwhile = Une autre fenêtre l’a modifié entre-temps. Réessayez.
wallets-error-enrol-second-factor = Pour cela, votre compte a besoin d’un second facteur : mettez-le en place dans les réglages, sous la sécurité.
wallets-error-needs-accounts = Personne ne se connecte ici : il n’y a que des portefeuilles papier.
wallets-error-no-chain = Cette installation n’est reliée à aucune chaîne.
wallets-error-no-relayer = Cette installation est reliée à une chaîne, mais rien n’y envoie les retraits.
wallets-error-no-strategy = Cette stratégie n’existe plus.
wallets-error-no-wallet = Ce portefeuille n’existe plus.
wallets-error-not-allowed = Cette adresse n’est pas sur la liste des adresses de retrait.
wallets-error-not-empty = Il contient encore quelque chose, ou une stratégie y tourne : rien n’a été supprimé.
wallets-error-not-found = Cela n’existe plus.
wallets-error-not-waiting = Il est déjà parti et ne peut plus être annulé.
wallets-error-paper-wallet = Un portefeuille papier n’a ni adresse, ni clé, ni retraits.
wallets-error-plan-paused = Votre offre n’a pas de place pour ce portefeuille. Il reprend quand elle en a ; rien n’est perdu.
wallets-error-plan-wallets = Votre offre n’a pas de place pour un portefeuille de plus.
wallets-error-signer-refused = Le processus qui garde les clés a refusé.
wallets-error-signer-unavailable = Le processus qui garde les clés ne tourne pas.
wallets-error-too-many-requests = Trop de tentatives. Attendez un peu, puis réessayez.
wallets-error-withdrawal-open = Un autre retrait de ce portefeuille n’est pas terminé. Attendez-le, ou annulez-le.
wallets-error-wrong-label = Ce n’est pas son nom.
