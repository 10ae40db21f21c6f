# What the editor says: champs, indicateurs, phrases, refus, modèles.

## Champs : nom, dans une phrase, ce que c’est

studio-field-sample = Échantillon de grille
studio-field-sample-says = l’indicateur d’échantillon
studio-field-sample-about = 1 sur la grille d’une seconde, 0 pour un changement de prix entre deux secondes.
studio-field-captured_at = Heure de la ligne
studio-field-captured_at-says = l’heure de la ligne
studio-field-captured_at-about = Moment où la ligne a été enregistrée, en millisecondes depuis 1970.
studio-field-slot_ts = Début du créneau
studio-field-slot_ts-says = le début du créneau
studio-field-slot_ts-about = Moment où le créneau a commencé, en secondes depuis 1970.
studio-field-slot_duration = Durée du créneau
studio-field-slot_duration-says = la durée du créneau
studio-field-slot_duration-about = Combien de temps dure le créneau.
studio-field-duration = Durée du créneau (nom court)
studio-field-duration-says = la durée du créneau
studio-field-duration-about = Combien de temps dure le créneau ; identique à slot_duration.
studio-field-minutes_into_slot = Minutes écoulées
studio-field-minutes_into_slot-says = le temps écoulé depuis le début du créneau
studio-field-minutes_into_slot-about = Nombre de minutes écoulées depuis le début du créneau.
studio-field-pct_into_slot = Part du créneau écoulée
studio-field-pct_into_slot-says = la part du créneau écoulée
studio-field-pct_into_slot-about = 0 au début du créneau, 1 à sa fin : 0,5 est la mi-temps.
studio-field-seconds_to_close = Secondes avant la clôture
studio-field-seconds_to_close-says = le temps restant avant la clôture
studio-field-seconds_to_close-about = Nombre de secondes avant la fin du créneau.
studio-field-bid_up = Meilleur prix acheteur, Up
studio-field-bid_up-says = le meilleur prix acheteur d’Up
studio-field-bid_up-about = Le prix le plus haut proposé à l’instant pour une part d’Up : ce que vous recevez en vendant tout de suite.
studio-field-ask_up = Meilleur prix vendeur, Up
studio-field-ask_up-says = le meilleur prix vendeur d’Up
studio-field-ask_up-about = Le prix le plus bas demandé à l’instant pour une part d’Up : ce que vous payez en achetant tout de suite.
studio-field-bid_size_up = Taille au meilleur prix acheteur, Up
studio-field-bid_size_up-says = la taille au meilleur prix acheteur d’Up
studio-field-bid_size_up-about = Nombre de parts d’Up demandées au meilleur prix acheteur.
studio-field-ask_size_up = Taille au meilleur prix vendeur, Up
studio-field-ask_size_up-says = la taille au meilleur prix vendeur d’Up
studio-field-ask_size_up-about = Nombre de parts d’Up à vendre au meilleur prix vendeur.
studio-field-bid_down = Meilleur prix acheteur, Down
studio-field-bid_down-says = le meilleur prix acheteur de Down
studio-field-bid_down-about = Le prix le plus haut proposé à l’instant pour une part de Down : ce que vous recevez en vendant tout de suite.
studio-field-ask_down = Meilleur prix vendeur, Down
studio-field-ask_down-says = le meilleur prix vendeur de Down
studio-field-ask_down-about = Le prix le plus bas demandé à l’instant pour une part de Down : ce que vous payez en achetant tout de suite.
studio-field-bid_size_down = Taille au meilleur prix acheteur, Down
studio-field-bid_size_down-says = la taille au meilleur prix acheteur de Down
studio-field-bid_size_down-about = Nombre de parts de Down demandées au meilleur prix acheteur.
studio-field-ask_size_down = Taille au meilleur prix vendeur, Down
studio-field-ask_size_down-says = la taille au meilleur prix vendeur de Down
studio-field-ask_size_down-about = Nombre de parts de Down à vendre au meilleur prix vendeur.
studio-field-bid_up_2 = Deuxième prix acheteur, Up
studio-field-bid_up_2-says = le deuxième prix acheteur d’Up
studio-field-bid_up_2-about = Le prix acheteur d’Up juste en dessous du meilleur.
studio-field-ask_up_2 = Deuxième prix vendeur, Up
studio-field-ask_up_2-says = le deuxième prix vendeur d’Up
studio-field-ask_up_2-about = Le prix vendeur d’Up juste au-dessus du meilleur.
studio-field-bid_size_up_2 = Taille au deuxième prix acheteur, Up
studio-field-bid_size_up_2-says = la taille au deuxième prix acheteur d’Up
studio-field-bid_size_up_2-about = Nombre de parts d’Up demandées au deuxième prix acheteur.
studio-field-ask_size_up_2 = Taille au deuxième prix vendeur, Up
studio-field-ask_size_up_2-says = la taille au deuxième prix vendeur d’Up
studio-field-ask_size_up_2-about = Nombre de parts d’Up à vendre au deuxième prix vendeur.
studio-field-bid_down_2 = Deuxième prix acheteur, Down
studio-field-bid_down_2-says = le deuxième prix acheteur de Down
studio-field-bid_down_2-about = Le prix acheteur de Down juste en dessous du meilleur.
studio-field-ask_down_2 = Deuxième prix vendeur, Down
studio-field-ask_down_2-says = le deuxième prix vendeur de Down
studio-field-ask_down_2-about = Le prix vendeur de Down juste au-dessus du meilleur.
studio-field-bid_size_down_2 = Taille au deuxième prix acheteur, Down
studio-field-bid_size_down_2-says = la taille au deuxième prix acheteur de Down
studio-field-bid_size_down_2-about = Nombre de parts de Down demandées au deuxième prix acheteur.
studio-field-ask_size_down_2 = Taille au deuxième prix vendeur, Down
studio-field-ask_size_down_2-says = la taille au deuxième prix vendeur de Down
studio-field-ask_size_down_2-about = Nombre de parts de Down à vendre au deuxième prix vendeur.
studio-field-bid_up_3 = Troisième prix acheteur, Up
studio-field-bid_up_3-says = le troisième prix acheteur d’Up
studio-field-bid_up_3-about = Le troisième prix acheteur d’Up à partir du meilleur.
studio-field-ask_up_3 = Troisième prix vendeur, Up
studio-field-ask_up_3-says = le troisième prix vendeur d’Up
studio-field-ask_up_3-about = Le troisième prix vendeur d’Up à partir du meilleur.
studio-field-bid_size_up_3 = Taille au troisième prix acheteur, Up
studio-field-bid_size_up_3-says = la taille au troisième prix acheteur d’Up
studio-field-bid_size_up_3-about = Nombre de parts d’Up demandées au troisième prix acheteur.
studio-field-ask_size_up_3 = Taille au troisième prix vendeur, Up
studio-field-ask_size_up_3-says = la taille au troisième prix vendeur d’Up
studio-field-ask_size_up_3-about = Nombre de parts d’Up à vendre au troisième prix vendeur.
studio-field-bid_down_3 = Troisième prix acheteur, Down
studio-field-bid_down_3-says = le troisième prix acheteur de Down
studio-field-bid_down_3-about = Le troisième prix acheteur de Down à partir du meilleur.
studio-field-ask_down_3 = Troisième prix vendeur, Down
studio-field-ask_down_3-says = le troisième prix vendeur de Down
studio-field-ask_down_3-about = Le troisième prix vendeur de Down à partir du meilleur.
studio-field-bid_size_down_3 = Taille au troisième prix acheteur, Down
studio-field-bid_size_down_3-says = la taille au troisième prix acheteur de Down
studio-field-bid_size_down_3-about = Nombre de parts de Down demandées au troisième prix acheteur.
studio-field-ask_size_down_3 = Taille au troisième prix vendeur, Down
studio-field-ask_size_down_3-says = la taille au troisième prix vendeur de Down
studio-field-ask_size_down_3-about = Nombre de parts de Down à vendre au troisième prix vendeur.
studio-field-spread_up = Écart, Up
studio-field-spread_up-says = l’écart acheteur-vendeur d’Up
studio-field-spread_up-about = Prix vendeur moins prix acheteur d’Up : le coût par part d’un aller-retour immédiat.
studio-field-mid_up = Prix médian, Up
studio-field-mid_up-says = le prix médian d’Up
studio-field-mid_up-about = À mi-chemin entre prix acheteur et prix vendeur d’Up : la chance que le marché lui donne.
studio-field-size_ratio_up = Déséquilibre du carnet, Up
studio-field-size_ratio_up-says = le déséquilibre du carnet d’Up
studio-field-size_ratio_up-about = Parts au meilleur prix acheteur divisées par parts au meilleur prix vendeur d’Up : au-dessus de 1, il y a plus d’acheteurs que de vendeurs.
studio-field-spread_down = Écart, Down
studio-field-spread_down-says = l’écart acheteur-vendeur de Down
studio-field-spread_down-about = Prix vendeur moins prix acheteur de Down : le coût par part d’un aller-retour immédiat.
studio-field-mid_down = Prix médian, Down
studio-field-mid_down-says = le prix médian de Down
studio-field-mid_down-about = À mi-chemin entre prix acheteur et prix vendeur de Down : la chance que le marché lui donne.
studio-field-size_ratio_down = Déséquilibre du carnet, Down
studio-field-size_ratio_down-says = le déséquilibre du carnet de Down
studio-field-size_ratio_down-about = Parts au meilleur prix acheteur divisées par parts au meilleur prix vendeur de Down : au-dessus de 1, il y a plus d’acheteurs que de vendeurs.
studio-field-chainlink_price = Prix au comptant du sous-jacent
studio-field-chainlink_price-says = le prix au comptant
studio-field-chainlink_price-about = Le dernier prix de la monnaie reçu du flux Chainlink.
studio-field-settlement_price = Prix de règlement
studio-field-settlement_price-says = le prix de règlement
studio-field-settlement_price-about = Le flux de prix qui décide du vainqueur du créneau.
studio-field-price_to_beat = Prix à battre
studio-field-price_to_beat-says = le prix à battre
studio-field-price_to_beat-about = Le prix de règlement au début du créneau : Up gagne si le créneau se termine à ce prix ou plus haut.
studio-field-distance_to_price_to_beat = Distance au prix à battre
studio-field-distance_to_price_to_beat-says = la distance au prix à battre
studio-field-distance_to_price_to_beat-about = Prix de règlement moins prix à battre, en dollars : positif tant qu’Up mène.
studio-field-dir_move_pct = Variation depuis le début
studio-field-dir_move_pct-says = la variation depuis le début du créneau
studio-field-dir_move_pct-about = Écart du prix de règlement au prix à battre, en pour cent : positif tant qu’Up mène.
studio-field-abs_move_pct = Ampleur de la variation
studio-field-abs_move_pct-says = l’ampleur de la variation depuis le début du créneau
studio-field-abs_move_pct-about = La variation depuis le début du créneau, sans son signe.
studio-field-hour_utc = Heure de la journée
studio-field-hour_utc-says = l’heure de la journée (UTC)
studio-field-hour_utc-about = L’heure en UTC, de 0 à 23.
studio-field-day_of_week = Jour de la semaine
studio-field-day_of_week-says = le jour de la semaine
studio-field-day_of_week-about = 0 pour lundi, 6 pour dimanche, en UTC.
studio-field-market_volume_usd = Volume échangé
studio-field-market_volume_usd-says = le volume échangé jusqu’ici
studio-field-market_volume_usd-about = Dollars échangés sur ce marché jusqu’à présent.
studio-field-tick_size = Pas de prix
studio-field-tick_size-says = le pas de prix
studio-field-tick_size-about = La plus petite différence entre deux prix du carnet.
studio-field-position = Parts détenues
studio-field-position-says = le nombre de parts détenues
studio-field-position-about = Parts des deux issues détenues ensemble ; 0 si vous n’en avez pas.
studio-field-entry_price = Prix d’entrée
studio-field-entry_price-says = le prix d’entrée
studio-field-entry_price-about = Coût moyen des parts détenues, frais compris ; absent si vous n’en avez pas.
studio-field-position_pnl_pct = Gain de la position
studio-field-position_pnl_pct-says = le gain de la position
studio-field-position_pnl_pct-about = Gain ou perte de la position si elle était vendue au prix acheteur, en pour cent de son coût.
studio-field-seconds_held = Secondes de détention
studio-field-seconds_held-says = la durée de détention
studio-field-seconds_held-about = Temps écoulé depuis l’ouverture de la position.
studio-field-position_up = Parts d’Up détenues
studio-field-position_up-says = le nombre de parts d’Up détenues
studio-field-position_up-about = Nombre de parts d’Up que vous détenez ; 0 si aucune.
studio-field-entry_price_up = Prix d’entrée d’Up
studio-field-entry_price_up-says = le prix d’entrée d’Up
studio-field-entry_price_up-about = Coût moyen de vos parts d’Up, frais compris ; absent si vous n’en avez pas.
studio-field-position_pnl_pct_up = Gain d’Up
studio-field-position_pnl_pct_up-says = le gain de la position Up
studio-field-position_pnl_pct_up-about = Gain ou perte de vos parts d’Up si elles étaient vendues au prix acheteur, en pour cent de leur coût.
studio-field-seconds_held_up = Secondes de détention d’Up
studio-field-seconds_held_up-says = la durée de détention d’Up
studio-field-seconds_held_up-about = Temps écoulé depuis l’ouverture de la position Up.
studio-field-position_down = Parts de Down détenues
studio-field-position_down-says = le nombre de parts de Down détenues
studio-field-position_down-about = Nombre de parts de Down que vous détenez ; 0 si aucune.
studio-field-entry_price_down = Prix d’entrée de Down
studio-field-entry_price_down-says = le prix d’entrée de Down
studio-field-entry_price_down-about = Coût moyen de vos parts de Down, frais compris ; absent si vous n’en avez pas.
studio-field-position_pnl_pct_down = Gain de Down
studio-field-position_pnl_pct_down-says = le gain de la position Down
studio-field-position_pnl_pct_down-about = Gain ou perte de vos parts de Down si elles étaient vendues au prix acheteur, en pour cent de leur coût.
studio-field-seconds_held_down = Secondes de détention de Down
studio-field-seconds_held_down-says = la durée de détention de Down
studio-field-seconds_held_down-about = Temps écoulé depuis l’ouverture de la position Down.
studio-field-open_orders = Ordres ouverts
studio-field-open_orders-says = le nombre d’ordres ouverts
studio-field-open_orders-about = Vos ordres en attente dans le carnet ou en route.
studio-field-trades_this_slot = Entrées du créneau
studio-field-trades_this_slot-says = le nombre d’entrées dans ce créneau
studio-field-trades_this_slot-about = Nombre d’entrées acceptées depuis le début du créneau.
studio-field-cash = Liquidités
studio-field-cash-says = les liquidités disponibles
studio-field-cash-about = Argent disponible. Le lire lie vos marchés entre eux.
studio-field-equity = Capital
studio-field-equity-says = le capital
studio-field-equity-about = Liquidités plus positions au prix acheteur. Le lire lie vos marchés entre eux.

