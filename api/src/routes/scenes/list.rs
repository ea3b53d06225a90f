//! `GET /scripts/{id}/versions/{n}/scenes`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Path, Query, QueryText, VersionPath, moment, next_link};
use crate::problem::Problem;
use crate::routes::versions;
use crate::state::App;
use axum::extract::{OriginalUri, State};
use projections::Cursor;
use projections::scenes::{self, Scene};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which scenes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SceneQuery {
    /// Where the page begins: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// How many items; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
    /// A position of the log, or a time (RFC 3339): the answer is what it was then.
    #[param(max_length = 64)]
    as_of: Option<String>,
}

/// One page of scenes.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScenePage {
    items: Vec<Scene>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// List a version's scenes
///
/// By number, without those that were removed.
#[utoipa::path(
    get,
    path = "/scripts/{id}/versions/{n}/scenes",
    operation_id = "list_scenes",
    tag = "scenes",
    params(VersionPath, SceneQuery),
    responses((status = 200, description = "A page of scenes", body = ScenePage))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Path(path): Path<VersionPath>,
    Query(query): Query<SceneQuery>,
) -> Result<Answer<ScenePage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    let moment = moment(query.as_of.as_deref())?;
    let position = app.position().await?;
    let VersionPath { id, n } = path;
    let (cursor, limit) = (paging.cursor.as_ref(), paging.limit);
    let page = match moment {
        None => {
            versions::find(&app, &user, path).await?;
            Some(scenes::list(&app.client().await?, user.account, id, n, cursor, limit).await?)
        }
        Some(moment) => app.past(&user, moment).await.scenes(id, n, cursor, limit).await?,
    };
    let page = page.ok_or_else(|| Problem::not_found("version", format!("{n} of script {id}")))?;
    let link = next_link(&uri, page.next_cursor);
    let page = ScenePage { items: page.items, next_cursor: page.next_cursor };
    Ok(Answer::ok(page).position(position).next(link))
}
