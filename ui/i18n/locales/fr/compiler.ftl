# What the compiler says of a document, under the keys of its own English sentences. English has no such file.
## Messages

compiler-message-too_long = Le document fait { $bytes } octets ; on en lit { $most } au plus.
compiler-message-too_deep = Objets et listes sont imbriqués sur plus de { $most } niveaux.
compiler-message-ends_early = Le texte s’arrête au milieu du document, ligne { $line }, colonne { $column }.
compiler-message-not_json = Ce n’est pas du JSON valide : la lecture échoue ligne { $line }, colonne { $column }.
compiler-message-not_a_document = Un document de stratégie est un objet ; ceci est { $given }.
compiler-message-unreadable = L’éditeur ne peut pas lire ce document.

compiler-message-must_be = Il faut ici { $wanted } ; ceci est { $given }.
compiler-message-not_sensible = { $value } n’est pas un nombre raisonnable ici ; 1e12 au plus est accepté.
compiler-message-number_as_text = Il faut ici un nombre, pas un texte.
compiler-message-outside = { $value } n’est pas entre { $min } et { $max }.
compiler-message-not_whole = { $value } n’est pas un nombre entier.
compiler-message-does_not_fit = { $value } ne convient pas : il faut { $bounds }.
compiler-message-min_above_max = `min` ({ $min }) est plus grand que `max` ({ $max }).
compiler-message-name_empty = Ce nom est vide.
compiler-message-name_long = Ce nom dépasse { $most } caractères.
compiler-message-name_control = Ce nom contient des caractères de contrôle.
compiler-message-text_long = Ce texte dépasse { $most } caractères.
compiler-message-written_twice = Le champ { $name } est écrit deux fois.
compiler-message-mean_the_same = `{ $first }` et `{ $second }` signifient la même chose ; n’en donnez qu’un.
compiler-message-missing_field = Le champ `{ $name }` manque : { $what }.
compiler-message-means_nothing = Le champ { $name } ne signifie rien ici.
compiler-message-no_such = { $name } n’est pas { $what }.

compiler-message-other_version = Ce document est écrit pour la version { $given } du format ; ce compilateur lit la version { $known }.
compiler-message-parameter_unknown = Le paramètre { $name } n’est pas déclaré.
compiler-message-parameter_without_default = Un paramètre a besoin d’une valeur `default`, sauf si un autre nœud ou la liste `parameters` du document le déclare.
compiler-message-parameter_name = { $name } ne peut pas nommer un paramètre.
compiler-message-parameter_twice = Le paramètre { $name } est déclaré autrement à l’endroit { $path }.
compiler-message-parameter_range = Le paramètre `{ $name }` va de { $min } à { $max }, mais il faut ici, dans tous les cas, { $bounds }.
compiler-message-parameter_unused = Rien n’utilise le paramètre { $name }.
compiler-message-parameters_many = Il y a plus de { $most } paramètres.
compiler-message-default_outside = La valeur par défaut { $default } n’est pas entre { $min } et { $max }.
compiler-message-step_negative = Un pas ne peut pas être négatif ; 0 laisse toute valeur possible.
compiler-message-limits_fixed = Les limites sont fixes : le moteur les applique à chaque test, un paramètre ne peut donc pas les régler.
compiler-message-entries_conflict = Cette action permet { $here } entrées ouvertes, une autre partie du document { $there } ; il n’y a qu’une limite par stratégie.

compiler-message-form_large = Ce formulaire a plus de { $most } règles, groupes et actions ; on n’en compile pas davantage.
compiler-message-no_condition = Il n’y a aucune condition : les actions seraient prises à chaque ligne.
compiler-message-group_empty = Ce groupe n’a aucune règle.
compiler-message-form_without_action = Le formulaire n’a aucune action.
compiler-message-action_or_actions = Écrivez soit `action`, soit `actions`.

