//! Scenes of a version, in order, and every text each of them ever had. Their shots are in [`shots`], which
//! shares their events and therefore their projector.

mod of_version;

pub use of_version::{FilmedScene, of_version};

use crate::changes::{Changes, Keys, bigint, int, update, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::projection::{ProjectionError, payload};
use crate::read_model::{self, ReadModel};
use crate::row::{ReadError, count, json, maybe_count, position, sequence, word};
use crate::shots;
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::scene::shot::DeclaredChange;
use domain::scene::{ContentSource, SceneEvent};
use domain::{AccountId, Position, SceneId, ScriptId, Tone, VersionId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use tokio_postgres::Row;
use utoipa::ToSchema;

/// A scene as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Scene {
    /// Its id.
    pub id: SceneId,
    /// The script it belongs to.
    pub script_id: ScriptId,
    /// The version it belongs to.
    pub version_id: VersionId,
    /// That version's number.
    pub version_number: u32,
    /// Its number in the version, from 1.
    pub number: u32,
    /// The slugline.
    pub setting: String,
    /// What the scene is to achieve.
    pub goal: String,
    /// What stands against it.
    pub tension: String,
    /// The scene's own mood.
    pub tone: Tone,
    /// Its text, without the slugline.
    pub content: String,
    /// The episode, in a series.
    pub episode: Option<u32>,
    /// How often its text was written; the first text is 1.
    pub revision: u32,
    /// Whether it was taken out.
    pub removed: bool,
    /// Which of its texts the shots cover; none before the first breakdown.
    pub broken_down: Option<u32>,
    /// What differs on purpose in it.
    pub changes: Vec<DeclaredChange>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// One text that a scene had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SceneRevision {
    /// The scene.
    pub scene_id: SceneId,
    /// Which of its texts: 1, 2, 3 …
    pub revision: u32,
    /// The text.
    pub content: String,
    /// Who wrote it.
    pub source: ContentSource,
    /// When it was written.
    pub created_at: Timestamp,
    /// The position of the event that set it down.
    pub position: Position,
}

pub(crate) struct Scenes;

const ADDED: &str = "insert into scenes (id, updated_at, position, sequence, created_at, created_position,
        owner_id, script_id, version_id, number, setting, goal, tension, tone, content, episode, revision)
    select $1, $2, $3, $4, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1 /*from rows*/";
const FIRST_TEXT: &str =
    "insert into scene_revisions (scene_id, revision, owner_id, content, source, created_at, position)
     select $1, 1, $2, $3, $4, $5, $6 /*from rows*/";
const EDITED: &str = update!(
    "scenes",
    "setting = coalesce($5, setting), goal = coalesce($6, goal), tension = coalesce($7, tension),
     tone = coalesce($8, tone), episode = coalesce($9, episode)"
);
const NEXT_TEXT: &str =
    "insert into scene_revisions (scene_id, revision, owner_id, content, source, created_at, position)
     select id, $2, owner_id, $3, $4, $5, $6 from scenes /*, rows*/ where id = $1";

const ERASED: &str =
    "update scenes set owner_id = '00000000-0000-0000-0000-000000000000', setting = '', goal = '',
        tension = '', content = '', changes = '[]'
    where script_id = $1";
const ERASED_TEXTS: &str =
    "delete from scene_revisions r using scenes s where s.id = r.scene_id and s.script_id = $1";

impl ReadModel for Scenes {
    const NAME: &'static str = "scenes";
    const TABLES: &'static [&'static str] = &["scenes", "scene_revisions", "shots", "takes"];
    const SEARCHED: &'static [&'static str] = &["shots"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        use SceneEvent as E;
        if event.event_type == read_model::ERASED {
            for sql in [ERASED, ERASED_TEXTS, shots::ERASED, shots::ERASED_TAKES] {
                changes.run(sql, Keys::ALL, values![event.aggregate_id]);
            }
        }
        if event.aggregate_type != domain::Scene::TYPE {
            return Ok(());
        }
        let (id, at, position) = (event.aggregate_id, event.recorded_at, bigint(event.position.0));
        match payload(event)? {
            E::Added {
                script,
                owner,
                version,
                number,
                setting,
                goal,
                tension,
                tone,
                content,
                episode,
                ..
            } => {
                let mut more = values![owner.0, script.0, version.0, int(number), setting, goal, tension];
                more.extend(values![tone.as_str(), content.clone(), episode.map(int)]);
                changes.row(ADDED, event, more);
                let source = first_source(event);
                changes.one(
                    FIRST_TEXT,
                    Keys::writes(id),
                    event,
                    values![id, owner.0, content, json!(source), at, position],
                );
            }
            E::Edited { after: it, .. } => {
                let tone = it.tone.map(Tone::as_str);
                let more = values![it.setting, it.goal, it.tension, tone, it.episode.map(int)];
                changes.row(EDITED, event, more);
            }
            E::Rewritten { revision, after, source, .. } => {
                let revision = int(revision);
                let sql = update!("scenes", "content = $5, revision = $6");
                changes.row(sql, event, values![after.clone(), revision]);
                changes.one(
                    NEXT_TEXT,
                    Keys::writes(id),
                    event,
                    values![id, revision, after, json!(source), at, position],
                );
            }
            E::Moved { after, .. } => {
                changes.row(update!("scenes", "number = $5"), event, values![int(after)]);
            }
            E::Removed {} => {
                let sql = update!("scenes", "removed_at = $2, removed_position = $3");
                changes.row(sql, event, values![]);
            }
            E::Shots(of_shots) => shots::apply(of_shots, event, changes),
        }
        Ok(())
    }
}

