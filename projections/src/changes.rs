//! The statements that a read model's events become, written down first and then sent all at once.
//!
//! A read model is a function from events to statements. Because no statement waits for the answer to
//! another, a whole batch travels in one go: the database works while the rest is still being sent, and
//! a batch costs one round trip instead of one for every row. Each statement says which things it touches, so
//! those that do not depend on each other can become one for many rows: see [`order`] and [`rows`].

mod order;
mod rows;

use crate::projection::ProjectionError;
use deadpool_postgres::Transaction;
use event_store::RecordedEvent;
use futures_util::poll;
use order::Group;
use std::collections::HashMap;
use std::pin::Pin;
use std::task::Poll;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Statement};
use uuid::Uuid;

/// Fewer changes than that go by themselves: a statement for many rows has a price of its own.
const FEW: usize = 8;

/// Statements for many rows are joins. These keep each a look-up by key, whatever the planner makes of a table
/// that nobody has analysed yet.
const LOOK_UPS: &str = "set local enable_seqscan = off; set local enable_hashjoin = off;
    set local enable_mergejoin = off; set local jit = off; set local plan_cache_mode = force_generic_plan";

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
            " set updated_at = $2, position = $3, sequence = $4 /*from rows*/
             where id = $1 and sequence = $4::bigint - 1"
        )
    };
    ($table:literal, $set:literal) => {
        concat!(
            "update ",
            $table,
            " set updated_at = $2, position = $3, sequence = $4, ",
            $set,
            " /*from rows*/ where id = $1 and sequence = $4::bigint - 1"
        )
    };
}
pub(crate) use update;

/// What a change depends on, by id: changes that share none may take effect in any order, and together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    reads: [Option<Uuid>; 2],
    writes: Option<Uuid>,
    /// Nothing may change places with it.
    all: bool,
}

impl Keys {
    /// It touches things that it does not name: what comes before and after it stays there.
    pub(crate) const ALL: Self = Self { reads: [None; 2], writes: None, all: true };

    /// It changes rows of this thing, or makes them.
    pub(crate) fn writes(id: Uuid) -> Self {
        Self { writes: Some(id), ..Self::default() }
    }

    /// It makes a row that nobody else touches, out of what these things are at that moment.
    pub(crate) fn reads(these: [Option<Uuid>; 2]) -> Self {
        Self { reads: these, ..Self::default() }
    }

    /// It changes rows of this thing, by what another one is at that moment.
    pub(crate) fn writes_by(id: Uuid, read: Uuid) -> Self {
        Self { reads: [Some(read), None], ..Self::writes(id) }
    }
}

struct Change<'e> {
    sql: &'static str,
    values: Vec<Value>,
    keys: Keys,
    /// The event because of which it must touch exactly one row; `None` if it may touch any number.
    because: Option<&'e RecordedEvent>,
}

/// Statements in the order in which they are to take effect.
///
/// One that can be sent for many rows says where they come in, in a comment: `/*from rows*/`, `/*, rows*/` or
/// `/*using rows*/`.
#[derive(Default)]
pub(crate) struct Changes<'e>(Vec<Change<'e>>);

impl<'e> Changes<'e> {
    /// A statement that may touch any number of rows.
    pub(crate) fn run(&mut self, sql: &'static str, keys: Keys, values: Vec<Value>) {
        self.0.push(Change { sql, values, keys, because: None });
    }

    /// A statement that must touch exactly one row because of this event.
    pub(crate) fn one(
        &mut self,
        sql: &'static str,
        keys: Keys,
        event: &'e RecordedEvent,
        values: Vec<Value>,
    ) {
        self.0.push(Change { sql, values, keys, because: Some(event) });
    }

    /// A statement on the row of this event's aggregate: an [`update!`], or its first insert with the
    /// same first four values.
    pub(crate) fn row(&mut self, sql: &'static str, event: &'e RecordedEvent, more: Vec<Value>) {
        let mut values = Vec::with_capacity(4 + more.len());
        values.extend(values![event.aggregate_id, event.recorded_at]);
        values.extend(values![bigint(event.position.0), bigint(event.sequence)]);
        values.extend(more);
        self.one(sql, Keys::writes(event.aggregate_id), event, values);
    }

