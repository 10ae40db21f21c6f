# Textes du trading sur papier : la page en direct, une exécution et le journal de ce qui s’est passé.

live-nav = En direct
live-title = En direct
live-intro = Des stratégies sur papier : de vrais prix, de l’argent fictif.
live-run = Exécution
live-runs = Exécutions
live-links = Pages liées
live-all-runs = Toutes les exécutions
live-to-strategy = Stratégie
live-to-assignment = Son portefeuille et son affectation
live-to-comparison = Comparer à un backtest
live-to-events = Ses événements
live-none = –
live-just-now = à l’instant
live-ago = il y a { $age }
live-none-yet = Rien ne tourne sur papier
live-none-yet-body = Sur papier, une stratégie voit chaque tick de la place et négocie avec de l’argent fictif. Ouvrez une stratégie et appuyez sur « Lancer sur papier ».
live-go-strategies = Choisir une stratégie

## Flux d’événements et ennuis

live-lost = Pas à jour : la connexion au serveur est perdue et en cours de rétablissement.
live-lost-as-of = Ce que vous voyez date de
live-trouble = Rien ne peut être négocié pour le moment.
live-no-venue = Rien n’est négocié : CraftStrat a été démarré sans place. Démarrez-le avec --venue polymarket ou --venue simulated.

## Place et flux

live-venue = Place
live-venue-where = Origine des ticks
live-venue-polymarket = Polymarket
live-venue-simulated = une place simulée
live-venue-none = aucune
live-venue-time = Heure de la place
live-following = Séries suivies
live-following-none = aucune
live-no-tick-yet = aucun tick encore
live-feed = Flux
live-feed-nothing = Aucune source pour le moment.
live-feed-calm = { $sources ->
    [one] La seule source est à jour.
   *[other] Les { $sources } sources sont toutes à jour.
}
live-feed-troubled = { $down ->
    [0] Périmées : { $stale }
   *[other] Injoignables : { $down }, périmées : { $stale }
}
live-source-connection = Connexion
live-source-price = Prix
live-source-book = Carnet
live-source-terms = Conditions
live-source-down = injoignable
live-source-stale = périmée
live-source-fresh = à jour

## Lu à voix haute quand cela arrive

live-news-state = { $name } : { $state }.
live-news-entered = { $name } a ouvert une position.
live-news-left = { $name } a fermé ses positions.
live-news-feed-troubled = Le flux est périmé.
live-news-feed-calm = Le flux est de nouveau à jour.

## Argent

live-money-opening = Liquidités de départ
live-money-cash = Liquidités
live-money-equity = Capital
live-money-realised = Réalisé
live-money-unrealised = Latent
live-money-fees = Frais
live-money-exposure = Exposition
live-equity = Capital
live-equity-summary = De { $opening } à { $now }.
live-equity-note = Les positions comptent à leur coût jusqu’à leur clôture.

## États, et pourquoi une exécution n’a pas négocié

live-state-running = En cours
live-state-paused = En pause
live-state-halted = Bloquée
live-state-stopping = S’arrête
live-state-stopped = Arrêtée
live-state-failed = En échec
live-wait-nothing = Rien ne l’empêche de négocier.
live-wait-stopping = Elle a été arrêtée ; ce qu’elle détient arrive à terme.
live-wait-stopped = Elle est terminée.
live-wait-failed = Elle n’a pas pu démarrer :
live-wait-killed = Elle est en pause et ne peut que sortir.
live-wait-killed-all = L’arrêt d’urgence de toutes les stratégies est activé : elle ne peut que sortir.
live-wait-no-feed = Il n’y a pas de flux, ou il est coupé : aucun tick n’arrive.
live-wait-no-slot = Aucun créneau de sa série n’est en cours ou connu pour le moment.
live-wait-no-ticks = Le créneau { $market } est en cours, mais aucun de ses ticks n’est encore arrivé.
live-wait-warming-up = Ses indicateurs se préparent : { $rows } lignes sur { $needed }.
live-wait-limit = Une limite l’empêche d’entrer. { $meaning }
live-wait-parked = Elle a failli dans { $market } et attend le créneau suivant.
live-wait-denied = { $times ->
    [one] Son dernier ordre a été refusé. { $meaning }
   *[other] Son dernier ordre a été refusé, comme { $times } au total pour cette raison. { $meaning }
}
live-wait-resting = { $orders ->
    [one] Son ordre attend dans le carnet et n’est pas encore exécuté.
   *[other] { $orders } ordres attendent dans le carnet et ne sont pas encore exécutés.
}
live-wait-no-decision = { $rows ->
    [one] Ses conditions n’étaient pas remplies dans { $rows } ligne examinée.
   *[other] Ses conditions n’étaient pas remplies dans les { $rows } lignes examinées.
}

