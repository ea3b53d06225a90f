//! `GET /jobs`

use super::Job;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Query, QueryText, next_link};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::{OriginalUri, State};
use domain::job::{JobKind, JobState};
use domain::{JobId, ScriptId};
use projections::Cursor;
use projections::jobs::{self, JobFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobQuery {
    /// Where the page begins: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// How many items; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
    /// Only those in one of these states, separated by commas.
    #[param(inline, style = Form, explode = false, max_items = 8, example = "pending,queued")]
    state: Option<Vec<JobState>>,
    /// Only those of this script.
    #[param(value_type = Option<Uuid>)]
    script_id: Option<ScriptId>,
    /// Only those of this kind.
    #[param(inline)]
    kind: Option<JobKind>,
    /// Only the nodes of this production.
    #[param(value_type = Option<Uuid>)]
    production: Option<JobId>,
    /// No nodes of productions.
    top: Option<bool>,
}

/// One page of jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobPage {
    items: Vec<Job>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// List jobs
///
/// The newest first, without their texts.
#[utoipa::path(
    get,
    path = "/jobs",
    operation_id = "list_jobs",
    tag = "jobs",
    params(JobQuery),
    responses((status = 200, description = "A page of jobs", body = JobPage))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<JobQuery>,
) -> Result<Answer<JobPage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    let filter = JobFilter {
        states: query.state.unwrap_or_default(),
        script: query.script_id,
        kind: query.kind,
        production: query.production,
        top: query.top == Some(true),
    };
    let position = app.position().await?;
    let client = app.client().await?;
    let page = jobs::list(&client, user.account, &filter, paging.cursor.as_ref(), paging.limit).await?;
    let link = next_link(&uri, page.next_cursor);
    let items = page.items.into_iter().map(Job::from).collect();
    Ok(Answer::ok(JobPage { items, next_cursor: page.next_cursor }).position(position).next(link))
}
