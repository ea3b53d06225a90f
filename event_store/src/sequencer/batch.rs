//! One batch: what became visible since the last look gets the next positions.
//!
//! Looking is exact. The snapshot of the last look is kept: an event is new if its transaction was
//! open then, or began later. So a transaction that stays open for hours hides nothing and costs
//! nothing but its own place in a list.
//!
//! Writing is a compare-and-swap on the log's head: the row moves from exactly the position and hash
//! that were read in the same snapshot as the events, and the events are written only if it moved. It
//! needs no lock to be safe; the lock only keeps two sequencers from doing the same work.

use crate::chain::{self, Hash, digest_sql, link};
use crate::meters;
use crate::sql::position;
use domain::Position;
use tokio_postgres::{Client, Error, Row, Statement};
use uuid::Uuid;

/// Events in one batch, and in one that follows a full one, so that catching up on millions looks
/// through them less often.
const BATCH: i64 = 2_000;
const FULL_BATCH: i64 = 20_000;

macro_rules! fetch_sql {
    ($unseen:literal) => {
        concat!(
            "with head as materialized (
                select position, hash, pg_current_snapshot() as now, coalesce($1::text::pg_snapshot, seen) as seen
                from log_head
            ), unseen as materialized (",
            $unseen,
            "), batch as materialized (
                select u.transaction_id, u.id from unseen u
                where not exists (select from log l where l.event_id = u.id)
                order by u.id limit $2
            )
            select h.position, h.hash, h.now::text, n.id, n.transaction_id::text, n.digest,
                   n.owner_id, n.script_id, n.job_id, n.age_s
            from head h left join lateral (
                select b.id, b.transaction_id, e.*
                from batch b cross join lateral (
                    select ",
            digest_sql!(),
            " as digest, e.metadata ->> 'owner_id' as owner_id, e.metadata ->> 'script_id' as script_id,
                    e.metadata ->> 'job_id' as job_id,
                    extract(epoch from clock_timestamp() - e.recorded_at)::float8 as age_s
                    from events e where e.transaction_id = b.transaction_id and e.id = b.id offset 0) e
            ) n on true
            order by n.id"
        )
    };
}

/// Transactions that the last look could not see: those that had not begun, and those that were open.
/// The upper bound leaves out what a restore brought along from a cluster further on in its counting.
const FETCH: &str = fetch_sql!(
    "select e.transaction_id, e.id from events e
     where e.transaction_id >= (select pg_snapshot_xmax(seen) from head)
       and e.transaction_id < (select pg_snapshot_xmax(now) from head)
     union all
     select e.transaction_id, e.id
     from head cross join lateral pg_snapshot_xip(head.seen) as open (transaction_id)
     cross join lateral (select x.transaction_id, x.id from events x
                         where x.transaction_id = open.transaction_id offset 0) e"
);

/// After a restore into another cluster stored transaction ids say nothing: everything is looked at.
const FETCH_EVERYTHING: &str = fetch_sql!("select e.transaction_id, e.id from events e");

const WRITE: &str = "with moved as (
        update log_head set position = $1, hash = $2, seen = coalesce($3::text::pg_snapshot, seen),
                            system_identifier = coalesce($4, system_identifier)
        where position = $5 and hash = $6
        returning position
    ), written as (
        insert into log (position, event_id, transaction_id, hash, owner_id, script_id, job_id)
        select $5 + n, event_id, transaction_id::xid8, hash, owner_id, script_id, job_id
        from unnest($7::int8[], $8::text[], $9::bytea[], $10::uuid[], $11::uuid[], $12::uuid[])
             with ordinality as b (event_id, transaction_id, hash, owner_id, script_id, job_id, n)
        where exists (select from moved)
    )
    select position from moved";

/// What one [`Batcher::step`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There was nothing new.
    Idle,
    /// New events have positions.
    Sequenced {
        /// The log's new head.
        head: Position,
        /// Whether there may be more already.
        full: bool,
    },
    /// Someone else moved the head in between; nothing was written.
    Overtaken,
}

/// Sequences over one connection, batch by batch.
#[derive(Debug)]
pub struct Batcher {
    client: Client,
    fetch: Statement,
    fetch_everything: Statement,
    write: Statement,
    /// The snapshot of the last look that saw everything; what it shows has a position for ever.
    seen: Option<String>,
    /// This cluster's identifier, while the log's head names another one.
    adopting: Option<i64>,
    limit: i64,
}

/// What a look found.
struct Found {
    head: (i64, Hash),
    /// The snapshot of this look.
    now: String,
    rows: Vec<Row>,
}