## Ce qu’un refus signifie

live-denied-over-all = { $meaning } Cette limite compte toutes les stratégies ensemble.
live-denial-open-entries = La stratégie détient autant d’entrées de cette issue qu’elle se le permet.
live-denial-trades-per-slot = La stratégie est entrée dans ce créneau aussi souvent qu’elle se le permet.
live-denial-cool-down = Le délai de la stratégie après sa dernière entrée n’est pas écoulé.
live-denial-max-position = La position dépasserait le maximum de la stratégie.
live-denial-exiting = Un stop ou un objectif de cette issue est en cours d’exécution.
live-denial-nothing-to-sell = Il n’y a aucune part réglée à vendre.
live-denial-exit-already-open = Le même stop ou objectif est déjà ouvert.
live-denial-exit-cannot-buy = Un stop ou un objectif vend ; il ne peut pas acheter.
live-denial-kelly-cannot-sell = La taille d’une vente ne peut pas venir d’une probabilité de Kelly.
live-denial-nothing-to-cancel = Il n’y a aucun ordre à annuler.
live-denial-no-edge = La probabilité n’est pas au-dessus du prix : Kelly ne mise rien.
live-denial-no-quote = Aucune cotation ne permet de fixer la taille ou la limite de l’ordre.
live-denial-price-out-of-range = La place ne cote pas ce prix.
live-denial-below-minimum-shares = La place exige davantage de parts dans un ordre à cours limité.
live-denial-below-minimum-size = La place exige davantage de dollars dans un ordre immédiat.
live-denial-slot-ending = L’ordre atteindrait le carnet après la fin du créneau.
live-denial-insufficient-cash = Les liquidités ne suffisent pas.
live-denial-kill-switch = L’arrêt d’urgence de cette exécution est activé.
live-denial-kill-switch-all = L’arrêt d’urgence de toutes les stratégies est activé.
live-denial-stopped = L’exécution a été arrêtée.
live-denial-order-shares = Trop de parts dans un seul ordre.
live-denial-order-usdc = Un seul ordre ne peut pas coûter autant.
live-denial-price-collar = Le prix est trop éloigné de la meilleure cotation.
live-denial-spread = L’écart entre achat et vente est trop grand.
live-denial-depth = Trop peu est offert à ce prix.
live-denial-stale-row = Les prix de la décision sont trop anciens.
live-denial-slot-near-end = Le créneau finit trop tôt.
live-denial-market-exposure = Trop de dollars seraient engagés dans un seul marché.
live-denial-exposure = Trop de dollars seraient engagés.
live-denial-open-orders = Trop d’ordres sont ouverts.
live-denial-order-rate = Trop d’entrées en une minute.
live-denial-slot-trades = Trop d’entrées dans ce créneau.
live-denial-daily-loss = La limite de perte du jour est atteinte.
live-denial-weekly-loss = La limite de perte de la semaine est atteinte.
live-denial-drawdown = La limite de repli est atteinte.
live-denial-cash-floor = Il resterait moins de liquidités qu’il n’en faut.

## Actions

live-do-pause = Mettre en pause
live-do-resume = Reprendre
live-do-stop = Arrêter
live-do-remove = Retirer
live-do-named-pause = Mettre { $name } en pause
live-do-named-resume = Reprendre { $name }
live-do-named-stop = Arrêter { $name }
live-do-named-remove = Retirer { $name }
live-confirm-stop = Elle n’entre plus et ses ordres ouverts sont retirés. Ce qu’elle détient court jusqu’à la fin de son créneau. Elle ne peut pas être relancée ; une nouvelle exécution le peut.
live-confirm-remove = Elle disparaît de la liste. Ses événements restent dans le journal.

## Colonnes

