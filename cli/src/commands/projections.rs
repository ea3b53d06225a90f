//! `spool projections`: how far each read model has followed the log.

use crate::database::Database;
use crate::output::print_line;
use crate::settings::Place;
use anyhow::{Result, bail};
use projections::ProjectorStatus;

/// Prints position, lag and error of each; fails if one has stopped.
pub(crate) async fn run(place: &Place) -> Result<()> {
    let database = Database::find_or_start(place).await?;
    let pool = database.migrated_pool(1).await?;
    let all = projections::status(&pool.get().await?).await?;
    drop(pool);
    database.stop().await?;
    for status in &all {
        print_line(&line(status))?;
    }
    match all.iter().find(|status| status.error.is_some()) {
        Some(stopped) => bail!("{} has stopped at position {}", stopped.name, stopped.position),
        None => Ok(()),
    }
}

fn line(status: &ProjectorStatus) -> String {
    let standing = match &status.error {
        Some(error) => format!("stopped: {error}"),
        None if status.lag_events == 0 => "up to date".to_owned(),
        None => format!("{} events behind, {:.1} s", status.lag_events, status.lag_s),
    };
    format!("{:<12} {:>10}  {standing}", status.name, status.position)
}
