//! Walking the chain: whether the log is still what it was when it was written.

use crate::chain::{self, Hash, Head, digest_sql, link};
use crate::error::StoreError;
use crate::log::Log;
use crate::sql::{position, to_sql};
use domain::Position;
use std::fmt;
use tokio_postgres::Row;

/// Positions looked at in one query.
const PAGE: i64 = 2_000;

const WALK: &str = concat!(
    "select l.position, l.hash, e.digest, e.owner_id, e.script_id, e.job_id,
            l.owner_id::text, l.script_id::text, l.job_id::text
     from (select * from log where position > $1 order by position limit $2) l
     left join lateral (
        select ",
    digest_sql!(),
    " as digest, e.metadata ->> 'owner_id' as owner_id, e.metadata ->> 'script_id' as script_id,
            e.metadata ->> 'job_id' as job_id
        from events e where e.transaction_id = l.transaction_id and e.id = l.event_id offset 0) e on true
     order by l.position"
);

/// What is wrong at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The position is missing.
    PositionMissing,
    /// Its event is missing.
    EventMissing,
    /// Its event is not the one that was hashed.
    EventAltered,
    /// Its hash is not the one that the next position was chained to.
    HashAltered,
    /// It is filed under another account, script or job than its event says.
    Misfiled,
    /// The log ends before a head that was seen or exported earlier.
    CutOff,
    /// The chain is whole but leads to another hash than the head's: it was rewritten.
    Rewritten,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PositionMissing => "the position is missing",
            Self::EventMissing => "its event is missing",
            Self::EventAltered => "its event was altered",
            Self::HashAltered => "its hash was altered",
            Self::Misfiled => "it is filed under another owner, script or job than its event says",
            Self::CutOff => "the log ends before it",
            Self::Rewritten => "the history up to it was rewritten",
        })
    }
}

/// The outcome of [`verify`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Events found to be what they were.
    pub intact: u64,
    /// The head that was reached; worth keeping elsewhere when nothing is broken.
    pub head: Head,
    /// The first position that is not what it was.
    pub broken: Option<(Position, Fault)>,
}

/// Walks the log from its beginning to its head. With an `exported` head, the history must also be
/// the one that was exported. `progress` is called with each position reached, once a page.
pub async fn verify(
    log: &Log,
    exported: Option<Head>,
    mut progress: impl FnMut(Position) + Send,
) -> Result<Verdict, StoreError> {
    let end = log.head().await?;
    let mut reached = Head::default();
    let broken = loop {
        let rows = page(log, reached.position).await?;
        let Some(broken) = walk(&rows, end, exported, &mut reached)? else {
            progress(reached.position);
            if rows.is_empty() || reached.position >= end.position {
                break at_the_end(reached, end, exported);
            }
            continue;
        };
        break Some(match broken {
            (position, Fault::EventAltered, digest) => {
                (position, tell_apart(log, reached, position, digest, end).await?)
            }
            (position, fault, _) => (position, fault),
        });
    };
    Ok(Verdict { intact: reached.position.0, head: reached, broken })
}

type Broken = (Position, Fault, Hash);

/// Follows the chain through one page; stops at the first fault.
fn walk(
    rows: &[Row],
    end: Head,
    exported: Option<Head>,
    reached: &mut Head,
) -> Result<Option<Broken>, StoreError> {
    for row in rows {
        let (found, next) = (position(row.try_get(0)?), Position(reached.position.0 + 1));
        if next > end.position {
            // Sequenced since the head was read; the next verification's.
            return Ok(None);
        }
        if found != next {
            return Ok(Some((next, Fault::PositionMissing, Hash::default())));
        }
        let Some(digest) = row.try_get::<_, Option<&[u8]>>(2)?.map(chain::hash) else {
            return Ok(Some((next, Fault::EventMissing, Hash::default())));
        };
        let hash = link(&reached.hash, &digest);
        if hash != chain::hash(row.try_get(1)?) {
            return Ok(Some((next, Fault::EventAltered, digest)));
        }
        if misfiled(row)? {
            return Ok(Some((next, Fault::Misfiled, digest)));
        }
        if exported.is_some_and(|head| head.position == next && head.hash != hash) {
            return Ok(Some((next, Fault::Rewritten, digest)));
        }
        *reached = Head { position: next, hash };
    }
    Ok(None)
}

/// What the walk could not see from inside the chain.
fn at_the_end(reached: Head, end: Head, exported: Option<Head>) -> Option<(Position, Fault)> {
    if reached.position < end.position {
        return Some((Position(reached.position.0 + 1), Fault::CutOff));
    }
    if reached.hash != end.hash {
        return Some((end.position, Fault::HashAltered));
    }
    let cut_off = exported.is_some_and(|head| head.position > end.position);
    cut_off.then_some((Position(end.position.0 + 1), Fault::CutOff))
}

/// Hash and event do not fit each other. The next link tells which was altered: it was made from the
/// true hash, so it fits either the stored one or the one the event gives.
async fn tell_apart(
    log: &Log,
    before: Head,
    at: Position,
    digest: Hash,
    end: Head,
) -> Result<Fault, StoreError> {
    let from_event = link(&before.hash, &digest);
    let rows = page(log, at).await?;
    let follows = match rows.first() {
        Some(next) => {
            let digest = next.try_get::<_, Option<&[u8]>>(2)?.map(chain::hash).unwrap_or_default();
            link(&from_event, &digest) == chain::hash(next.try_get(1)?)
        }
        None => from_event == end.hash,
    };
    Ok(if follows { Fault::HashAltered } else { Fault::EventAltered })
}

/// Whether the columns that streams are cut by say something else than the event.
fn misfiled(row: &Row) -> Result<bool, StoreError> {
    for (said, filed) in [(3, 6), (4, 7), (5, 8)] {
        let said = row.try_get::<_, Option<&str>>(said)?.and_then(|text| uuid::Uuid::parse_str(text).ok());
        let filed = row.try_get::<_, Option<&str>>(filed)?.and_then(|text| uuid::Uuid::parse_str(text).ok());
        if said != filed {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn page(log: &Log, after: Position) -> Result<Vec<Row>, StoreError> {
    let client = log.pool().get().await?;
    let walk = client.prepare_cached(WALK).await?;
    Ok(client.query(&walk, &[&to_sql(after.0), &PAGE]).await?)
}