## Titres des listes

studio-category-book = Carnet d’ordres
studio-category-underlying = Sous-jacent
studio-category-slot = Temps et créneau
studio-category-account = Compte
studio-category-average = Moyennes et sommes
studio-category-oscillator = Oscillateurs
studio-category-band = Bandes et canaux
studio-category-change = Variations et volatilité
studio-category-volume = Par volume

## Unités

studio-unit-usd = $
studio-unit-shares = parts
studio-unit-ratio = ×
studio-unit-s = s
studio-unit-ms = ms
studio-unit-min = min
studio-unit-h = h
studio-unit-orders = ordres
studio-unit-entries = entrées
studio-unit-percent = %
studio-unit-points = points
studio-unit-sigmas = σ

## Indicateurs

studio-indicator-EMA = Moyenne mobile exponentielle
studio-indicator-EMA-about = Une moyenne où les valeurs récentes pèsent davantage : elle suit plus vite qu’une moyenne simple.
studio-indicator-SMA = Moyenne mobile simple
studio-indicator-SMA-about = La moyenne simple des dernières valeurs.
studio-indicator-SUM = Somme
studio-indicator-SUM-about = La somme des dernières valeurs.
studio-indicator-MIN = Plus bas
studio-indicator-MIN-about = La plus basse des dernières valeurs.
studio-indicator-MAX = Plus haut
studio-indicator-MAX-about = La plus haute des dernières valeurs.
studio-indicator-MACD = MACD
studio-indicator-MACD-about = La distance entre une moyenne rapide et une moyenne lente, et sa propre moyenne : montre quand une tendance accélère ou s’essouffle.
studio-indicator-RSI = Indice de force relative
studio-indicator-RSI-about = La part des mouvements récents qui étaient des hausses, de 0 à 100 : bas après des baisses, haut après des hausses.
studio-indicator-STOCHASTIC = Oscillateur stochastique
studio-indicator-STOCHASTIC-about = Où se situe la valeur entre la plus basse et la plus haute des dernières, de 0 à 100.
studio-indicator-CCI = Indice de canal des matières premières
studio-indicator-CCI-about = L’écart de la valeur à sa moyenne, mesuré par son écart habituel.
studio-indicator-BOLLINGER = Bandes de Bollinger
studio-indicator-BOLLINGER-about = Une moyenne avec une bande au-dessus et une au-dessous, qui s’élargissent quand la valeur bouge davantage.
studio-indicator-STDDEV = Écart type
studio-indicator-STDDEV-about = La dispersion des dernières valeurs autour de leur moyenne.
studio-indicator-ZSCORE = Score Z
studio-indicator-ZSCORE-about = De combien d’écarts types la valeur dépasse sa moyenne.
studio-indicator-DONCHIAN = Canal de Donchian
studio-indicator-DONCHIAN-about = La plus haute et la plus basse des dernières valeurs, et leur milieu.
studio-indicator-LAG = Valeur antérieure
studio-indicator-LAG-about = La valeur il y a un certain nombre d’échantillons.
studio-indicator-MOMENTUM = Momentum
studio-indicator-MOMENTUM-about = La variation de la valeur sur les derniers échantillons.
studio-indicator-SLOPE = Pente
studio-indicator-SLOPE-about = La variation moyenne par échantillon sur les derniers échantillons.
studio-indicator-ROC = Taux de variation
studio-indicator-ROC-about = La variation sur les derniers échantillons, en pour cent.
studio-indicator-ATR = Amplitude moyenne
studio-indicator-ATR-about = Le mouvement habituel de la valeur d’un échantillon au suivant.
studio-indicator-REALISED_VOL = Volatilité réalisée
studio-indicator-REALISED_VOL-about = La dispersion de la valeur d’un échantillon à l’autre, en fraction d’elle-même.
studio-indicator-VWAP = Moyenne pondérée par le volume
studio-indicator-VWAP-about = Le prix moyen des échanges, pondéré par les dollars ; demande un volume enregistré.

