//! `GET /health/live` and `GET /health/ready`

use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);
/// Seconds that an event may wait for its position, or for a read model, before something is wrong.
const BEHIND_S: f64 = 30.0;

/// Whether this process can do its work, and if not, what is wrong.
#[derive(Serialize)]
struct Health {
    status: &'static str,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    name: String,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Check {
    fn of(name: impl Into<String>, outcome: Result<(), String>) -> Self {
        Self { name: name.into(), ok: outcome.is_ok(), detail: outcome.err() }
    }
}

/// This process runs.
pub(crate) async fn live() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], Json(Health { status: "ok", checks: vec![] }))
}

/// This process can answer.
pub(crate) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let database =
        timeout(PATIENCE, database(&app)).await.unwrap_or_else(|_| Err("it does not answer".into()));
    let away = database.is_err();
    let mut checks = vec![Check::of("database", database)];
    if !away {
        checks.push(Check::of("sequencer", sequencer(&app).await));
        checks.extend(projections(&app).await);
    }
    let ok = checks.iter().all(|check| check.ok);
    let status = if ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let health = Health { status: if ok { "ok" } else { "not ready" }, checks };
    (status, [(CACHE_CONTROL, "no-store")], Json(health))
}

async fn database(app: &App) -> Result<(), String> {
    let client = app.pool.get().await.map_err(|error| error.to_string())?;
    client.query_one("select 1", &[]).await.map_err(|error| error.to_string())?;
    Ok(())
}

/// Whether events get their positions. The oldest one without tells.
async fn sequencer(app: &App) -> Result<(), String> {
    let waits = app.store.log().lag().await.map_err(|error| error.to_string())?;
    match waits.map(|waits| waits.as_secs_f64()) {
        Some(waits) if waits > BEHIND_S => Err(format!("an event has waited {waits:.0} s for its position")),
        _ => Ok(()),
    }
}

async fn projections(app: &App) -> Vec<Check> {
    let status = match app.projectors.status().await {
        Ok(status) => status,
        Err(error) => return vec![Check::of("projections", Err(error.to_string()))],
    };
    let checks = status.into_iter().map(|projector| {
        let outcome = match projector.error {
            Some(error) => Err(format!("stopped at {error}")),
            None if projector.lag_s > BEHIND_S => {
                Err(format!("{} events and {:.0} s behind", projector.lag_events, projector.lag_s))
            }
            None => Ok(()),
        };
        Check::of(format!("projection {}", projector.name), outcome)
    });
    checks.collect()
}
