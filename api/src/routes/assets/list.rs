//! `GET /assets`

use super::Asset;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{PageSize, Paging, Query, QueryText, next_link};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::{OriginalUri, State};
use domain::asset::{AssetKind, AssetTag};
use domain::{CharacterId, SceneId, ScriptId, ShotId};
use projections::Cursor;
use projections::assets::{self, AssetFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which assets.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AssetQuery {
    /// Where the page begins: the `next_cursor` of the one before.
    #[param(inline, value_type = Option<QueryText>)]
    cursor: Option<String>,
    /// How many items; at most 100.
    #[param(inline, value_type = Option<PageSize>)]
    limit: Option<u32>,
    /// Only those of this type.
    #[param(inline)]
    r#type: Option<AssetKind>,
    /// Only those with this tag.
    #[param(inline)]
    tag: Option<AssetTag>,
    /// Only those of this script.
    #[param(value_type = Option<Uuid>)]
    script: Option<ScriptId>,
    /// Only those of this scene.
    #[param(value_type = Option<Uuid>)]
    scene: Option<SceneId>,
    /// Only those of this shot.
    #[param(value_type = Option<Uuid>)]
    shot: Option<ShotId>,
    /// Only those of this character.
    #[param(value_type = Option<Uuid>)]
    character: Option<CharacterId>,
    /// The deleted ones, or (unless said) the others.
    deleted: Option<bool>,
}

/// One page of assets.
#[derive(Serialize, ToSchema)]
pub(crate) struct AssetPage {
    items: Vec<Asset>,
    /// Where the next page begins; null on the last.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<Cursor>,
}

/// List assets
///
/// Your own and those of scripts that are shared with you, the newest first.
#[utoipa::path(
    get,
    path = "/assets",
    operation_id = "list_assets",
    tag = "assets",
    params(AssetQuery),
    responses((status = 200, description = "A page of assets", body = AssetPage))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<AssetQuery>,
) -> Result<Answer<AssetPage>, Problem> {
    let paging = Paging::new(query.cursor.as_deref(), query.limit)?;
    let filter = AssetFilter {
        kind: query.r#type,
        tag: query.tag,
        script: query.script,
        scene: query.scene,
        shot: query.shot,
        character: query.character,
        deleted: query.deleted.unwrap_or(false),
    };
    let position = app.position().await?;
    let client = app.client().await?;
    let page = assets::list(&client, user.account, &filter, paging.cursor.as_ref(), paging.limit).await?;
    let link = next_link(&uri, page.next_cursor);
    let items = page.items.into_iter().map(Asset::from).collect();
    let page = AssetPage { items, next_cursor: page.next_cursor };
    Ok(Answer::ok(page).position(position).next(link))
}
