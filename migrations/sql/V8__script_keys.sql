-- The keys under which the words of a script are sealed, in the log and in snapshots. Rows of the log are never
-- changed, so this is how words can go all the same: without its key what is stored stays what it is, its
-- hashes still fit, and nobody can read it.

create table script_keys (
    script_id uuid primary key,
    -- AES-256; null once it was destroyed. A destroyed key keeps its row, so that it gets no successor.
    key bytea check (length(key) = 32),
    created_at timestamptz not null default now(),
    destroyed_at timestamptz,
    -- When what the database files still held of the words was overwritten, too.
    scrubbed_at timestamptz,
    check ((key is null) = (destroyed_at is not null))
);

-- Destroyed keys whose remains are still to be overwritten.
create index script_keys_unscrubbed on script_keys (destroyed_at)
    where destroyed_at is not null and scrubbed_at is null;
