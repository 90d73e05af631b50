-- Answers that count once, that are forgotten, and that are cut loose from whoever gave them.
ALTER TABLE residents ADD COLUMN taken TEXT NOT NULL DEFAULT '';         -- script and conversation, in turn
ALTER TABLE conversations ADD COLUMN counts INTEGER NOT NULL DEFAULT 1;  -- its answers are in the tallies
ALTER TABLE conversations ADD COLUMN replaces INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;    -- its words go once it is sent
