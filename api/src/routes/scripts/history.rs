//! `GET /scripts/{id}/history`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Path, Query, QueryText, ScriptPath, next_link};
use crate::problem::{FieldError, Problem};
use crate::state::App;
use crate::write;
use axum::extract::{OriginalUri, State};
use domain::AggregateId;
use jiff::Timestamp;
use projections::Cursor;
use projections::history::{self, HistoryFilter, HistoryItem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryQuery {
    /// Where the page begins: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// How many items; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
    /// Event types such as `script.retitled`, or aggregates such as `scene`; several with commas.
    #[param(inline, value_type = Option<QueryText>)]
    r#type: Option<String>,
    /// `account:UUID`, `worker:NAME`, `system`, or a kind alone; a UUID is an account.
    #[param(inline, value_type = Option<QueryText>)]
    actor: Option<String>,
    /// This time or later.
    #[param(max_length = 64, example = "2026-01-31T12:00:00Z")]
    since: Option<String>,
    /// Before this time.
    #[param(max_length = 64, example = "2026-02-01T00:00:00Z")]
    until: Option<String>,
}

/// One page of a script's history.
#[derive(Serialize, ToSchema)]
pub(crate) struct HistoryPage {
    items: Vec<HistoryItem>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// Read a script's history
///
/// Who did what, when, and what it was before; the newest first.
#[utoipa::path(
    get,
    path = "/scripts/{id}/history",
    operation_id = "read_history",
    tag = "scripts",
    params(ScriptPath, HistoryQuery),
    responses((status = 200, description = "A page of the history", body = HistoryPage))
)]
pub(crate) async fn history(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Path(path): Path<ScriptPath>,
    Query(query): Query<HistoryQuery>,
) -> Result<Answer<HistoryPage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    let filter = filter(query)?;
    let script = write::own::<domain::Script>(&app, &user, path.id).await?;
    // What ended with it is still written down after it: lines of a script that nobody can read.
    if script.state.details().is_some_and(|script| script.erased) {
        return Err(Problem::not_found("script", path.id));
    }
    let position = app.position().await?;
    let client = app.client().await?;
    let page =
        history::list(&client, user.account, path.id, &filter, paging.cursor.as_ref(), paging.limit).await?;
    let link = next_link(&uri, page.next_cursor);
    let page = HistoryPage { items: page.items, next_cursor: page.next_cursor };
    Ok(Answer::ok(page).position(position).next(link))
}

fn filter(query: HistoryQuery) -> Result<HistoryFilter, Problem> {
    let mut errors = Vec::new();
    let mut time = |name: &str, text: Option<String>| {
        let parsed = text.map(|text| text.trim().replace(' ', "+").parse::<Timestamp>()).transpose();
        parsed.unwrap_or_else(|_| {
            errors.push(FieldError::new(format!("/{name}"), "must be a time such as 2026-01-31T12:00:00Z"));
            None
        })
    };
    let (since, until) = (time("since", query.since), time("until", query.until));
    if !errors.is_empty() {
        return Err(Problem::validation(errors));
    }
    let types = query.r#type.iter().flat_map(|types| types.split(',')).map(|word| word.trim().to_owned());
    let actor = query.actor.map(|actor| match actor.parse::<domain::AccountId>() {
        Ok(account) => format!("account:{}", account.uuid()),
        Err(_) => actor,
    });
    Ok(HistoryFilter { types: types.collect(), actor, since, until, ..HistoryFilter::default() })
}
