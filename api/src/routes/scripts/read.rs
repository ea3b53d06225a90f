//! `GET /scripts/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, ScriptPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::scripts::{self, Script};

/// Read a script
///
/// As it is, or with `as_of` as it was.
#[utoipa::path(
    get,
    path = "/scripts/{id}",
    operation_id = "read_script",
    tag = "scripts",
    params(ScriptPath, AsOfQuery),
    responses((status = 200, description = "The script", body = Script))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Script>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let script = match moment {
        None => scripts::get(&app.client().await?, user.account, path.id).await?,
        Some(moment) => app.past(&user, moment).await.script(path.id).await?,
    };
    let script = script.ok_or_else(|| Problem::not_found("script", path.id))?;
    let etag = script.sequence;
    Ok(Answer::ok(script).etag(etag).position(position))
}
