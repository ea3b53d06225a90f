//! A job's rules, as sentences, and every state against every command.

use super::*;
use crate::vocabulary::{Length, ScriptType};
use cqrs_es::test::TestFramework;
use serde_json::json;
use uuid::Uuid;

fn job() -> TestFramework<Job> {
    TestFramework::with(())
}

fn work() -> Work {
    Work::GenerateScript(GenerateScript {
        prompt: "A keeper hides a stranger".into(),
        script_type: ScriptType::Screenplay,
        length: Length::Short,
    })
}

fn request(owner: u128) -> JobCommand {
    JobCommand::Request {
        job: JobId(Uuid::from_u128(1)),
        owner: AccountId(Uuid::from_u128(owner)),
        script: None,
        work: work(),
        priority: 0,
        max_attempts: 2,
        estimate: Cost::default(),
        node: None,
    }
}

fn requested() -> JobEvent {
    JobEvent::Requested {
        job: JobId(Uuid::from_u128(1)),
        owner: AccountId(Uuid::from_u128(2)),
        script: None,
        work: work(),
        priority: 0,
        max_attempts: 2,
        estimate: Cost::default(),
        node: None,
    }
}

fn started(attempt: u32) -> JobEvent {
    JobEvent::Started { attempt, worker: "w".into(), lease_s: 60 }
}

fn error() -> JobError {
    JobError { class: ErrorClass::Transient, message: "the model ran out of memory".into() }
}

const SPENT: Cost = Cost { compute_ms: 1_200, usd_micros: 0 };
const LATER: Option<Timestamp> = Some(Timestamp::UNIX_EPOCH);

fn fail_attempt(attempt: u32, retry_at: Option<Timestamp>) -> JobCommand {
    JobCommand::FailAttempt { attempt, error: error(), retry_at, cost: SPENT }
}

fn attempt_failed(attempt: u32, retry_at: Option<Timestamp>) -> JobEvent {
    JobEvent::AttemptFailed { attempt, error: error(), retry_at, cost: SPENT }
}

/// The events that lead to each state.
fn history(state: JobState) -> Vec<JobEvent> {
    let mut events = vec![requested()];
    let way: &[JobEvent] = match state {
        JobState::Pending => &[],
        JobState::Validating => &[JobEvent::ValidationStarted {}],
        _ => &[JobEvent::ValidationStarted {}, JobEvent::Queued {}],
    };
    events.extend_from_slice(way);
    match state {
        JobState::Running => events.push(started(1)),
        JobState::Completed => {
            events.push(started(1));
            events.push(JobEvent::Completed { attempt: 1, result: json!({}), cost: SPENT });
        }
        JobState::Failed => events.push(JobEvent::Failed { error: error() }),
        JobState::Cancelled => events.push(JobEvent::Cancelled { reason: None }),
        _ => {}
    }
    events
}

fn illegal(state: JobState, action: &'static str) -> JobRefusal {
    JobRefusal::Illegal { state, action }
}

#[test]
fn a_job_is_requested_once_and_asking_again_changes_nothing() {
    job().given_no_previous_events().when(request(2)).then_expect_events(vec![requested()]);
    job().given(vec![requested()]).when(request(2)).then_expect_events(vec![]);
    job().given(vec![requested()]).when(request(3)).then_expect_error(JobRefusal::Exists);
}

#[test]
fn nothing_can_be_asked_of_a_job_that_does_not_exist() {
    job()
        .given_no_previous_events()
        .when(JobCommand::RequestCancel { reason: None })
        .then_expect_error(JobRefusal::Missing);
}

#[test]
fn a_job_is_checked_then_waits_then_runs() {
    job()
        .given(history(JobState::Pending))
        .when(JobCommand::Validate)
        .then_expect_events(vec![JobEvent::ValidationStarted {}]);
    job()
        .given(history(JobState::Validating))
        .when(JobCommand::Queue)
        .then_expect_events(vec![JobEvent::Queued {}]);
    job()
        .given(history(JobState::Queued))
        .when(JobCommand::Start { worker: "w".into(), lease_s: 60 })
        .then_expect_events(vec![started(1)]);
}

