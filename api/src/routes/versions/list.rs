//! `GET /scripts/{id}/versions`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Path, Query, QueryText, ScriptPath, moment, next_link};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::{OriginalUri, State};
use projections::Cursor;
use projections::versions::{self, VersionSummary};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which versions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionQuery {
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

/// One page of versions.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionPage {
    items: Vec<VersionSummary>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// List a script's versions
///
/// The newest first, without their texts.
#[utoipa::path(
    get,
    path = "/scripts/{id}/versions",
    operation_id = "list_versions",
    tag = "versions",
    params(ScriptPath, VersionQuery),
    responses((status = 200, description = "A page of versions", body = VersionPage))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Path(path): Path<ScriptPath>,
    Query(query): Query<VersionQuery>,
) -> Result<Answer<VersionPage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    let moment = moment(query.as_of.as_deref())?;
    write::own::<domain::Script>(&app, &user, path.id).await?;
    let position = app.position().await?;
    let (cursor, limit) = (paging.cursor.as_ref(), paging.limit);
    let page = match moment {
        None => Some(versions::list(&app.client().await?, user.account, path.id, cursor, limit).await?),
        Some(moment) => app.past(&user, moment).await.versions(path.id, cursor, limit).await?,
    };
    let page = page.ok_or_else(|| Problem::not_found("script", path.id))?;
    let link = next_link(&uri, page.next_cursor);
    let page = VersionPage { items: page.items, next_cursor: page.next_cursor };
    Ok(Answer::ok(page).position(position).next(link))
}
