//! The statements that a read model's events become, written down first and then sent all at once.
//!
//! A read model is a function from events to statements. Because no statement waits for the answer to
//! another, a whole batch travels in one go: the database works while the rest is still being sent, and
//! a batch costs one round trip instead of one for every row.

use crate::projection::ProjectionError;
use deadpool_postgres::Transaction;
use event_store::RecordedEvent;
use futures_util::poll;
use std::collections::HashMap;
use std::pin::Pin;
use std::task::Poll;
use tokio_postgres::Statement;
use tokio_postgres::types::ToSql;

/// A value on its way into a statement.
pub(crate) type Value = Box<dyn ToSql + Sync + Send>;

/// The values of a statement, each boxed.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$(Box::new($value) as $crate::changes::Value),*]
    };
}
pub(crate) use values;

/// An update of one aggregate's row by one event. `$1` to `$4` are its id, the event's time, position and
/// sequence; `$set` begins at `$5`. The row must be at the sequence just before: an event that was
/// skipped or comes twice finds no row, and a row that is not found is an error.
macro_rules! update {
    ($table:literal) => {
        concat!(
            "update ",
            $table,
            " set updated_at = $2, position = $3, sequence = $4 where id = $1 and sequence = $4::bigint - 1"
        )
    };
    ($table:literal, $set:literal) => {
        concat!(
            "update ",
            $table,
            " set updated_at = $2, position = $3, sequence = $4, ",
            $set,
            " where id = $1 and sequence = $4::bigint - 1"
        )
    };
}
pub(crate) use update;

struct Change {
    sql: &'static str,
    values: Vec<Value>,
    /// How many rows it must touch, if that is known, and the event that says so.
    rows: Option<(u64, String)>,
}

/// Statements in the order in which they are to take effect.
#[derive(Default)]
pub(crate) struct Changes(Vec<Change>);

impl Changes {
    /// A statement that may touch any number of rows.
    pub(crate) fn run(&mut self, sql: &'static str, values: Vec<Value>) {
        self.0.push(Change { sql, values, rows: None });
    }

    /// A statement that must touch exactly one row because of this event.
    pub(crate) fn one(&mut self, sql: &'static str, event: &RecordedEvent, values: Vec<Value>) {
        let rows = Some((1, format!("{} of {}", event.event_type, event.aggregate_id)));
        self.0.push(Change { sql, values, rows });
    }

    /// A statement on the row of this event's aggregate: an [`update!`], or its first insert with the
    /// same first four values.
    pub(crate) fn row(&mut self, sql: &'static str, event: &RecordedEvent, more: Vec<Value>) {
        let mut values =
            values![event.aggregate_id, event.recorded_at, bigint(event.position.0), bigint(event.sequence)];
        values.extend(more);
        self.one(sql, event, values);
    }

    /// Sends everything in order, then waits for all the answers.
    pub(crate) async fn write(self, tx: &Transaction<'_>) -> Result<(), ProjectionError> {
        let mut prepared: HashMap<&'static str, Statement> = HashMap::new();
        for change in &self.0 {
            if !prepared.contains_key(change.sql) {
                prepared.insert(change.sql, tx.prepare_cached(change.sql).await?);
            }
        }
        let mut under_way = Vec::with_capacity(self.0.len());
        for Change { sql, values, rows } in self.0 {
            let statement = &prepared[sql];
            let mut answer = Box::pin(async move { tx.execute_raw(statement, values).await });
            // The first poll puts the statement on the wire, so polling each one here, once, is what
            // makes the order of sending the order of this list.
            let early = match poll!(Pin::new(&mut answer)) {
                Poll::Ready(done) => Some(done),
                Poll::Pending => None,
            };
            under_way.push((answer, early, rows));
        }
        for (answer, early, rows) in under_way {
            let touched = match early {
                Some(done) => done?,
                None => answer.await?,
            };
            match rows {
                Some((expected, what)) if expected != touched => {
                    return Err(ProjectionError::Contradiction(format!(
                        "{what} touched {touched} rows instead of {expected}: an event before it is missing or came twice"
                    )));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A count as Postgres' signed integer.
pub(crate) fn bigint(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A small count as Postgres' signed integer.
pub(crate) fn int(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
