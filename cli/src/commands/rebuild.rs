//! `spool rebuild NAME`: makes a read model again from the log, beside the live one.

use crate::database::Database;
use crate::output::print_line;
use crate::settings::Rebuild;
use anyhow::Result;
use event_store::Log;
use indicatif::{ProgressBar, ProgressStyle};

/// Rebuilds one read model, or all of them; reads go on meanwhile.
pub(crate) async fn run(options: &Rebuild) -> Result<()> {
    let database = Database::find_or_start(&options.place).await?;
    let pool = database.migrated_pool(4).await?;
    let log = Log::new(pool.clone());
    let end = log.head().await?.position.0;
    let names = match &options.name {
        Some(name) => vec![name.as_str()],
        None => projections::READ_MODELS.to_vec(),
    };
    for name in names {
        let bar = ProgressBar::new(end).with_style(style()).with_message(name.to_owned());
        let reached =
            projections::rebuild(&pool, &log, name, |position| bar.set_position(position.0)).await?;
        bar.finish_and_clear();
        print_line(&format!("{name} was rebuilt up to position {reached}"))?;
    }
    drop((log, pool));
    database.stop().await
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg:<12} {bar:28.cyan/238} {pos}/{len} events, {eta} left")
        .expect("the template is a constant and well formed")
}
