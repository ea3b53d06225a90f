//! The nodes of a production, whose events belong to its stream.
//!
//! They are known from the moment it is planned, and the same ever after: whoever comes later finds them in
//! its plan, whoever watches hears `job.planned`, and nothing of a node is in the log before that.

use super::Scope;
use crate::problem::Problem;
use crate::state::App;
use domain::job::{JobEvent, Plan};
use domain::{Job, JobId, Position};
use event_store::{AsOf, Log, RecordedEvent, StoreError};
use std::sync::Arc;

/// The jobs of a production that is planned: itself and its own nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nodes {
    /// In ascending order.
    jobs: Arc<[JobId]>,
}

impl Nodes {
    fn new(production: JobId, plan: &Plan) -> Self {
        let mut jobs: Vec<JobId> = plan.own().chain([production]).collect();
        jobs.sort_unstable();
        Self { jobs: jobs.into() }
    }

    /// The nodes of what is watched, if it is a production that was planned by then.
    pub(super) async fn at(app: &App, scope: Scope, position: Position) -> Result<Option<Self>, Problem> {
        let Scope::Job(id) = scope else { return Ok(None) };
        let job = app.store.load_as_of::<Job>(id, AsOf::Position(position)).await?;
        let plan = job.as_ref().and_then(|job| job.state.details()?.plan.as_ref());
        Ok(plan.map(|plan| Self::new(id, plan)))
    }

    /// The nodes that an event makes known, if it is the one that does.
    pub(super) fn planned(scope: Scope, event: &RecordedEvent) -> Option<Self> {
        let Scope::Job(id) = scope else { return None };
        if event.event_type != "job.planned" || event.aggregate_id != id.0 {
            return None;
        }
        match projections::payload::<JobEvent>(event) {
            Ok(JobEvent::Planned { nodes, .. }) => Some(Self::new(id, &Plan { nodes })),
            Ok(_) => None,
            Err(error) => {
                tracing::error!(%error, "event {} cannot be read as a plan", event.position);
                None
            }
        }
    }

    fn hold(&self, job: JobId) -> bool {
        self.jobs.binary_search(&job).is_ok()
    }
}

/// Whether an event is for whoever watches this.
pub(super) fn belongs(scope: Scope, nodes: Option<&Nodes>, event: &RecordedEvent) -> bool {
    match nodes {
        Some(nodes) => event.metadata.job_id.is_some_and(|job| nodes.hold(job)),
        None => scope.filter().matches(event),
    }
}

/// Its events after a position, up to another one.
pub(super) async fn read(
    log: &Log,
    (scope, nodes): (Scope, Option<&Nodes>),
    after: Position,
    limit: u32,
    up_to: Position,
) -> Result<Vec<RecordedEvent>, StoreError> {
    if let Some(nodes) = nodes {
        return log.read_jobs_until(after, limit, up_to, &nodes.jobs).await;
    }
    log.read_until(after, limit, up_to, &scope.filter()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::job::{Cost, JobKind, PlannedNode};
    use uuid::Uuid;

    #[test]
    fn a_production_holds_itself_and_its_own_nodes_but_not_what_was_there_before() {
        let job = |n| JobId(Uuid::from_u128(n));
        let node = |n, reused| PlannedNode {
            job: job(n),
            kind: JobKind::TimeScene,
            label: String::new(),
            needs: vec![],
            reused,
            input_hash: String::new(),
            estimate: Cost::default(),
        };
        let plan = Plan { nodes: vec![node(9, false), node(3, true), node(1, false)] };
        let nodes = Nodes::new(job(5), &plan);
        let held: Vec<u128> = (0..10).filter(|n| nodes.hold(job(*n))).collect();
        assert_eq!(held, [1, 5, 9]);
    }
}
