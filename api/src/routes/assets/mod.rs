//! Assets: files with their provenance, brought in by people or made by jobs.

pub(crate) mod change;
pub(crate) mod content;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod signed_url;
pub(crate) mod upload;

use crate::answer::Answer;
use crate::assets::access;
use crate::auth::User;
use crate::extract::IfMatch;
use crate::problem::Problem;
use crate::state::App;
use crate::{unseen, write};
use domain::AssetId;
use domain::asset::AssetCommand;
use event_store::Committed;
use projections::assets;
use serde::Serialize;
use utoipa::ToSchema;

/// An asset, and where its bytes are.
#[derive(Serialize, ToSchema)]
pub(crate) struct Asset {
    #[serde(flatten)]
    asset: projections::Asset,
    links: AssetLinks,
}

/// Where to go on from an asset.
#[derive(Serialize, ToSchema)]
pub(crate) struct AssetLinks {
    /// The asset itself.
    #[serde(rename = "self")]
    this: String,
    /// Its bytes.
    content: String,
}

impl From<projections::Asset> for Asset {
    fn from(asset: projections::Asset) -> Self {
        let this = address(asset.id);
        Self { asset, links: AssetLinks { content: format!("{this}/content"), this } }
    }
}

fn address(id: AssetId) -> String {
    format!("/api/v1/assets/{id}")
}

/// Gives a command to an asset that the user may change.
async fn execute(
    app: &App,
    user: &User,
    id: AssetId,
    at: IfMatch,
    command: AssetCommand,
) -> Result<Committed, Problem> {
    access::changeable(app, user, id).await?;
    write::give::<domain::Asset>(app, id, at, command, write::fresh_context(user)).await
}

/// An asset after a command, as the read models show it.
async fn shown(app: &App, user: &User, id: AssetId, committed: &Committed) -> Result<Answer<Asset>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let asset = match assets::get(&app.client().await?, user.account, id).await? {
        Some(asset) if !lagging => asset,
        _ => unseen::asset(app, user, id).await?,
    };
    let etag = asset.sequence;
    Ok(Answer::ok(asset.into()).etag(etag).position(position).lagging(lagging))
}
