# Strings of strategies on paper: the live page, a run, and the log of what happened.

live-nav = Live
live-title = Live
live-intro = Strategies on paper: real prices, no real money.
live-run = Run
live-runs = Runs
live-links = Related pages
live-all-runs = All runs
live-to-strategy = Strategy
live-to-assignment = Its wallet and assignment
live-to-comparison = Compare with a backtest
live-to-events = Its events
live-none = –
live-just-now = now
live-ago = { $age } ago
live-none-yet = Nothing runs on paper
live-none-yet-body = A strategy on paper sees every tick of the venue and trades with play money. Open a strategy and press “Run on paper”.
live-go-strategies = Choose a strategy

## Stream and trouble

live-lost = Not up to date: the connection to the server was lost and is being restored.
live-lost-as-of = What you see is as it was at
live-trouble = Nothing can be traded now.
live-no-venue = Nothing trades: CraftStrat was started without a venue. Start it with --venue polymarket or --venue simulated.

## Venue and feed

live-venue = Venue
live-venue-where = Ticks come from
live-venue-polymarket = Polymarket
live-venue-simulated = a simulated venue
live-venue-none = nowhere
live-venue-time = Time at the venue
live-following = Series followed
live-following-none = none
live-no-tick-yet = no tick yet
live-feed = Feed
live-feed-nothing = No source yet.
live-feed-calm = { $sources ->
    [one] The one source is fresh.
   *[other] All { $sources } sources are fresh.
}
live-feed-troubled = { $down ->
    [0] Out of date: { $stale }
   *[other] Not reachable: { $down }, out of date: { $stale }
}
live-source-connection = Connection
live-source-price = Price
live-source-book = Book
live-source-terms = Terms
live-source-down = not reachable
live-source-stale = out of date
live-source-fresh = fresh

## Read out as it happens

live-news-state = { $name }: { $state }.
live-news-entered = { $name } opened a position.
live-news-left = { $name } closed its positions.
live-news-feed-troubled = The feed is out of date.
live-news-feed-calm = The feed is fresh again.

## Money

live-money-opening = Opening cash
live-money-cash = Cash
live-money-equity = Equity
live-money-realised = Realised
live-money-unrealised = Unrealised
live-money-fees = Fees
live-money-exposure = Exposure
live-equity = Equity
live-equity-summary = From { $opening } to { $now }.
live-equity-note = Positions count at their cost until they are closed.

## States, and why a run has not traded

live-state-running = Running
live-state-paused = Paused
live-state-halted = Halted
live-state-stopping = Stopping
live-state-stopped = Stopped
live-state-failed = Failed
live-wait-nothing = Nothing keeps it from trading.
live-wait-stopping = It was stopped; what it holds runs out.
live-wait-stopped = It is over.
live-wait-failed = It could not be started:
live-wait-killed = It is paused and may only exit.
live-wait-killed-all = The kill switch of all strategies is on: it may only exit.
live-wait-no-feed = There is no feed, or it is down: no ticks come.
live-wait-no-slot = No slot of its series is running or known yet.
live-wait-no-ticks = The slot { $market } is running, but no tick of it has come yet.
live-wait-warming-up = Its indicators are warming up: { $rows } of { $needed } rows.
live-wait-limit = A limit keeps it from entering. { $meaning }
live-wait-parked = It faulted in { $market } and waits for the next slot.
live-wait-denied = { $times ->
    [one] Its last order was refused. { $meaning }
   *[other] Its last order was refused, as { $times } were for this reason. { $meaning }
}
live-wait-resting = { $orders ->
    [one] Its order rests in the book and is not filled yet.
   *[other] { $orders } orders rest in the book and are not filled yet.
}
live-wait-no-decision = { $rows ->
    [one] Its conditions were not met in the one row it looked at.
   *[other] Its conditions were not met in { $rows } rows.
}

## What a refusal means

