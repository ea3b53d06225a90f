//! Commands to events: load the aggregate, let it decide, append what it decided at the sequence it was
//! loaded at.
//!
//! A warm state may lag behind what another process wrote. A decision made on it is safe when it
//! appends, because the append checks the sequence; a refusal is not, so it is only believed of a state
//! that has just been compared with the log.

use crate::append::{Append, NewEvent, Outcome};
use crate::codec::Codec;
use crate::context::{CommandContext, Committed, Touched};
use crate::error::{Conflict, ExecuteError, StoreError};
use crate::framework::AggregateStore;
use crate::load::{AsOf, Loaded, Loader};
use crate::log::Log;
use crate::observer::Observer;
use crate::seal::{Keyring, Seal};
use crate::sql::from_sql;
use crate::unit::Unit;
use crate::warm::{Key, Warm};
use crate::writer::Writer;
use cqrs_es::event_sink::EventSink;
use deadpool_postgres::Pool;
use domain::{AggregateId, CommandId, Entity, ScriptId};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use uuid::Uuid;

/// How often a command is tried again from a newer state before its conflict is the caller's.
const ATTEMPTS: u32 = 5;

/// How a store works; the default suits one process of several.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// Connections that append. One is best where commits wait for the disk: two would wait for each
    /// other's flush.
    pub writers: usize,
    /// The most commands in one statement.
    pub group: usize,
    /// Commands that may wait for a writer; more wait to be allowed to wait.
    pub queue: usize,
    /// Aggregates kept in memory.
    pub warm: usize,
    /// Events of one aggregate after which its state is worth a snapshot.
    pub snapshot_every: u64,
    /// How long an append goes on trying while the database is away.
    pub patience: Duration,
    /// How payloads are read and written.
    pub codec: Codec,
    /// Who hears of this store's own appends at once.
    pub observer: Option<Observer>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            writers: 1,
            group: 256,
            queue: 1024,
            warm: 4096,
            snapshot_every: 200,
            patience: Duration::from_secs(20),
            codec: Codec::default(),
            observer: None,
        }
    }
}

/// The way to change anything: gives commands to aggregates and appends their events. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    loader: Loader,
    warm: Arc<Warm>,
    writer: Writer,
    appended: Arc<Notify>,
    observer: Option<Observer>,
}

impl Store {
    /// Opens the store on a migrated database and starts its writer tasks, which take `writers`
    /// connections of their own. Must be called within a tokio runtime.
    pub fn open(pool: Pool, options: StoreOptions) -> Self {
        let appended = Arc::new(Notify::new());
        let writer = Writer::start(&pool, &options, &appended);
        let observer = options.observer;
        let (keys, warm) = (Arc::new(Keyring::new(pool.clone())), Arc::new(Warm::new(options.warm)));
        keys.shared_with(&warm);
        let snapshot_every = options.snapshot_every.max(1);
        let loader = Loader { pool, codec: Arc::new(options.codec), keys, snapshot_every };
        Self { inner: Arc::new(Inner { loader, warm, writer, appended, observer }) }
    }

    /// Gives a command to an aggregate. If another command was faster, this one is decided again from
    /// the newer state, a few times. A repeated command id gives the first outcome.
    pub async fn execute<A: Entity>(
        &self,
        id: A::Id,
        command: A::Command,
        context: &CommandContext,
    ) -> Result<Committed, ExecuteError<A::Error>>
    where
        A::Command: Clone,
    {
        self.run::<A>(id, None, command, context).await
    }

    /// Gives a command that was meant for the aggregate at exactly this sequence. If it has moved,
    /// nothing happens and the conflict says where it is. Sequence 0 is that of an aggregate that has
    /// not begun: the way to begin one under a fresh id, in one round trip.
    pub async fn execute_at<A: Entity>(
        &self,
        id: A::Id,
        expected: u64,
        command: A::Command,
        context: &CommandContext,
    ) -> Result<Committed, ExecuteError<A::Error>>
    where
        A::Command: Clone,
    {
        self.run::<A>(id, Some(expected), command, context).await
    }

    /// Begins a unit of work: commands to several aggregates, committed together or not at all.
    pub fn unit(&self, context: CommandContext) -> Unit {
        Unit::new(self.clone(), context)
    }

    /// The aggregate as it is now; `None` if it has no events.
    pub async fn load<A: Entity>(&self, id: A::Id) -> Result<Option<Loaded<A>>, StoreError> {
        let key = key::<A>(id);
        // A read does not wait for a command under way: what that will write is not there yet.
        let mut held = self.inner.warm.try_hold(key);
        let loaded = self.inner.loader.fresh::<A>(key, held.take()).await?;
        if loaded.sequence == 0 {
            return Ok(None);
        }
        held.put(Box::new(loaded.clone()));
        Ok(Some(loaded))
    }

