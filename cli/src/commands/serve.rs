//! `spool serve`: the API on a database that is there already, with no worker in this process.

use super::up;
use crate::database::Database;
use crate::settings::{Crew, Studio};
use anyhow::{Result, bail};

/// Runs until it is told to stop.
pub(crate) async fn run(options: Studio) -> Result<()> {
    if options.place.database_url.is_none() && cluster::find(&options.place.data_dir)?.is_none() {
        bail!("no database to serve: name one with --database-url, or start everything with `spool up`");
    }
    let listener = up::bind(options.listen).await?;
    let database = Database::find_or_start(&options.place).await?;
    let crew = Crew { workers: 0, ..options.crew };
    up::run_here(Studio { crew, ..options }, listener, database).await
}
