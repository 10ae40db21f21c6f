# The data page and the upload of components.

intake-data-title = Market data
intake-data-lead = What your backtests and previews run on: recorded or generated order books, one row a second.
intake-data-empty-title = No market data yet
intake-data-empty-body = Drop a recording below. The sample of 18 recorded slots comes with “craftstrat data sample”.

intake-series-slots = { $count ->
    [one] { $shown } slot
   *[other] { $shown } slots
}
intake-series-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
intake-series-underlying = Underlying recorded
intake-series-no-underlying = No underlying
intake-generated = Generated
intake-generated-help = Made by CraftStrat from a seed, not recorded. Good for trying things out, no proof of anything.
intake-recorded = Recorded
intake-attribution = Sources

intake-calendar-help = Each square is a UTC day. The fuller its colour, the more of that day is recorded: seconds with a row over all seconds of the day. Choose one to see its markets.
intake-calendar-detail = { $slots } of { $possible } slots, { $percent } of their seconds, gaps: { $gaps }, known winners: { $resolved }
intake-calendar-nothing = nothing recorded
intake-day-mon = Mon
intake-day-tue = Tue
intake-day-wed = Wed
intake-day-thu = Thu
intake-day-fri = Fri
intake-day-sat = Sat
intake-day-sun = Sun
intake-calendar-label = Coverage of { $series }

intake-markets-title = Markets of { $series } on { $day }
intake-markets-start = Start (UTC)
intake-markets-market = Market
intake-markets-rows = Rows
intake-markets-coverage = Coverage
intake-markets-gaps = Gaps
intake-markets-longest = Longest gap
intake-markets-inconsistent = Inconsistent
intake-markets-winner = Winner
intake-markets-columns = Columns
intake-markets-actions = Actions
intake-markets-total = Total
intake-winner-unknown = unknown
intake-winner-up = Up
intake-winner-down = Down
intake-winner-tie = Tie
intake-winner-recorded = from the venue’s metadata
intake-winner-inferred = inferred from the last prices
intake-winner-generated = by the generator
intake-one-token = One token recorded; the other outcome is its complement

intake-delete-market = Delete { $market }
intake-delete-day = Delete this day
intake-deleted = Deleted: { $what }
intake-delete-undo = Undo
intake-restored = Brought back: { $what }

intake-import-title = Import
intake-import-drop = Drop files here, or choose them
intake-import-hint = Parquet, CSV, JSON lines or zip. Importing the same data twice changes nothing.
intake-import-format = Format
intake-import-format-auto = Recognise by content
intake-import-format-resolvedkit = Resolved Markets (books and markets)
intake-import-format-polymarket-ws = Polymarket WebSocket messages
intake-import-format-book-csv = Top-of-book CSV
intake-import-format-ticks = CraftStrat ticks
intake-import-busy = Sending { $count ->
    [one] { $count } file
   *[other] { $count } files
}…
intake-import-failed = { $file } could not be imported: { $why }
intake-import-report = Imported: { $file }
intake-import-records = Records read
intake-import-rows = Rows written
intake-import-slots = Slots written
intake-import-gaps = Gaps of more than 5 s
intake-import-rejects = Left out
intake-import-reject-reason = Reason
intake-import-reject-count = Times
intake-import-no-rejects = Nothing was left out.
intake-import-cancelled = The import was cancelled; nothing was written.

intake-upload-title = Upload a component
intake-upload-lead = Bring a strategy you wrote in Rust, or in anything that compiles to the CraftStrat world. It is checked here before it can be saved.
intake-upload-drop = Drop a .wasm file here, or choose it
intake-upload-hint = A WebAssembly component of at most 4 MiB. It is compiled and run in a sandbox, never trusted.
intake-upload-busy = Checking { $name }…
intake-upload-not-wasm = { $name } is no .wasm file.
intake-upload-checks = Checks
intake-upload-accepted = Every check passed: it can be saved.
intake-upload-refused = It cannot be saved. What to change:
intake-check-passed = Passed
intake-check-failed = Failed
intake-check-not-made = Not made
intake-check-size = Size
intake-check-component = Is a component
intake-check-world = Speaks the CraftStrat world
intake-check-imports = Imports nothing
intake-check-compiles = Compiles within limits
intake-check-describes = Describes itself
intake-check-columns = Reads known columns
intake-check-runs = Runs on recorded rows
intake-check-fuel = Stays within its fuel
intake-upload-fuel-title = Fuel per row
intake-upload-fuel-help = Fuel counts the instructions a strategy spends. The rows of a market are replayed one by one, as they will come live; the worst row counts.
intake-upload-fuel-worst = Worst row
intake-upload-fuel-mean = Mean row
intake-upload-fuel-limit = Limit
intake-upload-fuel-share = { $percent } of the limit
intake-upload-fuel-over = { $count ->
    [one] { $rows } row of { $market }
   *[other] { $rows } rows of { $market }
}
intake-upload-declares = What it declares
intake-upload-name = Name
intake-upload-version = Version
intake-upload-bytes = Size
intake-upload-hash = SHA-256
intake-upload-columns = Reads
intake-upload-account = Account values
intake-upload-parameters = Parameters
intake-upload-parameter = { $name }: { $default } ({ $min } to { $max })
intake-upload-risk = Risk limits
intake-upload-warm-up = Warm-up rows
intake-upload-source = Made by
intake-upload-source-document = The CraftStrat compiler, with its document
intake-upload-source-foreign = An author’s toolchain
intake-upload-none = none
intake-upload-save-title = Save it
intake-upload-save-name = Name of the strategy
intake-upload-save = Save
intake-upload-saved = Saved as { $name }
intake-risk-stop-loss = Stop loss { $value } %
intake-risk-take-profit = Take profit { $value } %
intake-risk-position = At most { $value } USDC in one market
intake-risk-trades = { $value } trades per slot
intake-risk-cool-down = { $value } s between entries
intake-risk-entries = { $value } entries at once

intake-starter-title = Write one in Rust
intake-starter-body = The starter project holds a strategy that trades, its tests and the command that builds it.
intake-starter-download = Download the starter project
intake-starter-step-unpack = Unpack it.
intake-starter-step-build = Build it:
intake-starter-step-upload = Drop the component it made here.
