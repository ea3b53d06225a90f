//! Who works here: each worker's row, which says that it is alive as long as it is renewed.

use deadpool_postgres::Pool;
use uuid::Uuid;

use crate::error::QueueError;
use crate::queue::int;
use crate::runner::WorkerOptions;

/// A worker's entry, of one life of it.
pub(crate) struct Entry {
    pool: Pool,
    name: String,
    incarnation: Uuid,
}

impl Entry {
    pub(crate) fn new(pool: Pool, name: String, incarnation: Uuid) -> Self {
        Self { pool, name, incarnation }
    }

    /// Shows that it is here. Another life under the same name is over.
    pub(crate) async fn arrive(&self, options: &WorkerOptions) -> Result<(), QueueError> {
        let sql = "insert into workers (name, incarnation, engines, device, version, slots, heartbeat_s, image_model)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (name) do update set incarnation = excluded.incarnation, engines = excluded.engines,
                device = excluded.device, version = excluded.version, slots = excluded.slots,
                heartbeat_s = excluded.heartbeat_s, image_model = excluded.image_model, started_at = now(), heartbeat_at = now(), draining = false";
        let engines: Vec<&str> = options.engines.iter().map(|class| class.as_str()).collect();
        let slots = i32::try_from(options.slots).unwrap_or(i32::MAX);
        let version = env!("CARGO_PKG_VERSION");
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(sql).await?;
        let heartbeat_s = int(options.heartbeat_s);
        let image_model = options.crafts.image_model.name();
        client
            .execute(
                &statement,
                &[
                    &self.name,
                    &self.incarnation,
                    &engines,
                    &options.device,
                    &version,
                    &slots,
                    &heartbeat_s,
                    &image_model,
                ],
            )
            .await?;
        Ok(())
    }

    /// A sign of life; `false` if another life has taken the name.
    pub(crate) async fn beat(&self, draining: bool) -> Result<bool, QueueError> {
        let sql =
            "update workers set heartbeat_at = now(), draining = $3 where name = $1 and incarnation = $2";
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute(&statement, &[&self.name, &self.incarnation, &draining]).await? > 0)
    }

    /// Shows that it has gone in peace.
    pub(crate) async fn leave(&self) -> Result<(), QueueError> {
        let client = self.pool.get().await?;
        let sql = "delete from workers where name = $1 and incarnation = $2";
        client.execute(sql, &[&self.name, &self.incarnation]).await?;
        Ok(())
    }
}

/// How many workers are alive, and how many have fallen silent, for the gauges.
pub(crate) async fn count(pool: &Pool) -> Result<(i64, i64), QueueError> {
    let sql = "select count(*) filter (where alive), count(*) filter (where not alive) from (
            select heartbeat_at > now() - make_interval(secs => 3 * heartbeat_s) as alive from workers
        ) all_of_them";
    let client = pool.get().await?;
    let statement = client.prepare_cached(sql).await?;
    let row = client.query_one(&statement, &[]).await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}
