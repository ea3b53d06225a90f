//! `spool up`: the whole studio in one process: database, log, read models, API and a worker.

use crate::database::Database;
use crate::output::print_line;
use crate::session::{announce, withdraw};
use crate::settings::Studio;
use crate::studio::{Parts, text_model_path};
use crate::worker_name::WorkerName;
use anyhow::{Context, Result, bail};
use inference::ModelCard;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// How often the private database is looked after.
const WATCH: Duration = Duration::from_millis(500);

/// Runs until it is told to stop.
pub(crate) async fn run(options: Studio) -> Result<()> {
    options.crew.check()?;
    options.image_model()?;
    let listener = bind(options.listen).await?;
    let database = Database::start(&options.place).await?;
    run_here(options, listener, database).await
}

/// Runs a studio on a database until it is told to stop.
pub(crate) async fn run_here(options: Studio, listener: TcpListener, database: Database) -> Result<()> {
    let shutdown = CancellationToken::new();
    tokio::spawn(stop_on_signal(shutdown.clone()));
    run_until(options, listener, database, shutdown, |url| {
        print_line(&format!(
            "Spool is ready at {url}\n\
             Sign up there; the first account is the administrator. Stop with ctrl-c."
        ))
    })
    .await
}

/// Runs a studio until `shutdown`; `ready` is told its address once it answers.
pub(crate) async fn run_until(
    options: Studio,
    listener: TcpListener,
    database: Database,
    shutdown: CancellationToken,
    ready: impl FnOnce(&str) -> Result<()>,
) -> Result<()> {
    let url = format!("http://{}", listener.local_addr()?);
    let model = find_model(&options);
    let alone = database.is_own() || options.crew.workers == 0;
    let name = if alone { WorkerName::alone(&options) } else { WorkerName::numbered(&options)? };
    let mut parts = Parts::start(&options, name, &database, shutdown.clone()).await?;
    let text_model = model.clone().map(|(path, _)| path);
    let works = options.crew.workers > 0;
    let worker = if works { Some(parts.work(&options, text_model, false)?) } else { None };
    announce(&options.place.data_dir, &url)?;
    ready(&url)?;
    let outcome = tokio::select! {
        served = parts.serve(listener, model.as_ref().map(|(_, card)| card)) => served,
        died = watch(&database) => died,
    };
    shutdown.cancel();
    withdraw(&options.place.data_dir);
    parts.stopped(worker).await;
    database.stop().await?;
    outcome
}

/// Takes the address before anything else is started.
pub(crate) async fn bind(listen: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; choose another address with --listen"))
}

/// The weights and what they are. A studio without them still answers; its writing jobs say what
/// is missing.
fn find_model(options: &Studio) -> Option<(PathBuf, ModelCard)> {
    let found = text_model_path(options.text_model.as_deref(), options.models_dir().as_deref())
        .and_then(|path| Ok((path.clone(), read_card(&path)?)));
    match found {
        Ok(found) => Some(found),
        Err(error) => {
            tracing::warn!("nothing can be written: {error:#}; `spool doctor` says how to mend it");
            None
        }
    }
}

fn read_card(path: &Path) -> Result<ModelCard> {
    ModelCard::read(path, None).with_context(|| format!("{} cannot be used", path.display()))
}

/// Ends when the private database does.
async fn watch(database: &Database) -> Result<()> {
    loop {
        tokio::time::sleep(WATCH).await;
        if database.has_died() {
            bail!("the private database ended by itself; start again, and nothing that was answered is lost");
        }
    }
}

/// Ctrl-c and the usual request to stop.
pub(crate) async fn stop_on_signal(shutdown: CancellationToken) {
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::warn!("cannot listen for signals; only a kill will stop this");
        return;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    shutdown.cancel();
    tracing::info!("stopping");
}
