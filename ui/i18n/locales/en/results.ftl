# Strings of the results: backtests, comparisons, sweeps and charts.

## Charts

results-chart-fit = Show all
results-chart-as-table = As table
results-chart-time = Time
results-chart-empty = Nothing to draw yet
results-chart-keys = Chart. Left and right arrows move the cursor, with Shift by ten; Home and End go to the ends; Escape leaves.
results-export-png = PNG
results-png-failed = The picture could not be made.

## Words

results-word-up = Up
results-word-down = Down
results-word-all = all
results-word-open = open
results-word-yes = yes
results-word-no = no
results-word-form = form
results-word-graph = graph
results-word-component = component
results-word-dated = by the venue’s dated table
results-word-own-fees = each market’s own
results-word-through = when a quote goes through the limit
results-word-touch = when a quote touches the limit
results-points = points
results-when = When
results-strategy = Strategy
results-slots = Slots
results-rows = Rows
results-generated = generated
results-fees-assumed = fees assumed
results-actions = Actions
results-undo = Undo
results-more = Show older ones
results-caution = Caution
results-note = Note
results-cautions = Cautions
results-warnings = Warnings of the report
results-no-warnings = The report has no warnings.
results-metric = Metric
results-settings = Settings
results-markets = Markets
results-winner = Winner

## The list of backtests

results-backtests = Backtests
results-backtest = Backtest
results-running = Running
results-none-yet = No backtests yet
results-none-yet-body = A backtest runs a strategy over recorded markets and says what it would have earned. Open a strategy and press “Backtest”.
results-go-strategies = Open a strategy
results-go-templates = Choose a template
results-choose = Choose { $name } for comparison
results-compare = Compare
results-compare-chosen = Compare ({ $n })
results-compare-help = Choose two to { $most } backtests
results-delete = Delete { $name }
results-deleted = Deleted: { $what }
results-cancel-failed = It could not be stopped.

## A backtest

results-tab-overview = Overview
results-tab-metrics = Metrics
results-tab-breakdown = Breakdown
results-tab-trades = Trades
results-tab-trust = How far to trust it
results-tab-incidents = Incidents
results-tab-settings = Settings
results-tab-map = Heat map
results-tab-table = Table
results-open-strategy = Open the strategy
results-rerun = Run again
results-digest = Digest
results-digest-help = SHA-256 of everything the run did. The same strategy, data and settings give the same digest on every machine, in the browser and on the server.
results-digest-copy = Copy the digest
results-digest-copied = Digest copied
results-copy-failed = The browser did not allow copying.
results-unresolved-range =
    { $trades ->
         [one] The winner of one trade is not known
        *[other] The winners of { $trades } trades are not known
    }: the net P&L lies between { $low } USDC (all lost) and { $high } USDC (all won).
results-equity = Equity
results-drawdown = Drawdown
results-at-risk = At risk
results-opening = Opening
results-equity-chart = Equity, drawdown and dollars at risk
results-equity-summary = Equity starts at { $opening } and ends at { $closing }. Its deepest fall from a peak is { $drawdown }. { $points } points, one per event.
results-marked = The first { $n } trades have markers.
results-export = Export
results-export-trades = Trades (CSV)
results-export-fills = Fills (CSV)
results-export-equity = Equity (CSV)
results-export-json = Everything (JSON)
results-export-in-sample = In sample (CSV)
results-export-out-of-sample = Out of sample (CSV)

## Breakdown

results-by-outcome = By outcome
results-by-outcome-category = Outcome
results-by-hour = By hour of entry, UTC
results-by-hour-category = Hour
results-by-phase = By quarter of the slot at entry
results-by-phase-category = Quarter
results-by-exit = By how the trade ended
results-by-exit-category = Ending
results-by-series = By series
results-by-series-category = Series
results-by-slot = By slot
results-by-slot-category = Slot
results-quarter = Quarter { $n }
results-trades-count =
    { $n ->
         [one] { $n } trade
        *[other] { $n } trades
    }
