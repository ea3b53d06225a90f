//! From lines to the database.

use super::line::{EventLine, KeyLine, Line, Opening};
use super::page::{self, Page};
use crate::chain::Head;
use crate::error::StoreError;
use crate::metadata::Metadata;
use crate::sequencer::LOCK;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use deadpool_postgres::{ClientWrapper, Object, Pool};
use domain::Position;
use jiff::Timestamp;
use std::io;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// Bytes of a line at most: an event of the largest text there can be, several times over.
const LINE: u64 = 64 << 20;

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Events that were new to the database.
    pub events: u64,
    /// Where its log ends now.
    pub head: Head,
}

/// Why an import ended early. What was written before the line that is named stays, and is whole.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A line is not what it should be.
    #[error("line {line}: {reason}")]
    Line {
        /// Which line, counted from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// An event is not the one that was exported, or one before it is missing.
    #[error("line {line}: the event at position {position} does not lead to its hash: it was altered")]
    Altered {
        /// Which line, counted from 1.
        line: u64,
        /// The position it speaks of.
        position: Position,
    },
    /// The file ends before it should.
    #[error("the file ends after line {line} at position {reached}, before its head at {promised}")]
    CutOff {
        /// The last line there is.
        line: u64,
        /// The position it leads to.
        reached: Position,
        /// The position it should lead to.
        promised: Position,
    },
    /// The database has a log of its own.
    #[error(
        "the database has another history: its log ends at position {0}, and not as the file's does there"
    )]
    Another(Position),
    /// Somebody works on the database.
    #[error("a studio runs on the database; stop it first")]
    InUse,
    /// Somebody wrote to the log meanwhile.
    #[error("the log was written to while it was imported")]
    Moved,
    /// The database refused some lines, for instance because an aggregate has an event of its own already.
    #[error("lines {first} to {last}: the database refused: {source}")]
    Refused {
        /// The first of the lines.
        first: u64,
        /// The last of them.
        last: u64,
        /// What it said.
        source: tokio_postgres::Error,
    },
    /// The file could not be read.
    #[error("cannot read the export: {0}")]
    Read(#[from] io::Error),
    /// The database could not be reached or went away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<tokio_postgres::Error> for ImportError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Continues the database's log, which must be a beginning of the file's or empty, up to the file's end. The
/// read models follow as they always do, or are made again.
pub async fn import(
    pool: &Pool,
    input: &mut (impl AsyncBufRead + Unpin + Send),
    progress: impl FnMut(Position) + Send,
) -> Result<Imported, ImportError> {
    // Out of the pool: the session's end gives the lock back.
    let mut client = Object::take(pool.get().await.map_err(StoreError::from)?);
    if !client.query_one("select pg_try_advisory_lock($1)", &[&LOCK]).await?.try_get::<_, bool>(0)? {
        return Err(ImportError::InUse);
    }
    let head = page::head(&client).await?;
    let imported =
        Import { client: &mut client, start: head, reached: head, file: Head::default(), progress }
            .run(input)
            .await;
    // Closing the connection would do the same, but not before the caller goes on.
    let _ = client.query_one("select pg_advisory_unlock($1)", &[&LOCK]).await;
    imported
}

struct Import<'a, P> {
    client: &'a mut ClientWrapper,
    /// Where the database's log ended.
    start: Head,
    /// Where it ends.
    reached: Head,
    /// Where the lines read so far lead to.
    file: Head,
    progress: P,
}

