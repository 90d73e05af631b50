-- Seats, consents, proposals and calls.
ALTER TABLE residents ADD COLUMN has_seats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE residents ADD COLUMN consents TEXT NOT NULL DEFAULT '';      -- STREAM/POOL and instant, in turn
ALTER TABLE cases ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN answered_at INTEGER;

CREATE TABLE pools (
  name TEXT PRIMARY KEY,
  room INTEGER NOT NULL,            -- below 0: for all
  drawn INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  last_place INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE seats (
  id INTEGER PRIMARY KEY,
  pool TEXT NOT NULL,
  resident INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  script TEXT NOT NULL,
  stream TEXT NOT NULL,
  state INTEGER NOT NULL,           -- 0 waiting, 1 in, 2 out
  place INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL
);
CREATE INDEX seats_by_resident ON seats (resident);
CREATE INDEX seats_waiting ON seats (pool, place) WHERE state = 0;

CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  conversation INTEGER NOT NULL,    -- 0: cut loose
  resident INTEGER NOT NULL,
  script TEXT NOT NULL,
  question TEXT NOT NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,              -- waiting, accepted, refused
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  decided_at INTEGER
);
CREATE INDEX proposals_by_resident ON proposals (resident);
CREATE INDEX proposals_by_conversation ON proposals (conversation);
CREATE INDEX proposals_accepted ON proposals (script, question) WHERE state = 'accepted';

CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  resident INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  hook TEXT NOT NULL,
  body TEXT NOT NULL,               -- JSON
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  until INTEGER NOT NULL
);
CREATE INDEX calls_due ON calls (due_at);
CREATE INDEX calls_by_resident ON calls (resident);

CREATE TABLE consents (             -- append-only
  number INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL,        -- 0: erased
  digest BLOB NOT NULL,             -- BLAKE2b of the digest before it, salt and content
  salt TEXT,                        -- hexadecimal; NULL with the content
  content TEXT                      -- JSON; NULL: erased
);
CREATE INDEX consents_by_resident ON consents (resident) WHERE resident <> 0;
