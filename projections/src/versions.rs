//! Versions of a script: the drafts, by number, and each with its text.

use crate::changes::{Changes, Keys, int, update, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::projection::{ProjectionError, payload};
use crate::read_model::{self, ReadModel};
use crate::row::{ReadError, count, json, maybe_count, maybe_json, position, sequence, total, word};
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::version::{Provenance, Source, VersionEvent};
use domain::{AccountId, Actor, Position, ScriptId, ScriptType, VersionId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use tokio_postgres::Row;
use utoipa::ToSchema;

/// A version without its text, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VersionSummary {
    /// Its id.
    pub id: VersionId,
    /// The script it belongs to.
    pub script_id: ScriptId,
    /// Its number in the script: 1, 2, 3 …
    pub number: u32,
    /// The number of the version it was written from.
    pub parent: Option<u32>,
    /// Screenplay, treatment or outline.
    pub script_type: ScriptType,
    /// Where its text came from.
    pub source: Source,
    /// A name such as a revision colour.
    pub label: Option<String>,
    /// Notes beside it.
    pub notes: String,
    /// How many scenes it has.
    pub scene_count: u32,
    /// How many words its text has.
    pub word_count: u32,
    /// How an engine made it, if one did.
    pub provenance: Option<Provenance>,
    /// When it was drafted.
    pub created_at: Timestamp,
    /// The account that wrote it, or for whom a job did.
    pub created_by: AccountId,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// A version with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Version {
    /// What lists show of it.
    #[serde(flatten)]
    pub summary: VersionSummary,
    /// The text, in Fountain.
    pub text: String,
}

pub(crate) struct Versions;

const DRAFTED: &str =
    "insert into versions (id, updated_at, position, sequence, created_at, created_position,
        owner_id, script_id, number, parent, script_type, source, label, text, word_count, provenance,
        created_by)
    select $1, $2, $3, $4, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 /*from rows*/";

const ERASED: &str = "update versions set owner_id = '00000000-0000-0000-0000-000000000000', source = '{}',
        label = null, notes = '', text = '', word_count = 0, provenance = null
    where script_id = $1";

impl ReadModel for Versions {
    const NAME: &'static str = "versions";
    const TABLES: &'static [&'static str] = &["versions"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        use VersionEvent as E;
        if event.event_type == read_model::ERASED {
            changes.run(ERASED, Keys::ALL, values![event.aggregate_id]);
        }
        if event.aggregate_type != domain::Version::TYPE {
            return Ok(());
        }
        match payload(event)? {
            E::Drafted {
                script,
                owner,
                number,
                parent,
                source,
                script_type,
                text,
                label,
                provenance,
                ..
            } => {
                let words = int(word_count(&text));
                let author = author(&event.metadata.actor, owner);
                let mut more = values![owner.0, script.0, int(number), parent.map(int), script_type.as_str()];
                more.extend(values![json!(source), label, text, words, provenance.map(|it| json!(it))]);
                more.extend(values![author.0]);
                changes.row(DRAFTED, event, more);
            }
            E::Labelled { after, .. } => {
                changes.row(update!("versions", "label = $5"), event, values![after]);
            }
            E::Noted { after, .. } => changes.row(update!("versions", "notes = $5"), event, values![after]),
        }
        Ok(())
    }
}

/// Words are what white space separates, if there is a letter or a digit in it: a dash is no word.
pub(crate) fn word_count(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    u32::try_from(words.count()).unwrap_or(u32::MAX)
}

/// Who a draft is by: a worker writes for the script's owner.
pub(crate) fn author(actor: &Actor, owner: AccountId) -> AccountId {
    match actor {
        Actor::Account(account) => *account,
        Actor::Worker(_) | Actor::System => owner,
    }
}

macro_rules! select {
    ($text:literal, $condition:literal) => {
        concat!(
            "select v.id, v.script_id, v.number, v.parent, v.script_type, v.source, v.label, v.notes,
                v.word_count, v.provenance, v.created_by, v.created_at, v.position, v.sequence, ",
            $text,
            " (select count(*) from scenes c where c.version_id = v.id and c.removed_at is null) as scene_count
             from versions v where v.owner_id = $1 ",
            $condition
        )
    };
}

/// One version by its number; `None` if there is none or it is someone else's.
pub async fn get(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    number: u32,
) -> Result<Option<Version>, ReadError> {
    let statement =
        client.prepare_cached(select!("v.text,", "and v.script_id = $2 and v.number = $3")).await?;
    let row = client.query_opt(&statement, &[&owner.0, &script.0, &int(number)]).await?;
    row.as_ref().map(version).transpose()
}

/// One version by its id; `None` if there is none or it is someone else's.
pub async fn get_by_id(
    client: &impl GenericClient,
    owner: AccountId,
    id: VersionId,
) -> Result<Option<Version>, ReadError> {
    let statement = client.prepare_cached(select!("v.text,", "and v.id = $2")).await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(version).transpose()
}

/// A script's versions, the newest first; none if the script is someone else's.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<VersionSummary>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Versions, [i64::MAX, 0])?;
    let statement = client
        .prepare_cached(select!(
            "",
            "and v.script_id = $2 and v.number < $3::bigint order by v.number desc limit $4"
        ))
        .await?;
    let rows = client.query(&statement, &[&owner.0, &script.0, &before, &limit.probe()]).await?;
    Page::read(&rows, limit, summary, |last| {
        Ok(Cursor::new(List::Versions, [count(last, "number")?.into(), 0]))
    })
}

fn version(row: &Row) -> Result<Version, ReadError> {
    Ok(Version { summary: summary(row)?, text: row.try_get("text")? })
}

fn summary(row: &Row) -> Result<VersionSummary, ReadError> {
    Ok(VersionSummary {
        id: VersionId(row.try_get("id")?),
        script_id: ScriptId(row.try_get("script_id")?),
        number: count(row, "number")?,
        parent: maybe_count(row, "parent")?,
        script_type: word(row, "script_type")?,
        source: json(row, "source")?,
        label: row.try_get("label")?,
        notes: row.try_get("notes")?,
        scene_count: total(row, "scene_count")?,
        word_count: count(row, "word_count")?,
        provenance: maybe_json(row, "provenance")?,
        created_at: row.try_get("created_at")?,
        created_by: AccountId(row.try_get("created_by")?),
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}
