//! `spool verify`: walks the log's hash chain and names the first broken position.

use crate::database::Database;
use crate::output::print_line;
use crate::settings::Verify;
use anyhow::{Result, bail};
use event_store::Log;
use event_store::verify::verify;

/// Says that the log is whole, with its head for keeping elsewhere, or where it is broken.
pub(crate) async fn run(options: &Verify) -> Result<()> {
    let database = Database::find_or_start(&options.place).await?;
    let pool = database.migrated_pool(2).await?;
    let verdict = verify(&Log::new(pool.clone()), options.against, |_| ()).await?;
    drop(pool);
    database.stop().await?;
    if let Some((position, fault)) = verdict.broken {
        bail!("the log is broken at position {position}: {fault}");
    }
    print_line(&format!("{} events are what they were when they were written", verdict.intact))?;
    if let Some(head) = options.against {
        print_line(&format!("up to position {} they are those of the head that was kept", head.position))?;
    }
    print_line(&format!("head {}", verdict.head))
}
