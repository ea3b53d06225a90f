//! Characters: the profiles that an owner's scripts can cast.

use crate::changes::{Changes, update, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::projection::{ProjectionError, payload};
use crate::read_model::ReadModel;
use crate::row::{ReadError, like, maybe_json, position, sequence};
use crate::scripts::CharacterRef;
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::character::{CharacterEvent, Look, Profile};
use domain::{AccountId, CharacterId, Position};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use tokio_postgres::Row;
use utoipa::ToSchema;

/// A character as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Character {
    /// Its id.
    pub id: CharacterId,
    /// The name, as cues use it.
    pub name: String,
    /// What they are like.
    pub personality: String,
    /// What they want.
    pub goals: String,
    /// How they speak.
    pub voice: String,
    /// Where they come from.
    pub backstory: String,
    /// What they look like.
    pub look: String,
    /// What pictures show, where that is settled.
    pub settled_look: Option<Look>,
    /// Whether it is put away.
    pub archived: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// Which characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CharacterFilter {
    /// Only those put away, or only the others; `None` means both.
    pub archived: Option<bool>,
    /// Only those whose name holds this text, whatever its case.
    pub search: Option<String>,
}

impl Character {
    /// What was written about them.
    pub fn profile(&self) -> Profile {
        Profile {
            name: self.name.clone(),
            personality: self.personality.clone(),
            goals: self.goals.clone(),
            voice: self.voice.clone(),
            backstory: self.backstory.clone(),
            look: self.look.clone(),
        }
    }
}

pub(crate) struct Characters;

const CREATED: &str =
    "insert into characters (id, updated_at, position, sequence, created_at, created_position,
        owner_id, name, personality, goals, voice, backstory, look)
    select $1, $2, $3, $4, $2, $3, $5, $6, $7, $8, $9, $10, $11 /*from rows*/";
const EDITED: &str = update!(
    "characters",
    "name = coalesce($5, name), personality = coalesce($6, personality), goals = coalesce($7, goals),
     voice = coalesce($8, voice), backstory = coalesce($9, backstory), look = coalesce($10, look)"
);

impl ReadModel for Characters {
    const NAME: &'static str = "characters";
    const TABLES: &'static [&'static str] = &["characters"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        use CharacterEvent as E;
        if event.aggregate_type != domain::Character::TYPE {
            return Ok(());
        }
        match payload(event)? {
            E::Created { owner, profile: it, .. } => {
                let mut more = values![owner.0, it.name, it.personality, it.goals];
                more.extend(values![it.voice, it.backstory, it.look]);
                changes.row(CREATED, event, more);
            }
            E::Edited { after: it, .. } => {
                let mut more = values![it.name, it.personality, it.goals];
                more.extend(values![it.voice, it.backstory, it.look]);
                changes.row(EDITED, event, more);
            }
            E::Archived {} => changes.row(update!("characters", "archived = true"), event, values![]),
            E::Restored {} => changes.row(update!("characters", "archived = false"), event, values![]),
            E::LookSet { after, .. } => {
                let look = after.map(|look| json!(look));
                changes.row(update!("characters", "settled_look = $5"), event, values![look]);
            }
            E::PortraitAdded { .. } | E::PortraitChosen { .. } => {
                changes.row(update!("characters"), event, values![]);
            }
        }
        Ok(())
    }
}

/// One character; `None` if there is none or it is someone else's.
pub async fn get(
    client: &impl GenericClient,
    owner: AccountId,
    id: CharacterId,
) -> Result<Option<Character>, ReadError> {
    let statement = client.prepare_cached("select * from characters where owner_id = $1 and id = $2").await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(character).transpose()
}

/// Characters, the newest first.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    filter: &CharacterFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<Character>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Characters, [i64::MAX, 0])?;
    let pattern = filter.search.as_deref().map(like);
    let statement = client
        .prepare_cached(
            "select * from characters where owner_id = $1 and created_position < $2
                and ($3::boolean is null or archived = $3) and ($4::text is null or name ilike $4)
             order by created_position desc limit $5",
        )
        .await?;
    let rows =
        client.query(&statement, &[&owner.0, &before, &filter.archived, &pattern, &limit.probe()]).await?;
    Page::read(&rows, limit, character, |last| Cursor::after(List::Characters, last, "created_position"))
}

/// A script's cast with their whole profiles, by name: what a writer has to know. Characters put away
/// stay in the casts they are in.
pub async fn of_script(
    client: &impl GenericClient,
    owner: AccountId,
    script: domain::ScriptId,
) -> Result<Vec<Character>, ReadError> {
    let statement = client
        .prepare_cached(
            "select c.* from script_characters a join characters c on c.id = a.character_id
             where a.script_id = $2 and c.owner_id = $1 order by c.name, c.id",
        )
        .await?;
    client.query(&statement, &[&owner.0, &script.0]).await?.iter().map(character).collect()
}

/// Characters of an owner by their names, whatever their case; those put away are left out. Of several with
/// one name the oldest is meant.
pub async fn named(
    client: &impl GenericClient,
    owner: AccountId,
    names: &[String],
) -> Result<Vec<CharacterRef>, ReadError> {
    let names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    let statement = client
        .prepare_cached(
            "select distinct on (lower(trim(name))) id, name from characters
             where owner_id = $1 and not archived and lower(trim(name)) = any($2)
             order by lower(trim(name)), created_position",
        )
        .await?;
    let rows = client.query(&statement, &[&owner.0, &names]).await?;
    let found = rows
        .iter()
        .map(|row| Ok(CharacterRef { id: CharacterId(row.try_get("id")?), name: row.try_get("name")? }));
    found.collect()
}

fn character(row: &Row) -> Result<Character, ReadError> {
    Ok(Character {
        id: CharacterId(row.try_get("id")?),
        name: row.try_get("name")?,
        personality: row.try_get("personality")?,
        goals: row.try_get("goals")?,
        voice: row.try_get("voice")?,
        backstory: row.try_get("backstory")?,
        look: row.try_get("look")?,
        settled_look: maybe_json(row, "settled_look")?,
        archived: row.try_get("archived")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}
