//! `POST /assets/{id}/signed-url`

use super::address;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AssetPath, Input, OptionalBody, Path};
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::extract::State;
use event_store::edge;
use jiff::Timestamp;
use projections::assets;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long an address is to work.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSignedUrl {
    #[schema(schema_with = limits::expires_s)]
    expires_s: Option<u32>,
}

impl Input for NewSignedUrl {}

/// An address that works without signing in.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedUrl {
    /// The address of the content, from the root of this host.
    url: String,
    /// When it stops working.
    expires_at: Timestamp,
}

/// Sign an address of an asset's content
///
/// Whoever has it can read the content until it runs out, without signing in.
#[utoipa::path(
    post,
    path = "/assets/{id}/signed-url",
    operation_id = "sign_asset_url",
    tag = "assets",
    params(AssetPath),
    request_body = Option<NewSignedUrl>,
    responses(
        (status = 200, description = "The address", body = SignedUrl),
        (status = 410, description = "The asset was deleted")
    )
)]
pub(crate) async fn sign(
    State(app): State<App>,
    user: User,
    Path(path): Path<AssetPath>,
    OptionalBody(new): OptionalBody<NewSignedUrl>,
) -> Result<Answer<SignedUrl>, Problem> {
    let asset = assets::get(&app.client().await?, user.account, path.id)
        .await?
        .ok_or_else(|| Problem::not_found("asset", path.id))?;
    if asset.deleted_at.is_some() {
        return Err(Problem::new(Kind::Gone).detail("the asset was deleted"));
    }
    let expires = edge::now().as_second() + i64::from(new.expires_s.unwrap_or(limits::SIGNED_S.2));
    let expires_at = Timestamp::from_second(expires).map_err(Problem::internal)?;
    let signature = app.url_key.sign(asset.id, expires);
    let url = format!("{}/content?expires={expires}&signature={signature}", address(asset.id));
    Ok(Answer::ok(SignedUrl { url, expires_at }))
}
