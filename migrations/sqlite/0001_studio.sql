-- Everything a person keeps: strategies with their versions, uploaded components, jobs and their results, and what was
-- deleted and can still be brought back. Times are milliseconds since the Unix epoch. Every table names its owner.

CREATE TABLE strategies (
    id         TEXT    PRIMARY KEY,
    owner      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    -- The name in lower case, for searching.
    search     TEXT    NOT NULL,
    -- form, graph or component.
    kind       TEXT    NOT NULL CHECK (kind IN ('form', 'graph', 'component')),
    document   TEXT,
    component  TEXT,
    -- Counts saves, from 1: the ETag.
    revision   INTEGER NOT NULL CHECK (revision > 0),
    errors     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- The token it is in the trash with.
    trash      TEXT,
    CHECK ((document IS NULL) <> (component IS NULL))
) STRICT;
CREATE INDEX strategies_by_update ON strategies (owner, updated_at DESC, id DESC);

CREATE TABLE versions (
    strategy   TEXT    NOT NULL REFERENCES strategies (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    owner      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    document   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (strategy, number)
) STRICT;

CREATE TABLE components (
    owner      TEXT    NOT NULL,
    -- SHA-256 of the bytes, hex.
    hash       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    bytes      BLOB    NOT NULL,
    -- What it declares, JSON.
    inspection TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (owner, hash)
) STRICT;

CREATE TABLE jobs (
    id         TEXT    PRIMARY KEY,
    owner      TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('backtest', 'sweep', 'import')),
    state      TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    title      TEXT    NOT NULL,
    -- How far it was when it was last written down, JSON.
    progress   TEXT    NOT NULL,
    result     TEXT    NOT NULL,
    error      TEXT,
    -- What to do, JSON.
    request    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE INDEX jobs_by_owner ON jobs (owner, created_at DESC, id DESC);
CREATE INDEX jobs_open ON jobs (state, id) WHERE state IN ('queued', 'running');

CREATE TABLE backtests (
    id         TEXT    PRIMARY KEY,
    owner      TEXT    NOT NULL,
    strategy   TEXT,
    name       TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    -- JSON.
    headline   TEXT    NOT NULL,
    -- The request with the strategy frozen, JSON.
    request    TEXT    NOT NULL,
    -- The report, JSON, gzip.
    report     BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    trash      TEXT
) STRICT;
CREATE INDEX backtests_by_owner ON backtests (owner, created_at DESC, id DESC);

CREATE TABLE sweeps (
    id           TEXT    PRIMARY KEY,
    owner        TEXT    NOT NULL,
    strategy     TEXT,
    name         TEXT    NOT NULL,
    combinations INTEGER NOT NULL,
    request      TEXT    NOT NULL,
    -- Both halves, JSON, gzip.
    answer       BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    trash        TEXT
) STRICT;
CREATE INDEX sweeps_by_owner ON sweeps (owner, created_at DESC, id DESC);

CREATE TABLE imports (
    id         TEXT    PRIMARY KEY,
    owner      TEXT    NOT NULL,
    -- JSON.
    outcome    TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE trash (
    token TEXT    PRIMARY KEY,
    owner TEXT    NOT NULL,
    -- What kind of thing it is: strategy, backtest, sweep or ticks.
    kind  TEXT    NOT NULL CHECK (kind IN ('strategy', 'backtest', 'sweep', 'ticks')),
    what  TEXT    NOT NULL,
    until INTEGER NOT NULL
) STRICT;
