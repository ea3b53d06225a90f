//! Coming and going: register, login, refresh, logout, and who am I.

pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod me;
pub(crate) mod refresh;
pub(crate) mod register;

use crate::accounts::{Account, AccountError};
use crate::answer::Answer;
use crate::auth::{ACCESS_LIFE_S, Tokens, cookies};
use crate::problem::{Kind, Problem};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A sign-in: who it is, and the token that proves it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    user: Account,
    /// A JWT, to be sent as `Authorization: Bearer`; browsers use the cookie that comes with it.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds that the access token lives.
    expires_in: i64,
    /// For programs that keep no cookies, when they say `Spool-Client: cli`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refresh_token: Option<String>,
}

/// Answers with a sign-in, in the body and in cookies. `asked`: the request's headers.
fn signed_in(
    user: Account,
    tokens: &Tokens,
    asked: &HeaderMap,
    answer: impl FnOnce(Session) -> Answer<Session>,
) -> Response {
    let keeps_no_cookies = asked.get("spool-client").is_some_and(|client| client == "cli");
    let session = Session {
        user,
        access_token: tokens.access.clone(),
        token_type: "Bearer",
        expires_in: ACCESS_LIFE_S,
        refresh_token: keeps_no_cookies.then(|| tokens.refresh.clone()),
    };
    let mut response = answer(session).into_response();
    cookies::set(response.headers_mut(), tokens);
    response
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Invalid { field, message } => {
                Self::field(format!("/{}", field.replace(' ', "_")), message)
            }
            AccountError::Taken(_) => Self::new(Kind::Conflict).at("/email", "belongs to an account already"),
            AccountError::Pool(error) => error.into(),
            AccountError::Database(error) => error.into(),
            AccountError::Password(error) => Self::internal(error),
        }
    }
}
