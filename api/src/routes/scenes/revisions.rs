//! `GET /scenes/{id}/revisions`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Path, Query, QueryText, ScenePath, next_link};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::{OriginalUri, State};
use projections::Cursor;
use projections::scenes::{self, SceneRevision};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which revisions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RevisionQuery {
    /// Where the page begins: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// How many items; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
}

/// One page of a scene's texts.
#[derive(Serialize, ToSchema)]
pub(crate) struct SceneRevisionPage {
    items: Vec<SceneRevision>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// List a scene's revisions
///
/// Every text it ever had, the newest first.
#[utoipa::path(
    get,
    path = "/scenes/{id}/revisions",
    operation_id = "list_scene_revisions",
    tag = "scenes",
    params(ScenePath, RevisionQuery),
    responses((status = 200, description = "A page of revisions", body = SceneRevisionPage))
)]
pub(crate) async fn revisions(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Path(path): Path<ScenePath>,
    Query(query): Query<RevisionQuery>,
) -> Result<Answer<SceneRevisionPage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    write::own::<domain::Scene>(&app, &user, path.id).await?;
    let position = app.position().await?;
    let client = app.client().await?;
    let page =
        scenes::revisions(&client, user.account, path.id, paging.cursor.as_ref(), paging.limit).await?;
    let link = next_link(&uri, page.next_cursor);
    let page = SceneRevisionPage { items: page.items, next_cursor: page.next_cursor };
    Ok(Answer::ok(page).position(position).next(link))
}
