//! `spool`: the whole studio in one binary, and its first client.
//!
//! Exit codes: 0 done, 1 refused or failed (one line on standard error says why), 2 wrong usage.

mod client;
mod commands;
mod database;
mod host;
mod maintenance;
mod open_files;
mod output;
mod production_view;
mod session;
mod settings;
mod stages;
mod studio;
mod telemetry;
mod words;
mod workbench;
mod worker_name;
mod writing_view;

use anyhow::Result;
use clap::Parser;
use settings::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // A process that reads media is nothing else: no thread, no log, no runtime beside it.
    if matches!(cli.command, Command::FilmChild) {
        return film::child::main();
    }
    // Before anything starts a thread: the language model's pool takes its size only then.
    if let Some(threads) = cli.command.threads()
        && let Err(error) = inference::cap_threads(threads)
    {
        return failed(&error.into());
    }
    telemetry::start(cli.log, &cli.command);
    if matches!(cli.command, Command::Up(_) | Command::Serve(_) | Command::Work(_)) {
        let files = open_files::raise();
        tracing::debug!(files, "files that may be open");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let outcome = runtime.block_on(run(cli.command));
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    let line = format!("{error:#}").replace('\n', " ");
    eprintln!("spool: {line}");
    ExitCode::FAILURE
}

async fn run(command: Command) -> Result<()> {
    match command {
        Command::Up(options) => commands::up::run(options).await,
        Command::Serve(options) => commands::serve::run(options).await,
        Command::Work(options) => commands::work::run(options).await,
        Command::Migrate(place) => commands::migrate::run(&place).await,
        Command::Verify(options) => commands::verify::run(&options).await,
        Command::Log(command) => commands::log::run(command).await,
        Command::Projections(options) => commands::projections::run(&options).await,
        Command::Rebuild(options) => commands::rebuild::run(&options).await,
        Command::User(command) => commands::user::run(command).await,
        Command::Doctor(options) => commands::doctor::run(&options).await,
        Command::Login(options) => commands::login::run(&options).await,
        Command::Write(options) => commands::write::start(&options).await,
        Command::Produce(options) => commands::produce::start(&options).await,
        Command::History(options) => {
            commands::history::run(&options, &session::connect(&options.server).await?).await
        }
        Command::Erase(options) => {
            commands::erase::run(&options, &session::connect(&options.server).await?).await
        }
        Command::Jobs(options) => commands::jobs::start(&options).await,
        Command::FilmChild => unreachable!("the child for media ends before the runtime begins"),
    }
}
