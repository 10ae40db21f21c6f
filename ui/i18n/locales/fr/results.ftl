# Strings of the results: backtests, comparisons, sweeps and charts.

## Charts

results-chart-fit = Tout afficher
results-chart-as-table = En tableau
results-chart-time = Heure
results-chart-empty = Rien à tracer pour le moment
results-chart-keys = Graphique. Les flèches gauche et droite déplacent le curseur, de dix points avec Maj ; Origine et Fin vont aux extrémités ; Échap le quitte.
results-export-png = PNG
results-png-failed = L’image n’a pas pu être créée.

## Words

results-word-up = Hausse
results-word-down = Baisse
results-word-all = tous
results-word-open = libre
results-word-yes = oui
results-word-no = non
results-word-form = formulaire
results-word-graph = graphe
results-word-component = composant
results-word-dated = selon la table datée de la place
results-word-own-fees = ceux de chaque marché
results-word-through = quand une cotation traverse la limite
results-word-touch = quand une cotation touche la limite
results-points = points
results-when = Quand
results-strategy = Stratégie
results-slots = Créneaux
results-rows = Lignes
results-generated = généré
results-fees-assumed = frais supposés
results-actions = Actions
results-undo = Annuler
results-more = Afficher les plus anciens
results-caution = Attention
results-note = Remarque
results-cautions = Alertes
results-warnings = Avertissements du rapport
results-no-warnings = Le rapport ne contient aucun avertissement.
results-metric = Indicateur
results-settings = Réglages
results-markets = Marchés
results-winner = Gagnant

## The list of backtests

results-backtests = Backtests
results-backtest = Backtest
results-running = En cours
results-none-yet = Aucun backtest pour le moment
results-none-yet-body = Un backtest rejoue une stratégie sur des marchés enregistrés et indique ce qu’elle aurait gagné. Ouvrez une stratégie et appuyez sur « Backtest ».
results-go-strategies = Ouvrir une stratégie
results-go-templates = Choisir un modèle
results-choose = Choisir { $name } pour la comparaison
results-compare = Comparer
results-compare-chosen = Comparer ({ $n })
results-compare-help = Choisissez de deux à { $most } backtests
results-delete = Supprimer { $name }
results-deleted = Supprimé : { $what }
results-cancel-failed = L’arrêt a échoué.

## A backtest

results-tab-overview = Vue d’ensemble
results-tab-metrics = Indicateurs
results-tab-breakdown = Répartition
results-tab-trades = Trades
results-tab-trust = Degré de confiance
results-tab-incidents = Incidents
results-tab-settings = Réglages
results-tab-map = Carte de chaleur
results-tab-table = Tableau
results-open-strategy = Ouvrir la stratégie
results-rerun = Relancer
results-digest = Empreinte
results-digest-help = SHA-256 de tout ce que l’exécution a fait. La même stratégie, les mêmes données et les mêmes réglages donnent la même empreinte sur toute machine, dans le navigateur comme sur le serveur.
results-digest-copy = Copier l’empreinte
results-digest-copied = Empreinte copiée
results-copy-failed = Le navigateur n’a pas permis la copie.
results-unresolved-range =
    { $trades ->
         [one] L’issue d’un trade n’est pas connue
        *[other] L’issue de { $trades } trades n’est pas connue
    } : le résultat net se situe entre { $low } USDC (tout perdu) et { $high } USDC (tout gagné).
results-equity = Capital
results-drawdown = Repli
results-at-risk = Engagé
results-opening = Départ
results-equity-chart = Capital, repli et dollars engagés
results-equity-summary = Le capital part de { $opening } et finit à { $closing }. Son plus fort repli depuis un sommet est de { $drawdown }. { $points } points, un par événement.
results-marked = Les { $n } premiers trades portent un repère.
results-export = Exporter
results-export-trades = Trades (CSV)
results-export-fills = Exécutions (CSV)
results-export-equity = Capital (CSV)
results-export-json = Tout (JSON)
results-export-in-sample = Échantillon de recherche (CSV)
results-export-out-of-sample = Hors échantillon (CSV)

## Breakdown

results-by-outcome = Par issue
results-by-outcome-category = Issue
results-by-hour = Par heure d’entrée, UTC
results-by-hour-category = Heure
results-by-phase = Par quart du créneau à l’entrée
results-by-phase-category = Quart
results-by-exit = Par mode de sortie
results-by-exit-category = Sortie
results-by-series = Par série
results-by-series-category = Série
results-by-slot = Par créneau
results-by-slot-category = Créneau
results-quarter = Quart { $n }
results-trades-count =
    { $n ->
         [one] { $n } trade
        *[other] { $n } trades
    }
