-- Wallets, the way out of them, and what copying others' trades will need; as in `migrations/sqlite`, which says what each
-- column is.

CREATE TABLE wallets (
    id              TEXT COLLATE "C" PRIMARY KEY,
    owner           TEXT COLLATE "C" NOT NULL,
    label           TEXT COLLATE "C" NOT NULL,
    kind            TEXT COLLATE "C" NOT NULL CHECK (kind IN ('paper', 'deposit', 'proxy', 'safe')),
    chain           BIGINT,
    address         TEXT COLLATE "C" UNIQUE,
    key_address     TEXT COLLATE "C",
    private_key_enc TEXT COLLATE "C",
    starting_cash   BIGINT,
    balance_usdc    BIGINT NOT NULL DEFAULT 0,
    balance_at      BIGINT,
    is_active       BIGINT NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    plan_paused     BIGINT NOT NULL DEFAULT 0 CHECK (plan_paused IN (0, 1)),
    checked_at      BIGINT,
    exported_at     BIGINT,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    CHECK ((kind = 'paper') = (chain IS NULL)),
    CHECK ((kind = 'paper') = (address IS NULL)),
    CHECK ((kind = 'paper') = (key_address IS NULL)),
    CHECK ((kind = 'paper') = (private_key_enc IS NULL)),
    CHECK ((kind = 'paper') = (starting_cash IS NOT NULL))
);
CREATE INDEX wallets_by_owner ON wallets (owner, created_at DESC, id DESC);

-- Where money may go. What counts is sealed with the key; this is what people see of it.
CREATE TABLE wallet_addresses (
    wallet     TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    address    TEXT COLLATE "C" NOT NULL,
    owner      TEXT COLLATE "C" NOT NULL,
    label      TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    holds_from BIGINT NOT NULL,
    PRIMARY KEY (wallet, address)
);

CREATE TABLE withdrawals (
    id          TEXT COLLATE "C" PRIMARY KEY,
    owner       TEXT COLLATE "C" NOT NULL,
    wallet      TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    address     TEXT COLLATE "C" NOT NULL,
    amount_usdc BIGINT NOT NULL CHECK (amount_usdc > 0),
    state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'canceled', 'failed')),
    due_at      BIGINT NOT NULL,
    ticket      TEXT COLLATE "C",
    relayed     TEXT COLLATE "C",
    tx_hash     TEXT COLLATE "C",
    problem     TEXT COLLATE "C",
    created_at  BIGINT NOT NULL,
    sent_at     BIGINT,
    ended_at    BIGINT
);
CREATE INDEX withdrawals_by_wallet ON withdrawals (owner, wallet, created_at DESC, id DESC);
-- A wallet's transactions are numbered: one withdrawal at a time.
CREATE UNIQUE INDEX withdrawals_open ON withdrawals (wallet) WHERE state IN ('waiting', 'sent');
CREATE INDEX withdrawals_due ON withdrawals (due_at) WHERE state IN ('waiting', 'sent');

-- Wallets of others that people here watch. They are everybody's.
CREATE TABLE watched_wallets (
    id             TEXT COLLATE "C" PRIMARY KEY,
    address        TEXT COLLATE "C" NOT NULL UNIQUE,
    label          TEXT COLLATE "C",
    follower_count BIGINT NOT NULL DEFAULT 0,
    win_rate       BIGINT,
    total_pnl_usdc BIGINT,
    avg_slippage   BIGINT,
    last_seen_at   BIGINT,
    updated_at     BIGINT NOT NULL
);

CREATE TABLE copy_relationships (
    id                TEXT COLLATE "C" PRIMARY KEY,
    owner             TEXT COLLATE "C" NOT NULL,
    follower_wallet   TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    watched_wallet    TEXT COLLATE "C" NOT NULL REFERENCES watched_wallets (id) ON DELETE CASCADE,
    size_mode         TEXT COLLATE "C" NOT NULL DEFAULT 'proportional' CHECK (size_mode IN ('fixed', 'proportional')),
    size_value        BIGINT NOT NULL,
    max_position_usdc BIGINT NOT NULL DEFAULT 100000000,
    markets_filter    TEXT COLLATE "C",
    is_active         BIGINT NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at        BIGINT NOT NULL,
    UNIQUE (follower_wallet, watched_wallet)
);
CREATE INDEX copy_relationships_by_owner ON copy_relationships (owner, created_at DESC, id DESC);
CREATE INDEX copy_relationships_by_watched ON copy_relationships (watched_wallet);

CREATE TABLE trades (
    id                  TEXT COLLATE "C" PRIMARY KEY,
    owner               TEXT COLLATE "C" NOT NULL,
    wallet              TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    strategy            TEXT COLLATE "C" REFERENCES strategies (id) ON DELETE SET NULL,
    copy_relationship   TEXT COLLATE "C" REFERENCES copy_relationships (id) ON DELETE SET NULL,
    market              TEXT COLLATE "C" NOT NULL,
    side                TEXT COLLATE "C" NOT NULL CHECK (side IN ('buy', 'sell')),
    outcome             TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('UP', 'DOWN')),
    price               BIGINT NOT NULL,
    size_usdc           BIGINT NOT NULL,
    order_type          TEXT COLLATE "C" NOT NULL CHECK (order_type IN ('market', 'limit', 'stoploss', 'take_profit')),
    status              TEXT COLLATE "C" NOT NULL CHECK (status IN ('pending', 'filled', 'cancelled', 'unknown', 'partial', 'failed')),
    polymarket_order_id TEXT COLLATE "C",
    fee_bps             BIGINT,
    executed_at         BIGINT,
    created_at          BIGINT NOT NULL,
    CHECK (strategy IS NULL OR copy_relationship IS NULL)
);
CREATE INDEX trades_by_wallet ON trades (wallet, created_at DESC);
CREATE INDEX trades_by_market ON trades (market);
CREATE INDEX trades_by_strategy ON trades (strategy);
CREATE INDEX trades_by_copy ON trades (copy_relationship);

CREATE TABLE copy_trades (
    id                TEXT COLLATE "C" PRIMARY KEY,
    owner             TEXT COLLATE "C" NOT NULL,
    copy_relationship TEXT COLLATE "C" NOT NULL REFERENCES copy_relationships (id) ON DELETE CASCADE,
    follower_trade    TEXT COLLATE "C" REFERENCES trades (id) ON DELETE SET NULL,
    leader_address    TEXT COLLATE "C" NOT NULL,
    leader_market     TEXT COLLATE "C" NOT NULL,
    leader_outcome    TEXT COLLATE "C" NOT NULL CHECK (leader_outcome IN ('UP', 'DOWN')),
    leader_price      BIGINT NOT NULL,
    leader_size_usdc  BIGINT NOT NULL,
    leader_tx_hash    TEXT COLLATE "C" NOT NULL,
    follower_price    BIGINT,
    slippage          BIGINT,
    status            TEXT COLLATE "C" NOT NULL CHECK (status IN ('pending', 'filled', 'failed', 'skipped')),
    skip_reason       TEXT COLLATE "C",
    detected_at       BIGINT NOT NULL,
    executed_at       BIGINT,
    created_at        BIGINT NOT NULL
);
CREATE INDEX copy_trades_by_relationship ON copy_trades (copy_relationship, created_at DESC);
CREATE INDEX copy_trades_by_trade ON copy_trades (follower_trade);
