//! Parameters in the address: path segments and the query string. Both are strings that become typed
//! values by the schema their `IntoParams` gives, and all that is wrong is said at once.

use super::shape::{Field, Shape};
use crate::problem::{FieldError, Kind, Problem};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::any::TypeId;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::ParameterIn;

/// Typed path segments.
#[derive(Debug)]
pub(crate) struct Path<T>(pub T);

/// A typed query string. Unknown and repeated parameters are refused; an empty one counts as left out.
#[derive(Debug)]
pub(crate) struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + IntoParams + Send + 'static> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|refused| {
            Problem::new(Kind::Malformed)
                .detail(refused.to_string().to_lowercase())
                .at("/path", "must be UTF-8")
        })?;
        let pairs = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        typed::<T>(pairs.collect()).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned + IntoParams + Send + 'static> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        typed::<T>(pairs(parts.uri.query().unwrap_or_default())?).map(Self)
    }
}

/// The names and values of a query string.
fn pairs(query: &str) -> Result<Vec<(String, String)>, Problem> {
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8().map(Cow::into_owned).ok()
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let Some(name) = decode(name) else {
            return Err(Problem::new(Kind::Malformed)
                .detail("the query is not valid UTF-8")
                .at("/query", "must be UTF-8"));
        };
        let pointer = format!("/{name}");
        let value =
            decode(value).ok_or_else(|| Problem::new(Kind::Malformed).at(&pointer, "must be UTF-8"))?;
        if pairs.iter().any(|(other, _)| *other == name) {
            return Err(Problem::field(pointer, "is given twice"));
        }
        if !value.is_empty() {
            pairs.push((name, value));
        }
    }
    Ok(pairs)
}

fn typed<T: DeserializeOwned + IntoParams + 'static>(pairs: Vec<(String, String)>) -> Result<T, Problem> {
    let shapes = shapes::<T>();
    let object: Map<String, Value> = pairs
        .into_iter()
        .map(|(name, text)| {
            let value = value(shapes.get(&name).map(|field| &field.shape), text);
            (name, value)
        })
        .collect();
    let object = Value::Object(object);
    let errors = Shape::Fields(shapes.as_ref().clone()).errors(&object);
    if !errors.is_empty() {
        return Err(Problem::validation(errors));
    }
    serde_path_to_error::deserialize(object).map_err(|error| {
        let pointer = format!("/{}", error.path());
        Problem::validation(vec![FieldError::new(pointer, error.inner().to_string())])
    })
}

/// A text as the value its schema asks for, a list by its commas; one that does not read as such stays text,
/// and is refused.
fn value(shape: Option<&Shape>, text: String) -> Value {
    match shape {
        Some(Shape::Nullable(shape)) => value(Some(shape), text),
        Some(Shape::Integer(..)) => text.parse::<i64>().map_or(Value::String(text), Value::from),
        Some(Shape::List(one, _)) => {
            text.split(',').map(|part| value(Some(one), part.trim().to_owned())).collect()
        }
        Some(Shape::Boolean) => text.parse::<bool>().map_or(Value::String(text), Value::from),
        _ => Value::String(text),
    }
}

type Shapes = Arc<BTreeMap<String, Field>>;

/// The shapes of a type's parameters, made from their schemas once.
fn shapes<T: IntoParams + 'static>() -> Shapes {
    static SHAPES: LazyLock<Mutex<HashMap<TypeId, Shapes>>> = LazyLock::new(Mutex::default);
    let mut shapes = SHAPES.lock().unwrap_or_else(PoisonError::into_inner);
    shapes
        .entry(TypeId::of::<T>())
        .or_insert_with(|| {
            let params = T::into_params(|| Some(ParameterIn::Query));
            let fields = params.into_iter().map(|param| {
                let schema = serde_json::to_value(&param.schema).expect("a schema is plain JSON");
                let field = Field {
                    shape: Shape::compile(&schema, &Map::new()),
                    required: matches!(param.required, Required::True),
                };
                (param.name, field)
            });
            Arc::new(fields.collect())
        })
        .clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use uuid::Uuid;

    #[derive(Debug, Deserialize, IntoParams, PartialEq)]
    struct Filter {
        #[param(minimum = 1, maximum = 100)]
        limit: Option<u32>,
        archived: Option<bool>,
        script_id: Option<Uuid>,
        q: Option<String>,
        #[param(max_items = 2)]
        sizes: Option<Vec<u32>>,
    }

    fn read(query: &str) -> Result<Filter, String> {
        pairs(query).and_then(typed::<Filter>).map_err(|problem| format!("{problem:?}"))
    }

    #[test]
    fn a_query_becomes_typed_values() {
        let id = Uuid::from_u128(5);
        let filter = read(&format!("limit=7&archived=true&script_id={id}&q=a+b%C3%A9&sizes=3,%204")).unwrap();
        let expected = Filter {
            limit: Some(7),
            archived: Some(true),
            script_id: Some(id),
            q: Some("a bé".into()),
            sizes: Some(vec![3, 4]),
        };
        assert_eq!(filter, expected);
        assert_eq!(read("limit=&q=").unwrap().limit, None);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (query, pointer) in [
            ("limit=0", "/limit"),
            ("limit=ten", "/limit"),
            ("archived=yes", "/archived"),
            ("script_id=7", "/script_id"),
            ("other=1", "/other"),
            ("q=a&q=b", "/q"),
            ("q=%ff", "/q"),
            ("q=%00", "/q"),
            ("sizes=1,x", "/sizes/1"),
            ("sizes=1,2,3", "/sizes"),
        ] {
            let refusal = read(query).unwrap_err();
            assert!(refusal.contains(&format!("pointer: \"{pointer}\"")), "{query}: {refusal}");
        }
    }
}
