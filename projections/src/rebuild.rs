//! Makes a read model again from the beginning of the log, beside the live one, and puts it in its place in
//! one transaction. Reads never stop: they see the old tables until they see the new ones.
//!
//! The new tables stand in a schema of their own, which comes first on the search path of the connection
//! that fills them; the projection's statements name no schema, so it does not know the difference.

use crate::assets::Assets;
use crate::changes::bigint;
use crate::characters::Characters;
use crate::history::Histories;
use crate::jobs::Jobs;
use crate::projection::{Projection, ProjectionError, database_error_passes};
use crate::projectors::READ_MODELS;
use crate::read_model::{Model, ReadModel};
use crate::row::{ReadError, position};
use crate::scenes::Scenes;
use crate::scripts::Scripts;
use crate::versions::Versions;
use deadpool_postgres::{ClientWrapper, Object, Pool, Transaction};
use domain::Position;
use event_store::{Filter, Log, RecordedEvent, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// Events in one transaction.
const BATCH: u32 = 2_000;
const LOCK: &str = "select pg_try_advisory_lock(hashtextextended('rebuild ' || $1::text, 0))";
const UNLOCK: &str = "select pg_advisory_unlock(hashtextextended('rebuild ' || $1::text, 0))";
/// Tries to swap, each of which can lose a lock to a reader, and the pause between two.
const SWAPS: u32 = 40;
const BETWEEN_SWAPS: Duration = Duration::from_millis(100);
/// Less than Postgres waits before it looks for a deadlock: of this and a reader it is always this that gives way.
const LOCK_TIMEOUT: &str = "set local lock_timeout = '400ms'";

/// Why a read model was not made again. The live one is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RebuildError {
    /// There is no such read model.
    #[error("{0:?} is not a read model; known are {known}", known = READ_MODELS.join(", "))]
    Unknown(String),
    /// Somebody else does it at this moment.
    #[error("{0} is being rebuilt already")]
    Busy(&'static str),
    /// An event cannot be applied.
    #[error("event {0}: {1}")]
    Event(Position, #[source] ProjectionError),
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] StoreError),
    /// The database refused or went away.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<tokio_postgres::Error> for RebuildError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Read(error.into())
    }
}

/// Makes the read model `name` again and says up to which position it was made. `progress` hears how far it
/// is. A projector that had stopped goes on from there.
pub async fn rebuild(
    pool: &Pool,
    log: &Log,
    name: &str,
    progress: impl FnMut(Position) + Send,
) -> Result<Position, RebuildError> {
    match name {
        Scripts::NAME => Rebuild::<Scripts>::run(pool, log, progress).await,
        Versions::NAME => Rebuild::<Versions>::run(pool, log, progress).await,
        Scenes::NAME => Rebuild::<Scenes>::run(pool, log, progress).await,
        Characters::NAME => Rebuild::<Characters>::run(pool, log, progress).await,
        Jobs::NAME => Rebuild::<Jobs>::run(pool, log, progress).await,
        Histories::NAME => Rebuild::<Histories>::run(pool, log, progress).await,
        Assets::NAME => Rebuild::<Assets>::run(pool, log, progress).await,
        _ => Err(RebuildError::Unknown(name.to_owned())),
    }
}

/// Events that follow each other.
type Page = Vec<Arc<RecordedEvent>>;

struct Rebuild<'a, M> {
    model: Model<M>,
    log: &'a Log,
    /// Everything up to here is in the new tables.
    position: Position,
}

