//! `POST /auth/login`

use super::{Session, signed_in};
use crate::accounts;
use crate::answer::Answer;
use crate::extract::{Body, Input};
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// An address and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    #[schema(schema_with = limits::email)]
    email: String,
    #[schema(schema_with = limits::password)]
    password: String,
}

impl Input for Credentials {}

/// Sign in
#[utoipa::path(
    post,
    path = "/auth/login",
    operation_id = "login",
    tag = "auth",
    request_body = Credentials,
    responses((status = 200, description = "Signed in", body = Session))
)]
pub(crate) async fn login(
    State(app): State<App>,
    headers: HeaderMap,
    Body(given): Body<Credentials>,
) -> Result<Response, Problem> {
    app.sign_in_limit.take(accounts::normalise_email(&given.email)).check()?;
    // An address that nobody has and a wrong password are the same to whoever asks.
    let account =
        accounts::authenticate(&app.pool, &given.email, given.password).await?.ok_or_else(|| {
            Problem::new(Kind::Unauthorized).detail("the address and the password do not belong together")
        })?;
    let tokens = app.sessions.start(account.id).await?;
    Ok(signed_in(account, &tokens, &headers, Answer::ok))
}