live-column-name = Nom
live-column-state = État
live-column-tick = Dernier tick
live-column-signal = Dernier signal
live-column-positions = Positions
live-column-orders = Ordres ouverts
live-column-fills = Ordres exécutés
live-column-result = Résultat, USDC
live-column-actions = Actions
live-column-market = Marché
live-column-outcome = Issue
live-column-shares = Parts
live-column-cost = Coût
live-column-average = Prix moyen
live-column-bid = Achat
live-column-unrealised = Latent
live-column-since = Ouverte
live-column-left = Fin du créneau dans
live-column-rows = Lignes
live-column-note = Remarque
live-column-when = Quand
live-column-order = Ordre
live-column-filled = Exécuté
live-column-end = Fin
live-column-cause = Pourquoi
live-column-side = Sens
live-column-price = Prix
live-column-fee = Frais
live-column-code = Code
live-column-meaning = Signification
live-column-times = Fois
live-no-signal = aucun encore
live-signal-refused = refusé,
live-slot-over = fini

## Une exécution

live-series = Séries
live-started = Démarrée
live-version-trading = Version
live-positions = Positions
live-positions-none = Elle ne détient rien.
live-markets = Marchés examinés
live-markets-none = Elle n’examine aucun marché pour le moment.
live-market-parked = elle y a failli et n’y est plus interrogée
live-market-awaiting = fini, le gagnant n’est pas encore connu
live-open-orders = Ordres ouverts
live-open-orders-none = Aucun ordre n’est ouvert.
live-ended-orders = Ordres terminés
live-ended-orders-none = Aucun ordre n’est encore terminé.
live-fills = Ordres exécutés
live-fills-none = Rien n’a encore été exécuté.
live-denials = Ordres refusés
live-denials-none = Aucun ordre n’a été refusé.
live-order-buy = achat { $outcome }, { $size }, à { $price } au plus
live-order-sell = vente { $outcome }, { $size }, à { $price } au moins
live-side-buy = Achat
live-side-sell = Vente
live-shares = { $n } parts
live-setup = Paramètres et limites
live-latency = Latence vers la place
live-limits = Limites de cette exécution
live-limits-none = Aucune.
live-limit-order-shares = Parts d’un ordre
live-limit-order-usdc = Coût d’un ordre
live-limit-price-collar = Prix au-delà de la meilleure cotation
live-limit-spread = Écart achat-vente
live-limit-depth = Minimum offert à ce prix
live-limit-age = Âge maximal des prix d’une décision
live-limit-left = Temps minimal avant la fin du créneau
live-limit-market = Dollars dans un marché
live-limit-exposure = Dollars dans tous les marchés
live-limit-open-orders = Ordres ouverts
live-limit-entries = Entrées en une minute
live-limit-trades = Entrées dans un créneau
live-limit-daily-loss = Perte d’un jour
live-limit-weekly-loss = Perte d’une semaine
live-limit-drawdown = Repli
live-limit-cash = Liquidités minimales

## La version à côté

live-version = Version à côté
live-version-none = Une version à côté voit les mêmes ticks et ne négocie pas. On voit ainsi combien de fois elle décide autrement avant de prendre le relais.
live-version-beside = Placer à côté la stratégie telle qu’elle est
live-version-beside-is = Version à côté
live-version-rows = Lignes comparées
live-version-differed = Décidé autrement
live-version-differed-of = { $differed } ({ $ratio })
live-version-warm = Elle a continué à partir de ce que la version qui négocie avait vu.
live-version-cold = Elle est partie de zéro et se prépare d’abord.
live-version-was-before = C’est la version qui négociait auparavant.
live-version-swap = Lui donner le relais
live-version-back = Revenir à elle
live-version-discard = L’écarter
live-version-swap-body = La version à côté négocie dès le prochain tick, avec les mêmes liquidités, positions et ordres. Celle qui négocie maintenant reste à côté, pour qu’on puisse revenir en arrière.

## Événements

