//! What every test here starts from: a database, a store on it, and small words for what they do.

use crate::tally::{Tally, TallyCommand};
use deadpool_postgres::Pool;
use domain::{Actor, CommandId, Position, ScriptId};
use event_store::{
    CommandContext, Committed, ExecuteError, Filter, Log, RecordedEvent, Sequencer, Store, StoreOptions, edge,
};
use std::time::{Duration, Instant};
use testkit::Database;
use tokio_postgres::{Client, Config};
use tokio_util::sync::{CancellationToken, DropGuard};

/// A database of its own with one store on it.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) pool: Pool,
    pub(crate) log: Log,
    // Dropped last: it closes what still uses it.
    pub(crate) database: Database,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(StoreOptions::default()).await
    }

    pub(crate) async fn with(options: StoreOptions) -> Self {
        let database = Database::fresh().await;
        let pool = database.pool(8);
        let store = Store::open(pool.clone(), options);
        Self { log: store.log(), store, pool, database }
    }

    /// A second store on the same database: what another process is to this one.
    pub(crate) fn another(&self) -> Store {
        Store::open(self.database.pool(4), StoreOptions::default())
    }

    pub(crate) fn config(&self) -> Config {
        self.database.url().parse().unwrap()
    }

    pub(crate) async fn client(&self) -> Client {
        self.database.connect().await
    }

    /// Starts a sequencer for as long as the guard lives.
    pub(crate) fn sequence(&self) -> DropGuard {
        let shutdown = CancellationToken::new();
        Sequencer::start(self.config(), self.store.appended(), shutdown.clone());
        shutdown.drop_guard()
    }

    /// Adds `by` to a tally in one event.
    pub(crate) async fn count(&self, id: ScriptId, by: u64) -> Committed {
        count(&self.store, id, by).await.unwrap()
    }

    /// A number from the database.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.pool.get().await.unwrap().query_one(sql, &[]).await.unwrap().get(0)
    }

    /// The whole log, once it has reached `position`.
    pub(crate) async fn log_until(&self, position: u64) -> Vec<RecordedEvent> {
        eventually(|| async { self.log.head().await.unwrap().position >= Position(position) }).await;
        self.log.read(Position(0), 1_000_000, &Filter::All).await.unwrap()
    }
}

/// A command from the system with an id of its own.
pub(crate) fn command() -> CommandContext {
    CommandContext::new(Actor::System, CommandId(edge::fresh_id()))
}

/// A tally nobody has counted on yet.
pub(crate) fn fresh() -> ScriptId {
    ScriptId(edge::fresh_id())
}

pub(crate) async fn count(
    store: &Store,
    id: ScriptId,
    by: u64,
) -> Result<Committed, ExecuteError<crate::tally::TallyClosed>> {
    store.execute::<Tally>(id, TallyCommand::Count { by, times: 1 }, &command()).await
}

/// Waits, generously, until something holds.
pub(crate) async fn eventually<F: Future<Output = bool>>(holds: impl Fn() -> F) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !holds().await {
        assert!(Instant::now() < deadline, "it never came to hold");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}
