-- What deliveries to a webhook are signed with; as in `migrations/sqlite`.
ALTER TABLE webhooks ADD COLUMN secret BYTEA;
