# Strings of: editor

## The page

editor-title = Stratégie
editor-untitled = Stratégie sans nom
editor-unreadable = L’éditeur ne peut pas afficher ce document. Son texte figure ci-dessous ; importez une version corrigée comme nouvelle stratégie.
editor-views = Vues de la stratégie
editor-tab-form = Formulaire
editor-tab-graph = Graphe
editor-tab-outline = Plan
editor-tab-json = JSON
editor-split = Largeur de l’éditeur
editor-draft-restored = Votre travail non enregistré a été restauré.
editor-sentence-all = Tout lire
editor-sentence-less = Réduire

## The bar

editor-bar = Stratégie
editor-name = Nom de la stratégie
editor-undo = Annuler
editor-redo = Rétablir
editor-share = Partager
editor-shared = Le lien a été copié. Il contient toute la stratégie ; rien n’est stocké.
editor-copied = Copié.
editor-copy-failed = Le navigateur n’a pas autorisé la copie.
editor-export = Exporter
editor-export-json = Document (.json)
editor-export-wasm = Composant (.wasm)
editor-backtest = Backtest
editor-backtest-errors = Corrigez d’abord les problèmes.
editor-problems = Problèmes
editor-problems-none = Aucun problème : la stratégie compile.
editor-problems-count = { $count ->
    [0] Aucun problème
    [one] { $count } problème
   *[other] { $count } problèmes
}

## Saving

editor-save-now = Enregistrer maintenant
editor-save-saved = Enregistré
editor-save-unsaved = Pas encore enregistré
editor-save-saving = Enregistrement…
editor-save-offline = Hors ligne : conservé dans ce navigateur, nouvel essai en cours
editor-save-conflict = Modifié ailleurs
editor-save-refused = Non enregistré
editor-save-again = Réessayer

editor-conflict-title = Cette stratégie a été modifiée ailleurs
editor-conflict-body = Un autre onglet ou programme l’a enregistrée le { $time }. Rien de votre travail n’est perdu : décidez laquelle continue.
editor-conflict-mine = Garder la mienne
editor-conflict-theirs = Prendre l’autre
editor-conflict-diff = Afficher la différence
editor-conflict-version = Avant le conflit du { $time }
editor-conflict-waiting = Cette stratégie a été modifiée ailleurs. Vos modifications restent dans ce navigateur jusqu’à votre décision.
editor-conflict-decide = Décider

## Versions and differences

editor-versions = Versions
editor-versions-none = Aucune version pour l’instant
editor-versions-none-body = Une version conserve la stratégie telle qu’elle est sous un nom, pour la comparer ou y revenir.
editor-version-name = Nom de la nouvelle version
editor-version-save = Enregistrer la version
editor-version-saved = La version « { $name } » a été enregistrée.
editor-version-compare = Comparer
editor-version-restore = Restaurer
editor-version-restored = La version « { $name } » a été restaurée.
editor-version-unreadable = Cette version ne peut pas être lue.
editor-diff-before = Avant
editor-diff-after = Après
editor-diff-now = Telle qu’elle est maintenant
editor-diff-document = Différences dans la stratégie
editor-diff-decisions = Différences de décisions sur les créneaux choisis
editor-diff-none = Les stratégies sont identiques.
editor-diff-added = Ajouté
editor-diff-removed = Supprimé
editor-diff-changed = Modifié
editor-decided-running = Exécution des deux…
editor-decided-failed = L’une des deux n’a pas pu être exécutée : leurs décisions ne peuvent pas être comparées.
editor-decided-none = Les deux décident la même chose : { $count ->
    [0] aucun trade
    [one] { $count } trade
   *[other] { $count } trades
}.
editor-decided-count = { $changed ->
    [one] { $changed } trade diffère
   *[other] { $changed } trades diffèrent
}, { $same } sont identiques.
editor-decided-pnl = P&L net avant et après :
editor-decided-gone = N’est plus pris
editor-decided-new = Nouveau
editor-decided-differs = Différent
editor-decided-more = { $count } autres ne sont pas listés.

## The form

editor-if = Si
editor-then = Alors
editor-and = et
editor-joined = Liaison des règles
editor-add-rule = Ajouter une règle
editor-add-inner = Ajouter un groupe à l’intérieur
editor-add-group = Ajouter un groupe
editor-add-action = Ajouter une action
editor-clause-menu = Déplacer ou supprimer
editor-action-menu = Déplacer ou supprimer l’action
editor-move = Déplacer la règle { $place }
editor-move-hint = Faites glisser, ou Alt et les flèches
editor-move-up = Monter
editor-move-down = Descendre
editor-move-into = Déplacer dans le groupe voisin
editor-move-out = Sortir de son groupe
editor-remove = Supprimer
editor-rule-field = Ce qui est comparé
editor-rule-operator = Comparaison
editor-value = Valeur
editor-value-low = De
editor-value-high = À
editor-value-and = et
editor-kind-of = Type de valeur : { $what }
editor-kind-number = Nombre
editor-kind-parameter = Paramètre
editor-kind-series = Autre série
editor-source-of = Nombre ou paramètre : { $what }
editor-picker-search = Rechercher…
editor-picker-nothing = Rien ne correspond à ces mots.
editor-picker-typical = habituellement de { $low } à { $high }
editor-picker-now = maintenant { $value }
editor-series-of = de
editor-series-of-label = Valeur de départ du calcul
editor-series-output = Sortie
editor-series-per = Avance
editor-per-sample = chaque seconde
editor-per-row = chaque ligne
editor-true = vrai
editor-false = faux
editor-missing = manquant
editor-up = Hausse
editor-down = Baisse

