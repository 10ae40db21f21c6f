# Textes de l’exécution sur papier : démarrer, changer, comparer, limites, alertes, arrêt d’urgence.

paper-section = Trading sur papier
paper-run = Lancer sur papier
paper-run-help = Négocier les ticks en direct avec de l’argent fictif
paper-run-tested = Lancer exactement ce qui a été testé ici, avec les ticks en direct et de l’argent fictif
paper-update = Mettre à jour la version en cours
paper-update-help = Cette stratégie tourne : lui donner ce qui est affiché ici

# L’arrêt d’urgence
paper-kill = Bloquer toutes les entrées
paper-kill-on = Bloquer toutes les entrées
paper-kill-off = Autoriser à nouveau les entrées
paper-killed = Arrêt d’urgence activé : aucune entrée
paper-kill-on-title = Bloquer toutes les entrées ?
paper-kill-on-body = Plus aucune stratégie n’entre et les ordres d’entrée ouverts sont retirés. Les sorties continuent : ce qui est détenu peut encore être vendu ou arrive à terme. Cela reste ainsi, même après un redémarrage, jusqu’à ce que vous le désactiviez.
paper-kill-off-title = Autoriser à nouveau les entrées ?
paper-kill-off-body = Chaque stratégie qui n’est pas en pause peut entrer à nouveau, dès son prochain tick.
paper-kill-on-done = L’arrêt d’urgence est activé : aucune entrée.
paper-kill-off-done = L’arrêt d’urgence est désactivé : les stratégies peuvent entrer à nouveau.

# Alertes
paper-bell = { $count ->
    [0] Alertes : aucune nouvelle
    [one] Alertes : { $count } nouvelle
   *[other] Alertes : { $count } nouvelles
}
paper-alerts = Alertes
paper-alerts-none = Aucune alerte jusqu’ici. Les défaillances, les refus nombreux, les connexions perdues, les pertes et les marchés réglés apparaissent ici.
paper-alerts-seen = Tout marquer comme vu
paper-alert-new = Nouvelle
paper-alert-open = Ouvrir l’exécution
paper-alert-fault = Une stratégie a failli
paper-alert-denial-burst = Beaucoup d’ordres ont été refusés
paper-alert-loss-limit = Une limite de perte est atteinte
paper-alert-disconnect = Une connexion est perdue ou rétablie
paper-alert-resolution = Un marché avec une position est réglé
paper-alert-desk-failed = Le trading sur papier s’est arrêté ou reprend

# Ce que disent les alertes
paper-told-faulted = La stratégie a failli :
paper-told-faulted-in = La stratégie a failli dans { $market } :
paper-told-shadow-faulted = La version à côté de l’exécution a failli et n’est plus là :
paper-told-shadow-faulted-in = La version à côté de l’exécution a failli dans { $market } et n’est plus là :
paper-told-limit = Une limite de perte est atteinte, les entrées sont refusées. { $meaning }
paper-told-many-denied = { $count } ordres ont été refusés en une minute, la plupart pour cette raison : { $meaning }
paper-told-connection-market = connexion au marché
paper-told-connection-prices = connexion aux prix
paper-told-connection-lost = La { $connection } est perdue : ses données manquent jusqu’à son retour.
paper-told-connection-back = { $seconds ->
    [one] La { $connection } est rétablie après { $seconds } seconde.
   *[other] La { $connection } est rétablie après { $seconds } secondes.
}
paper-told-paid = { $market } a payé { $payout } pour des parts qui avaient coûté { $cost } : net { $net }.
paper-told-no-winner = { $market } s’est terminé sans gagnant connu : les parts qui avaient coûté { $cost } comptent comme perdues, net { $net }.
paper-told-desk-failed = Plus rien ne se négocie sur papier :
paper-told-disk-full = Il n’y a plus de place sur le disque du serveur : rien ne se négocie sur papier d’ici là. Faites de la place ; cela reprend tout seul.
paper-told-disk-free = Il y a de nouveau de la place sur le disque du serveur : le trading sur papier reprend.
paper-told-test = Ceci est un essai : les alertes de CraftStrat arriveront ici.

