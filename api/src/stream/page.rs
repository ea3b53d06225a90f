//! Events as a page of JSON, for those who do not stream.

use super::Scope;
use super::frame::Event;
use super::nodes::{self, Nodes};
use crate::answer::Answer;
use crate::extract::next_link;
use crate::problem::Problem;
use crate::state::App;
use axum::http::Uri;
use domain::Position;
use serde::Serialize;
use utoipa::ToSchema;

/// One page of events, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventPage {
    items: Vec<Event>,
    /// Where the next page begins; null when this one ends with the newest event.
    next_cursor: Option<String>,
}

/// The first events after a position.
pub(super) async fn read(
    app: &App,
    scope: Scope,
    after: Position,
    limit: u32,
    uri: &Uri,
) -> Result<Answer<EventPage>, Problem> {
    let head = *app.tail.head().borrow();
    let nodes = Nodes::at(app, scope, head).await?;
    let of = (scope, nodes.as_ref());
    let mut items = nodes::read(&app.store.log(), of, after, limit + 1, head).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next_cursor = items.last().filter(|_| more).map(|last| last.position.to_string());
    let link = next_link(uri, next_cursor.as_ref());
    let items = items.into_iter().map(Event::from).collect();
    Ok(Answer::ok(EventPage { items, next_cursor }).position(head).next(link))
}
