//! A job: one unit of making, from the request to its end.
//!
//! `pending → validating → queued → running → completed | failed | cancelled`, with retries back
//! to `queued`. Every start counts up the attempt, and whatever a worker says carries its attempt,
//! so one that lost its lease can no longer finish anything.
//!
//! A production is a job whose attempt ends with a plan: its nodes are jobs of their own, and it stays
//! `running` without a worker until they have all ended. Each node says what it waits for; the production
//! says who its nodes are.

mod command;
mod error;
mod event;
mod film;
mod node;
mod picture;
mod work;

pub use command::JobCommand;
pub use error::JobRefusal;
pub use event::JobEvent;
pub use film::{ClipOptions, FilmCaptions, FilmFormat, FilmOptions, FilmRate, FilmTransitions, UnknownRate};
pub use node::{Budget, Cost, Node, PlannedNode, Scope, Totals};
pub use picture::{
    AspectRatio, Direction, DrawingStyle, FrameSize, ImageEngine, PictureFault, PictureOptions, Quality,
    WIDTHS,
};
pub use work::{
    BreakDown, ErrorClass, FilmScene, FilmScript, FilmShot, GenerateScript, JobError, JobKind, JobState,
    OfScene, OfVersion, Phase, Portray, Produce, RefineShot, Speak, Storyboard, Work,
};

use crate::entity::Entity;
use crate::ids::{AccountId, JobId, ScriptId};
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A job's state; empty before it is requested.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Job {
    details: Option<JobDetails>,
}

/// Everything a job knows of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobDetails {
    /// Its id.
    pub id: JobId,
    /// Who asked for it.
    pub owner: AccountId,
    /// The script it works on.
    pub script: Option<ScriptId>,
    /// What is to be made.
    pub work: Work,
    /// Higher runs sooner.
    pub priority: i32,
    /// What it is expected to cost.
    pub estimate: Cost,
    /// What its attempts have cost so far.
    pub cost: Cost,
    /// Its place in a production.
    pub node: Option<Box<Node>>,
    /// What a production consists of, once it is planned.
    pub plan: Option<Plan>,
    /// Where it stands.
    pub state: JobState,
    /// Whether it waits for a hand before it goes on.
    pub paused: bool,
    /// What it is doing, while it runs.
    pub phase: Option<Phase>,
    /// How often it was started.
    pub attempt: u32,
    /// How often it was started since it was requested or last retried by hand.
    pub attempts_used: u32,
    /// How often it may be started without a hand.
    pub max_attempts: u32,
    /// Who has it.
    pub worker: Option<String>,
    /// When the next attempt may begin.
    pub retry_at: Option<Timestamp>,
    /// Somebody asked for its end, with or without a reason.
    pub cancelling: Option<Option<String>>,
    /// The parts that are finished, kept across attempts.
    pub outputs: BTreeMap<String, Value>,
    /// What it made.
    pub result: Option<Value>,
    /// Why its last attempt failed.
    pub error: Option<JobError>,
}

/// What a production consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its nodes, each after what it needs.
    pub nodes: Vec<PlannedNode>,
}

impl Plan {
    /// The jobs that this production itself asked for.
    pub fn own(&self) -> impl Iterator<Item = JobId> {
        self.nodes.iter().filter(|node| !node.reused).map(|node| node.job)
    }
}

impl Job {
    /// The job's contents, if it was requested.
    pub fn details(&self) -> Option<&JobDetails> {
        self.details.as_ref()
    }

    fn decide(&self, command: JobCommand) -> Result<Vec<JobEvent>, JobRefusal> {
        if let JobCommand::Request { job, owner, script, work, priority, max_attempts, estimate, node } =
            command
        {
            return match &self.details {
                None => Ok(vec![JobEvent::Requested {
                    job,
                    owner,
                    script,
                    work,
                    priority,
                    max_attempts,
                    estimate,
                    node,
                }]),
                Some(it) if it.owner == owner && it.script == script && it.work == work => Ok(vec![]),
                Some(_) => Err(JobRefusal::Exists),
            };
        }
        self.details.as_ref().ok_or(JobRefusal::Missing)?.decide(command)
    }
}