# Webhook
paper-webhook = Webhook
paper-webhook-intro = Les alertes y sont aussi envoyées, en JSON signé par POST, et plusieurs fois si elles n’arrivent pas. Enregistrer crée un nouveau secret de signature.
paper-webhook-url = Adresse
paper-webhook-kinds = Types envoyés ; tous si aucun n’est coché
paper-webhook-not-an-address = Ce n’est pas une adresse. Elle commence par https://.
paper-webhook-plain = Seule une adresse de cette machine peut commencer par http://. Utilisez https://.
paper-webhook-save = Enregistrer le webhook
paper-webhook-saved = Le webhook est enregistré.
paper-webhook-test = Envoyer un essai
paper-webhook-test-saved = Enregistrez d’abord : l’essai va à l’adresse enregistrée.
paper-webhook-arrived = L’essai est arrivé.
paper-webhook-failed = L’essai n’est pas arrivé. { $why }
paper-webhook-state = Livrées : { $delivered }. Abandonnées : { $failed }.
paper-webhook-last-error = La dernière tentative a échoué : { $why }
paper-webhook-secret = Les envois sont signés avec ce secret. Il n’est affiché que cette fois, et le précédent ne vaut plus : copiez-le maintenant.
paper-webhook-copy = Copier le secret
paper-webhook-copied = Le secret est copié.
paper-webhook-not-copied = La copie a échoué. Sélectionnez-le et copiez-le vous-même.

# Démarrer
paper-start-title = Lancer sur papier
paper-start-intro = La stratégie reçoit les ticks en direct et négocie avec de l’argent fictif, selon les mêmes règles qu’un backtest : frais, latence et carnet tel qu’il est.
paper-start = Lancer sur papier
paper-started = { $name } tourne sur papier.
paper-run-name = Nom de l’exécution
paper-cash = Capital de départ
paper-latency = Latence vers la plateforme
paper-parameters = Paramètres
paper-no-parameters = Cette stratégie n’a pas de paramètres.
paper-default = défaut { $value }
paper-bytes = Exactement ces octets tournent (SHA-256) :
paper-limits = { $count ->
    [0] Limites : aucune
    [one] Limites : { $count }
   *[other] Limites : { $count }
}
paper-limits-intro = Les limites retiennent les entrées, jamais les sorties. Toutes sont désactivées au départ ; celle que vous activez commence par une suggestion.
paper-series = Séries négociées
paper-series-search = Chercher une série, ou en saisir une : btc-updown-15m
paper-series-followed = suivie
paper-series-typed = nouvelle
paper-series-none = Aucune série ne s’appelle ainsi. Saisissez-en une en entier : btc-updown-15m.
paper-series-more = { $shown } sur { $all } sont affichées. Saisissez du texte pour trouver les autres.
paper-wrong-no-series = Choisissez au moins une série.
paper-wrong-too-many-series = Choisissez au plus 50 séries.
paper-wrong-cash = Le capital de départ doit être supérieur à zéro.
paper-wrong-latency = La latence doit être comprise entre 0 et une heure.
paper-wrong-limit = La limite « { $limit } » est activée et demande une valeur, ou désactivez-la.

# Ce qui manque
paper-show-problems = Voir les problèmes
paper-lack-errors = { $count ->
    [one] La stratégie a { $count } erreur : elle ne peut pas tourner avant sa correction.
   *[other] La stratégie a { $count } erreurs : elle ne peut pas tourner avant leur correction.
}
paper-lack-saving = Vos dernières modifications sont en cours d’enregistrement…
paper-lack-stuck = Vos dernières modifications ne sont pas enregistrées. Enregistrez-les d’abord : ce qui tourne est ce qui est enregistré.
paper-lack-trouble = Le trading sur papier a un problème : { $why }
paper-lack-killed = L’arrêt d’urgence est activé : l’exécution démarre, et n’entre pas tant qu’il l’est.
paper-lack-no-venue = Le serveur a été démarré sans flux : l’exécution démarre, et attend des ticks. Démarrez craftstrat avec une plateforme pour en recevoir.
paper-lack-down = La plateforme n’est pas joignable : l’exécution démarre, et attend des ticks.
paper-lack-not-followed = Personne ne suit encore ces séries : leurs ticks arrivent à partir du prochain créneau.