compiler-message-graph_large = Ce graphe a { $nodes } nœuds et { $edges } liaisons ; on compile au plus { $most_nodes } nœuds et { $most_edges } liaisons.
compiler-message-graph_without_action = Le graphe n’a aucune action.
compiler-message-id_taken = Un autre nœud porte déjà l’identifiant { $id }.
compiler-message-edge_at_comment = Une liaison ne peut ni partir d’une note ni y mener.
compiler-message-cycle = Ces nœuds dépendent d’eux-mêmes : { $names }.
compiler-message-cycle_long = Ces nœuds dépendent d’eux-mêmes : { $names } -> { $more } de plus -> { $first }.
compiler-message-node_unused = Rien ne dépend du nœud { $node } ({ $kind }) : il n’est pas calculé.
compiler-message-condition_for_number = { $from } donne une condition, mais le port `{ $port }` de { $node } attend un nombre.
compiler-message-number_for_condition = { $from } donne un nombre, mais le port `{ $port }` de { $node } attend une condition.
compiler-message-port_taken = Le port `{ $port }` de { $node } prend une seule entrée et en a plusieurs.
compiler-message-no_port = { $node } n’a pas de port { $port }.
compiler-message-no_input_taken = { $node } est un nœud de type { $kind }, qui ne prend aucune entrée.
compiler-message-indicator_with_field = L’indicateur { $node } nomme son champ `field` et ne prend aucune entrée.
compiler-message-comparator_full = La comparaison { $node } prend { $count } { $count ->
        [one] entrée
       *[other] entrées
    } en plus de ce que disent ses réglages.
compiler-message-inputs_many = { $node } prend { $count } { $count ->
        [one] entrée
       *[other] entrées
    } et en a davantage.
compiler-message-inputs_few = { $node } a { $count } { $count ->
        [one] entrée
       *[other] entrées
    } ; il en faut au moins { $least }.
compiler-message-input_in_data = Les réglages de { $node } donnent déjà { $name }, ou il n’en faut pas.
compiler-message-input_missing = { $node } a besoin d’une entrée à son port `{ $port }`.
compiler-message-comparator_alone = La comparaison { $node } n’a rien à quoi comparer.
compiler-message-comparator_rangeless = La comparaison { $node } n’a pas d’intervalle.
compiler-message-indicator_alone = L’indicateur { $node } n’a rien sur quoi calculer.
compiler-message-action_sizeless = L’action { $node } n’a pas de taille.
compiler-message-action_priceless = L’action { $node } a besoin d’un prix pour son type d’ordre.
compiler-message-action_untriggered = Rien ne dit quand l’action { $node } est prise.

compiler-message-known_after = { $name } n’est connu qu’après le créneau et ne peut jamais servir d’entrée.
compiler-message-symbol_is_text = `symbol` est un texte, et les règles comparent des nombres. Choisissez la série au moment de lancer la stratégie.
compiler-message-operator_not_indicator = { $name } est une comparaison, pas un indicateur.
compiler-message-no_output = { $indicator } n’a pas de sortie { $output }.
compiler-message-one_number = Cette comparaison se fait avec un seul nombre, pas avec une liste.
compiler-message-range_needed = Un intervalle est une liste de deux nombres ; ceci est { $given }.
compiler-message-range_ends = Un intervalle a deux bornes ; le nombre d’éléments de cette liste est { $count }.
compiler-message-range_empty = L’intervalle de { $low } à { $high } est vide.
compiler-message-on_off = `on` et `off` doivent différer, et aucun paramètre ne doit permettre à l’un de dépasser l’autre : `on` au-dessus de `off` s’active quand le nombre monte, `on` en dessous quand il descend.
compiler-message-actions_many = Il y a plus de { $most } actions.
compiler-message-actions_per_row = Il y a plus de { $most } actions ; si davantage se déclenchent sur une même ligne, seules les { $most } premières sont prises.
compiler-message-size_in_dollars = `size_usdc` ne va qu’avec une taille en dollars (`fixed`).
compiler-message-size_ignored = La taille est ignorée : clôturer vend toutes les parts, annuler annule tous les ordres en attente.
compiler-message-stop_buys = Un stop de perte ou une prise de profit vend ce qui est détenu ; il ne peut pas acheter.
compiler-message-kelly_sells = Kelly dit combien acheter ; il ne peut pas dire combien vendre.
compiler-message-cancel_typed = Une annulation n’a pas de type d’ordre.

compiler-message-never_fires = L’action { $action } ne peut jamais être prise : sa condition n’est jamais vraie.
compiler-message-always_fires = La condition de l’action { $action } est toujours vraie.
compiler-message-contradiction = Ces conditions se contredisent : { $value } ne peut pas les remplir toutes.
compiler-message-never_holds = { $range } : ce n’est donc jamais vrai.
compiler-message-never_holds_between = { $left } et { $right } : ce n’est donc jamais vrai.
compiler-message-always_holds = { $range } : c’est donc toujours vrai.
compiler-message-always_holds_between = { $left } et { $right } : c’est donc toujours vrai.
compiler-message-target_unreachable = La prise de profit de { $target } % est hors de portée de { $action } : l’action achète à { $entry } ou plus, et aucun prix acheteur ne dépasse { $bid }.
compiler-message-strategy_large = Cette stratégie demande { $operations } opérations à { $operands } opérandes ; on en compile au plus { $most_operations } et { $most_operands }.
compiler-message-state_large = Les indicateurs de cette stratégie mémorisent { $bytes } octets en tout ; on peut en garder { $most } au plus (8 par échantillon de chaque fenêtre).

