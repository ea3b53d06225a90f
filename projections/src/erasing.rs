//! What has to be done beside the log and the read models when a script is erased: what of its words lies in
//! tables that no event changes, in objects of the store, and in the files of the database itself.

use crate::projectors::tables;
use crate::row::ReadError;
use deadpool_postgres::{ClientWrapper, GenericClient, Object, Pool};
use domain::{AccountId, JobId, ScriptId};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

/// Tables beside the read models that words of scripts pass through.
const PASSED_THROUGH: [&str; 3] = ["snapshots", "idempotency_keys", "job_progress"];

/// Segments of the write-ahead log that are written over, and how many between two checkpoints: each takes 16 MiB
/// until then. Those of a quiet database are few.
const MOST_SEGMENTS: i64 = 256;
const AT_ONCE: i64 = 8;

/// What a script has that an erasure has to see to, asked before it is erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerned {
    /// Its jobs that are not over.
    pub jobs: Vec<JobId>,
    /// The objects of its assets, by their SHA-256; deleted ones may still have theirs.
    pub objects: Vec<String>,
}

/// What belongs to a script of this owner.
pub async fn concerned(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
) -> Result<Concerned, ReadError> {
    let jobs = "select id from jobs where owner_id = $1 and script_id = $2 and ended_at is null
        order by created_position";
    let objects = "select distinct sha256 from assets where owner_id = $1 and script_id = $2";
    let jobs = client.query(jobs, &[&owner.0, &script.0]).await?;
    let objects = client.query(objects, &[&owner.0, &script.0]).await?;
    Ok(Concerned {
        jobs: jobs.iter().map(|row| Ok(JobId(row.try_get(0)?))).collect::<Result<_, ReadError>>()?,
        objects: objects.iter().map(|row| Ok(row.try_get(0)?)).collect::<Result<_, ReadError>>()?,
    })
}

/// Everything of a script is known by the ids of its aggregates, which the log keeps.
const IDS: &str = "with ids as materialized (
        select distinct e.aggregate_id as id from log l
        cross join lateral (select aggregate_id from events x
            where x.transaction_id = l.transaction_id and x.id = l.event_id offset 0) e
        where l.script_id = $1
    ) ";

/// Takes away what requests and jobs left behind: reports of progress, results that other work would take over,
/// and kept answers that name anything of the script. Such an answer becomes `gone`, a body of problem+json, so
/// that the request, sent again, still has no second effect.
pub async fn forget(client: &impl GenericClient, script: ScriptId, gone: &[u8]) -> Result<(), ReadError> {
    client.execute("delete from job_progress where script_id = $1", &[&script.0]).await?;
    let outputs = format!("{IDS} delete from job_outputs o using ids where o.job_id = ids.id::uuid");
    client.execute(&outputs, &[&script.0]).await?;
    let answers = format!(
        "{IDS} update idempotency_keys k set status = 410, body = $2,
            headers = '[[\"content-type\", \"application/problem+json\"]]'
         where k.body is not null
            and exists (select from ids where position(convert_to(ids.id, 'UTF8') in k.body) > 0)"
    );
    client.execute(&answers, &[&script.0, &gone]).await?;
    Ok(())
}

/// How many events of a script were written before it had a key: their words are in the log for good.
pub async fn in_the_clear(client: &impl GenericClient, script: ScriptId) -> Result<u64, ReadError> {
    let sql = "select count(*) from log l
        cross join lateral (select recorded_at from events x
            where x.transaction_id = l.transaction_id and x.id = l.event_id offset 0) e
        where l.script_id = $1
            and e.recorded_at < coalesce((select created_at from script_keys where script_id = $1), 'infinity')";
    let count: i64 = client.query_one(sql, &[&script.0]).await?.try_get(0)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Writes every table anew that words of scripts pass through, if a key was destroyed since that was done last:
/// a row that was changed stays in its file until something else needs the place. Then has the write-ahead log
/// begin again. Readers wait for each table as long as it takes to write it. The log itself needs none of this:
/// its words were never in the clear. Says how many scripts that was for.
pub async fn scrub(pool: &Pool) -> Result<u64, ReadError> {
    // Out of the pool, since it waits for nobody for ever.
    let client = Object::take(pool.get().await?);
    let destroyed =
        "select script_id from script_keys where destroyed_at is not null and scrubbed_at is null";
    let rows = client.query(destroyed, &[]).await?;
    let scripts = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<Uuid>, _>>()?;
    if scripts.is_empty() {
        return Ok(0);
    }
    client.batch_execute("set lock_timeout = '5s'").await?;
    for table in tables().chain(PASSED_THROUGH) {
        client.batch_execute(&format!("vacuum (full, analyze) {table}")).await?;
    }
    // The planner keeps samples of what was common.
    client.batch_execute("vacuum (full) pg_catalog.pg_statistic").await?;
    match begin_wal_again(&client).await {
        Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            tracing::warn!(%error, "the write-ahead log is for its owner to discard");
        }
        begun => begun?,
    }
    let done = "update script_keys set scrubbed_at = now() where script_id = any($1)";
    Ok(client.execute(done, &[&scripts]).await?)
}

/// A segment of the write-ahead log that is done with is renamed and written over, some day. For once each is
/// filled up and removed instead.
async fn begin_wal_again(client: &ClientWrapper) -> Result<(), tokio_postgres::Error> {
    client.batch_execute("alter system set wal_recycle = off").await?;
    let begun = overwrite(client).await;
    client.batch_execute("alter system reset wal_recycle").await?;
    client.batch_execute("select pg_reload_conf()").await?;
    begun
}

async fn overwrite(client: &ClientWrapper) -> Result<(), tokio_postgres::Error> {
    client.batch_execute("select pg_reload_conf()").await?;
    let segments: i64 = client.query_one("select count(*) from pg_ls_waldir()", &[]).await?.try_get(0)?;
    // What was kept for later holds old pages, too, and comes before new ones.
    for number in 1..=segments.min(MOST_SEGMENTS) + 1 {
        client.batch_execute("select pg_logical_emit_message(false, 'spool', '')").await?;
        client.batch_execute("select pg_switch_wal()").await?;
        // Which removes those that are full by then.
        if number % AT_ONCE == 0 {
            client.batch_execute("checkpoint").await?;
        }
    }
    client.batch_execute("checkpoint").await?;
    client.batch_execute("select pg_switch_wal()").await?;
    client.batch_execute("checkpoint").await
}
