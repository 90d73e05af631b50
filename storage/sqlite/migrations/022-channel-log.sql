-- The last exchanges with each provider, without secrets, numbers and texts: a ring for each channel.
CREATE TABLE channel_log (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  at INTEGER NOT NULL,
  direction INTEGER NOT NULL,       -- 0 we asked, 1 we were called
  request TEXT NOT NULL,            -- method and address
  status INTEGER NOT NULL,          -- 0: none
  took_ms INTEGER NOT NULL,
  asked TEXT NOT NULL,
  answered TEXT NOT NULL,
  left_out INTEGER NOT NULL         -- others of the same second that are not kept
);
CREATE INDEX channel_log_by_channel ON channel_log (channel);
