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
    -- The request passed the local rules (`job.queued`); a worker without a free slot still checks.
    checked     boolean not null default false,
    -- Somebody asked for its end while it ran; its worker reads this.
    cancelling  boolean not null default false,
    -- It failed or was cancelled. Nobody takes it; it stays so that a retry by hand finds it again,
    -- since `job.retried` itself says nothing about the work.
    resting     boolean not null default false,
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

create index job_queue_free on job_queue (ready_at) where lease_until is null and not resting;
create index job_queue_leased on job_queue (lease_until) where lease_until is not null;
create index job_queue_worker on job_queue (worker) where worker is not null;

-- When each owner was last served, so that the next free worker goes to whoever waited longest.
create table job_turns (
    owner_id  uuid primary key,
    served_at timestamptz not null
);
