//! Pages of lists: where one begins, how long it is, and the link to the next.

use crate::limits;
use crate::problem::Problem;
use axum::http::Uri;
use domain::Position;
use projections::{Cursor, Limit};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

macro_rules! parameter {
    ($($(#[$doc:meta])* $name:ident = $schema:expr;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub(crate) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    $schema
                }
            }

            impl ToSchema for $name {}
        )+
    };
}

parameter! {
    /// How many items a page has, as a parameter's schema.
    PageSize = limits::schema(limits::page_size());
    /// A cursor, a search or a filter, as a parameter's schema.
    QueryText = limits::schema(limits::query_text());
}

/// Which part of a list is asked for.
#[derive(Debug)]
pub(crate) struct Paging {
    pub(crate) cursor: Option<Cursor>,
    pub(crate) limit: Limit,
}

impl Paging {
    /// Reads the two parameters that every list has.
    pub(crate) fn new(cursor: Option<&str>, limit: Option<u32>) -> Result<Self, Problem> {
        let cursor = cursor.map(str::parse).transpose();
        let cursor = cursor.map_err(|_| Problem::field("/cursor", "is not a cursor that we gave"))?;
        let limit = limit.map_or(Ok(Limit::default()), |limit| Limit::new(limit.into()));
        Ok(Self { cursor, limit: limit.map_err(|error| Problem::field("/limit", error.to_string()))? })
    }
}

impl Paging {
    /// The same for a page of events, whose cursor is a position.
    pub(crate) fn positions(
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<(Option<Position>, u32), Problem> {
        let position =
            |text: &str| text.parse::<i64>().ok().and_then(|position| u64::try_from(position).ok());
        let cursor = match cursor {
            None => None,
            Some(text) => match position(text) {
                Some(position) => Some(Position(position)),
                None => return Err(Problem::field("/cursor", "is not a cursor that we gave")),
            },
        };
        Ok((cursor, limit.unwrap_or(limits::PAGE.1)))
    }
}

/// The address of the next page: this one's with another cursor.
pub(crate) fn next_link(uri: &Uri, next: Option<impl ToString>) -> Option<String> {
    let next = next?.to_string();
    let query = uri.query().unwrap_or_default();
    let kept = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("cursor="));
    let mut link = format!("{}?", uri.path());
    for part in kept {
        link.push_str(part);
        link.push('&');
    }
    link.push_str("cursor=");
    link.push_str(&next);
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_keeps_the_filter() {
        let uri = Uri::from_static("/api/v1/jobs?state=failed&cursor=old&limit=5");
        assert_eq!(next_link(&uri, Some("new")).unwrap(), "/api/v1/jobs?state=failed&limit=5&cursor=new");
        assert_eq!(next_link(&Uri::from_static("/x"), Some("a")).unwrap(), "/x?cursor=a");
        assert_eq!(next_link(&uri, None::<String>), None);
    }

    #[test]
    fn what_is_no_cursor_is_named() {
        let problem = Paging::new(Some("x"), None).unwrap_err();
        assert!(format!("{problem:?}").contains("/cursor"));
    }
}
