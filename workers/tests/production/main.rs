//! Productions: jobs that form a graph, and how it ends whatever happens to its parts.

#[path = "../common/mod.rs"]
mod common;
mod graphs;
mod options;
mod pictures;
mod promises;
mod script;
mod sound;

use std::time::{Duration, Instant};

use common::{Studio, options, somebody, until};
use domain::job::{Budget, ErrorClass, JobCommand, JobDetails, JobEvent, JobState, Totals};
use domain::script::ScriptCommand;
use domain::{Format, Genre, Job, Script, ScriptId, Tone};
use event_store::edge;
use graphs::{Does, Plans, ended, retry, spec};
use workers::{Limits, WorkerOptions};

use Does::{Fails, Hangs, PutsOff, Stumbles, Takes};

fn two_slots(name: &str) -> WorkerOptions {
    WorkerOptions { slots: 2, ..options(name) }
}

/// What the end of a production says.
async fn totals(studio: &Studio, production: domain::JobId) -> Totals {
    let client = studio.pool.get().await.unwrap();
    let sql = "select payload from events where aggregate_id = $1::text
        and event_type in ('job.produced', 'job.partially_completed') order by sequence desc limit 1";
    let row = client.query_one(sql, &[&production.to_string()]).await.unwrap();
    match serde_json::from_value(row.get(0)).unwrap() {
        JobEvent::Produced { totals, .. } | JobEvent::PartiallyCompleted { totals, .. } => totals,
        other => panic!("no end: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_node_starts_after_what_it_needs_and_the_production_ends_with_the_last() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    studio.worker_with(two_slots("w"), plans.kinds());
    let diamond =
        [spec(Takes(20), &[]), spec(Takes(40), &[0]), spec(Takes(5), &[0]), spec(Takes(1), &[1, 2])];
    let asked = plans.ask(&studio, somebody(), "a", &diamond).await;
    let done = ended(&studio, asked.id).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    assert!(done.cost.compute_ms >= 60, "{:?}", done.cost);
    let all = Totals { total: 4, completed: 4, ..Totals::default() };
    assert_eq!(totals(&studio, asked.id).await, all);
    promises::kept(&studio).await;
    studio.until_rows("true", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_node_stops_what_needs_it_and_nothing_else_and_is_tried_again_alone() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    let (worker, stop) = studio.worker_with(two_slots("w"), plans.kinds());
    let specs = [
        spec(Takes(1), &[]),
        spec(Fails, &[0]),
        spec(Takes(2), &[1]),
        spec(Takes(3), &[0]),
        spec(Takes(4), &[2]),
    ];
    let asked = plans.ask(&studio, somebody(), "a", &specs).await;
    let done = ended(&studio, asked.id).await;
    assert_eq!(done.state, JobState::PartiallyCompleted);
    let some = Totals { total: 5, completed: 2, failed: 1, blocked: 2, ..Totals::default() };
    assert_eq!(totals(&studio, asked.id).await, some);
    let blocked = studio.job(asked.nodes[2]).await;
    let error = blocked.error.unwrap();
    assert_eq!((error.class, error.message.as_str()), (ErrorClass::Blocked, "node 1 was not made"));
    assert_eq!(blocked.attempt, 0);

    // The same again: the failed one fails again, and what was made is not made again.
    retry(&studio, asked.id).await;
    assert_eq!(studio.job(asked.id).await.state, JobState::Running);
    assert_eq!(ended(&studio, asked.id).await.state, JobState::PartiallyCompleted);
    assert_eq!(totals(&studio, asked.id).await, some);
    assert_eq!(studio.events("job.completed").await, 2);
    stop.cancel();
    worker.stopped().await;

    // Mended, it goes on at the frontier.
    studio
        .worker_with(two_slots("w"), common::kind(|_| async { Ok(workers::Made::Result(1.into())) }).alone());
    retry(&studio, asked.id).await;
    assert_eq!(ended(&studio, asked.id).await.state, JobState::Completed);
    assert_eq!(studio.events("job.completed").await, 5);
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stumble_is_no_failure() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    studio.worker_with(two_slots("w"), plans.kinds());
    let asked = plans.ask(&studio, somebody(), "a", &[spec(Stumbles, &[]), spec(Takes(1), &[0])]).await;
    assert_eq!(ended(&studio, asked.id).await.state, JobState::Completed);
    assert_eq!(studio.job(asked.nodes[0]).await.attempt, 2);
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_productions_with_equal_nodes_make_them_once() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    let owner = somebody();
    let specs = [spec(Takes(150), &[]), spec(Takes(20), &[0]), spec(Takes(30), &[0])];
    let one = plans.ask(&studio, owner, "a", &specs).await;
    let two = plans.ask(&studio, owner, "a", &specs).await;
    let strangers = plans.ask(&studio, somebody(), "a", &specs).await;
    for name in ["v", "w"] {
        studio.worker_with(WorkerOptions { slots: 4, ..options(name) }, plans.kinds());
    }
    for asked in [&one, &two, &strangers] {
        assert_eq!(ended(&studio, asked.id).await.state, JobState::Completed);
    }
    assert_eq!(studio.events("job.completed").await, 6);
    let (a, b) = (totals(&studio, one.id).await, totals(&studio, two.id).await);
    assert_eq!((a.completed + b.completed, a.reused + b.reused), (3, 3));
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_production_is_over_within_two_seconds() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    studio.worker_with(two_slots("w"), plans.kinds());
    let specs = [spec(Takes(1), &[]), spec(Hangs, &[0]), spec(Takes(2), &[1]), spec(Hangs, &[1])];
    let asked = plans.ask(&studio, somebody(), "a", &specs).await;
    studio.job_in(asked.nodes[1], JobState::Running).await;
    let began = Instant::now();
    let reason = Some("enough".to_owned());
    studio.command::<Job>(asked.id, JobCommand::RequestCancel { reason: reason.clone() }).await;
    studio.command::<Job>(asked.id, JobCommand::RequestCancel { reason: None }).await;
    let done = ended(&studio, asked.id).await;
    assert_eq!(done.state, JobState::Cancelled);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    for node in &asked.nodes[1..] {
        let node = studio.job(*node).await;
        assert_eq!((node.state, node.cancelling), (JobState::Cancelled, Some(reason.clone())));
    }
    assert_eq!(studio.job(asked.nodes[0]).await.state, JobState::Completed);
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_in_a_long_back_off_is_cancelled_at_once() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    studio.worker_with(two_slots("w"), plans.kinds());
    let asked = plans.ask(&studio, somebody(), "a", &[spec(PutsOff, &[])]).await;
    let waits = |job: &JobDetails| job.state == JobState::Queued && job.attempt == 1;
    studio.job_when(asked.nodes[0], waits).await;
    studio.until_rows("next = 'later'", 1).await;
    studio.command::<Job>(asked.id, JobCommand::RequestCancel { reason: None }).await;
    assert_eq!(ended(&studio, asked.id).await.state, JobState::Cancelled);
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_production_starts_nothing_and_hands_back_what_runs() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    studio.worker_with(two_slots("w"), plans.kinds());
    let specs = [spec(Takes(3_000), &[]), spec(Takes(1), &[0])];
    let asked = plans.ask(&studio, somebody(), "a", &specs).await;
    studio.job_in(asked.nodes[0], JobState::Running).await;
    studio.command::<Job>(asked.id, JobCommand::Pause).await;
    let back = studio.job_in(asked.nodes[0], JobState::Queued).await;
    assert_eq!(back.attempts_used, 0);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(studio.job(asked.nodes[0]).await.state, JobState::Queued);
    studio.command::<Job>(asked.id, JobCommand::Resume).await;
    assert_eq!(ended(&studio, asked.id).await.state, JobState::Completed);
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_tried_again_while_the_others_run_still_counts() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    studio.worker_with(two_slots("w"), plans.kinds());
    let specs = [spec(Fails, &[]), spec(Takes(1_200), &[]), spec(Takes(1), &[0])];
    let asked = plans.ask(&studio, somebody(), "a", &specs).await;
    studio.job_in(asked.nodes[2], JobState::Failed).await;
    assert_eq!(studio.job(asked.id).await.state, JobState::Running);
    retry(&studio, asked.id).await;
    assert_eq!(ended(&studio, asked.id).await.state, JobState::PartiallyCompleted);
    assert_eq!(studio.events("job.retried").await, 3);
    let some = Totals { total: 3, completed: 1, failed: 1, blocked: 1, ..Totals::default() };
    assert_eq!(totals(&studio, asked.id).await, some);
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_of_one_owners_jobs_run_at_once_than_the_limit_says() {
    let studio = Studio::open().await;
    let plans = Plans::default();
    let at_once = common::AtOnce::default();
    let (counted, most) = (at_once.clone(), common::Order::default());
    let seen = most.clone();
    let work = move |_| {
        let (counted, seen) = (counted.clone(), seen.clone());
        async move {
            seen.add(counted.enter().to_string());
            tokio::time::sleep(Duration::from_millis(30)).await;
            counted.leave();
            Ok(workers::Made::Result(1.into()))
        }
    };
    let work = std::sync::Arc::new(work);
    for name in ["v", "w"] {
        let limits = Limits { owner: Some(2), ..Limits::default() };
        let work = std::sync::Arc::clone(&work);
        let kinds = plans.kinds().with(common::kind(move |job| work(job)));
        studio.worker_with(WorkerOptions { slots: 4, limits, ..options(name) }, kinds);
    }
    let specs: Vec<_> = (0..12).map(|n| spec(Takes(n), &[])).collect();
    let asked = plans.ask(&studio, somebody(), "a", &specs).await;
    assert_eq!(ended(&studio, asked.id).await.state, JobState::Completed);
    let seen = most.all();
    assert!(seen.iter().all(|at_once| at_once.parse::<usize>().unwrap() <= 2), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_the_budget_does_not_cover_never_starts() {
    let studio = Studio::open().await;
    let owner = somebody();
    let script = ScriptId(edge::fresh_id());
    let create = ScriptCommand::Create {
        script,
        owner,
        title: "Poor".into(),
        format: Format::Short,
        genre: Genre::Drama,
        tone: Tone::Dark,
        logline: String::new(),
    };
    studio.command::<Script>(script, create).await;
    let poor = Budget { compute_ms: Some(10), usd_micros: None };
    studio.command::<Script>(script, ScriptCommand::SetBudget(poor)).await;
    studio.worker("w", common::kind(|_| async { Ok(workers::Made::Result(1.into())) }).alone());
    let ask = async |compute_ms| {
        let job = domain::JobId(edge::fresh_id());
        let work = common::text_work("x");
        let estimate = domain::job::Cost { compute_ms, usd_micros: 0 };
        let (script, priority, max_attempts, node) = (Some(script), 0, 5, None);
        let request =
            JobCommand::Request { job, owner, script, work, priority, max_attempts, estimate, node };
        studio.command::<Job>(job, request).await;
        job
    };
    // The second time the worker is idle, and is handed the request before it has a row in the queue.
    for _ in 0..2 {
        let dear = ask(11).await;
        let declined = studio.job_in(dear, JobState::Failed).await;
        assert_eq!((declined.attempt, declined.error.unwrap().class), (0, ErrorClass::Budget));
        let cheap = ask(4).await;
        studio.job_in(cheap, JobState::Completed).await;
    }
    until("the spending is counted", async || {
        let client = studio.pool.get().await.unwrap();
        let sql = "select count(*) from script_spending where spent_ms > 0";
        client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0) == 1
    })
    .await;
}
