//! Objects of the store that no asset names, and files that never came in whole: removed when they are a day
//! old, by the clock.
//!
//! An object is kept before the log says that there is an asset, and stays a day after the log says that
//! there is none any more. What is younger is therefore never touched, and nothing is when the read model
//! that knows has not seen the whole log.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use deadpool_postgres::Pool;
use event_store::{Log, edge};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use projections::assets::{Needs, unneeded};
use storage::{Digest, Object, Store};

use crate::maintenance::Task;

const DAY: Duration = Duration::from_hours(24);
/// Objects that are asked about at once.
const AT_ONCE: usize = 500;
/// How often, and at which intervals, a read model that is just behind is asked again.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(250);
/// An event that has waited so long for its position is not on its way but stuck.
const STUCK: Duration = Duration::from_secs(30);

/// What comes round by the clock for a store.
pub fn tasks(store: &Store) -> Vec<Task> {
    let (objects, files) = (store.clone(), store.clone());
    vec![
        Task {
            name: "orphaned_objects",
            every: Duration::from_hours(1),
            run: Arc::new(move |pool| {
                let store = objects.clone();
                Box::pin(async move { remove_orphans(&pool, &store, edge::now() - DAY).await })
            }),
        },
        Task {
            name: "unfinished_uploads",
            every: Duration::from_hours(1),
            run: Arc::new(move |_| {
                let store = files.clone();
                Box::pin(async move {
                    let swept = store.sweep(SystemTime::from(edge::now() - DAY)).await;
                    swept.map_err(|error| error.to_string())
                })
            }),
        },
    ]
}

/// Removes the objects that were kept before `since` and that no asset has named from then on; how many.
pub(crate) async fn remove_orphans(pool: &Pool, store: &Store, since: Timestamp) -> Result<u64, String> {
    let old = SystemTime::from(since);
    let mut objects = store
        .list()
        .try_filter(move |object| std::future::ready(object.modified < old))
        .map_err(|error| error.to_string())
        .try_chunks(AT_ONCE);
    let mut removed = 0;
    while let Some(chunk) = objects.try_next().await.map_err(|stopped| stopped.1)? {
        for object in orphans(pool, &chunk, since).await? {
            // It may have been kept again since it was listed.
            let gone = store.delete_older(object, old).await.map_err(|error| error.to_string())?;
            removed += u64::from(gone);
        }
    }
    Ok(removed)
}

/// Which of these objects nobody needs.
async fn orphans(pool: &Pool, objects: &[Object], since: Timestamp) -> Result<Vec<Digest>, String> {
    // An event without a position is one that the read model cannot have seen.
    let lag = Log::new(pool.clone()).lag().await.map_err(|error| error.to_string())?;
    if lag.is_some_and(|lag| lag > STUCK) {
        return Err("events wait for their positions; nothing is removed".to_owned());
    }
    let names: Vec<String> = objects.iter().map(|object| object.sha256.to_string()).collect();
    for _ in 0..LOOKS {
        let client = pool.get().await.map_err(|error| error.to_string())?;
        match unneeded(&client, &names, since).await.map_err(|error| error.to_string())? {
            Needs::Unneeded(names) => {
                let digests = names.iter().map(|name| name.parse().map_err(|error| format!("{error}")));
                return digests.collect();
            }
            Needs::Unknown => drop(client),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err("the assets' read model is behind the log; nothing is removed".to_owned())
}