results-won-share = { $share } gagnés
results-last-slots = Les { $shown } derniers des { $all } créneaux où un trade a eu lieu.
results-no-trades = Il n’y a eu aucun trade.

## Trades

results-column-opened = Ouverture
results-column-market = Marché
results-column-outcome = Issue
results-column-entry = Entrée
results-column-exit = Sortie
results-column-shares = Parts
results-column-cost = Coût, USDC
results-column-fees = Frais, USDC
results-column-pnl = Résultat net
results-column-held = Durée
results-column-reason = Fin
results-filter-market = Filtrer par marché
results-any-outcome = Toutes les issues
results-any-result = Tous les résultats
results-result = Résultat
results-result-win = Gagné
results-result-loss = Perdu
results-result-even = Nul
results-result-unresolved = Non résolu
results-shown-of = { $shown } sur { $all }
results-trades-hint = Choisissez une ligne pour voir pourquoi le trade a été ouvert et clos.
results-totals =
    { $trades ->
         [one] { $trades } trade
        *[other] { $trades } trades
    } : { $wins } gagnés, { $losses } perdus, { $unresolved } non résolus
results-exit-strategy = Stratégie
results-exit-stop-loss = Stop de perte
results-exit-take-profit = Prise de profit
results-exit-settlement = Règlement
results-exit-merge = Fusion
results-exit-unresolved = Non résolu
results-cause-strategy = Décidé par la stratégie
results-cause-stop-loss = Le stop a été atteint
results-cause-take-profit = L’objectif a été atteint
results-end-filled = exécutés
results-end-partially-filled = partiellement exécutés
results-end-killed = annulés d’office
results-end-no-data = sans données
results-end-cancelled = annulés
results-end-expired = expirés

## Why

results-why = Pourquoi ce trade
results-why-entry = Entrée
results-why-exit = Sortie
results-decided-by = Nœud : { $node }
results-row-number = ligne { $row } du créneau
results-why-nodes = Nœuds
results-why-columns = Ce qu’elle a lu
results-why-account = Compte avant
results-why-note = 1 signifie vrai et 0 faux ; un tiret, absent. Rien n’a été journalisé : les valeurs sont recalculées à partir des octets de la stratégie et de la ligne enregistrée.
results-no-decision = L’ordre à l’origine de cette exécution ne figure pas dans le rapport.
results-no-exit-settlement = Aucun ordre ne l’a clos : le créneau s’est résolu alors que des parts étaient détenues.
results-no-exit-merge = Aucun ordre ne l’a clos : une paire Hausse et Baisse a été fusionnée en un dollar.
results-no-exit-unresolved = Aucun ordre ne l’a clos : le créneau s’est terminé sans gagnant connu.
results-no-exit-strategy = L’ordre à l’origine de cette vente ne figure pas dans le rapport.
results-no-exit-stop-loss = L’ordre à l’origine de cette vente ne figure pas dans le rapport.
results-no-exit-take-profit = L’ordre à l’origine de cette vente ne figure pas dans le rapport.
results-account-shares-up = Parts Hausse
results-account-shares-down = Parts Baisse
results-account-cost-up = Coût moyen Hausse
results-account-cost-down = Coût moyen Baisse
results-account-opened-up = Hausse ouverte à
results-account-opened-down = Baisse ouverte à
results-account-orders = Ordres ouverts
results-account-trades = Entrées dans ce créneau
results-account-cash = Liquidités
results-account-equity = Capital

## Trust

results-robust = Dans de moins bonnes conditions
results-scenario = Scénario
results-change = Écart
results-this-run = Cette exécution
results-without-best = Sans le meilleur créneau
results-variant-one-tick-worse = Chaque exécution immédiate un tick moins bien
results-variant-double-latency = Latence doublée
results-no-variants = Cette exécution a omis les relances dans de moins bonnes conditions.
results-win-rate-against = Taux de réussite face au seuil de rentabilité
results-held-none = Aucun trade n’a été conservé jusqu’au règlement dans un créneau au gagnant connu.
results-entries-none = Aucune entrée dans un créneau au gagnant connu.
results-held-sentence = Trades conservés jusqu’au règlement ({ $trades }) : { $rate } gagnés, intervalle à 95 % de { $low } à { $high } ; les prix payés exigent { $needed }.
results-entries-sentence = Toutes les entrées ({ $trades }), comme si elles avaient été conservées jusqu’au bout : { $rate } auraient gagné, intervalle à 95 % de { $low } à { $high } ; les prix payés exigent { $needed }.
results-verdict-better = Meilleur que le seuil, au-delà du hasard.
results-verdict-worse = Moins bon que le seuil, au-delà du hasard.
results-verdict-open = Impossible à distinguer du seuil.
results-coin = Les mêmes entrées d’un côté tiré au sort
results-coin-none = Aucun trade n’a pu être inversé : le prix de l’autre côté n’est pas enregistré.
results-coin-sentence =
    Une pièce équilibrée par créneau rapporterait { $expected } USDC en moyenne, de { $low } à { $high } dans neuf tirages sur dix. { $part } des tirages rapportent au moins les { $actual } USDC de cette exécution. Inverser chaque côté rapporterait { $swapped } USDC. { $skipped ->
         [0] Tous les trades ont pu être inversés.
         [one] Un trade n’a pas pu être inversé et est laissé de côté.
        *[other] { $skipped } trades n’ont pas pu être inversés et sont laissés de côté.
    }

