//! Loading aggregates: from their snapshot and the events after it, a page at a time; and as they were
//! at a position or a time.

use crate::codec::{Codec, Stored};
use crate::error::StoreError;
use crate::metadata::Metadata;
use crate::seal::{Keyring, Keys};
use crate::snapshot;
use crate::sql::{RawJson, from_sql, to_sql};
use crate::warm::Key;
use cqrs_es::EventEnvelope;
use deadpool_postgres::{Object, Pool};
use domain::{Entity, Position, ScriptId};
use jiff::Timestamp;
use std::sync::Arc;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Events read at a time: a stream is never held whole.
const PAGE: i64 = 500;

macro_rules! stream_sql {
    ($joined:literal, $bound:literal) => {
        concat!(
            "select e.sequence, e.event_type, e.event_version, e.payload,
                    e.metadata ->> 'script_id'
             from events e ",
            $joined,
            " where e.aggregate_type = $1 and e.aggregate_id = $2 and e.sequence > $3 ",
            $bound,
            " order by e.sequence limit $4"
        )
    };
}

const TO_THE_END: &str = stream_sql!("", "");
const TO_A_POSITION: &str = stream_sql!("join log l on l.event_id = e.id", "and l.position <= $5");
// A clock that was set back can put a later event before the asked time; the first event that is
// too late ends the stream all the same.
const TO_A_TIME: &str = stream_sql!(
    "",
    "and e.sequence < coalesce((select min(late.sequence) from events late
        where late.aggregate_type = $1 and late.aggregate_id = $2 and late.recorded_at > $5), 9223372036854775807)"
);

// The snapshot and the first page behind it in one round trip; the snapshot comes first.
const COLD: &str = "select sequence, '' as event_type, '' as event_version, state as payload,
        script_id::text, true as is_snapshot
    from snapshots where aggregate_type = $1 and aggregate_id = $2 and state_version = $3
    union all (
        select e.sequence, e.event_type, e.event_version, e.payload,
               e.metadata ->> 'script_id', false
        from events e where e.aggregate_type = $1 and e.aggregate_id = $2 and e.sequence > coalesce(
            (select s.sequence from snapshots s
             where s.aggregate_type = $1 and s.aggregate_id = $2 and s.state_version = $3), 0)
        order by e.sequence limit $4)
    order by is_snapshot desc, sequence";

const WITH_METADATA: &str = "select e.sequence, e.event_type, e.event_version, e.payload,
        e.metadata ->> 'script_id', e.metadata
    from events e where e.aggregate_type = $1 and e.aggregate_id = $2 order by e.sequence";

/// An aggregate and the sequence of the last event its state includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded<A> {
    /// The state.
    pub state: A,
    /// The sequence of its last event; the `ETag` of the aggregate.
    pub sequence: u64,
    /// The sequence its snapshot has, 0 without one.
    pub(crate) snapshot: u64,
}

/// A moment of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After the event at this position.
    Position(Position),
    /// At this time, by the database's clock when it recorded the events.
    Time(Timestamp),
}

/// Reads streams into aggregates.
#[derive(Clone)]
pub(crate) struct Loader {
    pub(crate) pool: Pool,
    pub(crate) codec: Arc<Codec>,
    pub(crate) keys: Arc<Keyring>,
    /// Events after which a state is worth a snapshot.
    pub(crate) snapshot_every: u64,
}

impl<A: Entity> Loaded<A> {
    pub(crate) fn before_the_first_event() -> Self {
        Self { state: A::default(), sequence: 0, snapshot: 0 }
    }
}

