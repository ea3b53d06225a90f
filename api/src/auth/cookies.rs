//! The session cookies. The `__Host-` prefix makes browsers refuse them from anywhere but this very
//! host over a secure connection (their own machine counts as one).

use super::sessions::{Tokens, life_s};
use super::token;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

/// Carries the access token.
pub(crate) const ACCESS: &str = "__Host-spool";
/// Carries the refresh token.
pub(crate) const REFRESH: &str = "__Host-spool-refresh";

/// The value of a cookie.
pub(crate) fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Sets both.
pub(crate) fn set(headers: &mut HeaderMap, tokens: &Tokens) {
    add(headers, ACCESS, &tokens.access, token::LIFE_S);
    add(headers, REFRESH, &tokens.refresh, life_s());
}

/// Takes both away.
pub(crate) fn clear(headers: &mut HeaderMap) {
    add(headers, ACCESS, "", 0);
    add(headers, REFRESH, "", 0);
}

fn add(headers: &mut HeaderMap, name: &str, value: &str, max_age_s: i64) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; Secure; SameSite=Strict");
    let cookie = HeaderValue::from_str(&cookie).expect("tokens are base64 and dots");
    headers.append(SET_COOKIE, cookie);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; __Host-spool-refresh=r=r"));
        headers.append(COOKIE, HeaderValue::from_static("__Host-spool=x"));
        assert_eq!(get(&headers, ACCESS), Some("x"));
        assert_eq!(get(&headers, REFRESH), Some("r=r"));
        assert_eq!(get(&headers, "__Host-spoo"), None);
    }

    #[test]
    fn the_cookies_are_for_this_host_and_no_script() {
        let mut headers = HeaderMap::new();
        clear(&mut headers);
        let cookies: Vec<_> =
            headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2);
        for cookie in cookies {
            assert!(cookie.starts_with("__Host-spool"), "{cookie}");
            for attribute in ["Path=/", "HttpOnly", "Secure", "SameSite=Strict"] {
                assert!(cookie.contains(attribute), "{cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }
}
