//! `GET /docs`: the `OpenAPI` document as a page. Its own few lines of script render it; nothing comes from
//! outside.

use crate::web;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// The page.
pub(crate) async fn page() -> Response {
    web::html(StatusCode::OK, include_str!("../docs/docs.html"))
}

/// Its script.
pub(crate) async fn script() -> impl IntoResponse {
    file("text/javascript; charset=utf-8", include_str!("../docs/docs.js"))
}

/// Its style.
pub(crate) async fn style() -> impl IntoResponse {
    file("text/css; charset=utf-8", include_str!("../docs/docs.css"))
}

fn file(media_type: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, "no-cache")], text)
}
