-- Strategies on paper: what was started, what happened, equity over time. Times are milliseconds since the Unix epoch.
-- What the desk said is in its log; the tables below are made from it and can be made again, but for `live_runs`.

CREATE TABLE live_runs (
    -- The name the desk knows it by.
    id         TEXT    PRIMARY KEY,
    owner      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    -- The stored strategy it was started from.
    strategy   TEXT,
    -- SHA-256 of the component that trades, hex.
    component  TEXT    NOT NULL,
    -- The request with the strategy frozen, JSON.
    request    TEXT    NOT NULL,
    -- The desk's number of it, once it said that it began, and the record and instant in which it did.
    number     INTEGER,
    record     INTEGER,
    started_at INTEGER,
    created_at INTEGER NOT NULL,
    -- It is not in the list any more; its log stays.
    removed_at INTEGER
) STRICT;
CREATE INDEX live_runs_by_owner ON live_runs (owner, created_at DESC, id DESC);
CREATE UNIQUE INDEX live_runs_by_number ON live_runs (number) WHERE number IS NOT NULL;

-- Versions a run was started with or was given since.
CREATE TABLE live_versions (
    run        TEXT NOT NULL REFERENCES live_runs (id) ON DELETE CASCADE,
    -- SHA-256 of the component, hex.
    component  TEXT NOT NULL,
    -- Names of its parameters in the order it declares them, JSON.
    parameters TEXT NOT NULL,
    -- Ids of its nodes, JSON.
    nodes      TEXT NOT NULL,
    PRIMARY KEY (run, component)
) STRICT;

-- The open markets of a run by their index in it.
CREATE TABLE live_markets (
    run    TEXT    NOT NULL REFERENCES live_runs (id) ON DELETE CASCADE,
    place  INTEGER NOT NULL,
    symbol TEXT    NOT NULL,
    PRIMARY KEY (run, place)
) STRICT;

CREATE TABLE live_events (
    -- In the order of writing.
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Where in the log it was said; nowhere for what the feed's sources are like.
    record INTEGER,
    place  INTEGER,
    -- Nobody's where it belongs to no run: everybody sees that.
    owner  TEXT,
    run    TEXT,
    at     INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    market TEXT,
    -- What, JSON.
    detail TEXT    NOT NULL,
    UNIQUE (record, place)
) STRICT;
CREATE INDEX live_events_by_run ON live_events (run, id DESC);
CREATE INDEX live_events_by_kind ON live_events (kind, id DESC);

-- Equity of a run after what was booked at an instant, thinned.
CREATE TABLE live_equity (
    run      TEXT    NOT NULL REFERENCES live_runs (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    -- Micros of a dollar, positions at their cost.
    equity   INTEGER NOT NULL,
    exposure INTEGER NOT NULL,
    PRIMARY KEY (run, at)
) STRICT;

-- One row: the last record of the log that is in these tables.
CREATE TABLE live_progress (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    record INTEGER NOT NULL
) STRICT;
INSERT INTO live_progress (only, record) VALUES (1, 0);
