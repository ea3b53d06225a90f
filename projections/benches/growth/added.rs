//! A projection as somebody would add one: how many events of each type there were on each day.

use crate::world::World;
use deadpool_postgres::Transaction;
use domain::Position;
use event_store::RecordedEvent;
use projections::{Projection, ProjectionError};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) struct Added;

const NAME: &str = "bench_added";

impl Projection for Added {
    const BATCH: usize = 2_000;

    fn name(&self) -> &'static str {
        NAME
    }

    async fn apply(&self, tx: &Transaction<'_>, event: &RecordedEvent) -> Result<(), ProjectionError> {
        self.apply_batch(tx, &[Arc::new(event.clone())]).await
    }

    async fn apply_batch(
        &self,
        tx: &Transaction<'_>,
        events: &[Arc<RecordedEvent>],
    ) -> Result<(), ProjectionError> {
        let mut counted: BTreeMap<(i64, &str), i64> = BTreeMap::new();
        for event in events {
            let day = event.recorded_at.as_second().div_euclid(86_400);
            *counted.entry((day, &event.event_type)).or_default() += 1;
        }
        let (days, types): (Vec<i64>, Vec<&str>) = counted.keys().copied().unzip();
        let counts: Vec<i64> = counted.into_values().collect();
        let insert = tx
            .prepare_cached(
                "insert into bench_added (day, type, events)
                 select * from unnest($1::bigint[], $2::text[], $3::bigint[])
                 on conflict (day, type) do update set events = bench_added.events + excluded.events",
            )
            .await?;
        tx.execute(&insert, &[&days, &types, &counts]).await?;
        Ok(())
    }
}

pub(crate) async fn table(world: &World) -> anyhow::Result<()> {
    let sql =
        "create table bench_added (day bigint, type text, events bigint not null, primary key (day, type))";
    Ok(world.client().await.batch_execute(sql).await?)
}

/// Makes it new again, once it has counted everything.
pub(crate) async fn forget(world: &World, head: Position) -> anyhow::Result<()> {
    let client = world.client().await;
    let counted: i64 =
        client.query_one("select sum(events)::bigint from bench_added", &[]).await?.try_get(0)?;
    anyhow::ensure!(u64::try_from(counted)? == head.0, "{counted} events were counted of {head}");
    client.batch_execute("truncate bench_added").await?;
    client.execute("delete from projection_checkpoints where name = $1", &[&NAME]).await?;
    Ok(())
}