#[test]
fn every_state_refuses_every_step_it_has_no_transition_for() {
    use JobState as S;
    let steps: [(JobCommand, &[S], &'static str); 5] = [
        (JobCommand::Validate, &[S::Pending, S::Validating], "be validated"),
        (JobCommand::Queue, &[S::Validating, S::Queued], "be queued"),
        (JobCommand::Refuse { reason: "no".into() }, &[S::Pending, S::Validating], "be refused"),
        (JobCommand::Start { worker: "w".into(), lease_s: 60 }, &[S::Queued], "start"),
        (JobCommand::Retry { nodes: vec![] }, &[S::Failed, S::Cancelled], "be retried"),
    ];
    let states = [S::Pending, S::Validating, S::Queued, S::Running, S::Completed, S::Failed, S::Cancelled];
    for (command, legal, action) in steps {
        for state in states {
            let result = job().given(history(state)).when(command.clone()).inspect_result();
            if legal.contains(&state) {
                assert!(result.is_ok(), "{action} in {state}: {result:?}");
            } else {
                assert_eq!(result, Err(illegal(state, action)));
            }
        }
    }
}

#[test]
fn a_worker_reports_only_on_a_running_job() {
    use JobState as S;
    for state in [S::Completed, S::Failed, S::Cancelled, S::Queued, S::Pending] {
        let attempt = u32::from(state == S::Completed);
        for command in [
            JobCommand::EnterPhase { attempt, phase: Phase::GeneratingText },
            JobCommand::Output { attempt, key: "plan".into(), value: json!(1) },
            JobCommand::Complete { attempt, result: json!({}), cost: SPENT },
            JobCommand::Release { attempt },
            JobCommand::ConfirmCancel { attempt },
            fail_attempt(attempt, None),
        ] {
            job()
                .given(history(state))
                .when(command)
                .then_expect_error(illegal(state, "take a worker's report"));
        }
    }
}

#[test]
fn a_worker_whose_attempt_is_over_cannot_finish_anything() {
    let mut taken_over = history(JobState::Running);
    taken_over.extend([attempt_failed(1, LATER), started(2)]);
    job()
        .given(taken_over)
        .when(JobCommand::Complete { attempt: 1, result: json!({}), cost: SPENT })
        .then_expect_error(JobRefusal::StaleAttempt { attempt: 1, current: 2 });
}

#[test]
fn finished_parts_and_phases_are_recorded_once() {
    let output = || JobCommand::Output { attempt: 1, key: "plan".into(), value: json!([1]) };
    let produced = JobEvent::OutputProduced { attempt: 1, key: "plan".into(), value: json!([1]) };
    job().given(history(JobState::Running)).when(output()).then_expect_events(vec![produced.clone()]);
    let mut again = history(JobState::Running);
    again.extend([produced, JobEvent::PhaseEntered { attempt: 1, phase: Phase::GeneratingText }]);
    job().given(again.clone()).when(output()).then_expect_events(vec![]);
    job()
        .given(again)
        .when(JobCommand::EnterPhase { attempt: 1, phase: Phase::GeneratingText })
        .then_expect_events(vec![]);
}

#[test]
fn a_failed_attempt_is_tried_again_until_the_attempts_are_used_up() {
    job()
        .given(history(JobState::Running))
        .when(fail_attempt(1, LATER))
        .then_expect_events(vec![attempt_failed(1, LATER)]);
    let mut last = history(JobState::Running);
    last.extend([attempt_failed(1, LATER), started(2)]);
    job()
        .given(last)
        .when(fail_attempt(2, LATER))
        .then_expect_events(vec![attempt_failed(2, None), JobEvent::Failed { error: error() }]);
}

#[test]
fn an_error_that_would_repeat_fails_the_job_at_once() {
    job()
        .given(history(JobState::Running))
        .when(fail_attempt(1, None))
        .then_expect_events(vec![attempt_failed(1, None), JobEvent::Failed { error: error() }]);
}

#[test]
fn work_handed_back_in_peace_uses_up_no_attempt() {
    let released = JobEvent::Released { attempt: 1 };
    job()
        .given(history(JobState::Running))
        .when(JobCommand::Release { attempt: 1 })
        .then_expect_events(vec![released.clone()]);
    let mut twice = history(JobState::Running);
    twice.extend([released, started(2)]);
    job().given(twice).when(fail_attempt(2, LATER)).then_expect_events(vec![attempt_failed(2, LATER)]);
}

#[test]
fn a_waiting_job_is_cancelled_at_once_and_a_running_one_when_its_worker_stops() {
    let cancel = || JobCommand::RequestCancel { reason: Some("changed my mind".into()) };
    let asked = JobEvent::CancelRequested { reason: Some("changed my mind".into()) };
    let cancelled = JobEvent::Cancelled { reason: Some("changed my mind".into()) };
    for state in [JobState::Pending, JobState::Validating, JobState::Queued] {
        job().given(history(state)).when(cancel()).then_expect_events(vec![asked.clone(), cancelled.clone()]);
    }
    job().given(history(JobState::Running)).when(cancel()).then_expect_events(vec![asked.clone()]);
    let mut cancelling = history(JobState::Running);
    cancelling.push(asked.clone());
    job().given(cancelling.clone()).when(cancel()).then_expect_events(vec![]);
    job()
        .given(cancelling)
        .when(JobCommand::ConfirmCancel { attempt: 1 })
        .then_expect_events(vec![cancelled]);
}

#[test]
fn cancelling_what_is_over_changes_nothing() {
    for state in [JobState::Completed, JobState::Failed, JobState::Cancelled] {
        job()
            .given(history(state))
            .when(JobCommand::RequestCancel { reason: None })
            .then_expect_events(vec![]);
    }
}

#[test]
fn a_job_being_cancelled_makes_nothing_more_and_is_not_tried_again() {
    let mut cancelling = history(JobState::Running);
    cancelling.push(JobEvent::CancelRequested { reason: None });
    job()
        .given(cancelling.clone())
        .when(JobCommand::Complete { attempt: 1, result: json!({}), cost: SPENT })
        .then_expect_error(JobRefusal::Cancelling);
    job()
        .given(cancelling)
        .when(fail_attempt(1, LATER))
        .then_expect_events(vec![attempt_failed(1, None), JobEvent::Cancelled { reason: None }]);
}

#[test]
fn nobody_confirms_a_cancellation_that_was_not_asked_for() {
    job()
        .given(history(JobState::Running))
        .when(JobCommand::ConfirmCancel { attempt: 1 })
        .then_expect_error(illegal(JobState::Running, "confirm a cancellation nobody asked for"));
}

#[test]
fn a_refused_job_has_failed_with_the_reason() {
    let reason = "the prompt asks for nothing";
    job()
        .given(history(JobState::Validating))
        .when(JobCommand::Refuse { reason: reason.into() })
        .then_expect_events(vec![
            JobEvent::Refused { reason: reason.into() },
            JobEvent::Failed { error: JobError { class: ErrorClass::Permanent, message: reason.into() } },
        ]);
}

#[test]
fn a_job_retried_by_hand_keeps_its_finished_parts_and_gets_its_attempts_back() {
    let mut events = history(JobState::Running);
    events.extend([
        JobEvent::OutputProduced { attempt: 1, key: "plan".into(), value: json!([1]) },
        attempt_failed(1, None),
        JobEvent::Failed { error: error() },
        JobEvent::Retried { nodes: vec![] },
        started(2),
    ]);
    let mut state = Job::default();
    for event in events {
        state.apply(event);
    }
    let details = state.details().unwrap();
    assert_eq!((details.attempt, details.attempts_used), (2, 1));
    assert_eq!(details.outputs["plan"], json!([1]));
    assert_eq!(details.error, None);
}

#[test]
fn the_kind_and_its_input_stand_beside_each_other_in_the_stored_event() {
    let stored = serde_json::to_value(requested()).unwrap();
    assert_eq!(stored["type"], "requested");
    assert_eq!(stored["kind"], "generate_script");
    assert_eq!(stored["input"]["length"], "short");
    assert_eq!(serde_json::from_value::<JobEvent>(stored).unwrap(), requested());
}

fn id(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

fn node(n: u128, reused: bool) -> PlannedNode {
    PlannedNode {
        job: id(n),
        kind: JobKind::TimeScene,
        label: format!("Scene {n}"),
        needs: vec![],
        reused,
        input_hash: n.to_string(),
        estimate: SPENT,
    }
}

/// A production of two nodes, one of which was there before.
fn planned() -> Vec<JobEvent> {
    let mut events = history(JobState::Running);
    let nodes = vec![node(10, true), node(11, false)];
    events.push(JobEvent::Planned { attempt: 1, nodes, reused: 1, estimate: SPENT });
    events
}

fn settle(completed: u32, failed: u32) -> JobCommand {
    let totals = Totals { total: 2, reused: 1, completed, failed, ..Totals::default() };
    JobCommand::Settle { totals, cost: SPENT }
}

#[test]
fn a_planned_production_runs_without_a_worker_until_its_nodes_have_ended() {
    let state = planned().into_iter().fold(Job::default(), |mut state, event| {
        state.apply(event);
        state
    });
    let details = state.details().unwrap();
    assert_eq!((details.state, details.worker.as_deref()), (JobState::Running, None));
    assert_eq!(details.plan.as_ref().unwrap().own().collect::<Vec<_>>(), [id(11)]);
    let illegal = illegal(JobState::Running, "take a worker's report");
    let late = JobCommand::Complete { attempt: 1, result: json!({}), cost: SPENT };
    job().given(planned()).when(late).then_expect_error(illegal);
    let unfinished = Totals { total: 2, reused: 1, running: 1, ..Totals::default() };
    job()
        .given(planned())
        .when(JobCommand::Settle { totals: unfinished, cost: SPENT })
        .then_expect_error(JobRefusal::Unfinished { left: 1 });
}

#[test]
fn a_production_ends_as_its_nodes_did() {
    let totals = |completed, failed| Totals { total: 2, reused: 1, completed, failed, ..Totals::default() };
    job()
        .given(planned())
        .when(settle(1, 0))
        .then_expect_events(vec![JobEvent::Produced { totals: totals(1, 0), cost: SPENT }]);
    job()
        .given(planned())
        .when(settle(0, 1))
        .then_expect_events(vec![JobEvent::PartiallyCompleted { totals: totals(0, 1), cost: SPENT }]);
    let nothing = Totals { total: 1, failed: 1, ..Totals::default() };
    let failed = job().given(planned()).when(JobCommand::Settle { totals: nothing, cost: SPENT });
    assert!(matches!(failed.inspect_result().as_deref(), Ok([JobEvent::Failed { .. }])));
    let mut cancelled = planned();
    cancelled.push(JobEvent::CancelRequested { reason: Some("enough".into()) });
    job()
        .given(cancelled)
        .when(settle(0, 1))
        .then_expect_events(vec![JobEvent::Cancelled { reason: Some("enough".into()) }]);
}

#[test]
fn a_job_that_is_no_production_is_not_settled() {
    job()
        .given(history(JobState::Running))
        .when(settle(1, 0))
        .then_expect_error(illegal(JobState::Running, "be settled"));
}

#[test]
fn only_nodes_of_its_own_are_tried_again() {
    let retry = |nodes| JobCommand::Retry { nodes };
    let mut ended = planned();
    ended.push(JobEvent::PartiallyCompleted { totals: Totals::default(), cost: SPENT });
    for foreign in [vec![], vec![id(10)], vec![id(11), id(12)]] {
        job().given(ended.clone()).when(retry(foreign)).then_expect_error(JobRefusal::NothingToRetry);
    }
    job()
        .given(ended.clone())
        .when(retry(vec![id(11)]))
        .then_expect_events(vec![JobEvent::Retried { nodes: vec![id(11)] }]);
    ended.push(JobEvent::Retried { nodes: vec![id(11)] });
    assert!(job().given(ended).when(settle(1, 0)).inspect_result().is_ok());
}

#[test]
fn a_waiting_job_takes_over_a_result_or_learns_that_it_can_never_start() {
    for state in [JobState::Pending, JobState::Validating, JobState::Queued] {
        job()
            .given(history(state))
            .when(JobCommand::Reuse { of: id(9), result: json!(1) })
            .then_expect_events(vec![JobEvent::Reused { of: id(9), result: json!(1) }]);
        let error = JobError { class: ErrorClass::Blocked, message: "Scene 3 failed".into() };
        job()
            .given(history(state))
            .when(JobCommand::Decline { error: error.clone() })
            .then_expect_events(vec![JobEvent::Failed { error }]);
    }
    for state in [JobState::Running, JobState::Completed, JobState::Failed, JobState::Cancelled] {
        job()
            .given(history(state))
            .when(JobCommand::Reuse { of: id(9), result: json!(1) })
            .then_expect_error(illegal(state, "take over a result"));
        job()
            .given(history(state))
            .when(JobCommand::Decline { error: error() })
            .then_expect_error(illegal(state, "be declined"));
    }
}

#[test]
fn a_paused_job_does_not_start_until_it_is_resumed() {
    for state in [JobState::Pending, JobState::Validating, JobState::Queued, JobState::Running] {
        job().given(history(state)).when(JobCommand::Pause).then_expect_events(vec![JobEvent::Paused {}]);
    }
    for state in [JobState::Completed, JobState::Failed, JobState::Cancelled] {
        job().given(history(state)).when(JobCommand::Pause).then_expect_error(illegal(state, "be paused"));
    }
    let mut paused = history(JobState::Queued);
    paused.push(JobEvent::Paused {});
    job().given(paused.clone()).when(JobCommand::Pause).then_expect_events(vec![]);
    let start = || JobCommand::Start { worker: "w".into(), lease_s: 60 };
    job().given(paused.clone()).when(start()).then_expect_error(JobRefusal::Paused);
    job().given(paused.clone()).when(JobCommand::Resume).then_expect_events(vec![JobEvent::Resumed {}]);
    paused.push(JobEvent::Resumed {});
    job().given(paused.clone()).when(JobCommand::Resume).then_expect_events(vec![]);
    job().given(paused).when(start()).then_expect_events(vec![started(1)]);
}

#[test]
fn a_job_is_moved_while_it_is_not_over() {
    let sooner = || JobCommand::Prioritise { priority: 7 };
    job()
        .given(history(JobState::Queued))
        .when(sooner())
        .then_expect_events(vec![JobEvent::Prioritised { before: 0, after: 7 }]);
    let mut moved = history(JobState::Queued);
    moved.push(JobEvent::Prioritised { before: 0, after: 7 });
    job().given(moved).when(sooner()).then_expect_events(vec![]);
    job()
        .given(history(JobState::Completed))
        .when(sooner())
        .then_expect_error(illegal(JobState::Completed, "be moved"));
}

#[test]
fn a_budget_limits_only_what_it_names() {
    let cost = Cost { compute_ms: 10, usd_micros: 10 };
    assert!(cost.within(Budget::default()));
    assert!(cost.within(Budget { compute_ms: Some(10), usd_micros: None }));
    assert!(!cost.within(Budget { compute_ms: Some(100), usd_micros: Some(9) }));
}
