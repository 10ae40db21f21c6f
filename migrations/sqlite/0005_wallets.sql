-- Wallets, the way out of them, and what copying others' trades will need. Times are milliseconds since the Unix epoch, amounts,
-- prices and ratios millionths.

CREATE TABLE wallets (
    id              TEXT    PRIMARY KEY,
    owner           TEXT    NOT NULL,
    label           TEXT    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('paper', 'deposit', 'proxy', 'safe')),
    -- Of those on a chain: the chain, the wallet's address, the address of its key, and the key as the signer sealed it.
    chain           INTEGER,
    address         TEXT    UNIQUE,
    key_address     TEXT,
    private_key_enc TEXT,
    -- Of a paper wallet: the cash it begins with.
    starting_cash   INTEGER,
    -- The cash last seen on the chain, and when.
    balance_usdc    INTEGER NOT NULL DEFAULT 0,
    balance_at      INTEGER,
    -- Its owner's wish, and whether the plan has room for it.
    is_active       INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    plan_paused     INTEGER NOT NULL DEFAULT 0 CHECK (plan_paused IN (0, 1)),
    -- When the chain's factory said the same address, and when the key was last taken along: never when absent.
    checked_at      INTEGER,
    exported_at     INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    CHECK ((kind = 'paper') = (chain IS NULL)),
    CHECK ((kind = 'paper') = (address IS NULL)),
    CHECK ((kind = 'paper') = (key_address IS NULL)),
    CHECK ((kind = 'paper') = (private_key_enc IS NULL)),
    CHECK ((kind = 'paper') = (starting_cash IS NOT NULL))
) STRICT;
CREATE INDEX wallets_by_owner ON wallets (owner, created_at DESC, id DESC);

-- Where money may go. What counts is sealed with the key; this is what people see of it.
CREATE TABLE wallet_addresses (
    wallet     TEXT    NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    address    TEXT    NOT NULL,
    owner      TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    -- From when on money may go there.
    holds_from INTEGER NOT NULL,
    PRIMARY KEY (wallet, address)
) STRICT;

CREATE TABLE withdrawals (
    id          TEXT    PRIMARY KEY,
    owner       TEXT    NOT NULL,
    wallet      TEXT    NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    address     TEXT    NOT NULL,
    amount_usdc INTEGER NOT NULL CHECK (amount_usdc > 0),
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'canceled', 'failed')),
    -- When it is sent at the earliest.
    due_at      INTEGER NOT NULL,
    -- The number the wallet's transaction has, JSON: sent again it is the same transaction.
    ticket      TEXT,
    -- What the relayer calls it, and the chain's transaction.
    relayed     TEXT,
    tx_hash     TEXT,
    -- Why it failed, or what it waits for.
    problem     TEXT,
    created_at  INTEGER NOT NULL,
    sent_at     INTEGER,
    ended_at    INTEGER
) STRICT;
CREATE INDEX withdrawals_by_wallet ON withdrawals (owner, wallet, created_at DESC, id DESC);
-- A wallet's transactions are numbered: one withdrawal at a time.
CREATE UNIQUE INDEX withdrawals_open ON withdrawals (wallet) WHERE state IN ('waiting', 'sent');
CREATE INDEX withdrawals_due ON withdrawals (due_at) WHERE state IN ('waiting', 'sent');

-- Wallets of others that people here watch. They are everybody's.
CREATE TABLE watched_wallets (
    id             TEXT    PRIMARY KEY,
    address        TEXT    NOT NULL UNIQUE,
    label          TEXT,
    follower_count INTEGER NOT NULL DEFAULT 0,
    win_rate       INTEGER,
    total_pnl_usdc INTEGER,
    avg_slippage   INTEGER,
    last_seen_at   INTEGER,
    updated_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE copy_relationships (
    id                TEXT    PRIMARY KEY,
    owner             TEXT    NOT NULL,
    follower_wallet   TEXT    NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    watched_wallet    TEXT    NOT NULL REFERENCES watched_wallets (id) ON DELETE CASCADE,
    size_mode         TEXT    NOT NULL DEFAULT 'proportional' CHECK (size_mode IN ('fixed', 'proportional')),
    size_value        INTEGER NOT NULL,
    max_position_usdc INTEGER NOT NULL DEFAULT 100000000,
    -- JSON; every market when absent.
    markets_filter    TEXT,
    is_active         INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at        INTEGER NOT NULL,
    UNIQUE (follower_wallet, watched_wallet)
) STRICT;
CREATE INDEX copy_relationships_by_owner ON copy_relationships (owner, created_at DESC, id DESC);
CREATE INDEX copy_relationships_by_watched ON copy_relationships (watched_wallet);

CREATE TABLE trades (
    id                  TEXT    PRIMARY KEY,
    owner               TEXT    NOT NULL,
    wallet              TEXT    NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    -- What it was made for: one of the two, as long as that is there.
    strategy            TEXT    REFERENCES strategies (id) ON DELETE SET NULL,
    copy_relationship   TEXT    REFERENCES copy_relationships (id) ON DELETE SET NULL,
    market              TEXT    NOT NULL,
    side                TEXT    NOT NULL CHECK (side IN ('buy', 'sell')),
    outcome             TEXT    NOT NULL CHECK (outcome IN ('UP', 'DOWN')),
    price               INTEGER NOT NULL,
    size_usdc           INTEGER NOT NULL,
    order_type          TEXT    NOT NULL CHECK (order_type IN ('market', 'limit', 'stoploss', 'take_profit')),
    status              TEXT    NOT NULL CHECK (status IN ('pending', 'filled', 'cancelled', 'unknown', 'partial', 'failed')),
    polymarket_order_id TEXT,
    fee_bps             INTEGER,
    executed_at         INTEGER,
    created_at          INTEGER NOT NULL,
    CHECK (strategy IS NULL OR copy_relationship IS NULL)
) STRICT;
CREATE INDEX trades_by_wallet ON trades (wallet, created_at DESC);
CREATE INDEX trades_by_market ON trades (market);
CREATE INDEX trades_by_strategy ON trades (strategy);
CREATE INDEX trades_by_copy ON trades (copy_relationship);

CREATE TABLE copy_trades (
    id                TEXT    PRIMARY KEY,
    owner             TEXT    NOT NULL,
    copy_relationship TEXT    NOT NULL REFERENCES copy_relationships (id) ON DELETE CASCADE,
    follower_trade    TEXT    REFERENCES trades (id) ON DELETE SET NULL,
    leader_address    TEXT    NOT NULL,
    leader_market     TEXT    NOT NULL,
    leader_outcome    TEXT    NOT NULL CHECK (leader_outcome IN ('UP', 'DOWN')),
    leader_price      INTEGER NOT NULL,
    leader_size_usdc  INTEGER NOT NULL,
    leader_tx_hash    TEXT    NOT NULL,
    follower_price    INTEGER,
    -- (follower - leader) / leader.
    slippage          INTEGER,
    status            TEXT    NOT NULL CHECK (status IN ('pending', 'filled', 'failed', 'skipped')),
    skip_reason       TEXT,
    detected_at       INTEGER NOT NULL,
    executed_at       INTEGER,
    created_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_trades_by_relationship ON copy_trades (copy_relationship, created_at DESC);
CREATE INDEX copy_trades_by_trade ON copy_trades (follower_trade);
