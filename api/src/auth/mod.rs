//! Who is asking: access and refresh tokens, the cookies that carry them, and the guard.

pub(crate) mod cookies;
pub(crate) mod guard;
mod keys;
mod sessions;
mod token;

pub(crate) use sessions::Sessions;
pub(crate) use sessions::Tokens;
pub(crate) use token::LIFE_S as ACCESS_LIFE_S;

use crate::accounts::{self, AccountRole};
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::AccountId;
use uuid::Uuid;

/// How somebody proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// By a token in the `Authorization` header.
    Bearer,
    /// By a cookie, which a browser sends by itself.
    Cookie,
}

/// The one who is asking. A handler that takes it runs for signed-in people only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct User {
    /// Whose account.
    pub account: AccountId,
    /// Which sign-in.
    pub session: Uuid,
    /// By what.
    pub via: Via,
}

/// The one who is asking, who runs this studio. Others are told that it is not for them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Admin;

impl FromRequestParts<App> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let user = User::from_request_parts(parts, app).await?;
        match accounts::get(&app.pool, user.account).await? {
            Some(account) if account.role == AccountRole::Admin => Ok(Self),
            _ => Err(Problem::new(Kind::Forbidden).detail("this is for the studio's administrators")),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for User {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().copied().ok_or_else(|| Problem::new(Kind::Unauthorized))
    }
}
