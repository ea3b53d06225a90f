//! Jobs: what was asked for, where each stands, and how far the running ones are.

use crate::changes::{Changes, int, update, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::progress::JobProgress;
use crate::projection::{ProjectionError, payload};
use crate::read_model::ReadModel;
use crate::row::{ReadError, count, maybe_json, maybe_word, position, sequence, word};
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::job::{JobError, JobEvent, JobKind, JobState, Phase};
use domain::{AccountId, JobId, Position, ScriptId, VersionId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_postgres::Row;
use utoipa::ToSchema;

/// A job as clients see it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What sort of work it is.
    pub kind: JobKind,
    /// The script it works on.
    pub script_id: Option<ScriptId>,
    /// Where it stands.
    pub state: JobState,
    /// What it is doing, while it runs.
    pub phase: Option<Phase>,
    /// How often it was started.
    pub attempt: u32,
    /// How often it may be started without a hand.
    pub max_attempts: u32,
    /// Higher runs sooner.
    pub priority: i32,
    /// What was asked for.
    #[schema(value_type = Object)]
    pub input: Value,
    /// How far the attempt at hand is; only while it runs.
    pub progress: Option<JobProgress>,
    /// Why its last attempt failed.
    pub error: Option<JobError>,
    /// What it made.
    pub result: Option<JobResult>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the attempt at hand, or the last one, began.
    pub started_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// What a job made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JobResult {
    /// The version it wrote.
    pub version_id: VersionId,
    /// That version's number.
    pub version_number: u32,
}

/// Which jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Only those in this state.
    pub state: Option<JobState>,
    /// Only those of this script.
    pub script: Option<ScriptId>,
    /// Only those of this kind.
    pub kind: Option<JobKind>,
}

pub(crate) struct Jobs;

const REQUESTED: &str =
    "insert into jobs (id, updated_at, position, sequence, requested_at, created_position,
        owner_id, script_id, kind, input, state, max_attempts, priority)
    values ($1, $2, $3, $4, $2, $3, $5, $6, $7, $8, 'pending', $9, $10)";

/// The job waits again, after an attempt or by hand.
const QUEUED: &str = update!("jobs", "state = 'queued', phase = null");

impl ReadModel for Jobs {
    const NAME: &'static str = "jobs";
    const TABLES: &'static [&'static str] = &["jobs"];

    fn apply(event: &RecordedEvent, changes: &mut Changes) -> Result<(), ProjectionError> {
        use JobEvent as E;
        if event.aggregate_type != domain::Job::TYPE {
            return Ok(());
        }
        match payload(event)? {
            E::Requested { owner, script, work, priority, max_attempts, .. } => {
                let kind = work.kind().as_str();
                let input = event.payload.get("input").cloned().unwrap_or(Value::Null);
                let mut more = values![owner.0, script.map(|script| script.0), kind, input];
                more.extend(values![int(max_attempts), priority]);
                changes.row(REQUESTED, event, more);
            }
            E::ValidationStarted {} => changes.row(update!("jobs", "state = 'validating'"), event, values![]),
            // The failure that follows it says the same.
            E::Refused { .. } | E::OutputProduced { .. } | E::CancelRequested { .. } => {
                changes.row(update!("jobs"), event, values![]);
            }
            E::Queued {} | E::Released { .. } => changes.row(QUEUED, event, values![]),
            E::Started { attempt, .. } => {
                let sql = update!("jobs", "state = 'running', attempt = $5, started_at = $2");
                changes.row(sql, event, values![int(attempt)]);
            }
            E::PhaseEntered { phase, .. } => {
                changes.row(update!("jobs", "phase = $5"), event, values![phase.as_str()]);
            }
            E::Completed { result, .. } => {
                let sql = update!(
                    "jobs",
                    "state = 'completed', phase = null, result = $5, error = null, ended_at = $2"
                );
                // What another kind of job will make has another shape, and a column of its own then.
                let result = JobResult::deserialize(result).ok().map(|result| json!(result));
                changes.row(sql, event, values![result]);
            }
            E::AttemptFailed { error, .. } => {
                let sql = update!("jobs", "state = 'queued', phase = null, error = $5");
                changes.row(sql, event, values![json!(error)]);
            }
            E::Failed { error } => {
                let sql = update!("jobs", "state = 'failed', phase = null, error = $5, ended_at = $2");
                changes.row(sql, event, values![json!(error)]);
            }
            E::Cancelled { .. } => {
                let sql = update!("jobs", "state = 'cancelled', phase = null, ended_at = $2");
                changes.row(sql, event, values![]);
            }
            E::Retried {} => {
                let sql = update!("jobs", "state = 'queued', phase = null, error = null, ended_at = null");
                changes.row(sql, event, values![]);
            }
        }
        Ok(())
    }
}

