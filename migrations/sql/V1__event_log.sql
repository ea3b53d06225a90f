-- The log: what happened, in which order, and the proof that nobody changed it afterwards.
--
-- Two tables carry it. `events` is written by appends, many at a time and in no order that a reader
-- could follow: transactions commit in another order than they took their ids. `log` is written by
-- one sequencer after the commit and gives every event its position, so a reader that remembers a
-- position can neither skip an event nor see one twice.

-- The first seven columns and the primary key are those of the crate postgres-es, so that it can
-- read and write this table; everything after them has a default for its sake.
create table events (
    aggregate_type text not null,
    aggregate_id text not null,
    -- 1, 2, 3 … within one aggregate. The primary key is the optimistic lock: of two appends that
    -- expect the same sequence, one finds the row taken.
    sequence bigint not null check (sequence > 0),
    event_type text not null,
    event_version text not null,
    payload jsonb not null,
    metadata jsonb not null,
    -- Names the event before it has a position. Within one aggregate ids grow with the sequence,
    -- because the next event is written by someone who has seen the one before; hence no cache.
    id bigint generated always as identity (cache 1),
    -- Tells the sequencer which events became visible since it last looked.
    transaction_id xid8 not null default pg_current_xact_id(),
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (aggregate_type, aggregate_id, sequence)
);

-- The only other index: the sequencer scans it by transaction, and the log finds its events in it,
-- so that no third one has to be kept up by every append.
create unique index events_by_transaction on events (transaction_id, id);

-- That a command had its effect, written in the transaction of its events: the same command sent
-- again finds this row and has no second one. Its events are those of the transaction that name it.
create table commands (
    command_id uuid primary key,
    last_event_id bigint not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    recorded_at timestamptz not null default clock_timestamp()
);

create table log (
    -- 1, 2, 3 … without gaps: the cursor of every reader, browsers included.
    position bigint primary key check (position > 0),
    event_id bigint not null unique,
    transaction_id xid8 not null,
    -- sha256(hash of the position before ‖ sha256(canonical bytes of the event)).
    hash bytea not null check (length(hash) = 32),
    -- Copied from the event's metadata, so that one account's, one script's or one job's part of
    -- the log can be read without reading the rest.
    owner_id uuid,
    script_id uuid,
    job_id uuid
);

create index log_by_owner on log (owner_id, position) where owner_id is not null;
create index log_by_script on log (script_id, position) where script_id is not null;
create index log_by_job on log (job_id, position) where job_id is not null;

-- Where the log ends. Whoever sequences moves this row and writes `log` in one statement, and only
-- from the position and hash it has read: a second sequencer, or one that lost its lock without
-- noticing, moves nothing and therefore writes nothing.
create table log_head (
    single boolean primary key default true check (single),
    position bigint not null,
    hash bytea not null check (length(hash) = 32),
    -- Every event visible in this snapshot has a position. Null: look at everything.
    seen pg_snapshot,
    -- The cluster whose transaction ids `seen` speaks of. They mean nothing after a dump and
    -- restore into another cluster, which this column tells.
    system_identifier bigint not null
);

insert into log_head (position, hash, seen, system_identifier)
values (0, decode(repeat('00', 32), 'hex'), null, 0);

-- An aggregate's state after one of its events, so that loading a long stream stays short.
-- Disposable: a row that is unreadable or of another state version is replaced.
create table snapshots (
    aggregate_type text not null,
    aggregate_id text not null,
    sequence bigint not null,
    state_version integer not null,
    state jsonb not null,
    -- Whose text the state holds.
    script_id uuid,
    primary key (aggregate_type, aggregate_id)
);

-- Facts are not edited. Corrections are new events.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'SP001';
end
$$;

create trigger events_never_change before update or delete or truncate on events
    for each statement execute function refuse_change();
create trigger log_never_changes before update or delete or truncate on log
    for each statement execute function refuse_change();

-- Appends group the events of many commands into one statement and skip rows whose sequence is
-- taken. A command of which only a part could be written must not be written at all, and a statement
-- can only be taken back whole: this raises, and the commands are then sent one by one.
create function refuse_partial_command(command_id uuid) returns bigint language plpgsql as $$
begin
    raise exception 'command % can be written only in part', command_id using errcode = 'SP002';
end
$$;