## Réglages et sorties des indicateurs

studio-setting-period = Échantillons
studio-setting-fast = Échantillons rapides
studio-setting-slow = Échantillons lents
studio-setting-signal = Échantillons du signal
studio-setting-d = Échantillons de lissage
studio-setting-deviations = Écarts types
studio-output-value = valeur
studio-output-line = ligne
studio-output-signal = signal
studio-output-histogram = histogramme
studio-output-k = %K
studio-output-d = %D
studio-output-middle = milieu
studio-output-upper = haut
studio-output-lower = bas
studio-output-percent_b = %B
studio-output-width = largeur

## Comparaisons : nom, description, dans une phrase

studio-comparison-gt = dépasse
studio-comparison-gt-about = Vrai tant que le côté gauche est plus grand.
studio-says-gt = { $left } dépasse { $right }
studio-comparison-ge = vaut au moins
studio-comparison-ge-about = Vrai tant que le côté gauche est plus grand ou égal.
studio-says-ge = { $left } vaut au moins { $right }
studio-comparison-lt = est inférieur à
studio-comparison-lt-about = Vrai tant que le côté gauche est plus petit.
studio-says-lt = { $left } reste sous { $right }
studio-comparison-le = vaut au plus
studio-comparison-le-about = Vrai tant que le côté gauche est plus petit ou égal.
studio-says-le = { $left } vaut au plus { $right }
studio-comparison-eq = est égal à
studio-comparison-eq-about = Vrai tant que les deux côtés sont le même nombre. Rare pour des prix : préférez un intervalle.
studio-says-eq = { $left } vaut exactement { $right }
studio-comparison-ne = est différent de
studio-comparison-ne-about = Vrai tant que les deux côtés ne sont pas le même nombre.
studio-says-ne = { $left } ne vaut pas { $right }
studio-comparison-between = est entre
studio-comparison-between-about = Vrai dans l’intervalle, bornes comprises.
studio-says-between = { $left } est entre { $low } et { $high }
studio-comparison-outside = est hors de
studio-comparison-outside-about = Vrai sous la borne basse et au-dessus de la borne haute.
studio-says-outside = { $left } n’est pas entre { $low } et { $high }
studio-comparison-cross-above = passe au-dessus de
studio-comparison-cross-above-about = Vrai sur la seule ligne où le côté gauche passe au-dessus du côté droit.
studio-says-cross-above = { $left } vient de dépasser { $right }
studio-comparison-cross-below = passe sous
studio-comparison-cross-below-about = Vrai sur la seule ligne où le côté gauche passe sous le côté droit.
studio-says-cross-below = { $left } vient de passer sous { $right }

