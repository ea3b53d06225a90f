//! What is asked of shots and takes. Somebody else's do not exist.

use super::{Rendering, SceneShots, Shot};
use crate::row::{ReadError, count, json, maybe_count, maybe_json, position, sequence};
use deadpool_postgres::GenericClient;
use domain::scene::shot::Take;
use domain::{AccountId, SceneId, ScriptId, ShotId, VersionId};
use std::collections::HashMap;
use tokio_postgres::Row;

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select h.*, s.number as scene_number, s.sequence, t.take, t.score, t.created_at as taken_at,
                t.position as taken_position
             from shots h join scenes s on s.id = h.scene_id left join takes t on t.id = h.active_take
             where h.owner_id = $1 ",
            $condition
        )
    };
}

/// The shots of a scene, in order, without those that gave way.
pub async fn of_scene(
    client: &impl GenericClient,
    owner: AccountId,
    scene: SceneId,
) -> Result<Vec<Shot>, ReadError> {
    let sql = select!("and h.scene_id = $2 and h.removed_at is null order by h.place");
    let statement = client.prepare_cached(sql).await?;
    client.query(&statement, &[&owner.0, &scene.0]).await?.iter().map(shot).collect()
}

/// One shot, whether it gave way or not.
pub async fn get(
    client: &impl GenericClient,
    owner: AccountId,
    id: ShotId,
) -> Result<Option<Shot>, ReadError> {
    let statement = client.prepare_cached(select!("and h.id = $2")).await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(shot).transpose()
}

/// The scene that a shot covers.
pub(crate) async fn scene_of(
    client: &impl GenericClient,
    owner: AccountId,
    id: ShotId,
) -> Result<Option<SceneId>, ReadError> {
    let statement =
        client.prepare_cached("select scene_id from shots where owner_id = $1 and id = $2").await?;
    let row = client.query_opt(&statement, &[&owner.0, &id.0]).await?;
    Ok(row.map(|row| row.try_get("scene_id")).transpose()?.map(SceneId))
}

/// Every take of a shot, the newest first.
pub async fn takes(
    client: &impl GenericClient,
    owner: AccountId,
    shot: ShotId,
) -> Result<Vec<Rendering>, ReadError> {
    let statement = client
        .prepare_cached(
            "select t.take, t.score, t.created_at as taken_at, t.position as taken_position,
                coalesce(h.active_take = t.id, false) as active
             from takes t join shots h on h.id = t.shot_id
             where t.owner_id = $1 and t.shot_id = $2 order by t.position desc",
        )
        .await?;
    let rows = client.query(&statement, &[&owner.0, &shot.0]).await?;
    rows.iter().map(|row| rendering(row, row.try_get("active")?)).collect()
}

/// The newest take of an owner that was rendered from exactly this; one whose picture was deleted is none.
pub async fn take_by_hash(
    client: &impl GenericClient,
    owner: AccountId,
    input_hash: &str,
) -> Result<Option<Take>, ReadError> {
    let statement = client
        .prepare_cached(
            "select take from takes t where owner_id = $1 and input_hash = $2 and not exists (
                select from assets a where a.id = (t.take ->> 'still')::uuid and a.deleted_at is not null)
             order by position desc limit 1",
        )
        .await?;
    let row = client.query_opt(&statement, &[&owner.0, &input_hash]).await?;
    row.as_ref().map(|row| json(row, "take")).transpose()
}

/// The take of a shot that somebody refined and that is shown, if it refines the picture of these inputs.
pub async fn refined_take(
    client: &impl GenericClient,
    owner: AccountId,
    shot: ShotId,
    input_hash: &str,
) -> Result<Option<Take>, ReadError> {
    let statement = client
        .prepare_cached(
            "select t.take from shots s join takes t on t.id = s.active_take
             where s.owner_id = $1 and s.id = $2 and t.take -> 'parameters' ->> 'refines' = $3",
        )
        .await?;
    let row = client.query_opt(&statement, &[&owner.0, &shot.0, &input_hash]).await?;
    row.as_ref().map(|row| json(row, "take")).transpose()
}

/// How the scenes of a version are covered, by their numbers; removed ones are left out.
pub async fn coverage(
    client: &impl GenericClient,
    owner: AccountId,
    version: VersionId,
) -> Result<Vec<SceneShots>, ReadError> {
    let scenes = client
        .prepare_cached(
            "select id, broken_down, shots_edited, changes from scenes
             where owner_id = $1 and version_id = $2 and removed_at is null order by number, created_position",
        )
        .await?;
    let shots = client
        .prepare_cached(
            "select s.scene_id, s.plan, t.id::text as refined from shots s
             left join takes t on t.id = s.active_take and t.take -> 'parameters' ? 'refines'
             where s.owner_id = $1 and s.version_id = $2 and s.removed_at is null order by s.scene_id, s.place",
        )
        .await?;
    let mut plans: HashMap<uuid::Uuid, Vec<_>> = HashMap::new();
    let mut refined: HashMap<uuid::Uuid, Vec<String>> = HashMap::new();
    for row in client.query(&shots, &[&owner.0, &version.0]).await? {
        let scene: uuid::Uuid = row.try_get("scene_id")?;
        plans.entry(scene).or_default().push(json(&row, "plan")?);
        refined.entry(scene).or_default().extend(row.try_get::<_, Option<String>>("refined")?);
    }
    let rows = client.query(&scenes, &[&owner.0, &version.0]).await?;
    let covered = rows.iter().map(|row| {
        let id = row.try_get("id")?;
        Ok(SceneShots {
            scene: SceneId(id),
            broken_down: maybe_count(row, "broken_down")?,
            edited: row.try_get("shots_edited")?,
            changes: json(row, "changes")?,
            plans: plans.remove(&id).unwrap_or_default(),
            refined: refined.remove(&id).unwrap_or_default(),
        })
    });
    covered.collect()
}

fn shot(row: &Row) -> Result<Shot, ReadError> {
    let letters: &str = row.try_get("letters")?;
    let active: Option<uuid::Uuid> = row.try_get("active_take")?;
    Ok(Shot {
        id: ShotId(row.try_get("id")?),
        scene: SceneId(row.try_get("scene_id")?),
        script: ScriptId(row.try_get("script_id")?),
        version: VersionId(row.try_get("version_id")?),
        name: format!("{}{letters}", count(row, "scene_number")?),
        index: count(row, "place")?,
        plan: json(row, "plan")?,
        locked: row.try_get("locked")?,
        removed: row.try_get::<_, Option<jiff::Timestamp>>("removed_at")?.is_some(),
        takes: count(row, "take_count")?,
        active: active.map(|_| rendering(row, true)).transpose()?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}

fn rendering(row: &Row, active: bool) -> Result<Rendering, ReadError> {
    Ok(Rendering {
        take: json(row, "take")?,
        active,
        score: maybe_json(row, "score")?,
        created_at: row.try_get("taken_at")?,
        position: position(row, "taken_position")?,
    })
}
