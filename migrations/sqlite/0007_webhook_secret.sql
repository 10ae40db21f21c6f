-- What deliveries to a webhook are signed with, sealed with the server's key for its owner. Absent where it was set before
-- deliveries were signed and not again since.
ALTER TABLE webhooks ADD COLUMN secret BLOB;
