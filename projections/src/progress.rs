//! How far running jobs are: what workers write, the database passes on, and streams show.
//!
//! Progress is no event. The last word of each job stands in `job_progress`, and two channels say
//! that it changed: [`PROGRESS_CHANNEL`] names the job whose row is new, [`TOKEN_CHANNEL`] carries words as
//! they are written. A piece of text is in the row before anybody is told of it, so whoever listens
//! first and then reads the row has a text to which every later piece joins without a gap.

mod writer;

pub use writer::{JobAttempt, ProgressWriter, Report};

use crate::row::{ReadError, count, maybe_word, word};
use deadpool_postgres::GenericClient;
use domain::job::{JobState, Phase};
use domain::{AccountId, JobId, ScriptId};
use serde::{Deserialize, Serialize};
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
            text: row.try_get("body")?,
        })
    }
}

macro_rules! select {
    ($body:literal, $condition:literal) => {
        concat!(
            "select job_id, owner_id, script_id, attempt, state, phase, step, total_steps, fraction, message,
                    eta_s, ",
            $body,
            " as body from job_progress where ",
            $condition
        )
    };
}

/// A job's last report with all its text so far; `None` if it has made none.
pub async fn read(client: &impl GenericClient, job: JobId) -> Result<Option<JobTick>, ReadError> {
    let statement = client.prepare_cached(select!("body", "job_id = $1")).await?;
    client.query_opt(&statement, &[&job.0]).await?.as_ref().map(tick).transpose()
}

/// The last reports of some jobs, without text: what a batch of notifications asks for.
pub async fn read_many(client: &impl GenericClient, jobs: &[JobId]) -> Result<Vec<JobTick>, ReadError> {
    let ids: Vec<Uuid> = jobs.iter().map(|job| job.0).collect();
    let statement = client.prepare_cached(select!("null::text", "job_id = any($1)")).await?;
    client.query(&statement, &[&ids]).await?.iter().map(tick).collect()
}

/// The last reports of an account's jobs that run, with text: what a stream begins with.
pub async fn running(client: &impl GenericClient, owner: AccountId) -> Result<Vec<JobTick>, ReadError> {
    let statement =
        client.prepare_cached(select!("body", "owner_id = $1 and state = 'running' order by job_id")).await?;
    client.query(&statement, &[&owner.0]).await?.iter().map(tick).collect()
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
        state: word(row, "state")?,
        phase: maybe_word(row, "phase")?,
        attempt: count(row, "attempt")?,
        progress: JobProgress::of_row(row)?,
    })
}