    /// The aggregate as it was; `None` if it had no events then. Positions are those of the log: an event
    /// that has none yet is not included in any.
    pub async fn load_as_of<A: Entity>(
        &self,
        id: A::Id,
        as_of: AsOf,
    ) -> Result<Option<Loaded<A>>, StoreError> {
        self.inner.loader.load_as_of(key::<A>(id), as_of).await
    }

    /// What a command did when it was first sent; `None` if it never had an effect.
    pub async fn outcome(&self, command: CommandId) -> Result<Option<Committed>, StoreError> {
        let client = self.inner.loader.pool.get().await?;
        let select = client
            .prepare_cached(
                "select k.last_event_id, e.aggregate_type, e.aggregate_id, max(e.sequence)
                 from commands k cross join lateral (
                     select aggregate_type, aggregate_id, sequence from events e
                     where e.transaction_id = k.transaction_id
                       and e.metadata ->> 'command_id' = k.command_id::text
                     offset 0) e
                 where k.command_id = $1
                 group by 1, 2, 3",
            )
            .await?;
        let mut committed: Option<Committed> = None;
        for row in client.query(&select, &[&command.0]).await? {
            let outcome = committed.get_or_insert_with(|| Committed {
                last_event_id: None,
                sequences: Vec::new(),
                duplicate: true,
            });
            outcome.last_event_id = Some(row.try_get(0)?);
            outcome.sequences.push(Touched {
                aggregate_type: row.try_get(1)?,
                aggregate_id: Uuid::parse_str(row.try_get(2)?).unwrap_or_default(),
                sequence: from_sql(row.try_get(3)?),
            });
        }
        Ok(committed)
    }

    /// One aggregate type's view of this store, for cqrs-es' own framework.
    pub fn aggregates<A: Entity>(&self) -> AggregateStore<A> {
        AggregateStore::new(self.clone())
    }

    /// Reads the log that this store writes.
    pub fn log(&self) -> Log {
        let loader = &self.inner.loader;
        Log::with_keys(loader.pool.clone(), Arc::clone(&loader.codec), Arc::clone(&loader.keys))
    }

    /// Destroys the key of a script's words, so that they can never be read again: in the log, in snapshots, in
    /// this process' memory and, once it hears of `script.erased`, in every other's. What the script's jobs
    /// still say is written without words; nothing else is written to it. Whether there was a key.
    pub async fn destroy_key(&self, script: ScriptId) -> Result<bool, StoreError> {
        self.inner.loader.keys.destroy(script).await
    }

