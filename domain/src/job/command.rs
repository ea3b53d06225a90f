//! What may be asked of a job.
//!
//! Whatever a worker says carries its attempt: a worker whose job was taken over is refused.

use super::{Cost, JobError, Node, Phase, PlannedNode, Totals, Work};
use crate::ids::{AccountId, JobId, ScriptId};
use jiff::Timestamp;
use serde_json::Value;

/// A request to one job.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields repeat those of the events")]
pub enum JobCommand {
    /// Ask for work.
    Request {
        job: JobId,
        owner: AccountId,
        script: Option<ScriptId>,
        work: Work,
        priority: i32,
        max_attempts: u32,
        /// What it is expected to cost.
        estimate: Cost,
        /// Its place in a production.
        node: Option<Box<Node>>,
    },
    /// Begin to check what was asked for.
    Validate,
    /// Turn it down.
    Refuse { reason: String },
    /// Let it wait for a worker.
    Queue,
    /// A worker takes it.
    Start { worker: String, lease_s: u32 },
    /// The work enters a phase.
    EnterPhase { attempt: u32, phase: Phase },
    /// A part is finished and need not be made again.
    Output { attempt: u32, key: String, value: Value },
    /// All of it is made.
    Complete { attempt: u32, result: Value, cost: Cost },
    /// The attempt went wrong; it is tried again at `retry_at`, or never.
    FailAttempt { attempt: u32, error: JobError, retry_at: Option<Timestamp>, cost: Cost },
    /// The worker hands it back unharmed, to stop in peace.
    Release { attempt: u32 },
    /// Somebody no longer wants it.
    RequestCancel { reason: Option<String> },
    /// The worker has stopped because of that.
    ConfirmCancel { attempt: u32 },
    /// Try again, by hand, after the end. A production names those of its nodes that are tried again.
    Retry { nodes: Vec<JobId> },
    /// The same was made before: its result is this job's too.
    Reuse { of: JobId, result: Value },
    /// It is not to start: what it needs was not made, or nothing pays for it.
    Decline { error: JobError },
    /// Do not start it, and hand it back if it runs, until somebody resumes it.
    Pause,
    /// Let it go on.
    Resume,
    /// Run it sooner or later than its owner's other jobs.
    Prioritise { priority: i32 },
    /// The production knows its nodes; its own attempt is over, and it ends when they have.
    Plan { attempt: u32, nodes: Vec<PlannedNode>, reused: u32, estimate: Cost },
    /// Every node of the production has ended.
    Settle { totals: Totals, cost: Cost },
}
