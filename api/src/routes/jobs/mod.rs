//! Jobs: what was asked for, and what became of it.

pub(crate) mod cancel;
pub(crate) mod events;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod result;
pub(crate) mod retry;
mod wait;

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::PreferWait;
use crate::problem::Problem;
use crate::state::App;
use crate::unseen;
use axum::http::HeaderName;
use domain::job::{JobError, JobKind, JobState, Phase};
use domain::{JobId, Position, ScriptId};
use event_store::Committed;
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
            script: job.script_id.map(|script| format!("/api/v1/scripts/{script}")),
            this,
        };
        Self {
            id: job.id,
            kind: job.kind,
            script_id: job.script_id,
            state: job.state,
            phase: job.phase,
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            priority: job.priority,
            input: job.input,
            progress: job.progress,
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
