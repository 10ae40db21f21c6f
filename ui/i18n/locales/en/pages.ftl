# Strings of the page's frame, the first page, the list of strategies, templates and settings.

# Navigation
pages-nav = Pages
pages-nav-home = Home
pages-nav-dashboard = Dashboard
pages-nav-strategies = Strategies
pages-nav-templates = Templates
pages-nav-backtests = Backtests
pages-nav-sweeps = Sweeps
pages-nav-data = Data
pages-nav-upload = Upload
pages-nav-settings = Settings
pages-nav-more = More
pages-skip = Skip to the content
pages-undo = Undo

# The server
pages-server-on = Connected
pages-server-off = Not connected
pages-server-detail = craftstrat { $version }, compiler { $compiler }, { $markets ->
    [one] { $markets } market
   *[other] { $markets } markets
}
pages-offline = The server does not answer. Is craftstrat still running? Trying again…
pages-online-again = Connected again

# Palette and shortcuts
pages-palette = Find anything
pages-palette-open = Search and commands
pages-palette-open-keys = Search and commands (Ctrl+K)
pages-palette-hint = Search pages, strategies, templates and actions
pages-palette-nothing = Nothing is called that.
pages-palette-light = Switch to the light theme
pages-palette-dark = Switch to the dark theme
pages-palette-system = Follow the system’s theme
pages-palette-language = Passer en français
pages-shortcuts = Keyboard shortcuts
pages-shortcuts-note = Everything can be done by keyboard: Tab moves on, Enter acts, Esc closes. On a Mac, Cmd stands for Ctrl.
pages-section-go = Go to
pages-section-new = New
pages-section-look = Appearance
pages-section-help = Help

# New strategies
pages-new-form = New form
pages-new-graph = New graph
pages-new-form-name = New strategy
pages-new-graph-name = New graph strategy
pages-start-template = Start from a template
pages-start-form = Build your own
pages-start-graph = Draw a graph
pages-create-failed = The strategy was not made. { $why }

# Import
pages-import = Import
pages-import-drop = Drop a strategy (.json) or a component (.wasm)
pages-import-large = The file is larger than { $most }.
pages-import-not-text = The file is neither text nor WebAssembly.
pages-import-failed = { $file } was not imported. { $why }

# Home
pages-home-title = Home
pages-home-strategies = Recent strategies
pages-home-backtests = Recent backtests
pages-home-jobs = Under way
pages-home-job-open = Open the result
pages-home-all = See all
pages-home-no-backtests = No backtest yet. Open a strategy and run one.
pages-home-trades = { $count ->
    [one] { $count } trade
   *[other] { $count } trades
}
pages-welcome-title = Build a strategy without code and watch it trade while you edit
pages-welcome-body = Say when to buy and when to sell. Every change is replayed at once over recorded markets, on this machine. Nothing here places a real order.
pages-welcome-step-start = Open a copy of a template: each says what it does and when it fails.
pages-welcome-step-watch = Change a number and see the trades change, tick by tick, with the reason for each.
pages-welcome-step-test = Run the backtest: fees, latency, bad luck and all, before you believe it.

# Market data
pages-stock-title = Market data
pages-stock-open = Open the data page
pages-stock-series = Series
pages-stock-period = Period
pages-stock-slots = Slots
pages-stock-rows = Rows
pages-stock-none = No market data yet
pages-stock-none-body = Strategies run over recorded markets. Import some to begin.
pages-stock-import = Import data
pages-stock-all-generated = These markets were made by the generator: good for learning, worthless as evidence.
pages-stock-some-generated = Some of these markets were made by the generator: results over them prove nothing.
pages-stock-no-underlying = The underlying’s price is not recorded: strategies that read it will not trade.

# Strategies
pages-kind-form = Form
pages-kind-graph = Graph
pages-kind-component = Component
pages-strategies-search = Search strategies
pages-strategies-sort = Order
pages-strategies-by-edit = Last edited
pages-strategies-by-name = Name
pages-strategies-count = { $count ->
    [one] { $count } strategy
   *[other] { $count } strategies
}
pages-strategies-none = No strategy yet
pages-strategies-none-body = Open a copy of a template and change it, or drop a strategy file here.
pages-strategies-none-found = No strategy has that name
pages-strategy-edited = Edited
pages-strategy-versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
pages-strategy-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
pages-strategy-actions = Actions for { $name }
pages-strategy-name = Name
pages-strategy-rename = Rename
pages-strategy-rename-save = Rename
pages-strategy-duplicate = Duplicate
pages-strategy-duplicated = Duplicated
pages-strategy-copy-name = { $name } (copy)
pages-strategy-export = Export
pages-strategy-delete = Delete
pages-strategy-deleted = “{ $name }” was deleted

# Templates
pages-templates-intro = Strategies worth starting from. None is a recommendation: each says when it fails.
pages-templates-search = Search templates
pages-templates-kind = Kind
pages-templates-all = All
pages-templates-needs = Data needed
pages-templates-any-data = Any data
pages-templates-books = Order books alone
pages-templates-none = No template matches
pages-templates-none-body = Clear the search or the filters.
pages-templates-use = Use this template
pages-templates-use-title = Open a copy of “{ $name }” in the editor
pages-templates-underlying = Needs the underlying’s price

# Settings
pages-settings-intro = How the page looks and writes.
pages-settings-look = Appearance
pages-settings-figures = Times and figures
pages-settings-language = Language
pages-settings-english = English
pages-settings-french = Français
pages-settings-theme = Theme
pages-theme-light = Light
pages-theme-dark = Dark
pages-theme-system = As the system
pages-settings-pnl = Colours of gain and loss
pages-settings-blue-orange = Blue and orange
pages-settings-green-red = Green and red
pages-settings-times = Times
pages-settings-utc = UTC
pages-settings-local = Local time
pages-settings-prices = Prices
pages-settings-cents = Cents (62¢)
pages-settings-usdc = USDC (0.620)
pages-settings-percent = Chance (62%)
pages-settings-reset = Reset
pages-settings-reset-done = Settings are as on the first day
pages-settings-kept = Kept in this browser, and the same in all its tabs.

# Lost
pages-not-found-title = Page not found
pages-not-found-what = There is no page at this address
pages-not-found-why = The link may be old, or what it led to was deleted.
pages-not-found-home = Go home
