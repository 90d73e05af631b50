-- Whose turn it is among the bulk messages of a channel, and until when an invitation is worth anything.
ALTER TABLE messages ADD COLUMN queue TEXT NOT NULL DEFAULT '';   -- bulk: the script's; replies: none
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (channel, bulk, queue, next_at) WHERE state < 2;
ALTER TABLE conversations ADD COLUMN expires_at INTEGER;
