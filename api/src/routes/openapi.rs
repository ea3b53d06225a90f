//! `GET /openapi.json`

use crate::problem::Problem;
use crate::router;
use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// Read this description
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "read_openapi",
    tag = "system",
    responses((status = 200, description = "The OpenAPI document of this server", body = Object))
)]
pub(crate) async fn document() -> Result<Response, Problem> {
    static JSON: LazyLock<Result<Bytes, String>> = LazyLock::new(|| {
        serde_json::to_vec(&router::document()).map(Bytes::from).map_err(|error| error.to_string())
    });
    let json = JSON.as_ref().map_err(Problem::internal)?;
    let mut response = json.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
