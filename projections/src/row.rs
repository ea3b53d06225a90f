//! From rows to resources: the conversions every query needs, and what can go wrong on the way.

use crate::page::BadCursor;
use crate::projection::chain;
use domain::Position;
use domain::vocabulary::UnknownWord;
use event_store::StoreError;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::str::FromStr;
use tokio_postgres::Row;

/// Why a read failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The cursor is none, or of another list: the caller's mistake.
    #[error(transparent)]
    Cursor(#[from] BadCursor),
    /// The database refused or went away.
    #[error("database: {}", chain(.0))]
    Database(#[from] tokio_postgres::Error),
    /// No connection could be had.
    #[error("no database connection: {}", chain(.0))]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The log could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A row holds what its projection never writes.
    #[error("column {column} cannot be read: {reason}")]
    Corrupt {
        /// The column.
        column: &'static str,
        /// What is wrong with its value.
        reason: String,
    },
}

/// A word of one of the closed lists.
pub(crate) fn word<T: FromStr<Err = UnknownWord>>(row: &Row, column: &'static str) -> Result<T, ReadError> {
    let text: &str = row.try_get(column)?;
    text.parse().map_err(|error: UnknownWord| ReadError::Corrupt { column, reason: error.to_string() })
}

/// The same, where there may be none.
pub(crate) fn maybe_word<T: FromStr<Err = UnknownWord>>(
    row: &Row,
    column: &'static str,
) -> Result<Option<T>, ReadError> {
    match row.try_get::<_, Option<&str>>(column)? {
        None => Ok(None),
        Some(_) => word(row, column).map(Some),
    }
}

/// A small count.
pub(crate) fn count(row: &Row, column: &'static str) -> Result<u32, ReadError> {
    let number: i32 = row.try_get(column)?;
    u32::try_from(number).map_err(|error| ReadError::Corrupt { column, reason: error.to_string() })
}

/// The same, where there may be none.
pub(crate) fn maybe_count(row: &Row, column: &'static str) -> Result<Option<u32>, ReadError> {
    let number: Option<i32> = row.try_get(column)?;
    number
        .map(u32::try_from)
        .transpose()
        .map_err(|error| ReadError::Corrupt { column, reason: error.to_string() })
}

/// A number of rows.
pub(crate) fn total(row: &Row, column: &'static str) -> Result<u32, ReadError> {
    let number: i64 = row.try_get(column)?;
    u32::try_from(number).map_err(|error| ReadError::Corrupt { column, reason: error.to_string() })
}

/// A sequence.
pub(crate) fn sequence(row: &Row, column: &'static str) -> Result<u64, ReadError> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|error| ReadError::Corrupt { column, reason: error.to_string() })
}

/// A position.
pub(crate) fn position(row: &Row, column: &'static str) -> Result<Position, ReadError> {
    sequence(row, column).map(Position)
}

/// A type of ours kept as JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<T, ReadError> {
    let value: Value = row.try_get(column)?;
    T::deserialize(value).map_err(|error| ReadError::Corrupt { column, reason: error.to_string() })
}

/// The same, where there may be none.
pub(crate) fn maybe_json<T: DeserializeOwned>(
    row: &Row,
    column: &'static str,
) -> Result<Option<T>, ReadError> {
    match row.try_get::<_, Option<Value>>(column)? {
        None => Ok(None),
        Some(value) => T::deserialize(value)
            .map(Some)
            .map_err(|error| ReadError::Corrupt { column, reason: error.to_string() }),
    }
}

/// A pattern that finds `text` anywhere, whatever signs it holds.
pub(crate) fn like(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        // Postgres' text has no NUL, so no text holds one: nothing would be found, and asking fails.
        pattern.push(if sign == '\0' { '\u{FFFD}' } else { sign });
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_means_its_signs() {
        assert_eq!(like("100%_\\"), "%100\\%\\_\\\\%");
        assert_eq!(like(""), "%%");
    }
}