impl JobDetails {
    fn decide(&self, command: JobCommand) -> Result<Vec<JobEvent>, JobRefusal> {
        use JobCommand as C;
        use JobState as S;
        match command {
            C::Request { .. } => Err(JobRefusal::Exists),
            C::Validate => match self.state {
                S::Pending => Ok(vec![JobEvent::ValidationStarted {}]),
                S::Validating => Ok(vec![]),
                _ => self.illegal("be validated"),
            },
            C::Refuse { reason } => match self.state {
                S::Pending | S::Validating => {
                    let error = JobError { class: ErrorClass::Permanent, message: reason.clone() };
                    Ok(vec![JobEvent::Refused { reason }, JobEvent::Failed { error }])
                }
                _ => self.illegal("be refused"),
            },
            C::Queue => match self.state {
                S::Validating => Ok(vec![JobEvent::Queued {}]),
                S::Queued => Ok(vec![]),
                _ => self.illegal("be queued"),
            },
            C::Start { worker, lease_s } => match self.state {
                S::Queued if self.paused => Err(JobRefusal::Paused),
                S::Queued => Ok(vec![JobEvent::Started { attempt: self.attempt + 1, worker, lease_s }]),
                _ => self.illegal("start"),
            },
            C::Reuse { of, result } => match self.state {
                S::Pending | S::Validating | S::Queued => Ok(vec![JobEvent::Reused { of, result }]),
                _ => self.illegal("take over a result"),
            },
            C::Decline { error } => match self.state {
                S::Pending | S::Validating | S::Queued => Ok(vec![JobEvent::Failed { error }]),
                _ => self.illegal("be declined"),
            },
            C::RequestCancel { reason } => Ok(self.request_cancel(reason)),
            C::Retry { nodes } => self.retry(nodes),
            C::Pause | C::Resume | C::Prioritise { .. } => self.steer(&command),
            C::Settle { totals, cost } => self.settle(totals, cost),
            C::EnterPhase { attempt, .. }
            | C::Output { attempt, .. }
            | C::Complete { attempt, .. }
            | C::FailAttempt { attempt, .. }
            | C::Plan { attempt, .. }
            | C::Release { attempt }
            | C::ConfirmCancel { attempt } => self.report(attempt, command),
        }
    }

    /// What its owner says to a job that is not over.
    fn steer(&self, command: &JobCommand) -> Result<Vec<JobEvent>, JobRefusal> {
        let event = match command {
            JobCommand::Pause if self.state.ended() => return self.illegal("be paused"),
            JobCommand::Pause if self.cancelling.is_some() => return Err(JobRefusal::Cancelling),
            JobCommand::Pause => (!self.paused).then_some(JobEvent::Paused {}),
            JobCommand::Resume => self.paused.then_some(JobEvent::Resumed {}),
            JobCommand::Prioritise { .. } if self.state.ended() => return self.illegal("be moved"),
            JobCommand::Prioritise { priority } => (*priority != self.priority)
                .then_some(JobEvent::Prioritised { before: self.priority, after: *priority }),
            _ => None,
        };
        Ok(event.into_iter().collect())
    }

    /// A production goes on with the nodes that are tried again; any other job begins again.
    fn retry(&self, nodes: Vec<JobId>) -> Result<Vec<JobEvent>, JobRefusal> {
        use JobState as S;
        let Some(plan) = &self.plan else {
            return match self.state {
                S::Failed | S::Cancelled => Ok(vec![JobEvent::Retried { nodes: vec![] }]),
                _ => self.illegal("be retried"),
            };
        };
        if nodes.is_empty() || !nodes.iter().all(|node| plan.own().any(|own| own == *node)) {
            return Err(JobRefusal::NothingToRetry);
        }
        match self.state {
            S::Running if self.cancelling.is_some() => Err(JobRefusal::Cancelling),
            S::Running | S::Failed | S::Cancelled | S::PartiallyCompleted => {
                Ok(vec![JobEvent::Retried { nodes }])
            }
            _ => self.illegal("be retried"),
        }
    }

