//! Pages of a list: how many, and from where. A cursor is the sort key of the last row seen, so rows
//! that arrive while somebody pages neither push others onto the next page twice nor off it.

use crate::row::ReadError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use tokio_postgres::Row;

/// How many items a page has: 1 to 100, 20 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u8);

/// A number of items that no page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the limit is {0}, not 1 to 100")]
pub struct BadLimit(pub u64);

impl Limit {
    /// As many as a page can have.
    pub const MOST: Self = Self(100);

    /// A limit, if it is one.
    pub fn new(items: u64) -> Result<Self, BadLimit> {
        match u8::try_from(items) {
            Ok(items @ 1..=100) => Ok(Self(items)),
            _ => Err(BadLimit(items)),
        }
    }

    pub(crate) fn items(self) -> usize {
        self.0.into()
    }

    /// One row more than the page holds tells whether there is a next page.
    pub(crate) fn probe(self) -> i64 {
        i64::from(self.0) + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(20)
    }
}

/// The lists that can be paged. A cursor of one is no cursor of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Scripts = 1,
    Versions = 2,
    Scenes = 3,
    Revisions = 4,
    Characters = 5,
    Jobs = 6,
    History = 7,
    Assets = 8,
}

/// A place in a list, opaque to whoever carries it. Text form: base64url without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    list: u8,
    /// The sort key of the last row seen; lists with one key leave the second 0.
    keys: [i64; 2],
}

/// A text that is no cursor, or the cursor of another list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this list: {0:?}")]
pub struct BadCursor(pub String);

impl Cursor {
    pub(crate) fn new(list: List, keys: [i64; 2]) -> Self {
        Self { list: list as u8, keys }
    }

    /// The place of a row in a list that is sorted by one column.
    pub(crate) fn after(list: List, row: &Row, column: &str) -> Result<Self, ReadError> {
        Ok(Self::new(list, [row.try_get(column)?, 0]))
    }

    /// The sort key, if this is the list's cursor; `start` without a cursor.
    pub(crate) fn keys(cursor: Option<&Self>, list: List, start: [i64; 2]) -> Result<[i64; 2], BadCursor> {
        match cursor {
            None => Ok(start),
            Some(cursor) if cursor.list == list as u8 => Ok(cursor.keys),
            Some(cursor) => Err(BadCursor(cursor.to_string())),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [self.list; 17];
        bytes[1..9].copy_from_slice(&self.keys[0].to_be_bytes());
        bytes[9..].copy_from_slice(&self.keys[1].to_be_bytes());
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadCursor(text.chars().take(64).collect());
        let bytes: [u8; 17] =
            URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(bad)?;
        let key = |from: usize| bytes[from..from + 8].try_into().map(i64::from_be_bytes).map_err(|_| bad());
        match bytes[0] {
            list @ 1..=8 => Ok(Self { list, keys: [key(1)?, key(9)?] }),
            _ => Err(bad()),
        }
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next_cursor: Option<Cursor>,
}

impl<T> Page<T> {
    /// Reads a page from the rows of a query that asked for [`Limit::probe`] of them.
    pub(crate) fn read(
        rows: &[Row],
        limit: Limit,
        item: impl Fn(&Row) -> Result<T, ReadError>,
        cursor: impl FnOnce(&Row) -> Result<Cursor, ReadError>,
    ) -> Result<Self, ReadError> {
        let shown = &rows[..rows.len().min(limit.items())];
        let next_cursor = match shown.last() {
            Some(last) if shown.len() < rows.len() => Some(cursor(last)?),
            _ => None,
        };
        Ok(Self { items: shown.iter().map(item).collect::<Result<_, _>>()?, next_cursor })
    }

    /// Cuts a page out of items of which [`Limit::probe`] at most are there, if so many are left.
    pub(crate) fn cut(mut items: Vec<T>, limit: Limit, cursor: impl FnOnce(&T) -> Cursor) -> Self {
        let more = items.len() > limit.items();
        items.truncate(limit.items());
        let next_cursor = if more { items.last().map(cursor) } else { None };
        Self { items, next_cursor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_what_it_wrote_and_belongs_to_one_list() {
        let cursor = Cursor::new(List::Scenes, [i64::MAX, -3]);
        let read: Cursor = cursor.to_string().parse().unwrap();
        assert_eq!(read, cursor);
        assert_eq!(Cursor::keys(Some(&read), List::Scenes, [0, 0]), Ok([i64::MAX, -3]));
        assert!(Cursor::keys(Some(&read), List::Jobs, [0, 0]).is_err());
        assert_eq!(Cursor::keys(None, List::Jobs, [9, 0]), Ok([9, 0]));
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let unknown_list = URL_SAFE_NO_PAD.encode([99; 17]);
        for text in ["", "x", "!!", "AAAA", "1", unknown_list.as_str(), &"A".repeat(10_000)] {
            let BadCursor(named) = text.parse::<Cursor>().unwrap_err();
            assert!(named.len() <= 64);
        }
    }

    #[test]
    fn limits_are_1_to_100() {
        assert_eq!(Limit::default().items(), 20);
        assert_eq!(Limit::new(100), Ok(Limit::MOST));
        for items in [0, 101, u64::MAX] {
            assert_eq!(Limit::new(items), Err(BadLimit(items)));
        }
    }

    #[test]
    fn a_page_knows_whether_there_is_another() {
        let limit = Limit::new(2).unwrap();
        let cursor = |n: &i64| Cursor::new(List::Jobs, [*n, 0]);
        assert_eq!(Page::cut(vec![1, 2], limit, cursor).next_cursor, None);
        let page = Page::cut(vec![1, 2, 3], limit, cursor);
        assert_eq!(page, Page { items: vec![1, 2], next_cursor: Some(Cursor::new(List::Jobs, [2, 0])) });
        assert_eq!(Page::cut(Vec::<i64>::new(), limit, cursor).next_cursor, None);
    }
}
