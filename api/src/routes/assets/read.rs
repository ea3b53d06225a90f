//! `GET /assets/{id}`

use super::Asset;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, AssetPath, Path, Query};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::assets;

/// Read an asset
///
/// What is known of it, or with `as_of` was known then; its bytes are its content. A deleted one says when it was
/// deleted.
#[utoipa::path(
    get,
    path = "/assets/{id}",
    operation_id = "read_asset",
    tag = "assets",
    params(AssetPath, AsOfQuery),
    responses((status = 200, description = "The asset", body = Asset))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<AssetPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Asset>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let asset = match moment {
        None => assets::get(&app.client().await?, user.account, path.id).await?,
        Some(moment) => app.past(&user, moment).await.asset(path.id).await?,
    };
    let asset = asset.ok_or_else(|| Problem::not_found("asset", path.id))?;
    let etag = asset.sequence;
    Ok(Answer::ok(asset.into()).etag(etag).position(position))
}
