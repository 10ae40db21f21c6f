-- Strategies on wallets, the series their runs have to themselves, and the wallet's cash that is set apart for each run; as in
-- `migrations/sqlite`, which says what each column is.

CREATE TABLE wallet_strategies (
    id               TEXT COLLATE "C" PRIMARY KEY,
    owner            TEXT COLLATE "C" NOT NULL,
    wallet           TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    strategy         TEXT COLLATE "C" NOT NULL REFERENCES strategies (id) ON DELETE CASCADE,
    markets          TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    max_position     BIGINT NOT NULL DEFAULT 100000000 CHECK (max_position > 0),
    cash             BIGINT CHECK (cash > 0),
    parameters       TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    is_running       BIGINT NOT NULL DEFAULT 0 CHECK (is_running IN (0, 1)),
    started_at       BIGINT,
    run              TEXT COLLATE "C" REFERENCES live_runs (id) ON DELETE SET NULL,
    reason           TEXT COLLATE "C",
    reason_detail    TEXT COLLATE "C",
    reason_at        BIGINT,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    UNIQUE (wallet, strategy)
);
CREATE INDEX wallet_strategies_by_owner ON wallet_strategies (owner, created_at DESC, id DESC);
CREATE INDEX wallet_strategies_by_strategy ON wallet_strategies (strategy);

CREATE TABLE wallet_runs (
    run        TEXT COLLATE "C" PRIMARY KEY REFERENCES live_runs (id) ON DELETE CASCADE,
    owner      TEXT COLLATE "C" NOT NULL,
    wallet     TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    assignment TEXT COLLATE "C" REFERENCES wallet_strategies (id) ON DELETE SET NULL,
    opening    BIGINT NOT NULL CHECK (opening > 0),
    closing    BIGINT,
    opened_at  BIGINT NOT NULL,
    closed_at  BIGINT,
    CHECK ((closing IS NULL) = (closed_at IS NULL))
);
CREATE INDEX wallet_runs_by_wallet ON wallet_runs (wallet);
CREATE INDEX wallet_runs_by_assignment ON wallet_runs (assignment);
CREATE INDEX wallet_runs_open ON wallet_runs (owner) WHERE closing IS NULL;

CREATE TABLE wallet_series (
    wallet TEXT COLLATE "C" NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    series TEXT COLLATE "C" NOT NULL,
    run    TEXT COLLATE "C" NOT NULL REFERENCES wallet_runs (run) ON DELETE CASCADE,
    PRIMARY KEY (wallet, series)
);
CREATE INDEX wallet_series_by_run ON wallet_series (run);
