-- The workers' queue: one row for each job that still has work ahead of it.
--
-- The log says what a job is; this table only says who may take it up and when. A reactor that
-- follows the log writes rows in its checkpoint's transaction, workers claim them with
-- `for update skip locked`. The two may disagree for a moment (a projector lags, a worker dies between
-- two statements): the job's aggregate decides, and every statement here carries the attempt, so that
-- old news never undoes a newer claim. Apart from the reactor no statement locks more than one row,
-- so nothing here can deadlock.

create table job_queue (
    job_id      uuid primary key,
    kind        text not null,
    -- What the work needs: a worker takes only the classes it offers.
    engine      text not null check (engine in ('cpu', 'gpu', 'remote')),
    -- Higher runs sooner, among the jobs of one owner.
    priority    integer not null default 0,
    owner_id    uuid not null,
    script_id   uuid,
    -- What is to be done with it next. Only `run` needs a slot; the others take milliseconds:
    -- wait for `later` (a back-off), `check` the request by the local rules, `reuse` a result that was made meanwhile, `block` it because
    -- something it needs was not made, `settle` a production whose nodes have all ended. One that
    -- `rest`s is over; it stays so that a retry by hand finds it again, since `job.retried` itself says
    -- nothing about the work.
    next        text not null default 'check' check (next in ('later', 'check', 'run', 'reuse', 'block', 'settle', 'rest')),
    -- Somebody asked for its end: its worker reads this, and one without a worker is ended by any.
    cancelling  boolean not null default false,
    -- It does not start, and its worker hands it back.
    paused      boolean not null default false,
    -- How many jobs must end before this one can go on: those it needs or, for a production, its nodes.
    blockers    integer not null default 0,
    -- The last event of a planned production that this row has seen: it ends only if that is still the last.
    sequence    bigint not null default 0,
    -- How many of a production's nodes were there before it was planned.
    reused      integer not null default 0,
    -- The production it is a node of.
    production  uuid,
    -- Equal for equal inputs of one owner; only one of these runs at a time.
    input_hash  text,
    -- Whose result it takes over, or whose failure blocks it.
    because_of  uuid,
    -- What it is expected to cost; held against the script's budget while it runs.
    estimate_ms  bigint not null default 0,
    estimate_usd bigint not null default 0,
    -- Not before this: now, or the end of a back-off.
    ready_at    timestamptz not null,
    enqueued_at timestamptz not null,
    -- The newest attempt this row knows of; the fencing token of every statement.
    attempt     integer not null default 0,
    -- Who has it, until when. A row is free when `lease_until` is null.
    worker      text,
    lease_until timestamptz,
    -- Of the request, for everything that follows from it.
    correlation_id uuid,
    traceparent    text
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);

create index job_queue_waiting on job_queue (engine, owner_id, priority desc, enqueued_at, job_id)
    where lease_until is null and next in ('run', 'check') and blockers = 0 and not paused and not cancelling;
create index job_queue_chores on job_queue (ready_at)
    where lease_until is null and (next in ('reuse', 'block') or (next = 'settle' and blockers = 0)
        or (cancelling and next not in ('settle', 'rest')));
create index job_queue_later on job_queue (ready_at) where next = 'later';
create index job_queue_unchecked on job_queue (enqueued_at) where lease_until is null and next = 'check';
create index job_queue_leased on job_queue (lease_until) where lease_until is not null;
create index job_queue_worker on job_queue (worker) where worker is not null;
create index job_queue_production on job_queue (production) where production is not null;
create index job_queue_inputs on job_queue (owner_id, input_hash) where input_hash is not null;
-- Two workers that claim equal work at the same moment: the second is turned away and looks again.
create unique index job_queue_once on job_queue (owner_id, input_hash)
    where input_hash is not null and lease_until is not null and next = 'run';

-- What waits for what. A row is done when the job that was needed is completed.
create table job_needs (
    job_id uuid not null,
    needs  uuid not null,
    done   boolean not null default false,
    primary key (job_id, needs)
);
create index job_needs_waiting on job_needs (needs) where not done;

-- The nodes of each production and how they stand, for its totals.
create table job_nodes (
    job_id     uuid primary key,
    production uuid not null,
    state      text not null
        check (state in ('waiting', 'running', 'completed', 'reused', 'failed', 'blocked', 'cancelled')),
    -- What its attempts have cost.
    spent_ms   bigint not null default 0,
    spent_usd  bigint not null default 0
);
create index job_nodes_production on job_nodes (production, state);

-- What was made, by what it was made of: the same is not made twice for one owner.
create table job_outputs (
    owner_id   uuid not null,
    input_hash text not null,
    job_id     uuid not null,
    kind       text not null,
    primary key (owner_id, input_hash)
);

-- What each kind of work really takes, for the estimates of what comes: a mean that forgets slowly.
create table job_experience (
    kind       text primary key,
    jobs       bigint not null,
    compute_ms double precision not null,
    usd_micros double precision not null
);

-- What each script has cost, what its running jobs may still cost, and how much it may cost in all.
create table script_spending (
    script_id    uuid primary key,
    spent_ms     bigint not null default 0,
    spent_usd    bigint not null default 0,
    budget_ms    bigint,
    budget_usd   bigint
);

-- When each owner was last served, so that the next free worker goes to whoever waited longest. Owners
-- without jobs are swept away now and then.
create table job_turns (
    owner_id  uuid primary key,
    served_at timestamptz not null
);

-- Who works here. A worker that has been silent for three heartbeats is taken for dead.
create table workers (
    name         text primary key,
    -- Of this life of it: another one under the same name is another life.
    incarnation  uuid not null,
    engines      text[] not null,
    -- What it computes on, in words.
    device       text not null,
    version      text not null,
    slots        integer not null,
    started_at   timestamptz not null default now(),
    heartbeat_at timestamptz not null default now(),
    -- How far apart its signs of life are.
    heartbeat_s  integer not null,
    -- It takes nothing more and ends when what it has is handed back.
    draining     boolean not null default false
);

-- Work that comes round by the clock, once for all processes: whoever locks the row does it.
create table maintenance (
    task         text primary key,
    -- How far apart two rounds are.
    every_s      integer not null,
    next_run_at  timestamptz not null default now(),
    last_run_at  timestamptz,
    -- Who did it.
    worker       text,
    took_ms      double precision,
    -- How many rows or files it removed; null if it failed.
    removed      bigint,
    -- Why it failed.
    error        text
);
