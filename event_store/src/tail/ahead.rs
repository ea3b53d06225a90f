//! Reading on while what came is decoded and looked at. Positions have no gaps, so a subscriber that is far behind
//! knows where its next page begins before it has read this one, and the database need not wait for it.

use super::PAGE;
use crate::error::StoreError;
use crate::log::{Fetched, Filter, Log, Page};
use domain::Position;
use tokio_util::task::AbortOnDropHandle;

/// The page after the one that was asked for last, on its way. One connection at a time is used for both.
pub(super) struct Ahead {
    log: Log,
    next: Option<(Position, AbortOnDropHandle<Result<Fetched, StoreError>>)>,
}

impl Ahead {
    pub(super) fn new(log: &Log) -> Self {
        Self { log: log.clone(), next: None }
    }

    /// The events after a position, at most a page of them; `head` is where the log ends for now.
    pub(super) async fn page(&mut self, after: Position, head: Position) -> Result<Page, StoreError> {
        let fetched = match self.next.take().filter(|(at, _)| *at == after) {
            // What did not end well is asked for again.
            Some((_, task)) => match task.await {
                Ok(Ok(fetched)) => fetched,
                Ok(Err(_)) | Err(_) => self.log.fetch(after, PAGE, head, &Filter::All).await?,
            },
            None => self.log.fetch(after, PAGE, head, &Filter::All).await?,
        };
        let next = Position(after.0 + u64::from(PAGE));
        if next < head {
            let log = self.log.clone();
            let fetch = async move { log.fetch(next, PAGE, head, &Filter::All).await };
            self.next = Some((next, AbortOnDropHandle::new(tokio::spawn(fetch))));
        }
        Ok(self.log.decode(fetched))
    }
}