impl<M: ReadModel> Rebuild<'_, M> {
    async fn run(
        pool: &Pool,
        log: &Log,
        mut progress: impl FnMut(Position) + Send,
    ) -> Result<Position, RebuildError> {
        let client = pool.get().await.map_err(ReadError::from)?;
        if !client.query_one(LOCK, &[&M::NAME]).await?.try_get::<_, bool>(0)? {
            return Err(RebuildError::Busy(M::NAME));
        }
        // Out of the pool: it has the lock and another search path.
        let mut client = Object::take(client);
        let mut rebuild = Rebuild { model: Model::<M>::new(), log, position: Position(0) };
        client.batch_execute(&begin::<M>()).await?;
        let indexes = put_off::<M>(&client).await?;
        let made = rebuild.make(&mut client, &indexes, &mut progress).await;
        if made.is_err() {
            // What is left behind harms nobody and is thrown away by the next try.
            let _ = client.batch_execute(&format!("drop schema {} cascade", schema::<M>())).await;
        }
        // Its session's end would give the lock back as well, but not before the caller goes on.
        let _ = client.query_one(UNLOCK, &[&M::NAME]).await;
        made
    }

    async fn make(
        &mut self,
        client: &mut ClientWrapper,
        indexes: &[String],
        progress: &mut impl FnMut(Position),
    ) -> Result<Position, RebuildError> {
        let mut page = self.page(Position(0), Position(u64::MAX)).await?;
        while let Some(last) = page.last().map(|event| event.position) {
            // The database reads what comes next while it writes this.
            let next = async {
                if page.len() < BATCH as usize {
                    Ok(Page::new())
                } else {
                    self.page(last, Position(u64::MAX)).await
                }
            };
            let (made, next) = tokio::join!(self.commit(client, &page), next);
            made?;
            self.position = last;
            progress(last);
            page = next?;
        }
        for index in indexes {
            client.batch_execute(index).await?;
        }
        let filled = self.position;
        for _ in 1..SWAPS {
            match self.swap(client).await {
                Err(RebuildError::Read(ReadError::Database(error))) if database_error_passes(&error) => {
                    tracing::debug!(%error, "swap lost a lock; trying again");
                    // What was applied in its transaction is gone with it.
                    self.position = filled;
                    tokio::time::sleep(BETWEEN_SWAPS).await;
                }
                swapped => return swapped,
            }
        }
        self.swap(client).await
    }

    /// The events after a position, at most a batch of them.
    async fn page(&self, after: Position, up_to: Position) -> Result<Page, RebuildError> {
        let events = self.log.read_until(after, BATCH, up_to, &Filter::All).await?;
        Ok(events.into_iter().map(Arc::new).collect())
    }

    /// A page in a transaction of its own.
    async fn commit(&self, client: &mut ClientWrapper, page: &Page) -> Result<(), RebuildError> {
        let mut tx = client.transaction().await?;
        self.apply(&mut tx, page).await?;
        Ok(tx.commit().await?)
    }

    /// Applies a page. An event that cannot be applied is named.
    async fn apply(&self, tx: &mut Transaction<'_>, page: &Page) -> Result<(), RebuildError> {
        let batch = tx.transaction().await?;
        if self.model.apply_batch(&batch, page).await.is_ok() {
            return Ok(batch.commit().await?);
        }
        batch.rollback().await?;
        for event in page {
            let applied = self.model.apply(tx, event).await;
            applied.map_err(|error| RebuildError::Event(event.position, error))?;
        }
        Ok(())
    }

    /// Stops the live projector between two batches by locking its checkpoint, makes up for what it has done
    /// in the meantime, and takes the old tables' place.
    async fn swap(&mut self, client: &mut ClientWrapper) -> Result<Position, RebuildError> {
        let mut tx = client.transaction().await?;
        tx.batch_execute(LOCK_TIMEOUT).await?;
        let select = "select position from projection_checkpoints where name = $1 for update";
        let live = match tx.query_opt(select, &[&M::NAME]).await? {
            Some(row) => position(&row, "position")?,
            None => Position(0),
        };
        while self.position < live {
            let page = self.page(self.position, live).await?;
            let Some(last) = page.last() else { break };
            self.apply(&mut tx, &page).await?;
            self.position = last.position;
        }
        tx.batch_execute(&end::<M>()).await?;
        tx.execute(
            "insert into projection_checkpoints (name, position) values ($1, $2)
             on conflict (name) do update set position = $2, updated_at = clock_timestamp(), error = null",
            &[&M::NAME, &bigint(self.position.0)],
        )
        .await?;
        tx.commit().await?;
        Ok(self.position)
    }
}

/// Takes away the indexes that only readers need, and says how they are made: for all rows at once that is much
/// quicker than for each as it comes and changes.
async fn put_off<M: ReadModel>(client: &ClientWrapper) -> Result<Vec<String>, RebuildError> {
    let select = "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
        from pg_index i join pg_class t on t.oid = i.indrelid
        where t.relnamespace = $1::text::regnamespace and not i.indisunique and t.relname <> all($2)";
    let mut definitions = Vec::new();
    for row in client.query(select, &[&schema::<M>(), &M::SEARCHED]).await? {
        client.batch_execute(&format!("drop index {}", row.try_get::<_, &str>(0)?)).await?;
        definitions.push(row.try_get(1)?);
    }
    Ok(definitions)
}

fn schema<M: ReadModel>() -> String {
    format!("rebuild_{}", M::NAME)
}

fn begin<M: ReadModel>() -> String {
    let schema = schema::<M>();
    let table = |table: &&str| format!("create table {schema}.{table} (like public.{table} including all);");
    let tables = M::TABLES.iter().map(table).collect::<Vec<_>>().concat();
    format!(
        "drop schema if exists {schema} cascade; create schema {schema}; {tables}
         set search_path = {schema}, public; set synchronous_commit = off"
    )
}

fn end<M: ReadModel>() -> String {
    let schema = schema::<M>();
    let swap =
        |table: &&str| format!("drop table public.{table}; alter table {schema}.{table} set schema public;");
    let moves = M::TABLES.iter().map(swap).collect::<Vec<_>>().concat();
    let all: Vec<String> = M::TABLES.iter().map(|table| format!("public.{table}")).collect();
    format!("lock table {} in access exclusive mode; {moves} drop schema {schema}", all.join(", "))
}
