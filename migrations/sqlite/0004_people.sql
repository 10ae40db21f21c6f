-- People, what they prove who they are with, and what was done by whom. Times are milliseconds since the Unix epoch.

CREATE TABLE users (
    id          TEXT    PRIMARY KEY,
    -- As its owner wrote it, and as it is compared.
    email       TEXT    NOT NULL,
    email_key   TEXT    NOT NULL UNIQUE,
    -- PHC string of argon2id.
    password    TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    -- Of mail: en or fr.
    language    TEXT    NOT NULL,
    plan        TEXT    NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'starter', 'pro', 'enterprise')),
    verified_at INTEGER,
    locked_at   INTEGER,
    -- The secret of the second factor, and the last step of time that was used up; offered until it is enabled.
    totp        BLOB,
    totp_step   INTEGER,
    totp_at     INTEGER,
    stripe_id   TEXT,
    team_id     TEXT,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_creation ON users (created_at DESC, id DESC);

CREATE TABLE recovery_codes (
    owner   TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256.
    hash    BLOB    NOT NULL,
    PRIMARY KEY (owner, hash)
) STRICT;

-- What was sent by mail and not used yet.
CREATE TABLE mail_codes (
    -- SHA-256.
    hash       BLOB    PRIMARY KEY,
    owner      TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('verification', 'reset')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_codes_by_owner ON mail_codes (owner, kind);

CREATE TABLE sessions (
    id           TEXT    PRIMARY KEY,
    -- SHA-256 of what is in the cookie.
    hash         BLOB    NOT NULL UNIQUE,
    owner        TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    agent        TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    used_at      INTEGER NOT NULL,
    -- When password and second factor were last shown.
    confirmed_at INTEGER
) STRICT;
CREATE INDEX sessions_by_owner ON sessions (owner, created_at DESC);

CREATE TABLE tokens (
    id         TEXT    PRIMARY KEY,
    -- SHA-256 of the token.
    hash       BLOB    NOT NULL UNIQUE,
    owner      TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    -- Names with spaces between.
    scopes     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    used_at    INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tokens_by_owner ON tokens (owner, created_at DESC);

-- Stays when whoever did it is gone.
CREATE TABLE audit (
    -- Ids made later sort later.
    id      TEXT    PRIMARY KEY,
    at      INTEGER NOT NULL,
    owner   TEXT,
    email   TEXT,
    address TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT,
    done    INTEGER NOT NULL CHECK (done IN (0, 1)),
    detail  TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_by_owner ON audit (owner, id DESC);
CREATE INDEX audit_by_action ON audit (action, id DESC);

CREATE TABLE subscriptions (
    id            TEXT    PRIMARY KEY,
    owner         TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    type          TEXT    NOT NULL,
    stripe_id     TEXT    NOT NULL UNIQUE,
    stripe_status TEXT    NOT NULL,
    stripe_price  TEXT,
    quantity      INTEGER NOT NULL DEFAULT 1,
    trial_ends_at INTEGER,
    ends_at       INTEGER,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE subscription_items (
    id             TEXT    PRIMARY KEY,
    subscription   TEXT    NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    stripe_id      TEXT    NOT NULL UNIQUE,
    stripe_product TEXT    NOT NULL,
    stripe_price   TEXT    NOT NULL,
    quantity       INTEGER NOT NULL DEFAULT 1,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT;