editor-action-signal = Que faire
editor-action-outcome = Issue
editor-action-size-mode = Taille en
editor-size-usdc = Montant
editor-size-shares = Parts
editor-size-equity = Part du capital
editor-size-kelly = Probabilité estimée
editor-action-kelly = Fraction de Kelly
editor-action-order = Ordre
editor-action-price = Prix
editor-action-worst = Pire prix (facultatif)
editor-action-cool-down = Au plus une fois en
editor-action-max-open = Entrées ouvertes au plus
editor-action-once = Au plus une fois par créneau

editor-parameters = Paramètres
editor-parameters-help = Des nombres nommés. Règles et actions peuvent s’en servir, l’aperçu peut les régler et un balayage peut les faire varier.
editor-parameter-add = Ajouter un paramètre
editor-parameter-new = parametre
editor-parameter-name = Nom
editor-parameter-default = Valeur
editor-parameter-min = Min
editor-parameter-max = Max
editor-parameter-step = Pas
editor-parameter-remove = Supprimer le paramètre { $name }

editor-risk = Limites
editor-risk-help = Le moteur les applique à chaque ordre, quoi que disent les règles. Vide signifie sans limite.
editor-risk-stoploss-pct = Stop de perte
editor-risk-take-profit-pct = Prise de gain
editor-risk-max-position-usdc = Position maximale
editor-risk-max-trades-per-slot = Trades par créneau
editor-risk-cool-down-s = Pause après un trade
editor-risk-max-open-entries = Entrées ouvertes

editor-losses-title = Un formulaire ne peut pas tout dire
editor-losses-body = Ces parties du graphe n’ont pas de place dans un formulaire. Rien n’a été modifié.
editor-losses-notes-title = Un formulaire n’a pas de place pour ces notes
editor-losses-notes-body = La stratégie garde le même sens sous forme de formulaire ; seules des notes disparaîtraient. C’est annulable.
editor-losses-none-title = La stratégie est un graphe
editor-losses-none-body = Elle peut être affichée comme formulaire sans rien perdre.
editor-losses-stay = Rester dans le graphe
editor-losses-convert = Afficher comme formulaire

editor-source-label = Le document en JSON
editor-source-copy = Copier
editor-source-import = Ouvrir un fichier…
editor-source-apply = Appliquer
editor-source-discard = Abandonner
editor-source-no-document = Ce composant ne contient pas le document dont il est issu.
editor-source-no-text = Ce fichier n’est pas du texte.

## The preview

