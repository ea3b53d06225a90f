//! Jobs: what was asked for, and what became of it.

mod again;
pub(crate) mod ask;
pub(crate) mod cancel;
pub(crate) mod change;
pub(crate) mod events;
pub(crate) mod graph;
pub(crate) mod list;
pub(crate) mod pause;
pub(crate) mod read;
pub(crate) mod result;
pub(crate) mod resume;
pub(crate) mod retry;
mod wait;

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, PreferWait};
use crate::problem::Problem;
use crate::state::App;
use crate::unseen;
use crate::write;
use axum::http::HeaderName;
use domain::job::{Cost, JobCommand, JobError, JobKind, JobState, Phase, Totals};
use domain::{JobId, Position, ScriptId};
use event_store::{CommandContext, Committed};
use jiff::Timestamp;
use projections::{JobProgress, JobResult, jobs};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A job.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Job {
    /// Its id.
    id: JobId,
    /// What sort of work it is.
    kind: JobKind,
    /// The script it works on.
    script_id: Option<ScriptId>,
    /// Where it stands.
    state: JobState,
    /// What it is doing, while it runs.
    phase: Option<Phase>,
    /// How often it was started.
    attempt: u32,
    /// How often it may be started without a hand.
    max_attempts: u32,
    /// Higher runs sooner.
    priority: i32,
    /// Whether it waits for somebody to resume it.
    paused: bool,
    /// Whether somebody asked for its end while it was not over.
    cancelling: bool,
    /// The production it is a node of.
    production_id: Option<JobId>,
    /// What it is called there.
    label: Option<String>,
    /// How the nodes of a planned production stand.
    totals: Option<Totals>,
    /// What it is expected to cost; of a production, all of it.
    estimate: Cost,
    /// What it has cost so far; of a production, what its nodes have, once it is over.
    cost: Cost,
    /// Its place among those that wait for a worker, while it does.
    queue: Option<JobQueue>,
    /// What was asked for.
    #[schema(value_type = Object)]
    input: Value,
    /// How far the attempt at hand is; only while it runs.
    progress: Option<JobProgress>,
    /// Why its last attempt failed.
    error: Option<JobError>,
    /// What it made.
    result: Option<JobResult>,
    /// When it was asked for.
    requested_at: Timestamp,
    /// When the attempt at hand, or the last one, began.
    started_at: Option<Timestamp>,
    /// When it was over.
    ended_at: Option<Timestamp>,
    /// Where to go from here.
    links: JobLinks,
    /// The position of its last event.
    position: Position,
    #[serde(skip)]
    sequence: u64,
}

/// A place among those that wait.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct JobQueue {
    /// How many come before it.
    position: u32,
    /// Seconds until its turn, if that can be told.
    eta_s: Option<f64>,
}

/// Where to go from a job.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct JobLinks {
    /// The job.
    #[serde(rename = "self")]
    this: String,
    /// Its events.
    events: String,
    /// Ends it, by POST.
    cancel: String,
    /// What it made.
    result: String,
    /// What it consists of, if it is a production.
    graph: Option<String>,
    /// The script it works on.
    script: Option<String>,
}

impl From<projections::Job> for Job {
    fn from(job: projections::Job) -> Self {
        let this = format!("/api/v1/jobs/{}", job.id);
        let links = JobLinks {
            events: format!("{this}/events"),
            cancel: format!("{this}/cancel"),
            result: format!("{this}/result"),
            graph: (job.kind == JobKind::Produce).then(|| format!("{this}/graph")),
            script: job.script_id.map(|script| format!("/api/v1/scripts/{script}")),
            this,
        };
        let queue = job
            .progress
            .as_ref()
            .and_then(|it| it.queue_position.map(|position| JobQueue { position, eta_s: it.eta_s }));
        Self {
            id: job.id,
            kind: job.kind,
            script_id: job.script_id,
            state: job.state,
            phase: job.phase,
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            priority: job.priority,
            paused: job.paused,
            cancelling: job.cancelling,
            production_id: job.production_id,
            label: job.label,
            totals: job.totals,
            estimate: job.estimate,
            cost: job.cost,
            queue,
            input: job.input,
            progress: job.progress.filter(|_| queue.is_none()),
            error: job.error,
            result: job.result,
            requested_at: job.requested_at,
            started_at: job.started_at,
            ended_at: job.ended_at,
            links,
            position: job.position,
            sequence: job.sequence,
        }
    }
}

/// A job of the user's.
pub(crate) async fn find(app: &App, user: &User, id: JobId) -> Result<Job, Problem> {
    let job = jobs::get(&app.client().await?, user.account, id).await?;
    job.map(Job::from).ok_or_else(|| Problem::not_found("job", id))
}

/// Gives a job of the user's a command, and shows it.
async fn told(
    app: &App,
    user: &User,
    id: JobId,
    at: IfMatch,
    command: JobCommand,
    context: CommandContext,
) -> Result<Answer<Job>, Problem> {
    let committed = write::execute::<domain::Job>(app, user, id, at, command, context).await?;
    shown(app, user, id, &committed, PreferWait(None)).await
}

/// A job after a command, as the read models show it; with `Prefer: wait`, when it is over.
pub(crate) async fn shown(
    app: &App,
    user: &User,
    id: JobId,
    committed: &Committed,
    wait: PreferWait,
) -> Result<Answer<Job>, Problem> {
    const APPLIED: HeaderName = HeaderName::from_static("preference-applied");
    let mut lagging = app.settle(committed).await;
    if let Some(patience) = wait.0 {
        lagging = wait::until_over(app, user, id, patience).await? || lagging;
    }
    let position = app.position().await?;
    let job = match jobs::get(&app.client().await?, user.account, id).await? {
        Some(job) if !lagging => job,
        _ => unseen::job(app, user, id).await?,
    };
    let etag = job.sequence;
    let answer = Answer::ok(Job::from(job)).etag(etag).position(position).lagging(lagging);
    Ok(match wait.0 {
        Some(patience) => answer.header(APPLIED, format!("wait={}", patience.as_secs())),
        None => answer,
    })
}
