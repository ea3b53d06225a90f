//! All read models of this process, and the wait that lets a client read its own writes.

use crate::assets::Assets;
use crate::characters::Characters;
use crate::checkpoint;
use crate::history::Histories;
use crate::jobs::Jobs;
use crate::metrics;
use crate::projector::{Projector, Role};
use crate::read_model::{Model, ReadModel};
use crate::row::ReadError;
use crate::scenes::Scenes;
use crate::scripts::Scripts;
use crate::status::{ProjectorStatus, status};
use crate::versions::Versions;
use deadpool_postgres::{GenericClient, Pool};
use domain::Position;
use event_store::{Committed, Tail};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The read models' names.
pub const READ_MODELS: [&str; 7] = [
    Scripts::NAME,
    Versions::NAME,
    Scenes::NAME,
    Characters::NAME,
    Jobs::NAME,
    Histories::NAME,
    Assets::NAME,
];

/// The tables of all read models.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let some = [Scripts::TABLES, Versions::TABLES, Scenes::TABLES, Characters::TABLES, Jobs::TABLES];
    some.into_iter().chain([Histories::TABLES, Assets::TABLES]).flatten().copied()
}

/// Between two looks at the checkpoints while another process moves them: quickly at first, since most
/// waits are for a few milliseconds.
const LOOKS: [Duration; 3] = [Duration::from_millis(3), Duration::from_millis(6), Duration::from_millis(12)];
/// Between two samples of the gauges.
const SAMPLE: Duration = Duration::from_secs(5);

/// What to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A position.
    Position(Position),
    /// An event, by the id it had before its position.
    Event(i64),
}

impl From<Position> for Target {
    fn from(position: Position) -> Self {
        Self::Position(position)
    }
}

impl From<&Committed> for Target {
    /// The command's last event; a command that changed nothing has nothing to wait for.
    fn from(committed: &Committed) -> Self {
        committed.last_event_id.map_or(Self::Position(Position(0)), Self::Event)
    }
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Every read model shows everything up to this position.
    Reached(Position),
    /// They do not yet: it takes too long, or one of them has stopped.
    Lagging,
}

/// The read models' projectors in this process.
pub struct Projectors {
    pool: Pool,
    tail: Tail,
    all: Vec<Projector>,
}

impl Projectors {
    /// Starts a projector for every read model, and the sampling of their gauges. Everything ends on
    /// `shutdown`.
    pub fn start(pool: &Pool, tail: &Tail, shutdown: &CancellationToken) -> Self {
        let start = Start { pool, tail, shutdown };
        let all = vec![
            start.model::<Scripts>(),
            start.model::<Versions>(),
            start.model::<Scenes>(),
            start.model::<Characters>(),
            start.model::<Jobs>(),
            start.model::<Histories>(),
            start.model::<Assets>(),
        ];
        tokio::spawn(shutdown.clone().run_until_cancelled_owned(sample(pool.clone())));
        Self { pool: pool.clone(), tail: tail.clone(), all }
    }

    /// Waits until every read model shows the target: a position, an event, or all that a command did.
    pub async fn wait_for(&self, target: impl Into<Target>, patience: Duration) -> Waited {
        let deadline = Instant::now() + patience;
        let position = match target.into() {
            Target::Position(position) => position,
            Target::Event(id) => match self.tail.wait_for(id, patience).await {
                Ok(Some(position)) => position,
                Ok(None) => return Waited::Lagging,
                Err(error) => {
                    tracing::warn!(%error, "cannot wait for event {id}");
                    return Waited::Lagging;
                }
            },
        };
        match tokio::time::timeout_at(deadline, self.all_reach(position)).await {
            Ok(true) => Waited::Reached(position),
            Ok(false) | Err(_) => Waited::Lagging,
        }
    }

    /// The position up to which all read models have applied everything: what `Spool-Position` says.
    /// From memory while this process owns them all.
    pub async fn position(&self) -> Result<Position, ReadError> {
        let known = self.all.iter().map(|projector| *projector.progress().borrow());
        let here = known.clone().all(|progress| progress.role == Role::Owner);
        match known.map(|progress| progress.position).min() {
            Some(position) if here => Ok(position),
            _ => position(&self.pool.get().await?).await,
        }
    }

    /// How every projector on this database stands, the read models' and others.
    pub async fn status(&self) -> Result<Vec<ProjectorStatus>, ReadError> {
        status(&self.pool.get().await?).await
    }

    /// Waits until every projector has ended, after its shutdown was asked for.
    pub async fn stopped(self) {
        for projector in self.all {
            projector.stopped().await;
        }
    }

    async fn all_reach(&self, position: Position) -> bool {
        let mut elsewhere = false;
        for projector in &self.all {
            match projector.reach(position).await {
                Some(true) => {}
                Some(false) => return false,
                None => elsewhere = true,
            }
        }
        !elsewhere || self.poll(position).await
    }

    /// Looks at the checkpoints until they have all passed the position, or one cannot.
    async fn poll(&self, target: Position) -> bool {
        let mut looks = LOOKS.into_iter();
        let mut pause = LOOKS[0];
        loop {
            let common = match self.pool.get().await {
                Ok(client) => checkpoint::common(&client, &READ_MODELS).await,
                Err(error) => Err(error.into()),
            };
            match common {
                Ok((position, _)) if position >= target => return true,
                Ok((_, true)) => return false,
                Ok((_, false)) => {}
                Err(error) => tracing::warn!(%error, "cannot read the projections' checkpoints"),
            }
            pause = looks.next().unwrap_or(pause * 2).min(Duration::from_millis(50));
            tokio::time::sleep(pause).await;
        }
    }
}

impl Projector {
    /// Waits until it has applied everything up to the position. `Some(false)` if it cannot, `None` if it
    /// is not this process that applies.
    pub(crate) async fn reach(&self, position: Position) -> Option<bool> {
        let mut progress = self.progress();
        loop {
            let known = *progress.borrow_and_update();
            match known.role {
                _ if known.position >= position => return Some(true),
                Role::Stopped => return Some(false),
                Role::StandBy => return None,
                Role::Owner => progress.changed().await.ok()?,
            }
        }
    }
}

/// The position up to which all read models have applied everything. Asked in the transaction of a read
/// (repeatable read), it is the position of what that read shows.
pub async fn position(client: &impl GenericClient) -> Result<Position, ReadError> {
    checkpoint::common(client, &READ_MODELS).await.map(|(position, _)| position)
}

struct Start<'a> {
    pool: &'a Pool,
    tail: &'a Tail,
    shutdown: &'a CancellationToken,
}

impl Start<'_> {
    fn model<M: ReadModel>(&self) -> Projector {
        Projector::spawn(Model::<M>::new(), self.pool.clone(), self.tail.clone(), self.shutdown.clone())
    }
}

async fn sample(pool: Pool) {
    loop {
        tokio::time::sleep(SAMPLE).await;
        let sampled = match pool.get().await {
            Ok(client) => status(&client).await,
            Err(error) => Err(error.into()),
        };
        match sampled {
            Ok(projectors) => projectors.iter().for_each(metrics::sampled),
            Err(error) => tracing::warn!(%error, "cannot sample the projections' lag"),
        }
    }
}