## Arithmétique

studio-math-add = Additionner
studio-math-add-about = La somme de toutes les entrées.
studio-math-subtract = Soustraire
studio-math-subtract-about = La première entrée moins la seconde.
studio-math-multiply = Multiplier
studio-math-multiply-about = Le produit de toutes les entrées.
studio-math-divide = Diviser
studio-math-divide-about = La première entrée divisée par la seconde.
studio-math-min = Minimum
studio-math-min-about = La plus petite des entrées.
studio-math-max = Maximum
studio-math-max-about = La plus grande des entrées.
studio-math-abs = Valeur absolue
studio-math-abs-about = L’entrée sans son signe.
studio-math-neg = Opposé
studio-math-neg-about = L’entrée avec le signe opposé.
studio-math-clamp = Borner
studio-math-clamp-about = L’entrée tenue entre deux bornes.
studio-math-sqrt = Racine carrée
studio-math-sqrt-about = La racine carrée de l’entrée.
studio-math-ln = Logarithme
studio-math-ln-about = Le logarithme naturel de l’entrée.
studio-math-exp = Exponentielle
studio-math-exp-about = e à la puissance de l’entrée.
studio-math-floor = Arrondi inférieur
studio-math-floor-about = Le nombre entier juste en dessous.
studio-math-ceil = Arrondi supérieur
studio-math-ceil-about = Le nombre entier juste au-dessus.

