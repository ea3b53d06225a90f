//! The statement that appends: the events of a group of commands and their idempotency records, all
//! in one round trip and one transaction.
//!
//! Each command is told apart: written, known already (its id was recorded before), or taken (another
//! command got its sequence first). One that could be written only in part raises and takes the whole
//! statement back, whereupon the writer sends the commands one by one.

use crate::sql::to_sql;
use deadpool_postgres::ClientWrapper;
use domain::{CommandId, ScriptId};
use std::sync::Arc;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Error, Statement};
use uuid::Uuid;

/// An event on its way into the log.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub(crate) aggregate_type: &'static str,
    pub(crate) aggregate_id: Uuid,
    pub(crate) sequence: u64,
    pub(crate) event_type: String,
    pub(crate) event_version: String,
    /// JSON text.
    pub(crate) payload: String,
    /// JSON text, shared by the events of one aggregate in one command.
    pub(crate) metadata: Arc<str>,
    /// The script under whose key the payload's words are.
    pub(crate) script: Option<ScriptId>,
}

/// The events of one command, of one or several aggregates: written all or not at all. Never empty.
#[derive(Clone, Debug)]
pub(crate) struct Append {
    pub(crate) command_id: CommandId,
    pub(crate) events: Vec<NewEvent>,
}

/// What became of one command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Its events are in the log.
    Written { last_event_id: i64 },
    /// The connection was lost under it, and it turned out to have been written: by that sending,
    /// or by another of the same command id. The state it led to has to be loaded.
    Settled,
    /// The command id was recorded before; nothing was written now.
    Recorded,
    /// One of its sequences is taken.
    Taken,
}

/// What one database error means for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The connection is gone; whether the statement was committed is unknown.
    Lost,
    /// Nothing was written because two commands got into each other's way: sent alone, each gets its answer.
    Entangled,
    /// Nothing was written because the database refused something.
    Refused,
}

/// Joins are over a few hundred rows without statistics: hashing them is right for every size, and
/// the two look-ups that must use an index are scalar subqueries, which never become hash joins.
const SETTINGS: &str = "set enable_nestloop = off; set enable_mergejoin = off; set jit = off; \
                        set plan_cache_mode = force_generic_plan";

const APPEND: &str = "\
with command as materialized (
    select c.ordinal, c.command_id, c.expected,
           (select k.last_event_id from commands k where k.command_id = c.command_id) as recorded
    from unnest($1::uuid[], $2::int8[]) with ordinality as c (command_id, expected, ordinal)
), event as materialized (
    select * from unnest($3::int8[], $4::text[], $5::uuid[], $6::int8[], $7::text[], $8::text[], $9::text[], $10::text[])
        with ordinality as e (ordinal, aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, place)
), inserted as (
    insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    select e.aggregate_type, e.aggregate_id::text, e.sequence, e.event_type, e.event_version,
           e.payload::jsonb, e.metadata::jsonb
    from event e join command c using (ordinal)
    where c.recorded is null
    order by e.place
    on conflict on constraint events_pkey do nothing
    returning aggregate_type, aggregate_id, sequence, id
), outcome as materialized (
    select e.ordinal, count(*) as inserted, max(i.id) as last_event_id
    from event e
    join inserted i on i.aggregate_type = e.aggregate_type and i.sequence = e.sequence
                   and i.aggregate_id = e.aggregate_id::text
    group by e.ordinal
), record as (
    insert into commands (command_id, last_event_id)
    select c.command_id, o.last_event_id
    from command c join outcome o on o.ordinal = c.ordinal and o.inserted = c.expected
)
select c.recorded is not null, o.last_event_id,
       case when o.inserted < c.expected then refuse_partial_command(c.command_id) end
from command c left join outcome o using (ordinal)
order by c.ordinal";

const RECORDED: &str = "select command_id from commands where command_id = any ($1)";

/// A connection that appends.
pub(crate) struct Session {
    client: ClientWrapper,
    append: Statement,
    recorded: Statement,
}

