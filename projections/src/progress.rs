//! How far running jobs are: what workers write, the database passes on, and streams show.
//!
//! Progress is no event. The last word of each job stands in `job_progress`, and two channels say
//! that it changed: [`PROGRESS_CHANNEL`] names the job whose row is new, [`TOKEN_CHANNEL`] carries words as
//! they are written. A piece of text is in the row before anybody is told of it, so whoever listens
//! first and then reads the row has a text to which every later piece joins without a gap.

mod writer;

pub use writer::{JobAttempt, ProgressWriter, Report};

use crate::changes::int;
use crate::row::{ReadError, count, maybe_json, maybe_word, word};
use deadpool_postgres::GenericClient;
use domain::job::{JobState, Phase, Totals};
use domain::{AccountId, JobId, ScriptId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio_postgres::Row;
use utoipa::ToSchema;
use uuid::Uuid;

/// Channel whose payload is the id of a job with new progress.
pub const PROGRESS_CHANNEL: &str = "job_progress";

/// Channel whose payload is a [`JobToken`] as JSON.
pub const TOKEN_CHANNEL: &str = "job_token";

/// How far a running job is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = Progress)]
pub struct JobProgress {
    /// The step it is at, from 1; 0 before the first.
    pub step: u32,
    /// How many steps there are.
    pub total_steps: u32,
    /// How much of the whole is done, 0 to 1.
    pub fraction: f64,
    /// What it is doing, for people.
    pub message: String,
    /// Seconds until it is done, if that can be told.
    pub eta_s: Option<f64>,
    /// How many jobs come before it, while it waits for a worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_position: Option<u32>,
    /// How a production's nodes stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    /// What the picture at hand looks like so far: a small image as a data URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_url: Option<String>,
    /// All text of this attempt so far; absent from lists and from repeated reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A passing report of a job, as streams carry it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JobTick {
    /// The job.
    pub job_id: JobId,
    /// Whose it is; not shown.
    #[serde(skip)]
    pub owner_id: AccountId,
    /// The script it works on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script_id: Option<ScriptId>,
    /// The production it is a node of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_id: Option<JobId>,
    /// Where it stands, by its worker's word.
    pub state: JobState,
    /// What it is doing.
    pub phase: Option<Phase>,
    /// Which attempt it is.
    pub attempt: u32,
    /// How far it is.
    #[serde(flatten)]
    pub progress: JobProgress,
}

/// A piece of text as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JobToken {
    /// The job that writes.
    pub job_id: JobId,
    /// Whose it is.
    pub owner_id: AccountId,
    /// The script it works on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script_id: Option<ScriptId>,
    /// Which attempt writes. Each begins with an empty text.
    pub attempt: u32,
    /// The length of the text before this piece, in Unicode scalar values.
    pub offset: u64,
    /// The piece.
    pub text: String,
}

impl JobProgress {
    pub(crate) fn of_row(row: &Row) -> Result<Self, ReadError> {
        Ok(Self {
            step: count(row, "step")?,
            total_steps: count(row, "total_steps")?,
            fraction: row.try_get("fraction")?,
            message: row.try_get("message")?,
            eta_s: row.try_get("eta_s")?,
            preview_url: row.try_get("preview")?,
            queue_position: row
                .try_get::<_, Option<i32>>("queue_position")?
                .map(|place| u32::try_from(place).unwrap_or(0)),
            totals: maybe_json(row, "p_totals")?,
            text: row.try_get("body")?,
        })
    }
}

macro_rules! select {
    ($body:literal, $condition:literal) => {
        concat!(
            "select p.job_id, p.owner_id, p.script_id, j.production_id, p.attempt, p.state, p.phase, p.step,
                    p.total_steps, p.fraction, p.message, p.eta_s, p.preview, p.queue_position, p.totals as p_totals, ",
            $body,
            " as body from job_progress p left join jobs j on j.id = p.job_id where ",
            $condition
        )
    };
}

/// A job's last report with all its text so far; `None` if it has made none.
pub async fn read(client: &impl GenericClient, job: JobId) -> Result<Option<JobTick>, ReadError> {
    let statement = client.prepare_cached(select!("p.body", "p.job_id = $1")).await?;
    client.query_opt(&statement, &[&job.0]).await?.as_ref().map(tick).transpose()
}

/// The last reports of some jobs, without text: what a batch of notifications asks for.
pub async fn read_many(client: &impl GenericClient, jobs: &[JobId]) -> Result<Vec<JobTick>, ReadError> {
    let ids: Vec<Uuid> = jobs.iter().map(|job| job.0).collect();
    let statement = client.prepare_cached(select!("null::text", "p.job_id = any($1)")).await?;
    client.query(&statement, &[&ids]).await?.iter().map(tick).collect()
}

