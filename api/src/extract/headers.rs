//! The request headers with a meaning of their own: `If-Match`, `Prefer`, `Last-Event-ID`.

use crate::limits;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::header::{HeaderName, IF_MATCH};
use axum::http::request::Parts;
use domain::Position;
use std::time::Duration;

/// `If-Match`: the state a change was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IfMatch(pub Option<u64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(IF_MATCH) else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let sequence =
            text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
        match sequence {
            Some(sequence) => Ok(Self(Some(sequence))),
            None => Err(Problem::field("/If-Match", "must be an entity tag that we gave, such as \"3\"")),
        }
    }
}

/// `Prefer: wait=N` (RFC 7240): how long the caller would wait for the end; at most a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PreferWait(pub Option<Duration>);

impl<S: Send + Sync> FromRequestParts<S> for PreferWait {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let values = parts.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        let mut preferences = values.flat_map(|value| value.split([',', ';']));
        let wait = preferences.find_map(|preference| match preference.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("wait") => {
                Some(value.trim().trim_matches('"'))
            }
            _ => None,
        });
        let Some(wait) = wait else { return Ok(Self(None)) };
        // A preference that cannot be read is not followed; it is never an error (RFC 7240, section 2).
        Ok(Self(wait.parse().ok().map(|seconds| Duration::from_secs(seconds).min(limits::WAIT))))
    }
}

/// `Last-Event-ID`: where a stream was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LastEventId(pub Option<Position>);

impl<S: Send + Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        const NAME: HeaderName = HeaderName::from_static("last-event-id");
        let Some(value) = parts.headers.get(NAME) else { return Ok(Self(None)) };
        match value.to_str().ok().map(str::trim) {
            Some("") => Ok(Self(None)),
            Some(text) if text.parse::<i64>().is_ok_and(|position| position >= 0) => {
                Ok(Self(text.parse().ok()))
            }
            _ => Err(Problem::field("/Last-Event-ID", "must be a position that we gave")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Kind;
    use axum::http::Request;

    fn parts(name: &str, value: &str) -> Parts {
        Request::builder().header(name, value).body(()).unwrap().into_parts().0
    }

    async fn if_match(value: &str) -> Result<IfMatch, Problem> {
        IfMatch::from_request_parts(&mut parts("if-match", value), &()).await
    }

    #[tokio::test]
    async fn if_match_takes_our_tags_and_the_star_only() {
        assert_eq!(if_match("\"12\"").await.unwrap(), IfMatch(Some(12)));
        assert_eq!(if_match("*").await.unwrap(), IfMatch(None));
        for other in ["12", "W/\"12\"", "\"x\"", "\"1\", \"2\""] {
            assert_eq!(if_match(other).await.unwrap_err().kind(), Kind::Validation, "{other}");
        }
    }

    #[tokio::test]
    async fn a_wish_to_wait_is_bounded_and_never_an_error() {
        for (value, seconds) in [
            ("wait=5", Some(5)),
            ("respond-async, wait=600", Some(60)),
            ("Wait = \"3\"; foo=bar", Some(3)),
            ("wait=soon", None),
            ("return=minimal", None),
        ] {
            let wait = PreferWait::from_request_parts(&mut parts("prefer", value), &()).await.unwrap();
            assert_eq!(wait.0, seconds.map(Duration::from_secs), "{value}");
        }
    }

    #[tokio::test]
    async fn a_cursor_is_a_position() {
        let read = async |value: &str| {
            LastEventId::from_request_parts(&mut parts("last-event-id", value), &()).await
        };
        assert_eq!(read("17").await.unwrap(), LastEventId(Some(Position(17))));
        assert_eq!(read("").await.unwrap(), LastEventId(None));
        for other in ["-1", "x", "99999999999999999999"] {
            assert!(read(other).await.is_err(), "{other}");
        }
    }
}