    /// The end of a production, by how its nodes ended.
    fn settle(&self, totals: Totals, cost: Cost) -> Result<Vec<JobEvent>, JobRefusal> {
        if self.plan.is_none() || self.state != JobState::Running {
            return self.illegal("be settled");
        }
        if totals.ended() < totals.total {
            return Err(JobRefusal::Unfinished { left: totals.running + totals.waiting });
        }
        Ok(vec![match &self.cancelling {
            _ if totals.made() == totals.total => JobEvent::Produced { totals, cost },
            Some(reason) => JobEvent::Cancelled { reason: reason.clone() },
            None if totals.made() > 0 => JobEvent::PartiallyCompleted { totals, cost },
            None => {
                let class = ErrorClass::Blocked;
                JobEvent::Failed { error: JobError { class, message: "none of it could be made".to_owned() } }
            }
        }])
    }

    /// What the worker that has the job says of it.
    fn report(&self, attempt: u32, command: JobCommand) -> Result<Vec<JobEvent>, JobRefusal> {
        use JobCommand as C;
        if attempt != self.attempt {
            return Err(JobRefusal::StaleAttempt { attempt, current: self.attempt });
        }
        if self.state != JobState::Running || self.plan.is_some() {
            return self.illegal("take a worker's report");
        }
        if let C::ConfirmCancel { .. } = command {
            return match &self.cancelling {
                Some(reason) => Ok(vec![JobEvent::Cancelled { reason: reason.clone() }]),
                None => self.illegal("confirm a cancellation nobody asked for"),
            };
        }
        if let C::FailAttempt { error, retry_at, cost, .. } = command {
            return Ok(self.fail_attempt(error, retry_at, cost));
        }
        if self.cancelling.is_some() {
            return Err(JobRefusal::Cancelling);
        }
        Ok(match command {
            C::EnterPhase { phase, .. } if self.phase == Some(phase) => vec![],
            C::EnterPhase { phase, .. } => vec![JobEvent::PhaseEntered { attempt, phase }],
            C::Output { key, value, .. } if self.outputs.get(&key) == Some(&value) => vec![],
            C::Output { key, value, .. } => vec![JobEvent::OutputProduced { attempt, key, value }],
            C::Complete { result, cost, .. } => vec![JobEvent::Completed { attempt, result, cost }],
            C::Plan { nodes, reused, estimate, .. } => {
                vec![JobEvent::Planned { attempt, nodes, reused, estimate }]
            }
            C::Release { .. } => vec![JobEvent::Released { attempt }],
            _ => vec![],
        })
    }

    /// A job that nobody wants is not tried again, and one out of attempts fails.
    fn fail_attempt(&self, error: JobError, retry_at: Option<Timestamp>, cost: Cost) -> Vec<JobEvent> {
        let attempt = self.attempt;
        if let Some(reason) = &self.cancelling {
            let failed = JobEvent::AttemptFailed { attempt, error, retry_at: None, cost };
            return vec![failed, JobEvent::Cancelled { reason: reason.clone() }];
        }
        let retry_at = retry_at.filter(|_| self.attempts_used < self.max_attempts);
        let failed = JobEvent::AttemptFailed { attempt, error: error.clone(), retry_at, cost };
        if retry_at.is_some() { vec![failed] } else { vec![failed, JobEvent::Failed { error }] }
    }

    fn request_cancel(&self, reason: Option<String>) -> Vec<JobEvent> {
        match self.state {
            JobState::Running if self.cancelling.is_some() => vec![],
            JobState::Running => vec![JobEvent::CancelRequested { reason }],
            state if state.ended() => vec![],
            _ => vec![JobEvent::CancelRequested { reason: reason.clone() }, JobEvent::Cancelled { reason }],
        }
    }

