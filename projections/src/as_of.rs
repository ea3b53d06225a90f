//! Time travel: resources as they were at a position or at a time, made by replaying their events.
//!
//! The read models only say which aggregates existed by then; rows are never removed and the first position
//! of a row never changes. What each of them was comes from its own events, so the past is exact whatever
//! a projection has become since.

mod covered;
mod made;

use crate::changes::{bigint, int};
use crate::page::{Cursor, Limit, List, Page};
use crate::row::{ReadError, count, total};
use crate::scenes::Scene;
use crate::scripts::{self, CharacterRef, Script};
use crate::versions::{Version, VersionSummary, word_count};
use deadpool_postgres::Pool;
use domain::scene::SceneDetails;
use domain::version::VersionDetails;
use domain::{AccountId, CharacterId, Entity, Position, SceneId, ScriptId, VersionId};
use event_store::{AsOf, Loaded, Store};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use std::time::Duration;
use tokio_postgres::Row;
use uuid::Uuid;

/// Aggregates replayed at the same time, each with a connection of its own.
const AT_ONCE: usize = 4;
/// Looks for the position of an event that was written a moment ago, and the pause between them.
const LOOKS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(20);

/// A text that names no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a position or an RFC 3339 time: {0:?}")]
pub struct BadAsOf(pub String);

/// Reads `?as_of=`: digits are a position, everything else a time.
pub fn parse(text: &str) -> Result<AsOf, BadAsOf> {
    let bad = || BadAsOf(text.chars().take(64).collect());
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map(AsOf::Position).map_err(|_| bad());
    }
    text.parse().map(AsOf::Time).map_err(|_| bad())
}

/// One account's view of one moment. What did not exist then, and what is someone else's, is `None`.
///
/// A position should be one that the read models have passed: see
/// [`Projectors::wait_for`](crate::Projectors::wait_for).
pub struct Past {
    store: Store,
    pool: Pool,
    owner: AccountId,
    as_of: AsOf,
}

/// When an aggregate's first event and its last one by then happened.
struct Mark {
    created_at: Timestamp,
    updated_at: Timestamp,
    position: Position,
}

/// The row of a version that existed.
struct VersionRow {
    id: VersionId,
    number: u32,
    created_by: AccountId,
    scene_count: u32,
}

/// `$2` and `$3` are the position or the time, whichever it is, and the other null.
macro_rules! existed {
    ($table:literal) => {
        concat!(
            "($2::bigint is null or ",
            $table,
            ".created_position <= $2) and ($3::timestamptz is null or ",
            $table,
            ".created_at <= $3)"
        )
    };
}

/// The scenes of a version that were there: added, and not yet removed.
macro_rules! there {
    () => {
        concat!(existed!("c"), " and (c.removed_at is null or c.removed_position > $2 or c.removed_at > $3)")
    };
}

