//! `spool work`: workers on a database that is there already, with no API in this process.

use super::up::stop_on_signal;
use crate::database::Database;
use crate::output::print_line;
use crate::settings::Studio;
use crate::studio::{Parts, text_model_path};
use crate::worker_name::WorkerName;
use anyhow::{Result, bail};
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
    let name = WorkerName::numbered(&options)?;
    let model = text_model_path(options.text_model.as_deref(), options.models_dir().as_deref())?;
    let shutdown = CancellationToken::new();
    tokio::spawn(stop_on_signal(shutdown.clone()));
    let database = Database::find_or_start(&options.place).await?;
    let mut parts = Parts::start(&options, name, &database, shutdown.clone()).await?;
    let worker = parts.work(&options, Some(model))?;
    print_line(&format!("Working as {}. Stop with ctrl-c.", worker.name()))?;
    shutdown.cancelled().await;
    parts.stopped(Some(worker)).await;
    database.stop().await
}
