//! What an operator asks a process: whether it runs, whether it can work, and its figures. Part of every API, and
//! all that a process answers that only works.

use crate::health::Vitals;
use crate::routes::{health, metrics};
use crate::{server, telemetry};
use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Between two rounds of upkeep.
const UPKEEP: Duration = Duration::from_mins(1);

/// The routes.
pub(crate) fn routes(vitals: Vitals) -> Router {
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .with_state(Arc::new(vitals))
}

/// Serves them alone, until `shutdown`.
pub async fn serve_operators(vitals: Vitals, listener: TcpListener, shutdown: CancellationToken) {
    let housekeeping = tokio::spawn(shutdown.clone().run_until_cancelled_owned(upkeep()));
    server::run(listener, routes(vitals), shutdown).await;
    housekeeping.abort();
}

/// Lets the figures forget what nobody has asked for.
pub(crate) async fn upkeep() {
    loop {
        tokio::time::sleep(UPKEEP).await;
        telemetry::install().run_upkeep();
    }
}
