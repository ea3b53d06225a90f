//! `GET /openapi.json`

use crate::problem::Problem;
use crate::router;
use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::OnceLock;

/// Read this description
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "read_openapi",
    tag = "system",
    responses((status = 200, description = "The OpenAPI document of this server", body = Object))
)]
pub(crate) async fn document() -> Result<Response, Problem> {
    static JSON: OnceLock<Bytes> = OnceLock::new();
    let json = match JSON.get() {
        Some(json) => json.clone(),
        None => {
            let json = serde_json::to_vec(&router::document()).map_err(Problem::internal)?;
            JSON.get_or_init(|| json.into()).clone()
        }
    };
    let mut response = json.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
