//! `GET /auth/me`

use crate::accounts::{self, Account};
use crate::answer::Answer;
use crate::auth::User;
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::extract::State;

/// Who am I
#[utoipa::path(
    get,
    path = "/auth/me",
    operation_id = "me",
    tag = "auth",
    responses((status = 200, description = "Your account", body = Account))
)]
pub(crate) async fn me(State(app): State<App>, user: User) -> Result<Answer<Account>, Problem> {
    let account = accounts::get(&app.pool, user.account).await?;
    account.map(Answer::ok).ok_or_else(|| Problem::new(Kind::Unauthorized).detail("the account is gone"))
}