    /// Sends everything in order, then waits for all the answers.
    pub(crate) async fn write(self, tx: &Transaction<'_>) -> Result<(), ProjectionError> {
        let groups = order::groups(self.0);
        let prepared = Prepared::of(tx, &groups).await?;
        let mut sent = Vec::with_capacity(groups.len());
        for group in groups {
            match prepared.together.get(group.sql) {
                Some(statement) if group.changes.len() >= FEW => {
                    sent.push(together(tx, statement, group).await);
                }
                _ => {
                    let statement = &prepared.alone[group.sql];
                    for change in group.changes {
                        sent.push(alone(tx, statement, change).await);
                    }
                }
            }
        }
        for one in sent {
            one.answered().await?;
        }
        Ok(())
    }
}

/// The statements of a batch.
struct Prepared {
    alone: HashMap<&'static str, Statement>,
    /// The same for many rows, where a group is worth it.
    together: HashMap<&'static str, Statement>,
}

impl Prepared {
    async fn of(tx: &Transaction<'_>, groups: &[Group<'_>]) -> Result<Self, Error> {
        let mut prepared = Self { alone: HashMap::new(), together: HashMap::new() };
        for Group { sql, changes, .. } in groups {
            if !prepared.alone.contains_key(sql) {
                prepared.alone.insert(sql, tx.prepare_cached(sql).await?);
            }
            if changes.len() < FEW || prepared.together.contains_key(sql) {
                continue;
            }
            if let Some(sql_of_rows) = rows::sql(sql, prepared.alone[sql].params()) {
                if prepared.together.is_empty() {
                    tx.batch_execute(LOOK_UPS).await?;
                }
                prepared.together.insert(sql, tx.prepare_cached(&sql_of_rows).await?);
            }
        }
        Ok(prepared)
    }
}

type Answer<'t> = Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + 't>>;

/// A statement on the wire.
struct Sent<'t, 'e> {
    answer: Answer<'t>,
    early: Option<Result<u64, Error>>,
    /// How many rows it must touch, if that is known, and the first event that says so.
    rows: Option<(u64, &'e RecordedEvent)>,
}

async fn alone<'t, 'e>(
    tx: &'t Transaction<'_>,
    statement: &'t Statement,
    change: Change<'e>,
) -> Sent<'t, 'e> {
    let Change { values, because, .. } = change;
    let answer = Box::pin(async move { tx.execute_raw(statement, values).await });
    Sent::on_the_wire(answer, because.map(|event| (1, event))).await
}

async fn together<'t, 'e>(
    tx: &'t Transaction<'_>,
    statement: &'t Statement,
    group: Group<'e>,
) -> Sent<'t, 'e> {
    let because = group.changes.first().and_then(|change| change.because);
    let rows = because.map(|event| (group.changes.len() as u64, event));
    let columns = rows::columns(group.changes.into_iter().map(|change| change.values));
    let answer = Box::pin(async move { tx.execute_raw(statement, rows::elements(&columns)).await });
    Sent::on_the_wire(answer, rows).await
}

impl<'t, 'e> Sent<'t, 'e> {
    /// The first poll puts the statement on the wire, so polling each one here, once, is what makes the order
    /// of sending the order of the changes.
    async fn on_the_wire(mut answer: Answer<'t>, rows: Option<(u64, &'e RecordedEvent)>) -> Self {
        let early = match poll!(&mut answer) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        };
        Self { answer, early, rows }
    }

    async fn answered(self) -> Result<(), ProjectionError> {
        let touched = match self.early {
            Some(done) => done?,
            None => self.answer.await?,
        };
        let Some((expected, event)) = self.rows.filter(|(expected, _)| *expected != touched) else {
            return Ok(());
        };
        let others = if expected == 1 { "" } else { " and others like it" };
        let RecordedEvent { event_type, aggregate_id, .. } = event;
        Err(ProjectionError::Contradiction(format!(
            "{event_type} of {aggregate_id}{others} touched {touched} rows instead of {expected}: an event before it is missing or came twice"
        )))
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
