-- What somebody should know of at once, how far events were looked at for it, and where it is sent.

CREATE TABLE alerts (
    -- Ids made later sort later.
    id       TEXT    PRIMARY KEY,
    owner    TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN
                 ('fault', 'denial_burst', 'disconnect', 'loss_limit', 'resolution', 'desk_failed')),
    run      TEXT,
    run_name TEXT,
    subject  TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    seen     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX alerts_by_owner ON alerts (owner, id DESC);
CREATE INDEX alerts_unseen ON alerts (owner) WHERE seen = 0;

CREATE TABLE watches (
    owner TEXT    PRIMARY KEY,
    -- The event up to which everything was heard.
    heard INTEGER NOT NULL,
    -- What was heard as far as it matters for what comes, JSON.
    state TEXT    NOT NULL
) STRICT;

CREATE TABLE webhooks (
    owner      TEXT    PRIMARY KEY,
    url        TEXT,
    -- Which kinds are sent, JSON; all when empty.
    kinds      TEXT    NOT NULL,
    delivered  INTEGER NOT NULL DEFAULT 0,
    failed     INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
) STRICT;