compiler-message-emit_failed = Le compilateur a échoué : { $error }.
compiler-message-gave_up = Le compilateur a renoncé à ce document sans y trouver de faute.
compiler-message-not_listed = { $count ->
        [one] { $count } autre problème n’est pas listé.
       *[other] { $count } autres problèmes ne sont pas listés.
    }

## What to do

compiler-fix-did_you_mean = vouliez-vous dire « { $name } » ?
compiler-fix-use_one_of = au choix : { $names }
compiler-fix-rename_field = renommez `{ $found }` en `{ $name }`
compiler-fix-remove_field = supprimez `{ $name }`
compiler-fix-remove_or_note = supprimez-le, ou faites commencer son nom par _ pour le garder comme note
compiler-fix-remove_quotes = supprimez les guillemets : { $text }
compiler-fix-swap = échangez-les
compiler-fix-declare_parameter = déclarez-le dans la liste `parameters` du document
compiler-fix-plain_letters = n’utilisez que des lettres, des chiffres et les signes _, - et .
compiler-fix-use_parameter = utilisez-le ainsi : {"{"}"parameter": "nom"{"}"}, ou supprimez-le
compiler-fix-narrow_parameter = resserrez les bornes `min` et `max` de `{ $name }`
compiler-fix-entries_once = écrivez `max_open_entries` une seule fois, parmi les limites

compiler-fix-add_group = ajoutez un groupe avec une règle
compiler-fix-add_rule = ajoutez une règle, ou supprimez le groupe
compiler-fix-join_actions = mettez l’action dans la liste `actions`
compiler-fix-add_action = ajoutez une action, par exemple {"{"}"signal": "buy", "outcome": "UP", "size_usdc": 50{"}"}

compiler-fix-add_action_node = ajoutez un nœud de type action et reliez-y une condition
compiler-fix-connect_or_remove = reliez-le à ce qui mène à une action, ou supprimez-le
compiler-fix-remove_edge = supprimez cette liaison
compiler-fix-remove_closing_edge = supprimez la liaison { $from } -> { $to }, qui ferme la boucle
compiler-fix-remove_edge_or_field = supprimez `field`, ou cette liaison
compiler-fix-remove_edge_or_value = supprimez `value` pour comparer deux entrées, ou supprimez cette liaison
compiler-fix-remove_edge_or_data = supprimez cette liaison, ou { $name } dans les réglages
compiler-fix-connect_number = reliez un nombre ; les conditions vont vers la logique et les actions
compiler-fix-compare_first = intercalez une comparaison
compiler-fix-compare_first_or_name_port = intercalez une comparaison, ou nommez le port : "targetHandle": "size" ou "price"
compiler-fix-connect_one = reliez-en une
compiler-fix-connect_more = reliez d’autres entrées
compiler-fix-connect_condition = reliez-y une comparaison ou une logique
compiler-fix-give_value = donnez-lui une valeur (`value`), ou reliez une seconde entrée
compiler-fix-give_range = donnez-lui un intervalle (`value`), par exemple [0.1, 0.4]
compiler-fix-give_field = donnez-lui un champ (`field`), par exemple "mid_up", ou reliez une entrée
compiler-fix-give_size = donnez-lui `size_usdc` ou `size` ; pour tout vendre, clôturez ("close")
compiler-fix-give_price = donnez-lui un prix (`price`) entre 0 et 1

compiler-fix-use_input_node = utilisez pour cela un nœud de type "input"
compiler-fix-use_input_node_for_field = pour un champ, utilisez un nœud de type "input"
compiler-fix-write_operator = écrivez "operator": "{ $name }" et nommez la série dans "indicator"
compiler-fix-write_field = écrivez {"{"}"field": "{ $name }"{"}"}
compiler-fix-write_range = écrivez [{ $low }, { $high }]
compiler-fix-write_ends = écrivez les deux bornes, par exemple [0.1, 0.4]
compiler-fix-range_or_number = choisissez "between" ou "outside" pour un intervalle, ou donnez un seul nombre
compiler-fix-size_in_unit = écrivez-la dans `size`, dans l’unité choisie
compiler-fix-remove_size = supprimez la taille
compiler-fix-sell_or_market = vendez ("sell") ou clôturez ("close"), ou choisissez un ordre au marché ("market") ou limite ("limit")
compiler-fix-close_or_shares = clôturez ("close") sans taille pour tout vendre, ou donnez la taille en parts ("shares")
compiler-fix-remove_order_type = supprimez `order_type`

