# Strings of running on paper: start, change, compare, limits, alerts, the kill switch.

paper-section = Paper trading
paper-run = Run on paper
paper-run-help = Trade live ticks with made-up money
paper-run-tested = Run exactly what was tested here, with live ticks and made-up money
paper-update = Update the running version
paper-update-help = This strategy runs: give it what is shown here

# The kill switch
paper-kill = Stop all entries
paper-kill-on = Stop all entries
paper-kill-off = Allow entries again
paper-killed = Kill switch on: nothing enters
paper-kill-on-title = Stop all entries?
paper-kill-on-body = No strategy enters any more and open entry orders are withdrawn. Exits go on: what is held can still be sold or runs out. It stays so, after a restart too, until you turn it off.
paper-kill-off-title = Allow entries again?
paper-kill-off-body = Every strategy that is not paused may enter again, from its next tick on.
paper-kill-on-done = The kill switch is on: nothing enters.
paper-kill-off-done = The kill switch is off: strategies may enter again.

# Alerts
paper-bell = { $count ->
    [0] Alerts: no new ones
    [one] Alerts: { $count } new one
   *[other] Alerts: { $count } new ones
}
paper-alerts = Alerts
paper-alerts-none = No alerts so far. Faults, many refusals, lost connections, losses and settled markets appear here.
paper-alerts-seen = Mark all as seen
paper-alert-new = New
paper-alert-open = Open the run
paper-alert-fault = A strategy faulted
paper-alert-denial-burst = Many orders were refused
paper-alert-loss-limit = A loss limit was reached
paper-alert-disconnect = A connection was lost or is back
paper-alert-resolution = A market with a position was settled
paper-alert-desk-failed = Paper trading stopped or goes on again

# What alerts say
paper-told-faulted = The strategy faulted:
paper-told-faulted-in = The strategy faulted in { $market }:
paper-told-shadow-faulted = The version beside the run faulted and is gone:
paper-told-shadow-faulted-in = The version beside the run faulted in { $market } and is gone:
paper-told-limit = A limit on losses was reached, entries are refused. { $meaning }
paper-told-many-denied = { $count } orders were refused within a minute, most of them for this reason: { $meaning }
paper-told-connection-market = market connection
paper-told-connection-prices = price connection
paper-told-connection-lost = The { $connection } was lost: its data is missing until it is back.
paper-told-connection-back = { $seconds ->
    [one] The { $connection } is back after { $seconds } second.
   *[other] The { $connection } is back after { $seconds } seconds.
}
paper-told-paid = { $market } paid { $payout } for shares that cost { $cost }: net { $net }.
paper-told-no-winner = { $market } ended without a known winner: shares that cost { $cost } count as lost, net { $net }.
paper-told-desk-failed = Nothing trades on paper any more:
paper-told-disk-full = There is no room on the server’s disk: nothing trades on paper until there is. Make room; it goes on by itself.
paper-told-disk-free = There is room on the server’s disk again: trading on paper goes on.
paper-told-test = This is a test: alerts of CraftStrat will arrive here.

# Webhook
paper-webhook = Webhook
paper-webhook-intro = Alerts are also sent there, as signed JSON by POST, and again a few times when they do not arrive. Saving makes a new secret for the signature.
paper-webhook-url = Address
paper-webhook-kinds = Kinds that are sent; all when none is ticked
paper-webhook-not-an-address = This is no address. It begins with https://.
paper-webhook-plain = Only an address on this machine may begin with http://. Use https://.
paper-webhook-save = Save the webhook
paper-webhook-saved = The webhook is saved.
paper-webhook-test = Send a test
paper-webhook-test-saved = Save first: a test goes to the saved address.
paper-webhook-arrived = The test arrived.
paper-webhook-failed = The test did not arrive. { $why }
paper-webhook-state = Delivered: { $delivered }. Given up: { $failed }.
paper-webhook-last-error = The last attempt failed: { $why }
paper-webhook-secret = Deliveries are signed with this secret. It is shown this once, and the one before no longer works: copy it now.
paper-webhook-copy = Copy the secret
paper-webhook-copied = The secret is copied.
paper-webhook-not-copied = It could not be copied. Select it and copy it yourself.

