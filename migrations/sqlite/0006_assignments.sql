-- Strategies on wallets, the series their runs have to themselves, and the wallet's cash that is set apart for each run. Times
-- are milliseconds since the Unix epoch, amounts millionths of a dollar.

CREATE TABLE wallet_strategies (
    id               TEXT    PRIMARY KEY,
    owner            TEXT    NOT NULL,
    wallet           TEXT    NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    strategy         TEXT    NOT NULL REFERENCES strategies (id) ON DELETE CASCADE,
    -- Series and patterns as they were given, JSON.
    markets          TEXT    NOT NULL DEFAULT '[]',
    -- Tied up in one market, at most.
    max_position     INTEGER NOT NULL DEFAULT 100000000 CHECK (max_position > 0),
    -- To be set apart for a run; all that is free when absent.
    cash             INTEGER CHECK (cash > 0),
    -- Values by name, JSON.
    parameters       TEXT    NOT NULL DEFAULT '{}',
    -- Its owner's wish; the desk is made to follow it.
    is_running       INTEGER NOT NULL DEFAULT 0 CHECK (is_running IN (0, 1)),
    started_at       INTEGER,
    -- The run that carries it or carried it last.
    run              TEXT    REFERENCES live_runs (id) ON DELETE SET NULL,
    -- Why it was stopped, where its owner did not.
    reason           TEXT,
    reason_detail    TEXT,
    reason_at        INTEGER,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    UNIQUE (wallet, strategy)
) STRICT;
CREATE INDEX wallet_strategies_by_owner ON wallet_strategies (owner, created_at DESC, id DESC);
CREATE INDEX wallet_strategies_by_strategy ON wallet_strategies (strategy);

-- Cash of a wallet set apart for a run: its ledger's first and, once it is over, last amount.
CREATE TABLE wallet_runs (
    run        TEXT    PRIMARY KEY REFERENCES live_runs (id) ON DELETE CASCADE,
    owner      TEXT    NOT NULL,
    wallet     TEXT    NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    assignment TEXT    REFERENCES wallet_strategies (id) ON DELETE SET NULL,
    opening    INTEGER NOT NULL CHECK (opening > 0),
    -- Nothing as long as it is not over.
    closing    INTEGER,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    CHECK ((closing IS NULL) = (closed_at IS NULL))
) STRICT;
CREATE INDEX wallet_runs_by_wallet ON wallet_runs (wallet);
CREATE INDEX wallet_runs_by_assignment ON wallet_runs (assignment);
CREATE INDEX wallet_runs_open ON wallet_runs (owner) WHERE closing IS NULL;

-- A series of a wallet is one run's until that is over: the key is what keeps a second one out.
CREATE TABLE wallet_series (
    wallet TEXT NOT NULL REFERENCES wallets (id) ON DELETE CASCADE,
    series TEXT NOT NULL,
    run    TEXT NOT NULL REFERENCES wallet_runs (run) ON DELETE CASCADE,
    PRIMARY KEY (wallet, series)
) STRICT;
CREATE INDEX wallet_series_by_run ON wallet_series (run);
