# Strings of wallets, of the ways into and out of them, and of strategies on them.

wallets-nav = Wallets
wallets-ways = Wallets and strategies on them
wallets-title = Wallets
wallets-intro = Where strategies trade from: paper wallets with money that is none, and wallets with keys of their own on the chain.
wallets-wallet = Wallet
wallets-about = About this wallet
wallets-state = State
wallets-made = Made
wallets-save = Save
wallets-saved = Saved.

# All wallets
wallets-none = No wallet yet
wallets-none-body = A paper wallet costs nothing and needs no chain: give it some cash, put a strategy on it and watch.
wallets-none-do = Make a paper wallet
wallets-new = New wallet
wallets-room-unlimited = { $used ->
    [one] You have { $used } wallet, and may have as many as you like.
   *[other] You have { $used } wallets, and may have as many as you like.
}
wallets-no-chain = This installation is not connected to a chain: nothing can be paid into such a wallet or out of it until whoever runs it connects it.
wallets-starts-with = Starts with
wallets-cash-unknown = Not asked for yet
wallets-pause = Pause
wallets-resume = Resume
wallets-pause-of = Whether strategies may trade from “{ $label }”
wallets-paused = “{ $label }” is paused: strategies no longer trade from it. What is held stays.
wallets-resumed = Strategies may trade from “{ $label }” again.
wallets-state-active = Active
wallets-state-paused = Paused
wallets-state-plan-paused = Paused by the plan

# A new wallet
wallets-kind = Kind
wallets-kind-paper = Paper wallet
wallets-kind-deposit = Deposit wallet
wallets-kind-proxy = Proxy wallet
wallets-kind-safe = Safe
wallets-kind-hint-paper = Money that is none, to trade on paper. Needs no chain.
wallets-kind-hint-deposit = With a key that is made here: what the venue gives to whoever comes now.
wallets-kind-hint-proxy = With a key that is made here: what the venue gave to who signed up by e-mail.
wallets-kind-hint-safe = With a key that is made here: what the venue gave to who came with a wallet of their own.
wallets-label = Name
wallets-label-hint = What you call it: up to 100 characters.
wallets-cash = Cash
wallets-cash-hint = USDC it begins with, 1,000,000 at most. 1,000 when left empty.
wallets-make = Make the wallet
wallets-made-now = “{ $label }” is made.
wallets-amount-missing = Enter an amount.
wallets-amount-wrong = Enter an amount above zero, with six decimals at most.
wallets-amount-ambiguous = This could be read in two ways. Write it without separators of thousands, such as 1000 or 12.50.

# A wallet
wallets-rename = Rename
wallets-as-of = As of
wallets-key-address = Address of the key
wallets-exported = Key taken along
wallets-delete = Delete
wallets-delete-paper = Strategies on it are taken off. It cannot be deleted while one of them runs.
wallets-delete-chain = Only an empty wallet is deleted: withdraw what is in it first, and take along its key if anything may still arrive. Nobody can bring it back.
wallets-delete-confirm = To be sure, type its name
wallets-delete-do = Delete the wallet
wallets-deleted = “{ $label }” is deleted.

# Paying in
wallets-deposit = Pay in
wallets-deposit-body = Send only pUSD, and only on chain { $chain }. Anything else, or on another chain, is lost.
wallets-deposit-qr = QR code of the address
wallets-deposit-token = Contract of the token:
wallets-deposit-checked = The chain’s own factory said the same address:
wallets-deposit-none = There is no address to pay in to now.

# What is in it
wallets-balances = On the chain
wallets-shares = Outcome shares
wallets-allowances = What contracts of the venue may take
wallets-bridged = There is { $amount } of another kind in it (USDC.e), which cannot be traded with.
wallets-head-token = Token
wallets-head-shares = Shares
wallets-head-contract = Contract
wallets-head-may-take = May take
wallets-allowed-nothing = Nothing
wallets-allowed-some = Something
wallets-allowed-all = As much as there is

# Addresses to withdraw to
wallets-allowed = Addresses to withdraw to
wallets-allowed-body = Money leaves only to addresses of this list. A new one holds a day later, so that whoever gets into your account cannot empty the wallet at once.
wallets-allowed-none = No address yet.
wallets-allowed-holds = Holds
wallets-allowed-holds-from = Holds from
wallets-allowed-label = What you call it
wallets-allowed-add = Add the address
wallets-allowed-added = Added. It holds a day from now.
wallets-allowed-remove = Remove
wallets-allowed-remove-title = Remove { $address }?
wallets-allowed-remove-body = Nothing can be withdrawn to it any more. When you add it again, it holds a day later.
wallets-allowed-removed = Removed.
wallets-address = Address
wallets-address-hint = 0x and 40 hexadecimal digits.

