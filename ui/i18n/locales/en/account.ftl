# Strings of signing in, of what belongs to an account, of plans, and of what the operator sees.

account-local = This server is yours alone: no sign-in.
account-home = Go to the first page

# Signing in
account-login-title = Sign in
account-sign-in = Sign in
account-sign-out = Sign out
account-email = E-mail
account-password = Password
account-show-password = Show the password
account-show = Show
account-hide = Hide
account-code = Six digits from your app
account-code-hint = Or one of your recovery codes.
account-back = Use another account
account-forgot = Password forgotten?
account-to-signup = No account yet? Sign up
account-to-login = Back to signing in
account-ended = Your session has ended. What you had not saved of a strategy is kept in this browser, and is there again once you have signed in.
account-missing-password = Enter your password.
account-missing-code = Enter the code.

# Signing up
account-signup-title = Sign up
account-signup-intro = An account has strategies, results and wallets that nobody else sees.
account-sign-up = Sign up
account-name = Name
account-name-hint = What you are called here. You may leave it empty.
account-signup-sent = Look into your mail: what comes next was sent to { $email }.
account-no-mail = Nothing there after a minute? Look among unwanted mail, or have it sent again.
account-send-again = Send it again
account-sent-again = It was sent again.
account-mail-sent = If there is something to be sent to this address, it is on its way.

# Confirming the address
account-verify-title = Confirm your e-mail
account-verified = Your e-mail is confirmed.
account-verify-again = Open the link in the mail we sent. If it has expired, have another one sent.
account-unverified = Your e-mail is not confirmed yet.
account-unverified-mend = Confirm it
account-email-verified = Confirmed

# Another password
account-forgot-title = Password forgotten
account-forgot-intro = Enter your e-mail, and a link to set another password is sent there. It is good for an hour.
account-forgot-send = Send the link
account-reset-title = Set another password
account-new-password = New password
account-current-password = Present password
account-reset-do = Set the password
account-reset-done = Your password is set, and you are signed out everywhere. Sign in with the new one.
account-reset-no-code = To set a password, open the link in the mail. A link works once.
account-reset-again = Have another link sent

# Rules of passwords
account-rule-length = 12 to 128 characters
account-rule-not-email = Not your e-mail address
account-rule-not-common = None of those that everybody tries first: the server checks
account-rule-kept = (yes)
account-rule-broken = (not yet)

# Refusals
account-error-bad-code = This code is not right. A code of the app is good for half a minute.
account-error-bad-credentials = E-mail or password is not right.
account-error-bad-email = Enter an e-mail address.
account-error-bad-name = A name has 100 characters at most.
account-error-bad-password = A password has 12 to 128 characters.
account-error-common-password = Everybody tries this password first. Choose another one.
account-error-expired-code = This link has expired or was used. Have another one sent.
account-error-locked = This account is locked. Ask whoever runs this installation.
account-error-password-like-email = A password must not be your e-mail address.
account-error-too-many-requests = Too many attempts. Wait a little, then try again.
account-error-unverified = Confirm your e-mail first: the link is in your mail.
account-error-wrong-email = This is not the e-mail of your account.
account-error-wrong-password = This is not your present password.

# Confirming that it is you
account-confirm-title = Confirm that it is you
account-confirm-body = For this, enter your password once more. You are not asked again for ten minutes.
account-confirm-do = Confirm

# The menu
account-menu = Account of { $name }
account-menu-plan = Plan: { $plan }

# Sections of the settings
account-section-general = General
account-section-profile = Profile
account-section-security = Security
account-section-sessions = Sessions
account-section-tokens = API tokens
account-section-data = Your data
account-save = Save
account-saved = Saved.
account-mail-language = Language of mail to you
account-since = Here since
account-more = Show more
account-refresh = Refresh
account-copy = Copy
account-copied = Copied.
account-not-copied = It could not be copied. Select it and copy it yourself.
account-download = Download
account-print = Print

