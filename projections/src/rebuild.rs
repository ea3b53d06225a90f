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

/// Events in one transaction.
const BATCH: u32 = 500;
const LOCK: &str = "select pg_try_advisory_lock(hashtextextended('rebuild ' || $1::text, 0))";
const UNLOCK: &str = "select pg_advisory_unlock(hashtextextended('rebuild ' || $1::text, 0))";
/// Tries to swap, each of which can lose a lock to a reader.
const SWAPS: u32 = 10;

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
        let made = rebuild.make(&mut client, &mut progress).await;
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
        progress: &mut impl FnMut(Position),
    ) -> Result<Position, RebuildError> {
        loop {
            let mut tx = client.transaction().await?;
            let count = self.advance(&mut tx, Position(u64::MAX)).await?;
            tx.commit().await?;
            progress(self.position);
            if count < BATCH as usize {
                break;
            }
        }
        let filled = self.position;
        for _ in 1..SWAPS {
            match self.swap(client).await {
                Err(RebuildError::Read(ReadError::Database(error))) if database_error_passes(&error) => {
                    tracing::debug!(%error, "swap lost a lock; trying again");
                    // What was applied in its transaction is gone with it.
                    self.position = filled;
                }
                swapped => return swapped,
            }
        }
        self.swap(client).await
    }

    /// Applies the next events up to a position; says how many. One that cannot be applied is named.
    async fn advance(&mut self, tx: &mut Transaction<'_>, up_to: Position) -> Result<usize, RebuildError> {
        let events = self.log.read_until(self.position, BATCH, up_to, &Filter::All).await?;
        let events: Vec<Arc<RecordedEvent>> = events.into_iter().map(Arc::new).collect();
        let Some(last) = events.last() else { return Ok(0) };
        let batch = tx.transaction().await?;
        if self.model.apply_batch(&batch, &events).await.is_ok() {
            batch.commit().await?;
        } else {
            batch.rollback().await?;
            for event in &events {
                let applied = self.model.apply(tx, event).await;
                applied.map_err(|error| RebuildError::Event(event.position, error))?;
            }
        }
        self.position = last.position;
        Ok(events.len())
    }

    /// Stops the live projector between two batches by locking its checkpoint, makes up for what it has done
    /// in the meantime, and takes the old tables' place.
    async fn swap(&mut self, client: &mut ClientWrapper) -> Result<Position, RebuildError> {
        let mut tx = client.transaction().await?;
        tx.batch_execute("set local lock_timeout = '2s'").await?;
        let select = "select position from projection_checkpoints where name = $1 for update";
        let live = match tx.query_opt(select, &[&M::NAME]).await? {
            Some(row) => position(&row, "position")?,
            None => Position(0),
        };
        while self.position < live && self.advance(&mut tx, live).await? > 0 {}
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