results-won-share = { $share } won
results-last-slots = The last { $shown } of { $all } slots that traded.
results-no-trades = There were no trades.

## Trades

results-column-opened = Opened
results-column-market = Market
results-column-outcome = Outcome
results-column-entry = Entry
results-column-exit = Exit
results-column-shares = Shares
results-column-cost = Cost, USDC
results-column-fees = Fees, USDC
results-column-pnl = Net P&L
results-column-held = Held
results-column-reason = Ended by
results-filter-market = Filter by market
results-any-outcome = Any outcome
results-any-result = Any result
results-result = Result
results-result-win = Won
results-result-loss = Lost
results-result-even = Even
results-result-unresolved = Unresolved
results-shown-of = { $shown } of { $all }
results-trades-hint = Choose a row to see why the trade was made and ended.
results-totals =
    { $trades ->
         [one] { $trades } trade
        *[other] { $trades } trades
    }: { $wins } won, { $losses } lost, { $unresolved } unresolved
results-exit-strategy = Strategy
results-exit-stop-loss = Stop loss
results-exit-take-profit = Take profit
results-exit-settlement = Settlement
results-exit-merge = Merge
results-exit-unresolved = Unresolved
results-cause-strategy = Decided by the strategy
results-cause-stop-loss = The stop was reached
results-cause-take-profit = The target was reached
results-end-filled = filled
results-end-partially-filled = partly filled
results-end-killed = killed
results-end-no-data = no data
results-end-cancelled = cancelled
results-end-expired = expired

## Why

results-why = Why this trade
results-why-entry = Entry
results-why-exit = Exit
results-decided-by = Node: { $node }
results-row-number = row { $row } of the slot
results-why-nodes = Nodes
results-why-columns = What it read
results-why-account = Account before
results-why-note = 1 is true and 0 false; a dash is missing. Nothing was logged: the values are computed again from the strategy’s bytes and the recorded row.
results-no-decision = The order behind this fill is not in the report.
results-no-exit-settlement = No order closed it: the slot resolved while shares were held.
results-no-exit-merge = No order closed it: a pair of Up and Down was merged into a dollar.
results-no-exit-unresolved = No order closed it: the slot ended without a known winner.
results-no-exit-strategy = The order behind this sale is not in the report.
results-no-exit-stop-loss = The order behind this sale is not in the report.
results-no-exit-take-profit = The order behind this sale is not in the report.
results-account-shares-up = Shares of Up
results-account-shares-down = Shares of Down
results-account-cost-up = Average cost of Up
results-account-cost-down = Average cost of Down
results-account-opened-up = Up opened at
results-account-opened-down = Down opened at
results-account-orders = Open orders
results-account-trades = Entries in this slot
results-account-cash = Cash
results-account-equity = Equity

## Trust

results-robust = Under worse conditions
results-scenario = Scenario
results-change = Change
results-this-run = This run
results-without-best = Without the best slot
results-variant-one-tick-worse = Every taker fill one tick worse
results-variant-double-latency = Double latency
results-no-variants = This run left out the reruns under worse conditions.
results-win-rate-against = Win rate against break-even
results-held-none = No trade was held to settlement in a slot with a known winner.
results-entries-none = No entry in a slot with a known winner.
results-held-sentence = Trades held to settlement ({ $trades }): { $rate } won, 95 % interval { $low } to { $high }; the prices paid need { $needed }.
results-entries-sentence = All entries ({ $trades }), as if held to the end: { $rate } would have won, 95 % interval { $low } to { $high }; the prices paid need { $needed }.
results-verdict-better = Better than break-even beyond chance.
results-verdict-worse = Worse than break-even beyond chance.
results-verdict-open = Not distinguishable from break-even.
results-coin = The same entries on a random side
results-coin-none = No trade could be mirrored: the other side’s price was not recorded.
results-coin-sentence =
    A fair coin per slot would make { $expected } USDC on average, { $low } to { $high } in nine of ten draws. { $part } of the draws make at least the { $actual } USDC of this run. Swapping every side makes { $swapped } USDC. { $skipped ->
         [0] Every trade could be mirrored.
         [one] One trade could not be mirrored and is left out.
        *[other] { $skipped } trades could not be mirrored and are left out.
    }