## Incidents

results-unresolved = Marchés sans gagnant connu
results-no-unresolved = Tous les marchés ont un gagnant connu.
results-if-lost = Si tout est perdu
results-if-won = Si tout est gagné
results-faults = Défaillances
results-no-faults = La stratégie n’a échoué dans aucun marché.
results-fault-out-of-fuel = Carburant épuisé
results-fault-out-of-memory = Mémoire épuisée
results-fault-trap = Interruption
results-fault-invalid-decision = Décision invalide
results-fault-contract = Contrat rompu
results-fault-world-mismatch = Interface incompatible
results-fault-host-limit = Limite de l’hôte
results-denials = Ordres refusés par le contrôle du risque
results-no-denials = Aucun ordre n’a été refusé.
results-reason = Motif
results-how-often = Occurrences
results-first = Première fois

## Warnings, in languages the report does not speak

results-warning-no-trades = Rien n’a été exécuté.
results-warning-few-trades = Moins de 30 trades résolus : trop peu pour conclure.
results-warning-one-slot = Plus de la moitié du gain vient d’un seul créneau.
results-warning-mean-not-different-from-zero = Le résultat moyen par trade ne se distingue pas de zéro.
results-warning-win-rate-not-different-from-break-even = Le taux de réussite ne se distingue pas du seuil de rentabilité.
results-warning-random-side-does-as-well = Un côté tiré au sort fait aussi bien assez souvent.
results-warning-lost-at-one-tick-worse = Un tick de moins transforme le gain en perte.
results-warning-lost-at-double-latency = Une latence doublée transforme le gain en perte.
results-warning-multiple-testing = Cette exécution est la meilleure de plusieurs combinaisons : attendez-vous à moins.
results-warning-unresolved-trades = Certains trades n’ont pas d’issue connue.
results-warning-unresolved-slots = Certains créneaux n’ont pas de gagnant connu.
results-warning-inferred-winners = Certains gagnants ont été déduits des dernières secondes du carnet.
results-warning-assumed-fees = Les frais viennent de la table datée, non du marché.
results-warning-estimated-fills = Des exécutions passives ont été estimées d’après les cotations.
results-warning-no-data-kills = Des ordres ont disparu dans des trous de l’enregistrement.
results-warning-faults = La stratégie a échoué et a été mise à l’arrêt.
results-warning-denials = Le contrôle du risque a refusé des ordres.
results-warning-generated-data = Des créneaux viennent du générateur : aucun vrai marché ne s’est comporté ainsi.
results-warning-short-history = Les créneaux couvrent moins de sept jours.
results-warning-mixed-price-definitions = Des créneaux de même durée se règlent sur des définitions de prix différentes.
results-warning-ledger-mismatch = Les trades et le compte divergent : un défaut de ce programme.

## Settings of a result

results-setting-strategy = Stratégie
results-setting-strategy-version = Version
results-setting-strategy-kind = Créée comme
results-setting-strategy-hash = Composant
results-setting-cash = Liquidités de départ
results-setting-latency = Latence
results-setting-taker-delay = Délai de la place pour les ordres immédiats
results-setting-settle = Avant de pouvoir revendre des parts achetées
results-setting-payout = Avant de pouvoir dépenser un paiement
results-setting-slippage = Écart du pire prix par défaut au meilleur
results-setting-worse-ticks = Ticks moins bien que le carnet
results-setting-queue = Un ordre passif est atteint
results-setting-auto-merge = Les paires sont fusionnées aussitôt
results-setting-fees = Frais
results-fee-rate = Taux de frais
results-fee-rate-own = Frais : ceux de chaque marché. Saisissez un taux pour l’appliquer à tous.
results-setting-series = Série
results-setting-markets = Marchés
results-setting-from = Créneaux à partir du
results-setting-to = Créneaux avant le
results-setting-slots = Créneaux
results-setting-rows = Lignes évaluées
results-setting-parameter = Paramètre { $name }
results-frozen = Figés dans le résultat
results-frozen-help = Tout ce qui a déterminé le résultat, tel qu’au lancement.
results-winner-UP = Hausse
results-winner-DOWN = Baisse
results-winner-SPLIT = Partage
results-source-metadata = d’après les métadonnées
results-source-inferred = déduit
results-source-unresolved = inconnu
results-source-generated = généré

