# Strings of: editor

## The page

editor-title = Strategy
editor-untitled = Untitled strategy
editor-unreadable = This document has a shape the editor cannot show. Its text is below; import a corrected one as a new strategy.
editor-views = Views of the strategy
editor-tab-form = Form
editor-tab-graph = Graph
editor-tab-outline = Outline
editor-tab-json = JSON
editor-split = Width of the builder
editor-draft-restored = Your unsaved work was restored.
editor-sentence-all = Read all
editor-sentence-less = Show less

## The bar

editor-bar = Strategy
editor-name = Name of the strategy
editor-undo = Undo
editor-redo = Redo
editor-share = Share
editor-shared = The link was copied. It carries the whole strategy; nothing is stored.
editor-copied = Copied.
editor-copy-failed = The browser did not allow copying.
editor-export = Export
editor-export-json = Document (.json)
editor-export-wasm = Component (.wasm)
editor-backtest = Backtest
editor-backtest-errors = Repair the problems first.
editor-problems = Problems
editor-problems-none = No problems: the strategy compiles.
editor-problems-count = { $count ->
    [0] No problems
    [one] { $count } problem
   *[other] { $count } problems
}

## Saving

editor-save-now = Save now
editor-save-saved = Saved
editor-save-unsaved = Not saved yet
editor-save-saving = Saving…
editor-save-offline = Offline: kept in this browser, trying again
editor-save-conflict = Changed elsewhere
editor-save-refused = Not saved
editor-save-again = Try again

editor-conflict-title = This strategy was changed elsewhere
editor-conflict-body = Another tab or program saved it on { $time }. Nothing of yours is lost: decide which one goes on.
editor-conflict-mine = Keep mine
editor-conflict-theirs = Take theirs
editor-conflict-diff = Show the difference
editor-conflict-version = Before the conflict of { $time }
editor-conflict-waiting = This strategy was changed elsewhere. Your edits stay in this browser until you decide.
editor-conflict-decide = Decide

## Versions and differences

editor-versions = Versions
editor-versions-none = No versions yet
editor-versions-none-body = A version keeps the strategy as it is now under a name, to compare with and to come back to.
editor-version-name = Name of the new version
editor-version-save = Save version
editor-version-saved = Version “{ $name }” was saved.
editor-version-compare = Compare
editor-version-restore = Restore
editor-version-restored = Version “{ $name }” was restored.
editor-version-unreadable = This version cannot be read.
editor-diff-before = Before
editor-diff-after = After
editor-diff-now = As it is now
editor-diff-document = Differences in the strategy
editor-diff-decisions = Differences in decisions on the chosen slots
editor-diff-none = The strategies are the same.
editor-diff-added = Added
editor-diff-removed = Removed
editor-diff-changed = Changed
editor-decided-running = Running both…
editor-decided-failed = One of the two could not be run, so their decisions cannot be compared.
editor-decided-none = Both decide the same: { $count ->
    [0] no trades
    [one] { $count } trade
   *[other] { $count } trades
}.
editor-decided-count = { $changed ->
    [one] { $changed } trade differs
   *[other] { $changed } trades differ
}, { $same } are the same.
editor-decided-pnl = Net P&L before and after:
editor-decided-gone = No longer made
editor-decided-new = New
editor-decided-differs = Different
editor-decided-more = { $count } more are not listed.

## The form

editor-if = If
editor-then = Then
editor-and = and
editor-joined = How the rules are joined
editor-add-rule = Add rule
editor-add-inner = Add group inside
editor-add-group = Add group
editor-add-action = Add action
editor-clause-menu = Move or remove
editor-action-menu = Move or remove the action
editor-move = Move rule { $place }
editor-move-hint = Drag, or Alt and the arrow keys
editor-move-up = Move up
editor-move-down = Move down
editor-move-into = Move into the group beside it
editor-move-out = Move out of its group
editor-remove = Remove
editor-rule-field = What is compared
editor-rule-operator = How it is compared
editor-value = Value
editor-value-low = From
editor-value-high = To
editor-value-and = and
editor-kind-of = Kind of value: { $what }
editor-kind-number = Number
editor-kind-parameter = Parameter
editor-kind-series = Other series
editor-source-of = Number or parameter: { $what }
editor-picker-search = Search…
editor-picker-nothing = Nothing fits these words.
editor-picker-typical = usually { $low } to { $high }
editor-picker-now = now { $value }
editor-series-of = of
editor-series-of-label = What it is computed from
editor-series-output = Output
editor-series-per = Advances
editor-per-sample = each second
editor-per-row = each row
editor-true = true
editor-false = false
editor-missing = missing
editor-up = Up
editor-down = Down