live-events = Journal des événements
live-events-more = Afficher les plus anciens
live-events-held = { $n ->
    [one] Afficher { $n } nouvel événement
   *[other] Afficher { $n } nouveaux événements
}
live-events-none = Rien ne s’est encore passé
live-events-none-body = Dès qu’une stratégie tourne sur papier, tout ce qu’elle fait figure ici.
live-events-none-such = Aucun événement de ce genre
live-events-none-such-body = Rien de ce qui s’est passé ne correspond à ces filtres.
live-events-cut = Les { $n } plus récents sont affichés. Filtrez pour en voir de plus anciens.
live-follow = Suivre
live-follow-help = Les nouveaux événements apparaissent en haut
live-filters = Filtrer les événements
live-filter-run = Exécution
live-filter-kind = Type
live-filter-market = Marché
live-filter-all-runs = Toutes
live-filter-all-kinds = Tous
live-filter-clear = Effacer les filtres
live-kind-run = Exécution
live-kind-order = Ordre
live-kind-fill = Ordre exécuté
live-kind-trade = Trade
live-kind-denial = Refus
live-kind-settlement = Règlement
live-kind-fault = Défaillance
live-kind-version = Version
live-kind-feed = Flux
live-event-started = L’exécution a démarré.
live-event-stopped = Elle a été arrêtée ; ce qu’elle détient arrive à terme.
live-event-over = Elle est terminée et ne détient plus rien.
live-event-killed = Elle a été mise en pause.
live-event-freed = Elle a repris.
live-event-killed-all = L’arrêt d’urgence de toutes les stratégies a été activé.
live-event-freed-all = L’arrêt d’urgence de toutes les stratégies a été désactivé.
live-event-rejected = C’est impossible :
live-event-approved = Approuvé : { $order } ; { $reserved } réservés.
live-event-ended = Terminé : { $order } ; { $end }.
live-event-bought = Achat de { $shares } { $outcome } à { $price } pour { $notional }, frais { $fee }.
live-event-sold = Vente de { $shares } { $outcome } à { $price } pour { $notional }, frais { $fee }.
live-event-closed = Trade sur { $outcome } clos avec { $pnl } ({ $reason }).
live-event-denied = { $times ->
    [1] « { $decision } » a été refusé. { $meaning }
   *[other] « { $decision } » a été refusé { $times } fois. { $meaning }
}
live-event-merged = { $pairs } paires ont été fusionnées pour { $proceeds }.
live-event-abandoned = Un reste qui avait coûté { $cost } est trop petit pour être vendu et a été abandonné.
live-event-paid = { $shares } { $outcome } ont rapporté { $payout } ; elles avaient coûté { $cost }.
live-event-settled = Le marché est réglé. Gagnant : { $winner }. { $rows } lignes ont été examinées.
live-winner-split = les deux, à moitié
live-winner-unknown = inconnu
live-event-faulted = La stratégie a failli :
live-event-shadowing = La version { $version } tourne à côté.
live-event-differed = La version à côté a décidé autrement : { $shadow } au lieu de { $live }.
live-decided-nothing = rien
live-event-shadow-faulted = La version à côté a failli et a disparu :
live-event-swapped = La version { $version } a pris le relais.
live-event-swapped-cold = La version { $version } a pris le relais et se prépare d’abord.
live-event-discarded = La version à côté a été écartée.
live-event-dropped = Une ligne est arrivée trop tard et n’a pas été examinée.
live-event-source = { $name } : { $status }.

# Le tableau de bord
live-dash-title = Tableau de bord
live-dash-intro = Ce qui a été gagné, ce qui tourne, ce qui est détenu et ce qui vous attend.
live-dash-all = Tout voir
live-dash-more = { $count ->
    [one] Et { $count } de plus.
   *[other] Et { $count } de plus.
}
live-dash-pnl = Gains et pertes
live-dash-pnl-none = Rien n’a été gagné ni perdu : aucune stratégie n’a encore tourné.
live-dash-pnl-go = Lancer une stratégie sur papier
live-dash-active = Stratégies actives
live-dash-active-none = Aucune stratégie ne tourne.
live-dash-active-go = En choisir une à lancer
live-dash-positions = Positions
live-dash-positions-none = Rien n’est détenu.
live-dash-positions-go = Voir ce qui s’est passé
live-dash-position = { $shares } × { $outcome } à { $price }
live-dash-alerts = Alertes
live-dash-alerts-none = Rien n’a demandé votre attention.
live-dash-alerts-go = Choisir où les envoyer
