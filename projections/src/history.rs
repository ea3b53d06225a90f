//! The history of a script: who did what, when, and what it was before.
//!
//! A line is written when its event happens and never again, so it calls things by the names they had
//! then; only people are named when it is read.

mod line;

use crate::changes::{Changes, Keys, bigint, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::projection::ProjectionError;
use crate::read_model::{self, ReadModel};
use crate::row::{ReadError, position};
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::{AccountId, Actor, Position, ScriptId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use line::{Cast, Line, Naming};
use serde::Serialize;
use serde_json::Value;
use tokio_postgres::Row;
use utoipa::ToSchema;
use uuid::Uuid;

/// One line of a script's history.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HistoryItem {
    /// The event's position.
    pub position: Position,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: ActorRef,
    /// What happened, as `aggregate.event`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// What it happened to: script, version, scene, character or job.
    pub aggregate: String,
    /// Its id.
    pub aggregate_id: Uuid,
    /// What happened, in a sentence.
    pub summary: String,
    /// What it was before, in the event's shape; absent when there was nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it became, in the event's shape; absent when there is nothing to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Actor)]
pub struct ActorRef {
    /// `account`, `worker` or `system`.
    pub kind: String,
    /// The account, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<AccountId>,
    /// The person's name, the worker's, or `Spool`.
    pub name: String,
}

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Only these: event types such as `script.retitled`, or aggregates such as `scene`. Empty means all.
    pub types: Vec<String>,
    /// Only what this actor did: `account:UUID`, `worker:NAME`, `system`, or a kind alone.
    pub actor: Option<String>,
    /// Only what happened at this time or later.
    pub since: Option<Timestamp>,
    /// Only what happened before this time.
    pub until: Option<Timestamp>,
    /// Only what is before this position.
    pub before: Option<Position>,
    /// Only what is after this position.
    pub after: Option<Position>,
}

pub(crate) struct Histories;

const OF_SCRIPT: &str = "insert into history (script_id, position, owner_id, at, actor, actor_account, type,
        aggregate, aggregate_id, before, after, summary)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
        $12::text || coalesce((select name from history_names where id = $13 and owner_id = $3), '') || $14::text
    /*from rows*/";
const OF_CHARACTER: &str =
    "insert into history (script_id, position, owner_id, at, actor, actor_account, type,
        aggregate, aggregate_id, before, after, summary)
    select c.script_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
        $12::text || coalesce((select name from history_names where id = $13 and owner_id = $3), '') || $14::text
    from history_cast c /*, rows*/ where c.character_id = $1";
const NAMED: &str = "insert into history_names (id, owner_id, name) select $1, $2, $3 /*from rows*/
    on conflict (id) do update set name = excluded.name";
const ATTACHED: &str =
    "insert into history_cast (script_id, character_id) select $1, $2 /*from rows*/ on conflict do nothing";
const DETACHED: &str = "delete from history_cast /*using rows*/ where script_id = $1 and character_id = $2";

/// Of what belongs to the script; a character belongs to its owner.
const ERASED_NAMES: &str = "delete from history_names n using history h
    where h.script_id = $1 and n.id = h.aggregate_id and h.aggregate <> 'character'";
const ERASED_CAST: &str = "delete from history_cast where script_id = $1";
const ERASED: &str = "delete from history where script_id = $1";

