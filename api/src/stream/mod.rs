//! What happens, as it happens: server-sent events of a job, a script, or everything of somebody's.
//!
//! One follower of the log and one listening connection per process; every event is encoded once and
//! handed to all who watch. What a client missed comes from the database, so where it stopped does not
//! matter.

mod connection;
mod frame;
mod hub;
mod nodes;
mod page;
mod reader;
mod ticks;

pub(crate) use hub::Hub;
pub(crate) use page::EventPage;

use crate::auth::User;
use crate::extract::{LastEventId, Paging, Query};
use crate::extract::{PageSize, QueryText};
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::body::Body;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use domain::{AccountId, JobId, Position, ScriptId};
use event_store::{Filter, RecordedEvent};
use serde::Deserialize;
use utoipa::IntoParams;

/// What somebody watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything of an account's.
    Owner(AccountId),
    /// One script.
    Script(ScriptId),
    /// One job.
    Job(JobId),
}

impl Scope {
    fn filter(self) -> Filter {
        match self {
            Self::Owner(id) => Filter::Owner(id),
            Self::Script(id) => Filter::Script(id),
            Self::Job(id) => Filter::Job(id),
        }
    }

    /// Whether a passing report is for whoever watches this. What nodes say is for their production's
    /// watchers and their own: with hundreds of them, nobody else could follow.
    fn has_tick(self, of: Reporter) -> bool {
        match self {
            Self::Owner(_) => of.production.is_none(),
            Self::Script(id) => of.script == Some(id) && of.production.is_none(),
            Self::Job(id) => of.job == id || of.production == Some(id),
        }
    }

    /// Whether what is watched is a job that is over, or goes on, by this event; `None` if it says nothing
    /// about that.
    fn is_over(self, event: &RecordedEvent) -> Option<bool> {
        match self {
            Self::Job(id) if event.aggregate_id == id.0 => over(event),
            _ => None,
        }
    }
}

/// Whether a job is over by this event; `None` if it says nothing about that.
fn over(event: &RecordedEvent) -> Option<bool> {
    match event.event_type.as_str() {
        "job.completed"
        | "job.reused"
        | "job.produced"
        | "job.partially_completed"
        | "job.failed"
        | "job.cancelled" => Some(true),
        "job.retried" => Some(false),
        _ => None,
    }
}

/// Whose passing report it is.
#[derive(Clone, Copy, Debug)]
struct Reporter {
    job: JobId,
    script: Option<ScriptId>,
    production: Option<JobId>,
}

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// Everything after this position; 0 is the beginning. `Last-Event-ID` comes first.
    #[param(minimum = 0)]
    after: Option<i64>,
    /// Of a page of events: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// Of a page of events: how many; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
}

/// A wish to watch: from where, and in which form.
pub(crate) struct Watch {
    uri: Uri,
    after: Option<Position>,
    query: EventQuery,
    as_page: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Watch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(query) = Query::<EventQuery>::from_request_parts(parts, state).await?;
        // A browser that comes back by itself repeats the address it began with: the header is newer.
        let LastEventId(last) = LastEventId::from_request_parts(parts, state).await?;
        let after = last.or(query.after.and_then(|after| u64::try_from(after).ok()).map(Position));
        let accept = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let as_page = accept.contains("application/json") && !accept.contains("text/event-stream");
        let OriginalUri(uri) =
            OriginalUri::from_request_parts(parts, state).await.unwrap_or_else(|never| match never {});
        Ok(Self { uri, after, query, as_page })
    }
}

/// Answers a wish to watch what the user may see.
pub(crate) async fn answer(app: App, user: User, scope: Scope, watch: Watch) -> Result<Response, Problem> {
    if watch.as_page {
        let paging = Paging::positions(watch.query.cursor.as_deref(), watch.query.limit)?;
        let after = paging.0.or(watch.after).unwrap_or_default();
        return Ok(page::read(&app, scope, after, paging.1, &watch.uri).await?.into_response());
    }
    let Some(ticket) = app.hub.admit(user.account) else {
        return Err(Problem::new(Kind::RateLimited)
            .detail("too many streams of yours are open; close some")
            .header(RETRY_AFTER, "5"));
    };
    let stream = connection::open(app, user, scope, watch.after, ticket).await?;
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    // A stream ends with its connection.
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    Ok(response)
}
