//! `spool work`: workers on a database that is there already, with no API in this process.

use super::up::{bind, stop_on_signal};
use crate::database::Database;
use crate::output::print_line;
use crate::settings::Studio;
use crate::studio::{Parts, text_model_path};
use crate::worker_name::WorkerName;
use anyhow::{Result, bail};
use std::path::PathBuf;
use tokio_util::sync::CancellationToken;

/// Runs until it is told to stop.
pub(crate) async fn run(options: Studio) -> Result<()> {
    options.crew.check()?;
    if options.crew.workers == 0 {
        bail!("--workers 0 leaves nothing to do");
    }
    if options.place.database_url.is_none() && cluster::find(&options.place.data_dir)?.is_none() {
        bail!("no database to work on: name one with --database-url, or start everything with `spool up`");
    }
    options.image_model()?;
    let name = WorkerName::numbered(&options)?;
    let model = model(&options)?;
    let writes = model.is_some();
    let shutdown = CancellationToken::new();
    tokio::spawn(stop_on_signal(shutdown.clone()));
    let operators = match options.crew.metrics_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let database = Database::find_or_start(&options.place).await?;
    let mut parts = Parts::start(&options, name, &database, shutdown.clone()).await?;
    let worker = parts.work(&options, model, true)?;
    if let Some(listener) = operators {
        tokio::spawn(parts.serve_operators(listener));
    }
    let leaves = if writes { "" } else { " Without a language model, writing is left to other workers." };
    print_line(&format!("Working as {}.{leaves} Stop with ctrl-c.", worker.name()))?;
    shutdown.cancelled().await;
    parts.stopped(Some(worker)).await;
    database.stop().await
}

/// The weights that are named, which must be there, or else those that were fetched, if they were. Most kinds of
/// work need none.
fn model(options: &Studio) -> Result<Option<PathBuf>> {
    let found = text_model_path(options.text_model.as_deref(), options.models_dir().as_deref());
    match found {
        Ok(path) => Ok(Some(path)),
        Err(error) if options.text_model.is_some() => Err(error),
        Err(error) => {
            tracing::warn!("writing is left to other workers: {error:#}; `spool doctor` says how to mend it");
            Ok(None)
        }
    }
}
