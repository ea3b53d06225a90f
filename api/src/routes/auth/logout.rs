//! `POST /auth/logout`

use crate::auth::{User, cookies};
use crate::extract::NoBody;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Sign out
///
/// Ends this sign-in: its access and refresh tokens are not good any more.
#[utoipa::path(
    post,
    path = "/auth/logout",
    operation_id = "logout",
    tag = "auth",
    responses((status = 204, description = "Signed out"))
)]
pub(crate) async fn logout(State(app): State<App>, user: User, _: NoBody) -> Result<Response, Problem> {
    app.sessions.end(user.session).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::clear(response.headers_mut());
    Ok(response)
}