editor-action-signal = What to do
editor-action-outcome = Outcome
editor-action-size-mode = Size in
editor-size-usdc = Amount
editor-size-shares = Shares
editor-size-equity = Share of equity
editor-size-kelly = Probability you believe
editor-action-kelly = Kelly fraction
editor-action-order = Order
editor-action-price = Price
editor-action-worst = Worst price (optional)
editor-action-cool-down = At most once in
editor-action-max-open = Open entries at most
editor-action-once = At most once per slot

editor-parameters = Parameters
editor-parameters-help = Numbers with a name. Rules and actions can use them, the preview can set them, and a sweep can vary them.
editor-parameter-add = Add parameter
editor-parameter-new = parameter
editor-parameter-name = Name
editor-parameter-default = Value
editor-parameter-min = Min
editor-parameter-max = Max
editor-parameter-step = Step
editor-parameter-remove = Remove the parameter { $name }

editor-risk = Limits
editor-risk-help = The engine enforces these for every order, whatever the rules say. Empty means no limit.
editor-risk-stoploss-pct = Stop loss
editor-risk-take-profit-pct = Take profit
editor-risk-max-position-usdc = Largest position
editor-risk-max-trades-per-slot = Trades per slot
editor-risk-cool-down-s = Pause after a trade
editor-risk-max-open-entries = Open entries

editor-losses-title = A form cannot say all of this
editor-losses-body = These parts of the graph have no place in a form. Nothing was changed.
editor-losses-notes-title = A form has no place for these notes
editor-losses-notes-body = The strategy means the same as a form; only notes would go. It can be undone.
editor-losses-none-title = The strategy is a graph
editor-losses-none-body = It can be shown as a form without losing anything.
editor-losses-stay = Stay in the graph
editor-losses-convert = Show as a form

editor-source-label = The document as JSON
editor-source-copy = Copy
editor-source-import = Open a file…
editor-source-apply = Apply
editor-source-discard = Discard
editor-source-no-document = This component does not carry the document it was made from.
editor-source-no-text = This file is not text.

## The preview

