//! Small conversions between Postgres' types and ours, kept in one place so that a position or a
//! sequence is never cast by hand.

use domain::Position;
use std::error::Error;
use tokio_postgres::types::{FromSql, Type};

/// A count as Postgres' signed integer. Numbers that no log reaches become the highest one, so that a
/// reader who asks for "after the end of time" gets nothing instead of everything.
pub(crate) fn to_sql(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count from Postgres; the tables check that none is negative.
pub(crate) fn from_sql(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// A position from its column.
pub(crate) fn position(column: i64) -> Position {
    Position(from_sql(column))
}

/// The text of a `jsonb` column as it came over the wire, borrowed: parsing it straight into the
/// type that is wanted costs half of what going through a tree of values does.
#[derive(Clone, Copy)]
pub(crate) struct RawJson<'a>(pub(crate) &'a [u8]);

impl<'a> FromSql<'a> for RawJson<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match raw {
            _ if *ty == Type::JSON => Ok(Self(raw)),
            // jsonb is sent as its text behind a version number, which has always been 1.
            [1, text @ ..] => Ok(Self(text)),
            _ => Err("jsonb of an unknown version".into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::JSONB || *ty == Type::JSON
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beyond_every_log_stays_beyond_it() {
        assert_eq!(to_sql(u64::MAX), i64::MAX);
        assert_eq!(from_sql(to_sql(42)), 42);
    }

    #[test]
    fn jsonb_is_taken_without_its_version_and_refused_with_another() {
        assert_eq!(RawJson::from_sql(&Type::JSONB, b"\x01{}").unwrap().0, b"{}");
        assert!(RawJson::from_sql(&Type::JSONB, b"\x02{}").is_err());
    }
}
