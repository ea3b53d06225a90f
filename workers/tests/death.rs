//! Workers that die without a word. A runtime that is dropped takes its tasks, its connections and its
//! heartbeats with it at once, as the end of its process would.

mod common;

use std::time::Duration;

use common::{Mortal, Studio, kind, options, somebody};
use domain::job::{ErrorClass, JobState};

use serde_json::json;

use workers::{Kinds, Made, RunningJob, WorkerOptions};

fn endless() -> Kinds {
    kind(|_: RunningJob| std::future::pending()).alone()
}

fn quick() -> Kinds {
    kind(|_: RunningJob| async { Ok(Made::Result(json!({}))) }).alone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_comes_back_takes_its_own_jobs_back_at_once() {
    let studio = Studio::open().await;
    // A lease that no test would wait for.
    let patient = WorkerOptions { lease_s: 3_600, ..options("phoenix") };
    let worker = Mortal::start(&studio, patient.clone(), endless());
    let job = studio.request(somebody(), "x").await;
    studio.job_in(job, JobState::Running).await;
    worker.kill();
    studio.worker_with(patient, quick());
    let done = studio.job_in(job, JobState::Completed).await;
    assert_eq!((done.attempt, done.attempts_used), (2, 2));
    assert_eq!(studio.events("job.attempt_failed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_kills_its_worker_every_time_ends_as_failed() {
    let studio = Studio::open().await;
    let job = studio.request_with(somebody(), "deadly", 0, 3).await;
    for attempt in 1..=3 {
        let worker = Mortal::start(&studio, options("victim"), endless());
        let since = std::time::Instant::now();
        studio.job_when(job, |job| job.attempt == attempt && job.state == JobState::Running).await;
        worker.kill();
        assert!(since.elapsed() < Duration::from_mins(1));
    }
    // The last one comes back with other work to do, and buries the job.
    studio.worker("victim", quick());
    let failed = studio.job_in(job, JobState::Failed).await;
    let error = failed.error.unwrap();
    assert_eq!((failed.attempt, error.class), (3, ErrorClass::Crash));
    assert_eq!(error.message, "worker victim was killed while it worked on this");
    let neighbour = studio.request(somebody(), "harmless").await;
    studio.job_in(neighbour, JobState::Completed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_whose_worker_died_before_the_start_is_free_again() {
    let studio = Studio::open().await;
    let job = studio.request(somebody(), "x").await;
    studio.until_rows("true", 1).await;
    let client = studio.pool.get().await.unwrap();
    let claim = "update job_queue set worker = 'gone', lease_until = now() + interval '1 s'";
    client.execute(claim, &[]).await.unwrap();
    studio.worker("w", quick());
    let done = studio.job_in(job, JobState::Completed).await;
    // It was never begun, so it cost no attempt.
    assert_eq!((done.attempt, studio.events("job.attempt_failed").await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_forgot_who_runs_a_job_does_not_run_it_twice() {
    let studio = Studio::open().await;
    let worker = Mortal::start(&studio, options("true-owner"), endless());
    let job = studio.request(somebody(), "x").await;
    studio.job_in(job, JobState::Running).await;
    studio.until_rows("attempt = 1", 1).await;
    let client = studio.pool.get().await.unwrap();
    client.execute("update job_queue set worker = null, lease_until = null, attempt = 0", &[]).await.unwrap();
    studio.worker("thief", quick());
    // The owner's next heartbeat takes the row back, whoever claimed it meanwhile.
    studio.until_rows("worker = 'true-owner' and attempt = 1 and lease_until > now()", 1).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(studio.events("job.started").await, 1);
    assert_eq!(studio.job(job).await.attempt, 1);
    drop(worker);
}
