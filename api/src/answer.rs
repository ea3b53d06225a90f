//! An answer that went well: a body and what the headers say about it.

use crate::rate::Verdict;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LINK, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Position;
use serde::Serialize;

/// The position a read is as of.
pub(crate) const SPOOL_POSITION: HeaderName = HeaderName::from_static("spool-position");
/// The read models did not catch up with a write in time.
pub(crate) const SPOOL_LAGGING: HeaderName = HeaderName::from_static("spool-lagging");

/// A JSON answer.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T: Serialize> Answer<T> {
    /// 200 with this body.
    pub(crate) fn ok(body: T) -> Self {
        Self { status: StatusCode::OK, headers: HeaderMap::new(), body }
    }

    /// The same with another body.
    pub(crate) fn map<U>(self, body: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { status: self.status, headers: self.headers, body: body(self.body) }
    }

    /// 201: it was made, and is to be found there.
    #[must_use]
    pub(crate) fn created(self, location: String) -> Self {
        Self { status: StatusCode::CREATED, ..self }.header(LOCATION, location)
    }

    /// 202: it will be made; there is where to look.
    #[must_use]
    pub(crate) fn accepted(self, location: String) -> Self {
        Self { status: StatusCode::ACCEPTED, ..self }.header(LOCATION, location)
    }

    /// The state of the resource, for `If-Match`.
    #[must_use]
    pub(crate) fn etag(self, sequence: u64) -> Self {
        self.header(ETAG, format!("\"{sequence}\""))
    }

    /// What the answer is as of.
    #[must_use]
    pub(crate) fn position(self, position: Position) -> Self {
        self.header(SPOOL_POSITION, position.to_string())
    }

    /// Whether the read models lag behind what was just written.
    #[must_use]
    pub(crate) fn lagging(self, lagging: bool) -> Self {
        if lagging { self.header(SPOOL_LAGGING, "true") } else { self }
    }

    /// Where the next page of a list is.
    #[must_use]
    pub(crate) fn next(self, link: Option<String>) -> Self {
        match link {
            Some(link) => self.header(LINK, format!("<{link}>; rel=\"next\"")),
            None => self,
        }
    }

    /// How often this may be asked for.
    #[must_use]
    pub(crate) fn limited(mut self, verdict: Verdict) -> Self {
        verdict.tell(&mut self.headers);
        self
    }

    /// A header; our own values are always ones that HTTP can carry.
    #[must_use]
    pub(crate) fn header(mut self, name: HeaderName, value: impl AsRef<str>) -> Self {
        if let Ok(value) = HeaderValue::from_str(value.as_ref()) {
            self.headers.insert(name, value);
        }
        self
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let json = match serde_json::to_vec(&self.body) {
            Ok(json) => json,
            Err(error) => return crate::problem::Problem::internal(error).into_response(),
        };
        let mut response = (self.status, json).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.headers);
        response
    }
}