impl Batcher {
    /// Prepares a connection.
    pub async fn open(client: Client) -> Result<Self, Error> {
        let row = client
            .query_one(
                "select c.system_identifier, h.seen is null or h.system_identifier <> c.system_identifier
                 from log_head h cross join pg_control_system() c",
                &[],
            )
            .await?;
        let identifier: i64 = row.try_get(0)?;
        Ok(Self {
            fetch: client.prepare(FETCH).await?,
            fetch_everything: client.prepare(FETCH_EVERYTHING).await?,
            write: client.prepare(WRITE).await?,
            seen: None,
            adopting: row.try_get::<_, bool>(1)?.then_some(identifier),
            limit: BATCH,
            client,
        })
    }

    /// Gives positions to what is new, one batch at most. Safe whoever else does the same.
    pub async fn step(&mut self) -> Result<Step, Error> {
        let found = self.look().await?;
        let full = i64::try_from(found.rows.len()).is_ok_and(|count| count >= self.limit);
        if found.rows.is_empty() && self.adopting.is_none() {
            metrics::gauge!(meters::SEQUENCER_LAG).set(0.0);
            self.seen = Some(found.now);
            self.limit = BATCH;
            return Ok(Step::Idle);
        }
        // A full batch may have left something visible behind; only then is the snapshot not all seen.
        let seen = (!full).then_some(found.now.as_str());
        let adopted = if full { None } else { self.adopting };
        let columns = Columns::of(&found)?;
        let (position_before, hash_before) = found.head;
        let (position_after, hash_after) = columns.head(found.head);
        let moved = self
            .client
            .query_opt(
                &self.write,
                &[
                    &position_after,
                    &hash_after.as_slice(),
                    &seen,
                    &adopted,
                    &position_before,
                    &hash_before.as_slice(),
                    &columns.event_id,
                    &columns.transaction_id,
                    &columns.hash,
                    &columns.owner_id,
                    &columns.script_id,
                    &columns.job_id,
                ],
            )
            .await?;
        if moved.is_none() {
            return Ok(Step::Overtaken);
        }
        metrics::gauge!(meters::SEQUENCER_LAG).set(columns.age_s);
        self.limit = if full { FULL_BATCH } else { BATCH };
        let nothing = found.rows.is_empty();
        if !full {
            self.seen = Some(found.now);
            self.adopting = None;
        }
        if nothing {
            return Ok(Step::Idle);
        }
        Ok(Step::Sequenced { head: position(position_after), full })
    }

    /// The connection, for what goes with a batch.
    pub fn client(&self) -> &Client {
        &self.client
    }

    async fn look(&self) -> Result<Found, Error> {
        let fetch = if self.adopting.is_some() { &self.fetch_everything } else { &self.fetch };
        let mut rows = self.client.query(fetch, &[&self.seen, &self.limit]).await?;
        let first = rows.first().expect("the log has a head");
        let head = (first.try_get(0)?, chain::hash(first.try_get(1)?));
        let now = first.try_get(2)?;
        if first.try_get::<_, Option<i64>>(3)?.is_none() {
            rows.clear();
        }
        Ok(Found { head, now, rows })
    }
}

/// A batch as the columns of `log`, hashes chained.
#[derive(Default)]
struct Columns<'a> {
    event_id: Vec<i64>,
    transaction_id: Vec<&'a str>,
    hash: Vec<Vec<u8>>,
    owner_id: Vec<Option<Uuid>>,
    script_id: Vec<Option<Uuid>>,
    job_id: Vec<Option<Uuid>>,
    /// The age of the oldest event, in seconds.
    age_s: f64,
}

impl<'a> Columns<'a> {
    fn of(found: &'a Found) -> Result<Self, Error> {
        // What is not a UUID owns nothing; it must not keep the rest of the log waiting.
        let uuid = |row: &'a Row, column: usize| -> Result<Option<Uuid>, Error> {
            Ok(row.try_get::<_, Option<&str>>(column)?.and_then(|text| Uuid::parse_str(text).ok()))
        };
        let mut columns = Self::default();
        let mut hash = found.head.1;
        for row in &found.rows {
            hash = link(&hash, &chain::hash(row.try_get(5)?));
            columns.event_id.push(row.try_get(3)?);
            columns.transaction_id.push(row.try_get(4)?);
            columns.hash.push(hash.to_vec());
            columns.owner_id.push(uuid(row, 6)?);
            columns.script_id.push(uuid(row, 7)?);
            columns.job_id.push(uuid(row, 8)?);
            columns.age_s = columns.age_s.max(row.try_get(9)?);
        }
        Ok(columns)
    }

    fn head(&self, before: (i64, Hash)) -> (i64, Hash) {
        let count = i64::try_from(self.event_id.len()).unwrap_or(i64::MAX);
        let hash = self.hash.last().map_or(before.1, |hash| chain::hash(hash));
        (before.0 + count, hash)
    }
}