live-denied-over-all = { $meaning } This limit counts all strategies together.
live-denial-open-entries = The strategy holds as many entries of this outcome as it permits itself.
live-denial-trades-per-slot = The strategy has entered as often in this slot as it permits itself.
live-denial-cool-down = The strategy’s cool-down after its last entry is not over.
live-denial-max-position = The position would exceed the strategy’s own maximum.
live-denial-exiting = A stop or target of this outcome is being executed.
live-denial-nothing-to-sell = There is no settled share to sell.
live-denial-exit-already-open = The same stop or target is open already.
live-denial-exit-cannot-buy = A stop or target sells; it cannot buy.
live-denial-kelly-cannot-sell = A sell cannot be sized by a Kelly probability.
live-denial-nothing-to-cancel = There is no order to cancel.
live-denial-no-edge = The probability is not above the price, so Kelly stakes nothing.
live-denial-no-quote = There is no quote to size or limit the order by.
live-denial-price-out-of-range = The venue does not quote that price.
live-denial-below-minimum-shares = The venue asks for more shares in a limit order.
live-denial-below-minimum-size = The venue asks for more dollars in an order that takes.
live-denial-slot-ending = The order would reach the book after the slot’s end.
live-denial-insufficient-cash = There is not enough cash.
live-denial-kill-switch = The kill switch of this run is on.
live-denial-kill-switch-all = The kill switch of all strategies is on.
live-denial-stopped = The run was stopped.
live-denial-order-shares = Too many shares in one order.
live-denial-order-usdc = One order may not cost that much.
live-denial-price-collar = The price lies too far beyond the best quote.
live-denial-spread = Bid and ask are too far apart.
live-denial-depth = Too little is on offer within the price.
live-denial-stale-row = The prices it was decided on are too old.
live-denial-slot-near-end = The slot ends too soon.
live-denial-market-exposure = Too many dollars would be tied up in one market.
live-denial-exposure = Too many dollars would be tied up.
live-denial-open-orders = Too many orders are open.
live-denial-order-rate = Too many entries within a minute.
live-denial-slot-trades = Too many entries in this slot.
live-denial-daily-loss = The loss limit of the day is reached.
live-denial-weekly-loss = The loss limit of the week is reached.
live-denial-drawdown = The drawdown limit is reached.
live-denial-cash-floor = Less cash would be left than must be.

## Actions

live-do-pause = Pause
live-do-resume = Resume
live-do-stop = Stop
live-do-remove = Remove
live-do-named-pause = Pause { $name }
live-do-named-resume = Resume { $name }
live-do-named-stop = Stop { $name }
live-do-named-remove = Remove { $name }
live-confirm-stop = It enters no more, and its open orders are withdrawn. What it holds runs until its slot ends. It cannot be started again; a new run can.
live-confirm-remove = It disappears from the list. Its events stay in the log.

## Columns

live-column-name = Name
live-column-state = State
live-column-tick = Last tick
live-column-signal = Last signal
live-column-positions = Positions
live-column-orders = Open orders
live-column-fills = Fills
live-column-result = P&L, USDC
live-column-actions = Actions
live-column-market = Market
live-column-outcome = Outcome
live-column-shares = Shares
live-column-cost = Cost
live-column-average = Average price
live-column-bid = Bid
live-column-unrealised = Unrealised
live-column-since = Opened
live-column-left = Slot ends in
live-column-rows = Rows
live-column-note = Note
live-column-when = When
live-column-order = Order
live-column-filled = Filled
live-column-end = Ended
live-column-cause = Why
live-column-side = Side
live-column-price = Price
live-column-fee = Fee
live-column-code = Code
live-column-meaning = What it means
live-column-times = Times
live-no-signal = none yet
live-signal-refused = refused,
live-slot-over = over

## A run

live-series = Series
live-started = Started
live-version-trading = Version
live-positions = Positions
live-positions-none = It holds nothing.
live-markets = Markets it looks at
live-markets-none = It looks at no market now.
live-market-parked = it faulted here and is not asked any more
live-market-awaiting = over, the winner is not known yet
live-open-orders = Open orders
live-open-orders-none = No order is open.
live-ended-orders = Ended orders
live-ended-orders-none = No order has ended yet.
live-fills = Fills
live-fills-none = Nothing was filled yet.
live-denials = Refused orders
live-denials-none = No order was refused.
live-order-buy = buy { $outcome }, { $size }, at most { $price }
live-order-sell = sell { $outcome }, { $size }, at least { $price }
live-side-buy = Buy
live-side-sell = Sell
live-shares = { $n } shares
live-setup = Parameters and limits
live-latency = Latency to the venue
live-limits = Limits of this run
live-limits-none = None.
live-limit-order-shares = Shares of one order
live-limit-order-usdc = Cost of one order
live-limit-price-collar = Price beyond the best quote
live-limit-spread = Spread
live-limit-depth = Least on offer within the price
live-limit-age = Oldest prices to decide on
live-limit-left = Least time until the slot’s end
live-limit-market = Dollars in one market
live-limit-exposure = Dollars in all markets
live-limit-open-orders = Open orders
live-limit-entries = Entries within a minute
live-limit-trades = Entries in one slot
live-limit-daily-loss = Loss of a day
live-limit-weekly-loss = Loss of a week
live-limit-drawdown = Drawdown
live-limit-cash = Least cash left

