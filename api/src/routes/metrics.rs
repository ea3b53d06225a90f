//! `GET /metrics`

use crate::telemetry;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

/// This process' figures, as Prometheus reads them.
pub(crate) async fn metrics() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], telemetry::install().render())
}