# Withdrawals
wallets-withdrawals = Withdrawals
wallets-withdrawals-none = Nothing was withdrawn.
wallets-withdraw = Withdraw
wallets-withdraw-no-address = Add an address to withdraw to first.
wallets-withdraw-later = This address does not hold yet. The withdrawal waits until
wallets-withdraw-asked = The withdrawal is asked for. Until it is sent you can take it back.
wallets-amount = Amount in USDC
wallets-withdrawal-to = To
wallets-withdrawal-cancel = Take it back
wallets-withdrawal-taken-back = Taken back.
wallets-withdrawal-waiting = Waiting
wallets-withdrawal-sent = Sent
wallets-withdrawal-confirmed = Confirmed
wallets-withdrawal-canceled = Taken back
wallets-withdrawal-failed = Failed
wallets-withdrawal-due-at = leaves at the earliest
wallets-withdrawal-sent-at = sent
wallets-withdrawal-ended-at = ended

# The key
wallets-keystore = Take the key along
wallets-keystore-body = The key as an encrypted file that other wallets can open. Whoever has the file and its password has everything in the wallet: keep both apart from each other.
wallets-keystore-password = Password of the file
wallets-keystore-hint = At least 12 characters, and not your password here. It is kept nowhere: without it the file is worth nothing.
wallets-keystore-again = The same again
wallets-keystore-differs = This is not the same.
wallets-keystore-do = Save the encrypted key
wallets-keystore-done = The encrypted key was saved.
wallets-factor-needed = For this your account needs a second factor.
wallets-factor-mend = Set it up

# Strategies on wallets
wallets-assigned-title = Strategies on wallets
wallets-assigned-intro = Which strategy trades which markets from which wallet. All of it on paper so far.
wallets-assigned-here = Strategies on it
wallets-assigned-none = No strategy is on a wallet
wallets-assigned-none-body = Choose a strategy, a wallet and markets. You see what it needs before it runs.
wallets-assigned-none-here = No strategy trades from this wallet.
wallets-assigned-on = on { $wallet }
wallets-assigned-run = Run
wallets-assigned-open-run = Open its run
wallets-assigned-about = The assignment
wallets-assigned-now = Assigned. It does not run yet: see what it needs.
wallets-assigned-stopped = Stopped
wallets-assigned-running = Running
wallets-assigned-paused = Paused
wallets-assigned-halted = Halted
wallets-assigned-stopping = Stopping
wallets-assigned-failed = Failed
wallets-assign = Assign to a wallet
wallets-assign-one = Assign a strategy
wallets-assign-intro = It does not run at once: its page says first what it needs.
wallets-assign-do = Assign
wallets-assign-no-strategy = No strategy yet
wallets-assign-made = A paper wallet is made for you.
wallets-assign-with-errors = { $count ->
    [one] { $name } ({ $count } error)
   *[other] { $name } ({ $count } errors)
}
wallets-strategy = Strategy
wallets-markets = Markets
wallets-markets-hint = Series such as btc-updown-15m, or patterns such as btc-* or *-updown-5m, separated by commas.
wallets-markets-known = Series that are followed or recorded here
wallets-markets-missing = Name at least one series or pattern.
wallets-markets-too-many = 50 series and patterns at most.
wallets-markets-wrong = “{ $name }” is neither a series nor a pattern.
wallets-series = Series they mean now
wallets-series-none = None that is known
wallets-max = Maximum position in USDC
wallets-max-hint = Most dollars tied up in one market.
wallets-cash-apart = Cash set apart in USDC
wallets-cash-apart-hint = All that is free when left empty.
wallets-cash-all = All that is free
wallets-parameters = Parameters
wallets-result = Result
wallets-started = Activated
wallets-change = Change
wallets-unassign = Take off
wallets-unassign-title = Take the strategy off this wallet?
wallets-unassign-body = Strategy, wallet and what was recorded of its runs stay.
wallets-unassigned = Taken off.
wallets-activate = Activate
wallets-activate-not-yet = First mend what stands in the way.
wallets-activated = Activated.
wallets-deactivate = Deactivate
wallets-deactivated = Deactivated. What it holds runs out.
wallets-stop-run-stopped = Its run was stopped on the live page.
wallets-stop-run-failed = Its run could not be started or brought back.
wallets-stop-wallet-paused = Its wallet was paused.
wallets-stop-plan = Your plan became smaller.
wallets-stop-strategy-deleted = Its strategy was deleted.
wallets-stop-killed = A kill switch is on: it may only get out.
wallets-stop-faulted = The strategy faulted and is not asked again before the next slot.
wallets-stop-limit = A limit was reached: it does not enter until that is over.