# Security
account-password-change = Change the password
account-password-ends = You stay signed in here and are signed out everywhere else.
account-password-changed = Your password is changed, and you are signed out everywhere else.
account-factor = Second factor
account-factor-off = Besides the password, signing in then takes six digits from an app on your phone. Whoever learns your password cannot get in with it alone.
account-factor-on = On: signing in takes a code from your app.
account-factor-begin = Set it up
account-factor-scan = Scan this with an authenticator app, or type the secret into it. Then enter the six digits it shows.
account-factor-qr = QR code for an authenticator app
account-factor-secret = Secret:
account-factor-code = Six digits from the app
account-factor-enable = Turn it on
account-factor-disable = Turn it off
account-factor-disable-title = Turn the second factor off?
account-factor-disable-body = Your password alone is then enough to sign in, and your recovery codes are worth nothing any more.
account-factor-disabled = The second factor is off.
account-codes = Recovery codes
account-codes-file = Recovery codes for CraftStrat. Each works once, in place of six digits.
account-codes-body = The second factor is on. Keep these codes where you find them without your phone: each works once, in place of six digits. They are shown this once.
account-codes-kept = I have kept them
account-recent = Of late
account-recent-body = What was done with your account, or tried. If something here was not you, change the password and end the other sessions.

# Sessions
account-session-current = This one
account-session-line = From { $address }, begun { $begun }.
account-session-used = Last used
account-session-end = End
account-session-ended = Ended.
account-end-others = End all others
account-end-others-body = Wherever else you are signed in, you have to sign in again.

# Tokens
account-token-new = New token
account-token-name = Name
account-token-no-name = Enter a name of 100 characters at most, such as the program that uses it.
account-token-scopes = What it may be used for
account-token-no-scope = Choose at least one.
account-token-days = Good for
account-token-never = No token can sign in, change the account, make tokens, export keys or withdraw.
account-token-make = Make the token
account-token-made = Token “{ $name }”. It is shown this once: copy it now.
account-token-use = Send it with each request as
account-token-kept = I have kept it
account-token-expires = Expires
account-token-unused = never used
account-token-revoke = Revoke
account-token-revoke-title = Revoke “{ $name }”?
account-token-revoke-body = Programs that use it are refused from now on.
account-token-revoked = Revoked.
account-tokens-none = No tokens. Programs need one to use this server for you.
account-scope-read = Read all that is yours
account-scope-strategies = Change strategies
account-scope-backtests = Run backtests and sweeps
account-scope-live = Start, change and stop what trades
account-scope-wallets = Make and change wallets, without their keys and without withdrawals
account-scope-short-read = read
account-scope-short-strategies = strategies
account-scope-short-backtests = backtests
account-scope-short-live = live
account-scope-short-wallets = wallets
account-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# Data
account-export = Export
account-export-body = Everything that is yours here as one file: profile, strategies with their versions, results, wallets without keys, and what was done with the account.
account-export-do = Export my data
account-delete = Delete the account
account-delete-body = Your strategies, results and tokens are deleted, what runs is stopped, and nobody can bring it back. Withdraw what your wallets hold first.
account-delete-email = To be sure, type your e-mail
account-delete-do = Delete my account for ever
account-deleted = Your account is deleted.

# Plans
account-plan-title = Plan and usage
account-plan-intro = What you may have, and how much of it you use.
account-plan-yours = Your plan: { $plan }
account-plan-own = Yours
account-plan-change = Whoever runs this installation sets your plan. On a smaller one, what is over its limits is paused and nothing is deleted.
account-plans = All plans
account-plan-free = Free
account-plan-starter = Starter
account-plan-pro = Pro
account-plan-enterprise = Enterprise
account-unlimited = Unlimited
account-history-all = All there is
account-used-of = { $used } of { $limit }
account-used-unlimited = { $used }, no limit
account-yes = Yes
account-no = No
account-head-plan = Plan
account-head-strategies = Strategies
account-head-wallets = Wallets
account-head-leaders = Leaders followed
account-head-history = History of backtests
account-head-public = Can be followed
account-limit-strategies = { $used } of { $limit } strategies of your plan run.
account-limit-strategies-full = { $limit ->
    [one] The strategy of your plan runs already: stop it first, or it is refused.
   *[other] All { $limit } strategies of your plan run: stop one first, or it is refused.
}
account-limit-wallets = { $used } of { $limit } wallets of your plan are used.
account-limit-wallets-full = { $limit ->
    [one] The wallet of your plan is used.
   *[other] All { $limit } wallets of your plan are used.
}
account-limit-leaders = You follow { $used } of the { $limit } leaders of your plan.
account-limit-leaders-full = { $limit ->
    [one] You follow the one leader of your plan.
   *[other] You follow all { $limit } leaders of your plan.
}
account-limit-history = { $days ->
    [one] Your plan reaches back one day: older markets are refused.
   *[other] Your plan reaches back { $days } days: older markets are refused.
}
account-limit-plans = Compare plans

