//! Some lines of an exported log on their way into the database, in one transaction.

use super::import::ImportError;
use super::line::EventLine;
use crate::chain::{self, Hash, Head, digest_sql, link};
use crate::metadata::Metadata;
use crate::sql::{position, to_sql};
use deadpool_postgres::ClientWrapper;
use domain::{CommandId, Position};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// Events, and bytes of them, that are sent together.
const EVENTS: usize = 1_000;
const BYTES: usize = 8 << 20;

/// Numbered in the file's order, which is that of the positions.
const INSERT: &str = concat!(
    "with inserted as (
        insert into events as e (aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
            metadata, recorded_at)
        select g.aggregate_type, g.aggregate_id, g.sequence, g.event_type, g.event_version, g.payload::jsonb,
            g.metadata::jsonb, g.recorded_at
        from unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::timestamptz[]) with ordinality
            as g (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata,
                recorded_at, place)
        order by g.place
        returning e.id, ",
    digest_sql!(),
    " as digest)
    select id, digest from inserted order by id"
);

const SEQUENCE: &str =
    "insert into log (position, event_id, transaction_id, hash, owner_id, script_id, job_id)
    select $1::int8 + n, event_id, pg_current_xact_id(), hash, owner_id, script_id, job_id
    from unnest($2::int8[], $3::bytea[], $4::uuid[], $5::uuid[], $6::uuid[]) with ordinality
        as b (event_id, hash, owner_id, script_id, job_id, n)";

/// Nobody else moves the head meanwhile; the sequencer that comes next looks at everything once.
const MOVE: &str =
    "update log_head set position = $1, hash = $2, seen = null where position = $3 and hash = $4";

const RECORD: &str = "insert into commands (command_id, last_event_id)
    select * from unnest($1::uuid[], $2::int8[])
    on conflict (command_id) do update set last_event_id = excluded.last_event_id,
        transaction_id = excluded.transaction_id";

/// An event that has been read and not yet written.
struct Pending {
    line: u64,
    hash: Hash,
    recorded_at: Timestamp,
    aggregate_type: String,
    aggregate_id: String,
    sequence: i64,
    event_type: String,
    event_version: String,
    metadata: String,
    payload: String,
    of: Metadata,
}

/// Lines that are written together.
#[derive(Default)]
pub(super) struct Page {
    events: Vec<Pending>,
    bytes: usize,
}

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Whether it is time to write it before an event of `command` joins: one command is kept together, so
    /// that its record names all of it.
    pub(super) fn is_full(&self, command: Option<CommandId>) -> bool {
        let full = self.events.len() >= EVENTS || self.bytes >= BYTES;
        let same = |last: &Pending| command.is_some() && last.of.command_id == command;
        full && !self.events.last().is_some_and(same)
    }

    /// Takes an event in.
    pub(super) fn push(
        &mut self,
        line: u64,
        it: &EventLine<'_>,
        of: Metadata,
        head: Head,
    ) -> Result<(), String> {
        let recorded_at = Timestamp::from_microsecond(it.recorded_us).map_err(|error| error.to_string())?;
        self.bytes += it.payload.get().len() + it.metadata.get().len();
        self.events.push(Pending {
            line,
            hash: head.hash,
            recorded_at,
            aggregate_type: it.aggregate_type.as_ref().to_owned(),
            aggregate_id: it.aggregate_id.as_ref().to_owned(),
            sequence: it.sequence,
            event_type: it.event_type.as_ref().to_owned(),
            event_version: it.event_version.as_ref().to_owned(),
            metadata: it.metadata.get().to_owned(),
            payload: it.payload.get().to_owned(),
            of,
        });
        Ok(())
    }

    /// The same, a line at a time.
    pub(super) fn singles(self) -> impl Iterator<Item = Self> {
        self.events.into_iter().map(|event| Self { events: vec![event], bytes: 0 })
    }

    /// Writes everything behind `head` and says where the log ends then. The events' digests are made by the
    /// database from what it has stored, and must lead to the hashes of their lines.
    pub(super) async fn write(&self, client: &mut ClientWrapper, head: Head) -> Result<Head, ImportError> {
        let tx = client.transaction().await?;
        let column = |of: fn(&Pending) -> &str| self.events.iter().map(of).collect::<Vec<_>>();
        let sequences: Vec<i64> = self.events.iter().map(|it| it.sequence).collect();
        let times: Vec<Timestamp> = self.events.iter().map(|it| it.recorded_at).collect();
        let rows = tx
            .query(
                INSERT,
                &[
                    &column(|it| &it.aggregate_type),
                    &column(|it| &it.aggregate_id),
                    &sequences,
                    &column(|it| &it.event_type),
                    &column(|it| &it.event_version),
                    &column(|it| &it.payload),
                    &column(|it| &it.metadata),
                    &times,
                ],
            )
            .await
            .map_err(|source| self.refused(source))?;
        let (mut reached, mut ids, mut hashes) = (head, Vec::new(), Vec::new());
        for (row, event) in rows.iter().zip(&self.events) {
            let hash = link(&reached.hash, &chain::hash(row.try_get(1)?));
            if hash != event.hash {
                return Err(ImportError::Altered {
                    line: event.line,
                    position: Position(reached.position.0 + 1),
                });
            }
            reached = Head { position: Position(reached.position.0 + 1), hash };
            ids.push(row.try_get::<_, i64>(0)?);
            hashes.push(hash.to_vec());
        }
        let id =
            |of: fn(&Metadata) -> Option<Uuid>| self.events.iter().map(|it| of(&it.of)).collect::<Vec<_>>();
        let owners = id(|of| of.owner_id.map(|it| it.0));
        let (scripts, jobs) = (id(|of| of.script_id.map(|it| it.0)), id(|of| of.job_id.map(|it| it.0)));
        let before = to_sql(head.position.0);
        tx.execute(SEQUENCE, &[&before, &ids, &hashes, &owners, &scripts, &jobs]).await?;
        let after = to_sql(reached.position.0);
        let moved =
            tx.execute(MOVE, &[&after, &reached.hash.as_slice(), &before, &head.hash.as_slice()]).await?;
        if moved != 1 {
            return Err(ImportError::Moved);
        }
        let last: HashMap<Uuid, i64> = self
            .events
            .iter()
            .zip(&ids)
            .filter_map(|(event, id)| event.of.command_id.map(|command| (command.0, *id)))
            .collect();
        let (commands, last): (Vec<Uuid>, Vec<i64>) = last.into_iter().unzip();
        tx.execute(RECORD, &[&commands, &last]).await?;
        tx.commit().await?;
        Ok(reached)
    }

    fn refused(&self, source: tokio_postgres::Error) -> ImportError {
        let line = |event: Option<&Pending>| event.map_or(0, |event| event.line);
        ImportError::Refused { first: line(self.events.first()), last: line(self.events.last()), source }
    }
}

/// Where the log ends, as the database has it.
pub(super) async fn head(client: &ClientWrapper) -> Result<Head, tokio_postgres::Error> {
    let row = client.query_one("select position, hash from log_head", &[]).await?;
    Ok(Head { position: position(row.try_get(0)?), hash: chain::hash(row.try_get(1)?) })
}