    /// Rung after every append; this process' [`Sequencer`](crate::Sequencer) waits for it.
    pub fn appended(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.appended)
    }

    async fn run<A: Entity>(
        &self,
        id: A::Id,
        expected: Option<u64>,
        command: A::Command,
        context: &CommandContext,
    ) -> Result<Committed, ExecuteError<A::Error>>
    where
        A::Command: Clone,
    {
        let key = key::<A>(id);
        let mut held = self.inner.warm.hold(key).await;
        let (mut base, mut compared) = match held.take::<A>() {
            Some(warm) => (warm, false),
            // Said to be new: believed, since nothing is appended if it is not.
            None if expected == Some(0) => (Loaded::before_the_first_event(), false),
            None => (self.inner.loader.load(key).await?, true),
        };
        let mut decided_at = base.sequence;
        for _ in 0..ATTEMPTS {
            decided_at = base.sequence;
            match self.attempt(key, &base, expected, command.clone(), context).await? {
                Attempt::Written(next, last_event_id) => {
                    let committed = written(key, next.sequence, last_event_id);
                    held.put(Box::new(next));
                    return Ok(committed);
                }
                Attempt::Known(outcome) => return Ok(outcome),
                Attempt::Nothing(answer) if compared => {
                    held.put(Box::new(base));
                    // It may be answered with nothing because it has had its effect already.
                    let first = self.outcome(context.command_id).await?;
                    return first.map_or_else(|| answer.map(|()| unchanged(key, decided_at)), Ok);
                }
                Attempt::Nothing(_) | Attempt::Taken => {
                    self.inner.loader.catch_up(key, &mut base).await?;
                    compared = true;
                }
            }
        }
        Err(moved(key, expected.unwrap_or(decided_at), base.sequence).into())
    }

    /// Decides on one state and appends what was decided.
    async fn attempt<A: Entity>(
        &self,
        key: Key,
        base: &Loaded<A>,
        expected: Option<u64>,
        command: A::Command,
        context: &CommandContext,
    ) -> Result<Attempt<A>, StoreError> {
        if let Some(expected) = expected.filter(|expected| *expected != base.sequence) {
            return Ok(Attempt::Nothing(Err(moved(key, expected, base.sequence).into())));
        }
        let (mut next, events) = match decide(base, command).await {
            Ok((_, events)) if events.is_empty() => return Ok(Attempt::Nothing(Ok(()))),
            Ok(decided) => decided,
            Err(refusal) => return Ok(Attempt::Nothing(Err(ExecuteError::Refused(refusal)))),
        };
        let events = self.encode(key, base.sequence, &next.state, &events, context).await?;
        Ok(match self.append(context.command_id, events).await? {
            Appended::Written(last_event_id) => {
                self.inner.loader.snapshot_if_due(key, &mut next);
                Attempt::Written(next, last_event_id)
            }
            Appended::Known(outcome) => Attempt::Known(outcome),
            Appended::Taken => Attempt::Taken,
        })
    }

    /// Turns events into rows behind `sequence`; `state` is the aggregate's after them.
    pub(crate) async fn encode<A: Entity>(
        &self,
        key: Key,
        sequence: u64,
        state: &A,
        events: &[A::Event],
        context: &CommandContext,
    ) -> Result<Vec<NewEvent>, StoreError> {
        let script = state.script();
        let seal = match (self.inner.loader.keys.for_writing(script).await?, script) {
            // A job may still say how it ended.
            (Seal::Destroyed, Some(script)) if state.job().is_none() => {
                return Err(StoreError::Erased(script));
            }
            (seal, _) => seal,
        };
        let metadata: Arc<str> =
            serde_json::to_string(&context.metadata(state)).map_err(StoreError::Encode)?.into();
        (sequence + 1..)
            .zip(events)
            .map(|(sequence, event)| {
                let encoded = Codec::encode(event, &seal).map_err(StoreError::Encode)?;
                Ok(NewEvent {
                    aggregate_type: key.0,
                    aggregate_id: key.1,
                    sequence,
                    event_type: encoded.event_type,
                    event_version: encoded.event_version,
                    payload: encoded.payload,
                    metadata: Arc::clone(&metadata),
                    script,
                })
            })
            .collect()
    }

    /// Appends the events of one command, of which there is at least one.
    pub(crate) async fn append(
        &self,
        command_id: CommandId,
        events: Vec<NewEvent>,
    ) -> Result<Appended, StoreError> {
        let observer = self.inner.observer.as_ref();
        let heard = observer.map(|observer| (observer, observer.wanted(&events)));
        let outcome = self.inner.writer.append(Append { command_id, events }).await?;
        let duplicate = match outcome {
            Outcome::Written { last_event_id } => {
                if let Some((observer, events)) = heard {
                    observer.tell(events, last_event_id, &self.inner.loader.keys);
                }
                return Ok(Appended::Written(last_event_id));
            }
            Outcome::Taken => return Ok(Appended::Taken),
            Outcome::Recorded => true,
            Outcome::Settled => false,
        };
        // The record is there, and records are never removed.
        let found = self.outcome(command_id).await?.ok_or(StoreError::Unknown(command_id))?;
        Ok(Appended::Known(Committed { duplicate, ..found }))
    }

    pub(crate) fn loader(&self) -> &Loader {
        &self.inner.loader
    }

    pub(crate) fn warm(&self) -> &Warm {
        &self.inner.warm
    }
}

/// What became of a command decided on one state.
enum Attempt<A: Entity> {
    /// Its events are in the log; the aggregate's new state and the last event's id.
    Written(Loaded<A>, i64),
    /// It is in the log from an earlier sending.
    Known(Committed),
    /// There is nothing to write: it was refused, or changes nothing.
    Nothing(Result<(), ExecuteError<A::Error>>),
    /// Another command got the sequence.
    Taken,
}

/// What became of an append.
pub(crate) enum Appended {
    /// Its events are in the log; the id of the last one.
    Written(i64),
    /// The command was in the log already, or its outcome had to be looked up.
    Known(Committed),
    /// Another command got one of the sequences.
    Taken,
}

/// Lets the aggregate decide on a copy of its state: a refused command may leave anything behind.
pub(crate) async fn decide<A: Entity>(
    base: &Loaded<A>,
    command: A::Command,
) -> Result<(Loaded<A>, Vec<A::Event>), A::Error> {
    let mut next = base.clone();
    let sink = EventSink::default();
    next.state.handle(command, &(), &sink).await?;
    let events = sink.collect().await;
    next.sequence += events.len() as u64;
    Ok((next, events))
}

pub(crate) fn key<A: Entity>(id: A::Id) -> Key {
    (A::TYPE, id.uuid())
}

pub(crate) fn moved(key: Key, expected: u64, actual: u64) -> Conflict {
    Conflict { aggregate_type: key.0, aggregate_id: key.1, expected, actual }
}

pub(crate) fn touched(key: Key, sequence: u64) -> Touched {
    Touched { aggregate_type: key.0.to_owned(), aggregate_id: key.1, sequence }
}

fn written(key: Key, sequence: u64, last_event_id: i64) -> Committed {
    Committed {
        last_event_id: Some(last_event_id),
        sequences: vec![touched(key, sequence)],
        duplicate: false,
    }
}

fn unchanged(key: Key, sequence: u64) -> Committed {
    Committed { last_event_id: None, sequences: vec![touched(key, sequence)], duplicate: false }
}
