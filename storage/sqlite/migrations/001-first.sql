-- The first schema. Instants are UTC milliseconds; an id of 0 is none.
-- A turn pays for every page it touches, so indexes are few: what hangs on a row is chained through `last_*` and
-- `previous` instead, newest first, and partial indexes hold only what is waiting.

CREATE TABLE store (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE residents (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL,
  language TEXT,
  withdrawn TEXT NOT NULL,          -- stream and instant, in turn; each with its length before it
  last_stream TEXT NOT NULL,
  last_stream_at INTEGER NOT NULL,
  has_several_addresses INTEGER NOT NULL,
  pending TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE addresses (
  id INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,        -- keyed BLAKE2b of the normalised address
  sealed BLOB NOT NULL,             -- XChaCha20-Poly1305
  key_number INTEGER NOT NULL,
  normaliser INTEGER NOT NULL,
  state INTEGER NOT NULL,           -- 0 usable, 1 unreachable, 2 withdrawn
  channel TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  feed INTEGER NOT NULL,
  last_message INTEGER NOT NULL,
  may_be_suppressed INTEGER NOT NULL,
  minute_at INTEGER NOT NULL,
  minute_count INTEGER NOT NULL,
  last_text BLOB NOT NULL,
  last_text_at INTEGER NOT NULL,
  last_text_count INTEGER NOT NULL
);
CREATE INDEX addresses_by_resident ON addresses (resident);

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  resident INTEGER NOT NULL,        -- 0: erased
  address INTEGER NOT NULL,
  script TEXT NOT NULL,
  version TEXT NOT NULL,
  stream TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  unit TEXT NOT NULL,
  open INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  state TEXT NOT NULL,              -- JSON
  timers TEXT NOT NULL,
  latest TEXT NOT NULL,
  heard TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL,
  ended_at INTEGER,
  last_answer INTEGER NOT NULL,
  wake_at INTEGER                   -- not later than the earliest timer
);
CREATE INDEX conversations_by_resident ON conversations (resident);
CREATE INDEX conversations_open ON conversations (script, version) WHERE open;
CREATE INDEX conversations_waking ON conversations (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  resident INTEGER NOT NULL,
  address INTEGER NOT NULL,
  channel TEXT NOT NULL,
  stream TEXT NOT NULL,
  bulk INTEGER NOT NULL,
  confirms_stop INTEGER NOT NULL,
  question INTEGER NOT NULL,
  body TEXT NOT NULL,               -- JSON
  state INTEGER NOT NULL,           -- 0 queued, 1 sending, 2 accepted, 3 delivered, 4 read, 5 failed, 6 expired
  segments INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  parts_done INTEGER NOT NULL,
  uncertain INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  claimed_by TEXT NOT NULL,
  claimed_until INTEGER,
  expires_at INTEGER,
  provider_id TEXT NOT NULL,
  failure TEXT NOT NULL,
  feed_number INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER,
  instead_of INTEGER NOT NULL,
  previous INTEGER NOT NULL,
  next_at INTEGER NOT NULL          -- due, and not claimed
);
CREATE INDEX messages_due ON messages (channel, bulk, next_at) WHERE state < 2;
CREATE INDEX messages_waiting ON messages (address) WHERE state < 2;
CREATE INDEX messages_by_public_id ON messages (public_id) WHERE feed_number = 0;
CREATE INDEX messages_by_provider_id ON messages (provider_id) WHERE provider_id <> '';

CREATE TABLE answers (
  number INTEGER PRIMARY KEY,
  replaces INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  free_text INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  resident INTEGER NOT NULL,        -- 0: anonymous or erased
  script TEXT NOT NULL,
  version TEXT NOT NULL,
  question TEXT NOT NULL,
  value TEXT NOT NULL,              -- JSON; empty: erased
  raw TEXT NOT NULL,
  comment TEXT,
  language TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  at INTEGER NOT NULL,
  previous INTEGER NOT NULL
);
CREATE INDEX answers_by_script ON answers (script);

CREATE TABLE tallies (
  script TEXT NOT NULL,
  question TEXT NOT NULL,
  value TEXT NOT NULL,
  day TEXT NOT NULL,
  language TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (script, question, value, day, language, kind, unit)
) WITHOUT ROWID;

CREATE TABLE invitations (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  fields TEXT NOT NULL,             -- JSON; empty: erased
  resident INTEGER NOT NULL,
  address INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  disposition TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX invitations_by_resident ON invitations (resident);

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  resident INTEGER NOT NULL,
  topic TEXT NOT NULL,
  text TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_on TEXT NOT NULL,
  opened_at INTEGER NOT NULL
);
CREATE INDEX cases_by_resident ON cases (resident);

CREATE TABLE scripts (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  json TEXT NOT NULL,
  yaml TEXT NOT NULL,
  translations TEXT NOT NULL,
  language_level INTEGER NOT NULL,
  current INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE seen (
  key BLOB PRIMARY KEY,             -- keyed BLAKE2b of channel and the provider's message id, which may hold a number
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE rates (channel TEXT PRIMARY KEY, tokens REAL NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE suppressed (
  hash BLOB NOT NULL,               -- of the address, under a key of its own: linked to nothing
  stream TEXT NOT NULL,
  PRIMARY KEY (hash, stream)
) WITHOUT ROWID;
