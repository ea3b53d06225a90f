//! `faults`: plays every round of the plan and prints what came of it. Exit codes: 0 every promise was kept, 1 one
//! was broken, or nothing could be said, 2 wrong usage.

use anyhow::{Context, Result, bail};
use clap::Parser;
use fastrand::Rng;
use faults::ground::Ground;
use faults::history::History;
use faults::judge::baseline;
use faults::person::Person;
use faults::plan::plan;
use faults::report::report;
use faults::round::{Cast, Outcome, play};
use faults::settings::Settings;
use faults::watcher::Watcher;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::signal::unix::{SignalKind, signal};

/// How many people use the studio.
const PEOPLE: usize = 8;
/// Events after which a fickle subscriber leaves and comes back.
const FICKLE: usize = 17;
/// How long the studio may take to know everything that was set up.
const SETTLE: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    let settings = Settings::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let outcome = runtime.block_on(run(&settings));
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("faults: {error:#}");
    ExitCode::FAILURE
}

async fn run(settings: &Settings) -> Result<()> {
    let began = Instant::now();
    let mut ground = Ground::lay(settings).await.context("the studio cannot be set up")?;
    let disk = ground.disk.as_ref().map_or("no small disk", |disk| disk.kind());
    println!("seed {}, {PEOPLE} people, {} subscribers, {disk}", settings.seed, 2 * PEOPLE);
    let played = tokio::select! {
        played = rounds(&mut ground, settings) => played,
        () = told_to_stop() => Err(anyhow::anyhow!("interrupted")),
    };
    let broken = played.as_ref().map_or(true, |outcomes| outcomes.iter().any(|it| !it.breaches.is_empty()));
    let kept = ground.clear(broken || settings.keep).await;
    let outcomes = played?;
    print!("\n{}", report(&outcomes));
    println!("{:.0} s in all", began.elapsed().as_secs_f64());
    if let Some(kept) = kept {
        println!("logs are in {}", kept.join("logs").display());
    }
    if broken {
        bail!("promises were broken; the same again with --seed {}", settings.seed);
    }
    Ok(())
}

/// Ctrl-c and the usual request to stop: what was mounted and started is taken down all the same.
async fn told_to_stop() {
    let mut terminate = signal(SignalKind::terminate()).ok();
    let terminated = async {
        match &mut terminate {
            Some(terminate) => _ = terminate.recv().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

async fn rounds(ground: &mut Ground, settings: &Settings) -> Result<Vec<Outcome>> {
    let cast = gather(ground).await?;
    let mut rng = Rng::with_seed(settings.seed);
    let mut outcomes = Vec::new();
    for round in plan(settings.seed, settings.size()) {
        // Drawn for every round, so that one that is left out changes nothing in the others.
        let mut rng = rng.fork();
        if !round.name.contains(&settings.only) {
            continue;
        }
        let outcome = play(ground, &cast, &round, &mut rng).await?;
        let Outcome { name, done, acknowledged, took, breaches, .. } = &outcome;
        let kept = if breaches.is_empty() { "every promise kept" } else { "BROKEN" };
        println!(
            "{name}: {} faults, {acknowledged} answers, {kept}, {:.1} s",
            done.len(),
            took.as_secs_f64()
        );
        outcomes.push(outcome);
    }
    anyhow::ensure!(!outcomes.is_empty(), "no round's name contains {:?}", settings.only);
    Ok(outcomes)
}

/// Signs everybody up, and takes note of what they have before the first round.
async fn gather(ground: &mut Ground) -> Result<Cast> {
    let (mut people, history) = (Vec::new(), Arc::<History>::default());
    for number in 0..PEOPLE {
        people.push(Arc::new(Person::settle(number, ground.front()).await?));
    }
    let watchers = people.iter().flat_map(|person| {
        [None, Some(FICKLE)].map(|fickle| Watcher::start(Arc::clone(person), Arc::clone(&history), fickle))
    });
    let watchers = watchers.collect();
    let accounts = people.iter().map(|person| person.account.clone()).collect();
    let truth = ground.truth().await?;
    let asked = Instant::now();
    while truth.without_position().await? > 0 {
        anyhow::ensure!(asked.elapsed() < SETTLE, "events get no positions");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(Cast { people, accounts, watchers, history, baseline: baseline(&truth.log().await?) })
}
