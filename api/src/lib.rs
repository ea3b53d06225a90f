//! Spool over HTTP: REST, event streams, accounts, the `OpenAPI` document, and the client's pages.
//!
//! One endpoint is one file under `routes/`; `router.rs` is the only list of them. What comes in becomes
//! typed at the edge (`extract/`), what goes wrong becomes a [`problem::Problem`], and what happens is
//! handed to everybody who watches by one hub (`stream/`).

pub mod accounts;
mod answer;
mod assets;
mod auth;
mod budget;
mod erasing;
mod exporting;
mod extract;
mod health;
mod idempotency;
mod importing;
pub mod limits;
pub mod local;
mod openapi;
mod operating;
mod pictures;
mod planning;
pub mod problem;
mod rate;
mod request;
mod router;
mod routes;
mod server;
mod state;
mod stream;
pub mod telemetry;
mod unseen;
mod web;
mod write;

pub use health::Vitals;
pub use operating::serve_operators;
pub use rate::{Quota, Quotas};
pub use router::document;
pub use state::{ApiConfig, ApiDeps, TextModel};

use accounts::password;
use problem::Problem;
use state::App;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[error("the server cannot start: {0}")]
pub struct StartError(String);

impl From<Problem> for StartError {
    fn from(problem: Problem) -> Self {
        Self(problem.to_string())
    }
}

/// Serves until `shutdown`: then streams end at once, requests that are under way get a few seconds, and
/// this returns. The tail, the projectors and the store must outlive it.
pub async fn serve(
    config: ApiConfig,
    deps: ApiDeps,
    listener: TcpListener,
    shutdown: CancellationToken,
) -> Result<(), StartError> {
    let app = App::open(config, deps, shutdown.clone()).await?;
    tokio::task::spawn_blocking(password::warm_up);
    let housekeeping = tokio::spawn(shutdown.clone().run_until_cancelled_owned(operating::upkeep()));
    server::run(listener, router::router(&app), shutdown).await;
    housekeeping.abort();
    Ok(())
}