## Logique

studio-logic-and = Toutes
studio-logic-and-about = Vrai tant que toutes les entrées sont vraies.
studio-logic-or = Au moins une
studio-logic-or-about = Vrai tant qu’au moins une entrée est vraie.
studio-logic-not = Non
studio-logic-not-about = Vrai tant que son entrée est fausse.
studio-logic-xor = Exactement une
studio-logic-xor-about = Vrai tant qu’une seule des deux entrées est vraie.
studio-logic-hysteresis = Bascule
studio-logic-hysteresis-about = S’active à un seuil ou un événement et le reste jusqu’à ce qu’un autre la désactive.
studio-logic-cool-down = Temporisation
studio-logic-cool-down-about = Laisse passer son entrée au plus une fois par durée donnée.
studio-logic-once = Une fois par créneau
studio-logic-once-about = Ne laisse passer son entrée que la première fois du créneau.
studio-join-and = toutes sont vraies (ET)
studio-join-or = au moins une est vraie (OU)

## Actions

studio-signal-buy = Acheter
studio-signal-buy-about = Achète des parts d’une issue. Tant qu’elle est détenue ou en route, rien de plus n’est acheté.
studio-signal-sell = Vendre
studio-signal-sell-about = Vend une partie des parts détenues.
studio-signal-close = Clôturer
studio-signal-close-about = Vend toutes les parts détenues d’une issue.
studio-signal-cancel = Annuler
studio-signal-cancel-about = Annule les ordres en attente d’une issue.
studio-size-usd = Dollars
studio-size-usd-about = Un montant en dollars, frais en plus.
studio-size-shares = Parts
studio-size-shares-about = Un nombre de parts.
studio-size-equity = Pour cent du capital
studio-size-equity-about = Un pourcentage de tout ce que vous avez.
studio-size-kelly = Kelly
studio-size-kelly-about = Une part de la mise que donne la formule de Kelly pour la probabilité de gain que vous indiquez.
studio-order-market = Au marché
studio-order-market-about = Prend tout de suite ce qui est dans le carnet, jusqu’à deux cents au-delà du meilleur prix, et paie les frais.
studio-order-limit = Limite
studio-order-limit-about = Attend dans le carnet à son prix, sans frais, et peut ne jamais être exécuté. Au moins 5 parts.
studio-order-stop = Stop de perte
studio-order-stop-about = Vend au marché quand le prix acheteur tombe à son prix.
studio-order-target = Prise de profit
studio-order-target-about = Vend au marché quand le prix acheteur monte à son prix.

## Types de nœuds

studio-node-input = Champ
studio-node-input-about = Une valeur de la ligne : un prix, une taille, l’heure.
studio-node-constant = Nombre
studio-node-constant-about = Un nombre qui ne change jamais.
studio-node-parameter = Paramètre
studio-node-parameter-about = Un nombre nommé, réglable à chaque test et variable dans les balayages.
studio-node-account = Compte
studio-node-account-about = Ce que vous détenez, ce que cela a coûté et rapporté.
studio-node-slot = Créneau
studio-node-slot-about = Temps restant, prix à battre et autres valeurs du créneau.
studio-node-indicator = Indicateur
studio-node-indicator-about = Une moyenne, une amplitude, un momentum : ce qui se souvient des valeurs passées.
studio-node-math = Calcul
studio-node-math-about = Additionne, soustrait, multiplie, etc.
studio-node-comparator = Comparaison
studio-node-comparator-about = Compare deux nombres et dit si c’est vrai.
studio-node-logic = Logique
studio-node-logic-about = Combine des conditions : toutes, au moins une, non, etc.
studio-node-action = Action
studio-node-action-about = Achète, vend, clôture ou annule tant que ses conditions sont vraies.
studio-node-comment = Note
studio-node-comment-about = Un texte pour les humains. Il ne change rien.

## Morceaux de la phrase

studio-says-when = Quand { $condition } : { $actions }.
studio-says-when-no-action = Quand { $condition } : rien n’est encore prévu.
studio-says-no-condition = Rien ne dit encore quand { $actions }.
studio-says-nothing = Cette stratégie n’a encore ni condition ni action.
studio-says-missing = (rien pour l’instant)
studio-says-and = { $first } et { $last }
studio-says-or = { $first } ou { $last }
studio-says-then = { $first }, puis { $last }
studio-says-not = ({ $what }) est faux
studio-says-xor = une seule de ces deux conditions est vraie : ({ $first }), ({ $last })
studio-says-latch = ({ $set }) s’est produit, et pas encore ({ $reset }) depuis
studio-says-band = { $what } a atteint le seuil { $on } sans être revenu au seuil { $off } depuis
studio-says-cool-down = { $what } (au plus une fois toutes les { $seconds })
studio-says-once = { $what } (seulement la première fois du créneau)
studio-says-every-row = { $what } (vérifié à chaque ligne)
studio-says-indicator = { $name } sur { $what }
studio-says-indicator-alone = { $name }
studio-says-output = { $name } ({ $output })
studio-says-clamp = { $what } borné entre { $low } et { $high }
studio-says-unbounded = aucune borne
studio-says-parameter = « { $name } »
studio-says-parameter-now = « { $name } » ({ $value })
studio-says-shares =
    { $count } parts
