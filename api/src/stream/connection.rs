//! One stream: a snapshot, what was missed, what runs, and then everything as it comes.
//!
//! Thousands of them wait at a time, so what asks the database is boxed: a stream that waits is no larger for it.

use super::hub::{Joined, Ticket};
use super::nodes::{self, Nodes};
use super::reader::{Item, Next, farewell};
use super::{Reporter, Scope, frame};
use crate::auth::User;
use crate::limits::STREAM_LIFE;
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::state::App;
use async_stream::stream;
use axum::body::Bytes;
use deadpool_postgres::GenericClient;
use domain::Position;
use event_store::{Filter, RecordedEvent};
use futures_util::Stream;
use projections::{JobTick, Limit, ScriptFilter, jobs, progress, scripts};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use tokio_postgres::IsolationLevel;

/// Between two signs of life.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Events read at a time while catching up; a whole text may be in each.
const PAGE: u32 = 32;
/// A connection takes frames in pieces of this many bytes, so that its own buffer stays small.
const PIECE: usize = 16 * 1024;

/// One stream on its way.
struct Connection {
    app: App,
    user: User,
    scope: Scope,
    /// Of a production, once they are known.
    nodes: Option<Nodes>,
    /// Everything up to here was sent.
    at: Position,
    /// Whether the job is over; always false for other scopes.
    over: bool,
    /// What was known when the stream began is not news about being over.
    known: Position,
    /// When it was last made sure that the user is signed in.
    checked: Instant,
    _ticket: Ticket,
}

/// Opens a stream. What can fail fails here, before the answer begins.
pub(super) async fn open(
    app: App,
    user: User,
    scope: Scope,
    after: Option<Position>,
    ticket: Ticket,
) -> Result<impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static, Problem> {
    let after = match after {
        // A cursor of another studio, or of a log that was restored: it can only begin anew.
        Some(after) if after > app.hub.position() && after > app.store.log().head().await?.position => None,
        after => after,
    };
    let (position, snapshot) = snapshot(&app, &user, scope).await?;
    let at = after.unwrap_or(position);
    // A plan before this place is not heard of any more; one after it comes by itself.
    let nodes = Nodes::at(&app, scope, at).await?;
    let over = matches!(scope, Scope::Job(_)) && !snapshot["ended_at"].is_null();
    let first = after.is_none().then(|| frame::snapshot(position, &snapshot));
    let connection = Connection {
        app,
        user,
        scope,
        nodes,
        at,
        over,
        known: position,
        checked: Instant::now(),
        _ticket: ticket,
    };
    Ok(connection.run(first))
}