    fn illegal<T>(&self, action: &'static str) -> Result<T, JobRefusal> {
        Err(JobRefusal::Illegal { state: self.state, action })
    }

    fn rest(&mut self, state: JobState) {
        self.state = state;
        self.phase = None;
        self.worker = None;
    }
}

impl Aggregate for Job {
    const TYPE: &'static str = "job";
    type Command = JobCommand;
    type Event = JobEvent;
    type Error = JobRefusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: Self::Command,
        (): &Self::Services,
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        for event in self.decide(command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Self::Event) {
        if let JobEvent::Requested { job, owner, script, work, priority, max_attempts, estimate, node } =
            event
        {
            self.details = Some(JobDetails {
                id: job,
                owner,
                script,
                work,
                priority,
                estimate,
                cost: Cost::default(),
                node,
                plan: None,
                state: JobState::Pending,
                paused: false,
                phase: None,
                attempt: 0,
                attempts_used: 0,
                max_attempts,
                worker: None,
                retry_at: None,
                cancelling: None,
                outputs: BTreeMap::new(),
                result: None,
                error: None,
            });
        } else if let Some(job) = &mut self.details {
            job.apply(event);
        }
    }
}

impl JobDetails {
    fn apply(&mut self, event: JobEvent) {
        use JobEvent as E;
        match event {
            E::Requested { .. } | E::Refused { .. } => {}
            E::ValidationStarted {} => self.state = JobState::Validating,
            E::Queued {} => self.rest(JobState::Queued),
            E::Started { attempt, worker, .. } => {
                self.state = JobState::Running;
                self.attempt = attempt;
                self.attempts_used += 1;
                self.worker = Some(worker);
                self.retry_at = None;
            }
            E::PhaseEntered { phase, .. } => self.phase = Some(phase),
            E::OutputProduced { key, value, .. } => _ = self.outputs.insert(key, value),
            E::Completed { result, cost, .. } => {
                self.rest(JobState::Completed);
                self.result = Some(result);
                self.error = None;
                self.cost += cost;
            }
            E::Reused { result, .. } => {
                self.rest(JobState::Completed);
                self.result = Some(result);
                self.error = None;
            }
            E::Produced { cost, .. } => {
                self.rest(JobState::Completed);
                self.error = None;
                self.cost = cost;
            }
            E::PartiallyCompleted { cost, .. } => {
                self.rest(JobState::PartiallyCompleted);
                self.cost = cost;
            }
            E::Planned { nodes, estimate, .. } => {
                self.rest(JobState::Running);
                self.plan = Some(Plan { nodes });
                self.estimate = estimate;
            }
            E::Paused {} => self.paused = true,
            E::Resumed {} => self.paused = false,
            E::Prioritised { after, .. } => self.priority = after,
            E::AttemptFailed { error, retry_at, cost, .. } => {
                self.rest(JobState::Queued);
                self.error = Some(error);
                self.retry_at = retry_at;
                self.cost += cost;
            }
            E::Released { .. } => {
                // Handing work back in peace does not use up an attempt.
                self.rest(JobState::Queued);
                self.attempts_used = self.attempts_used.saturating_sub(1);
            }
            E::Failed { error } => {
                self.rest(JobState::Failed);
                self.error = Some(error);
            }
            E::CancelRequested { reason } => self.cancelling = Some(reason),
            E::Cancelled { .. } => self.rest(JobState::Cancelled),
            E::Retried { .. } => {
                self.rest(if self.plan.is_some() { JobState::Running } else { JobState::Queued });
                self.attempts_used = 0;
                self.paused = false;
                self.cancelling = None;
                self.error = None;
            }
        }
    }
}

impl Entity for Job {
    type Id = JobId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|job| job.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        self.details.as_ref().and_then(|job| job.script)
    }

    fn job(&self) -> Option<JobId> {
        self.details.as_ref().map(|job| job.id)
    }
}

#[cfg(test)]
mod tests;