studio-says-buy-usd = acheter { $size } { $outcome ->
        [Up] d’Up
       *[other] de { $outcome }
    } { $order }
studio-says-buy-shares = acheter { $size } { $outcome ->
        [Up] d’Up
       *[other] de { $outcome }
    } { $order }
studio-says-buy-equity = acheter { $outcome } pour { $size } du capital { $order }
studio-says-buy-kelly = acheter { $outcome } pour { $fraction } de la mise de Kelly (probabilité de gain : { $size }) { $order }
studio-says-sell-usd = vendre { $size } { $outcome ->
        [Up] d’Up
       *[other] de { $outcome }
    } { $order }
studio-says-sell-shares = vendre { $size } { $outcome ->
        [Up] d’Up
       *[other] de { $outcome }
    } { $order }
studio-says-sell-equity = vendre { $outcome } pour { $size } du capital { $order }
studio-says-sell-kelly = vendre { $outcome } selon Kelly (probabilité de gain : { $size }) { $order }
studio-says-close = vendre toutes les parts { $outcome ->
        [Up] d’Up
       *[other] de { $outcome }
    } { $order }
studio-says-cancel = annuler les ordres en attente { $outcome ->
        [Up] d’Up
       *[other] de { $outcome }
    }
studio-says-at-market = au marché
studio-says-at-market-worst = au marché (prix au pire : { $price })
studio-says-at-limit = par ordre limite (prix : { $price })
studio-says-at-stop = dès que son prix acheteur tombe au seuil ({ $price })
studio-says-at-target = dès que son prix acheteur monte au seuil ({ $price })
studio-says-action-once = une fois par créneau
studio-says-action-cool-down = au plus une fois toutes les { $seconds }
studio-says-action-entries = jusqu’à { $count } entrées à la fois
studio-says-stop-loss = Stop de perte à { $pct } du coût d’entrée.
studio-says-take-profit = Prise de profit à { $pct } au-dessus du coût d’entrée.
studio-says-max-position = Au plus { $usd } par marché.
studio-says-max-trades =
    { $count ->
        [one] Au plus une entrée par créneau.
       *[other] Au plus { $count } entrées par créneau.
    }
studio-says-cooling = { $seconds } entre deux entrées.
studio-says-max-entries =
    { $count ->
        [one] Une entrée à la fois par issue.
       *[other] Jusqu’à { $count } entrées à la fois par issue.
    }

## Étapes de l’historique

studio-edit-set-name = Renommer
studio-edit-set-description = Modifier la description
studio-edit-set-risk = Modifier la section risque
studio-edit-set-parameters = Modifier les paramètres
studio-edit-add-rule = Ajouter une règle
studio-edit-set-rule = Modifier une règle
studio-edit-remove-clause = Supprimer une règle ou un groupe
studio-edit-move-clause = Déplacer une règle ou un groupe
studio-edit-add-group = Ajouter un groupe
studio-edit-set-joined = Changer ET ou OU
studio-edit-set-actions = Modifier les actions
studio-edit-add-nodes = Ajouter des nœuds
studio-edit-set-node-data = Modifier un nœud
studio-edit-set-node-label = Modifier une étiquette
studio-edit-move-nodes = Déplacer des nœuds
studio-edit-remove-nodes = Supprimer des nœuds
studio-edit-connect = Relier
studio-edit-disconnect = Supprimer une liaison
studio-edit-reconnect = Déplacer une liaison
studio-edit-set-groups = Modifier les cadres
studio-edit-replace-graph = Remplacer le graphe
studio-edit-replace-document = Remplacer la stratégie
studio-edit-convert-to-graph = Convertir en graphe
studio-edit-convert-to-form = Convertir en formulaire

## Refus

studio-refusal-unwritable = Un nombre manque ou n’est pas fini.
studio-refusal-not-a-form = Un formulaire ne peut pas dire ce que dit ce graphe : { $nodes }.
studio-refusal-is-graph = Cette stratégie est un graphe ; le formulaire ne peut pas la modifier.
studio-refusal-is-form = Cette stratégie est un formulaire ; convertissez-la d’abord en graphe.
studio-refusal-no-clause = Cette règle ou ce groupe n’existe pas.
studio-refusal-too-large = La stratégie deviendrait trop grande pour être compilée.
studio-refusal-too-deep = Les groupes ne peuvent pas être imbriqués davantage.
studio-refusal-no-node = Il n’y a pas de nœud « { $node } ».
studio-refusal-no-edge = Cette liaison n’existe pas.
studio-refusal-bad-id = Un nœud doit avoir un nom de 100 caractères au plus.
studio-refusal-duplicate-id = Un autre nœud s’appelle déjà « { $node } ».
studio-refusal-self = Un nœud ne peut pas s’alimenter lui-même.
studio-refusal-comment = Une note n’a pas de liaisons.
studio-refusal-no-output = Une action n’a pas de sortie.
studio-refusal-no-input = Ce nœud n’accepte pas d’entrée.
studio-refusal-no-port = « { $node } » n’a pas de port « { $port } ».
studio-refusal-needs-truth = Ce port attend une condition, pas un nombre : intercalez une comparaison.
studio-refusal-needs-number = Ce port attend un nombre, pas une condition.
studio-refusal-taken = Le port « { $port } » a déjà une entrée : supprimez-la d’abord.
studio-refusal-all-taken = Toutes les entrées de ce nœud sont déjà prises.
studio-refusal-twice = Ces deux nœuds sont déjà reliés.
studio-refusal-cycle = « { $to } » mène déjà à « { $from } » : cela ferait une boucle.
studio-refusal-link-too-large = Le lien contient plus que ce qui peut être ouvert.
studio-refusal-link-broken = Le lien est incomplet ou endommagé.
studio-refusal-nothing-to-paste = Il n’y a aucun nœud dans ce que vous voulez coller.

