//! From the database to lines.

use super::line::{EventLine, KeyLine, Opening};
use crate::chain::Head;
use crate::error::StoreError;
use crate::log::Log;
use crate::sql::{RawJson, from_sql, to_sql};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Position;
use futures_util::{TryStreamExt, pin_mut};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt::Write as _;
use std::io;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

/// Positions in one query; its rows are written as they come in, and never held together.
const PAGE: i64 = 2_000;

const EVENTS: &str = "select l.position, l.hash, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type,
        e.event_version, e.metadata, e.payload, (extract(epoch from e.recorded_at) * 1000000)::bigint
    from (select * from log where position > $1 and position <= $2 order by position limit $3) l
    left join lateral (select * from events x
        where x.transaction_id = l.transaction_id and x.id = l.event_id offset 0) e on true
    order by l.position";

const KEYS: &str = "select script_id, key, (extract(epoch from created_at) * 1000000)::bigint
    from script_keys order by script_id";

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Where the file ends; worth keeping apart from it.
    pub head: Head,
    /// Keys of scripts in it.
    pub keys: u64,
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The log could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be written.
    #[error("cannot write the export: {0}")]
    Write(#[from] io::Error),
    /// A position of the log has no event.
    #[error("the log is broken at position {0}: its event is missing")]
    Broken(Position),
}

impl From<tokio_postgres::Error> for ExportError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Writes the log up to its present head. Without the `keys` the file proves what happened and nobody can
/// read in it what people wrote.
pub async fn export(
    log: &Log,
    keys: bool,
    out: &mut (impl AsyncWrite + Unpin + Send),
    mut progress: impl FnMut(Position) + Send,
) -> Result<Exported, ExportError> {
    let head = log.head().await?;
    let mut line = Vec::new();
    put(&mut line, &Opening::to(head))?;
    out.write_all(&line).await?;
    let mut exported = Exported { head, keys: 0 };
    if keys {
        exported.keys = write_keys(log, out).await?;
    }
    let mut after = Position(0);
    while after < head.position {
        after = write_page(log, after, head.position, out).await?;
        progress(after);
    }
    out.flush().await?;
    Ok(exported)
}

async fn write_keys(log: &Log, out: &mut (impl AsyncWrite + Unpin + Send)) -> Result<u64, ExportError> {
    let client = log.pool().get().await.map_err(StoreError::from)?;
    let none: [&(dyn ToSql + Sync); 0] = [];
    let rows = client.query_raw(KEYS, none).await?;
    pin_mut!(rows);
    let (mut count, mut line) = (0, Vec::new());
    while let Some(row) = rows.try_next().await? {
        let key = row.try_get::<_, Option<&[u8]>>(1)?.map(|key| STANDARD.encode(key));
        put(&mut line, &KeyLine { key_of: row.try_get(0)?, made_us: row.try_get(2)?, key })?;
        out.write_all(&line).await?;
        count += 1;
    }
    Ok(count)
}

/// Writes some positions after `after`; the last one written.
async fn write_page(
    log: &Log,
    after: Position,
    end: Position,
    out: &mut (impl AsyncWrite + Unpin + Send),
) -> Result<Position, ExportError> {
    let client = log.pool().get().await.map_err(StoreError::from)?;
    let select = client.prepare_cached(EVENTS).await?;
    let bounds = [to_sql(after.0), to_sql(end.0), PAGE];
    let rows = client.query_raw(&select, bounds.iter().map(|it| it as &(dyn ToSql + Sync))).await?;
    pin_mut!(rows);
    let (mut reached, mut line) = (after, Vec::new());
    while let Some(row) = rows.try_next().await? {
        let next = Position(reached.0 + 1);
        event(&row, next, &mut line)?;
        out.write_all(&line).await?;
        reached = next;
    }
    if reached == after { Err(ExportError::Broken(Position(after.0 + 1))) } else { Ok(reached) }
}

fn event(row: &Row, expected: Position, line: &mut Vec<u8>) -> Result<(), ExportError> {
    let broken = || ExportError::Broken(expected);
    let position = from_sql(row.try_get(0)?);
    let Some(aggregate_type) = row.try_get::<_, Option<&str>>(2)? else { return Err(broken()) };
    if position != expected.0 {
        return Err(broken());
    }
    let json = |column| -> Result<&RawValue, ExportError> {
        serde_json::from_slice(row.try_get::<_, RawJson<'_>>(column)?.0).map_err(|_| broken())
    };
    let mut hash = String::with_capacity(64);
    for byte in row.try_get::<_, &[u8]>(1)? {
        // Writing to a string does not fail.
        let _ = write!(hash, "{byte:02x}");
    }
    let it = EventLine {
        position,
        hash: hash.into(),
        recorded_us: row.try_get(9)?,
        aggregate_type: aggregate_type.into(),
        aggregate_id: row.try_get::<_, &str>(3)?.into(),
        sequence: row.try_get(4)?,
        event_type: row.try_get::<_, &str>(5)?.into(),
        event_version: row.try_get::<_, &str>(6)?.into(),
        metadata: json(7)?,
        payload: json(8)?,
    };
    put(line, &it)
}

/// The line, in the place of the one before.
fn put(line: &mut Vec<u8>, value: &impl Serialize) -> Result<(), ExportError> {
    line.clear();
    serde_json::to_writer(&mut *line, value).map_err(io::Error::from)?;
    line.push(b'\n');
    Ok(())
}
