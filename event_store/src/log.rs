//! The log by position: every event once, in one order, for readers who remember how far they got.

use crate::chain::{self, Head};
use crate::codec::{Codec, Stored};
use crate::error::StoreError;
use crate::metadata::Metadata;
use crate::seal::{Keyring, Keys};
use crate::sql::{RawJson, from_sql, position, to_sql};
use deadpool_postgres::Pool;
use domain::{AccountId, JobId, Position, ScriptId};
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// The event after which a script's words are nobody's any more.
pub(crate) const ERASED: &str = "script.erased";

/// An event with its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Its place in the log.
    pub position: Position,
    /// Its id, which it had before its position; see [`Committed::last_event_id`](crate::Committed).
    pub event_id: i64,
    /// The type of its aggregate.
    pub aggregate_type: String,
    /// The id of its aggregate.
    pub aggregate_id: Uuid,
    /// Its place in its aggregate's stream.
    pub sequence: u64,
    /// Its type, `aggregate.event`.
    pub event_type: String,
    /// The version of the payload's shape, after upcasting.
    pub event_version: String,
    /// What happened, in its newest shape.
    pub payload: Value,
    /// Who, why, because of what, and whose.
    pub metadata: Metadata,
    /// When the database recorded it.
    pub recorded_at: Timestamp,
}

/// Which part of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Filter {
    /// All of it.
    #[default]
    All,
    /// What belongs to an account.
    Owner(AccountId),
    /// What is part of a script.
    Script(ScriptId),
    /// What a job went through, and what it caused.
    Job(JobId),
}

impl Filter {
    /// Whether the event is in this part.
    pub fn matches(&self, event: &RecordedEvent) -> bool {
        match *self {
            Self::All => true,
            Self::Owner(id) => event.metadata.owner_id == Some(id),
            Self::Script(id) => event.metadata.script_id == Some(id),
            Self::Job(id) => event.metadata.job_id == Some(id),
        }
    }
}

/// Events that follow each other in a part of the log.
pub(crate) struct Page {
    pub(crate) events: Vec<RecordedEvent>,
    /// Why the page ends before its end.
    pub(crate) broken: Option<StoreError>,
}

/// A page that is not decoded yet, and the keys that it is sealed with.
pub(crate) struct Fetched {
    rows: Vec<Row>,
    keys: Keys,
}

/// Reads the log. Cheap to clone.
#[derive(Clone)]
pub struct Log {
    pool: Pool,
    codec: Arc<Codec>,
    keys: Arc<Keyring>,
}