/// Progress is joined for the attempt that runs only: what an older one left behind says nothing.
macro_rules! select {
    ($text:literal, $condition:literal) => {
        concat!(
            "select j.*, p.attempt as p_attempt, p.step, p.total_steps, p.fraction, p.message, p.eta_s, ",
            $text,
            " as body
             from jobs j left join job_progress p
                on p.job_id = j.id and p.attempt = j.attempt and j.state = 'running'
             where j.owner_id = $1 ",
            $condition
        )
    };
}

/// One job, with its text so far; `None` if there is none or it is someone else's.
pub async fn get(client: &impl GenericClient, owner: AccountId, id: JobId) -> Result<Option<Job>, ReadError> {
    let statement = client.prepare_cached(select!("p.body", "and j.id = $2")).await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(job).transpose()
}

/// Jobs without their text, the newest first.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    filter: &JobFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<Job>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Jobs, [i64::MAX, 0])?;
    let JobFilter { state, script, kind } = filter;
    let (state, kind) = (state.map(JobState::as_str), kind.map(JobKind::as_str));
    let statement = client
        .prepare_cached(select!(
            "null::text",
            "and j.created_position < $2 and ($3::text is null or j.state = $3)
             and ($4::uuid is null or j.script_id = $4) and ($5::text is null or j.kind = $5)
             order by j.created_position desc limit $6"
        ))
        .await?;
    let rows = client
        .query(
            &statement,
            &[&owner.0, &before, &state, &script.map(|script| script.0), &kind, &limit.probe()],
        )
        .await?;
    Page::read(&rows, limit, job, |last| Cursor::after(List::Jobs, last, "created_position"))
}

/// Every job that is not over, without its text, the newest first: what a stream begins with. At most
/// 1,000, which is far above what one account may have waiting.
pub async fn active(client: &impl GenericClient, owner: AccountId) -> Result<Vec<Job>, ReadError> {
    let statement = client
        .prepare_cached(select!(
            "null::text",
            "and j.ended_at is null order by j.created_position desc limit 1000"
        ))
        .await?;
    client.query(&statement, &[&owner.0]).await?.iter().map(job).collect()
}

fn job(row: &Row) -> Result<Job, ReadError> {
    let progress = match row.try_get::<_, Option<i32>>("p_attempt")? {
        Some(_) => Some(JobProgress::of_row(row)?),
        None => None,
    };
    Ok(Job {
        id: JobId(row.try_get("id")?),
        kind: word(row, "kind")?,
        script_id: row.try_get::<_, Option<_>>("script_id")?.map(ScriptId),
        state: word(row, "state")?,
        phase: maybe_word(row, "phase")?,
        attempt: count(row, "attempt")?,
        max_attempts: count(row, "max_attempts")?,
        priority: row.try_get("priority")?,
        input: row.try_get("input")?,
        progress,
        error: maybe_json(row, "error")?,
        result: maybe_json(row, "result")?,
        requested_at: row.try_get("requested_at")?,
        started_at: row.try_get("started_at")?,
        ended_at: row.try_get("ended_at")?,
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}