# Starting
paper-start-title = Run on paper
paper-start-intro = The strategy gets live ticks and trades with made-up money, by the same rules as a backtest: fees, latency and the book as it is.
paper-start = Start on paper
paper-started = { $name } runs on paper.
paper-run-name = Name of the run
paper-cash = Opening cash
paper-latency = Latency to the venue
paper-parameters = Parameters
paper-no-parameters = This strategy has no parameters.
paper-default = default { $value }
paper-bytes = Exactly these bytes run (SHA-256):
paper-limits = { $count ->
    [0] Limits: none
    [one] Limits: { $count }
   *[other] Limits: { $count }
}
paper-limits-intro = Limits hold entries back, never exits. All are off at first; one that you turn on begins with a suggestion.
paper-series = Series it trades
paper-series-search = Search series, or type one: btc-updown-15m
paper-series-followed = followed
paper-series-typed = new
paper-series-none = No series is called that. Type one in full: btc-updown-15m.
paper-series-more = { $shown } of { $all } are listed. Type to find the others.
paper-wrong-no-series = Choose at least one series.
paper-wrong-too-many-series = Choose at most 50 series.
paper-wrong-cash = The opening cash must be above zero.
paper-wrong-latency = The latency must be between 0 and one hour.
paper-wrong-limit = The limit “{ $limit }” is on and needs a value, or turn it off.

# What is missing
paper-show-problems = Show the problems
paper-lack-errors = { $count ->
    [one] The strategy has { $count } error: it cannot run before it is mended.
   *[other] The strategy has { $count } errors: it cannot run before they are mended.
}
paper-lack-saving = Saving your latest changes…
paper-lack-stuck = Your latest changes are not saved. Save them first: what runs is what is saved.
paper-lack-trouble = Paper trading has a problem: { $why }
paper-lack-killed = The kill switch is on: the run starts, and enters nothing until the switch is off.
paper-lack-no-venue = The server was started without a feed: the run starts, and waits for ticks. Start craftstrat with a venue to get some.
paper-lack-down = The venue is not reachable now: the run starts, and waits for ticks.
paper-lack-not-followed = Nobody follows these series yet: their ticks come from the next slot on.

# Another version
paper-change-title = Update the running version
paper-change-run = Run
paper-change-of = It is for the run “{ $name }”.
paper-change-how = How
paper-change-shadow = Beside the one that trades
paper-change-shadow-help = It is shown every tick and does not trade. Where it decides otherwise is said on the run’s page, and there you let it take over.
paper-change-shadow-do = Set beside
paper-change-shadow-done = The new version runs beside { $name }.
paper-change-change = Take over at once
paper-change-change-help = It trades from the next tick on, with the cash and positions that are there. The old version stays beside it, for the way back.
paper-change-change-do = Take over
paper-change-change-done = The new version of { $name } takes over.
paper-change-replaces = Another version is beside this run already. It is replaced.

# Limits
paper-overall = Limits over all runs
paper-overall-intro = They hold for all strategies on paper together, beside each run’s own limits. They hold entries back, never exits.
paper-overall-save = Save the limits
paper-overall-saved = The limits over all runs are saved.
paper-limit-wrong = The limit “{ $limit }” is on and needs a value, or turn it off.
paper-limits-loss = Losses
paper-limits-account = Cash and positions
paper-limits-order = An order
paper-limits-market = The market at that moment
paper-unit-usdc = USDC
paper-unit-shares = shares
paper-unit-cents = cents
paper-unit-seconds = s
paper-limit-daily-loss = Loss in a day
paper-limit-daily-loss-help = Once so much is lost since midnight UTC, nothing enters until the next day.
paper-limit-weekly-loss = Loss in a week
paper-limit-weekly-loss-help = Once so much is lost since Monday UTC, nothing enters until the next week.
paper-limit-drawdown = Fall from the highest equity
paper-limit-drawdown-help = Once equity is so far below its highest, nothing enters any more.
paper-limit-exposure = Dollars at risk
paper-limit-exposure-help = Positions and open orders together tie up at most so much.
paper-limit-market-usdc = Dollars at risk in one market
paper-limit-market-usdc-help = Positions and open orders in one market tie up at most so much.
paper-limit-min-cash = Cash that must be left
paper-limit-min-cash-help = An entry that would leave less cash is refused.
paper-limit-open-orders = Open orders
paper-limit-open-orders-help = At most so many orders are open at once.
paper-limit-entries-per-minute = Entries in a minute
paper-limit-entries-per-minute-help = At most so many entries are approved within a minute.
paper-limit-trades-per-slot = Entries in a slot
paper-limit-trades-per-slot-help = At most so many entries are approved in one slot.
paper-limit-order-usdc = Cost of an order
paper-limit-order-usdc-help = An order costs at most so much, fees excluded.
paper-limit-order-shares = Shares of an order
paper-limit-order-shares-help = An order is for at most so many shares.
paper-limit-price-collar = Distance from the best price
paper-limit-price-collar-help = An order’s price lies at most so far beyond the best price on offer.
paper-limit-spread = Spread
paper-limit-spread-help = Nothing enters while the spread is wider than that.
paper-limit-depth = Depth
paper-limit-depth-help = At least so much must be on offer within the price of an order that takes.
paper-limit-age = Age of the tick
paper-limit-age-help = Nothing enters on a tick that is older than that.
paper-limit-left = Time left in the slot
paper-limit-left-help = Nothing enters when less time is left until the slot ends.