## Comparison

results-nothing-to-compare = Rien à comparer pour le moment
results-nothing-to-compare-body = Choisissez de deux à quatre backtests dans la liste.
results-compare-summary = Capital de { $n } backtests sur le même axe.
results-differs = diffère

## Starting a backtest

results-run-title = Lancer un backtest
results-run-start = Lancer le backtest
results-run-again = Autres réglages
results-run-goes-on = Vous pouvez fermer : l’exécution continue et figure dans la liste des backtests.
results-from-day = Du jour (UTC)
results-to-day = Au jour inclus (UTC)
results-all-series = Toutes les séries
results-all-markets = Tous les marchés de la série et de la période
results-some-markets =
    { $n ->
         [one] Un seul marché
        *[other] { $n } marchés seulement
    }
results-all-markets-again = Reprendre tous les marchés
results-pick-series-first = Choisissez une série pour sélectionner des marchés.
results-parameters = Paramètres
results-form-cash = Les liquidités de départ doivent être supérieures à zéro.
results-form-latency = La latence doit être comprise entre 0 et 3 600 000 ms.
results-form-fee-rate = Le taux de frais doit être compris entre 0 et 100 %.
results-form-period = La période se termine avant de commencer.

## Sweeps

results-sweeps = Balayages
results-sweep = Balayage
results-new-sweep = Nouveau balayage
results-no-sweeps = Aucun balayage pour le moment
results-no-sweeps-body = Un balayage exécute une stratégie avec chaque combinaison de certaines valeurs de paramètres et garde une partie des données hors de la recherche.
results-new-sweep-intro = Chaque combinaison est un backtest. Plus vous en essayez, plus la meilleure paraît bonne par le seul hasard.
results-pick-strategy = Choisissez une stratégie
results-no-strategies = Aucune stratégie pour le moment
results-no-parameters = Cette stratégie n’a aucun paramètre
results-no-parameters-body = Ajoutez-en un dans l’éditeur et utilisez-le à la place d’un nombre.
results-vary = Ce qui varie
results-vary-something = Choisissez au moins un paramètre.
results-held-at = maintenu à { $value }
results-axis-from = De
results-axis-to = À
results-axis-by = Par pas de
results-axis-values =
    { $n ->
         [one] { $n } valeur
        *[other] { $n } valeurs
    }
results-axis-step = Le pas doit être supérieur à zéro.
results-axis-backwards = La fin précède le début.
results-axis-bounds = Seules les valeurs de { $min } à { $max } sont permises.
results-axis-too-many = Trop de valeurs : prenez un pas plus grand.
results-combinations = Combinaisons
results-combination-count =
    { $n ->
         [one] { $n } combinaison
        *[other] { $n } combinaisons
    }
results-too-many = Une valeur ci-dessus est incorrecte, ou il y a plus de { $most } combinaisons.
results-split = Gardé hors de la recherche
results-split-help = La recherche voit la première partie des créneaux. Le reste montre si son classement tient sur des données qu’elle n’a pas vues.
results-split-on = Séparer les créneaux
results-split-share = { $inside } % dans l’échantillon, { $outside } % hors échantillon
results-sweep-start = Lancer le balayage
results-in-sample = Dans l’échantillon
results-out-of-sample = Hors échantillon
results-whole-sample = Tous les créneaux
results-in-short = dans
results-out-short = hors
results-across = En colonnes
results-down = En lignes
results-others-held = Maintenus : { $values }
results-map-hint = Une couleur correspond à une même valeur sur les deux cartes. Choisissez une cellule pour ouvrir cette variante ; les flèches déplacent, Entrée choisit.
results-one-value = Une seule valeur a été essayée en colonnes.
results-honest = Avant de croire la meilleure
results-searched-one = Une seule combinaison : rien n’a été choisi.
results-searched = La meilleure de { $n } combinaisons essayées sur les mêmes données : attendez-vous à moins sur de nouvelles données. Trop peu de trades pour un ratio de Sharpe dégonflé.
results-searched-deflated = La meilleure de { $n } combinaisons. Parmi autant de combinaisons sans aucun avantage, la meilleure afficherait par hasard un ratio de Sharpe de { $expected } par créneau ; la probabilité que la meilleure d’ici soit vraiment au-dessus (ratio de Sharpe dégonflé) est de { $probability }.
results-agreement = Corrélation de rang de « { $metric } » entre l’échantillon et le hors-échantillon : { $rank } (+1 : l’ordre a tenu ; 0 : il n’a rien dit ; −1 : il s’est inversé).
results-no-split = Rien n’a été gardé hors de la recherche : on ignore si cela tient sur d’autres données.
results-variant = Variante : { $values }
results-variant-strategy = Ouvrir comme nouvelle stratégie
results-variant-backtest = Backtester cette variante

