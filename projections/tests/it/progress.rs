//! Progress: throttled on its way in, whole on its way out.

use crate::world::{PATIENCE, World, start};
use domain::job::{JobCommand, JobState, Phase};
use domain::{JobId, ScriptId};
use event_store::{edge, listen};
use projections::progress::{self, JobAttempt, PROGRESS_CHANNEL, ProgressWriter, Report, TOKEN_CHANNEL};
use projections::{JobTick, JobToken, jobs};
use std::str::FromStr;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

#[derive(Debug)]
enum Heard {
    Progress(JobId),
    Token(JobToken),
}

async fn ear(world: &World) -> (tokio_postgres::Client, UnboundedReceiver<Heard>) {
    let (sender, heard) = unbounded_channel();
    let config = tokio_postgres::Config::from_str(world.database.url()).unwrap();
    let client = listen(&config, &[PROGRESS_CHANNEL, TOKEN_CHANNEL], move |notification| {
        let payload = notification.payload();
        let _ = sender.send(match notification.channel() {
            PROGRESS_CHANNEL => Heard::Progress(payload.parse().unwrap()),
            _ => Heard::Token(serde_json::from_str(payload).unwrap()),
        });
    });
    (client.await.unwrap(), heard)
}

fn report(step: u32) -> Report {
    Report {
        state: JobState::Running,
        phase: Some(Phase::GeneratingText),
        step,
        total_steps: 100,
        fraction: f64::from(step) / 100.0,
        message: format!("Scene {step}"),
        eta_s: Some(4.5),
        preview: None,
    }
}

fn attempt(world: &World, job: JobId, attempt: u32) -> JobAttempt {
    JobAttempt { job, attempt, owner: world.owner, script: Some(ScriptId(job.0)) }
}

fn drain(heard: &mut UnboundedReceiver<Heard>) -> (Vec<JobId>, Vec<JobToken>) {
    let (mut reports, mut tokens) = (Vec::new(), Vec::new());
    while let Ok(one) = heard.try_recv() {
        match one {
            Heard::Progress(job) => reports.push(job),
            Heard::Token(token) => tokens.push(token),
        }
    }
    (reports, tokens)
}

async fn read(world: &World, job: JobId) -> Option<JobTick> {
    progress::read(&world.client().await, job).await.unwrap()
}

