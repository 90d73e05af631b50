-- What is kept of a resident between conversations, and which round of a repeat an answer was given in.
ALTER TABLE residents ADD COLUMN profile TEXT NOT NULL DEFAULT '';   -- JSON; empty: nothing
ALTER TABLE answers ADD COLUMN round TEXT NOT NULL DEFAULT '';       -- `2`, `2.1`; empty: in no repeat