/// The last reports of an account's jobs that run, with text: what a stream begins with.
pub async fn running(client: &impl GenericClient, owner: AccountId) -> Result<Vec<JobTick>, ReadError> {
    let statement = client
        .prepare_cached(select!("p.body", "p.owner_id = $1 and p.state = 'running' order by p.job_id"))
        .await?;
    client.query(&statement, &[&owner.0]).await?.iter().map(tick).collect()
}

/// The last reports of a job and, if it is a production, of its nodes that are not over, with text.
pub async fn of_job(client: &impl GenericClient, job: JobId) -> Result<Vec<JobTick>, ReadError> {
    let statement = client
        .prepare_cached(select!(
            "p.body",
            "p.job_id = $1 or p.job_id in (select n.id from jobs n where n.production_id = $1 and n.ended_at is null)
             order by p.job_id"
        ))
        .await?;
    client.query(&statement, &[&job.0]).await?.iter().map(tick).collect()
}

/// The productions that some jobs are nodes of; a job that is not known yet is left out.
pub async fn productions(
    client: &impl GenericClient,
    jobs: &[JobId],
) -> Result<Vec<(JobId, Option<JobId>)>, ReadError> {
    let ids: Vec<Uuid> = jobs.iter().map(|job| job.0).collect();
    let statement = client.prepare_cached("select id, production_id from jobs where id = any($1)").await?;
    let rows = client.query(&statement, &[&ids]).await?;
    let row = |row: &Row| Ok((JobId(row.try_get(0)?), row.try_get::<_, Option<_>>(1)?.map(JobId)));
    rows.iter().map(row).collect()
}

/// Says how far a production is: counted by whoever follows the log, in the transaction that counts.
pub async fn production(
    client: &impl GenericClient,
    of: JobAttempt,
    totals: Totals,
    left_ms: i64,
) -> Result<(), tokio_postgres::Error> {
    let statement = client
        .prepare_cached(
            "with written as (
                insert into job_progress as p (job_id, owner_id, script_id, attempt, state, step, total_steps,
                    fraction, message, eta_s, totals)
                values ($1, $9, $10, $11, 'running', $2, $3, $4, $5, $6, $7)
                on conflict (job_id) do update set attempt = excluded.attempt, state = excluded.state,
                    phase = null, step = $2, total_steps = $3, fraction = $4, message = $5, eta_s = $6,
                    queue_position = null, totals = $7, updated_at = clock_timestamp()
                returning p.job_id)
             select pg_notify($8, job_id::text) from written",
        )
        .await?;
    let fraction = if totals.total == 0 { 1.0 } else { f64::from(totals.ended()) / f64::from(totals.total) };
    #[expect(clippy::cast_precision_loss, reason = "nothing takes 2^52 ms")]
    let eta_s = left_ms as f64 / 1_000.0 / f64::from(totals.running.max(1));
    let (done, total) = (int(totals.ended()), int(totals.total));
    let message = standing(totals);
    let JobAttempt { job, attempt, owner, script } = of;
    client
        .query(
            &statement,
            &[
                &job.0,
                &done,
                &total,
                &fraction,
                &message,
                &eta_s,
                &json!(totals),
                &PROGRESS_CHANNEL,
                &owner.0,
                &script.map(|script| script.0),
                &int(attempt),
            ],
        )
        .await?;
    Ok(())
}

/// The totals in words.
fn standing(totals: Totals) -> String {
    let made = format!("{} of {} made", totals.made(), totals.total);
    let others = [
        (totals.running, "running"),
        (totals.failed, "failed"),
        (totals.blocked, "blocked"),
        (totals.cancelled, "cancelled"),
    ];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    others.fold(made, |words, (count, what)| format!("{words}, {count} {what}"))
}

/// Throws away what jobs that are over have left; returns how many. Worth doing every minute or so, by
/// anyone.
pub async fn sweep(client: &impl GenericClient) -> Result<u64, ReadError> {
    let statement = client
        .prepare_cached(
            "delete from job_progress p using jobs j where j.id = p.job_id and j.ended_at is not null",
        )
        .await?;
    Ok(client.execute(&statement, &[]).await?)
}

fn tick(row: &Row) -> Result<JobTick, ReadError> {
    Ok(JobTick {
        job_id: JobId(row.try_get("job_id")?),
        owner_id: AccountId(row.try_get("owner_id")?),
        script_id: row.try_get::<_, Option<_>>("script_id")?.map(ScriptId),
        production_id: row.try_get::<_, Option<_>>("production_id")?.map(JobId),
        state: word(row, "state")?,
        phase: maybe_word(row, "phase")?,
        attempt: count(row, "attempt")?,
        progress: JobProgress::of_row(row)?,
    })
}
