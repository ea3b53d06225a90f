//! `DELETE /scenes/{id}/changes`

use super::declare::change;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, NoBody, Path, Query, QueryText, ScenePath};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::scene::{SceneCommand, ShotCommand};
use projections::scenes::Scene;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which change.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangeQuery {
    /// The character it is about, by name; the scene's set when it is left out.
    #[param(inline, value_type = Option<QueryText>)]
    character: Option<String>,
    /// How it differs, in the words it was declared in.
    #[param(inline, value_type = QueryText)]
    what: String,
}

/// Withdraw a declared change
///
/// One that was never declared changes nothing.
#[utoipa::path(
    delete,
    path = "/scenes/{id}/changes",
    operation_id = "withdraw_change",
    tag = "shots",
    params(ScenePath, ChangeQuery),
    responses((status = 200, description = "The scene with its changes", body = Scene))
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    at: IfMatch,
    Query(query): Query<ChangeQuery>,
    _: NoBody,
) -> Result<Answer<Scene>, Problem> {
    let change = change(query.character, query.what);
    let (command, context) =
        (SceneCommand::Shots(ShotCommand::WithdrawChange(change)), write::fresh_context(&user));
    let committed = write::execute::<domain::Scene>(&app, &user, path.id, at, command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
