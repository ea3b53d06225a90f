//! `GET /system`

use crate::accounts;
use crate::answer::Answer;
use crate::problem::Problem;
use crate::state::{App, TextModel};
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// What this studio is, for pages that are shown before anybody signs in.
#[derive(Serialize, ToSchema)]
pub(crate) struct System {
    /// The version of this Spool.
    version: &'static str,
    /// The language model of this process' workers.
    text_model: Option<TextModel>,
    /// Whether the next account is the first one, and so the admin.
    first_account: bool,
    /// Whether anybody has signed up.
    signed_up: bool,
}

/// What is this
#[utoipa::path(
    get,
    path = "/system",
    operation_id = "read_system",
    tag = "system",
    responses((status = 200, description = "This studio", body = System))
)]
pub(crate) async fn system(State(app): State<App>) -> Result<Answer<System>, Problem> {
    let first_account = accounts::none_yet(&app.pool).await?;
    Ok(Answer::ok(System {
        version: env!("CARGO_PKG_VERSION"),
        text_model: app.config.text_model.clone(),
        first_account,
        signed_up: !first_account,
    }))
}