## Metrics: name and explanation with formula

results-section-pnl = Gains et pertes
results-section-trades = Trades
results-section-drawdown = Repli
results-section-returns = Rendements
results-section-exposure = Exposition
results-section-execution = Exécution
results-section-break-even = Taux de réussite d’équilibre
results-section-chance = Ce que le hasard explique
results-metric-pnl-net-usdc = Résultat net
results-metric-pnl-net-usdc-help = Ce que les trades ont rapporté après frais ; les trades non résolus comptent comme perdus. Résultat brut − frais = capital final − capital initial.
results-metric-pnl-net-best-usdc = Résultat net au mieux
results-metric-pnl-net-best-usdc-help = Le résultat net si chaque trade non résolu avait gagné.
results-metric-pnl-gross-usdc = Résultat brut
results-metric-pnl-gross-usdc-help = Avant frais : somme de (produit − coût d’entrée).
results-metric-fees-usdc = Frais
results-metric-fees-usdc-help = Somme des frais d’entrée et de sortie ; les frais prélevés en parts comptent au coût de ces parts.
results-metric-return-on-cash = Rendement du capital
results-metric-return-on-cash-help = Résultat net / liquidités de départ.
results-metric-opening-usdc = Liquidités de départ
results-metric-opening-usdc-help = Liquidités au début de l’exécution.
results-metric-closing-usdc = Capital final
results-metric-closing-usdc-help = Capital à la fin, positions non résolues perdues.
results-metric-closing-best-usdc = Capital final au mieux
results-metric-closing-best-usdc-help = Capital à la fin, positions non résolues gagnées.
results-metric-profit-factor = Facteur de profit
results-metric-profit-factor-help = Somme des gains / somme des pertes. Au-dessus de 1, l’exécution a gagné ; non défini sans perte.
results-metric-turnover-usdc = Volume échangé
results-metric-turnover-usdc-help = Somme de prix × parts de toutes les exécutions. Les paiements n’en font pas partie.
results-metric-turnover-ratio = Volume / capital
results-metric-turnover-ratio-help = Volume échangé / liquidités de départ.
results-metric-trades = Trades
results-metric-trades-help = Allers-retours sur une issue d’un marché, de rien à rien ou jusqu’au règlement ; non résolus compris.
results-metric-wins = Gagnés
results-metric-wins-help = Trades résolus au résultat net supérieur à zéro.
results-metric-losses = Perdus
results-metric-losses-help = Trades résolus au résultat net inférieur à zéro. Un trade nul n’est ni gagné ni perdu.
results-metric-unresolved-trades = Non résolus
results-metric-unresolved-trades-help = Trades ouverts dans un créneau sans gagnant connu. Les sommes les comptent comme perdus ; les statistiques les écartent.
results-metric-win-rate = Taux de réussite
results-metric-win-rate-help = Gagnés / trades résolus. Seul, il dit peu : comparez-le au taux d’équilibre des prix payés.
results-metric-payoff-break-even = Équilibre des gains et pertes
results-metric-payoff-break-even-help = Perte moyenne / (gain moyen + perte moyenne) : le taux de réussite auquel gains et pertes s’annulent.
results-metric-expectancy-usdc = Résultat par trade
results-metric-expectancy-usdc-help = Moyenne du résultat net des trades résolus.
results-metric-average-win-usdc = Gain moyen
results-metric-average-win-usdc-help = Moyenne du résultat net des trades gagnés.
results-metric-average-loss-usdc = Perte moyenne
results-metric-average-loss-usdc-help = Moyenne des pertes des trades perdus, en nombre positif.
results-metric-best-trade = Meilleur trade
results-metric-best-trade-help = Le trade résolu au plus grand résultat net, le premier en cas d’égalité.
results-metric-worst-trade = Pire trade
results-metric-worst-trade-help = Le trade résolu au plus petit résultat net, le premier en cas d’égalité.
results-metric-consecutive-wins = Plus longue série gagnante
results-metric-consecutive-wins-help = Le plus de gains d’affilée, dans l’ordre de clôture. Un trade nul interrompt la série.
results-metric-consecutive-losses = Plus longue série perdante
results-metric-consecutive-losses-help = Le plus de pertes d’affilée, dans l’ordre de clôture. Un trade nul interrompt la série.
results-metric-holding-mean-ms = Durée moyenne
results-metric-holding-mean-ms-help = De la première exécution d’entrée à la dernière de sortie ou à la fin du créneau, moyenne de tous les trades.
results-metric-holding-median-ms = Durée médiane
results-metric-holding-median-ms-help = De la première exécution d’entrée à la dernière de sortie ou à la fin du créneau : la moitié des trades ont duré moins.
results-metric-drawdown-depth-usdc = Repli maximal
results-metric-drawdown-depth-usdc-help = Plus fort repli : max de (sommet atteint − capital). Les positions comptent au coût jusqu’à leur clôture : ce qu’une position perd puis regagne dans son créneau n’y figure pas.
results-metric-drawdown-depth-ratio = Repli maximal, relatif
results-metric-drawdown-depth-ratio-help = Max de (sommet − capital) / sommet. Il peut s’agir d’un autre repli que le plus fort en dollars.
results-metric-drawdown-peak-at-ms = Sommet précédent
results-metric-drawdown-peak-at-ms-help = Moment où le capital était au sommet avant le plus fort repli.
results-metric-drawdown-trough-at-ms = Son creux
results-metric-drawdown-trough-at-ms-help = Moment où le capital était au creux du plus fort repli.
results-metric-drawdown-recovered-at-ms = Récupéré
results-metric-drawdown-recovered-at-ms-help = Moment où le capital a retrouvé ce sommet ; un tiret s’il ne l’a jamais retrouvé.
results-metric-drawdown-longest-ms = Plus longtemps sous un sommet
results-metric-drawdown-longest-ms-help = Plus longue durée entre le premier point sous un sommet et le retour à ce sommet, ou la fin.
results-metric-sharpe-per-trade = Sharpe par trade
results-metric-sharpe-per-trade-help = Moyenne / écart type des rendements par trade (résultat net / coût d’entrée, trades résolus), taux sans risque 0. Non annualisé.
results-metric-sortino-per-trade = Sortino par trade
results-metric-sortino-per-trade-help = Moyenne / écart type baissier des rendements par trade, cible 0. Non annualisé ; non défini sans rendement négatif.
results-metric-per-trade-observations = Rendements par trade
results-metric-per-trade-observations-help = Nombre de rendements : résultat net / coût d’entrée, trades résolus.
results-metric-per-trade-mean = Rendement moyen par trade
results-metric-per-trade-mean-help = Moyenne arithmétique des rendements par trade.
results-metric-per-trade-deviation = Écart type par trade
results-metric-per-trade-deviation-help = Écart type d’échantillon (n − 1) des rendements par trade.
results-metric-per-trade-downside-deviation = Écart type baissier par trade
results-metric-per-trade-downside-deviation-help = √(somme de min(r, 0)² / n) sur tous les rendements par trade.
results-metric-per-trade-skewness = Asymétrie par trade
results-metric-per-trade-skewness-help = m₃ / m₂^1,5 des rendements ; 0 pour une loi normale, négative quand les pertes forment la longue queue.
results-metric-per-trade-kurtosis = Aplatissement par trade
results-metric-per-trade-kurtosis-help = m₄ / m₂² des rendements ; 3 pour une loi normale, davantage quand les extrêmes sont fréquents.
results-metric-sharpe-per-slot = Sharpe par créneau
results-metric-sharpe-per-slot-help = Moyenne / écart type des rendements par créneau (résultat net du créneau / liquidités de départ, 0 sans trade), taux sans risque 0. Non annualisé.
results-metric-sortino-per-slot = Sortino par créneau
results-metric-sortino-per-slot-help = Moyenne / écart type baissier des rendements par créneau, cible 0. Non annualisé ; non défini sans rendement négatif.
results-metric-per-slot-observations = Rendements par créneau
results-metric-per-slot-observations-help = Nombre de rendements : résultat net du créneau / liquidités de départ, 0 sans trade.
results-metric-per-slot-mean = Rendement moyen par créneau
results-metric-per-slot-mean-help = Moyenne arithmétique des rendements par créneau.
results-metric-per-slot-deviation = Écart type par créneau
results-metric-per-slot-deviation-help = Écart type d’échantillon (n − 1) des rendements par créneau.
results-metric-per-slot-downside-deviation = Écart type baissier par créneau
results-metric-per-slot-downside-deviation-help = √(somme de min(r, 0)² / n) sur tous les rendements par créneau.
results-metric-per-slot-skewness = Asymétrie par créneau
results-metric-per-slot-skewness-help = m₃ / m₂^1,5 des rendements ; 0 pour une loi normale, négative quand les pertes forment la longue queue.
results-metric-per-slot-kurtosis = Aplatissement par créneau
results-metric-per-slot-kurtosis-help = m₄ / m₂² des rendements ; 3 pour une loi normale, davantage quand les extrêmes sont fréquents.
results-metric-exposure-covered-ms = Temps couvert
results-metric-exposure-covered-ms-help = Temps pendant lequel au moins un marché était dans son créneau ; les chevauchements comptent une fois.
results-metric-exposure-in-market-ms = Temps investi
results-metric-exposure-in-market-ms-help = Part du temps couvert avec des positions ou des réservations.
results-metric-exposure-in-market-ratio = Part du temps investi
results-metric-exposure-in-market-ratio-help = Temps investi / temps couvert.
results-metric-exposure-average-usdc = Engagé en moyenne
results-metric-exposure-average-usdc-help = Moyenne pondérée par le temps des dollars immobilisés, sur le temps couvert.
results-metric-exposure-average-in-market-usdc = Engagé quand investi
results-metric-exposure-average-in-market-usdc-help = Moyenne pondérée par le temps des dollars immobilisés, sur le temps investi.
results-metric-exposure-max-usdc = Engagé au plus
results-metric-exposure-max-usdc-help = Plus grand montant immobilisé à la fois.
results-metric-orders = Ordres
results-metric-orders-help = Ordres acceptés par le contrôle du risque.
results-metric-order-ends = Leur fin
results-metric-order-ends-help = Ordres par mode de fin.
results-metric-order-causes = Leur origine
results-metric-order-causes-help = Ordres par origine : la stratégie, le stop ou l’objectif.
results-metric-fill-ratio-orders = Ordres exécutés
results-metric-fill-ratio-orders-help = Ordres avec au moins une exécution / ordres.
results-metric-fill-ratio-shares = Parts exécutées
results-metric-fill-ratio-shares-help = Parts exécutées / parts voulues. Un ordre en montant interrompu voulait aussi ses dollars restants à son pire prix.
results-metric-fills = Exécutions
results-metric-fills-help = Nombre d’appariements.
results-metric-maker-ratio = En passif
results-metric-maker-ratio-help = Dollars exécutés en passif / dollars exécutés, exécutions passives estimées comprises.
results-metric-estimated-ratio = Exécutions estimées
results-metric-estimated-ratio-help = Dollars des exécutions passives estimées / dollars exécutés.
results-metric-slippage-usdc = Payé au-delà du milieu
results-metric-slippage-usdc-help = Somme de (prix − milieu) × parts pour les achats et (milieu − prix) × parts pour les ventes, milieu à la décision. Déjà dans le résultat brut : ne pas la soustraire à nouveau.
results-metric-slippage-ratio = Payé au-delà du milieu, relatif
results-metric-slippage-ratio-help = Payé au-delà du milieu / dollars des exécutions mesurées.
results-metric-fills-without-mid = Exécutions sans milieu
results-metric-fills-without-mid-help = Exécutions dont l’ordre a été décidé alors qu’un côté du carnet était vide ; exclues du montant payé au-delà du milieu.
results-metric-held-trades = Comptés (trades conservés)
results-metric-held-trades-help = Trades conservés entièrement jusqu’au règlement, dans des marchés au gagnant connu.
results-metric-held-wins = Gagnés (trades conservés)
results-metric-held-wins-help = Ceux dont l’issue a gagné.
results-metric-held-cost-usdc = Payé (trades conservés)
results-metric-held-cost-usdc-help = Dollars payés pour les parts, frais d’entrée compris.
results-metric-held-shares = Parts (trades conservés)
results-metric-held-shares-help = Parts achetées.
results-metric-held-break-even-win-rate = Taux d’équilibre (trades conservés)
results-metric-held-break-even-win-rate-help = Payé / parts : une part paie un dollar ou rien ; c’est donc la probabilité de gain à laquelle conserver jusqu’au règlement ne rapporte rien.
results-metric-held-win-rate = Taux de réussite (trades conservés)
results-metric-held-win-rate-help = Gagnés / comptés.
results-metric-held-win-rate-low = Taux, borne basse (trades conservés)
results-metric-held-win-rate-low-help = Borne basse de l’intervalle de Wilson à 95 %. Il suppose les trades indépendants ; plusieurs dans un créneau ne le sont pas, et il est alors trop étroit.
results-metric-held-win-rate-high = Taux, borne haute (trades conservés)
results-metric-held-win-rate-high-help = Borne haute de l’intervalle de Wilson à 95 %.
results-metric-held-win-rate-by-shares = Taux par parts (trades conservés)
results-metric-held-win-rate-by-shares-help = Parts gagnantes / parts. Conserver a rapporté exactement quand il dépasse le taux d’équilibre.
results-metric-entries-trades = Comptés (toutes les entrées)
results-metric-entries-trades-help = Chaque entrée comme si elle avait été conservée jusqu’au règlement, sorties ignorées : les entrées ont-elles choisi assez souvent le bon côté ?
results-metric-entries-wins = Gagnés (toutes les entrées)
results-metric-entries-wins-help = Ceux dont l’issue a gagné.
results-metric-entries-cost-usdc = Payé (toutes les entrées)
results-metric-entries-cost-usdc-help = Dollars payés pour les parts, frais d’entrée compris.
results-metric-entries-shares = Parts (toutes les entrées)
results-metric-entries-shares-help = Parts achetées.
results-metric-entries-break-even-win-rate = Taux d’équilibre (toutes les entrées)
results-metric-entries-break-even-win-rate-help = Payé / parts : une part paie un dollar ou rien ; c’est donc la probabilité de gain à laquelle conserver jusqu’au règlement ne rapporte rien.
results-metric-entries-win-rate = Taux de réussite (toutes les entrées)
results-metric-entries-win-rate-help = Gagnés / comptés.
results-metric-entries-win-rate-low = Taux, borne basse (toutes les entrées)
results-metric-entries-win-rate-low-help = Borne basse de l’intervalle de Wilson à 95 %. Il suppose les trades indépendants ; plusieurs dans un créneau ne le sont pas, et il est alors trop étroit.
results-metric-entries-win-rate-high = Taux, borne haute (toutes les entrées)
results-metric-entries-win-rate-high-help = Borne haute de l’intervalle de Wilson à 95 %.
results-metric-entries-win-rate-by-shares = Taux par parts (toutes les entrées)
results-metric-entries-win-rate-by-shares-help = Parts gagnantes / parts. Conserver a rapporté exactement quand il dépasse le taux d’équilibre.
results-metric-mean-pnl = Résultat moyen par trade
results-metric-mean-pnl-help = Résultat net moyen par trade résolu.
results-metric-mean-pnl-low = Résultat moyen, borne basse
results-metric-mean-pnl-low-help = Borne basse de l’intervalle bootstrap à 95 % ; des créneaux entiers sont tirés, car les trades d’un créneau gagnent et perdent ensemble.
results-metric-mean-pnl-high = Résultat moyen, borne haute
results-metric-mean-pnl-high-help = Borne haute de l’intervalle bootstrap à 95 %.
results-metric-mean-pnl-slots = Créneaux tirés
results-metric-mean-pnl-slots-help = Créneaux avec trades rééchantillonnés.
results-metric-mean-pnl-draws = Tirages bootstrap
results-metric-mean-pnl-draws-help = Rééchantillonnages ; la graine est fixe : la même exécution donne le même intervalle.
results-metric-baseline-trades = Trades inversés
results-metric-baseline-trades-help = Trades dont l’autre côté pouvait être acheté pour les mêmes dollars au meilleur prix vendeur de la même ligne.
results-metric-baseline-skipped = Non inversés
results-metric-baseline-skipped-help = Trades sans prix vendeur opposé enregistré, non résolus ou fusionnés ; exclus des deux côtés.
results-metric-baseline-actual-usdc = Tels quels
results-metric-baseline-actual-usdc-help = Résultat net des trades inversés, tels quels.
results-metric-baseline-swapped-usdc = Tous les côtés inversés
results-metric-baseline-swapped-usdc-help = Résultat net des mêmes trades, tous côtés inversés.
results-metric-baseline-expected-usdc = Une pièce équilibrée
results-metric-baseline-expected-usdc-help = (tel quel + inversé) / 2 : l’espérance exacte d’une pièce équilibrée par créneau.
results-metric-baseline-low-usdc = Pièce, quantile à 5 %
results-metric-baseline-low-usdc-help = Quantile à 5 % des tirages, une pièce par créneau.
results-metric-baseline-high-usdc = Pièce, quantile à 95 %
results-metric-baseline-high-usdc-help = Quantile à 95 % des tirages, une pièce par créneau.
results-metric-baseline-at-least-as-good = Tirages au moins aussi bons
results-metric-baseline-at-least-as-good-help = (k + 1) / (tirages + 1), k étant les tirages ayant rapporté au moins autant que l’exécution : une valeur p pour « le choix du côté n’a rien rapporté ».
results-metric-baseline-draws = Tirages de la pièce
results-metric-baseline-draws-help = Nombre de tirages ; la graine est fixe.
results-metric-best-slot = Meilleur créneau
results-metric-best-slot-help = Le créneau au plus grand résultat net.
results-metric-best-slot-pnl-net-usdc = Résultat du meilleur créneau
results-metric-best-slot-pnl-net-usdc-help = Résultat net de ce créneau.
results-metric-pnl-net-without-best-slot-usdc = Résultat sans le meilleur créneau
results-metric-pnl-net-without-best-slot-usdc-help = Résultat net de tous les autres créneaux.
results-metric-best-slot-part = Part du meilleur créneau
results-metric-best-slot-part-help = Résultat du meilleur créneau / résultat net ; seulement si l’exécution a gagné.
