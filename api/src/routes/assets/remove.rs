//! `DELETE /assets/{id}`

use super::Asset;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AssetPath, IfMatch, NoBody, Path, Query, QueryText};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::asset::AssetCommand;
use serde::Deserialize;
use utoipa::IntoParams;

/// Why it goes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RemoveQuery {
    /// Why it is no longer wanted.
    #[param(inline, value_type = Option<QueryText>)]
    reason: Option<String>,
}

/// Delete an asset
///
/// What is known of it stays, as does its place in the history. Its bytes go after a day, unless another
/// asset has the same.
#[utoipa::path(
    delete,
    path = "/assets/{id}",
    operation_id = "delete_asset",
    tag = "assets",
    params(AssetPath, RemoveQuery),
    responses((status = 200, description = "The deleted asset", body = Asset))
)]
pub(crate) async fn remove(
    State(app): State<App>,
    user: User,
    Path(path): Path<AssetPath>,
    Query(query): Query<RemoveQuery>,
    at: IfMatch,
    _: NoBody,
) -> Result<Answer<Asset>, Problem> {
    let command = AssetCommand::Delete { reason: query.reason };
    let committed = super::execute(&app, &user, path.id, at, command).await?;
    super::shown(&app, &user, path.id, &committed).await
}
