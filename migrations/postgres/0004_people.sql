-- People, what they prove who they are with, and what was done by whom; as in `migrations/sqlite`, which says what each
-- column is.

CREATE TABLE users (
    id          TEXT COLLATE "C" PRIMARY KEY,
    email       TEXT COLLATE "C" NOT NULL,
    email_key   TEXT COLLATE "C" NOT NULL UNIQUE,
    password    TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    language    TEXT COLLATE "C" NOT NULL,
    plan        TEXT COLLATE "C" NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'starter', 'pro', 'enterprise')),
    verified_at BIGINT,
    locked_at   BIGINT,
    totp        BYTEA,
    totp_step   BIGINT,
    totp_at     BIGINT,
    stripe_id   TEXT COLLATE "C",
    team_id     TEXT COLLATE "C",
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX users_by_creation ON users (created_at DESC, id DESC);

CREATE TABLE recovery_codes (
    owner   TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BYTEA NOT NULL,
    PRIMARY KEY (owner, hash)
);

-- What was sent by mail and not used yet.
CREATE TABLE mail_codes (
    hash       BYTEA PRIMARY KEY,
    owner      TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind       TEXT COLLATE "C" NOT NULL CHECK (kind IN ('verification', 'reset')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX mail_codes_by_owner ON mail_codes (owner, kind);

CREATE TABLE sessions (
    id           TEXT COLLATE "C" PRIMARY KEY,
    hash         BYTEA NOT NULL UNIQUE,
    owner        TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    agent        TEXT COLLATE "C" NOT NULL,
    address      TEXT COLLATE "C" NOT NULL,
    created_at   BIGINT NOT NULL,
    used_at      BIGINT NOT NULL,
    confirmed_at BIGINT
);
CREATE INDEX sessions_by_owner ON sessions (owner, created_at DESC);

CREATE TABLE tokens (
    id         TEXT COLLATE "C" PRIMARY KEY,
    hash       BYTEA NOT NULL UNIQUE,
    owner      TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name       TEXT COLLATE "C" NOT NULL,
    scopes     TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    used_at    BIGINT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX tokens_by_owner ON tokens (owner, created_at DESC);

-- Stays when whoever did it is gone.
CREATE TABLE audit (
    id      TEXT COLLATE "C" PRIMARY KEY,
    at      BIGINT NOT NULL,
    owner   TEXT COLLATE "C",
    email   TEXT COLLATE "C",
    address TEXT COLLATE "C" NOT NULL,
    action  TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C",
    done    BIGINT NOT NULL CHECK (done IN (0, 1)),
    detail  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_by_owner ON audit (owner, id DESC);
CREATE INDEX audit_by_action ON audit (action, id DESC);

CREATE TABLE subscriptions (
    id            TEXT COLLATE "C" PRIMARY KEY,
    owner         TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    type          TEXT COLLATE "C" NOT NULL,
    stripe_id     TEXT COLLATE "C" NOT NULL UNIQUE,
    stripe_status TEXT COLLATE "C" NOT NULL,
    stripe_price  TEXT COLLATE "C",
    quantity      BIGINT NOT NULL DEFAULT 1,
    trial_ends_at BIGINT,
    ends_at       BIGINT,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);

CREATE TABLE subscription_items (
    id             TEXT COLLATE "C" PRIMARY KEY,
    subscription   TEXT COLLATE "C" NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    stripe_id      TEXT COLLATE "C" NOT NULL UNIQUE,
    stripe_product TEXT COLLATE "C" NOT NULL,
    stripe_price   TEXT COLLATE "C" NOT NULL,
    quantity       BIGINT NOT NULL DEFAULT 1,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
