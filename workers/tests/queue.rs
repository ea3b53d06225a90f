//! Who gets which job, and when: every job once, whatever the number of workers; fair between owners;
//! checked before anything else.

mod common;

use std::time::Duration;

use common::{Counts, Order, Studio, kind, options, prompt, somebody};
use domain::job::{ErrorClass, JobCommand, JobState};
use domain::{AccountId, Job};
use serde_json::json;
use tokio::sync::Semaphore;
use workers::{Made, RunningJob, WorkerOptions};

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_run_fifty_jobs_once_each() {
    let studio = Studio::open().await;
    let counts = Counts::default();
    let counted = counts.clone();
    let work = move |job: RunningJob| {
        let runs = counted.count(&job);
        async move { Ok(Made::Result(json!({ "runs": runs }))) }
    };
    let owners = [somebody(), somebody(), somebody()];
    let mut jobs = Vec::new();
    for n in 0..50 {
        jobs.push(studio.request(owners[n % 3], &format!("job {n}")).await);
    }
    for name in ["a", "b"] {
        studio.worker_with(WorkerOptions { slots: 4, ..options(name) }, kind(work.clone()).alone());
    }
    for job in &jobs {
        let done = studio.job_in(*job, JobState::Completed).await;
        assert_eq!((done.attempt, done.result), (1, Some(json!({ "runs": 1 }))));
        assert_eq!(counts.of(*job), 1);
    }
    assert_eq!(studio.events("job.started").await, 50);
    assert_eq!(studio.events("job.completed").await, 50);
    studio.until_rows("true", 0).await;
}

/// One slot; what it begins with is written down.
async fn order_of(studio: &Studio, jobs: &[domain::JobId]) -> Vec<String> {
    let order = Order::default();
    let noted = order.clone();
    let work = move |job: RunningJob| {
        noted.add(prompt(&job));
        async { Ok(Made::Result(json!({}))) }
    };
    studio.until_rows("true", i64::try_from(jobs.len()).unwrap()).await;
    studio.worker("one", kind(work).alone());
    for job in jobs {
        studio.job_in(*job, JobState::Completed).await;
    }
    order.all()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_much_does_not_hold_up_the_others() {
    let studio = Studio::open().await;
    let (greedy, modest) = (somebody(), somebody());
    let mut jobs = Vec::new();
    for n in 0..8 {
        // A high priority counts among one's own jobs only.
        jobs.push(studio.request_with(greedy, &format!("greedy {n}"), 9, 5).await);
    }
    jobs.push(studio.request(modest, "modest 0").await);
    jobs.push(studio.request(modest, "modest 1").await);
    let order = order_of(&studio, &jobs).await;
    let place = |what: &str| order.iter().position(|begun| begun == what).unwrap();
    assert!(place("modest 0") <= 1 && place("modest 1") <= 3, "{order:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_owners_jobs_run_by_priority_then_age() {
    let studio = Studio::open().await;
    let owner = somebody();
    let mut jobs = Vec::new();
    for (what, priority) in [("old", 0), ("urgent", 5), ("new", 0), ("someday", -5)] {
        jobs.push(studio.request_with(owner, what, priority, 5).await);
    }
    assert_eq!(order_of(&studio, &jobs).await, ["urgent", "old", "new", "someday"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_request_is_refused_while_every_slot_is_busy() {
    static GATE: Semaphore = Semaphore::const_new(0);
    let studio = Studio::open().await;
    let work = |_: RunningJob| async {
        GATE.acquire().await.unwrap().forget();
        Ok(Made::Result(json!({})))
    };
    studio.worker("busy", kind(work).alone());
    let long = studio.request(somebody(), "a long one").await;
    studio.job_in(long, JobState::Running).await;
    let blank = studio.request(somebody(), " \n ").await;
    let good = studio.request(somebody(), "a good one").await;
    let refused = studio.job_in(blank, JobState::Failed).await;
    assert_eq!(refused.attempt, 0);
    let error = refused.error.unwrap();
    assert_eq!((error.class, error.message.as_str()), (ErrorClass::Permanent, "the prompt is blank"));
    assert_eq!(studio.job(good).await.state, JobState::Pending);
    assert_eq!(studio.job(long).await.state, JobState::Running);
    GATE.add_permits(2);
    studio.job_in(good, JobState::Completed).await;
    studio.until_rows("next = 'rest'", 1).await;
    studio.until_rows("next <> 'rest'", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_job_that_is_cancelled_never_starts() {
    let studio = Studio::open().await;
    let job = studio.request(somebody(), "unwanted").await;
    studio.command::<Job>(job, JobCommand::RequestCancel { reason: Some("changed my mind".into()) }).await;
    studio.until_rows("next = 'rest'", 1).await;
    let other = studio.request(somebody(), "wanted").await;
    studio.worker("w", kind(|_| async { Ok(Made::Result(json!({}))) }).alone());
    studio.job_in(other, JobState::Completed).await;
    assert_eq!(studio.job(job).await.attempt, 0);
    assert_eq!(studio.events("job.started").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_worker_is_woken_by_the_request() {
    let studio = Studio::open().await;
    studio.worker("w", kind(|_| async { Ok(Made::Result(json!({}))) }).alone());
    let owner: AccountId = somebody();
    let mut quickest = Duration::MAX;
    for n in 0..5 {
        let since = std::time::Instant::now();
        let job = studio.request(owner, &format!("{n}")).await;
        studio.job_in(job, JobState::Completed).await;
        quickest = quickest.min(since.elapsed());
    }
    // The poll alone would take half a second on average, and at five tries never this little.
    assert!(quickest < Duration::from_millis(400), "{quickest:?}");
}
