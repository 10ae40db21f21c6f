# La page des données et l’envoi de composants.

intake-data-title = Données de marché
intake-data-lead = Ce sur quoi tournent vos backtests et vos aperçus : des carnets d’ordres enregistrés ou générés, une ligne par seconde.
intake-data-empty-title = Aucune donnée de marché pour l’instant
intake-data-empty-body = Déposez un enregistrement ci-dessous. L’échantillon de 18 créneaux enregistrés s’obtient avec « craftstrat data sample ».

intake-series-slots = { $count ->
    [one] { $shown } créneau
   *[other] { $shown } créneaux
}
intake-series-rows = { $count ->
    [one] { $shown } ligne
   *[other] { $shown } lignes
}
intake-series-underlying = Sous-jacent enregistré
intake-series-no-underlying = Sans sous-jacent
intake-generated = Généré
intake-generated-help = Fabriqué par CraftStrat à partir d’une graine, non enregistré. Utile pour essayer, sans valeur de preuve.
intake-recorded = Enregistré
intake-attribution = Origine des données

intake-calendar-help = Chaque case est un jour UTC. Plus sa couleur est soutenue, plus ce jour est enregistré : secondes avec une ligne sur toutes les secondes du jour. Choisissez-en une pour voir ses marchés.
intake-calendar-detail = { $slots } créneaux sur { $possible }, { $percent } de leurs secondes, lacunes : { $gaps }, gagnants connus : { $resolved }
intake-calendar-nothing = rien d’enregistré
intake-day-mon = lun.
intake-day-tue = mar.
intake-day-wed = mer.
intake-day-thu = jeu.
intake-day-fri = ven.
intake-day-sat = sam.
intake-day-sun = dim.
intake-calendar-label = Couverture de { $series }

intake-markets-title = Marchés de { $series } le { $day }
intake-markets-start = Début (UTC)
intake-markets-market = Marché
intake-markets-rows = Lignes
intake-markets-coverage = Couverture
intake-markets-gaps = Lacunes
intake-markets-longest = Plus longue lacune
intake-markets-inconsistent = Incohérentes
intake-markets-winner = Gagnant
intake-markets-columns = Colonnes
intake-markets-actions = Actions
intake-markets-total = Total
intake-winner-unknown = inconnu
intake-winner-up = Up
intake-winner-down = Down
intake-winner-tie = Égalité
intake-winner-recorded = d’après les métadonnées de la plateforme
intake-winner-inferred = déduit des derniers prix
intake-winner-generated = d’après le générateur
intake-one-token = Un seul jeton enregistré ; l’autre issue est son complément

intake-delete-market = Supprimer { $market }
intake-delete-day = Supprimer ce jour
intake-deleted = Supprimé : { $what }
intake-delete-undo = Annuler
intake-restored = Rétabli : { $what }

intake-import-title = Importer
intake-import-drop = Déposez des fichiers ici, ou choisissez-les
intake-import-hint = Parquet, CSV, JSON par lignes ou zip. Importer deux fois les mêmes données ne change rien.
intake-import-format = Format
intake-import-format-auto = Reconnaître d’après le contenu
intake-import-format-resolvedkit = Resolved Markets (carnets et marchés)
intake-import-format-polymarket-ws = Messages WebSocket de Polymarket
intake-import-format-book-csv = CSV des meilleurs prix
intake-import-format-ticks = Ticks CraftStrat
intake-import-busy = Envoi de { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}…
intake-import-failed = { $file } n’a pas pu être importé : { $why }
intake-import-report = Importé : { $file }
intake-import-records = Enregistrements lus
intake-import-rows = Lignes écrites
intake-import-slots = Créneaux écrits
intake-import-gaps = Lacunes de plus de 5 s
intake-import-rejects = Laissés de côté
intake-import-reject-reason = Motif
intake-import-reject-count = Occurrences
intake-import-no-rejects = Rien n’a été laissé de côté.
intake-import-cancelled = L’importation a été annulée ; rien n’a été écrit.

intake-upload-title = Envoyer un composant
intake-upload-lead = Apportez une stratégie écrite en Rust, ou dans tout langage qui compile vers le monde CraftStrat. Elle est vérifiée ici avant de pouvoir être enregistrée.
intake-upload-drop = Déposez un fichier .wasm ici, ou choisissez-le
intake-upload-hint = Un composant WebAssembly de 4 Mio au plus. Il est compilé et exécuté dans un bac à sable, jamais cru sur parole.
intake-upload-busy = Vérification de { $name }…
intake-upload-not-wasm = { $name } n’est pas un fichier .wasm.
intake-upload-checks = Vérifications
intake-upload-accepted = Toutes les vérifications sont passées : vous pouvez l’enregistrer.
intake-upload-refused = Il ne peut pas être enregistré. Ce qu’il faut changer :
intake-check-passed = Réussie
intake-check-failed = Échouée
intake-check-not-made = Non effectuée
intake-check-size = Taille
intake-check-component = Est un composant
intake-check-world = Parle le monde CraftStrat
intake-check-imports = N’importe rien
intake-check-compiles = Se compile dans les limites
intake-check-describes = Se décrit
intake-check-columns = Lit des colonnes connues
intake-check-runs = Tourne sur des lignes enregistrées
intake-check-fuel = Respecte sa limite de carburant
intake-upload-fuel-title = Carburant par ligne
intake-upload-fuel-help = Le carburant compte les instructions que dépense une stratégie. Les lignes d’un marché sont rejouées une à une, comme elles arriveront en direct ; la pire ligne fait foi.
intake-upload-fuel-worst = Pire ligne
intake-upload-fuel-mean = Ligne moyenne
intake-upload-fuel-limit = Limite
intake-upload-fuel-share = { $percent } de la limite
intake-upload-fuel-over = { $count ->
    [one] { $rows } ligne de { $market }
   *[other] { $rows } lignes de { $market }
}
intake-upload-declares = Ce qu’il déclare
intake-upload-name = Nom
intake-upload-version = Version
intake-upload-bytes = Taille
intake-upload-hash = SHA-256
intake-upload-columns = Lit
intake-upload-account = Valeurs du compte
intake-upload-parameters = Paramètres
intake-upload-parameter = { $name } : { $default } (de { $min } à { $max })
intake-upload-risk = Limites de risque
intake-upload-warm-up = Lignes de mise en route
intake-upload-source = Produit par
intake-upload-source-document = Le compilateur CraftStrat, avec son document
intake-upload-source-foreign = La chaîne de compilation d’un auteur
intake-upload-none = aucun
intake-upload-save-title = L’enregistrer
intake-upload-save-name = Nom de la stratégie
intake-upload-save = Enregistrer
intake-upload-saved = Enregistré sous le nom { $name }
intake-risk-stop-loss = Stop de perte { $value } %
intake-risk-take-profit = Prise de gain { $value } %
intake-risk-position = { $value } USDC au plus sur un marché
intake-risk-trades = { $value } transactions par créneau
intake-risk-cool-down = { $value } s entre deux entrées
intake-risk-entries = { $value } entrées à la fois

intake-starter-title = En écrire un en Rust
intake-starter-body = Le projet de départ contient une stratégie qui négocie, ses tests et la commande qui la compile.
intake-starter-download = Télécharger le projet de départ
intake-starter-step-unpack = Décompressez-le.
intake-starter-step-build = Compilez-le :
intake-starter-step-upload = Déposez ici le composant obtenu.
