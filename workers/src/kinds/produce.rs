//! Plans a production: reads the script's structure and what was made of it before, and asks for a job for
//! every node that is not there. The plan and all its jobs are recorded as one, so a production either has
//! all its nodes or none.

use std::sync::Arc;
use std::time::{Duration, Instant};

use deadpool_postgres::GenericClient;
use domain::job::{JobCommand, JobKind, Produce, Work};
use domain::production::{self, NothingKnown, PlanRefusal, PlannedJobs, STANDARD};
use domain::{CommandId, Job, JobId, Position};
use event_store::{CommitError, ExecuteError, Unit};
use projections::structure;

use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::{Kind, Made, Making};
use crate::running::RunningJob;

/// How often a node may be started before it fails.
const MAX_ATTEMPTS: u32 = 5;
/// How often somebody else may be faster.
const TRIES: u32 = 10;
/// How long the read models may take to follow.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(100);

/// The kind `produce`.
pub(crate) struct Planning;

impl Kind for Planning {
    fn kind(&self) -> JobKind {
        JobKind::Produce
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn light(&self) -> bool {
        true
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(make(job))
    }
}

async fn make(job: RunningJob) -> Result<Made, JobError> {
    let Work::Produce(asked) = job.job().work.clone() else {
        return Err(JobError::fail("this is no production"));
    };
    let planned = plan(&job, &asked).await?;
    record(&job, &planned).await
}

/// Planned twice: the first plan's hashes say what to look up, the second leaves out what is there.
async fn plan(job: &RunningJob, asked: &Produce) -> Result<PlannedJobs, JobError> {
    let script = job.job().script.ok_or_else(|| JobError::fail("the production names no script"))?;
    let owner = job.job().owner;
    let client = job.pool().get().await.map_err(JobError::retry)?;
    caught_up(&client).await?;
    let structure = structure::read(&client, owner, script)
        .await
        .map_err(JobError::retry)?
        .ok_or_else(|| JobError::fail("the script has no version to make anything of"))?;
    let whole = production::plan(&structure, asked, STANDARD, &NothingKnown).map_err(refused)?;
    let known = structure::known(&client, owner, script, &whole).await.map_err(JobError::retry)?;
    let plan = production::plan(&structure, asked, STANDARD, &known).map_err(refused)?;
    Ok(plan.into_jobs(job.job().id, |role| JobId(job.id_for(role))))
}

/// Waits until the read models show everything that is in the log by now: a plan of half a version would be
/// a wrong one.
async fn caught_up(client: &impl GenericClient) -> Result<(), JobError> {
    let head = client.query_one("select position from log_head", &[]).await.map_err(JobError::retry)?;
    let head: i64 = head.try_get(0).map_err(JobError::retry)?;
    let head = Position(u64::try_from(head).unwrap_or(0));
    let waited = Instant::now();
    while projections::position(client).await.map_err(JobError::retry)? < head {
        if waited.elapsed() > PATIENCE {
            return Err(JobError::retry("the read models are far behind the log"));
        }
        tokio::time::sleep(PAUSE / 10).await;
    }
    Ok(())
}

fn refused(refusal: PlanRefusal) -> JobError {
    JobError::fail(refusal)
}

/// Records a plan with the jobs it asks for; the production's own attempt is over with it.
pub async fn record(job: &RunningJob, planned: &PlannedJobs) -> Result<Made, JobError> {
    let mut last = String::new();
    for _ in 0..TRIES {
        let mut unit = job.store().unit(job.context_with(CommandId(job.id_for("plan"))));
        fill(job, &mut unit, planned).await?;
        match unit.commit().await {
            Ok(_) => return Ok(Made::Recorded),
            Err(CommitError::Conflict(conflict)) => last = conflict.to_string(),
            Err(CommitError::Store(error)) => last = error.to_string(),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(JobError::retry(format!("the plan could not be recorded: {last}")))
}

async fn fill(job: &RunningJob, unit: &mut Unit, planned: &PlannedJobs) -> Result<(), JobError> {
    let production = job.job();
    let command = JobCommand::Plan {
        attempt: production.attempt,
        nodes: planned.nodes.clone(),
        reused: planned.reused,
        estimate: planned.requests.iter().map(|request| request.estimate).sum(),
    };
    unit.execute::<Job>(production.id, command).await.map_err(|error| job.refused(error))?;
    for request in &planned.requests {
        let command = JobCommand::Request {
            job: request.job,
            owner: production.owner,
            script: production.script,
            work: request.work.clone(),
            priority: production.priority,
            max_attempts: MAX_ATTEMPTS,
            estimate: request.estimate,
            node: Some(Box::new(request.node.clone())),
        };
        match unit.execute::<Job>(request.job, command).await {
            Ok(()) => {}
            Err(ExecuteError::Refused(refusal)) => return Err(JobError::fail(refusal)),
            Err(error) => return Err(JobError::retry(error)),
        }
    }
    Ok(())
}