# Une autre version
paper-change-title = Mettre à jour la version en cours
paper-change-run = Exécution
paper-change-of = C’est pour l’exécution « { $name } ».
paper-change-how = Comment
paper-change-shadow = À côté de celle qui négocie
paper-change-shadow-help = Elle voit chaque tick et ne négocie pas. La page de l’exécution dit où elle décide autrement, et c’est là que vous la faites prendre le relais.
paper-change-shadow-do = Placer à côté
paper-change-shadow-done = La nouvelle version tourne à côté de { $name }.
paper-change-change = Prendre le relais tout de suite
paper-change-change-help = Elle négocie dès le prochain tick, avec le capital et les positions présents. L’ancienne version reste à côté, pour revenir en arrière.
paper-change-change-do = Prendre le relais
paper-change-change-done = La nouvelle version de { $name } prend le relais.
paper-change-replaces = Une autre version est déjà à côté de cette exécution. Elle est remplacée.

# Limites
paper-overall = Limites sur toutes les exécutions
paper-overall-intro = Elles valent pour toutes les stratégies sur papier ensemble, en plus des limites de chaque exécution. Elles retiennent les entrées, jamais les sorties.
paper-overall-save = Enregistrer les limites
paper-overall-saved = Les limites sur toutes les exécutions sont enregistrées.
paper-limit-wrong = La limite « { $limit } » est activée et demande une valeur, ou désactivez-la.
paper-limits-loss = Pertes
paper-limits-account = Capital et positions
paper-limits-order = Un ordre
paper-limits-market = Le marché à cet instant
paper-unit-usdc = USDC
paper-unit-shares = parts
paper-unit-cents = cents
paper-unit-seconds = s
paper-limit-daily-loss = Perte en un jour
paper-limit-daily-loss-help = Dès que tant est perdu depuis minuit UTC, plus rien n’entre jusqu’au lendemain.
paper-limit-weekly-loss = Perte en une semaine
paper-limit-weekly-loss-help = Dès que tant est perdu depuis lundi UTC, plus rien n’entre jusqu’à la semaine suivante.
paper-limit-drawdown = Baisse depuis le plus haut
paper-limit-drawdown-help = Dès que le capital est si loin sous son plus haut, plus rien n’entre.
paper-limit-exposure = Dollars engagés
paper-limit-exposure-help = Positions et ordres ouverts immobilisent ensemble au plus tant.
paper-limit-market-usdc = Dollars engagés dans un marché
paper-limit-market-usdc-help = Positions et ordres ouverts dans un marché immobilisent au plus tant.
paper-limit-min-cash = Capital qui doit rester
paper-limit-min-cash-help = Une entrée qui laisserait moins de capital est refusée.
paper-limit-open-orders = Ordres ouverts
paper-limit-open-orders-help = Au plus tant d’ordres sont ouverts en même temps.
paper-limit-entries-per-minute = Entrées par minute
paper-limit-entries-per-minute-help = Au plus tant d’entrées sont acceptées en une minute.
paper-limit-trades-per-slot = Entrées par créneau
paper-limit-trades-per-slot-help = Au plus tant d’entrées sont acceptées dans un créneau.
paper-limit-order-usdc = Coût d’un ordre
paper-limit-order-usdc-help = Un ordre coûte au plus tant, hors frais.
paper-limit-order-shares = Parts d’un ordre
paper-limit-order-shares-help = Un ordre porte sur au plus tant de parts.
paper-limit-price-collar = Écart au meilleur prix
paper-limit-price-collar-help = Le prix d’un ordre est au plus si loin au-delà du meilleur prix offert.
paper-limit-spread = Écart achat-vente
paper-limit-spread-help = Rien n’entre tant que l’écart est plus large.
paper-limit-depth = Profondeur
paper-limit-depth-help = Au moins tant doit être offert au prix d’un ordre preneur.
paper-limit-age = Âge du tick
paper-limit-age-help = Rien n’entre sur un tick plus ancien.
paper-limit-left = Temps restant du créneau
paper-limit-left-help = Rien n’entre quand il reste moins de temps jusqu’à la fin du créneau.