/// A scene is added with its text; who wrote it is whoever it was added for.
fn first_source(event: &RecordedEvent) -> ContentSource {
    match event.metadata.job_id {
        Some(job_id) => ContentSource::Job { job_id },
        None => ContentSource::Hand {},
    }
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select s.*, v.number as version_number from scenes s join versions v on v.id = s.version_id
             where s.owner_id = $1 ",
            $condition
        )
    };
}

/// One scene, removed or not; `None` if there is none or it is someone else's.
pub async fn get(
    client: &impl GenericClient,
    owner: AccountId,
    id: SceneId,
) -> Result<Option<Scene>, ReadError> {
    let statement = client.prepare_cached(select!("and s.id = $2")).await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(scene).transpose()
}

/// The scenes of a script's version, by number; removed ones are left out, and someone else's too.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    version_number: u32,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<Scene>, ReadError> {
    let [number, first] = Cursor::keys(cursor, List::Scenes, [0, 0])?;
    let statement = client
        .prepare_cached(select!(
            "and v.script_id = $2 and v.number = $3 and s.removed_at is null
             and (s.number, s.created_position) > ($4::bigint, $5)
             order by s.number, s.created_position limit $6"
        ))
        .await?;
    let rows = client
        .query(&statement, &[&owner.0, &script.0, &int(version_number), &number, &first, &limit.probe()])
        .await?;
    Page::read(&rows, limit, scene, |last| {
        Ok(Cursor::new(List::Scenes, [count(last, "number")?.into(), last.try_get("created_position")?]))
    })
}

/// Every text a scene ever had, the newest first; none if it is someone else's.
pub async fn revisions(
    client: &impl GenericClient,
    owner: AccountId,
    scene: SceneId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<SceneRevision>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Revisions, [i64::MAX, 0])?;
    let statement = client
        .prepare_cached(
            "select * from scene_revisions where owner_id = $1 and scene_id = $2 and revision < $3::bigint
             order by revision desc limit $4",
        )
        .await?;
    let rows = client.query(&statement, &[&owner.0, &scene.0, &before, &limit.probe()]).await?;
    Page::read(&rows, limit, revision_of, |last| {
        Ok(Cursor::new(List::Revisions, [count(last, "revision")?.into(), 0]))
    })
}

/// One text of a scene.
pub async fn revision(
    client: &impl GenericClient,
    owner: AccountId,
    scene: SceneId,
    number: u32,
) -> Result<Option<SceneRevision>, ReadError> {
    let sql = "select * from scene_revisions where owner_id = $1 and scene_id = $2 and revision = $3";
    let statement = client.prepare_cached(sql).await?;
    let row = client.query_opt(&statement, &[&owner.0, &scene.0, &int(number)]).await?;
    row.as_ref().map(revision_of).transpose()
}

fn scene(row: &Row) -> Result<Scene, ReadError> {
    Ok(Scene {
        id: SceneId(row.try_get("id")?),
        script_id: ScriptId(row.try_get("script_id")?),
        version_id: VersionId(row.try_get("version_id")?),
        version_number: count(row, "version_number")?,
        number: count(row, "number")?,
        setting: row.try_get("setting")?,
        goal: row.try_get("goal")?,
        tension: row.try_get("tension")?,
        tone: word(row, "tone")?,
        content: row.try_get("content")?,
        episode: maybe_count(row, "episode")?,
        revision: count(row, "revision")?,
        removed: row.try_get::<_, Option<Timestamp>>("removed_at")?.is_some(),
        broken_down: maybe_count(row, "broken_down")?,
        changes: json(row, "changes")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}

fn revision_of(row: &Row) -> Result<SceneRevision, ReadError> {
    Ok(SceneRevision {
        scene_id: SceneId(row.try_get("scene_id")?),
        revision: count(row, "revision")?,
        content: row.try_get("content")?,
        source: json(row, "source")?,
        created_at: row.try_get("created_at")?,
        position: position(row, "position")?,
    })
}
