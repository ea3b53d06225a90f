//! `POST /auth/refresh`

use super::{Session, signed_in};
use crate::accounts;
use crate::answer::Answer;
use crate::auth::cookies;
use crate::extract::{Input, OptionalBody};
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// A refresh token, for programs that keep no cookies.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefreshRequest {
    #[schema(schema_with = limits::refresh_token)]
    pub(super) refresh_token: Option<String>,
}

impl Input for RefreshRequest {}

/// Renew a sign-in
///
/// Takes the refresh token from its cookie, or from the body. A token is used once; using it again ends
/// the sign-in, because somebody else may have a copy.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    operation_id = "refresh",
    tag = "auth",
    request_body(content = Option<RefreshRequest>),
    responses((status = 200, description = "Signed in again", body = Session))
)]
pub(crate) async fn refresh(
    State(app): State<App>,
    headers: HeaderMap,
    OptionalBody(given): OptionalBody<RefreshRequest>,
) -> Result<Response, Problem> {
    let token = given.refresh_token.as_deref().or_else(|| cookies::get(&headers, cookies::REFRESH));
    let tokens = match token {
        Some(token) => app.sessions.refresh(token).await?,
        None => None,
    };
    let account = match &tokens {
        Some(tokens) => accounts::get(&app.pool, tokens.account).await?,
        None => None,
    };
    if let (Some(account), Some(tokens)) = (account, tokens) {
        return Ok(signed_in(account, &tokens, &headers, Answer::ok));
    }
    let mut response = Problem::new(Kind::Unauthorized).detail("the sign-in is over").into_response();
    cookies::clear(response.headers_mut());
    Ok(response)
}