# La comparaison
paper-comparison = Direct et backtest
paper-comparison-of = { $name } : direct et backtest
paper-comparison-intro = Les ticks enregistrés de chaque marché réglé de cette exécution, testés avec les mêmes octets et réglages, à côté de ce qui s’est passé en direct.
paper-comparison-wait = Le backtest est en cours…
paper-comparison-back = L’exécution
paper-comparison-again = Comparer à nouveau
paper-comparison-nothing = Rien à comparer pour l’instant
paper-comparison-nothing-body = Les marchés sont comparés une fois réglés. Revenez quand un créneau de cette exécution est terminé.
paper-comparison-equal = { $markets ->
    [one] Égal : direct et backtest ont fait exactement la même chose dans { $markets } marché.
   *[other] Égal : direct et backtest ont fait exactement la même chose dans { $markets } marchés.
}
paper-comparison-parted = { $count ->
    [0] Direct et backtest diffèrent, sans ordre exécuté différent. Marchés comparés : { $markets }.
    [one] Direct et backtest diffèrent sur { $count } ordre exécuté. Marchés comparés : { $markets }.
   *[other] Direct et backtest diffèrent sur { $count } ordres exécutés. Marchés comparés : { $markets }.
}
paper-comparison-summary = Le direct finit à { $live }, le backtest à { $backtest }.
paper-comparison-chart = Capital, en direct et dans le backtest
paper-equity = Capital
paper-live = En direct
paper-backtest = Backtest
paper-time = Heure
paper-market = Marché
paper-differs = Différence
paper-differences = Ordres exécutés différents
paper-differences-none = Aucun ordre exécuté ne diffère : les empreintes couvrent aussi les ordres et les refus.
paper-differs-only-live = seulement en direct
paper-differs-only-backtest = seulement dans le backtest
paper-differs-side = sens ou issue
paper-differs-price = prix
paper-differs-shares = parts
paper-differs-time = heure
paper-differs-fee = frais
paper-differs-other = l’ordre d’origine
paper-reasons = Pourquoi
paper-reasons-none = Aucune raison connue.
paper-why-limits-over-all = Des limites sur toutes les exécutions sont en place ; un backtest d’une seule n’en a pas.
paper-why-rows-shed = { $rows ->
    [one] Le serveur n’a pas suivi et a perdu { $rows } ligne depuis son démarrage.
   *[other] Le serveur n’a pas suivi et a perdu { $rows } lignes depuis son démarrage.
}
paper-why-markets-absent = { $count ->
    [one] { $count } marché réglé est laissé de côté : ses ticks ne sont pas encore tous enregistrés, ou ne le sont plus ({ $markets }).
   *[other] { $count } marchés réglés sont laissés de côté : leurs ticks ne sont pas encore tous enregistrés, ou ne le sont plus ({ $markets }).
}
paper-why-other-rows = { $count ->
    [one] Dans { $count } marché, d’autres lignes ont été regardées que celles qui sont enregistrées ({ $markets }).
   *[other] Dans { $count } marchés, d’autres lignes ont été regardées que celles qui sont enregistrées ({ $markets }).
}
paper-why-version-changed = Une autre version a pris le relais : le backtest garde la première du début à la fin.
paper-why-kill-switch = Un arrêt d’urgence a été actionné pendant l’exécution : un backtest n’en a pas.
paper-why-rows-late = { $rows ->
    [one] { $rows } ligne est arrivée trop tard : elle est enregistrée à sa place.
   *[other] { $rows } lignes sont arrivées trop tard : elles sont enregistrées à leur place.
}
paper-why-began-within = { $count ->
    [one] Elle a commencé au milieu d’un créneau ({ $markets }) : le backtest y commence aussi.
   *[other] Elle a commencé au milieu de { $count } créneaux ({ $markets }) : le backtest y commence aussi.
}
paper-why-stopped-within = { $count ->
    [one] Elle a été arrêtée pendant un créneau ({ $markets }) : le backtest va jusqu’à sa fin.
   *[other] Elle a été arrêtée pendant { $count } créneaux ({ $markets }) : le backtest va jusqu’à leur fin.
}
paper-outcome-up = Hausse
paper-outcome-down = Baisse
paper-fill-buy = Achat de { $shares } { $outcome } à { $price }, frais { $fee }
paper-fill-sell = Vente de { $shares } { $outcome } à { $price }, frais { $fee }
