//! A fresh request goes straight to a worker of the same process that has nothing to do: it need not be
//! written into the queue, announced and claimed first. Only a head start: the log has the request, the
//! reactor queues it, and the job's aggregate decides who has it.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::queue::Claimed;
use crate::runner::Shared;

/// The workers of this process, for the requests that it appends. Clones are the same.
#[derive(Clone, Default)]
pub struct Handover {
    workers: Arc<Mutex<Vec<Weak<Shared>>>>,
}

impl Handover {
    /// A worker that will take requests for as long as it lives.
    pub(crate) fn enter(&self, worker: &Arc<Shared>) {
        let mut workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner);
        workers.retain(|worker| worker.strong_count() > 0);
        workers.push(Arc::downgrade(worker));
    }

    /// Offers a request to those who are idle; gives it back if nobody is.
    pub(crate) fn offer(&self, mut claimed: Claimed) -> Option<Claimed> {
        let workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for worker in workers.iter().filter_map(Weak::upgrade) {
            claimed = worker.take_fresh(claimed)?;
        }
        Some(claimed)
    }
}

impl std::fmt::Debug for Handover {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner).len();
        f.debug_struct("Handover").field("workers", &workers).finish()
    }
}
