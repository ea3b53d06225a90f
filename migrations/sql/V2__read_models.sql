-- What people read: tables made from the log and from nothing else, so that each can be thrown away
-- and made again. A projector writes them in the transaction that moves its checkpoint.
--
-- Every row says whose it is (`owner_id`), the sequence of the last event of its aggregate that it
-- holds (the `ETag`), and that event's position. `created_position` is the position of the first one: it
-- never changes, so lists page by it and time travel asks it who existed when.
--
-- Indexes have no names of their own: a rebuild makes its tables with `like … including all`, which names
-- them by the same rule, so a rebuilt table is the table of this file to the last name.

-- Where each projector stands. Moving `position` from what it was believed to be is also the proof
-- of being the only one who moves it.
create table projection_checkpoints (
    name text primary key,
    -- Every event up to here is in the projector's tables, and none after it.
    position bigint not null check (position >= 0),
    -- When it moved last.
    updated_at timestamptz not null default clock_timestamp(),
    -- Why it stopped, beginning with the position it cannot pass; null while it runs.
    error text
);

create table scripts (
    id uuid primary key,
    owner_id uuid not null,
    title text not null,
    format text not null,
    genre text not null,
    tone text not null,
    logline text not null,
    archived boolean not null default false,
    -- The newest version. Versions count without gaps, so its number is also how many there are.
    head_number integer,
    head_version uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    created_position bigint not null,
    position bigint not null,
    sequence bigint not null
);
create index on scripts (owner_id, created_position);

-- The cast. Names are joined when it is read, so that a renamed character is renamed everywhere.
create table script_characters (
    script_id uuid not null,
    character_id uuid not null,
    primary key (script_id, character_id)
);

create table versions (
    id uuid primary key,
    owner_id uuid not null,
    script_id uuid not null,
    number integer not null check (number > 0),
    parent integer,
    script_type text not null,
    source jsonb not null,
    label text,
    notes text not null default '',
    text text not null,
    word_count integer not null,
    provenance jsonb,
    -- The account that wrote it, or for whom it was written.
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    created_position bigint not null,
    position bigint not null,
    sequence bigint not null
);
-- The script hands out the numbers; two versions with one number would be a broken log.
create unique index on versions (script_id, number);

create table scenes (
    id uuid primary key,
    owner_id uuid not null,
    script_id uuid not null,
    version_id uuid not null,
    number integer not null,
    setting text not null,
    goal text not null,
    tension text not null,
    tone text not null,
    content text not null,
    episode integer,
    revision integer not null,
    -- When it was taken out of its version; it never returns.
    removed_at timestamptz,
    removed_position bigint,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    created_position bigint not null,
    position bigint not null,
    sequence bigint not null
);
create index on scenes (version_id, number, created_position);

-- Every text a scene ever had.
create table scene_revisions (
    scene_id uuid not null,
    revision integer not null,
    owner_id uuid not null,
    content text not null,
    source jsonb not null,
    created_at timestamptz not null,
    position bigint not null,
    primary key (scene_id, revision)
);

create table characters (
    id uuid primary key,
    owner_id uuid not null,
    name text not null,
    personality text not null,
    goals text not null,
    voice text not null,
    backstory text not null,
    look text not null,
    archived boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    created_position bigint not null,
    position bigint not null,
    sequence bigint not null
);
create index on characters (owner_id, created_position);

create table jobs (
    id uuid primary key,
    owner_id uuid not null,
    script_id uuid,
    kind text not null,
    input jsonb not null,
    state text not null,
    phase text,
    attempt integer not null default 0,
    max_attempts integer not null,
    priority integer not null,
    paused boolean not null default false,
    cancelling boolean not null default false,
    -- The production it is a node of, what people call it there, and what it is made of.
    production_id uuid,
    label text,
    input_hash text,
    -- The nodes of a production, in the order in which they need each other.
    plan jsonb,
    -- Whose result it took over.
    reused_of uuid,
    estimate_ms bigint not null default 0,
    estimate_usd bigint not null default 0,
    cost_ms bigint not null default 0,
    cost_usd bigint not null default 0,
    error jsonb,
    result jsonb,
    requested_at timestamptz not null,
    -- When the attempt at hand, or the last one, began.
    started_at timestamptz,
    ended_at timestamptz,
    updated_at timestamptz not null,
    created_position bigint not null,
    position bigint not null,
    sequence bigint not null
);
create index on jobs (owner_id, created_position);
create index on jobs (script_id, created_position) where script_id is not null;
create index on jobs (owner_id, created_position) where ended_at is null;
create index on jobs (production_id, state) where production_id is not null;

-- One line for each event that concerns a script: its own, its versions', scenes' and jobs', and those
-- of its characters while they are in the cast.
create table history (
    script_id uuid not null,
    position bigint not null,
    owner_id uuid not null,
    at timestamptz not null,
    -- The actor in the log's text form, and the account if it is one: names are joined when it is read.
    actor text not null,
    actor_account uuid,
    type text not null,
    aggregate text not null,
    aggregate_id uuid not null,
    summary text not null,
    before jsonb,
    after jsonb,
    primary key (script_id, position)
);

-- What a line calls a thing: `Scene 3`, `Mara`. History keeps its own names, because a line must
-- say what the thing was called then, and because no projector reads another's tables.
create table history_names (
    id uuid primary key,
    owner_id uuid not null,
    name text not null
);

-- Whose history a character's events go to.
create table history_cast (
    script_id uuid not null,
    character_id uuid not null,
    primary key (character_id, script_id)
);

-- How far a running job is: the last word only, written several times a second and worthless after a
-- crash, hence unlogged and no event. The text so far is appended to in small pieces; kept out of
-- compression, a piece costs what copying costs.
create unlogged table job_progress (
    job_id uuid primary key,
    owner_id uuid not null,
    script_id uuid,
    attempt integer not null,
    state text not null,
    phase text,
    step integer not null,
    total_steps integer not null,
    -- 0 to 1.
    fraction double precision not null,
    message text not null,
    -- Seconds; null while nobody can tell.
    eta_s double precision,
    -- How many jobs come before it, while it waits for a worker.
    queue_position integer,
    -- How a production's nodes stand.
    totals jsonb,
    -- All text of this attempt so far.
    body text not null default '',
    updated_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
alter table job_progress alter column body set storage external;