editor-preview = Preview
editor-preview-running = Running…
editor-preview-errors = The strategy has errors; what is shown is the last run.
editor-preview-errors-first = The strategy has errors. Repair them to see it trade.
editor-preview-waiting = Fetching the slots…
editor-preview-no-slots = No slots are chosen
editor-preview-no-slots-body = Choose a series and a day to run the strategy over.
editor-preview-no-data = There is no data yet
editor-preview-no-data-body = Import recorded data to run strategies on it.
editor-preview-data = Go to the data
editor-preview-stopped = Stopped: it took longer than 2 seconds
editor-preview-stopped-body = The strategy was ended and the preview is ready again. Choose fewer slots or simplify the strategy.
editor-preview-again = Run again
editor-preview-crashed = The preview broke down and was restarted
editor-preview-loading = Loading slots: { $done } of { $total }
editor-preview-failed = No result
editor-preview-setup = Slots and settings
editor-missing-columns = The strategy reads { $columns }, which { $slots ->
    [one] { $slots } chosen slot does
   *[other] { $slots } chosen slots do
} not have.
editor-missing-instead = Use { $series } of { $day }
editor-missing-nowhere = No slot in the store has it.
editor-left-out = { $count ->
    [one] { $count } slot was left out
   *[other] { $count } slots were left out
}: it lacks { $columns }.
editor-series = Series
editor-day = Day (UTC)
editor-span = Period
editor-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
editor-slots = Slots
editor-slots-count = { $count ->
    [one] { $count } slot
   *[other] { $count } slots
}
editor-slots-chosen = { $count ->
    [one] { $count } slot chosen
   *[other] { $count } slots chosen
}
editor-slots-all = All
editor-slots-none = None
editor-slots-lacking = lacks a column
editor-generated = generated
editor-rows = { $count } rows
editor-winner-split = split
editor-unresolved = winner unknown
editor-cash = Cash
editor-latency = Latency
editor-fee-rate = Fee rate
editor-fee-market = Fees: each market's own. Enter a rate to use one for all.
editor-pnl = Net P&L
editor-pnl-best = up to { $best } if unresolved slots were won
editor-trades = Trades
editor-win-rate = Win rate
editor-drawdown = Deepest drawdown
editor-fees = Fees
editor-digest = Digest
editor-digest-help = The same strategy, slots and settings give the same digest on the server.
editor-millis = { $rows } rows in { $ms } ms
editor-cautions = { $count ->
    [one] { $count } caution
   *[other] { $count } cautions
}
editor-fault = The strategy failed in { $market }: { $why }
editor-strip = Slots by result
editor-strip-slot = { $slot }: { $winner }, { $trades ->
    [0] no trade
    [one] { $trades } trade, { $pnl }
   *[other] { $trades } trades, { $pnl }
}
editor-strip-brief = { $slot }: { $winner }, { $result ->
    [gain] gain
    [loss] loss
    [even] neither gain nor loss
   *[none] no trade
}
editor-slot-previous = Previous slot
editor-slot-next = Next slot
editor-slot-shown = Slot of { $time }
editor-quotes = Bid and ask
editor-chart = Chart of the slot
editor-chart-summary = { $slot }: { $trades ->
    [0] no trade
    [one] { $trades } trade
   *[other] { $trades } trades
}, Up from { $first } to { $last }.
editor-chart-prices = Prices
editor-chart-up = Up
editor-chart-down = Down
editor-chart-bid-up = Bid Up
editor-chart-ask-up = Ask Up
editor-chart-bid-down = Bid Down
editor-chart-ask-down = Ask Down
editor-chart-underlying = Underlying
editor-chart-beat = Price to beat
editor-chart-equity = Equity
editor-equity-all = Equity over all slots
editor-cursor = Row of the slot
editor-cursor-at = { $time } · row { $row } of { $rows }
editor-explain = Why and why not
editor-explain-at = What the strategy saw at { $time } in { $slot }
editor-explain-hint = Move over the chart, or along the rows below it, to see every value there.
editor-near-title = No trade here. This was closest to firing:
editor-near-held = All conditions held here, yet there was no trade.
editor-near-count = { $time }: { $held } of { $required } conditions held.
editor-near-was = was { $actual }, needed { $operator } { $needed }
editor-near-operator = { $operator } did not hold
editor-near-pulse = had fired before and was waiting
editor-near-false = did not hold
editor-near-jump = Show
editor-near-row = Go to this row
editor-trade-opened = Opened
editor-trade-outcome = Outcome
editor-trade-entry = Entry
editor-trade-exit = Exit
editor-trade-shares = Shares
editor-trade-reason = Ended by
editor-trades-none = No trades in these slots.
editor-trades-more = { $count } more are not listed; run a backtest to see them all.
editor-exit-strategy = the strategy
editor-exit-stop-loss = stop loss
editor-exit-take-profit = take profit
editor-exit-settlement = settlement
editor-exit-merge = merge
editor-exit-unresolved = winner unknown

## Uploaded components

editor-component-intro = An uploaded component: it runs as it is and cannot be edited here.
editor-component-declares = What it declares
editor-component-name = Calls itself
editor-component-hash = SHA-256
editor-component-size = Size
editor-component-columns = Reads
editor-component-account = Account values
editor-component-risk = Limits
editor-component-warm-up = Warm-up rows
editor-component-nodes = Nodes

## Shared strategies

editor-shared-title = Shared strategy
editor-shared-intro = Somebody shared this strategy with you. It is in the link alone; open a copy to keep and edit it.
editor-shared-what = What it does
editor-shared-copy = Open a copy
editor-shared-unreadable = This link cannot be read
editor-shared-empty = It carries no strategy. Ask for the whole link.