macro_rules! version_rows {
    ($condition:literal) => {
        concat!(
            "select v.id, v.number, v.created_by,
                    (select count(*) from scenes c where c.version_id = v.id and ",
            there!(),
            ") as scene_count
             from versions v where v.owner_id = $1 and ",
            existed!("v"),
            $condition
        )
    };
}

impl Past {
    /// The moment `as_of`, as `owner` may see it.
    pub fn new(store: &Store, pool: &Pool, owner: AccountId, as_of: AsOf) -> Self {
        Self { store: store.clone(), pool: pool.clone(), owner, as_of }
    }

    /// The script as it was, its cast by the names they had.
    pub async fn script(&self, id: ScriptId) -> Result<Option<Script>, ReadError> {
        // Rows are never removed; that of an erased script is nobody's.
        if scripts::get(&self.pool.get().await?, self.owner, id).await?.is_none() {
            return Ok(None);
        }
        let Some(loaded) = self.load::<domain::Script>(id).await? else { return Ok(None) };
        let Some(it) = loaded.state.details() else { return Ok(None) };
        let cast: Vec<CharacterId> = it.characters.iter().copied().collect();
        let characters = self.replay::<domain::Character>(cast).await?;
        let mut characters: Vec<CharacterRef> = characters
            .iter()
            .filter_map(|(_, character)| character.state.details())
            .map(|character| CharacterRef { name: character.profile.name.clone(), id: character.id })
            .collect();
        characters.sort();
        let scene_count = match it.head {
            Some(head) => self.scene_count(head.version).await?,
            None => 0,
        };
        let mark = self.mark::<domain::Script>(&[(id, loaded.sequence)]).await?.remove(0);
        let head = it.head.map(|head| head.number);
        Ok(Some(Script {
            id,
            title: it.title.clone(),
            format: it.format,
            genre: it.genre,
            tone: it.tone,
            logline: it.logline.clone(),
            locked: it.locked(),
            archived: it.archived,
            characters,
            head,
            version_count: head.unwrap_or(0),
            scene_count,
            created_at: mark.created_at,
            updated_at: mark.updated_at,
            position: mark.position,
            sequence: loaded.sequence,
        }))
    }

    /// The versions that the script had, the newest first.
    pub async fn versions(
        &self,
        script: ScriptId,
        cursor: Option<&Cursor>,
        limit: Limit,
    ) -> Result<Option<Page<VersionSummary>>, ReadError> {
        let [before, _] = Cursor::keys(cursor, List::Versions, [i64::MAX, 0])?;
        if self.load::<domain::Script>(script).await?.is_none() {
            return Ok(None);
        }
        let (position, time) = self.bound();
        let client = self.pool.get().await?;
        let statement = client
            .prepare_cached(version_rows!(
                " and v.script_id = $4 and v.number < $5::bigint order by v.number desc limit $6"
            ))
            .await?;
        let rows = client
            .query(&statement, &[&self.owner.0, &position, &time, &script.0, &before, &limit.probe()])
            .await?;
        drop(client);
        let page = Page::read(&rows, limit, VersionRow::of, |last| {
            Ok(Cursor::new(List::Versions, [count(last, "number")?.into(), 0]))
        })?;
        let items = self.drafts(page.items).await?.into_iter().map(|version| version.summary).collect();
        Ok(Some(Page { items, next_cursor: page.next_cursor }))
    }

    /// One version with its text, and the label and notes it had.
    pub async fn version(&self, script: ScriptId, number: u32) -> Result<Option<Version>, ReadError> {
        let row = self.version_row(script, number).await?;
        Ok(self.drafts(row.into_iter().collect()).await?.pop())
    }

    /// The scenes that a version had, by the numbers they had.
    pub async fn scenes(
        &self,
        script: ScriptId,
        number: u32,
        cursor: Option<&Cursor>,
        limit: Limit,
    ) -> Result<Option<Page<Scene>>, ReadError> {
        let after = Cursor::keys(cursor, List::Scenes, [0, 0])?;
        let Some(version) = self.version_row(script, number).await? else { return Ok(None) };
        let (position, time) = self.bound();
        let client = self.pool.get().await?;
        let statement = client
            .prepare_cached(concat!(
                "select c.id, c.created_position from scenes c where c.version_id = $1 and ",
                there!()
            ))
            .await?;
        let rows = client.query(&statement, &[&version.id.0, &position, &time]).await?;
        drop(client);
        let ids = rows.iter().map(|row| Ok(SceneId(row.try_get("id")?))).collect::<Result<_, ReadError>>()?;
        let loaded = self.replay::<domain::Scene>(ids).await?;
        let mut scenes = Vec::new();
        for (id, loaded) in loaded {
            let first = rows.iter().find(|row| row.get::<_, Uuid>("id") == id.0);
            let first: i64 = first.map_or(Ok(0), |row| row.try_get("created_position"))?;
            if let Some(details) = loaded.state.details() {
                scenes.push(([i64::from(details.number), first], id, loaded));
            }
        }
        scenes.retain(|(key, ..)| *key > after);
        scenes.sort_by_key(|(key, ..)| *key);
        let page = Page::cut(scenes, limit, |(key, ..)| Cursor::new(List::Scenes, *key));
        let marks: Vec<_> = page.items.iter().map(|(_, id, loaded)| (*id, loaded.sequence)).collect();
        let marks = self.mark::<domain::Scene>(&marks).await?;
        let items = page.items.iter().zip(marks).filter_map(|((_, _, loaded), mark)| {
            loaded.state.details().map(|it| scene(it, version.number, loaded.sequence, &mark))
        });
        Ok(Some(Page { items: items.collect(), next_cursor: page.next_cursor }))
    }

    /// One scene as it was.
    pub async fn scene(&self, id: SceneId) -> Result<Option<Scene>, ReadError> {
        let Some(loaded) = self.load::<domain::Scene>(id).await? else { return Ok(None) };
        let Some(it) = loaded.state.details() else { return Ok(None) };
        let client = self.pool.get().await?;
        let select = "select number from versions where id = $1 and owner_id = $2";
        let statement = client.prepare_cached(select).await?;
        let version = client.query_opt(&statement, &[&it.version.0, &self.owner.0]).await?;
        drop(client);
        let Some(version) = version else { return Ok(None) };
        let mark = self.mark::<domain::Scene>(&[(id, loaded.sequence)]).await?.remove(0);
        Ok(Some(scene(it, count(&version, "number")?, loaded.sequence, &mark)))
    }

    fn bound(&self) -> (Option<i64>, Option<Timestamp>) {
        match self.as_of {
            AsOf::Position(position) => (Some(bigint(position.0)), None),
            AsOf::Time(time) => (None, Some(time)),
        }
    }

    async fn load<A: Entity>(&self, id: A::Id) -> Result<Option<Loaded<A>>, ReadError> {
        let loaded = self.store.load_as_of::<A>(id, self.as_of).await?;
        Ok(loaded.filter(|loaded| loaded.state.owner() == Some(self.owner)))
    }

    /// Several aggregates, in the order of their ids; those that did not exist are left out.
    async fn replay<A: Entity>(&self, ids: Vec<A::Id>) -> Result<Vec<(A::Id, Loaded<A>)>, ReadError> {
        let loads =
            ids.into_iter().map(|id| async move { Ok::<_, ReadError>((id, self.load::<A>(id).await?)) });
        let loaded: Vec<_> = stream::iter(loads).buffered(AT_ONCE).try_collect().await?;
        Ok(loaded.into_iter().filter_map(|(id, loaded)| loaded.map(|loaded| (id, loaded))).collect())
    }

    /// The first and the last event of each aggregate, in the given order.
    async fn mark<A: Entity>(&self, aggregates: &[(A::Id, u64)]) -> Result<Vec<Mark>, ReadError> {
        let ids: Vec<String> = aggregates.iter().map(|(id, _)| id.to_string()).collect();
        let sequences: Vec<i64> = aggregates.iter().map(|(_, sequence)| bigint(*sequence)).collect();
        for look in 0.. {
            let client = self.pool.get().await?;
            let statement = client
                .prepare_cached(
                    "select first.recorded_at as created_at, last.recorded_at as updated_at, l.position
                     from unnest($2::text[], $3::bigint[]) with ordinality as a (id, sequence, place)
                     join events first on first.aggregate_type = $1 and first.aggregate_id = a.id
                        and first.sequence = 1
                     join events last on last.aggregate_type = $1 and last.aggregate_id = a.id
                        and last.sequence = a.sequence
                     left join log l on l.event_id = last.id
                     order by a.place",
                )
                .await?;
            let rows = client.query(&statement, &[&A::TYPE, &ids, &sequences]).await?;
            drop(client);
            match rows.iter().map(mark).collect::<Result<Option<Vec<_>>, _>>()? {
                Some(marks) if marks.len() == ids.len() => return Ok(marks),
                _ if look < LOOKS => tokio::time::sleep(PAUSE).await,
                // A time that is now may include an event which has no position yet.
                _ => break,
            }
        }
        Err(ReadError::Corrupt { column: "position", reason: "the event has no position yet".to_owned() })
    }

    async fn scene_count(&self, version: VersionId) -> Result<u32, ReadError> {
        let (position, time) = self.bound();
        let client = self.pool.get().await?;
        let statement = client
            .prepare_cached(concat!(
                "select count(*) as scene_count from scenes c where c.version_id = $1 and ",
                there!()
            ))
            .await?;
        total(&client.query_one(&statement, &[&version.0, &position, &time]).await?, "scene_count")
    }

    async fn version_row(&self, script: ScriptId, number: u32) -> Result<Option<VersionRow>, ReadError> {
        let (position, time) = self.bound();
        let client = self.pool.get().await?;
        let statement =
            client.prepare_cached(version_rows!(" and v.script_id = $4 and v.number = $5")).await?;
        let row =
            client.query_opt(&statement, &[&self.owner.0, &position, &time, &script.0, &int(number)]).await?;
        row.as_ref().map(VersionRow::of).transpose()
    }

    async fn drafts(&self, rows: Vec<VersionRow>) -> Result<Vec<Version>, ReadError> {
        let loaded = self.replay::<domain::Version>(rows.iter().map(|row| row.id).collect()).await?;
        let marks: Vec<_> = loaded.iter().map(|(id, loaded)| (*id, loaded.sequence)).collect();
        let marks = self.mark::<domain::Version>(&marks).await?;
        let drafts = loaded.into_iter().zip(marks).filter_map(|((id, loaded), mark)| {
            let row = rows.iter().find(|row| row.id == id)?;
            loaded.state.details().map(|it| version(it, row, loaded.sequence, &mark))
        });
        Ok(drafts.collect())
    }
}

impl VersionRow {
    fn of(row: &Row) -> Result<Self, ReadError> {
        Ok(Self {
            id: VersionId(row.try_get("id")?),
            number: count(row, "number")?,
            created_by: AccountId(row.try_get("created_by")?),
            scene_count: total(row, "scene_count")?,
        })
    }
}

fn mark(row: &Row) -> Result<Option<Mark>, ReadError> {
    let Some(position) = row.try_get::<_, Option<i64>>("position")? else { return Ok(None) };
    Ok(Some(Mark {
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        position: Position(u64::try_from(position).unwrap_or(0)),
    }))
}

fn version(it: &VersionDetails, row: &VersionRow, sequence: u64, mark: &Mark) -> Version {
    let summary = VersionSummary {
        id: it.id,
        script_id: it.script,
        number: it.number,
        parent: it.parent,
        script_type: it.script_type,
        source: it.source.clone(),
        label: it.label.clone(),
        notes: it.notes.clone(),
        scene_count: row.scene_count,
        word_count: word_count(&it.text),
        provenance: it.provenance.as_deref().cloned(),
        created_at: mark.created_at,
        created_by: row.created_by,
        position: mark.position,
        sequence,
    };
    Version { summary, text: it.text.clone() }
}

fn scene(it: &SceneDetails, version_number: u32, sequence: u64, mark: &Mark) -> Scene {
    Scene {
        id: it.id,
        script_id: it.script,
        version_id: it.version,
        version_number,
        number: it.number,
        setting: it.setting.clone(),
        goal: it.goal.clone(),
        tension: it.tension.clone(),
        tone: it.tone,
        content: it.content.clone(),
        episode: it.episode,
        revision: it.revision,
        removed: it.removed,
        broken_down: it.shot_list.broken_down,
        changes: it.shot_list.changes.clone(),
        created_at: mark.created_at,
        updated_at: mark.updated_at,
        position: mark.position,
        sequence,
    }
}
