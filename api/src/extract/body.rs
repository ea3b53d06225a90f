//! The JSON body of a request: its type, size, encoding, depth and syntax, then every field.

use super::scan;
use super::shape::Shape;
use crate::limits;
use crate::problem::{FieldError, Kind, Problem};
use axum::body::{Body as HttpBody, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use utoipa::ToSchema;

/// What a body can be read into.
pub(crate) trait Input: DeserializeOwned + ToSchema + Send + 'static {
    /// The largest body, in bytes.
    const MAX_BYTES: usize = limits::BODY_BYTES;
}

/// A JSON body that fits its schema.
#[derive(Debug)]
pub(crate) struct Body<T>(pub T);

/// A body that may be left out.
#[derive(Debug)]
pub(crate) struct OptionalBody<T>(pub T);

/// No body, or an empty object: whatever else is sent to an address that reads nothing is a mistake.
#[derive(Debug)]
pub(crate) struct NoBody;

#[derive(serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

impl Input for Nothing {}

impl<S: Send + Sync, T: Input> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        check_type(&head.headers)?;
        let bytes = read(body, T::MAX_BYTES).await?;
        parse(&bytes).map(Self)
    }
}

impl<S: Send + Sync, T: Input + Default> FromRequest<S> for OptionalBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let bytes = read(body, T::MAX_BYTES).await?;
        if bytes.is_empty() || bytes.trim_ascii() == b"null" {
            return Ok(Self(T::default()));
        }
        check_type(&head.headers)?;
        parse(&bytes).map(Self)
    }
}

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let bytes = read(body, limits::BODY_BYTES).await?;
        if !bytes.is_empty() {
            check_type(&head.headers)?;
            parse::<Nothing>(&bytes)?;
        }
        Ok(Self)
    }
}

/// JSON, in UTF-8 if it says.
fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().is_some_and(|essence| essence == "application/json");
    let is_utf8 = parts.all(|part| match part.split_once('=') {
        Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        _ => true,
    });
    if is_json && is_utf8 {
        return Ok(());
    }
    Err(Problem::new(Kind::UnsupportedMediaType)
        .detail("send the body as content-type: application/json, in UTF-8")
        .at("/Content-Type", "must be application/json"))
}

/// How much of a body that is too large is still taken off the wire, so that its sender reads the
/// answer instead of a broken connection.
const DRAIN_BYTES: usize = 32 * 1024 * 1024;

/// The whole body, of at most `most` bytes.
pub(crate) async fn read(body: HttpBody, most: usize) -> Result<Bytes, Problem> {
    let mut stream = body.into_data_stream();
    let mut bytes: Vec<u8> = Vec::new();
    let mut first = Bytes::new();
    let mut seen = 0_usize;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Problem::new(Kind::Malformed).detail("the body broke off"))?;
        seen += chunk.len();
        if seen > DRAIN_BYTES {
            break;
        }
        // Most bodies come in one piece, which need not be copied.
        if bytes.is_empty() && first.is_empty() {
            first = chunk;
        } else if bytes.len() <= most {
            if bytes.is_empty() {
                bytes.extend_from_slice(&std::mem::take(&mut first));
            }
            bytes.extend_from_slice(&chunk);
        }
    }
    let whole = if bytes.is_empty() { first } else { bytes.into() };
    if seen > most { Err(too_large(&whole, most)) } else { Ok(whole) }
}

fn too_large(bytes: &[u8], most: usize) -> Problem {
    let spot = scan::locate(bytes, most.min(bytes.len()));
    let detail = format!("the body is larger than {most} bytes");
    Problem::new(Kind::PayloadTooLarge).detail(detail).at(spot.pointer, "makes the body too large")
}

