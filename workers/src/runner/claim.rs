//! The claiming loop: a free slot takes the job whose turn it is. While all slots are busy, new requests
//! are still checked, so that what is refused is refused at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::Shared;
use crate::error::QueueError;
use crate::queue::Offer;
use crate::stop::Stop;

/// How long a notification may be missing before the queue is looked at without one; also how late a
/// retry may begin.
const POLL: Duration = Duration::from_secs(1);

/// What the loop found to do.
enum Found {
    Work,
    Nothing,
}

impl Shared {
    pub(super) async fn claim_until_shutdown(self: Arc<Self>) {
        let slots = Arc::new(Semaphore::new(self.options.slots.max(1)));
        let mut jobs = JoinSet::new();
        self.take_back_left_behind().await;
        while !self.shutdown.is_cancelled() {
            // Finished tasks are let go of; what became of their jobs is settled already.
            while jobs.try_join_next().is_some() {}
            match self.claim_next(&slots, &mut jobs).await {
                Ok(Found::Work) => continue,
                Ok(Found::Nothing) => {}
                Err(error) => {
                    let worker = &self.options.name;
                    tracing::warn!(worker, %error, "worker {worker} cannot read the queue; trying again");
                }
            }
            tokio::select! {
                () = self.ready.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                () = self.shutdown.cancelled() => {}
            }
        }
        self.stop_all(Stop::Shutdown);
        while jobs.join_next().await.is_some() {}
    }

    async fn claim_next(
        self: &Arc<Self>,
        slots: &Arc<Semaphore>,
        jobs: &mut JoinSet<()>,
    ) -> Result<Found, QueueError> {
        let kinds = self.kinds.names();
        let offer = Offer {
            worker: &self.options.name,
            engines: &self.options.engines,
            kinds: &kinds,
            lease_s: self.options.lease_s,
        };
        let Ok(slot) = Arc::clone(slots).try_acquire_owned() else {
            let Some(claimed) = self.queue.claim_unchecked(&offer).await? else { return Ok(Found::Nothing) };
            self.check_only(&claimed).await?;
            return Ok(Found::Work);
        };
        let Some(claimed) = self.queue.claim(&offer).await? else { return Ok(Found::Nothing) };
        let shared = Arc::clone(self);
        jobs.spawn(async move {
            shared.execute(claimed).await;
            drop(slot);
            shared.ready.notify_one();
        });
        Ok(Found::Work)
    }
}
