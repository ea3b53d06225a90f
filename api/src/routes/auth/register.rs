//! `POST /auth/register`

use super::{Session, signed_in};
use crate::accounts::{self, AccountError, NewUser};
use crate::answer::Answer;
use crate::extract::{Body, Input};
use crate::idempotency;
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::AccountId;
use event_store::edge;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    #[schema(schema_with = limits::email)]
    email: String,
    #[schema(schema_with = limits::password)]
    password: String,
    #[schema(schema_with = limits::display_name)]
    display_name: String,
}

impl Input for NewAccount {}

/// Sign up
///
/// The first account of a studio is its admin. Signs in at once. With an `Idempotency-Key`, the same
/// address and the same password, a repetition signs in to the account that the first one made.
#[utoipa::path(
    post,
    path = "/auth/register",
    operation_id = "register",
    tag = "auth",
    request_body = NewAccount,
    responses((status = 201, description = "Signed up and in", body = Session), (status = 409, description = "The address has an account"))
)]
pub(crate) async fn register(
    State(app): State<App>,
    headers: HeaderMap,
    Body(new): Body<NewAccount>,
) -> Result<Response, Problem> {
    let email = accounts::normalise_email(&new.email);
    // Its answer holds secrets and is not kept; what is repeated is the effect.
    let key = idempotency::key(&headers)?;
    let id = AccountId(match &key {
        Some(key) => Uuid::new_v5(&Uuid::new_v5(&Uuid::NAMESPACE_URL, email.as_bytes()), key.as_bytes()),
        None => edge::fresh_id(),
    });
    let NewAccount { password, display_name, .. } = new;
    let user = NewUser { email: email.clone(), password: password.clone(), display_name, role: None };
    let account = match accounts::create_user_as(&app.pool, id, user).await {
        Err(AccountError::Taken(_)) if key.is_some() => {
            let account = accounts::authenticate(&app.pool, &email, password).await?;
            account.filter(|account| account.id == id).ok_or(AccountError::Taken(email))?
        }
        created => created?,
    };
    let tokens = app.sessions.start(account.id).await?;
    Ok(signed_in(account, &tokens, &headers, |session| Answer::ok(session).created("/api/v1/auth/me".into())))
}
