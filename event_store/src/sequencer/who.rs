//! Which session sequences, and what it waits for: what an operator wants to know when events get no positions.

use super::LOCK;
use crate::error::StoreError;
use crate::log::Log;

/// The session that has the sequencer's lock in this database.
const HOLDER: &str = "select a.pid, a.state, a.wait_event_type, a.wait_event,
        extract(epoch from clock_timestamp() - a.state_change)::float8 as since_s
    from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and l.objsubid = 1
      and l.database = (select oid from pg_database where datname = current_database())
      and l.classid::bigint = $1::bigint >> 32 and l.objid::bigint = $1::bigint & 4294967295
    limit 1";

impl Log {
    /// The session that sequences, in words; `None` when nobody does. What it waits for shows only to a
    /// superuser and to its own user.
    pub async fn sequencer(&self) -> Result<Option<String>, StoreError> {
        let client = self.pool().get().await?;
        let Some(row) = client.query_opt(HOLDER, &[&LOCK]).await? else { return Ok(None) };
        let (pid, state): (i32, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
        let waits: [Option<String>; 2] = [row.try_get(2)?, row.try_get(3)?];
        let since_s: Option<f64> = row.try_get(4)?;
        let state = state.unwrap_or_else(|| "out of sight".to_owned());
        let waits = match waits {
            [Some(kind), Some(event)] => format!(", waiting for {kind}/{event}"),
            _ => String::new(),
        };
        let since_s = since_s.unwrap_or(0.0);
        Ok(Some(format!("session {pid} sequences and is {state}{waits} since {since_s:.0} s")))
    }
}
