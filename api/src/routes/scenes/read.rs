//! `GET /scenes/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, ScenePath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::scenes::{self, Scene};

/// Read a scene
///
/// As it is, or with `as_of` as it was.
#[utoipa::path(
    get,
    path = "/scenes/{id}",
    operation_id = "read_scene",
    tag = "scenes",
    params(ScenePath, AsOfQuery),
    responses((status = 200, description = "The scene", body = Scene))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Scene>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let scene = match moment {
        None => scenes::get(&app.client().await?, user.account, path.id).await?,
        Some(moment) => app.past(&user, moment).await.scene(path.id).await?,
    };
    let scene = scene.ok_or_else(|| Problem::not_found("scene", path.id))?;
    let etag = scene.sequence;
    Ok(Answer::ok(scene).etag(etag).position(position))
}
