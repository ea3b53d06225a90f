//! A projection that writes down every event it is given, without any protection against being given one
//! twice: what it holds is what its projector did.

use crate::world::{PATIENCE, World};
use deadpool_postgres::Transaction;
use domain::Position;
use event_store::RecordedEvent;
use projections::{Projection, ProjectionError, Projector, Role};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What a tally thinks of an event before it writes it down.
pub(crate) type Judge = dyn Fn(&RecordedEvent) -> Result<(), ProjectionError> + Send + Sync;

pub(crate) struct Tally {
    pub(crate) name: &'static str,
    pub(crate) judge: Arc<Judge>,
    /// How long it takes over each event.
    pub(crate) pause: Duration,
}

impl Tally {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, judge: Arc::new(|_| Ok(())), pause: Duration::ZERO }
    }
}

impl Projection for Tally {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn apply(&self, tx: &Transaction<'_>, event: &RecordedEvent) -> Result<(), ProjectionError> {
        (self.judge)(event)?;
        if !self.pause.is_zero() {
            tokio::time::sleep(self.pause).await;
        }
        let position = i64::try_from(event.position.0).unwrap();
        tx.execute("insert into tally (name, position) values ($1, $2)", &[&self.name, &position]).await?;
        Ok(())
    }
}

/// The table; it accepts everything, as often as it comes.
pub(crate) async fn table(world: &World) {
    let client = world.client().await;
    client.batch_execute("create table tally (name text not null, position bigint not null)").await.unwrap();
}

pub(crate) fn spawn(world: &World, tally: Tally, shutdown: &CancellationToken) -> Projector {
    Projector::spawn(tally, world.pool.clone(), world.tail.clone(), shutdown.clone())
}

/// The positions that a tally holds, as they were written.
pub(crate) async fn counted(world: &World, name: &str) -> Vec<u64> {
    let client = world.client().await;
    let rows = client.query("select position from tally where name = $1 order by position", &[&name]).await;
    rows.unwrap().iter().map(|row| u64::try_from(row.get::<_, i64>(0)).unwrap()).collect()
}

/// Waits until the checkpoint says that everything up to the position is applied.
pub(crate) async fn reached(world: &World, name: &str, position: Position) {
    let client = world.client().await;
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let rows = client
            .query("select position from projection_checkpoints where name = $1", &[&name])
            .await
            .unwrap();
        let at = rows.first().map_or(0, |row| row.get::<_, i64>(0));
        if u64::try_from(at).unwrap() >= position.0 {
            return;
        }
        assert!(tokio::time::Instant::now() < deadline, "{name} is still at {at}, not at {position}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Waits until this process has the role.
pub(crate) async fn is(projector: &Projector, role: Role) {
    let mut progress = projector.progress();
    let waited = tokio::time::timeout(PATIENCE, progress.wait_for(|progress| progress.role == role)).await;
    waited.unwrap_or_else(|_| panic!("{} is not {role:?}", projector.name())).unwrap();
}

/// Ends the database session that owns a projector; whether there was one.
pub(crate) async fn kill_owner(world: &World, name: &str) -> bool {
    let client = world.client().await;
    let killed = client
        .query(
            "select pg_terminate_backend(l.pid) from pg_locks l
             cross join (select hashtextextended('projector ' || $1::text, 0) as key) k
             where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database
                where datname = current_database())
               and l.classid::bigint = ((k.key >> 32) & 4294967295) and l.objid::bigint = (k.key & 4294967295)",
            &[&name],
        )
        .await
        .unwrap();
    !killed.is_empty()
}