impl<P: FnMut(Position) + Send> Import<'_, P> {
    async fn run(mut self, input: &mut (impl AsyncBufRead + Unpin + Send)) -> Result<Imported, ImportError> {
        let (mut text, mut number) = (Vec::new(), 1);
        read(input, &mut text, number).await?;
        let promised = Opening::read(&text).map_err(|reason| ImportError::Line { line: number, reason })?;
        if self.start.position > promised.position {
            return Err(ImportError::Another(self.start.position));
        }
        let mut page = Page::default();
        loop {
            if !read(input, &mut text, number + 1).await? {
                break;
            }
            number += 1;
            let broken = |reason| ImportError::Line { line: number, reason };
            match Line::read(&text).map_err(|error| broken(error.to_string()))? {
                Line::Key(key) => self.key(key).await.map_err(|error| error.at(number))?,
                Line::Event(event) => self.event(&event, number, &mut page).await?,
            }
        }
        self.write(&mut page).await?;
        if self.file != promised {
            let (reached, promised) = (self.file.position, promised.position);
            return Err(ImportError::CutOff { line: number, reached, promised });
        }
        let events = self.reached.position.0 - self.start.position.0;
        Ok(Imported { events, head: self.reached })
    }

    async fn event(&mut self, it: &EventLine<'_>, line: u64, page: &mut Page) -> Result<(), ImportError> {
        let broken = |reason: String| ImportError::Line { line, reason };
        let head: Head =
            format!("{}:{}", it.position, it.hash).parse().map_err(|_| broken("no hash".to_owned()))?;
        let expected = self.file.position.0 + 1;
        if it.position != expected {
            return Err(broken(format!("position {} where {expected} was expected", it.position)));
        }
        self.file = head;
        if head.position <= self.start.position {
            // The database has it; that it is the same is told by the last of them.
            let same = head.position < self.start.position || head == self.start;
            return if same { Ok(()) } else { Err(ImportError::Another(self.start.position)) };
        }
        let of: Metadata =
            serde_json::from_str(it.metadata.get()).map_err(|error| broken(error.to_string()))?;
        if page.is_full(of.command_id) {
            self.write(page).await?;
        }
        page.push(line, it, of, head).map_err(broken)
    }

    async fn write(&mut self, page: &mut Page) -> Result<(), ImportError> {
        if page.is_empty() {
            return Ok(());
        }
        match page.write(self.client, self.reached).await {
            Ok(reached) => self.reached = reached,
            // One by one, so that what is good is kept and the line that is not is named.
            Err(ImportError::Refused { first, last, .. }) if first != last => {
                for single in std::mem::take(page).singles() {
                    self.reached = single.write(self.client, self.reached).await?;
                }
            }
            Err(error) => return Err(error),
        }
        *page = Page::default();
        (self.progress)(self.reached.position);
        Ok(())
    }

    /// A key that was destroyed on either side stays destroyed.
    async fn key(&self, line: KeyLine) -> Result<(), KeyError> {
        let key = line.key.map(|key| STANDARD.decode(key)).transpose().map_err(|_| KeyError::NoKey)?;
        if key.as_ref().is_some_and(|key| key.len() != 32) {
            return Err(KeyError::NoKey);
        }
        let made_at = Timestamp::from_microsecond(line.made_us).map_err(|_| KeyError::NoTime)?;
        let sql = "insert into script_keys as k (script_id, key, created_at, destroyed_at)
            values ($1, $2, $3, case when $2::bytea is null then now() end)
            on conflict (script_id) do update set key = null, destroyed_at = coalesce(k.destroyed_at, now())
            where excluded.key is null";
        self.client.execute(sql, &[&line.key_of, &key, &made_at]).await?;
        Ok(())
    }
}

/// Why a key was not taken.
#[derive(Debug, thiserror::Error)]
enum KeyError {
    #[error("a key has 32 bytes in base64")]
    NoKey,
    #[error("a key was made at a time")]
    NoTime,
    #[error(transparent)]
    Database(#[from] tokio_postgres::Error),
}

impl KeyError {
    fn at(self, line: u64) -> ImportError {
        match self {
            Self::NoKey | Self::NoTime => ImportError::Line { line, reason: self.to_string() },
            Self::Database(error) => error.into(),
        }
    }
}

/// Reads the next line without its end, in the place of the one before; `false` at the end of the file.
async fn read(
    input: &mut (impl AsyncBufRead + Unpin + Send),
    text: &mut Vec<u8>,
    line: u64,
) -> Result<bool, ImportError> {
    text.clear();
    let count = (&mut *input).take(LINE + 1).read_until(b'\n', text).await?;
    if text.last() == Some(&b'\n') {
        text.pop();
    } else if u64::try_from(count).is_ok_and(|count| count > LINE) {
        return Err(ImportError::Line { line, reason: format!("longer than {LINE} bytes") });
    }
    Ok(count > 0)
}