## Ce qu’un formulaire ne peut pas dire

studio-loss-other-condition = L’action « { $node } » a ses propres conditions ; un formulaire en a un seul jeu pour toutes les actions.
studio-loss-too-large = « { $node } » est partagé si souvent ou imbriqué si profondément qu’un formulaire serait trop grand.
studio-loss-logic = « { $node } » est une logique que le formulaire n’a pas : il connaît ET et OU.
studio-loss-not-a-condition = « { $node } » sert de condition et n’en est pas une.
studio-loss-clock = « { $node } » cherche les croisements sur d’autres lignes que son indicateur ; une règle n’a qu’une horloge.
studio-loss-incomplete = « { $node } » n’a encore rien à quoi se comparer.
studio-loss-fixed-left = « { $node } » est un nombre fixe à gauche d’une comparaison ; une règle y attend une série.
studio-loss-computed = « { $node } » calcule sa valeur ; une règle compare des champs et des indicateurs.
studio-loss-indicator-of-computed = L’indicateur « { $node } » porte sur une valeur calculée ; dans une règle, il porte sur un champ.
studio-loss-computed-amount = La taille ou le prix de « { $node } » est calculé ; un formulaire a un nombre ou un paramètre.
studio-loss-comment = La note « { $node } » serait perdue.
studio-loss-frame = Le cadre « { $node } » serait perdu.
studio-loss-label = L’étiquette de « { $node } » serait perdue.
studio-loss-unused = « { $node } » n’influence aucune action et serait perdu.

## Titres des problèmes, par code du compilateur

studio-problem-json = JSON invalide
studio-problem-too_large = Trop grand
studio-problem-too_deep = Imbrication trop profonde
studio-problem-duplicate = Nom en double
studio-problem-wrong_type = Mauvais type de valeur
studio-problem-missing_field = Il manque quelque chose
studio-problem-unknown_field = Réglage inconnu
studio-problem-unknown_name = Nom inconnu
studio-problem-unsupported_version = Autre version du format
studio-problem-settlement_data = Connu seulement après le créneau
studio-problem-out_of_range = Nombre hors limites
studio-problem-bad_text = Texte vide, trop long ou illisible
studio-problem-empty = Encore vide
studio-problem-conflict = Parties contradictoires
studio-problem-unknown_node = Liaison vers un nœud absent
studio-problem-unknown_port = Port inconnu
studio-problem-missing_input = Une entrée manque
studio-problem-too_many_inputs = Trop d’entrées
studio-problem-kind_mismatch = Nombre et condition confondus
studio-problem-cycle = Boucle entre nœuds
studio-problem-no_action = Aucune action
studio-problem-unknown_parameter = Paramètre non déclaré
studio-problem-state_too_large = Les indicateurs mémorisent trop
studio-problem-unused = Sans effet
studio-problem-ignored = Réglage ignoré
studio-problem-never_true = Jamais vrai
studio-problem-always_true = Toujours vrai
studio-problem-never_fires = Ne peut jamais se produire
studio-problem-target_unreachable = Objectif inatteignable
studio-problem-internal = Échec du compilateur

## Différences

studio-diff-name = Nom : « { $before } » devient « { $after } ».
studio-diff-description = La description a été modifiée.
studio-diff-mode = La stratégie était un { $before } et est maintenant un { $after }.
studio-diff-mode-form = formulaire
studio-diff-mode-graph = graphe
studio-diff-rule-added = Nouvelle règle : { $rule }.
studio-diff-rule-removed = Règle supprimée : { $rule }.
studio-diff-rule-changed = Règle modifiée : { $before } devient { $after }.
studio-diff-group-added = Nouveau groupe : { $group }.
studio-diff-group-removed = Groupe supprimé : { $group }.
studio-diff-joined = Les règles d’un groupe sont désormais jointes ainsi : { $joined }.
studio-diff-action-added = Nouvelle action : { $action }.
studio-diff-action-removed = Action supprimée : { $action }.
studio-diff-action-changed = Action modifiée : { $before } devient { $after }.
studio-diff-action-order = Les actions sont prises dans un autre ordre.
studio-diff-parameter-added = Nouveau paramètre « { $name } » : { $value }.
studio-diff-parameter-removed = Paramètre « { $name } » supprimé.
studio-diff-parameter-changed = Paramètre « { $name } » : { $before } devient { $after }.
studio-diff-risk-added = Nouvelle limite : { $limit }
studio-diff-risk-removed = Limite supprimée : { $limit }
studio-diff-risk-changed = Limite modifiée : { $before } devient { $after }
studio-diff-node-added = Nouveau nœud « { $node } » : { $what }.
studio-diff-node-removed = Nœud « { $node } » supprimé : { $what }.
studio-diff-node-changed = Nœud « { $node } » : { $before } devient { $after }.
studio-diff-inputs = Le nœud « { $node } » lit { $after } au lieu de { $before }.
studio-diff-nothing = rien
studio-diff-note-changed = Le texte de la note « { $node } » a été modifié.
studio-diff-parameter-range = { $default } (de { $min } à { $max }, pas { $step })
studio-diff-any = libre

## Modèles : nom, ce qu’il fait, quand il échoue

