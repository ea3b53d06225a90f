//! A statement on one row, made into one on many: its parameters become columns of arrays that are unnested.
//!
//! What the rows are called in the statement stands in a comment of it, so that the same text is the statement
//! for one row.

use super::Value;
use bytes::BytesMut;
use std::error::Error;
use std::fmt::Write as _;
use tokio_postgres::types::{IsNull, Kind, ToSql, Type, to_sql_checked};

/// Where the rows come in, and what stands there then.
const PLACES: [(&str, &str); 3] =
    [("/*from rows*/", "from "), ("/*, rows*/", ", "), ("/*using rows*/", "using ")];

/// The statement for many rows. `None` if its text names no place for them, or if a parameter is an array
/// already: arrays of arrays cannot be unnested one by one.
pub(super) fn sql(sql: &str, parameters: &[Type]) -> Option<String> {
    let (place, word) = PLACES.into_iter().find(|(place, _)| sql.contains(place))?;
    if parameters.iter().any(|it| matches!(it.kind(), Kind::Array(_))) {
        return None;
    }
    let (before, after) = sql.split_once(place)?;
    let arrays: Vec<String> =
        parameters.iter().zip(1..).map(|(it, number)| format!("${number}::{}[]", it.name())).collect();
    let names: Vec<String> = (1..=parameters.len()).map(|number| format!("p{number}")).collect();
    let rows = format!("{word}unnest({}) as r ({})", arrays.join(", "), names.join(", "));
    Some(format!("{}{rows}{}", of_rows(before), of_rows(after)))
}

/// The text with `$7` read as the seventh column of the rows.
fn of_rows(sql: &str) -> String {
    let mut pieces = sql.split('$');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let _ = write!(text, "r.p{piece}");
    }
    text
}

/// The values of many changes by the same statement, by parameter.
pub(super) fn columns(changes: impl Iterator<Item = Vec<Value>>) -> Vec<Vec<Value>> {
    let mut columns: Vec<Vec<Value>> = Vec::new();
    for values in changes {
        columns.resize_with(values.len(), Vec::new);
        for (column, value) in columns.iter_mut().zip(values) {
            column.push(value);
        }
    }
    columns
}

/// The columns as parameters.
pub(super) fn elements(columns: &[Vec<Value>]) -> Vec<Vec<Element<'_>>> {
    columns.iter().map(|column| column.iter().map(|value| Element(&**value)).collect()).collect()
}

/// A value in an array.
#[derive(Debug)]
pub(super) struct Element<'v>(&'v (dyn ToSql + Sync + Send));

impl ToSql for Element<'_> {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.0.to_sql_checked(of, out)
    }

    /// Known only with the value, which is asked when it is written.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_become_columns_of_rows() {
        let one = "update jobs set state = $2, cost = cost + $10 /*from rows*/ where id = $1";
        let many = sql(one, &[Type::UUID, Type::TEXT]).unwrap();
        assert_eq!(
            many,
            "update jobs set state = r.p2, cost = cost + r.p10 \
             from unnest($1::uuid[], $2::text[]) as r (p1, p2) where id = r.p1"
        );
    }

    #[test]
    fn a_statement_without_a_place_or_with_an_array_stays_alone() {
        assert_eq!(sql("delete from jobs where id = $1", &[Type::UUID]), None);
        assert_eq!(sql("delete from jobs /*using rows*/ where id = any($1)", &[Type::UUID_ARRAY]), None);
    }

    #[test]
    fn an_array_holds_what_each_value_would_be_and_null_where_there_is_none() {
        let changes = [vec![Box::new(Some(7_i32)) as Value], vec![Box::new(None::<i32>) as Value]];
        let columns = columns(changes.into_iter());
        let (mut ours, mut theirs) = (BytesMut::new(), BytesMut::new());
        elements(&columns)[0].to_sql_checked(&Type::INT4_ARRAY, &mut ours).unwrap();
        vec![Some(7_i32), None].to_sql_checked(&Type::INT4_ARRAY, &mut theirs).unwrap();
        assert_eq!(ours, theirs);
        assert!(elements(&columns)[0].to_sql_checked(&Type::TEXT_ARRAY, &mut ours).is_err());
    }
}
