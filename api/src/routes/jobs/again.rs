//! Which jobs are tried again together. A production and its nodes change in one unit of work: the production
//! says which nodes those are, then each of them begins again, in the order of the plan.

use crate::auth::User;
use crate::extract::IfMatch;
use crate::problem::{Problem, Refused};
use crate::state::App;
use crate::write::{self, TRIES, busy, own};
use domain::job::{ErrorClass, JobCommand, JobDetails, JobRefusal, JobState, Plan, PlannedNode};
use domain::{Job, JobId};
use event_store::{CommandContext, CommitError, Committed, Unit};
use std::collections::{HashMap, HashSet};

/// Tries a job of the user's again, and whatever goes with it.
pub(super) async fn again(
    app: &App,
    user: &User,
    id: JobId,
    context: CommandContext,
) -> Result<Committed, Problem> {
    let job = own::<Job>(app, user, id).await?;
    // Said before: what can be tried again now is another question.
    if let Some(first) = app.store.outcome(context.command_id).await? {
        return Ok(first);
    }
    let details = job.state.details().ok_or_else(|| Problem::not_found("job", id))?;
    let (production, only) = match (&details.plan, &details.node) {
        (Some(_), _) => (id, None),
        (None, Some(node)) => (node.production, Some(id)),
        (None, None) => {
            let command = JobCommand::Retry { nodes: vec![] };
            return write::execute::<Job>(app, user, id, IfMatch(None), command, context).await;
        }
    };
    let mut tries = 0;
    loop {
        let mut unit = app.store.unit(context.clone());
        retry(&mut unit, production, only).await?;
        match unit.commit().await {
            Ok(committed) => return Ok(committed),
            // A node ended or began meanwhile: looked at again, it may be another one's turn.
            Err(CommitError::Conflict(_)) if tries < TRIES => tries += 1,
            Err(CommitError::Conflict(conflict)) => return Err(busy(&conflict)),
            Err(error) => return Err(error.into()),
        }
    }
}

async fn retry(unit: &mut Unit, production: JobId, only: Option<JobId>) -> Result<(), Problem> {
    let loaded = unit.load::<Job>(production).await?;
    let plan = loaded.and_then(|job| job.state.details().and_then(|job| job.plan.clone()));
    let plan = plan.ok_or_else(|| Problem::internal(format!("production {production} has no plan")))?;
    let mut stands = HashMap::new();
    for node in plan.own() {
        let Some(job) = unit.load::<Job>(node).await? else { continue };
        let Some(job) = job.state.details() else { continue };
        let standing = Standing::of(job);
        if only == Some(node) && standing == Standing::Other {
            return Err(JobRefusal::Illegal { state: job.state, action: "be retried" }.problem());
        }
        stands.insert(node, standing);
    }
    let nodes = chosen(&plan, &stands, only);
    unit.execute::<Job>(production, JobCommand::Retry { nodes: nodes.clone() }).await?;
    for node in nodes {
        unit.execute::<Job>(node, JobCommand::Retry { nodes: vec![] }).await?;
    }
    Ok(())
}

/// What matters of where a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It failed by itself, or nobody wanted it.
    Lost,
    /// Something it needs was not made.
    Blocked,
    /// It is made, or may still be.
    Other,
}

impl Standing {
    fn of(job: &JobDetails) -> Self {
        let blocked = job.error.as_ref().is_some_and(|error| error.class == ErrorClass::Blocked);
        match job.state {
            JobState::Failed if blocked => Self::Blocked,
            JobState::Failed | JobState::Cancelled => Self::Lost,
            _ => Self::Other,
        }
    }
}

/// The nodes that are tried again, in the plan's order: all that were not made; or one, with those it needs
/// that were not made, and those that nothing else blocks.
fn chosen(plan: &Plan, stands: &HashMap<JobId, Standing>, only: Option<JobId>) -> Vec<JobId> {
    let stands = |job: &JobId| stands.get(job).copied().unwrap_or(Standing::Other);
    let unmade = |job: &JobId| stands(job) != Standing::Other;
    let Some(only) = only else { return plan.own().filter(unmade).collect() };
    let mut chosen = HashSet::from([only]);
    for PlannedNode { job, needs, .. } in plan.nodes.iter().rev() {
        if chosen.contains(job) {
            chosen.extend(needs.iter().copied().filter(unmade));
        }
    }
    for PlannedNode { job, needs, .. } in &plan.nodes {
        let follows = stands(job) == Standing::Blocked && needs.iter().any(|need| chosen.contains(need));
        if follows && needs.iter().all(|need| chosen.contains(need) || !unmade(need)) {
            chosen.insert(*job);
        }
    }
    plan.own().filter(|job| chosen.contains(job)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::job::{Cost, JobKind};
    use uuid::Uuid;

    fn job(n: u128) -> JobId {
        JobId(Uuid::from_u128(n))
    }

    fn plan(nodes: &[(u128, &[u128])]) -> Plan {
        let node = |(id, needs): &(u128, &[u128])| PlannedNode {
            job: job(*id),
            kind: JobKind::TimeScene,
            label: String::new(),
            needs: needs.iter().map(|need| job(*need)).collect(),
            reused: *id == 0,
            input_hash: String::new(),
            estimate: Cost::default(),
        };
        Plan { nodes: nodes.iter().map(node).collect() }
    }

    fn retried(stands: &[(u128, Standing)], only: Option<u128>) -> Vec<u128> {
        // 1 and 2 are made into 3, 2 and 4 into 5, and 3 and 5 into 6; 0 was there before.
        let plan = plan(&[(0, &[]), (1, &[0]), (2, &[]), (3, &[1, 2]), (4, &[]), (5, &[2, 4]), (6, &[3, 5])]);
        let stands = stands.iter().map(|(id, standing)| (job(*id), *standing)).collect();
        chosen(&plan, &stands, only.map(job)).into_iter().map(|job| job.0.as_u128()).collect()
    }

    #[test]
    fn all_that_was_not_made_is_tried_again() {
        use Standing::{Blocked, Lost, Other};
        let stands = [(1, Lost), (2, Other), (3, Blocked), (4, Lost), (5, Blocked), (6, Blocked)];
        assert_eq!(retried(&stands, None), [1, 3, 4, 5, 6]);
        assert_eq!(retried(&[(1, Other)], None), [0; 0]);
    }

    #[test]
    fn a_node_takes_with_it_what_it_needs_and_what_only_it_blocks() {
        use Standing::{Blocked, Lost, Other};
        let both = [(1, Lost), (2, Other), (3, Blocked), (4, Lost), (5, Blocked), (6, Blocked)];
        assert_eq!(retried(&both, Some(1)), [1, 3], "6 is blocked by 5 as well");
        assert_eq!(retried(&both, Some(5)), [4, 5]);
        assert_eq!(retried(&both, Some(6)), [1, 3, 4, 5, 6]);
        let one = [(1, Lost), (3, Blocked), (6, Blocked)];
        assert_eq!(retried(&one, Some(1)), [1, 3, 6]);
        assert_eq!(retried(&[(1, Lost), (4, Lost)], Some(1)), [1]);
    }
}