## Incidents

results-unresolved = Markets without a known winner
results-no-unresolved = Every market has a known winner.
results-if-lost = If all lost
results-if-won = If all won
results-faults = Faults
results-no-faults = The strategy failed in no market.
results-fault-out-of-fuel = Out of fuel
results-fault-out-of-memory = Out of memory
results-fault-trap = Trap
results-fault-invalid-decision = Invalid decision
results-fault-contract = Contract broken
results-fault-world-mismatch = Wrong world
results-fault-host-limit = Limit of the host
results-denials = Orders refused by the risk gate
results-no-denials = No order was refused.
results-reason = Reason
results-how-often = How often
results-first = First

## Warnings, in languages the report does not speak

results-warning-no-trades = Nothing was filled.
results-warning-few-trades = Fewer than 30 resolved trades: too few to conclude anything.
results-warning-one-slot = More than half of the gain comes from one slot.
results-warning-mean-not-different-from-zero = The mean P&L per trade is not distinguishable from zero.
results-warning-win-rate-not-different-from-break-even = The win rate is not distinguishable from break-even.
results-warning-random-side-does-as-well = A random side does as well often enough.
results-warning-lost-at-one-tick-worse = One tick worse turns the gain into a loss.
results-warning-lost-at-double-latency = Double latency turns the gain into a loss.
results-warning-multiple-testing = This run is the best of several combinations: expect less.
results-warning-unresolved-trades = Some trades have no known winner.
results-warning-unresolved-slots = Some slots have no known winner.
results-warning-inferred-winners = Some winners were read from the last seconds of the book.
results-warning-assumed-fees = Fees come from the dated table, not from the market.
results-warning-estimated-fills = Maker fills were estimated from quotes.
results-warning-no-data-kills = Orders died in gaps of the recording.
results-warning-faults = The strategy failed and was parked.
results-warning-denials = The risk gate refused orders.
results-warning-generated-data = Slots were made by the generator: no real market behaved like this.
results-warning-short-history = The slots come from fewer than seven days.
results-warning-mixed-price-definitions = Slots of one length settle on different price definitions.
results-warning-ledger-mismatch = Trades and account disagree: a defect of this program.

## Settings of a result

results-setting-strategy = Strategy
results-setting-strategy-version = Version
results-setting-strategy-kind = Made as
results-setting-strategy-hash = Component
results-setting-cash = Opening cash
results-setting-latency = Latency
results-setting-taker-delay = Venue’s delay of marketable orders
results-setting-settle = Until bought shares can be sold
results-setting-payout = Until a payout can be spent
results-setting-slippage = Default worst price from the best
results-setting-worse-ticks = Ticks worse than the book
results-setting-queue = A resting order is reached
results-setting-auto-merge = Pairs are merged at once
results-setting-fees = Fees
results-fee-rate = Fee rate
results-fee-rate-own = Fees: each market’s own. Enter a rate to use one for all.
results-setting-series = Series
results-setting-markets = Markets
results-setting-from = Slots from
results-setting-to = Slots before
results-setting-slots = Slots
results-setting-rows = Rows evaluated
results-setting-parameter = Parameter { $name }
results-frozen = Frozen into the result
results-frozen-help = Everything that decided the result, as it was when the run started.
results-winner-UP = Up
results-winner-DOWN = Down
results-winner-SPLIT = Split
results-source-metadata = by metadata
results-source-inferred = inferred
results-source-unresolved = not known
results-source-generated = generated

## Comparison

