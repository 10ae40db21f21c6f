-- What `migrations/sqlite` makes up to its third: everything a person keeps, strategies on paper, alerts. The comments
-- there say what each column is. Times are milliseconds since the Unix epoch; text is ordered by bytes, as SQLite does.

-- A document as JSON, for finding what contains something. Documents may have errors, or be none at all: those have none.
CREATE FUNCTION as_jsonb(document TEXT) RETURNS JSONB LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL UNSAFE AS $$
BEGIN
    RETURN document::jsonb;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;

CREATE TABLE strategies (
    id         TEXT COLLATE "C" PRIMARY KEY,
    owner      TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    search     TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL CHECK (kind IN ('form', 'graph', 'component')),
    document   TEXT COLLATE "C",
    component  TEXT COLLATE "C",
    revision   BIGINT NOT NULL CHECK (revision > 0),
    errors     BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    trash      TEXT COLLATE "C",
    -- On PostgreSQL alone; for people who look into the database. Queries of the program read `document`.
    graph      JSONB GENERATED ALWAYS AS (as_jsonb(document)) STORED,
    CHECK ((document IS NULL) <> (component IS NULL))
);
CREATE INDEX strategies_by_update ON strategies (owner, updated_at DESC, id DESC);
CREATE INDEX strategies_by_graph ON strategies USING GIN (graph jsonb_path_ops);

CREATE TABLE versions (
    strategy   TEXT COLLATE "C" NOT NULL REFERENCES strategies (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,
    owner      TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    revision   BIGINT NOT NULL,
    document   TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (strategy, number)
);

CREATE TABLE components (
    owner      TEXT COLLATE "C" NOT NULL,
    hash       TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    bytes      BYTEA NOT NULL,
    inspection TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (owner, hash)
);

CREATE TABLE jobs (
    id         TEXT COLLATE "C" PRIMARY KEY,
    owner      TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL CHECK (kind IN ('backtest', 'sweep', 'import')),
    state      TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    title      TEXT COLLATE "C" NOT NULL,
    progress   TEXT COLLATE "C" NOT NULL,
    result     TEXT COLLATE "C" NOT NULL,
    error      TEXT COLLATE "C",
    request    TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX jobs_by_owner ON jobs (owner, created_at DESC, id DESC);
CREATE INDEX jobs_open ON jobs (state, id) WHERE state IN ('queued', 'running');

CREATE TABLE backtests (
    id         TEXT COLLATE "C" PRIMARY KEY,
    owner      TEXT COLLATE "C" NOT NULL,
    strategy   TEXT COLLATE "C",
    name       TEXT COLLATE "C" NOT NULL,
    digest     TEXT COLLATE "C" NOT NULL,
    headline   TEXT COLLATE "C" NOT NULL,
    request    TEXT COLLATE "C" NOT NULL,
    report     BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    trash      TEXT COLLATE "C"
);
CREATE INDEX backtests_by_owner ON backtests (owner, created_at DESC, id DESC);

CREATE TABLE sweeps (
    id           TEXT COLLATE "C" PRIMARY KEY,
    owner        TEXT COLLATE "C" NOT NULL,
    strategy     TEXT COLLATE "C",
    name         TEXT COLLATE "C" NOT NULL,
    combinations BIGINT NOT NULL,
    request      TEXT COLLATE "C" NOT NULL,
    answer       BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    trash        TEXT COLLATE "C"
);
CREATE INDEX sweeps_by_owner ON sweeps (owner, created_at DESC, id DESC);

CREATE TABLE imports (
    id         TEXT COLLATE "C" PRIMARY KEY,
    owner      TEXT COLLATE "C" NOT NULL,
    outcome    TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE trash (
    token TEXT COLLATE "C" PRIMARY KEY,
    owner TEXT COLLATE "C" NOT NULL,
    kind  TEXT COLLATE "C" NOT NULL CHECK (kind IN ('strategy', 'backtest', 'sweep', 'ticks')),
    what  TEXT COLLATE "C" NOT NULL,
    until BIGINT NOT NULL
);

CREATE TABLE live_runs (
    id         TEXT COLLATE "C" PRIMARY KEY,
    owner      TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    strategy   TEXT COLLATE "C",
    component  TEXT COLLATE "C" NOT NULL,
    request    TEXT COLLATE "C" NOT NULL,
    number     BIGINT,
    record     BIGINT,
    started_at BIGINT,
    created_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX live_runs_by_owner ON live_runs (owner, created_at DESC, id DESC);
CREATE UNIQUE INDEX live_runs_by_number ON live_runs (number) WHERE number IS NOT NULL;

CREATE TABLE live_versions (
    run        TEXT COLLATE "C" NOT NULL REFERENCES live_runs (id) ON DELETE CASCADE,
    component  TEXT COLLATE "C" NOT NULL,
    parameters TEXT COLLATE "C" NOT NULL,
    nodes      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (run, component)
);

CREATE TABLE live_markets (
    run    TEXT COLLATE "C" NOT NULL REFERENCES live_runs (id) ON DELETE CASCADE,
    place  BIGINT NOT NULL,
    symbol TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (run, place)
);

CREATE TABLE live_events (
    -- In the order in which they can be seen: whoever writes has the table for itself from before the number is taken.
    id     BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    record BIGINT,
    place  BIGINT,
    owner  TEXT COLLATE "C",
    run    TEXT COLLATE "C",
    at     BIGINT NOT NULL,
    kind   TEXT COLLATE "C" NOT NULL,
    market TEXT COLLATE "C",
    detail TEXT COLLATE "C" NOT NULL,
    UNIQUE (record, place)
);
CREATE INDEX live_events_by_run ON live_events (run, id DESC);
CREATE INDEX live_events_by_kind ON live_events (kind, id DESC);

CREATE TABLE live_equity (
    run      TEXT COLLATE "C" NOT NULL REFERENCES live_runs (id) ON DELETE CASCADE,
    at       BIGINT NOT NULL,
    equity   BIGINT NOT NULL,
    exposure BIGINT NOT NULL,
    PRIMARY KEY (run, at)
);

CREATE TABLE live_progress (
    "only" BIGINT PRIMARY KEY CHECK ("only" = 1),
    record BIGINT NOT NULL
);
INSERT INTO live_progress ("only", record) VALUES (1, 0);

CREATE TABLE alerts (
    id       TEXT COLLATE "C" PRIMARY KEY,
    owner    TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL CHECK (kind IN
                 ('fault', 'denial_burst', 'disconnect', 'loss_limit', 'resolution', 'desk_failed')),
    run      TEXT COLLATE "C",
    run_name TEXT COLLATE "C",
    subject  TEXT COLLATE "C" NOT NULL,
    text     TEXT COLLATE "C" NOT NULL,
    seen     BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX alerts_by_owner ON alerts (owner, id DESC);
CREATE INDEX alerts_unseen ON alerts (owner) WHERE seen = 0;

CREATE TABLE watches (
    owner TEXT COLLATE "C" PRIMARY KEY,
    heard BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL
);

CREATE TABLE webhooks (
    owner      TEXT COLLATE "C" PRIMARY KEY,
    url        TEXT COLLATE "C",
    kinds      TEXT COLLATE "C" NOT NULL,
    delivered  BIGINT NOT NULL DEFAULT 0,
    failed     BIGINT NOT NULL DEFAULT 0,
    last_error TEXT COLLATE "C"
);