compiler-fix-loosen = vérifiez les seuils, ou joignez les conditions par OU
compiler-fix-as_fraction = `{ $column }` est une fraction : écrivez { $value } pour { $written } %
compiler-fix-as_dollars = `{ $column }` est en dollars : écrivez { $value } pour { $written } cents
compiler-fix-lower_target = mettez la prise de profit (`take_profit_pct`) sous { $best }, ou retirez-la et laissez les parts se régler
compiler-fix-shorten_periods = raccourcissez les plus longues périodes, ou baissez le `max` des paramètres qui les règlent

## Parts of sentences

compiler-phrase-null = null
compiler-phrase-flag = vrai ou faux
compiler-phrase-number = un nombre
compiler-phrase-text = un texte
compiler-phrase-list = une liste
compiler-phrase-object = un objet
compiler-phrase-from_to = un nombre de { $min } à { $max }
compiler-phrase-whole_from_to = un nombre entier de { $min } à { $max }
compiler-phrase-more_and_less = plus de { $min } et moins de { $max }

compiler-phrase-mode = un mode connu
compiler-phrase-join = une façon connue de joindre des règles
compiler-phrase-signal = un signal connu
compiler-phrase-outcome = une issue connue
compiler-phrase-order_type = un type d’ordre connu
compiler-phrase-size_mode = une unité de taille connue
compiler-phrase-operator = une comparaison connue
compiler-phrase-math_operator = un calcul connu
compiler-phrase-logic_operator = une logique connue
compiler-phrase-clock = une cadence connue
compiler-phrase-field = un champ connu
compiler-phrase-account_field = un champ connu du compte
compiler-phrase-slot_field = un champ connu du créneau
compiler-phrase-indicator = un indicateur connu
compiler-phrase-field_or_indicator = un champ ou un indicateur connu
compiler-phrase-node = un nœud du graphe
compiler-phrase-node_type = un type de nœud connu

compiler-phrase-kind_input = champ
compiler-phrase-kind_constant = nombre
compiler-phrase-kind_parameter = paramètre
compiler-phrase-kind_indicator = indicateur
compiler-phrase-kind_math = calcul
compiler-phrase-kind_comparator = comparaison
compiler-phrase-kind_logic = logique
compiler-phrase-kind_action = action

compiler-phrase-for_example = par exemple "{ $text }"
compiler-phrase-form_or_node = "form" ou "node"
compiler-phrase-groups = les groupes de règles
compiler-phrase-rules = les règles du groupe
compiler-phrase-nodes = les nœuds du graphe
compiler-phrase-id = le nom du nœud dans les liaisons
compiler-phrase-what_it_does = ce que fait le nœud
compiler-phrase-settings = les réglages du nœud
compiler-phrase-comes_from = l’identifiant du nœud d’où elle part
compiler-phrase-leads_to = l’identifiant du nœud où elle mène
compiler-phrase-the_number = le nombre
compiler-phrase-parameter_name = le nom du paramètre
compiler-phrase-value_unset = la valeur quand rien n’est réglé
compiler-phrase-to_read = la valeur à lire, par exemple "{ $text }"
compiler-phrase-to_compare = ce qui est comparé, par exemple "field": "{ $text }"
compiler-phrase-to_compare_with = ce à quoi comparer
compiler-phrase-function = l’indicateur, par exemple "{ $text }"
compiler-phrase-computed_from = ce sur quoi { $indicator } est calculé, par exemple "{ $text }"
compiler-phrase-samples_of = le nombre d’échantillons de { $indicator }
compiler-phrase-how_long = la durée à attendre
compiler-phrase-switches_on = le seuil qui l’active
compiler-phrase-switches_off = le seuil qui le désactive
compiler-phrase-signals = acheter, vendre, clôturer ou annuler ("buy", "sell", "close", "cancel")
compiler-phrase-outcomes = "UP" ou "DOWN"

compiler-phrase-this_value = cette valeur
compiler-phrase-a_parameter = un paramètre
compiler-phrase-the_parameter = le paramètre { $name }
compiler-phrase-the_size = la taille
compiler-phrase-the_price = le prix
compiler-phrase-of = { $indicator } sur { $field }
compiler-phrase-lies_between = { $value } reste entre { $low } et { $high }

## Indicators: how they are computed, when they have a value

