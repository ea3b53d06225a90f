//! The database: its programs, whether it runs, and whether its tables are up to date.

use super::Finding;
use crate::database::Database;
use crate::settings::Studio;
use migrations::Status;

/// What there is to say of Postgres.
pub(super) async fn look(options: &Studio) -> Vec<Finding> {
    let place = &options.place;
    if let Some(url) = &place.database_url {
        return vec![tables("the one of DATABASE_URL, for a second worker too", connect_url(url).await)];
    }
    let programs = match cluster::installed_version(place.pg_bin.as_deref(), &place.data_dir) {
        Ok(version) => Finding::well("postgres", version),
        Err(error) => Finding::ill(
            "postgres",
            error.to_string(),
            "install the Debian package postgresql, or name its programs with --pg-bin",
        ),
    };
    let database = match cluster::find(&place.data_dir) {
        Ok(Some(address)) => {
            let url = address.tcp_url(cluster::DATABASE);
            tables(
                &format!("private, at {url} for a second worker"),
                connect_url(&address.socket_url(cluster::DATABASE)).await,
            )
        }
        Ok(None) => Finding::well("database", "private, not running; `spool up` starts it"),
        Err(error) => Finding::ill("database", error.to_string(), "look into the data directory"),
    };
    vec![programs, database]
}

async fn connect_url(url: &str) -> anyhow::Result<Status> {
    let place =
        crate::settings::Place { data_dir: ".".into(), database_url: Some(url.to_owned()), pg_bin: None };
    let pool = Database::start(&place).await?.pool(1)?;
    let connection = pool.get().await?;
    Ok(migrations::status(&connection).await?)
}

fn tables(which: &str, status: anyhow::Result<Status>) -> Finding {
    match status {
        Ok(status) if status.is_newer() => Finding::ill(
            "database",
            format!("{which}: made by a newer Spool"),
            "use that newer Spool, or another database",
        ),
        Ok(status) if status.pending.is_empty() => Finding::well("database", format!("{which}: up to date")),
        Ok(status) => Finding::ill(
            "database",
            format!("{which}: {} migrations are missing", status.pending.len()),
            "run `spool migrate`, or start `spool up`",
        ),
        Err(error) => {
            Finding::ill("database", format!("{which}: {error:#}"), "check that it runs and its address")
        }
    }
}