/// `offset 0` keeps the planner from turning the look-up of each event into a join over all of them.
macro_rules! page_sql {
    ($condition:literal) => {
        concat!(
            "select l.position, l.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type,
                    e.event_version, e.payload, e.metadata, e.recorded_at, l.script_id
             from (select position, event_id, transaction_id, script_id from log
                   where position > $1 and position <= $2 ",
            $condition,
            " order by position limit $3) l
             cross join lateral (select * from events x
                   where x.transaction_id = l.transaction_id and x.id = l.event_id offset 0) e
             order by l.position"
        )
    };
}

const ALL: &str = page_sql!("");
const OF_OWNER: &str = page_sql!("and owner_id = $4");
const OF_SCRIPT: &str = page_sql!("and script_id = $4");
const OF_JOB: &str = page_sql!("and job_id = $4");
const OF_JOBS: &str = page_sql!("and job_id = any($4)");

/// Events that the last sequenced snapshot did not show and that have no position since.
const LAG: &str = "select extract(epoch from clock_timestamp() - min(e.recorded_at))::float8
    from log_head h cross join lateral (
        select x.id, x.recorded_at from events x where x.transaction_id >= pg_snapshot_xmax(h.seen)
        union all
        select x.id, x.recorded_at from pg_snapshot_xip(h.seen) as open (transaction_id)
        join events x on x.transaction_id = open.transaction_id
        union all
        select x.id, x.recorded_at from events x where h.seen is null) e
    where not exists (select from log l where l.event_id = e.id)";

impl Log {
    /// A reader of the log behind `pool`.
    pub fn new(pool: Pool) -> Self {
        Self::with_codec(pool, Arc::default())
    }

    /// The same with a codec of its own.
    pub fn with_codec(pool: Pool, codec: Arc<Codec>) -> Self {
        let keys = Arc::new(Keyring::new(pool.clone()));
        Self { pool, codec, keys }
    }

    /// The same with keys that somebody else uses, too.
    pub(crate) fn with_keys(pool: Pool, codec: Arc<Codec>, keys: Arc<Keyring>) -> Self {
        Self { pool, codec, keys }
    }

    /// The keys it reads with.
    pub(crate) fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// The first `limit` events after a position, in order.
    pub async fn read(
        &self,
        after: Position,
        limit: u32,
        filter: &Filter,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        self.read_until(after, limit, Position(u64::MAX), filter).await
    }

    /// The same, up to and including the position `up_to`.
    pub async fn read_until(
        &self,
        after: Position,
        limit: u32,
        up_to: Position,
        filter: &Filter,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let page = self.page(after, limit, up_to, filter).await?;
        page.broken.map_or(Ok(page.events), Err)
    }

    /// What several jobs went through, and what they caused: the first `limit` events after a position, up
    /// to and including the position `up_to`.
    pub async fn read_jobs_until(
        &self,
        after: Position,
        limit: u32,
        up_to: Position,
        jobs: &[JobId],
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let ids: Vec<Uuid> = jobs.iter().map(|job| job.0).collect();
        let page = self.decode(self.select(OF_JOBS, after, limit, up_to, Some(&ids)).await?);
        page.broken.map_or(Ok(page.events), Err)
    }

    /// The same, with what could be read before an event that cannot.
    pub(crate) async fn page(
        &self,
        after: Position,
        limit: u32,
        up_to: Position,
        filter: &Filter,
    ) -> Result<Page, StoreError> {
        Ok(self.decode(self.fetch(after, limit, up_to, filter).await?))
    }

    /// A page as the database has it.
    pub(crate) async fn fetch(
        &self,
        after: Position,
        limit: u32,
        up_to: Position,
        filter: &Filter,
    ) -> Result<Fetched, StoreError> {
        match *filter {
            Filter::All => self.select(ALL, after, limit, up_to, None).await,
            Filter::Owner(id) => self.select(OF_OWNER, after, limit, up_to, Some(&id.0)).await,
            Filter::Script(id) => self.select(OF_SCRIPT, after, limit, up_to, Some(&id.0)).await,
            Filter::Job(id) => self.select(OF_JOB, after, limit, up_to, Some(&id.0)).await,
        }
    }

    async fn select(
        &self,
        sql: &str,
        after: Position,
        limit: u32,
        up_to: Position,
        of: Option<&(dyn ToSql + Sync)>,
    ) -> Result<Fetched, StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached(sql).await?;
        let (after, up_to, limit) = (to_sql(after.0), to_sql(up_to.0), i64::from(limit));
        let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&after, &up_to, &limit];
        parameters.extend(of);
        let rows = client.query(&select, &parameters).await?;
        let scripts = rows.iter().filter_map(|row| row.try_get::<_, Option<Uuid>>(10).ok().flatten());
        let keys = self.keys.for_reading(&client, scripts.map(ScriptId)).await?;
        Ok(Fetched { rows, keys })
    }

    /// What a page says.
    pub(crate) fn decode(&self, Fetched { rows, mut keys }: Fetched) -> Page {
        let mut page = Page { events: Vec::with_capacity(rows.len()), broken: None };
        for row in &rows {
            match self.event(row, &keys) {
                Ok(event) => {
                    if event.event_type == ERASED {
                        // Whatever was still written behind it is nobody's, however it was read.
                        keys.without(ScriptId(event.aggregate_id));
                    }
                    page.events.push(event);
                }
                Err(error) => {
                    page.broken = Some(error);
                    break;
                }
            }
        }
        page
    }

    /// Where the log ends.
    pub async fn head(&self) -> Result<Head, StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached("select position, hash from log_head").await?;
        let row = client.query_one(&select, &[]).await?;
        Ok(Head { position: position(row.try_get(0)?), hash: chain::hash(row.try_get(1)?) })
    }

    /// The position of an event; `None` while it has none.
    pub async fn position_of(&self, event_id: i64) -> Result<Option<Position>, StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached("select position from log where event_id = $1").await?;
        let row = client.query_opt(&select, &[&event_id]).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.map(position))
    }

    /// The age of the oldest event without a position, by the database's clock; `None` when every
    /// event has one. Seconds of it mean that nobody sequences.
    pub async fn lag(&self) -> Result<Option<Duration>, StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached(LAG).await?;
        let age_s: Option<f64> = client.query_one(&select, &[]).await?.try_get(0)?;
        Ok(age_s.map(|age_s| Duration::from_secs_f64(age_s.max(0.0))))
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    fn event(&self, row: &Row, keys: &Keys) -> Result<RecordedEvent, StoreError> {
        let position = position(row.try_get(0)?);
        let corrupt = |reason: String| StoreError::Corrupt { place: format!("event {position}"), reason };
        let metadata: Metadata = serde_json::from_slice(row.try_get::<_, RawJson<'_>>(8)?.0)
            .map_err(|error| corrupt(format!("metadata: {error}")))?;
        let event_type: &str = row.try_get(5)?;
        let stored = Stored {
            event_type,
            event_version: row.try_get(6)?,
            payload: row.try_get::<_, RawJson<'_>>(7)?.0,
            script: metadata.script_id,
        };
        let (payload, event_version) =
            self.codec.decode(stored, keys).map_err(|error| corrupt(error.to_string()))?;
        let aggregate_id: &str = row.try_get(3)?;
        Ok(RecordedEvent {
            position,
            event_id: row.try_get(1)?,
            aggregate_type: row.try_get(2)?,
            aggregate_id: Uuid::parse_str(aggregate_id)
                .map_err(|error| corrupt(format!("aggregate id {aggregate_id:?}: {error}")))?,
            sequence: from_sql(row.try_get(4)?),
            event_type: event_type.to_owned(),
            event_version: event_version.into_owned(),
            payload,
            metadata,
            recorded_at: row.try_get(9)?,
        })
    }
}