compiler-indicator-EMA-formula = y commence à la première valeur x, puis y += 2 / (n + 1) (x - y)
compiler-indicator-EMA-warm_up = Présent dès le premier échantillon ; après 3,45 (n + 1) échantillons, la première valeur pèse moins de 0,1 %.
compiler-indicator-SMA-formula = somme des n derniers x / n
compiler-indicator-SMA-warm_up = Absent avant n échantillons.
compiler-indicator-SUM-formula = somme des n derniers x
compiler-indicator-SUM-warm_up = Absent avant n échantillons.
compiler-indicator-MIN-formula = le plus petit des n derniers x
compiler-indicator-MIN-warm_up = Absent avant n échantillons.
compiler-indicator-MAX-formula = le plus grand des n derniers x
compiler-indicator-MAX-warm_up = Absent avant n échantillons.
compiler-indicator-MACD-formula = ligne = EMA(rapide) - EMA(lente) ; signal = EMA(signal) de la ligne ; histogramme = ligne - signal
compiler-indicator-MACD-warm_up = Présent dès le premier échantillon ; se stabilise avec l’EMA lente, puis avec celle du signal.
compiler-indicator-RSI-formula = 100 G / (G + L), soit 100 - 100 / (1 + G / L) ; G et L sont les moyennes de Wilder des hausses et des baisses de x d’un échantillon au suivant : la moyenne des n premières, puis y += (x - y) / n. 50 si x n’a jamais bougé
compiler-indicator-RSI-warm_up = Absent avant n + 1 échantillons ; après quelque 7 n échantillons, le début pèse moins de 0,1 %.
compiler-indicator-STOCHASTIC-formula = %K = 100 (x - plus bas de n) / (plus haut de n - plus bas de n), absent s’ils sont égaux ; %D = moyenne des d derniers %K
compiler-indicator-STOCHASTIC-warm_up = %K est absent avant n échantillons, %D avant n + d - 1.
compiler-indicator-CCI-formula = (x - moyenne de n) / (0,015 x écart absolu moyen de n)
compiler-indicator-CCI-warm_up = Absent avant n échantillons, et tant que x ne bouge pas.
compiler-indicator-BOLLINGER-formula = milieu = moyenne de n ; haut, bas = milieu +- k s, s étant l’écart type de n (diviseur n) ; %B = (x - bas) / (haut - bas) ; largeur = (haut - bas) / milieu
compiler-indicator-BOLLINGER-warm_up = Absent avant n échantillons ; %B aussi quand les bandes se confondent.
compiler-indicator-STDDEV-formula = racine carrée de (somme des (x - moyenne)^2 / n), sur les n derniers x
compiler-indicator-STDDEV-warm_up = Absent avant n échantillons.
compiler-indicator-ZSCORE-formula = (x - moyenne de n) / s, s étant l’écart type de n
compiler-indicator-ZSCORE-warm_up = Absent avant n échantillons, et tant que x ne bouge pas.
compiler-indicator-DONCHIAN-formula = haut = le plus grand des n derniers x, bas = le plus petit, milieu = (haut + bas) / 2 ; le dernier x est compris
compiler-indicator-DONCHIAN-warm_up = Absent avant n échantillons.
compiler-indicator-LAG-formula = x, n échantillons avant le dernier
compiler-indicator-LAG-warm_up = Absent avant n + 1 échantillons.
compiler-indicator-MOMENTUM-formula = x - (x il y a n échantillons)
compiler-indicator-MOMENTUM-warm_up = Absent avant n + 1 échantillons.
compiler-indicator-SLOPE-formula = (x - (x il y a n échantillons)) / n
compiler-indicator-SLOPE-warm_up = Absent avant n + 1 échantillons.
compiler-indicator-ROC-formula = 100 (x / (x il y a n échantillons) - 1)
compiler-indicator-ROC-warm_up = Absent avant n + 1 échantillons.
compiler-indicator-ATR-formula = moyenne de Wilder de |x - x un échantillon plus tôt| : la moyenne des n premiers, puis y += (x - y) / n
compiler-indicator-ATR-warm_up = Absent avant n + 1 échantillons ; après quelque 7 n échantillons, le début pèse moins de 0,1 %.
compiler-indicator-REALISED_VOL-formula = écart type (diviseur n - 1) des n derniers rendements logarithmiques ln(x / x un échantillon plus tôt)
compiler-indicator-REALISED_VOL-warm_up = Absent avant n + 1 échantillons.
compiler-indicator-VWAP-formula = somme des x v / somme des v ; v est la hausse de `market_volume_usd` depuis l’échantillon précédent, en dollars, jamais sous 0 ; absent tant que rien n’est échangé
compiler-indicator-VWAP-warm_up = Absent avant le deuxième échantillon et le premier échange qui suit ; avec une période, avant n + 1 échantillons.