fn parse<T: Input>(bytes: &[u8]) -> Result<T, Problem> {
    if bytes.len() > T::MAX_BYTES {
        return Err(too_large(bytes, T::MAX_BYTES));
    }
    let value = syntax(bytes)?;
    let errors = shape::<T>().errors(&value);
    if !errors.is_empty() {
        return Err(Problem::validation(errors));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        // The schema lets pass what the type does not: ours to mend, but the client learns where it is.
        let mut pointer = String::new();
        for segment in error.path() {
            scan::push(&mut pointer, &segment.to_string());
        }
        Problem::validation(vec![FieldError::new(pointer, error.inner().to_string())])
    })
}

/// UTF-8, not too deep, and JSON.
fn syntax(bytes: &[u8]) -> Result<Value, Problem> {
    let malformed = |offset: usize, message: String| {
        let detail = format!("the body {message} (byte {offset})");
        Problem::new(Kind::Malformed).detail(detail).at(scan::locate(bytes, offset).pointer, message)
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(malformed(error.valid_up_to(), "is not valid UTF-8".into()));
    }
    if let Some(spot) = scan::too_deep(bytes, limits::DEPTH) {
        let message = format!("is nested deeper than {} levels", limits::DEPTH);
        return Err(Problem::new(Kind::Malformed)
            .detail(format!("the body {message}"))
            .at(spot.pointer, message));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let line_start = bytes.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
        let offset = line_start.map(<[u8]>::len).sum::<usize>() + error.column();
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        malformed(offset.min(bytes.len()), format!("is not JSON: {what}"))
    })
}

/// The shape of a type, made from its schema once.
fn shape<T: ToSchema + 'static>() -> Arc<Shape> {
    static SHAPES: LazyLock<Mutex<HashMap<TypeId, Arc<Shape>>>> = LazyLock::new(Mutex::default);
    let mut shapes = SHAPES.lock().unwrap_or_else(PoisonError::into_inner);
    shapes.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(compile::<T>())).clone()
}

fn compile<T: ToSchema>() -> Shape {
    let mut referenced = Vec::new();
    T::schemas(&mut referenced);
    let json = |schema| serde_json::to_value(schema).expect("a schema is plain JSON");
    let components: Map<String, Value> =
        referenced.into_iter().map(|(name, schema)| (name, json(schema))).collect();
    Shape::compile(&json(T::schema()), &components)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        format!("{:?}", syntax(bytes).unwrap_err())
    }

    #[test]
    fn what_cannot_be_parsed_names_the_field_it_broke_in() {
        assert!(refusal(b"{\"title\": \"\xff\"}").contains("pointer: \"/title\""));
        assert!(refusal(b"{\n\"genre\": nope}").contains("pointer: \"/genre\""));
        let deep = format!("{{\"tone\": {}1{}}}", "[".repeat(60), "]".repeat(60));
        assert!(refusal(deep.as_bytes()).contains("pointer: \"/tone/0"));
        assert!(refusal(b"").contains("EOF"));
        assert!(refusal(br#"{"a": "\ud800"}"#).contains("pointer: \"/a\""));
    }

    #[test]
    fn the_body_is_declared_as_json() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, value.parse().unwrap());
            check_type(&headers).is_ok()
        };
        assert!(with("application/json") && with("Application/JSON; charset=\"UTF-8\""));
        assert!(!with("text/plain") && !with("application/json; charset=latin1"));
        assert!(check_type(&HeaderMap::new()).is_err());
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_names_the_field_that_makes_it_so() {
        let long = format!("{{\"prompt\": \"{}\"}}", "x".repeat(1000));
        let problem = read(HttpBody::from(long), 100).await.unwrap_err();
        assert_eq!(problem.kind(), Kind::PayloadTooLarge);
        assert!(format!("{problem:?}").contains("pointer: \"/prompt\""));
    }

    #[tokio::test]
    async fn a_body_in_pieces_is_put_together() {
        let pieces = ["{\"a\"", ": ", "1}"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
        let body = HttpBody::from_stream(futures_util::stream::iter(pieces));
        assert_eq!(read(body, 100).await.unwrap(), Bytes::from("{\"a\": 1}"));
    }
}