impl Connection {
    fn run(mut self, first: Option<Bytes>) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
        stream! {
            yield Ok(frame::RETRY);
            for piece in first.into_iter().flat_map(pieces) {
                yield Ok(piece);
            }
            // Whatever is far behind is caught up with before anything is queued.
            let mut joined = loop {
                let head = self.app.hub.position();
                let Ok(Missed { events, more }) = Box::pin(self.missed(head)).await else { return };
                for event in &events {
                    for piece in self.send(event) {
                        yield Ok(piece);
                    }
                }
                if !more {
                    break self.app.hub.join(self.user.account, self.scope, self.nodes.clone());
                }
            };
            loop {
                let Ok(Missed { events, more }) = Box::pin(self.missed(joined.position)).await else { return };
                for event in &events {
                    for piece in self.send(event) {
                        yield Ok(piece);
                    }
                }
                if let Some(nodes) = self.nodes.as_ref().filter(|_| !joined.reader.knows_nodes()) {
                    joined.widen(nodes);
                } else if !more {
                    break;
                }
            }
            let Ok(running) = Box::pin(self.running()).await else { return };
            for tick in running {
                for piece in pieces(frame::progress(&tick)) {
                    yield Ok(piece);
                }
            }
            let born = Instant::now();
            while !self.over && born.elapsed() < STREAM_LIFE {
                match self.next(&joined).await {
                    Heard::Frame(frame) => {
                        for piece in pieces(frame) {
                            yield Ok(piece);
                        }
                    }
                    Heard::Nothing => {}
                    Heard::End(frame) => {
                        if let Some(frame) = frame {
                            yield Ok(frame);
                        }
                        return;
                    }
                }
            }
            if self.over {
                yield Ok(frame::END);
            }
        }
    }

    /// The next events of the database, up to a position; what comes after a plan has to be asked for with
    /// its nodes.
    async fn missed(&self, up_to: Position) -> Result<Missed, ()> {
        if self.at >= up_to {
            return Ok(Missed { events: Vec::new(), more: false });
        }
        let of = (self.scope, self.nodes.as_ref());
        let read = nodes::read(&self.app.store.log(), of, self.at, PAGE, up_to).await;
        // The client comes back, and resumes where it is.
        let mut events = read.map_err(|error| tracing::warn!(%error, "a stream cannot read the log"))?;
        let mut more = events.len() == PAGE as usize;
        let plan = events.iter().position(|event| Nodes::planned(self.scope, event).is_some());
        if let Some(plan) = plan.filter(|_| self.nodes.is_none()) {
            events.truncate(plan + 1);
            more = true;
        }
        Ok(Missed { events, more })
    }

    /// Notes that an event is sent, and gives its frame.
    fn send(&mut self, event: &RecordedEvent) -> impl Iterator<Item = Bytes> + use<> {
        self.sent(event.position, self.scope.is_over(event));
        self.nodes = self.nodes.take().or_else(|| Nodes::planned(self.scope, event));
        pieces(frame::event(event))
    }

    fn sent(&mut self, position: Position, over: Option<bool>) {
        self.at = position;
        if let (Scope::Job(_), Some(over)) = (self.scope, over.filter(|_| position > self.known)) {
            self.over = over;
        }
    }

    /// What jobs that run have said so far, with all their text.
    async fn running(&self) -> Result<Vec<JobTick>, ()> {
        let read = async {
            let client = self.app.pool.get().await?;
            match self.scope {
                Scope::Job(job) => progress::of_job(&client, job).await,
                Scope::Owner(_) | Scope::Script(_) => progress::running(&client, self.user.account).await,
            }
        };
        let ticks = read.await.map_err(|error| tracing::warn!(%error, "a stream cannot read progress"))?;
        let is_mine = |tick: &JobTick| {
            let JobTick { job_id: job, script_id: script, production_id: production, .. } = *tick;
            self.scope.has_tick(Reporter { job, script, production }) && !self.over
        };
        Ok(ticks.into_iter().filter(is_mine).collect())
    }

    /// What comes next: a frame, a sign of life, or the end.
    async fn next(&mut self, joined: &Joined) -> Heard {
        if self.checked.elapsed() >= KEEP_ALIVE {
            self.checked = Instant::now();
            // Signed out elsewhere: nothing more is to be seen. A database that is away decides nothing.
            if let Ok(false) = Box::pin(self.app.sessions.is_open(self.user.session)).await {
                return Heard::End(None);
            }
        }
        let Ok(next) = timeout(KEEP_ALIVE, joined.reader.next()).await else {
            return Heard::Frame(frame::KEEP_ALIVE);
        };
        match next {
            Next::Item(Item::Tick(frame)) => Heard::Frame(frame),
            Next::Item(Item::Event { position, .. } | Item::Large { position, .. })
                if position <= self.at =>
            {
                Heard::Nothing
            }
            Next::Item(Item::Event { position, frame, over }) => {
                self.sent(position, over);
                Heard::Frame(frame)
            }
            Next::Item(Item::Large { position, over }) => match Box::pin(self.fetch(position)).await {
                Some(frame) => {
                    self.sent(position, over);
                    Heard::Frame(frame)
                }
                None => Heard::End(None),
            },
            end @ (Next::Lagged | Next::Closed) => Heard::End(farewell(&end)),
        }
    }

    async fn fetch(&self, position: Position) -> Option<Bytes> {
        let before = Position(position.0.saturating_sub(1));
        match self.app.store.log().read_until(before, 1, position, &Filter::All).await {
            Ok(events) => events.first().map(frame::event),
            Err(error) => {
                tracing::warn!(%error, "a stream cannot read event {position}");
                None
            }
        }
    }
}

/// What the database has.
struct Missed {
    events: Vec<RecordedEvent>,
    /// Whether there may be more.
    more: bool,
}

enum Heard {
    Frame(Bytes),
    Nothing,
    End(Option<Bytes>),
}

fn pieces(mut frame: Bytes) -> impl Iterator<Item = Bytes> + use<> {
    std::iter::from_fn(move || {
        let piece = frame.split_to(frame.len().min(PIECE));
        (!piece.is_empty()).then_some(piece)
    })
}

/// The resource as GET gives it, and the position it is as of: both from one view of the database.
async fn snapshot(app: &App, user: &User, scope: Scope) -> Result<(Position, Value), Problem> {
    let mut client = app.client().await?;
    let view = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await?;
    let position = projections::position(&view).await?;
    let resource = resource(&view, user, scope).await?;
    view.commit().await?;
    Ok((position, resource))
}

async fn resource(client: &impl GenericClient, user: &User, scope: Scope) -> Result<Value, Problem> {
    let owner = user.account;
    let written = |value: Result<Value, serde_json::Error>| value.map_err(Problem::internal);
    match scope {
        Scope::Owner(_) => {
            let jobs: Vec<Job> = jobs::active(client, owner).await?.into_iter().map(Job::from).collect();
            let filter = ScriptFilter { archived: Some(false), search: None };
            let scripts = scripts::list(client, owner, &filter, None, Limit::default()).await?.items;
            Ok(json!({ "jobs": jobs, "scripts": scripts }))
        }
        Scope::Script(id) => match scripts::get(client, owner, id).await? {
            Some(script) => written(serde_json::to_value(script)),
            // It exists, the read models just do not show it yet.
            None => Err(Problem::unavailable("the read models lag behind a new script")),
        },
        Scope::Job(id) => match jobs::get(client, owner, id).await? {
            Some(job) => written(serde_json::to_value(Job::from(job))),
            None => Err(Problem::unavailable("the read models lag behind a new job")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size_of_what_comes<A, B, T>(_: impl FnOnce(A, B) -> T) -> usize {
        size_of::<T>()
    }

    #[test]
    fn a_stream_that_waits_is_small() {
        let bytes = size_of_what_comes(Connection::run);
        assert!(bytes <= 1_536, "{bytes} bytes for each of ten thousand");
    }
}
