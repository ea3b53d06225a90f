//! What becomes of jobs when the work fails, panics, hangs, is cancelled or is stopped: every job ends, and
//! nothing that is over can be finished by somebody late.

mod common;

use std::time::Duration;

use common::{Counts, Studio, kind, options, prompt, somebody};
use domain::Job;
use domain::job::{Cost, ErrorClass, JobCommand, JobState};
use serde_json::json;
use tokio::sync::Semaphore;
use workers::{JobError, Made, RunningJob, WorkerOptions};

#[tokio::test(flavor = "multi_thread")]
async fn work_that_panics_every_time_ends_as_failed_and_its_worker_lives() {
    let studio = Studio::open().await;
    let work = |job: RunningJob| async move {
        assert!(prompt(&job) != "poison", "poisoned");
        Ok(Made::Result(json!({})))
    };
    studio.worker("w", kind(work).alone());
    let poison = studio.request_with(somebody(), "poison", 0, 2).await;
    let failed = studio.job_in(poison, JobState::Failed).await;
    let error = failed.error.unwrap();
    assert_eq!((failed.attempt, error.class), (2, ErrorClass::Crash));
    assert_eq!(error.message, "the work panicked: poisoned");
    let good = studio.request(somebody(), "good").await;
    studio.job_in(good, JobState::Completed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_that_may_pass_is_tried_again_and_keeps_what_was_finished() {
    let studio = Studio::open().await;
    let counts = Counts::default();
    let counted = counts.clone();
    let work = move |job: RunningJob| {
        let run = counted.count(&job);
        async move {
            if run == 1 {
                job.output("half", &vec![1, 2]).await?;
                return Err(JobError::retry(std::io::Error::other("the line was busy")));
            }
            Ok(Made::Result(json!({ "half": job.finished::<Vec<u32>>("half") })))
        }
    };
    studio.worker("w", kind(work).alone());
    let job = studio.request(somebody(), "busy").await;
    let waiting = studio.job_when(job, |job| job.error.is_some()).await;
    let error = waiting.error.unwrap();
    assert_eq!((error.class, error.message.as_str()), (ErrorClass::Transient, "the line was busy"));
    assert!(waiting.retry_at.is_some());
    let done = studio.job_in(job, JobState::Completed).await;
    assert_eq!((done.attempt, done.result), (2, Some(json!({ "half": [1, 2] }))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_that_would_repeat_fails_at_once_and_can_be_retried_by_hand() {
    let studio = Studio::open().await;
    let counts = Counts::default();
    let counted = counts.clone();
    let work = move |job: RunningJob| {
        let run = counted.count(&job);
        async move {
            if run == 1 { Err(JobError::fail("no such paper")) } else { Ok(Made::Result(json!("done"))) }
        }
    };
    studio.worker("w", kind(work).alone());
    let job = studio.request(somebody(), "x").await;
    let failed = studio.job_in(job, JobState::Failed).await;
    assert_eq!((failed.attempt, failed.error.unwrap().class), (1, ErrorClass::Permanent));
    studio.until_rows("next = 'rest'", 1).await;
    studio.command::<Job>(job, JobCommand::Retry { nodes: vec![] }).await;
    let done = studio.job_in(job, JobState::Completed).await;
    assert_eq!((done.attempt, done.attempts_used, done.result), (2, 1, Some(json!("done"))));
    studio.until_rows("true", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_past_its_time_limit_fails() {
    let studio = Studio::open().await;
    let work = |job: RunningJob| async move {
        job.stop().wait().await;
        Err(JobError::Stopped)
    };
    studio.worker("w", kind(work).limited(Duration::from_millis(200)).alone());
    let job = studio.request(somebody(), "endless").await;
    let failed = studio.job_in(job, JobState::Failed).await;
    assert_eq!((failed.attempt, failed.error.unwrap().class), (1, ErrorClass::Timeout));
}

#[tokio::test(flavor = "multi_thread")]
async fn running_work_stops_when_it_is_cancelled() {
    let studio = Studio::open().await;
    let work = |job: RunningJob| async move {
        job.stop().wait().await;
        // Work that obeys late and comes up with a result all the same.
        if prompt(&job) == "late" { Ok(Made::Result(json!({}))) } else { Err(JobError::Stopped) }
    };
    studio.worker_with(WorkerOptions { slots: 2, ..options("w") }, kind(work).alone());
    for prompt in ["obedient", "late"] {
        let job = studio.request(somebody(), prompt).await;
        studio.job_in(job, JobState::Running).await;
        let since = std::time::Instant::now();
        let reason = Some("too dark".to_owned());
        studio.command::<Job>(job, JobCommand::RequestCancel { reason: reason.clone() }).await;
        let cancelled = studio.job_in(job, JobState::Cancelled).await;
        assert_eq!((cancelled.cancelling, cancelled.result), (Some(reason), None));
        // Two seconds on a free machine; this one may be busy.
        assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_hands_running_work_back_unharmed() {
    let studio = Studio::open().await;
    let counts = Counts::default();
    let counted = counts.clone();
    let work = move |job: RunningJob| {
        let run = counted.count(&job);
        async move {
            match (run, prompt(&job).as_str()) {
                (1, "deaf") => std::future::pending().await,
                (1, _) => {
                    job.stop().wait().await;
                    Err(JobError::Stopped)
                }
                _ => Ok(Made::Result(json!({}))),
            }
        }
    };
    let grace = Duration::from_millis(500);
    let two = WorkerOptions { slots: 2, grace, ..options("first") };
    let (worker, shutdown) = studio.worker_with(two, kind(work.clone()).alone());
    let jobs = [studio.request(somebody(), "polite").await, studio.request(somebody(), "deaf").await];
    for job in jobs {
        studio.job_in(job, JobState::Running).await;
    }
    shutdown.cancel();
    worker.stopped().await;
    for job in jobs {
        let released = studio.job(job).await;
        assert_eq!((released.state, released.attempts_used, released.error), (JobState::Queued, 0, None));
    }
    studio.worker("second", kind(work).alone());
    for job in jobs {
        let done = studio.job_in(job, JobState::Completed).await;
        assert_eq!((done.attempt, done.attempts_used, done.worker), (2, 1, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_workers_job_is_taken_over_and_its_late_result_is_discarded() {
    static GATE: Semaphore = Semaphore::const_new(0);
    let studio = Studio::open().await;
    let first = |_: RunningJob| async {
        GATE.acquire().await.unwrap().forget();
        Ok(Made::Result(json!("late")))
    };
    // It breathes once, when it begins, and then not for an hour.
    let silent = WorkerOptions { lease_s: 2, heartbeat_s: 3_600, ..options("silent") };
    let (worker, shutdown) = studio.worker_with(silent, kind(first).alone());
    let job = studio.request(somebody(), "x").await;
    studio.job_in(job, JobState::Running).await;
    studio.worker("awake", kind(|_| async { Ok(Made::Result(json!("in time"))) }).alone());
    let done = studio.job_in(job, JobState::Completed).await;
    assert_eq!((done.attempt, done.result), (2, Some(json!("in time"))));
    let lost =
        studio.store.log().read(domain::Position(0), 100, &event_store::Filter::Job(job)).await.unwrap();
    let failed = lost.iter().find(|event| event.event_type == "job.attempt_failed").unwrap();
    assert_eq!(failed.payload["error"]["class"], "crash");
    assert_eq!(failed.payload["error"]["message"], "worker silent fell silent while it worked on this");
    GATE.add_permits(1);
    shutdown.cancel();
    worker.stopped().await;
    assert_eq!(studio.job(job).await.result, Some(json!("in time")));
    assert_eq!(studio.events("job.completed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_notices_that_its_job_was_taken() {
    let studio = Studio::open().await;
    let work = |job: RunningJob| async move {
        let reason = job.stop().wait().await;
        assert_eq!(reason, workers::Stop::LeaseLost);
        Err(JobError::Stopped)
    };
    studio.worker("w", kind(work).alone());
    let job = studio.request(somebody(), "x").await;
    let started = studio.job_in(job, JobState::Running).await;
    let error = domain::job::JobError { class: ErrorClass::Crash, message: "taken".into() };
    let attempt = started.attempt;
    studio
        .command::<Job>(
            job,
            JobCommand::FailAttempt { attempt, error, retry_at: None, cost: Cost::default() },
        )
        .await;
    studio.job_in(job, JobState::Failed).await;
    // The work ends, so the only slot is free for the next one.
    let next = studio.request(somebody(), "y").await;
    studio.job_in(next, JobState::Running).await;
}
