//! `GET /health/live` and `GET /health/ready`

use crate::health::{Check, Vitals};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::Serialize;
use std::sync::Arc;

/// Whether this process can do its work, and if not, what is wrong.
#[derive(Serialize)]
struct Health {
    status: &'static str,
    checks: Vec<Check>,
}

/// This process runs.
pub(crate) async fn live() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], Json(Health { status: "ok", checks: vec![] }))
}

/// This process can do its work.
pub(crate) async fn ready(State(vitals): State<Arc<Vitals>>) -> impl IntoResponse {
    let checks = vitals.checks().await;
    let ok = checks.iter().all(|check| check.ok);
    let status = if ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let health = Health { status: if ok { "ok" } else { "not ready" }, checks };
    (status, [(CACHE_CONTROL, "no-store")], Json(health))
}
