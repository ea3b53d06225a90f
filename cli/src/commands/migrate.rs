//! `spool migrate`: brings the database's tables up to date.

use crate::database::Database;
use crate::output::print_line;
use crate::settings::Place;
use anyhow::Result;

/// Applies what is missing and says what that was.
pub(crate) async fn run(place: &Place) -> Result<()> {
    let database = Database::find_or_start(place).await?;
    let pool = database.pool(1)?;
    let applied = migrations::run(&mut *pool.get().await?).await?;
    for step in &applied.steps {
        print_line(&format!("applied {step}"))?;
    }
    let version = applied.version.map_or_else(|| "none".to_owned(), |version| version.to_string());
    print_line(&format!("the database is at version {version}"))?;
    drop(pool);
    database.stop().await
}
