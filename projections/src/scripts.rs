//! Scripts: the list, and each with its cast and how much of it there is.

use crate::changes::{Changes, Keys, int, update, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::projection::{ProjectionError, payload};
use crate::read_model::ReadModel;
use crate::row::{ReadError, like, maybe_count, position, sequence, total, word};
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::script::ScriptEvent;
use domain::{AccountId, CharacterId, Format, Genre, Position, ScriptId, Tone};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use tokio_postgres::types::Json;
use utoipa::ToSchema;

/// A script as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Script {
    /// Its id.
    pub id: ScriptId,
    /// The working title.
    pub title: String,
    /// Feature, series or short.
    pub format: Format,
    /// The genre.
    pub genre: Genre,
    /// The tone.
    pub tone: Tone,
    /// The story in a sentence or two.
    pub logline: String,
    /// Whether genre and tone hold: they do from the first version on.
    pub locked: bool,
    /// Whether it is put away.
    pub archived: bool,
    /// The cast, by name.
    pub characters: Vec<CharacterRef>,
    /// The newest version's number.
    pub head: Option<u32>,
    /// How many versions there are.
    pub version_count: u32,
    /// How many scenes the newest version has.
    pub scene_count: u32,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed, its versions' and scenes' own changes not counted.
    pub updated_at: Timestamp,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// A character in a cast.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct CharacterRef {
    /// The name.
    pub name: String,
    /// The character.
    pub id: CharacterId,
}

/// Which scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScriptFilter {
    /// Only those put away, or only the others; `None` means both.
    pub archived: Option<bool>,
    /// Only those whose title or logline holds this text, whatever its case.
    pub search: Option<String>,
}

pub(crate) struct Scripts;

const CREATED: &str = "insert into scripts (id, updated_at, position, sequence, created_at, created_position,
        owner_id, title, format, genre, tone, logline)
    select $1, $2, $3, $4, $2, $3, $5, $6, $7, $8, $9, $10 /*from rows*/";
const ATTACHED: &str = "insert into script_characters (script_id, character_id) select $1, $2 /*from rows*/ on conflict do nothing";
const DETACHED: &str =
    "delete from script_characters /*using rows*/ where script_id = $1 and character_id = $2";

const ERASED: &str =
    update!("scripts", "owner_id = '00000000-0000-0000-0000-000000000000', title = '', logline = ''");
const NO_CAST: &str = "delete from script_characters where script_id = $1";

impl ReadModel for Scripts {
    const NAME: &'static str = "scripts";
    const TABLES: &'static [&'static str] = &["scripts", "script_characters"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        use ScriptEvent as E;
        if event.aggregate_type != domain::Script::TYPE {
            return Ok(());
        }
        let touched = update!("scripts");
        match payload(event)? {
            E::Created { owner, title, format, genre, tone, logline, .. } => {
                let [format, genre, tone] = [format.as_str(), genre.as_str(), tone.as_str()];
                changes.row(CREATED, event, values![owner.0, title, format, genre, tone, logline]);
            }
            E::Retitled { after, .. } => {
                changes.row(update!("scripts", "title = $5"), event, values![after]);
            }
            E::GenreChanged { after, .. } => {
                changes.row(update!("scripts", "genre = $5"), event, values![after.as_str()]);
            }
            E::ToneChanged { after, .. } => {
                changes.row(update!("scripts", "tone = $5"), event, values![after.as_str()]);
            }
            E::LoglineChanged { after, .. } => {
                changes.row(update!("scripts", "logline = $5"), event, values![after]);
            }
            E::CharacterAttached { character } => {
                changes.row(touched, event, values![]);
                changes.run(
                    ATTACHED,
                    Keys::writes(event.aggregate_id),
                    values![event.aggregate_id, character.0],
                );
            }
            E::CharacterDetached { character } => {
                changes.row(touched, event, values![]);
                changes.run(
                    DETACHED,
                    Keys::writes(event.aggregate_id),
                    values![event.aggregate_id, character.0],
                );
            }
            E::MemberAdded { .. } | E::MemberRemoved { .. } => changes.row(touched, event, values![]),
            E::VersionAdded { version, number, .. } => {
                let sql = update!("scripts", "head_number = $5, head_version = $6");
                changes.row(sql, event, values![int(number), version.0]);
            }
            // The workers' queue keeps what a script may cost.
            E::BudgetSet { .. } => changes.row(update!("scripts"), event, values![]),
            E::Archived {} => changes.row(update!("scripts", "archived = true"), event, values![]),
            E::Restored {} => changes.row(update!("scripts", "archived = false"), event, values![]),
            E::Erased {} => {
                changes.row(ERASED, event, values![]);
                changes.run(NO_CAST, Keys::ALL, values![event.aggregate_id]);
            }
        }
        Ok(())
    }
}

/// Only the owner's own characters are named, whatever ids the cast holds.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select s.*,
                (select count(*) from scenes c where c.version_id = s.head_version and c.removed_at is null)
                    as scene_count,
                (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name)), '[]')
                    from script_characters a
                    join characters c on c.id = a.character_id and c.owner_id = s.owner_id
                    where a.script_id = s.id) as cast_members
             from scripts s where s.owner_id = $1 ",
            $condition
        )
    };
}

/// One script; `None` if there is none or it is someone else's.
pub async fn get(
    client: &impl GenericClient,
    owner: AccountId,
    id: ScriptId,
) -> Result<Option<Script>, ReadError> {
    let statement = client.prepare_cached(select!("and s.id = $2")).await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(script).transpose()
}

/// Scripts, the newest first.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    filter: &ScriptFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<Script>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Scripts, [i64::MAX, 0])?;
    let pattern = filter.search.as_deref().map(like);
    let statement = client
        .prepare_cached(select!(
            "and s.created_position < $2 and ($3::boolean is null or s.archived = $3)
             and ($4::text is null or s.title ilike $4 or s.logline ilike $4)
             order by s.created_position desc limit $5"
        ))
        .await?;
    let rows =
        client.query(&statement, &[&owner.0, &before, &filter.archived, &pattern, &limit.probe()]).await?;
    Page::read(&rows, limit, script, |last| Cursor::after(List::Scripts, last, "created_position"))
}

fn script(row: &Row) -> Result<Script, ReadError> {
    let head = maybe_count(row, "head_number")?;
    let Json(mut characters) = row.try_get::<_, Json<Vec<CharacterRef>>>("cast_members")?;
    characters.sort();
    Ok(Script {
        id: ScriptId(row.try_get("id")?),
        title: row.try_get("title")?,
        format: word(row, "format")?,
        genre: word(row, "genre")?,
        tone: word(row, "tone")?,
        logline: row.try_get("logline")?,
        locked: head.is_some(),
        archived: row.try_get("archived")?,
        characters,
        head,
        version_count: head.unwrap_or(0),
        scene_count: total(row, "scene_count")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}
