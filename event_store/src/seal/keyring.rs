//! Where keys come from: the table of keys, and the memory of this process, which forgets a key when it hears
//! of the erasure and after a while in any case.

use super::key::{KEY_LEN, ScriptKey};
use super::{Keys, Seal};
use crate::edge;
use crate::error::StoreError;
use crate::warm::Warm;
use deadpool_postgres::{GenericClient, Pool};
use domain::ScriptId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio_postgres::Row;
use uuid::Uuid;

/// Keys in one of two generations: when the young one is full, the old one is dropped.
const GENERATION: usize = 4_096;
/// How long a key is believed without asking, should news of its end have been lost.
const BELIEVED: Duration = Duration::from_mins(1);

/// The first writer's key counts; a destroyed one has a row as well.
const MAKE: &str = "with made as (
        insert into script_keys (script_id, key) values ($1, $2) on conflict (script_id) do nothing
        returning script_id, key)
    select script_id, key from made union all select script_id, key from script_keys where script_id = $1";
const FIND: &str = "select script_id, key from script_keys where script_id = any($1) and key is not null";
const DESTROY: &str = "insert into script_keys as k (script_id, key, destroyed_at) values ($1, null, now())
    on conflict (script_id) do update set key = null, destroyed_at = now() where k.key is not null";
const FORGET_SNAPSHOTS: &str = "delete from snapshots where script_id = $1";

/// The keys of one database.
pub(crate) struct Keyring {
    pool: Pool,
    known: Mutex<Generations>,
    /// Who remembers words in the clear.
    memories: Mutex<Vec<Weak<Warm>>>,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<ScriptId, Known>,
    old: HashMap<ScriptId, Known>,
}

#[derive(Clone, Debug)]
struct Known {
    key: Arc<ScriptKey>,
    since: Instant,
}

impl Keyring {
    pub(crate) fn new(pool: Pool) -> Self {
        Self { pool, known: Mutex::default(), memories: Mutex::default() }
    }

    /// How something of this script is to be written. A script without a key gets one.
    pub(crate) async fn for_writing(&self, script: Option<ScriptId>) -> Result<Seal, StoreError> {
        let Some(script) = script else { return Ok(Seal::None) };
        if let Some(key) = self.remembered(script) {
            return Ok(Seal::Key(key));
        }
        let client = self.pool.get().await?;
        let make = client.prepare_cached(MAKE).await?;
        loop {
            let fresh = edge::fresh_bytes::<KEY_LEN>();
            // No row: somebody else made one after this statement began.
            let Some(row) = client.query_opt(&make, &[&script.0, &fresh.as_slice()]).await? else { continue };
            return Ok(match key(&row)? {
                Some(key) => Seal::Key(self.remember(key.0, key.1)),
                None => Seal::Destroyed,
            });
        }
    }

    /// The keys of these scripts, as many as there are.
    pub(crate) async fn for_reading(
        &self,
        client: &impl GenericClient,
        scripts: impl Iterator<Item = ScriptId> + Send,
    ) -> Result<Keys, StoreError> {
        let (mut keys, mut unknown) = (Keys::default(), HashSet::new());
        for script in scripts {
            if keys.0.contains_key(&script) || unknown.contains(&script.0) {
                continue;
            }
            match self.remembered(script) {
                Some(key) => _ = keys.0.insert(script, key),
                None => _ = unknown.insert(script.0),
            }
        }
        if !unknown.is_empty() {
            let unknown: Vec<Uuid> = unknown.into_iter().collect();
            let find = client.prepare_cached(FIND).await?;
            for row in client.query(&find, &[&unknown]).await? {
                if let Some((script, key)) = key(&row)? {
                    keys.0.insert(script, self.remember(script, key));
                }
            }
        }
        Ok(keys)
    }

    /// Destroys a script's key for ever, with the snapshots it sealed. Whether there was one.
    pub(crate) async fn destroy(&self, script: ScriptId) -> Result<bool, StoreError> {
        let mut client = self.pool.get().await?;
        let tx = client.transaction().await?;
        let destroyed = tx.execute(DESTROY, &[&script.0]).await?;
        tx.execute(FORGET_SNAPSHOTS, &[&script.0]).await?;
        tx.commit().await?;
        self.forget(script);
        Ok(destroyed > 0)
    }

    /// The script's key, if this process remembers it.
    pub(crate) fn at_hand(&self, script: Option<ScriptId>) -> Keys {
        let key = script.and_then(|script| Some((script, self.remembered(script)?)));
        Keys(key.into_iter().collect())
    }

    /// Forgets a script's key, and whatever was read with any: erasing is rare, and reading again is cheap.
    pub(crate) fn forget(&self, script: ScriptId) {
        let mut known = self.known();
        known.young.remove(&script);
        known.old.remove(&script);
        drop(known);
        let memories = self.memories.lock().unwrap_or_else(PoisonError::into_inner);
        memories.iter().filter_map(Weak::upgrade).for_each(|memory| memory.clear());
    }

    /// Has `memory` forget erased scripts, too.
    pub(crate) fn shared_with(&self, memory: &Arc<Warm>) {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(memory));
    }

    fn remembered(&self, script: ScriptId) -> Option<Arc<ScriptKey>> {
        let mut known = self.known();
        if let Some(it) = known.young.get(&script) {
            return (it.since.elapsed() < BELIEVED).then(|| Arc::clone(&it.key));
        }
        let it = known.old.remove(&script).filter(|it| it.since.elapsed() < BELIEVED)?;
        let key = Arc::clone(&it.key);
        known.insert(script, it);
        Some(key)
    }

    fn remember(&self, script: ScriptId, key: ScriptKey) -> Arc<ScriptKey> {
        let key = Arc::new(key);
        self.known().insert(script, Known { key: Arc::clone(&key), since: Instant::now() });
        key
    }

    fn known(&self) -> MutexGuard<'_, Generations> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, script: ScriptId, known: Known) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(script, known);
    }
}

fn key(row: &Row) -> Result<Option<(ScriptId, ScriptKey)>, StoreError> {
    let script = ScriptId(row.try_get(0)?);
    let Some(bytes) = row.try_get::<_, Option<&[u8]>>(1)? else { return Ok(None) };
    // The table checks the length.
    Ok(ScriptKey::new(script, bytes).map(|key| (script, key)))
}
