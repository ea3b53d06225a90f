//! The writer tasks: they take whatever appends wait at the same moment and write them as one
//! statement.
//!
//! A commit costs a disk flush whatever it holds, so grouping is what makes thousands of commands a
//! second possible. A connection that breaks under an append leaves its outcome unknown; the same
//! statement is then sent again on a new one. That is safe because it carries the command ids: what
//! was committed is found recorded, and what is still being committed by the old connection makes the
//! new statement wait on its rows.

use crate::append::{Append, Outcome, Session, Trouble};
use crate::error::StoreError;
use crate::meters;
use crate::store::StoreOptions;
use deadpool_postgres::{Object, Pool};
use domain::CommandId;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use uuid::Uuid;

/// How often two commands that got into each other's way are sent again before one of them is told
/// that its sequence is taken.
const UNTANGLE: u32 = 3;

type Answer = oneshot::Sender<Result<Outcome, StoreError>>;

struct Request {
    append: Append,
    answer: Answer,
}

/// The way to the writer tasks. They end when the last copy of it is gone.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Request>,
}

impl Writer {
    /// Starts the tasks; `wake` is rung after every statement that wrote something.
    pub(crate) fn start(pool: &Pool, options: &StoreOptions, wake: &Arc<Notify>) -> Self {
        let (queue, requests) = mpsc::channel(options.queue);
        let requests = Arc::new(Mutex::new(requests));
        for _ in 0..options.writers.max(1) {
            let scribe = Scribe {
                pool: pool.clone(),
                session: None,
                wake: Arc::clone(wake),
                patience: options.patience,
                group: options.group.max(1),
            };
            tokio::spawn(scribe.run(Arc::clone(&requests)));
        }
        Self { queue }
    }

    /// Writes the events of one command. Waits while the queue is full.
    pub(crate) async fn append(&self, append: Append) -> Result<Outcome, StoreError> {
        let (answer, outcome) = oneshot::channel();
        self.queue.send(Request { append, answer }).await.map_err(|_| StoreError::Closed)?;
        outcome.await.map_err(|_| StoreError::Closed)?
    }
}

/// One writer task and its connection.
struct Scribe {
    pool: Pool,
    session: Option<Session>,
    wake: Arc<Notify>,
    patience: Duration,
    group: usize,
}

/// Why a group as a whole has no outcomes.
enum Failure {
    /// Sent one by one, each command will get its own answer.
    Split(StoreError),
    /// The database did not come back in time.
    Gone(Gone),
}

/// Whether anything was written is known to nobody if `sent`; otherwise nothing was.
struct Gone {
    sent: bool,
    reason: String,
}

impl Gone {
    fn told(&self, command: CommandId) -> StoreError {
        if self.sent { StoreError::Unknown(command) } else { StoreError::Unreachable(self.reason.clone()) }
    }
}

impl Scribe {
    async fn run(mut self, requests: Arc<Mutex<mpsc::Receiver<Request>>>) {
        let mut waiting = Vec::new();
        while self.gather(&mut *requests.lock().await, &mut waiting).await {
            let (group, alone) = part(waiting.drain(..));
            self.settle(group).await;
            for request in alone {
                self.settle_alone(request).await;
            }
        }
    }

    /// Takes what waits; `false` when nothing will come any more. Whoever was answered by the last
    /// statement comes back with the next command within microseconds: they are let in before the next
    /// flush is paid for, for as long as more of them come.
    async fn gather(&self, requests: &mut mpsc::Receiver<Request>, waiting: &mut Vec<Request>) -> bool {
        let mut count = requests.recv_many(waiting, self.group).await;
        while count > 0 && waiting.len() < self.group {
            tokio::task::yield_now().await;
            count = 0;
            while waiting.len() < self.group
                && let Ok(request) = requests.try_recv()
            {
                waiting.push(request);
                count += 1;
            }
        }
        !waiting.is_empty()
    }

    /// Answers every request of a group, in which no command id and no aggregate occurs twice.
    async fn settle(&mut self, group: Vec<Request>) {
        let appends: Vec<&Append> = group.iter().map(|request| &request.append).collect();
        match self.write(&appends).await {
            Ok(outcomes) => {
                for (request, outcome) in group.into_iter().zip(outcomes) {
                    // A caller who has gone away needs no answer; its command is written all the same.
                    let _ = request.answer.send(Ok(outcome));
                }
            }
            Err(Failure::Split(_)) => {
                for request in group {
                    self.settle_alone(request).await;
                }
            }
            Err(Failure::Gone(gone)) => {
                for request in group {
                    let error = gone.told(request.append.command_id);
                    let _ = request.answer.send(Err(error));
                }
            }
        }
    }

