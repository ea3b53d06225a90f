//! The one HTTP error type: RFC 9457 `application/problem+json`.
//!
//! Everything that goes wrong becomes a [`Problem`]: input that does not fit, a domain's refusal, a
//! database constraint with a name we know. What nobody foresaw is a 500 that tells the client a trace
//! id and the log the cause, never the other way round.

mod database;
mod kind;
mod refusal;

pub(crate) use database::constraint;
pub use kind::Kind;
pub use refusal::Refused;

use crate::request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::fmt::{self, Display};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// A JSON pointer into the body, such as `/character_ids/0`; for anything else its name, such as
    /// `/limit` for a query parameter. Empty: the body as a whole.
    pub pointer: String,
    /// What is wrong with it, to follow the field's name.
    pub message: String,
}

impl FieldError {
    /// What is wrong with the field that `pointer` names.
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into() }
    }
}

/// The body of an error answer.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// The kind of problem, stable: `urn:spool:problem:KIND`.
    #[schema(value_type = String, example = "urn:spool:problem:validation")]
    r#type: String,
    /// The kind in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<String>,
    /// What is wrong with which field; empty when it is not about fields.
    errors: Vec<FieldError>,
    /// Names this request in the server's log.
    trace_id: String,
}

/// An error answer in the making. Boxed: it is the rare half of every `Result`.
#[derive(Debug)]
pub struct Problem(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    detail: Option<String>,
    errors: Vec<FieldError>,
    headers: HeaderMap,
    cause: Option<String>,
}

impl Problem {
    /// A problem of this kind, with nothing more to say.
    pub fn new(kind: Kind) -> Self {
        let (errors, headers) = (Vec::new(), HeaderMap::new());
        Self(Box::new(Inner { kind, detail: None, errors, headers, cause: None }))
    }

    /// Some fields are not right.
    pub fn validation(errors: Vec<FieldError>) -> Self {
        let mut problem = Self::new(Kind::Validation);
        problem.0.errors = errors;
        problem
    }

    /// One field is not right.
    pub fn field(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self::validation(vec![FieldError::new(pointer, message)])
    }

    /// There is no such thing, or it is someone else's: nobody can tell which.
    pub fn not_found(what: &str, id: impl Display) -> Self {
        Self::new(Kind::NotFound).detail(format!("there is no {what} {id}"))
    }

    /// Something failed that the client cannot mend. The cause goes to the log only.
    pub fn internal(cause: impl Display) -> Self {
        Self::new(Kind::Internal).because(cause)
    }

    /// Something is missing for now: a database that is starting, a queue that is full.
    pub fn unavailable(cause: impl Display) -> Self {
        Self::new(Kind::Unavailable).because(cause).header(RETRY_AFTER, "2")
    }

    fn because(mut self, cause: impl Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// Says what happened this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Points at a field.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        self.0.errors.push(FieldError::new(pointer, message));
        self
    }

    /// Says what else is wrong; the first kind stays.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.errors.extend(other.0.errors);
        self.0.detail = match (self.0.detail, other.0.detail) {
            (Some(one), Some(two)) => Some(format!("{one}; {two}")),
            (one, two) => one.or(two),
        };
        self
    }

    /// Adds a header; one whose value HTTP cannot carry is left out.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl AsRef<str>) -> Self {
        if let Ok(value) = HeaderValue::from_str(value.as_ref()) {
            self.0.headers.insert(name, value);
        }
        self
    }

    /// What sort of problem it is.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Its body, as it is answered with.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.body()).unwrap_or_default()
    }

    fn body(&self) -> ProblemBody {
        ProblemBody {
            r#type: format!("urn:spool:problem:{}", self.0.kind.as_str()),
            title: self.0.kind.title().to_owned(),
            status: self.0.kind.status().as_u16(),
            detail: self.0.detail.clone(),
            errors: self.0.errors.clone(),
            trace_id: request::trace_id(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.kind.as_str())?;
        for more in [&self.0.detail, &self.0.cause].into_iter().flatten() {
            write!(f, ": {more}")?;
        }
        Ok(())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = self.body();
        if let Some(cause) = &self.0.cause {
            tracing::error!(trace_id = %body.trace_id, kind = self.0.kind.as_str(), "request failed: {cause}");
        }
        let json = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (self.0.kind.status(), json).into_response();
        response.headers_mut().extend(self.0.headers);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.0.kind == Kind::Unauthorized && !response.headers().contains_key(WWW_AUTHENTICATE) {
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static(r#"Bearer realm="spool""#));
        }
        response
    }
}

impl From<deadpool_postgres::PoolError> for Problem {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::unavailable(database::chain(&error))
    }
}

impl From<tokio_postgres::Error> for Problem {
    fn from(error: tokio_postgres::Error) -> Self {
        database::problem(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use serde_json::Value;

    async fn rendered(problem: Problem) -> (u16, HeaderMap, Value) {
        let response = problem.into_response();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, headers, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn a_problem_names_its_kind_its_fields_and_the_request() {
        let (status, headers, body) = rendered(Problem::field("/title", "is required")).await;
        assert_eq!(status, 422);
        assert_eq!(headers[CONTENT_TYPE], "application/problem+json");
        assert_eq!(body["type"], "urn:spool:problem:validation");
        assert_eq!(body["errors"], serde_json::json!([{"pointer": "/title", "message": "is required"}]));
        assert!(body["trace_id"].is_string());
    }

    #[tokio::test]
    async fn the_cause_of_an_internal_error_stays_inside() {
        let (status, _, body) = rendered(Problem::internal("relation \"secrets\" does not exist")).await;
        assert_eq!(status, 500);
        assert!(!body.to_string().contains("secrets"), "{body}");
    }

    #[tokio::test]
    async fn who_is_not_signed_in_is_told_how() {
        let (status, headers, _) = rendered(Problem::new(Kind::Unauthorized)).await;
        assert_eq!(
            (status, &headers[WWW_AUTHENTICATE]),
            (401, &HeaderValue::from_static(r#"Bearer realm="spool""#))
        );
    }
}