impl Loader {
    /// The aggregate as it is now; at sequence 0 if it has no events.
    pub(crate) async fn load<A: Entity>(&self, key: Key) -> Result<Loaded<A>, StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached(COLD).await?;
        let (id, version) = (key.1.to_string(), snapshot::version::<A>());
        let (loaded, whole) = loop {
            let rows = client.query(&select, &[&key.0, &id, &version, &PAGE]).await?;
            let keys = self.keys(&client, &rows).await?;
            let mut loaded = Loaded::before_the_first_event();
            let mut events = rows.as_slice();
            if let [first, behind @ ..] = events
                && first.try_get(5)?
            {
                let state = Codec::decode_state(json(first)?, script(first)?, &keys);
                let sequence = from_sql(first.try_get(0)?);
                match state {
                    Ok(state) => loaded = Loaded { state, sequence, snapshot: sequence },
                    Err(error) => {
                        snapshot::discard(&client, key, sequence, &error).await?;
                        continue;
                    }
                }
                events = behind;
            }
            for row in events {
                self.apply(key, &mut loaded, row, &keys)?;
            }
            break (loaded, i64::try_from(events.len()).is_ok_and(|events| events < PAGE));
        };
        drop(client);
        let mut loaded = loaded;
        if whole {
            self.snapshot_if_due(key, &mut loaded);
        } else {
            self.catch_up(key, &mut loaded).await?;
        }
        Ok(loaded)
    }

    /// The aggregate as it is now, from a warm state if there is one.
    pub(crate) async fn fresh<A: Entity>(
        &self,
        key: Key,
        warm: Option<Loaded<A>>,
    ) -> Result<Loaded<A>, StoreError> {
        let Some(mut loaded) = warm else {
            return self.load(key).await;
        };
        self.catch_up(key, &mut loaded).await?;
        Ok(loaded)
    }

    /// Applies the events written since; whether there were any.
    pub(crate) async fn catch_up<A: Entity>(
        &self,
        key: Key,
        loaded: &mut Loaded<A>,
    ) -> Result<bool, StoreError> {
        let before = loaded.sequence;
        self.replay(key, loaded, TO_THE_END, None).await?;
        self.snapshot_if_due(key, loaded);
        Ok(loaded.sequence != before)
    }

    /// The aggregate as it was; `None` if it had no events then.
    pub(crate) async fn load_as_of<A: Entity>(
        &self,
        key: Key,
        as_of: AsOf,
    ) -> Result<Option<Loaded<A>>, StoreError> {
        let mut loaded = Loaded::before_the_first_event();
        match as_of {
            AsOf::Position(position) => {
                self.replay(key, &mut loaded, TO_A_POSITION, Some(&to_sql(position.0))).await?;
            }
            AsOf::Time(time) => self.replay(key, &mut loaded, TO_A_TIME, Some(&time)).await?,
        }
        Ok((loaded.sequence > 0).then_some(loaded))
    }

    /// Writes a snapshot, beside the caller's work, when enough events lie after the last one.
    pub(crate) fn snapshot_if_due<A: Entity>(&self, key: Key, loaded: &mut Loaded<A>) {
        if loaded.sequence - loaded.snapshot >= self.snapshot_every {
            snapshot::save(&self.pool, &self.keys, key, loaded);
            loaded.snapshot = loaded.sequence;
        }
    }

    /// The sequence of the aggregate's last event, 0 without one.
    pub(crate) async fn sequence(&self, key: Key) -> Result<u64, StoreError> {
        let client = self.pool.get().await?;
        let select = client
            .prepare_cached(
                "select coalesce(max(sequence), 0) from events where aggregate_type = $1 and aggregate_id = $2",
            )
            .await?;
        Ok(from_sql(client.query_one(&select, &[&key.0, &key.1.to_string()]).await?.try_get(0)?))
    }

    /// Every event of the stream with its metadata, for cqrs-es, which asks for all of them at once.
    pub(crate) async fn events<A: Entity>(&self, key: Key) -> Result<Vec<EventEnvelope<A>>, StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached(WITH_METADATA).await?;
        let id = key.1.to_string();
        let mut envelopes = Vec::new();
        let rows = client.query(&select, &[&key.0, &id]).await?;
        let keys = self.keys(&client, &rows).await?;
        for row in &rows {
            let (sequence, payload) = self.event::<A>(key, row, &keys)?;
            let metadata: Metadata =
                serde_json::from_slice(row.try_get::<_, RawJson<'_>>(5)?.0).map_err(|error| {
                    StoreError::Corrupt { place: place(key, sequence), reason: error.to_string() }
                })?;
            envelopes.push(EventEnvelope {
                aggregate_id: id.clone(),
                sequence: usize::try_from(sequence).unwrap_or(usize::MAX),
                payload,
                metadata: metadata.to_map(),
            });
        }
        Ok(envelopes)
    }

    async fn replay<A: Entity>(
        &self,
        key: Key,
        loaded: &mut Loaded<A>,
        sql: &str,
        bound: Option<&(dyn ToSql + Sync)>,
    ) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached(sql).await?;
        let id = key.1.to_string();
        loop {
            let after = to_sql(loaded.sequence);
            let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&key.0, &id, &after, &PAGE];
            parameters.extend(bound);
            let rows = client.query(&select, &parameters).await?;
            let keys = self.keys(&client, &rows).await?;
            for row in &rows {
                self.apply(key, loaded, row, &keys)?;
            }
            if rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    /// The keys that these rows are sealed with: one, since an aggregate stays in its script.
    async fn keys(&self, client: &Object, rows: &[Row]) -> Result<Keys, StoreError> {
        let scripts = rows.iter().filter_map(|row| script(row).ok().flatten());
        self.keys.for_reading(client, scripts).await
    }

    fn apply<A: Entity>(
        &self,
        key: Key,
        loaded: &mut Loaded<A>,
        row: &Row,
        keys: &Keys,
    ) -> Result<(), StoreError> {
        let (sequence, event) = self.event::<A>(key, row, keys)?;
        loaded.state.apply(event);
        loaded.sequence = sequence;
        Ok(())
    }

    fn event<A: Entity>(&self, key: Key, row: &Row, keys: &Keys) -> Result<(u64, A::Event), StoreError> {
        let sequence = from_sql(row.try_get(0)?);
        let stored = Stored {
            event_type: row.try_get(1)?,
            event_version: row.try_get(2)?,
            payload: json(row)?,
            script: script(row)?,
        };
        let (event, _) = self.codec.decode(stored, keys).map_err(|error| StoreError::Corrupt {
            place: place(key, sequence),
            reason: error.to_string(),
        })?;
        Ok((sequence, event))
    }
}

fn json(row: &Row) -> Result<&[u8], StoreError> {
    Ok(row.try_get::<_, RawJson<'_>>(3)?.0)
}

fn script(row: &Row) -> Result<Option<ScriptId>, StoreError> {
    Ok(row.try_get::<_, Option<&str>>(4)?.and_then(|text| Uuid::parse_str(text).ok()).map(ScriptId))
}

fn place(key: Key, sequence: u64) -> String {
    format!("event {sequence} of {} {}", key.0, key.1)
}