    async fn settle_alone(&mut self, request: Request) {
        let mut result = Ok(Outcome::Taken);
        for _ in 0..UNTANGLE {
            result = match self.write(&[&request.append]).await {
                // Nothing but another command can entangle a command that is sent alone, and that one
                // is committed by now: the next attempt sees it.
                Err(Failure::Split(StoreError::Database(error)))
                    if Trouble::of(&error) == Trouble::Entangled =>
                {
                    continue;
                }
                Ok(outcomes) => outcomes.first().copied().ok_or(StoreError::Closed),
                Err(Failure::Split(error)) => Err(error),
                Err(Failure::Gone(gone)) => Err(gone.told(request.append.command_id)),
            };
            break;
        }
        let _ = request.answer.send(result);
    }

    /// Sends one statement until its outcomes are known, over as many connections as it takes.
    async fn write(&mut self, group: &[&Append]) -> Result<Vec<Outcome>, Failure> {
        let deadline = Instant::now() + self.patience;
        let mut pause = Duration::from_millis(10);
        let mut sent = false;
        loop {
            let error = match self.session().await {
                Ok(session) => {
                    let attempt = attempt(session, group, sent).await;
                    sent = true;
                    match attempt {
                        Ok(outcomes) => {
                            self.count(group, &outcomes);
                            return Ok(outcomes);
                        }
                        Err(error) if Trouble::of(&error) != Trouble::Lost => {
                            return Err(Failure::Split(StoreError::Database(error)));
                        }
                        Err(error) => {
                            metrics::counter!(meters::UNKNOWN_OUTCOMES).increment(1);
                            StoreError::Database(error)
                        }
                    }
                }
                Err(error) => error,
            };
            self.session = None;
            if Instant::now() >= deadline {
                return Err(Failure::Gone(Gone { sent, reason: error.to_string() }));
            }
            tracing::warn!(%error, commands = group.len(), sent, "connection lost while appending; sending again");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(1));
        }
    }

    async fn session(&mut self) -> Result<&Session, StoreError> {
        let open = match self.session.take() {
            Some(session) if !session.is_closed() => session,
            // Taken out of the pool for good: its settings suit nobody else.
            _ => Session::open(Object::take(self.pool.get().await?)).await?,
        };
        Ok(self.session.insert(open))
    }

    fn count(&self, group: &[&Append], outcomes: &[Outcome]) {
        let written = group.iter().zip(outcomes).filter(|(_, o)| matches!(o, Outcome::Written { .. }));
        let events: usize = written.map(|(append, _)| append.events.len()).sum();
        let taken = outcomes.iter().filter(|o| **o == Outcome::Taken).count();
        metrics::counter!(meters::EVENTS_APPENDED).increment(events as u64);
        metrics::counter!(meters::CONFLICTS).increment(taken as u64);
        if events > 0 {
            self.wake.notify_one();
        }
    }
}

/// Sends the group once. What looks taken is asked for by command id, since it may be this very
/// command that took it: through the connection that was lost, or sent twice at the same moment.
async fn attempt(
    session: &Session,
    group: &[&Append],
    again: bool,
) -> Result<Vec<Outcome>, tokio_postgres::Error> {
    let start = Instant::now();
    let mut outcomes = session.append(group).await?;
    metrics::histogram!(meters::APPEND_SECONDS).record(start.elapsed().as_secs_f64());
    #[expect(clippy::cast_precision_loss, reason = "a group has a few hundred commands")]
    metrics::histogram!(meters::GROUP_COMMANDS).record(group.len() as f64);
    let doubtful = |outcome: Outcome| outcome == Outcome::Taken || (again && outcome == Outcome::Recorded);
    let asked: Vec<Uuid> = group
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| doubtful(**outcome))
        .map(|(append, _)| append.command_id.0)
        .collect();
    if asked.is_empty() {
        return Ok(outcomes);
    }
    let recorded = session.recorded(&asked).await?;
    for (append, outcome) in group.iter().zip(&mut outcomes) {
        if doubtful(*outcome) && recorded.contains(&append.command_id.0) {
            *outcome = if again { Outcome::Settled } else { Outcome::Recorded };
        }
    }
    Ok(outcomes)
}

/// Parts what can go into one statement from what has to wait for it: the second command with the
/// same id or on the same aggregate.
fn part(waiting: impl Iterator<Item = Request>) -> (Vec<Request>, Vec<Request>) {
    let mut commands = HashSet::new();
    let mut aggregates = HashSet::new();
    waiting.partition(|request| {
        let touched: HashSet<_> =
            request.append.events.iter().map(|event| (event.aggregate_type, event.aggregate_id)).collect();
        let alone = commands.contains(&request.append.command_id) || !aggregates.is_disjoint(&touched);
        if !alone {
            commands.insert(request.append.command_id);
            aggregates.extend(touched);
        }
        !alone
    })
}
