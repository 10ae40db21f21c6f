# Textes du cadre de la page, de l’accueil, de la liste des stratégies, des modèles et des réglages.

# Navigation
pages-nav = Pages
pages-nav-home = Accueil
pages-nav-dashboard = Tableau de bord
pages-nav-strategies = Stratégies
pages-nav-templates = Modèles
pages-nav-backtests = Backtests
pages-nav-sweeps = Balayages
pages-nav-data = Données
pages-nav-upload = Téléverser
pages-nav-settings = Réglages
pages-nav-more = Plus
pages-skip = Aller au contenu
pages-undo = Annuler

# Le serveur
pages-server-on = Connecté
pages-server-off = Non connecté
pages-server-detail = craftstrat { $version }, compilateur { $compiler }, { $markets ->
    [one] { $markets } marché
   *[other] { $markets } marchés
}
pages-offline = Le serveur ne répond pas. craftstrat est-il toujours lancé ? Nouvel essai en cours…
pages-online-again = De nouveau connecté

# Palette et raccourcis
pages-palette = Tout trouver
pages-palette-open = Recherche et commandes
pages-palette-open-keys = Recherche et commandes (Ctrl+K)
pages-palette-hint = Chercher une page, une stratégie, un modèle, une action
pages-palette-nothing = Rien ne porte ce nom.
pages-palette-light = Passer au thème clair
pages-palette-dark = Passer au thème sombre
pages-palette-system = Suivre le thème du système
pages-palette-language = Switch to English
pages-shortcuts = Raccourcis clavier
pages-shortcuts-note = Tout se fait au clavier : Tab avance, Entrée agit, Échap ferme. Sur un Mac, Cmd remplace Ctrl.
pages-section-go = Aller à
pages-section-new = Nouveau
pages-section-look = Apparence
pages-section-help = Aide

# Nouvelles stratégies
pages-new-form = Nouveau formulaire
pages-new-graph = Nouveau graphe
pages-new-form-name = Nouvelle stratégie
pages-new-graph-name = Nouvelle stratégie en graphe
pages-start-template = Partir d’un modèle
pages-start-form = Construire la vôtre
pages-start-graph = Dessiner un graphe
pages-create-failed = La stratégie n’a pas été créée. { $why }

# Import
pages-import = Importer
pages-import-drop = Déposez une stratégie (.json) ou un composant (.wasm)
pages-import-large = Le fichier dépasse { $most }.
pages-import-not-text = Le fichier n’est ni du texte ni du WebAssembly.
pages-import-failed = { $file } n’a pas été importé. { $why }

# Accueil
pages-home-title = Accueil
pages-home-strategies = Stratégies récentes
pages-home-backtests = Backtests récents
pages-home-jobs = En cours
pages-home-job-open = Ouvrir le résultat
pages-home-all = Tout voir
pages-home-no-backtests = Aucun backtest pour l’instant. Ouvrez une stratégie et lancez-en un.
pages-home-trades = { $count ->
    [one] { $count } transaction
   *[other] { $count } transactions
}
pages-welcome-title = Construisez une stratégie sans coder et regardez-la négocier pendant que vous la modifiez
pages-welcome-body = Dites quand acheter et quand vendre. Chaque modification est aussitôt rejouée sur des marchés enregistrés, sur cette machine. Aucun ordre réel n’est passé ici.
pages-welcome-step-start = Ouvrez une copie d’un modèle : chacun dit ce qu’il fait et quand il échoue.
pages-welcome-step-watch = Changez un nombre et voyez les transactions changer, tick par tick, avec la raison de chacune.
pages-welcome-step-test = Lancez le backtest, avec frais, latence et malchance, avant d’y croire.

# Données de marché
pages-stock-title = Données de marché
pages-stock-open = Ouvrir la page des données
pages-stock-series = Séries
pages-stock-period = Période
pages-stock-slots = Créneaux
pages-stock-rows = Lignes
pages-stock-none = Aucune donnée de marché pour l’instant
pages-stock-none-body = Les stratégies tournent sur des marchés enregistrés. Importez-en pour commencer.
pages-stock-import = Importer des données
pages-stock-all-generated = Ces marchés sortent du générateur : bons pour apprendre, sans valeur de preuve.
pages-stock-some-generated = Certains de ces marchés sortent du générateur : les résultats obtenus dessus ne prouvent rien.
pages-stock-no-underlying = Le prix du sous-jacent n’est pas enregistré : les stratégies qui le lisent ne négocieront pas.

# Stratégies
pages-kind-form = Formulaire
pages-kind-graph = Graphe
pages-kind-component = Composant
pages-strategies-search = Chercher une stratégie
pages-strategies-sort = Ordre
pages-strategies-by-edit = Dernière modification
pages-strategies-by-name = Nom
pages-strategies-count = { $count ->
    [one] { $count } stratégie
   *[other] { $count } stratégies
}
pages-strategies-none = Aucune stratégie pour l’instant
pages-strategies-none-body = Ouvrez une copie d’un modèle et modifiez-la, ou déposez ici un fichier de stratégie.
pages-strategies-none-found = Aucune stratégie ne porte ce nom
pages-strategy-edited = Modifiée
pages-strategy-versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
pages-strategy-errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
}
pages-strategy-actions = Actions pour { $name }
pages-strategy-name = Nom
pages-strategy-rename = Renommer
pages-strategy-rename-save = Renommer
pages-strategy-duplicate = Dupliquer
pages-strategy-duplicated = Stratégie dupliquée
pages-strategy-copy-name = { $name } (copie)
pages-strategy-export = Exporter
pages-strategy-delete = Supprimer
pages-strategy-deleted = « { $name } » a été supprimée

# Modèles
pages-templates-intro = Des stratégies dont il vaut la peine de partir. Aucune n’est une recommandation : chacune dit quand elle échoue.
pages-templates-search = Chercher un modèle
pages-templates-kind = Forme
pages-templates-all = Tous
pages-templates-needs = Données nécessaires
pages-templates-any-data = Toutes données
pages-templates-books = Carnets d’ordres seuls
pages-templates-none = Aucun modèle ne correspond
pages-templates-none-body = Effacez la recherche ou les filtres.
pages-templates-use = Utiliser ce modèle
pages-templates-use-title = Ouvrir une copie de « { $name } » dans l’éditeur
pages-templates-underlying = Nécessite le prix du sous-jacent

# Réglages
pages-settings-intro = L’apparence et l’écriture de la page.
pages-settings-look = Apparence
pages-settings-figures = Heures et nombres
pages-settings-language = Langue
pages-settings-english = English
pages-settings-french = Français
pages-settings-theme = Thème
pages-theme-light = Clair
pages-theme-dark = Sombre
pages-theme-system = Comme le système
pages-settings-pnl = Couleurs du gain et de la perte
pages-settings-blue-orange = Bleu et orange
pages-settings-green-red = Vert et rouge
pages-settings-times = Heures
pages-settings-utc = UTC
pages-settings-local = Heure locale
pages-settings-prices = Prix
pages-settings-cents = Cents (62 ¢)
pages-settings-usdc = USDC (0,620)
pages-settings-percent = Probabilité (62 %)
pages-settings-reset = Réinitialiser
pages-settings-reset-done = Les réglages sont ceux du premier jour
pages-settings-kept = Conservés dans ce navigateur, et les mêmes dans tous ses onglets.

# Égaré
pages-not-found-title = Page introuvable
pages-not-found-what = Il n’y a pas de page à cette adresse
pages-not-found-why = Le lien est peut-être ancien, ou ce vers quoi il menait a été supprimé.
pages-not-found-home = Revenir à l’accueil
