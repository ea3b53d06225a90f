//! Where a command of the client runs: at the studio that is named or runs, else at one that is started for it
//! and stopped after it.

use crate::client::{Client, Login};
use crate::commands::up::{bind, run_until};
use crate::database::Database;
use crate::session::{connect, running};
use crate::settings::{Remote, Studio};
use anyhow::{Result, anyhow};
use deadpool_postgres::Pool;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// The studio that a command talks to.
pub(crate) struct Host {
    pub(crate) client: Client,
    /// Whether it was started for this command, and stops with it.
    pub(crate) for_one_run: bool,
}

/// Runs a command at the studio that is meant; `studio` is what is started where there is none.
pub(crate) async fn at_studio<T>(
    server: &Remote,
    studio: Studio,
    run: impl AsyncFnOnce(&Host) -> Result<T>,
) -> Result<T> {
    if server.server.is_some() || running(&server.place.data_dir)?.is_some() {
        return run(&Host { client: connect(server).await?, for_one_run: false }).await;
    }
    let listener = bind(studio.listen).await?;
    let database = Database::start(&server.place).await?;
    let pool = database.migrated_pool(2).await?;
    let shutdown = CancellationToken::new();
    let (ready, started) = oneshot::channel();
    let studio = tokio::spawn(run_until(studio, listener, database, shutdown.clone(), |url| {
        // Nobody waits any more when the command has failed meanwhile.
        let _ = ready.send(url.to_owned());
        Ok(())
    }));
    let done = match started.await {
        Ok(url) => as_owner(&url, pool, run).await,
        Err(_) => Err(anyhow!("the studio did not start")),
    };
    shutdown.cancel();
    studio.await??;
    done
}

/// Whoever started the studio is its administrator.
async fn as_owner<T>(url: &str, pool: Pool, run: impl AsyncFnOnce(&Host) -> Result<T>) -> Result<T> {
    let session = api::local::session(&pool).await?;
    drop(pool);
    if let Some(made) = &session.made {
        eprintln!("Made the account {} with the password {}, for the browser.", made.email, made.password);
    }
    let login = Login { refresh_token: session.refresh_token, remembered_in: None };
    run(&Host { client: Client::new(url)?.with_login(login).await?, for_one_run: true }).await
}