impl Session {
    /// Prepares a connection that nobody else uses.
    pub(crate) async fn open(client: ClientWrapper) -> Result<Self, Error> {
        client.batch_execute(SETTINGS).await?;
        let append = client.prepare(APPEND).await?;
        let recorded = client.prepare(RECORDED).await?;
        Ok(Self { client, append, recorded })
    }

    /// Writes the commands, which must not share a command id or an aggregate, and tells the outcome of each.
    pub(crate) async fn append(&self, group: &[&Append]) -> Result<Vec<Outcome>, Error> {
        let commands: Vec<Uuid> = group.iter().map(|append| append.command_id.0).collect();
        let expected: Vec<i64> = group.iter().map(|append| to_sql(append.events.len() as u64)).collect();
        let columns = Columns::of(group);
        let rows = self
            .client
            .query(
                &self.append,
                &[
                    &commands,
                    &expected,
                    &columns.ordinal,
                    &columns.aggregate_type,
                    &columns.aggregate_id,
                    &columns.sequence,
                    &columns.event_type,
                    &columns.event_version,
                    &columns.payload,
                    &columns.metadata,
                ],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(match (row.try_get::<_, bool>(0)?, row.try_get::<_, Option<i64>>(1)?) {
                    (true, _) => Outcome::Recorded,
                    (false, Some(last_event_id)) => Outcome::Written { last_event_id },
                    (false, None) => Outcome::Taken,
                })
            })
            .collect()
    }

    /// Which of these command ids are recorded.
    pub(crate) async fn recorded(&self, commands: &[Uuid]) -> Result<Vec<Uuid>, Error> {
        let rows = self.client.query(&self.recorded, &[&commands]).await?;
        rows.iter().map(|row| row.try_get(0)).collect()
    }

    /// Whether the connection has been closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}

/// The events of a group, turned into one array a column.
#[derive(Default)]
struct Columns<'a> {
    ordinal: Vec<i64>,
    aggregate_type: Vec<&'a str>,
    aggregate_id: Vec<Uuid>,
    sequence: Vec<i64>,
    event_type: Vec<&'a str>,
    event_version: Vec<&'a str>,
    payload: Vec<&'a str>,
    metadata: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(group: &[&'a Append]) -> Self {
        let mut columns = Self::default();
        for (ordinal, append) in (1..).zip(group) {
            for event in &append.events {
                columns.ordinal.push(ordinal);
                columns.aggregate_type.push(event.aggregate_type);
                columns.aggregate_id.push(event.aggregate_id);
                columns.sequence.push(to_sql(event.sequence));
                columns.event_type.push(&event.event_type);
                columns.event_version.push(&event.event_version);
                columns.payload.push(&event.payload);
                columns.metadata.push(&event.metadata);
            }
        }
        columns
    }
}

impl Trouble {
    /// Reads an error of [`Session::append`].
    pub(crate) fn of(error: &Error) -> Self {
        let Some(failure) = error.as_db_error() else {
            // Not an answer of the database. Values that cannot be sent never left this process.
            return if error.is_closed() || is_io(error) { Self::Lost } else { Self::Refused };
        };
        let code = failure.code();
        match code.code() {
            "SP002" => Self::Entangled,
            _ if *code == SqlState::UNIQUE_VIOLATION
                && matches!(failure.constraint(), Some("commands_pkey" | "events_pkey")) =>
            {
                Self::Entangled
            }
            _ if *code == SqlState::T_R_DEADLOCK_DETECTED || *code == SqlState::T_R_SERIALIZATION_FAILURE => {
                Self::Entangled
            }
            // Class 57P: the server stops, crashed or cut this connection. Class 08: connection exceptions.
            text if text.starts_with("57P") || text.starts_with("08") => Self::Lost,
            _ => Self::Refused,
        }
    }
}

fn is_io(error: &Error) -> bool {
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        if cause.is::<std::io::Error>() {
            return true;
        }
        next = cause.source();
    }
    false
}
