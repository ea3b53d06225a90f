-- Shots and takes: part of the read model of scenes, under the same rules as the tables of V2, because
-- their events are the scenes' own.

alter table scenes
    -- Which of its texts the shots cover; null before the first breakdown.
    add column broken_down integer,
    -- Whether the shots are other ones than the breakdown of that text gives: somebody added, edited, moved,
    -- removed or kept one.
    add column shots_edited boolean not null default false,
    -- What differs on purpose.
    add column changes jsonb not null default '[]';

alter table characters
    -- What pictures show, where that is settled; null leaves it to the text.
    add column settled_look jsonb;

-- The shots of a scene, those that gave way included: their takes stay.
create table shots (
    id uuid primary key,
    scene_id uuid not null,
    owner_id uuid not null,
    script_id uuid not null,
    version_id uuid not null,
    -- Its index among the scene's shots, from 0.
    place integer not null,
    -- What its slate says after the scene's number.
    letters text not null,
    -- What it is to show and how.
    plan jsonb not null,
    locked boolean not null,
    -- The take that is shown; null before the first.
    active_take uuid,
    take_count integer not null default 0,
    -- When it gave way.
    removed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    position bigint not null
);
create index on shots (scene_id, place);

-- Every rendering there ever was.
create table takes (
    id uuid primary key,
    shot_id uuid not null,
    scene_id uuid not null,
    owner_id uuid not null,
    script_id uuid not null,
    -- Everything that is known of it.
    take jsonb not null,
    -- How well it keeps to its scene; null until somebody has looked.
    score jsonb,
    input_hash text not null,
    created_at timestamptz not null,
    position bigint not null
);
create index on takes (shot_id, position);
-- What was rendered from the same before.
create index on takes (owner_id, input_hash, position);
