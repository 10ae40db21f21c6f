# The graph view and its outline.
## The canvas

graph-canvas = Graphe de la stratégie
graph-canvas-help = Tab parcourt les nœuds. Les flèches déplacent le nœud ciblé, avec Maj quatre fois plus loin. C commence une connexion, Entrée ouvre les réglages, A ajoute un nœud, F montre tout. Si rien n’est sélectionné, les flèches déplacent la vue.
graph-empty = Le graphe est vide. Appuyez sur A ou double-cliquez pour ajouter un nœud ; commencez par une action ou par un prix.
graph-node = nœud
graph-selected = sélectionné
graph-problems = { $count ->
    [one] 1 problème
   *[other] { $count } problèmes
    }
graph-comment-new = Note
graph-frame-new = Groupe

## Toolbar and menus

graph-toolbar = Outils du graphe
graph-add = Ajouter un nœud
graph-add-hint = Ajouter un nœud (A, / ou double-clic)
graph-add-search = Rechercher un nœud
graph-add-none = Aucun résultat pour cette recherche.
graph-undo = Annuler
graph-redo = Rétablir
graph-zoom-in = Agrandir
graph-zoom-out = Réduire
graph-fit = Tout afficher
graph-layout = Ranger
graph-edit-menu = Modifier
graph-connect = Connecter…
graph-copy = Copier
graph-cut = Couper
graph-paste = Coller
graph-duplicate = Dupliquer
graph-select-all = Tout sélectionner
graph-delete = Supprimer
graph-arrange-menu = Disposer
graph-align-left = Aligner à gauche
graph-align-top = Aligner en haut
graph-distribute-across = Répartir horizontalement
graph-distribute-down = Répartir verticalement
graph-group = Grouper dans un cadre
graph-ungroup = Retirer le cadre
graph-comment = Ajouter une note

## Types of node

graph-kind-input = Valeur du marché
graph-kind-constant = Nombre
graph-kind-parameter = Paramètre
graph-kind-account = Valeur du compte
graph-kind-slot = Valeur du créneau
graph-kind-indicator = Indicateur
graph-kind-math = Calcul
graph-kind-comparator = Comparaison
graph-kind-logic = Logique
graph-kind-action = Action
graph-kind-comment = Note

## Ports

graph-port-value = valeur
graph-port-input = entrée
graph-port-a = membre gauche
graph-port-b = membre droit
graph-port-low = de
graph-port-high = à
graph-port-min = au moins
graph-port-max = au plus
graph-port-set = active
graph-port-reset = désactive
graph-port-when = quand
graph-port-size = taille
graph-port-price = prix
graph-port-line = ligne
graph-port-signal = signal
graph-port-histogram = histogramme
graph-port-middle = milieu
graph-port-upper = haut
graph-port-lower = bas
graph-port-percent_b = position dans la bande
graph-port-width = largeur
graph-port-k = %K
graph-port-d = %D

## On nodes

graph-outcome-up = Up
graph-outcome-down = Down
graph-value-missing = absent
graph-value-true = vrai
graph-value-false = faux
graph-summary-min = au moins { $value }
graph-summary-max = au plus { $value }
graph-summary-on = actif à { $value }
graph-summary-off = inactif à { $value }
graph-summary-seconds = { $value } s
graph-summary-usdc = { $value } $
graph-summary-shares = { $value } parts
graph-summary-equity = { $value } % des fonds
graph-summary-kelly = Kelly, probabilité { $value }

## Read out

graph-said-selected = { $count ->
    [one] { $count } nœud sélectionné
   *[other] { $count } nœuds sélectionnés
    }
graph-said-copied = { $count ->
    [one] { $count } nœud copié
   *[other] { $count } nœuds copiés
    }
graph-said-pasted = { $count ->
    [one] { $count } nœud ajouté
   *[other] { $count } nœuds ajoutés
    }
graph-said-deleted = { $count ->
    [one] { $count } nœud supprimé
   *[other] { $count } nœuds supprimés
    }
graph-said-added = Ajouté : { $node }
graph-said-connected = { $from } connecté à { $to }
graph-said-disconnected = Connexion supprimée
graph-said-target = Connecter à { $node }, { $port } : { $at } sur { $count }. Flèches pour les autres, Entrée connecte, Échap abandonne.
graph-said-focus-first = Allez d’abord sur un nœud, avec Tab ou en cliquant dessus.
graph-said-cancelled = Abandonné
graph-said-layout = Nœuds rangés
graph-said-framed = Cadre ajouté
graph-said-unframed = Cadre retiré
graph-said-nothing-to-paste = Il n’y a rien à coller.
graph-said-readonly = Ce graphe ne peut pas être modifié ici.
graph-no-port = Il n’y a pas de port à connecter.
graph-no-target = Rien dans le graphe ne peut recevoir cette connexion.

## Beside the canvas

graph-inspector = Réglages
graph-inspector-empty = Sélectionnez un nœud pour voir et modifier ses réglages.
graph-key-edit = Réglages du nœud
graph-key-toggle = Ajouter à la sélection
graph-key-move = Déplacer (Maj : plus loin)
graph-key-pan = Maintenir et glisser : déplacer la vue
graph-edge = Connexion
graph-disconnect = Supprimer la connexion
graph-disconnect-from = Déconnecter { $node }
graph-connections = Connexions
graph-connect-into = Connecter à « { $port } »
graph-connect-out = Connecter « { $port } » à
graph-connect-pick = Choisir…
graph-leads-to = Mène à
graph-frame = Cadre
graph-frame-title = Titre
graph-frame-select = Sélectionner les nœuds du cadre
graph-label = Libellé personnel

## Settings

graph-set-field = Valeur
graph-set-function = Indicateur
graph-set-of = Calculé sur
graph-set-output = Sortie
graph-set-per = Avance à
graph-per-sample = chaque seconde
graph-per-row = chaque changement de prix
graph-set-operator = Opération
graph-set-left = Membre gauche
graph-set-right = Comparé à
graph-set-series = Autre valeur
graph-set-value = Nombre
graph-set-operand = Second nombre
graph-set-low = De
graph-set-high = À
graph-set-min = Au moins
graph-set-max = Au plus
graph-set-step = Pas
graph-set-name = Nom
graph-set-default = Valeur par défaut
graph-set-on = S’active à
graph-set-off = Se désactive à
graph-set-seconds = Secondes d’attente
graph-set-signal = Que faire
graph-set-outcome = Issue
graph-set-size-mode = Unité de la taille
graph-set-size = Taille
graph-set-kelly = Part de la mise de Kelly
graph-set-order = Ordre
graph-set-price = Prix
graph-set-once = Au plus une fois par créneau
graph-set-cool-down = Pause après déclenchement
graph-from-input = par une connexion
graph-way-value = un nombre
graph-way-parameter = un paramètre
graph-way-customary = la valeur usuelle
graph-way-no-limit = aucune
graph-way-no-price = celui du marché
graph-way-number = un nombre ou un paramètre
graph-way-series = une autre valeur
graph-way-range = un intervalle
graph-way-two-conditions = par deux conditions

## Outline

graph-outline = Plan du graphe
graph-outline-actions = Actions, et ce qui y mène
graph-outline-none = Il n’y a pas encore d’action. Ajoutez-en une : elle dit que faire quand vos conditions sont remplies.
graph-outline-loose = Relié à aucune action
graph-outline-again = montré plus haut
graph-add-into = Ajouter à « { $port } »
graph-earlier = Avancer { $node }
graph-later = Reculer { $node }
graph-delete-node = Supprimer { $node }
