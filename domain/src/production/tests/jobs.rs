//! The jobs that a plan becomes.

use super::*;
use std::collections::HashMap;

/// A plan of three scenes, two of them equal, and their sum, after some of it was made.
fn planned(made: &[(usize, u128)]) -> (ProductionPlan, PlannedJobs, HashMap<String, JobId>) {
    let script = script(&["a", "b", "a"]);
    let all = plan_of(&script, Scope::Script, TIMES, &NothingKnown);
    let mut memory = Memory::default();
    for (at, by) in made {
        memory.finish(&all.nodes[*at], *by);
    }
    let plan = plan_of(&script, Scope::Script, TIMES, &memory);
    let mut roles = HashMap::new();
    let jobs = plan.clone().into_jobs(job(1), |role| {
        let id = job(100 + roles.len() as u128);
        assert_eq!(roles.insert(role.to_owned(), id), None, "a role is given once");
        id
    });
    (plan, jobs, roles)
}

#[test]
fn each_node_that_was_not_made_before_is_asked_for_once() {
    let (plan, jobs, roles) = planned(&[]);
    assert_eq!((jobs.nodes.len(), jobs.requests.len(), jobs.reused), (3, 3, 0));
    for ((draft, node), request) in plan.nodes.iter().zip(&jobs.nodes).zip(&jobs.requests) {
        assert_eq!(roles[&draft.input_hash], node.job);
        assert_eq!((request.job, &request.work), (node.job, &draft.work));
        assert_eq!((request.estimate, node.estimate), (draft.estimate, draft.estimate));
        assert_eq!((&node.label, &node.input_hash), (&draft.label, &draft.input_hash));
        assert_eq!((&request.node.label, &request.node.input_hash), (&draft.label, &draft.input_hash));
        assert_eq!(request.node.production, job(1));
    }
}

#[test]
fn a_shared_node_is_waited_for_once_and_taken_for_each_of_its_scenes() {
    let (_, jobs, _) = planned(&[]);
    let [a, b, _] = [0, 1, 2].map(|at| jobs.nodes[at].job);
    assert_eq!(jobs.nodes[2].needs, [a, b]);
    assert_eq!(jobs.requests[2].node.needs, [a, b]);
    assert_eq!(jobs.requests[2].node.inputs, [a, b, a]);
}

#[test]
fn a_node_takes_what_was_made_before_without_waiting_for_it() {
    let (_, jobs, _) = planned(&[(0, 50)]);
    assert_eq!((jobs.nodes[0].job, jobs.nodes[0].reused, jobs.reused), (job(50), true, 1));
    assert_eq!(jobs.requests.len(), 2);
    let b = jobs.requests[0].job;
    let sum = &jobs.requests[1].node;
    assert_eq!((&sum.needs, &sum.inputs), (&vec![b], &vec![job(50), b, job(50)]));
    assert_eq!(jobs.nodes[2].needs, [job(50), b]);
}

#[test]
fn where_everything_was_made_before_nothing_is_asked_for() {
    let (_, jobs, roles) = planned(&[(0, 50), (1, 51), (2, 52)]);
    assert!(jobs.requests.is_empty() && roles.is_empty());
    assert_eq!(jobs.reused, 3);
    assert_eq!(jobs.nodes[2].needs, [job(50), job(51)]);
}