# What it needs
wallets-preflight = Before it runs
wallets-preflight-again = Check again
wallets-preflight-ready = Ready: nothing stands in the way.
wallets-preflight-missing = { $count ->
    [one] { $count } thing stands in the way.
   *[other] { $count } things stand in the way.
}
wallets-preflight-passed = { $count ->
    [one] { $count } check passed
   *[other] { $count } checks passed
}
wallets-check-ok = Passed
wallets-check-blocks = Stands in the way
wallets-check-noted = Good to know
wallets-check-wallet-paused = The wallet is active
wallets-check-strategy-problems = The strategy has no errors
wallets-check-strategy-parameters = Its parameters are in their ranges
wallets-check-strategy-parked = No run of the strategy is parked
wallets-check-markets-unknown = The markets are known
wallets-check-markets-not-followed = Feed or recorded data know the markets
wallets-check-plan-limit = The plan has room for it
wallets-check-series-taken = No other strategy of this wallet trades these series
wallets-check-wallet-cash = The wallet has the cash
wallets-check-position-too-small = The maximum position is large enough
wallets-check-desk-down = The paper desk takes runs
wallets-check-kill-switch = No kill switch is on
wallets-check-feed-down = The feed is up
wallets-check-live-trading = It trades with what is in the wallet
wallets-mend-wallet-paused = Resume the wallet.
wallets-mend-strategy-problems = Mend the errors of the strategy.
wallets-mend-strategy-parameters = Set its parameters within their ranges.
wallets-mend-strategy-parked = It faulted in a run: look into that run, mend the strategy and save it.
wallets-mend-markets-unknown = Change the markets to series that are followed or recorded here.
wallets-mend-markets-not-followed = The feed follows them once it runs.
wallets-mend-plan-limit = Stop another strategy, or ask for a larger plan.
wallets-mend-series-taken = Deactivate the other one, or choose other markets or another wallet.
wallets-mend-wallet-cash = Set less cash apart, or deactivate what uses it.
wallets-mend-position-too-small = Raise the maximum position.
wallets-mend-desk-down = Nothing trades until whoever runs this installation starts the desk again.
wallets-mend-kill-switch = It would run and wait until the kill switch in the bar is off.
wallets-mend-feed-down = It would run and wait until the feed is back.
wallets-mend-live-trading = It runs on paper: real prices, no real orders.
wallets-way-wallet = Open the wallet
wallets-way-strategy = Open the strategy
wallets-way-data = Open the data page
wallets-way-assignments = See all assignments
wallets-way-live = Open the live page

# Refusals
wallets-error-address-mismatch = The chain’s factory says another address than we compute. Nothing may be paid in until that is understood: tell whoever runs this installation.
wallets-error-assigned-already = This strategy is on this wallet already: change that assignment.
wallets-error-assignment-running = It runs. Deactivate it and wait until it holds nothing.
wallets-error-bad-address = Enter an address: 0x and 40 hexadecimal digits, with its capital letters as they were given to you.
wallets-error-bad-amount = This amount cannot be.
wallets-error-bad-label = A name has 1 to 100 characters.
wallets-error-bad-markets = These are no markets.
wallets-error-bad-password = The password of a file has 12 to 256 characters.
wallets-error-bad-settings = An amount cannot be.
wallets-error-chain-unreachable = The chain does not answer now. Try again in a while.
wallets-error-changed-meanwhile = Another window changed it meanwhile. Try again.
wallets-error-enrol-second-factor = For this your account needs a second factor: set it up in the settings, under security.
wallets-error-needs-accounts = Nobody signs in here, so there are paper wallets alone.
wallets-error-no-chain = This installation is not connected to a chain.
wallets-error-no-relayer = This installation is connected to a chain, but nothing there sends withdrawals.
wallets-error-no-strategy = There is no such strategy any more.
wallets-error-no-wallet = There is no such wallet any more.
wallets-error-not-allowed = This address is not on the list of addresses to withdraw to.
wallets-error-not-empty = There is still something in it, or a strategy on it runs: nothing was deleted.
wallets-error-not-found = It is not there any more.
wallets-error-not-waiting = It was sent already and cannot be taken back.
wallets-error-paper-wallet = A paper wallet has no address, no key and no withdrawals.
wallets-error-plan-paused = Your plan has no room for this wallet. It goes on when it has; nothing is lost.
wallets-error-plan-wallets = Your plan has no room for another wallet.
wallets-error-signer-refused = The process that keeps keys refused.
wallets-error-signer-unavailable = The process that keeps keys does not run.
wallets-error-too-many-requests = Too many attempts. Wait a little, then try again.
wallets-error-withdrawal-open = Another withdrawal of this wallet has not ended. Wait for it, or take it back.
wallets-error-wrong-label = This is not its name.