/// The text that a client has who takes every piece where it belongs.
fn joined(mut text: String, tokens: &[JobToken]) -> String {
    for token in tokens {
        let have = u64::try_from(text.chars().count()).unwrap();
        assert!(token.offset <= have, "a gap: {have} before a piece at {}", token.offset);
        let known = usize::try_from(have - token.offset).unwrap();
        text.extend(token.text.chars().skip(known));
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_words_become_few_notifications_and_none_is_lost() {
    let world = World::open().await;
    let (_ear, mut heard) = ear(&world).await;
    let job = JobId(edge::fresh_id());
    let began = Instant::now();
    let writer = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 1), report(0));
    let mut whole = String::new();
    for n in 1..=100 {
        let piece = format!("wörd{n} \u{1F3AC}\n");
        writer.text(&piece);
        whole.push_str(&piece);
        writer.report(report(n));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    writer.text("a\0b");
    whole.push_str("a\u{FFFD}b");
    writer.finish().await;
    let took = began.elapsed().as_secs_f64();
    let tick = read(&world, job).await.unwrap();
    assert_eq!(tick.progress.text.as_deref(), Some(whole.as_str()));
    assert_eq!((tick.progress.step, tick.progress.message.as_str()), (100, "Scene 100"));
    assert_eq!((tick.state, tick.phase, tick.attempt), (JobState::Running, Some(Phase::GeneratingText), 1));
    // Notifications travel on another connection.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (reports, tokens) = drain(&mut heard);
    assert_eq!(joined(String::new(), &tokens), whole);
    assert!(tokens.iter().all(|token| token.owner_id == world.owner && token.text.len() <= 2_000));
    assert!(reports.iter().all(|named| *named == job));
    // The first and the last one are free.
    #[expect(clippy::cast_precision_loss, reason = "both are small")]
    let (reports, tokens) = (reports.len() as f64, tokens.len() as f64);
    assert!((2.0..=took * 4.0 + 2.0).contains(&reports), "{reports} reports in {took} s");
    assert!((2.0..=took * 12.5 + 2.0).contains(&tokens), "{tokens} pieces in {took} s");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_listens_and_then_reads_has_no_gap() {
    let world = World::open().await;
    let job = JobId(edge::fresh_id());
    let writer = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 1), report(0));
    let (mut whole, mut watchers) = (String::new(), Vec::new());
    for n in 0..120 {
        let piece = format!("word {n}. ");
        writer.text(&piece);
        whole.push_str(&piece);
        if n % 12 == 5 {
            // In the middle of everything, as a browser comes.
            let (client, heard) = ear(&world).await;
            let text = read(&world, job).await.and_then(|tick| tick.progress.text).unwrap_or_default();
            watchers.push((client, heard, text));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    writer.finish().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(watchers.len(), 10);
    for (_client, mut heard, text) in watchers {
        assert_eq!(joined(text, &drain(&mut heard).1), whole);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_attempt_is_not_heard_and_a_newer_one_begins_anew() {
    let world = World::open().await;
    let job = JobId(edge::fresh_id());
    let first = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 1), report(1));
    first.text("first");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let second = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 2), report(2));
    second.text("second");
    second.finish().await;
    first.text(" and more");
    first.report(report(50));
    first.finish().await;
    let tick = read(&world, job).await.unwrap();
    assert_eq!((tick.attempt, tick.progress.step), (2, 2));
    assert_eq!(tick.progress.text.as_deref(), Some("second"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_is_gone_is_written_again_with_all_its_text() {
    let world = World::open().await;
    let job = JobId(edge::fresh_id());
    let writer = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 1), report(1));
    writer.text("before ");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(read(&world, job).await.unwrap().progress.text.as_deref(), Some("before "));
    // What a crash of the database does to an unlogged table.
    world.client().await.batch_execute("truncate job_progress").await.unwrap();
    let (_ear, mut heard) = ear(&world).await;
    writer.text("after");
    writer.finish().await;
    let tick = read(&world, job).await.unwrap();
    assert_eq!((tick.progress.step, tick.progress.text.as_deref()), (1, Some("before after")));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(joined("before ".into(), &drain(&mut heard).1), "before after");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_job_shows_the_progress_of_its_attempt_and_a_finished_one_none() {
    let world = World::open().await;
    let projectors = world.projectors();
    let job = world.job(None).await;
    world.drive(job, [JobCommand::Validate, JobCommand::Queue, start()]).await;
    world.settled(&projectors).await;
    let client = world.client().await;
    let shown = || async { jobs::get(&client, world.owner, job).await.unwrap().unwrap().progress };
    assert_eq!(shown().await, None);
    let stale = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 0), report(9));
    stale.finish().await;
    assert_eq!(shown().await, None);
    let writer = ProgressWriter::start(world.pool.clone(), attempt(&world, job, 1), report(3));
    writer.text("INT. ROOM");
    writer.finish().await;
    let seen = shown().await.unwrap();
    assert_eq!((seen.step, seen.total_steps, seen.eta_s), (3, 100, Some(4.5)));
    assert_eq!(seen.text.as_deref(), Some("INT. ROOM"));
    let listed = jobs::active(&client, world.owner).await.unwrap();
    assert_eq!(listed[0].progress.as_ref().map(|it| (it.step, &it.text)), Some((3, &None)));
    let ticks = progress::running(&client, world.owner).await.unwrap();
    assert_eq!((ticks.len(), ticks[0].job_id), (1, job));
    let ticks = progress::read_many(&client, &[job, JobId(edge::fresh_id())]).await.unwrap();
    assert_eq!(ticks.iter().map(|it| &it.progress.text).collect::<Vec<_>>(), [&None]);
    assert_eq!(progress::sweep(&client).await.unwrap(), 0);
    world
        .drive(
            job,
            [JobCommand::Complete {
                attempt: 1,
                result: serde_json::json!({}),
                cost: domain::job::Cost::default(),
            }],
        )
        .await;
    world.settled(&projectors).await;
    assert_eq!(shown().await, None);
    assert_eq!(progress::sweep(&client).await.unwrap(), 1);
    assert_eq!(read(&world, job).await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_does_not_wait_for_a_database_that_is_away() {
    let world = World::open().await;
    let job = JobId(edge::fresh_id());
    // No connection to be had: all of them are taken.
    let pool = world.database.pool(1);
    let taken = pool.get().await.unwrap();
    let writer = ProgressWriter::start(pool, attempt(&world, job, 1), report(1));
    let began = Instant::now();
    for n in 0..1_000 {
        writer.text("word ");
        writer.report(report(n % 100));
    }
    assert!(began.elapsed() < PATIENCE);
    drop(taken);
    writer.finish().await;
    assert_eq!(read(&world, job).await.unwrap().progress.text.map(|text| text.len()), Some(5_000));
}
