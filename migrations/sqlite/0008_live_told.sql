-- What an alert says, as a code with its numbers, JSON: pages say it in the reader's language. Alerts from before have none.
ALTER TABLE alerts ADD COLUMN told TEXT;

-- Old events are removed owner by owner, the oldest first.
CREATE INDEX live_events_by_owner ON live_events (owner, id);