results-nothing-to-compare = Nothing to compare yet
results-nothing-to-compare-body = Choose two to four backtests in the list.
results-compare-summary = Equity of { $n } backtests over the same axis.
results-differs = differs

## Starting a backtest

results-run-title = Run a backtest
results-run-start = Start the backtest
results-run-again = Other settings
results-run-goes-on = You can close this: it goes on, and the list of backtests shows it.
results-from-day = From day (UTC)
results-to-day = To day, included (UTC)
results-all-series = All series
results-all-markets = All markets of series and period
results-some-markets =
    { $n ->
         [one] One market only
        *[other] { $n } markets only
    }
results-all-markets-again = Take all again
results-pick-series-first = Choose a series to pick single markets.
results-parameters = Parameters
results-form-cash = The opening cash must be above zero.
results-form-latency = The latency must be 0 to 3,600,000 ms.
results-form-fee-rate = The fee rate must be 0 to 100 %.
results-form-period = The period ends before it begins.

## Sweeps

results-sweeps = Sweeps
results-sweep = Sweep
results-new-sweep = New sweep
results-no-sweeps = No sweeps yet
results-no-sweeps-body = A sweep runs a strategy with every combination of some parameter values, and keeps part of the data out of the search.
results-new-sweep-intro = Every combination is a backtest. The more you try, the better the best looks by chance alone.
results-pick-strategy = Choose a strategy
results-no-strategies = No strategies yet
results-no-parameters = This strategy has no parameters
results-no-parameters-body = Give it one in the editor, and use it in place of a number.
results-vary = What varies
results-vary-something = Choose at least one parameter.
results-held-at = held at { $value }
results-axis-from = From
results-axis-to = To
results-axis-by = By
results-axis-values =
    { $n ->
         [one] { $n } value
        *[other] { $n } values
    }
results-axis-step = The step must be above zero.
results-axis-backwards = It ends before it begins.
results-axis-bounds = Only { $min } to { $max } is allowed.
results-axis-too-many = Too many values: use a larger step.
results-combinations = Combinations
results-combination-count =
    { $n ->
         [one] { $n } combination
        *[other] { $n } combinations
    }
results-too-many = Something is wrong above, or there are more than { $most } combinations.
results-split = Kept out of the search
results-split-help = The search sees the first part of the slots. The rest shows whether its ranking holds on data it did not see.
results-split-on = Split the slots
results-split-share = { $inside } % in sample, { $outside } % out of sample
results-sweep-start = Start the sweep
results-in-sample = In sample
results-out-of-sample = Out of sample
results-whole-sample = All slots
results-in-short = in
results-out-short = out
results-across = Across
results-down = Down
results-others-held = Held: { $values }
results-map-hint = One colour is one value on both maps. Choose a cell to open that variant; arrows move, Enter chooses.
results-one-value = Only one value was tried across.
results-honest = Before you believe the best one
results-searched-one = One combination: nothing was chosen.
results-searched = Best of { $n } combinations tried on the same data: expect less on new data. Too few trades for a deflated Sharpe ratio.
results-searched-deflated = Best of { $n } combinations. Among as many without any edge, the best would show a Sharpe ratio of { $expected } per slot by chance; the probability that the best one here is truly above that (deflated Sharpe ratio) is { $probability }.
results-agreement = Rank correlation of “{ $metric }” between in sample and out of sample: { $rank } (+1: the order held; 0: it said nothing; −1: it turned around).
results-no-split = Nothing was kept out of the search: whether this holds on other data is not known.
results-variant = Variant: { $values }
results-variant-strategy = Open as a new strategy
results-variant-backtest = Backtest this variant

## Metrics: name and explanation with formula

