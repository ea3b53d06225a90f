//! `PATCH /assets/{id}`

use super::Asset;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AssetPath, Body, IfMatch, Input, Path};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::asset::{AssetCommand, AssetTag};
use serde::Deserialize;
use utoipa::ToSchema;

/// What changes of an asset.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssetChange {
    /// What it is for.
    #[schema(inline)]
    tag: AssetTag,
}

impl Input for AssetChange {}

/// Change an asset
///
/// What it is for; everything else about its bytes stays.
#[utoipa::path(
    patch,
    path = "/assets/{id}",
    operation_id = "change_asset",
    tag = "assets",
    params(AssetPath),
    request_body = AssetChange,
    responses(
        (status = 200, description = "The asset as it is now", body = Asset),
        (status = 410, description = "It was deleted")
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<AssetPath>,
    at: IfMatch,
    Body(change): Body<AssetChange>,
) -> Result<Answer<Asset>, Problem> {
    let committed = super::execute(&app, &user, path.id, at, AssetCommand::Retag(change.tag)).await?;
    super::shown(&app, &user, path.id, &committed).await
}
