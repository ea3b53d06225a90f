//! `GET /assets/{id}/content`

use crate::assets::disposition::{content_type, disposition};
use crate::assets::range::{Wanted, wanted};
use crate::auth::guard;
use crate::extract::{AssetPath, Path, Query, QueryText};
use crate::problem::{Kind, Problem};
use crate::request;
use crate::state::App;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::AssetId;
use event_store::edge;
use projections::{Asset, assets};
use serde::Deserialize;
use std::ops::Range;
use storage::Digest;
use utoipa::IntoParams;

/// What a signed address carries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ContentQuery {
    /// When a signed address runs out: seconds since 1970, UTC.
    #[param(minimum = 0)]
    expires: Option<i64>,
    /// The signature of a signed address.
    #[param(inline, value_type = Option<QueryText>)]
    signature: Option<String>,
}

/// Bytes of whatever type the asset has.
struct Content;

impl utoipa::PartialSchema for Content {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        super::upload::binary()
    }
}

impl utoipa::ToSchema for Content {}

/// Read an asset's content
///
/// Its bytes, or with `Range` a part of them. The `ETag` is their hash: they never change. A signed address
/// needs nobody to be signed in.
#[utoipa::path(
    get,
    path = "/assets/{id}/content",
    operation_id = "read_asset_content",
    tag = "assets",
    params(
        AssetPath,
        ContentQuery,
        ("Range" = Option<String>, Header, description = "One range of bytes, such as `bytes=0-499`."),
        ("If-Range" = Option<String>, Header, description = "The `ETag` that the range is of."),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of what is there already.")
    ),
    responses(
        (status = 200, description = "The bytes", body = inline(Content), content_type = "application/octet-stream"),
        (status = 206, description = "The part", body = inline(Content), content_type = "application/octet-stream"),
        (status = 304, description = "You have it already"),
        (status = 410, description = "The asset was deleted"),
        (status = 416, description = "There is no such part")
    )
)]
pub(crate) async fn content(
    State(app): State<App>,
    method: Method,
    headers: HeaderMap,
    Path(path): Path<AssetPath>,
    Query(query): Query<ContentQuery>,
) -> Result<Response, Problem> {
    let asset = allowed(&app, &headers, path.id, &query).await?;
    if asset.deleted_at.is_some() {
        return Err(Problem::new(Kind::Gone).detail("the asset was deleted"));
    }
    let etag = format!("\"{}\"", asset.sha256);
    match wanted(&method, &headers, asset.bytes, &etag) {
        Wanted::Known => Ok(with_validators(StatusCode::NOT_MODIFIED.into_response(), &etag)),
        Wanted::Unsatisfiable => Err(Problem::new(Kind::RangeNotSatisfiable)
            .detail(format!("the content has {} bytes", asset.bytes))
            .header(CONTENT_RANGE, format!("bytes */{}", asset.bytes))),
        Wanted::Whole if method == Method::HEAD => {
            let empty = Response::new(Body::empty());
            Ok(described(empty, &asset, &(0..asset.bytes), &etag))
        }
        Wanted::Whole => send(&app, &asset, None, &etag).await,
        Wanted::Part(part) => send(&app, &asset, Some(part), &etag).await,
    }
}

/// The asset, if the signature or the one who is signed in may have it.
async fn allowed(
    app: &App,
    headers: &HeaderMap,
    id: AssetId,
    query: &ContentQuery,
) -> Result<Asset, Problem> {
    let client = app.client().await?;
    let found = match (query.expires, &query.signature) {
        (None, None) => {
            let user = guard::identify(app, headers).await?;
            request::identify(user.account);
            assets::get(&client, user.account, id).await?
        }
        (Some(expires), Some(signature)) if app.url_key.is_good(id, expires, signature, edge::now()) => {
            assets::get_for_anyone(&client, id).await?
        }
        _ => {
            return Err(
                Problem::new(Kind::Forbidden).detail("the address was not signed here, or has run out")
            );
        }
    };
    found.ok_or_else(|| Problem::not_found("asset", id))
}

async fn send(app: &App, asset: &Asset, part: Option<Range<u64>>, etag: &str) -> Result<Response, Problem> {
    let object: Digest = asset.sha256.parse().map_err(Problem::internal)?;
    let content = app.assets.get(object, part.clone()).await?;
    let (range, total) = (content.range.clone(), content.total);
    let mut response = described(Response::new(Body::from_stream(content)), asset, &range, etag);
    if part.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let bytes = format!("bytes {}-{}/{total}", range.start, range.end.saturating_sub(1));
        set(&mut response, CONTENT_RANGE, &bytes);
    }
    Ok(response)
}

/// Says what the bytes are, and what a browser may do with them: nothing in them ever runs.
fn described(response: Response, asset: &Asset, range: &Range<u64>, etag: &str) -> Response {
    let mut response = with_validators(response, etag);
    set(&mut response, CONTENT_TYPE, &content_type(&asset.media_type));
    set(&mut response, CONTENT_LENGTH, &(range.end - range.start).to_string());
    set(&mut response, CONTENT_DISPOSITION, &disposition(&asset.media_type, &asset.file_name));
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    response
}

/// What lets a client keep the bytes and ask for parts of them. Proxies keep nothing: not everybody may have it.
fn with_validators(mut response: Response, etag: &str) -> Response {
    set(&mut response, ETAG, etag);
    set(&mut response, ACCEPT_RANGES, "bytes");
    set(&mut response, CACHE_CONTROL, "private, max-age=3600, no-transform");
    response
}

/// Sets a header; our own values are always ones that HTTP can carry.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