## The version beside

live-version = Version beside it
live-version-none = A version beside sees the same ticks and does not trade. So one sees how often it decides otherwise before it takes over.
live-version-beside = Put the strategy as it is now beside it
live-version-beside-is = Version beside
live-version-rows = Rows compared
live-version-differed = Decided otherwise
live-version-differed-of = { $differed } ({ $ratio })
live-version-warm = It went on from what the version that trades had seen.
live-version-cold = It started afresh and warms up first.
live-version-was-before = It is the version that traded before.
live-version-swap = Let it take over
live-version-back = Roll back to it
live-version-discard = Discard it
live-version-swap-body = The version beside trades from the next tick on, with the same cash, positions and orders. The one that trades now stands beside it, so that one can go back.

## Events

live-events = Event log
live-events-more = Show older
live-events-held = { $n ->
    [one] Show 1 new event
   *[other] Show { $n } new events
}
live-events-none = Nothing has happened yet
live-events-none-body = As soon as a strategy runs on paper, everything it does is listed here.
live-events-none-such = No such event
live-events-none-such-body = Nothing that happened so far passes these filters.
live-events-cut = The newest { $n } are shown. Set a filter to see older ones.
live-follow = Follow
live-follow-help = New events appear at the top
live-filters = Filter events
live-filter-run = Run
live-filter-kind = Kind
live-filter-market = Market
live-filter-all-runs = All runs
live-filter-all-kinds = All kinds
live-filter-clear = Clear filters
live-kind-run = Run
live-kind-order = Order
live-kind-fill = Fill
live-kind-trade = Trade
live-kind-denial = Refusal
live-kind-settlement = Settlement
live-kind-fault = Fault
live-kind-version = Version
live-kind-feed = Feed
live-event-started = The run began.
live-event-stopped = It was stopped; what it holds runs out.
live-event-over = It is over and holds nothing.
live-event-killed = It was paused.
live-event-freed = It was resumed.
live-event-killed-all = The kill switch of all strategies was turned on.
live-event-freed-all = The kill switch of all strategies was turned off.
live-event-rejected = That cannot be done:
live-event-approved = Approved: { $order }; { $reserved } reserved.
live-event-ended = Ended: { $order }; { $end }.
live-event-bought = Bought { $shares } { $outcome } at { $price } for { $notional }, fee { $fee }.
live-event-sold = Sold { $shares } { $outcome } at { $price } for { $notional }, fee { $fee }.
live-event-closed = Trade in { $outcome } closed with { $pnl } ({ $reason }).
live-event-denied = { $times ->
    [1] “{ $decision }” was refused. { $meaning }
   *[other] “{ $decision }” was refused { $times } times. { $meaning }
}
live-event-merged = { $pairs } pairs were merged for { $proceeds }.
live-event-abandoned = A rest that cost { $cost } is too small to sell and was given up.
live-event-paid = { $shares } { $outcome } paid out { $payout }; they had cost { $cost }.
live-event-settled = The market is settled. Winner: { $winner }. { $rows } rows were looked at.
live-winner-split = both, half each
live-winner-unknown = not known
live-event-faulted = The strategy faulted:
live-event-shadowing = Version { $version } runs beside it.
live-event-differed = The version beside it decided otherwise: { $shadow } instead of { $live }.
live-decided-nothing = nothing
live-event-shadow-faulted = The version beside it faulted and is gone:
live-event-swapped = Version { $version } took over.
live-event-swapped-cold = Version { $version } took over and warms up first.
live-event-discarded = The version beside it was discarded.
live-event-dropped = A row came too late and was not looked at.
live-event-source = { $name }: { $status }.

# The dashboard
live-dash-title = Dashboard
live-dash-intro = What was made, what runs, what is held, and what needs you.
live-dash-all = See all
live-dash-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
live-dash-pnl = Profit and loss
live-dash-pnl-none = Nothing was won or lost: no strategy has run yet.
live-dash-pnl-go = Run a strategy on paper
live-dash-active = Active strategies
live-dash-active-none = No strategy runs now.
live-dash-active-go = Choose one to run
live-dash-positions = Positions
live-dash-positions-none = Nothing is held.
live-dash-positions-go = Look at what happened
live-dash-position = { $shares } × { $outcome } at { $price }
live-dash-alerts = Alerts
live-dash-alerts-none = Nothing has needed you.
live-dash-alerts-go = Choose where they are sent
