-- What stopped a projector last is worth knowing after it goes on, too: whoever mended it wants to see that it was
-- this, and whoever comes later, that it was before.
alter table projection_checkpoints
    -- Like `error`, but it stays; null if it never stopped.
    add column last_error text,
    -- When that was.
    add column failed_at timestamptz;
update projection_checkpoints set last_error = error, failed_at = updated_at where error is not null;
