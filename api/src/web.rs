//! The client's pages, inside the binary (in development, read from `web/dist`).
//!
//! Every page of the client is the one `index.html`, with a fresh nonce for its scripts; everything else
//! has a name that changes with its content, and may be kept for ever.

use crate::problem::{Kind, Problem};
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;
use std::fmt::Write;

#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[allow_missing = true]
#[exclude = "*.map"]
#[exclude = ".vite/*"]
struct Dist;

/// What the build leaves where the nonce belongs.
const NONCE: &str = "__CSP_NONCE__";

/// Shown when there is no client in this binary.
const NO_CLIENT: &str = include_str!("web/no-client.html");

/// Any address that is no other route.
pub(crate) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if uri.path() == "/api" || uri.path().starts_with("/api/") {
        return Problem::new(Kind::NotFound).detail(format!("there is no {}", uri.path())).into_response();
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        return Problem::new(Kind::MethodNotAllowed).into_response();
    }
    let path = uri.path().trim_start_matches('/');
    match Dist::get(path) {
        Some(file) if path != "index.html" => asset(path, file, &headers),
        // A missing script must not be answered with a page.
        None if looks_like_a_file(path) => {
            Problem::new(Kind::NotFound).detail(format!("there is no /{path}")).into_response()
        }
        _ => index(),
    }
}

fn looks_like_a_file(path: &str) -> bool {
    path.starts_with("assets/") || path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

fn index() -> Response {
    match Dist::get("index.html") {
        Some(file) => html(StatusCode::OK, &String::from_utf8_lossy(&file.data)),
        None => html(StatusCode::NOT_FOUND, NO_CLIENT),
    }
}

/// A page whose scripts and styles carry this answer's own nonce.
pub(crate) fn html(status: StatusCode, template: &str) -> Response {
    let nonce = match nonce() {
        Ok(nonce) => nonce,
        Err(error) => return Problem::internal(error).into_response(),
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let mut response = (status, template.replace(NONCE, &nonce)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // A nonce must not come out of a cache.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(name("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(name("x-frame-options"), HeaderValue::from_static("DENY"));
    headers.insert(
        name("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

const fn name(name: &'static str) -> HeaderName {
    HeaderName::from_static(name)
}

fn nonce() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn asset(path: &str, plain: EmbeddedFile, asked: &HeaderMap) -> Response {
    let (encoding, file) = match encoded(path, asked) {
        Some((encoding, file)) => (Some(encoding), file),
        None => (None, plain),
    };
    let etag = etag(&file);
    let known = asked.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match file.data {
            // A release binary holds it: nothing is copied.
            Cow::Borrowed(bytes) => Body::from(Bytes::from_static(bytes)),
            Cow::Owned(bytes) => Body::from(bytes),
        }
        .into_response()
    };
    let headers = response.headers_mut();
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn etag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex = hash[..12].iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("\"{hex}\"")
}

/// The best compressed form that we have and the client takes.
fn encoded(path: &str, asked: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = asked.get(ACCEPT_ENCODING)?.to_str().ok()?;
    let mut forms =
        [("br", "br"), ("gzip", "gz")].into_iter().filter(|(encoding, _)| takes(accepted, encoding));
    forms.find_map(|(encoding, end)| Some((encoding, Dist::get(&format!("{path}.{end}"))?)))
}

/// Whether an `Accept-Encoding` names this one; `q=0` is a refusal.
fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.any(|part| {
            part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|quality| quality <= 0.0))
        });
        named && !refused
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_taken_unless_it_is_refused() {
        assert!(takes("gzip, deflate, br;q=0.9", "br"));
        assert!(!takes("gzip, br;q=0", "br"));
        assert!(!takes("gzip, br; q=0.000", "br"));
        assert!(!takes("deflate", "gzip"));
    }

    #[test]
    fn every_page_has_a_nonce_of_its_own() {
        let policy = || {
            let response = html(StatusCode::OK, "<script nonce=\"__CSP_NONCE__\"></script>");
            response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
        };
        let (one, two) = (policy(), policy());
        assert_ne!(one, two);
        assert!(one.contains("frame-ancestors 'none'") && !one.contains("unsafe"), "{one}");
    }

    #[tokio::test]
    async fn the_api_is_never_answered_with_a_page() {
        let get = |path: &'static str| page(Method::GET, Uri::from_static(path), HeaderMap::new());
        for path in ["/api/v2/scripts", "/api", "/assets/gone.js", "/favicon.png"] {
            let response = get(path).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json", "{path}");
        }
        assert_eq!(get("/scripts/1").await.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    }
}
