-- When an address was last heard from, and the pieces of long messages that wait for the others.
ALTER TABLE addresses ADD COLUMN heard_at INTEGER;

CREATE TABLE parts (
  address INTEGER NOT NULL,
  channel TEXT NOT NULL,
  reference TEXT NOT NULL,          -- the sender's, which tells one long message from another
  due_at INTEGER NOT NULL,          -- what is there by then is taken as it is
  sealed BLOB NOT NULL,             -- the pieces: words that nobody has masked yet
  PRIMARY KEY (address, channel, reference)
) WITHOUT ROWID;
CREATE INDEX parts_due ON parts (due_at);
