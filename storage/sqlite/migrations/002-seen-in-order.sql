-- Deduplication keys in the order they came: which of them are known is kept in memory, so that a turn looks at no page
-- for it and appends to one.
CREATE TABLE seen_in_order (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL,                -- keyed BLAKE2b of channel and the provider's message id, which may hold a number
  at INTEGER NOT NULL
);
INSERT INTO seen_in_order (key, at) SELECT key, at FROM seen ORDER BY at;
DROP TABLE seen;
ALTER TABLE seen_in_order RENAME TO seen;