# The comparison
paper-comparison = Live and backtest
paper-comparison-of = { $name }: live and backtest
paper-comparison-intro = The recorded ticks of every settled market of this run, backtested with the same bytes and settings, beside what happened live.
paper-comparison-wait = The backtest is being run…
paper-comparison-back = The run
paper-comparison-again = Compare again
paper-comparison-nothing = Nothing to compare yet
paper-comparison-nothing-body = Markets are compared once they are settled. Come back when a slot of this run is over.
paper-comparison-equal = { $markets ->
    [one] Equal: live and backtest did exactly the same in { $markets } market.
   *[other] Equal: live and backtest did exactly the same in { $markets } markets.
}
paper-comparison-parted = { $count ->
    [0] Live and backtest differ, in no listed fill. Markets compared: { $markets }.
    [one] Live and backtest differ in { $count } fill. Markets compared: { $markets }.
   *[other] Live and backtest differ in { $count } fills. Markets compared: { $markets }.
}
paper-comparison-summary = Live ends with { $live }, the backtest with { $backtest }.
paper-comparison-chart = Equity, live and in the backtest
paper-equity = Equity
paper-live = Live
paper-backtest = Backtest
paper-time = Time
paper-market = Market
paper-differs = What differs
paper-differences = Fills that differ
paper-differences-none = No fill differs: the digests cover orders and refusals too.
paper-differs-only-live = only live
paper-differs-only-backtest = only in the backtest
paper-differs-side = side or outcome
paper-differs-price = price
paper-differs-shares = shares
paper-differs-time = time
paper-differs-fee = fee
paper-differs-other = the order behind it
paper-reasons = Why
paper-reasons-none = No reason is known.
paper-why-limits-over-all = Limits over all runs are set, which a backtest of one run has not.
paper-why-rows-shed = { $rows ->
    [one] The desk did not keep up and lost { $rows } row since the server was started.
   *[other] The desk did not keep up and lost { $rows } rows since the server was started.
}
paper-why-markets-absent = { $count ->
    [one] { $count } settled market is left out: the tick store has not all of it yet, or not any more ({ $markets }).
   *[other] { $count } settled markets are left out: the tick store has not all of them yet, or not any more ({ $markets }).
}
paper-why-other-rows = { $count ->
    [one] In { $count } market the desk looked at other rows than the store has ({ $markets }).
   *[other] In { $count } markets the desk looked at other rows than the store has ({ $markets }).
}
paper-why-version-changed = Another version took over: the backtest runs the first one throughout.
paper-why-kill-switch = A kill switch was turned while it ran: a backtest has none.
paper-why-rows-late = { $rows ->
    [one] { $rows } row came too late for the desk: the store has it in its place.
   *[other] { $rows } rows came too late for the desk: the store has them in their place.
}
paper-why-began-within = { $count ->
    [one] It began in the middle of a slot ({ $markets }): the backtest begins there as well.
   *[other] It began in the middle of { $count } slots ({ $markets }): the backtest begins there as well.
}
paper-why-stopped-within = { $count ->
    [one] It was stopped while a slot ran ({ $markets }): the backtest goes on to its end.
   *[other] It was stopped while { $count } slots ran ({ $markets }): the backtest goes on to their end.
}
paper-outcome-up = Up
paper-outcome-down = Down
paper-fill-buy = Buy { $shares } { $outcome } at { $price }, fee { $fee }
paper-fill-sell = Sell { $shares } { $outcome } at { $price }, fee { $fee }
