-- Assets: bytes with provenance. The bytes lie in the store under their hash; this is what is known of
-- them, as a read model like those of V2 and under the same rules.

create table assets (
    id uuid primary key,
    owner_id uuid not null,
    script_id uuid,
    scene_id uuid,
    shot_id uuid,
    character_id uuid,
    kind text not null,
    tag text not null,
    media_type text not null,
    file_name text not null,
    -- How many there are.
    bytes bigint not null check (bytes >= 0),
    -- 64 hexadecimal digits: the object in the store. Several assets can share one.
    sha256 text not null check (length(sha256) = 64),
    -- Pixels; null where there are none.
    width integer,
    height integer,
    -- Null where nothing passes in time, or nobody has measured it.
    duration_ms bigint,
    provenance jsonb not null,
    -- The account that brought it, or for whom it was made.
    created_by uuid not null,
    -- Set on the tombstone of a deleted asset; its object goes when nobody else needs it.
    deleted_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    created_position bigint not null,
    position bigint not null,
    sequence bigint not null
);
create index on assets (owner_id, created_position);
create index on assets (script_id, created_position) where script_id is not null;
create index on assets (scene_id, created_position) where scene_id is not null;
create index on assets (character_id, created_position) where character_id is not null;
-- Who still needs an object.
create index on assets (sha256);

-- Who may see the assets of a script beside those who own them: its owner and its members. This read model
-- keeps its own list, because no projector reads another's tables.
create table asset_readers (
    script_id uuid not null,
    account_id uuid not null,
    -- What the account may do: owner, editor or viewer.
    role text not null,
    primary key (account_id, script_id)
);

-- What an owner's assets take that are not deleted. The same bytes count for each asset that has them: what
-- somebody may keep does not depend on what others have.
create table asset_usage (
    owner_id uuid primary key,
    assets bigint not null,
    bytes bigint not null
);

-- The key that signs addresses which work without signing in, the same in every process. Without its row the
-- next process makes another, and every address that was signed before is worth nothing.
create table url_keys (
    id smallint primary key default 1 check (id = 1),
    secret bytea not null check (length(secret) = 32),
    created_at timestamptz not null default now()
);