studio-template-late-favourite = Favori tardif
studio-template-late-favourite-what = En fin de créneau, achète Up quand il est le net favori et le garde jusqu’au bout, avec un stop.
studio-template-late-favourite-fails = Échoue quand un mouvement tardif renverse le créneau : les petits gains de nombreux créneaux ne couvrent une telle perte que si les favoris gagnent plus souvent que leur prix ne le dit.
studio-template-dip-rebound = Rebond après repli
studio-template-dip-rebound-what = Achète Up quand son prix est tombé bien sous sa moyenne récente et commence à remonter.
studio-template-dip-rebound-fails = Échoue quand la chute était une information et non du bruit : le prix remonte un instant puis retombe.
studio-template-mean-reversion = Retour à la moyenne
studio-template-mean-reversion-what = Achète Up quand le RSI et la bande basse de Bollinger le disent survendu, et revend au retour.
studio-template-mean-reversion-fails = Échoue dans une tendance : ce qui est survendu peut encore baisser jusqu’à la fin du créneau.
studio-template-book-imbalance = Déséquilibre du carnet
studio-template-book-imbalance-what = Achète Up quand bien plus de parts sont demandées que proposées et que le prix ne baisse pas.
studio-template-book-imbalance-fails = Échoue quand le gros ordre d’achat n’est qu’affiché puis retiré, et quand les frais mangent les quelques cents visés.
studio-template-calm-breakout = Sortie de calme
studio-template-calm-breakout-what = N’agit qu’après une période calme : achète Up quand le prix bondit ensuite et que les offres se raréfient.
studio-template-calm-breakout-fails = Échoue quand le bond vient d’un seul ordre et que le prix retombe aussitôt ; il reste inactif dans les créneaux agités.
studio-template-fade-overreaction = Contre l’emballement
studio-template-fade-overreaction-what = Achète Down juste après un bond d’Up de plusieurs cents en quelques secondes, et revend quand une partie du bond est effacée.
studio-template-fade-overreaction-fails = Échoue quand le bond était justifié : en fin de créneau, un grand mouvement de la monnaie ne revient pas.
studio-template-patient-bargain = Bonne affaire patiente
studio-template-patient-bargain-what = Au début d’un créneau équilibré, place des ordres d’achat sur les deux issues bien sous le marché et attend, sans frais.
studio-template-patient-bargain-fails = Échoue quand seuls les mieux informés exécutent ces ordres : l’issue qui devient bon marché est souvent celle qui perd.
studio-template-long-shot = Pari improbable
studio-template-long-shot-what = Achète quelques dollars de Down quand il est presque abandonné, qu’il reste du temps et que son prix remonte.
studio-template-long-shot-fails = Échoue la plupart du temps : la mise entière est perdue créneau après créneau, et de rares gains doivent compenser.
studio-template-momentum = Momentum
studio-template-momentum-what = Suit le croisement d’une moyenne rapide et d’une moyenne lente du prix d’Up, dans les deux sens.
studio-template-momentum-fails = Échoue dans un créneau sans direction : chaque faux croisement coûte deux fois l’écart et les frais.
studio-template-opening-range-breakout = Cassure de l’intervalle d’ouverture
studio-template-opening-range-breakout-what = Retient le plus haut et le plus bas des premières minutes et achète le côté qui sort nettement de cet intervalle.
studio-template-opening-range-breakout-fails = Échoue quand la première cassure est fausse et que le prix revient dans l’intervalle.
studio-template-time-stop-scalp = Scalp à durée limitée
studio-template-time-stop-scalp-what = Achète Up au bas de son intervalle récent quand il se retourne, et sort après quelques pour cent ou quand le temps est écoulé.
studio-template-time-stop-scalp-fails = Échoue quand l’écart et les frais dépassent les quelques pour cent visés, ce qui est courant dans un carnet mince.
studio-template-lead-change = Changement de leader
studio-template-lead-change-what = Détient l’issue en tête : s’active au-dessus d’un seuil et ne se désactive qu’à l’égalité, pour ignorer les petites oscillations.
studio-template-lead-change-fails = Échoue quand la tête change souvent : il achète toujours cher et vend à moitié prix.
studio-template-spread-capture = Capture de l’écart
studio-template-spread-capture-what = Tant qu’Up est indécis et calme, rejoint le meilleur prix acheteur par ordre limite, propose ses parts au prix vendeur et sort avant la fin.
studio-template-spread-capture-fails = Échoue quand le prix s’échappe après l’exécution d’un seul côté ; les exécutions d’ordres en attente sont des estimations.
studio-template-maker-pair = Paire sous un dollar
studio-template-maker-pair-what = Place un ordre d’achat sur chaque issue, ensemble sous un dollar : si les deux sont exécutés, la paire paie un dollar quel que soit le vainqueur.
studio-template-maker-pair-fails = Échoue quand un seul côté est exécuté : le côté manquant est alors souvent le gagnant, et l’autre se revend à perte.
studio-template-price-to-beat = Prix à battre
studio-template-price-to-beat-what = Achète Up quand la monnaie est nettement au-dessus du prix à battre, monte encore, et qu’Up n’est pas encore cher.
studio-template-price-to-beat-fails = Échoue quand la monnaie revient dans les minutes restantes, et quand le marché est aussi rapide que vous. Demande le prix de la monnaie.
studio-template-move-in-volatility = Variation en volatilité
studio-template-move-in-volatility-what = Divise la variation depuis le début par ce que la volatilité laisse attendre d’ici la fin, et achète le côté favorisé.
studio-template-move-in-volatility-fails = Échoue quand la volatilité bondit : ce qui semblait trois mouvements ordinaires n’en est qu’un. Demande le prix de la monnaie.
