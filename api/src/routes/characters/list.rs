//! `GET /characters`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Query, QueryText, next_link};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::{OriginalUri, State};
use projections::Cursor;
use projections::characters::{self, Character, CharacterFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which characters.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CharacterQuery {
    /// Where the page begins: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// How many items; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
    /// The archived ones, or (unless said) the others.
    archived: Option<bool>,
    /// Only those whose name holds this text.
    #[param(inline, value_type = Option<QueryText>)]
    q: Option<String>,
}

/// One page of characters.
#[derive(Serialize, ToSchema)]
pub(crate) struct CharacterPage {
    items: Vec<Character>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// List characters
///
/// The newest first.
#[utoipa::path(
    get,
    path = "/characters",
    operation_id = "list_characters",
    tag = "characters",
    params(CharacterQuery),
    responses((status = 200, description = "A page of characters", body = CharacterPage))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<CharacterQuery>,
) -> Result<Answer<CharacterPage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    let filter = CharacterFilter { archived: Some(query.archived.unwrap_or(false)), search: query.q };
    let position = app.position().await?;
    let client = app.client().await?;
    let page = characters::list(&client, user.account, &filter, paging.cursor.as_ref(), paging.limit).await?;
    let link = next_link(&uri, page.next_cursor);
    let page = CharacterPage { items: page.items, next_cursor: page.next_cursor };
    Ok(Answer::ok(page).position(position).next(link))
}