impl ReadModel for Histories {
    const NAME: &'static str = "history";
    const TABLES: &'static [&'static str] = &["history", "history_names", "history_cast"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        if event.event_type == read_model::ERASED {
            for sql in [ERASED_NAMES, ERASED_CAST, ERASED] {
                changes.run(sql, Keys::ALL, values![event.aggregate_id]);
            }
            return Ok(());
        }
        let Some(line) = Line::of(event)? else { return Ok(()) };
        let Line { lead, name_of, rest, naming, cast } = line;
        let Some(owner) = event.metadata.owner_id else { return Ok(()) };
        let name = |changes: &mut Changes<'e>, name: String| {
            let id = event.aggregate_id;
            changes.one(NAMED, Keys::writes(id), event, values![id, owner.0, name]);
        };
        let naming = match naming {
            // A new thing is called by its name already in the line that makes it.
            Naming::Now(new) => {
                name(changes, new);
                Naming::Unchanged
            }
            later => later,
        };
        let (sql, of, cast_of) = match event.metadata.script_id {
            Some(script) => (OF_SCRIPT, script.0, None),
            None if event.aggregate_type == domain::Character::TYPE => {
                (OF_CHARACTER, event.aggregate_id, Some(event.aggregate_id))
            }
            // A job without a script is in no script's history.
            None => return Ok(()),
        };
        let (before, after) = line::before_and_after(event);
        let actor = &event.metadata.actor;
        let mut all = values![of, bigint(event.position.0), owner.0, event.recorded_at, actor.to_string()];
        all.extend(values![account(actor), event.event_type.clone(), event.aggregate_type.clone()]);
        all.extend(values![event.aggregate_id, before, after, lead, name_of, rest]);
        // The name, and whose cast it is.
        changes.run(sql, Keys::reads([name_of, cast_of]), all);
        let cast = match cast {
            Cast::Unchanged => None,
            Cast::Joined(character) => Some((ATTACHED, character.0)),
            Cast::Left(character) => Some((DETACHED, character.0)),
        };
        if let Some((sql, character)) = cast {
            changes.run(sql, Keys::writes(character), values![event.aggregate_id, character]);
        }
        if let Naming::Afterwards(new) = naming {
            name(changes, new);
        }
        Ok(())
    }
}

fn account(actor: &Actor) -> Option<Uuid> {
    match actor {
        Actor::Account(account) => Some(account.0),
        Actor::Worker(_) | Actor::System => None,
    }
}

/// A script's history, the newest first; none if the script is someone else's.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    filter: &HistoryFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<HistoryItem>, ReadError> {
    let [cursor, _] = Cursor::keys(cursor, List::History, [i64::MAX, 0])?;
    let before = filter.before.map_or(cursor, |before| cursor.min(bigint(before.0)));
    let after = bigint(filter.after.unwrap_or_default().0);
    let types = (!filter.types.is_empty()).then_some(&filter.types);
    let statement = client
        .prepare_cached(
            "select h.*, a.display_name from history h left join accounts a on a.id = h.actor_account
             where h.script_id = $1 and h.owner_id = $2 and h.position < $3 and h.position > $4
                and ($5::text[] is null or h.type = any($5) or h.aggregate = any($5))
                and ($6::text is null or h.actor = $6 or split_part(h.actor, ':', 1) = $6)
                and ($7::timestamptz is null or h.at >= $7) and ($8::timestamptz is null or h.at < $8)
             order by h.position desc limit $9",
        )
        .await?;
    let rows = client
        .query(
            &statement,
            &[
                &script.0,
                &owner.0,
                &before,
                &after,
                &types,
                &filter.actor,
                &filter.since,
                &filter.until,
                &limit.probe(),
            ],
        )
        .await?;
    Page::read(&rows, limit, item, |last| Cursor::after(List::History, last, "position"))
}

fn item(row: &Row) -> Result<HistoryItem, ReadError> {
    let actor: &str = row.try_get("actor")?;
    let display_name: Option<String> = row.try_get("display_name")?;
    Ok(HistoryItem {
        position: position(row, "position")?,
        at: row.try_get("at")?,
        actor: actor_ref(&actor.parse().unwrap_or(Actor::System), display_name),
        event_type: row.try_get("type")?,
        aggregate: row.try_get("aggregate")?,
        aggregate_id: row.try_get("aggregate_id")?,
        summary: row.try_get("summary")?,
        before: row.try_get("before")?,
        after: row.try_get("after")?,
    })
}

fn actor_ref(actor: &Actor, display_name: Option<String>) -> ActorRef {
    match actor {
        Actor::Account(id) => ActorRef {
            kind: "account".to_owned(),
            id: Some(*id),
            name: display_name.unwrap_or_else(|| "someone who left".to_owned()),
        },
        Actor::Worker(name) => ActorRef { kind: "worker".to_owned(), id: None, name: name.clone() },
        Actor::System => ActorRef { kind: "system".to_owned(), id: None, name: "Spool".to_owned() },
    }
}
