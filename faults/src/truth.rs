//! What the database says, read past everything that is being broken.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use tokio_postgres::{Client, NoTls};

/// Events after which a job is over.
pub const ENDS: [&str; 7] = [
    "job.completed",
    "job.failed",
    "job.cancelled",
    "job.refused",
    "job.reused",
    "job.produced",
    "job.partially_completed",
];

/// An event as the log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its place in the log.
    pub position: i64,
    /// Its type.
    pub kind: String,
    /// What it is about.
    pub aggregate_id: String,
    /// Its place in that one's stream.
    pub sequence: i64,
    /// Whose it is.
    pub owner: String,
}

/// Contents of a table, and which table it is: one that was made again under the same name is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The table's own number.
    pub oid: u32,
    /// A hash of all its rows.
    pub hash: String,
}

/// A connection of its own to the database.
pub struct Truth(Client);

impl Truth {
    /// Connects.
    pub async fn connect(url: &str) -> Result<Self> {
        let (client, connection) =
            tokio_postgres::connect(url, NoTls).await.context("no connection to Postgres")?;
        tokio::spawn(connection);
        Ok(Self(client))
    }

    /// Every event with a position, in order.
    pub async fn log(&self) -> Result<Vec<Logged>> {
        let sql = "select l.position, e.event_type, e.aggregate_id, e.sequence, coalesce(e.metadata ->> 'owner_id', '')
            from log l join events e on e.id = l.event_id and e.transaction_id = l.transaction_id
            order by l.position";
        let rows = self.0.query(sql, &[]).await?;
        let logged = |row: &tokio_postgres::Row| Logged {
            position: row.get(0),
            kind: row.get(1),
            aggregate_id: row.get(2),
            sequence: row.get(3),
            owner: row.get(4),
        };
        Ok(rows.iter().map(logged).collect())
    }

    /// The last position of each owner.
    pub async fn heads(&self) -> Result<BTreeMap<String, i64>> {
        let sql =
            "select owner_id::text, max(position) from log where owner_id is not null group by owner_id";
        let rows = self.0.query(sql, &[]).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// How many events have no position yet.
    pub async fn without_position(&self) -> Result<i64> {
        let sql =
            "select count(*) from events e where not exists (select from log l where l.event_id = e.id)";
        Ok(self.0.query_one(sql, &[]).await?.try_get(0)?)
    }

    /// Jobs that are not over.
    pub async fn open_jobs(&self) -> Result<BTreeSet<String>> {
        let sql =
            "select distinct aggregate_id from events where aggregate_type = 'job' and aggregate_id not in
            (select aggregate_id from events where aggregate_type = 'job' and event_type = any($1))";
        let rows = self.0.query(sql, &[&&ENDS[..]]).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    /// Read models that are behind the log or have stopped, in words.
    pub async fn behind(&self) -> Result<Vec<String>> {
        let sql = "select name || ' is at ' || position || ' of ' || (select position from log_head)
                || coalesce(': ' || error, '')
            from projection_checkpoints
            where position < (select position from log_head) or error is not null";
        let rows = self.0.query(sql, &[]).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    /// Has Postgres write something and go on in another file of its write-ahead log.
    pub async fn begin_another_segment(&self) -> Result<()> {
        let sql = "select pg_create_restore_point('faults'), pg_switch_wal()";
        Ok(self.0.query_one(sql, &[]).await.map(|_| ())?)
    }

    /// Every table with its contents.
    pub async fn tables(&self) -> Result<BTreeMap<String, Table>> {
        let sql = "select relname::text, oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'";
        let mut tables = BTreeMap::new();
        for row in self.0.query(sql, &[]).await? {
            let (name, oid): (String, u32) = (row.try_get(0)?, row.try_get(1)?);
            let sql = format!(
                "select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) from \"{name}\" t"
            );
            let hash = self.0.query_one(&sql, &[]).await?.try_get(0)?;
            tables.insert(name, Table { oid, hash });
        }
        Ok(tables)
    }
}