# The operator
account-operator = Operator
account-not-operator = Only who runs this installation sees this.
account-operator-system = System
account-operator-users = People
account-operator-audit = Audit log
account-operator-jobs = Jobs
account-operator-parked = Parked
account-system-version = Version
account-system-database = Database
account-system-up = Running for
account-system-users = People
account-system-sessions = Open sessions
account-system-jobs = Jobs waiting or running
account-system-runs = Strategies on paper
account-system-mail = Mail goes to
account-system-killed = All entries blocked
account-users-search = Search by e-mail or name
account-users-none = Nobody is found.
account-role-operator = Operator
account-role-unverified = Not confirmed
account-head-email = E-mail and name
account-head-factor = Second factor
account-head-since = Signed up
account-head-access = Access
account-user-plan-of = Plan of { $email }
account-user-plan-title = Put { $email } on { $plan }?
account-user-plan-smaller = What is over the limits of the smaller plan is paused. Nothing is deleted.
account-user-plan-larger = It holds at once. What was paused stays so until its owner starts it.
account-user-plan-do = Change the plan
account-user-lock = Lock
account-user-unlock = Unlock
account-user-lock-title = Lock { $email }?
account-user-lock-body = They are signed out everywhere and cannot sign in.
account-user-unlock-title = Unlock { $email }?
account-user-unlock-body = They can sign in again.
account-head-kind = Kind
account-head-state = State
account-head-person = Whose
account-head-asked = Asked for
account-head-ended = Ended
account-head-run = Run
account-head-reason = Why
account-jobs-none = No jobs.
account-parked-none = Nothing is parked.
account-job-backtest = Backtest
account-job-sweep = Sweep
account-job-import = Import
account-state-queued = Waiting
account-state-running = Running
account-state-done = Done
account-state-failed = Failed
account-state-cancelled = Cancelled

# The audit log
account-audit = Sensitive actions
account-audit-when = When
account-audit-what = What
account-audit-who = Who
account-audit-address = Address
account-audit-detail = Detail
account-audit-outcome = Outcome
account-audit-done = Done
account-audit-refused = Refused
account-audit-nobody = nobody
account-audit-none = Nothing is listed.
account-audit-all = All
account-audit-filters = Filter the audit log
account-audit-clear = Clear
account-action-login = Sign-in
account-action-sign-up = Sign-up
account-action-verify-email = E-mail confirmed
account-action-reset-password = Password reset
account-action-account-change = Profile changed
account-action-account-password = Password changed
account-action-account-confirm = Identity confirmed
account-action-account-export = Data exported
account-action-account-delete = Account deleted
account-action-sessions-end = Session ended
account-action-tokens-create = Token made
account-action-tokens-revoke = Token revoked
account-action-second-factor-enrol = Second factor on
account-action-second-factor-disable = Second factor off
account-action-live-start = Run started
account-action-live-change = Run changed
account-action-live-stop = Run stopped
account-action-live-kill = Run paused or resumed
account-action-kill-all = Kill switch of all, or limits
account-action-webhook-write = Webhook changed
account-action-ticks-import = Market data imported
account-action-ticks-delete = Market data deleted
account-action-operator-read-users = People looked at
account-action-operator-change-plan = Plan or lock changed
account-action-operator-read-audit = Audit log looked at
account-action-operator-handover = What was made before accounts handed over
account-action-internal-strategy = Strategy started or stopped by a service
account-action-wallets-create = Wallet made
account-action-wallets-change = Wallet changed
account-action-wallets-delete = Wallet deleted
account-action-wallets-export = Key taken along
account-action-wallets-withdraw = Withdrawal, or address for one
account-action-wallets-cancel = Withdrawal taken back
account-action-assignments-write = Assignment changed
account-action-assignments-run = Assignment activated
account-action-assignments-stop = Assignment deactivated