editor-preview = Aperçu
editor-preview-running = Exécution…
editor-preview-errors = La stratégie a des erreurs ; le dernier résultat reste affiché.
editor-preview-errors-first = La stratégie a des erreurs. Corrigez-les pour la voir trader.
editor-preview-waiting = Chargement des créneaux…
editor-preview-no-slots = Aucun créneau n’est choisi
editor-preview-no-slots-body = Choisissez une série et un jour sur lesquels exécuter la stratégie.
editor-preview-no-data = Il n’y a pas encore de données
editor-preview-no-data-body = Importez des données enregistrées pour y exécuter des stratégies.
editor-preview-data = Aller aux données
editor-preview-stopped = Arrêtée : plus de 2 secondes
editor-preview-stopped-body = La stratégie a été interrompue et l’aperçu est de nouveau prêt. Choisissez moins de créneaux ou simplifiez la stratégie.
editor-preview-again = Relancer
editor-preview-crashed = L’aperçu s’est interrompu et a été relancé
editor-preview-loading = Chargement des créneaux : { $done } sur { $total }
editor-preview-failed = Pas de résultat
editor-preview-setup = Créneaux et réglages
editor-missing-columns = La stratégie lit { $columns }, ce que { $slots ->
    [one] { $slots } créneau choisi n’a
   *[other] { $slots } créneaux choisis n’ont
} pas.
editor-missing-instead = Utiliser { $series } du { $day }
editor-missing-nowhere = Aucun créneau enregistré ne l’a.
editor-left-out = { $count ->
    [one] { $count } créneau a été écarté
   *[other] { $count } créneaux ont été écartés
} : il manque { $columns }.
editor-series = Série
editor-day = Jour (UTC)
editor-span = Période
editor-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
editor-slots = Créneaux
editor-slots-count = { $count ->
    [one] { $count } créneau
   *[other] { $count } créneaux
}
editor-slots-chosen = { $count ->
    [one] { $count } créneau choisi
   *[other] { $count } créneaux choisis
}
editor-slots-all = Tous
editor-slots-none = Aucun
editor-slots-lacking = colonne manquante
editor-generated = généré
editor-rows = { $count } lignes
editor-winner-split = partagé
editor-unresolved = gagnant inconnu
editor-cash = Trésorerie
editor-latency = Latence
editor-fee-rate = Taux de frais
editor-fee-market = Frais : ceux de chaque marché. Saisissez un taux pour l’appliquer à tous.
editor-pnl = P&L net
editor-pnl-best = jusqu’à { $best } si les créneaux non résolus étaient gagnés
editor-trades = Trades
editor-win-rate = Taux de réussite
editor-drawdown = Repli maximal
editor-fees = Frais
editor-digest = Empreinte
editor-digest-help = La même stratégie, les mêmes créneaux et réglages donnent la même empreinte sur le serveur.
editor-millis = { $rows } lignes en { $ms } ms
editor-cautions = { $count ->
    [one] { $count } mise en garde
   *[other] { $count } mises en garde
}
editor-fault = La stratégie a échoué dans { $market } : { $why }
editor-strip = Créneaux par résultat
editor-strip-slot = { $slot } : { $winner }, { $trades ->
    [0] aucun trade
    [one] { $trades } trade, { $pnl }
   *[other] { $trades } trades, { $pnl }
}
editor-strip-brief = { $slot } : { $winner }, { $result ->
    [gain] gain
    [loss] perte
    [even] ni gain ni perte
   *[none] aucun trade
}
editor-slot-previous = Créneau précédent
editor-slot-next = Créneau suivant
editor-slot-shown = Créneau de { $time }
editor-quotes = Offre et demande
editor-chart = Graphique du créneau
editor-chart-summary = { $slot } : { $trades ->
    [0] aucun trade
    [one] { $trades } trade
   *[other] { $trades } trades
}, Hausse de { $first } à { $last }.
editor-chart-prices = Prix
editor-chart-up = Hausse
editor-chart-down = Baisse
editor-chart-bid-up = Achat Hausse
editor-chart-ask-up = Vente Hausse
editor-chart-bid-down = Achat Baisse
editor-chart-ask-down = Vente Baisse
editor-chart-underlying = Sous-jacent
editor-chart-beat = Prix à battre
editor-chart-equity = Capital
editor-equity-all = Capital sur tous les créneaux
editor-cursor = Ligne du créneau
editor-cursor-at = { $time } · ligne { $row } sur { $rows }
editor-explain = Pourquoi et pourquoi pas
editor-explain-at = Ce que la stratégie voyait à { $time } dans { $slot }
editor-explain-hint = Parcourez le graphique, ou les lignes en dessous, pour y voir chaque valeur.
editor-near-title = Aucun trade ici. Voici ce qui était le plus près de se déclencher :
editor-near-held = Toutes les conditions étaient remplies ici, et pourtant il n’y a pas eu de trade.
editor-near-count = { $time } : { $held } conditions sur { $required } étaient remplies.
editor-near-was = valait { $actual }, il fallait { $operator } { $needed }
editor-near-operator = { $operator } n’était pas rempli
editor-near-pulse = s’était déjà déclenché et attendait
editor-near-false = n’était pas rempli
editor-near-jump = Afficher
editor-near-row = Aller à cette ligne
editor-trade-opened = Ouvert
editor-trade-outcome = Issue
editor-trade-entry = Entrée
editor-trade-exit = Sortie
editor-trade-shares = Parts
editor-trade-reason = Clos par
editor-trades-none = Aucun trade dans ces créneaux.
editor-trades-more = { $count } autres ne sont pas listés ; lancez un backtest pour les voir tous.
editor-exit-strategy = la stratégie
editor-exit-stop-loss = stop de perte
editor-exit-take-profit = prise de gain
editor-exit-settlement = règlement
editor-exit-merge = fusion
editor-exit-unresolved = gagnant inconnu

## Uploaded components

editor-component-intro = Un composant téléversé : il s’exécute tel quel et ne peut pas être modifié ici.
editor-component-declares = Ce qu’il déclare
editor-component-name = Se nomme
editor-component-hash = SHA-256
editor-component-size = Taille
editor-component-columns = Lit
editor-component-account = Valeurs du compte
editor-component-risk = Limites
editor-component-warm-up = Lignes de préchauffage
editor-component-nodes = Nœuds

## Shared strategies

editor-shared-title = Stratégie partagée
editor-shared-intro = Quelqu’un a partagé cette stratégie avec vous. Elle n’existe que dans le lien ; ouvrez une copie pour la garder et la modifier.
editor-shared-what = Ce qu’elle fait
editor-shared-copy = Ouvrir une copie
editor-shared-unreadable = Ce lien ne peut pas être lu
editor-shared-empty = Il ne contient aucune stratégie. Demandez le lien complet.