results-section-pnl = Profit and loss
results-section-trades = Trades
results-section-drawdown = Drawdown
results-section-returns = Returns
results-section-exposure = Exposure
results-section-execution = Execution
results-section-break-even = Break-even win rate
results-section-chance = What chance explains
results-metric-pnl-net-usdc = Net P&L
results-metric-pnl-net-usdc-help = What the trades earned after fees; unresolved trades count as lost. Gross P&L − fees = closing − opening equity.
results-metric-pnl-net-best-usdc = Net P&L at best
results-metric-pnl-net-best-usdc-help = The net P&L if every unresolved trade had won.
results-metric-pnl-gross-usdc = Gross P&L
results-metric-pnl-gross-usdc-help = Before fees: sum of (proceeds − entry cost).
results-metric-fees-usdc = Fees
results-metric-fees-usdc-help = Sum of entry and exit fees; fees taken in shares count at what those shares cost.
results-metric-return-on-cash = Return on cash
results-metric-return-on-cash-help = Net P&L / opening cash.
results-metric-opening-usdc = Opening cash
results-metric-opening-usdc-help = Cash at the start of the run.
results-metric-closing-usdc = Closing equity
results-metric-closing-usdc-help = Equity at the end, unresolved positions lost.
results-metric-closing-best-usdc = Closing equity at best
results-metric-closing-best-usdc-help = Equity at the end, unresolved positions won.
results-metric-profit-factor = Profit factor
results-metric-profit-factor-help = Sum of wins / sum of losses. Above 1 the run made money; not defined without a loss.
results-metric-turnover-usdc = Turnover
results-metric-turnover-usdc-help = Sum of price × shares of all fills. Payouts are not turnover.
results-metric-turnover-ratio = Turnover / cash
results-metric-turnover-ratio-help = Turnover / opening cash.
results-metric-trades = Trades
results-metric-trades-help = Round trips in one outcome of one market, from flat to flat or to settlement; unresolved ones included.
results-metric-wins = Won
results-metric-wins-help = Resolved trades with a net P&L above zero.
results-metric-losses = Lost
results-metric-losses-help = Resolved trades with a net P&L below zero. An even trade is neither won nor lost.
results-metric-unresolved-trades = Unresolved
results-metric-unresolved-trades-help = Trades open in a slot without a known winner. Sums of money count them as lost; statistics leave them out.
results-metric-win-rate = Win rate
results-metric-win-rate-help = Wins / resolved trades. Alone it says little: compare it with the break-even win rate of the prices paid.
results-metric-payoff-break-even = Break-even of the payoffs
results-metric-payoff-break-even-help = Average loss / (average win + average loss): the win rate at which wins and losses cancel.
results-metric-expectancy-usdc = P&L per trade
results-metric-expectancy-usdc-help = Mean net P&L of resolved trades.
results-metric-average-win-usdc = Average win
results-metric-average-win-usdc-help = Mean net P&L of the trades won.
results-metric-average-loss-usdc = Average loss
results-metric-average-loss-usdc-help = Mean loss of the trades lost, as a positive number.
results-metric-best-trade = Best trade
results-metric-best-trade-help = The resolved trade with the largest net P&L, the first of equals.
results-metric-worst-trade = Worst trade
results-metric-worst-trade-help = The resolved trade with the smallest net P&L, the first of equals.
results-metric-consecutive-wins = Longest winning streak
results-metric-consecutive-wins-help = Most wins in a row, in closing order. An even trade ends the streak.
results-metric-consecutive-losses = Longest losing streak
results-metric-consecutive-losses-help = Most losses in a row, in closing order. An even trade ends the streak.
results-metric-holding-mean-ms = Held, mean
results-metric-holding-mean-ms-help = First entry fill to last exit fill or slot end, mean of all trades.
results-metric-holding-median-ms = Held, median
results-metric-holding-median-ms-help = First entry fill to last exit fill or slot end: half of the trades were held shorter.
results-metric-drawdown-depth-usdc = Maximum drawdown
results-metric-drawdown-depth-usdc-help = Deepest fall: max of (peak so far − equity). Positions count at cost until they close, so what a position lost and won back in its slot is not in it.
results-metric-drawdown-depth-ratio = Maximum drawdown, relative
results-metric-drawdown-depth-ratio-help = Max of (peak − equity) / peak. It may belong to another fall than the deepest in dollars.
results-metric-drawdown-peak-at-ms = Peak before it
results-metric-drawdown-peak-at-ms-help = When equity stood at the peak before the deepest fall.
results-metric-drawdown-trough-at-ms = Its bottom
results-metric-drawdown-trough-at-ms-help = When equity was at the bottom of the deepest fall.
results-metric-drawdown-recovered-at-ms = Recovered
results-metric-drawdown-recovered-at-ms-help = When equity was back at that peak; a dash when it never was.
results-metric-drawdown-longest-ms = Longest below a peak
results-metric-drawdown-longest-ms-help = Longest time from the first point below a peak to the first back at it, or to the end.
results-metric-sharpe-per-trade = Sharpe per trade
results-metric-sharpe-per-trade-help = Mean / standard deviation of the returns per trade (net P&L / entry cost, resolved trades), risk-free rate 0. Not annualised.
results-metric-sortino-per-trade = Sortino per trade
results-metric-sortino-per-trade-help = Mean / downside deviation of the returns per trade, target 0. Not annualised; not defined without a return below zero.
results-metric-per-trade-observations = Returns per trade
results-metric-per-trade-observations-help = Number of returns: net P&L / entry cost, resolved trades.
results-metric-per-trade-mean = Mean return per trade
results-metric-per-trade-mean-help = Arithmetic mean of the returns per trade.
results-metric-per-trade-deviation = Deviation per trade
results-metric-per-trade-deviation-help = Sample standard deviation (n − 1) of the returns per trade.
results-metric-per-trade-downside-deviation = Downside deviation per trade
results-metric-per-trade-downside-deviation-help = √(sum of min(r, 0)² / n) over all returns per trade.
results-metric-per-trade-skewness = Skewness per trade
results-metric-per-trade-skewness-help = m₃ / m₂^1.5 of the returns; 0 for a normal distribution, negative when losses are the long tail.
results-metric-per-trade-kurtosis = Kurtosis per trade
results-metric-per-trade-kurtosis-help = m₄ / m₂² of the returns; 3 for a normal distribution, more when extremes are frequent.
results-metric-sharpe-per-slot = Sharpe per slot
results-metric-sharpe-per-slot-help = Mean / standard deviation of the returns per slot (net P&L of the slot / opening cash, 0 where nothing traded), risk-free rate 0. Not annualised.
results-metric-sortino-per-slot = Sortino per slot
results-metric-sortino-per-slot-help = Mean / downside deviation of the returns per slot, target 0. Not annualised; not defined without a return below zero.
results-metric-per-slot-observations = Returns per slot
results-metric-per-slot-observations-help = Number of returns: net P&L of the slot / opening cash, 0 where nothing traded.
results-metric-per-slot-mean = Mean return per slot
results-metric-per-slot-mean-help = Arithmetic mean of the returns per slot.
results-metric-per-slot-deviation = Deviation per slot
results-metric-per-slot-deviation-help = Sample standard deviation (n − 1) of the returns per slot.
results-metric-per-slot-downside-deviation = Downside deviation per slot
results-metric-per-slot-downside-deviation-help = √(sum of min(r, 0)² / n) over all returns per slot.
results-metric-per-slot-skewness = Skewness per slot
results-metric-per-slot-skewness-help = m₃ / m₂^1.5 of the returns; 0 for a normal distribution, negative when losses are the long tail.
results-metric-per-slot-kurtosis = Kurtosis per slot
results-metric-per-slot-kurtosis-help = m₄ / m₂² of the returns; 3 for a normal distribution, more when extremes are frequent.
results-metric-exposure-covered-ms = Time covered
results-metric-exposure-covered-ms-help = Time in which at least one market of the run was in its slot; overlaps count once.
results-metric-exposure-in-market-ms = Time in market
results-metric-exposure-in-market-ms-help = Part of the covered time with positions or reservations.
results-metric-exposure-in-market-ratio = In market
results-metric-exposure-in-market-ratio-help = Time in market / time covered.
results-metric-exposure-average-usdc = At risk on average
results-metric-exposure-average-usdc-help = Time-weighted mean of the dollars tied up, over the covered time.
results-metric-exposure-average-in-market-usdc = At risk while in market
results-metric-exposure-average-in-market-usdc-help = Time-weighted mean of the dollars tied up, over the time in market.
results-metric-exposure-max-usdc = At risk at most
results-metric-exposure-max-usdc-help = Most dollars tied up at once.
results-metric-orders = Orders
results-metric-orders-help = Orders the risk gate approved.
results-metric-order-ends = How they ended
results-metric-order-ends-help = Orders by how they ended.
results-metric-order-causes = Why they were made
results-metric-order-causes-help = Orders by why they were made: the strategy, the stop or the target.
results-metric-fill-ratio-orders = Orders filled
results-metric-fill-ratio-orders-help = Orders with at least one fill / orders.
results-metric-fill-ratio-shares = Shares filled
results-metric-fill-ratio-shares-help = Shares filled / shares wanted. An order by amount that ended early also wanted its unspent dollars at its worst price.
results-metric-fills = Fills
results-metric-fills-help = Number of matches.
results-metric-maker-ratio = As maker
results-metric-maker-ratio-help = Dollars filled as maker / dollars filled, estimated maker fills included.
results-metric-estimated-ratio = Estimated fills
results-metric-estimated-ratio-help = Dollars of estimated maker fills / dollars filled.
results-metric-slippage-usdc = Paid beyond mid
results-metric-slippage-usdc-help = Sum of (price − mid) × shares for buys and (mid − price) × shares for sales, mid at the decision. Part of gross P&L already: do not subtract it again.
results-metric-slippage-ratio = Paid beyond mid, relative
results-metric-slippage-ratio-help = Paid beyond mid / dollars of the fills it was measured on.
results-metric-fills-without-mid = Fills without a mid
results-metric-fills-without-mid-help = Fills whose order was decided while a side of the book was empty; left out of what was paid beyond mid.
results-metric-held-trades = Counted (held trades)
results-metric-held-trades-help = Trades held to settlement in full, in markets with a known winner.
results-metric-held-wins = Won (held trades)
results-metric-held-wins-help = Those whose outcome won.
results-metric-held-cost-usdc = Paid (held trades)
results-metric-held-cost-usdc-help = Dollars paid for the shares, entry fees included.
results-metric-held-shares = Shares (held trades)
results-metric-held-shares-help = Shares bought.
results-metric-held-break-even-win-rate = Break-even win rate (held trades)
results-metric-held-break-even-win-rate-help = Paid / shares: a share pays one dollar or nothing, so this is the win probability at which holding to settlement earns nothing.
results-metric-held-win-rate = Win rate (held trades)
results-metric-held-win-rate-help = Won / counted.
results-metric-held-win-rate-low = Win rate, low end (held trades)
results-metric-held-win-rate-low-help = Lower end of the Wilson score interval at 95 %. It takes trades as independent; several in one slot are not, and it is then too narrow.
results-metric-held-win-rate-high = Win rate, high end (held trades)
results-metric-held-win-rate-high-help = Upper end of the Wilson score interval at 95 %.
results-metric-held-win-rate-by-shares = Win rate by shares (held trades)
results-metric-held-win-rate-by-shares-help = Shares that won / shares. Holding made money exactly when this is above the break-even win rate.
results-metric-entries-trades = Counted (all entries)
results-metric-entries-trades-help = Every entry as if it had been held to settlement, exits ignored: did the entries pick the right side often enough?
results-metric-entries-wins = Won (all entries)
results-metric-entries-wins-help = Those whose outcome won.
results-metric-entries-cost-usdc = Paid (all entries)
results-metric-entries-cost-usdc-help = Dollars paid for the shares, entry fees included.
results-metric-entries-shares = Shares (all entries)
results-metric-entries-shares-help = Shares bought.
results-metric-entries-break-even-win-rate = Break-even win rate (all entries)
results-metric-entries-break-even-win-rate-help = Paid / shares: a share pays one dollar or nothing, so this is the win probability at which holding to settlement earns nothing.
results-metric-entries-win-rate = Win rate (all entries)
results-metric-entries-win-rate-help = Won / counted.
results-metric-entries-win-rate-low = Win rate, low end (all entries)
results-metric-entries-win-rate-low-help = Lower end of the Wilson score interval at 95 %. It takes trades as independent; several in one slot are not, and it is then too narrow.
results-metric-entries-win-rate-high = Win rate, high end (all entries)
results-metric-entries-win-rate-high-help = Upper end of the Wilson score interval at 95 %.
results-metric-entries-win-rate-by-shares = Win rate by shares (all entries)
results-metric-entries-win-rate-by-shares-help = Shares that won / shares. Holding made money exactly when this is above the break-even win rate.
results-metric-mean-pnl = Mean P&L per trade
results-metric-mean-pnl-help = Mean net P&L per resolved trade.
results-metric-mean-pnl-low = Mean P&L, low end
results-metric-mean-pnl-low-help = Lower end of the 95 % bootstrap interval; whole slots are drawn, because trades of one slot win and lose together.
results-metric-mean-pnl-high = Mean P&L, high end
results-metric-mean-pnl-high-help = Upper end of the 95 % bootstrap interval.
results-metric-mean-pnl-slots = Slots drawn from
results-metric-mean-pnl-slots-help = Slots with trades that were resampled.
results-metric-mean-pnl-draws = Bootstrap draws
results-metric-mean-pnl-draws-help = Resamples; the seed is fixed, so the same run gives the same interval.
results-metric-baseline-trades = Mirrored trades
results-metric-baseline-trades-help = Trades whose other side could be bought for the same dollars at its best ask on the same row.
results-metric-baseline-skipped = Not mirrored
results-metric-baseline-skipped-help = Trades without a recorded opposite ask, unresolved and merged ones; left out of both sides.
results-metric-baseline-actual-usdc = As they were
results-metric-baseline-actual-usdc-help = Net P&L of the mirrored trades as they were.
results-metric-baseline-swapped-usdc = Every side swapped
results-metric-baseline-swapped-usdc-help = Net P&L of the same trades with every side swapped.
results-metric-baseline-expected-usdc = A fair coin
results-metric-baseline-expected-usdc-help = (actual + swapped) / 2: the exact expectation of a fair coin per slot.
results-metric-baseline-low-usdc = Coin, 5 % quantile
results-metric-baseline-low-usdc-help = 5 % quantile of the draws with one coin per slot.
results-metric-baseline-high-usdc = Coin, 95 % quantile
results-metric-baseline-high-usdc-help = 95 % quantile of the draws with one coin per slot.
results-metric-baseline-at-least-as-good = Draws at least as good
results-metric-baseline-at-least-as-good-help = (k + 1) / (draws + 1), k the draws that made at least as much as the run: a p-value for “the choice of side earned nothing”.
results-metric-baseline-draws = Coin draws
results-metric-baseline-draws-help = Number of draws; the seed is fixed.
results-metric-best-slot = Best slot
results-metric-best-slot-help = The slot with the largest net P&L.
results-metric-best-slot-pnl-net-usdc = P&L of the best slot
results-metric-best-slot-pnl-net-usdc-help = Net P&L of that slot.
results-metric-pnl-net-without-best-slot-usdc = P&L without the best slot
results-metric-pnl-net-without-best-slot-usdc-help = Net P&L of all other slots.
results-metric-best-slot-part = Part of the best slot
results-metric-best-slot-part-help = P&L of the best slot / net P&L; only when the run made money.
