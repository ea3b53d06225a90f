//! Stands before every address that is not open to all: who are you, and, when only a cookie says so,
//! did your own page ask?

use super::{User, Via, cookies};
use crate::problem::{Kind, Problem};
use crate::request;
use crate::state::App;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::Response;

/// Lets signed-in people through and notes who they are.
pub(crate) async fn signed_in(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let user = identify(&app, request.headers()).await?;
    if user.via == Via::Cookie {
        same_site(request.method(), request.headers(), request.uri())?;
    }
    request::identify(user.account);
    request.extensions_mut().insert(user);
    Ok(next.run(request).await)
}

/// For addresses that work by the refresh cookie, or set cookies: other sites may not use them.
pub(crate) async fn own_pages(request: Request, next: Next) -> Result<Response, Problem> {
    let by_cookie = cookies::get(request.headers(), cookies::REFRESH).is_some();
    if by_cookie || is_browser(request.headers()) {
        same_site(request.method(), request.headers(), request.uri())?;
    }
    Ok(next.run(request).await)
}

/// Who sends this request.
pub(crate) async fn identify(app: &App, headers: &HeaderMap) -> Result<User, Problem> {
    let (token, via) = match bearer(headers) {
        Some(token) => (token, Via::Bearer),
        None => match cookies::get(headers, cookies::ACCESS) {
            Some(token) => (token, Via::Cookie),
            None => return Err(Problem::new(Kind::Unauthorized).detail("send an access token, or sign in")),
        },
    };
    match app.sessions.verify(token).await? {
        Some((account, session)) => Ok(User { account, session, via }),
        None => Err(Problem::new(Kind::Unauthorized)
            .detail("the access token is not valid, or no longer")
            .header(WWW_AUTHENTICATE, r#"Bearer realm="spool", error="invalid_token""#)),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn is_browser(headers: &HeaderMap) -> bool {
    headers.contains_key(ORIGIN) || headers.contains_key("sec-fetch-site")
}

/// Browsers say where a request comes from. A write that rides on a cookie must come from our own pages,
/// and one that does not say so is not believed.
fn same_site(method: &Method, headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let host =
                text(HOST.as_str()).or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
            origin.split_once("://").map(|(_, authority)| authority) == host && host.is_some()
        }
        (None, None) => false,
    };
    if own {
        return Ok(());
    }
    Err(Problem::new(Kind::Forbidden).detail(
        "a change by cookie must come from this studio's own pages; other programs send a bearer token",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers =
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        same_site(&Method::POST, &headers, &Uri::from_static("/api/v1/scripts")).is_ok()
    }

    #[test]
    fn only_our_own_pages_write_by_cookie() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        for other in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://h"), ("host", "h")],
            &[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")],
            &[("origin", "null"), ("host", "127.0.0.1:8080")],
            &[("origin", "http://h")],
            &[],
        ] {
            assert!(!allowed(other), "{other:?}");
        }
    }

    #[test]
    fn reading_is_not_writing() {
        assert!(same_site(&Method::GET, &HeaderMap::new(), &Uri::from_static("/")).is_ok());
    }

    #[test]
    fn the_scheme_is_bearer_in_any_spelling() {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, "bEaReR  abc".parse().unwrap());
        assert_eq!(bearer(&headers), Some("abc"));
        headers.insert(AUTHORIZATION, "Basic abc".parse().unwrap());
        assert_eq!(bearer(&headers), None);
    }
}
