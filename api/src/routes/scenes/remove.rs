//! `DELETE /scenes/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, NoBody, Path, ScenePath};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::scene::SceneCommand;
use projections::scenes::Scene;

/// Take a scene out of its version
///
/// It stays readable by its id, and in the history.
#[utoipa::path(
    delete,
    path = "/scenes/{id}",
    operation_id = "remove_scene",
    tag = "scenes",
    params(ScenePath),
    responses((status = 200, description = "The removed scene", body = Scene))
)]
pub(crate) async fn remove(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    at: IfMatch,
    _: NoBody,
) -> Result<Answer<Scene>, Problem> {
    let (command, context) = (SceneCommand::Remove, write::fresh_context(&user));
    let committed = write::execute::<domain::Scene>(&app, &user, path.id, at, command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
