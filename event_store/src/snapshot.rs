//! Snapshots: an aggregate's state after one of its events, so that a long stream is not replayed from
//! its beginning. Disposable: one that is of another state version or does not parse is as good as none
//! and is replaced; failing to write one costs time later and nothing else.

use crate::edge;
use crate::error::StoreError;
use crate::load::Loaded;
use crate::seal::{self, Keyring};
use crate::sql::to_sql;
use crate::warm::Key;
use deadpool_postgres::{Object, Pool};
use domain::Entity;
use std::sync::Arc;

const UPSERT: &str =
    "insert into snapshots (aggregate_type, aggregate_id, sequence, state_version, state, script_id)
    values ($1, $2, $3, $4, $5::text::jsonb, $6)
    on conflict (aggregate_type, aggregate_id) do update
    set sequence = excluded.sequence, state_version = excluded.state_version,
        state = excluded.state, script_id = excluded.script_id
    where snapshots.sequence < excluded.sequence or snapshots.state_version <> excluded.state_version";

const DELETE: &str =
    "delete from snapshots where aggregate_type = $1 and aggregate_id = $2 and sequence = $3";

/// Removes a snapshot that does not parse, so that the stream is read from its beginning.
pub(crate) async fn discard(
    client: &Object,
    key: Key,
    sequence: u64,
    error: &serde_json::Error,
) -> Result<(), StoreError> {
    let id = key.1.to_string();
    tracing::warn!(aggregate_type = key.0, aggregate_id = %id, %error, "snapshot of {} {id} dropped: it does not parse", key.0);
    let delete = client.prepare_cached(DELETE).await?;
    client.execute(&delete, &[&key.0, &id, &to_sql(sequence)]).await?;
    Ok(())
}

/// Writes a snapshot beside the caller's work.
pub(crate) fn save<A: Entity>(pool: &Pool, keys: &Arc<Keyring>, key: Key, loaded: &Loaded<A>) {
    let (script, sequence) = (loaded.state.script(), loaded.sequence);
    let (pool, keys) = (pool.clone(), Arc::clone(keys));
    let plain = serde_json::to_string(&loaded.state);
    tokio::spawn(async move {
        let written: Result<(), StoreError> = async {
            let seal = keys.for_writing(script).await?;
            let plain = plain.map_err(StoreError::Encode)?;
            let Some(state) = seal::seal_state(plain, &seal, edge::fresh_bytes) else { return Ok(()) };
            let client = pool.get().await?;
            let upsert = client.prepare_cached(UPSERT).await?;
            let script = script.map(|script| script.0);
            let id = key.1.to_string();
            client
                .execute(&upsert, &[&key.0, &id, &to_sql(sequence), &version::<A>(), &state, &script])
                .await?;
            Ok(())
        }
        .await;
        if let Err(error) = written {
            tracing::warn!(aggregate_type = key.0, aggregate_id = %key.1, %error, "snapshot of {} {} not written", key.0, key.1);
        }
    });
}

/// The state version as its column has it.
pub(crate) fn version<A: Entity>() -> i32 {
    i32::try_from(A::STATE_VERSION).unwrap_or(i32::MAX)
}
