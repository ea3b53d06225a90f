//! The claiming loop: a free slot takes the job whose turn it is. While all slots are busy, light work goes
//! on beside them, requests are checked, and whatever is over is ended.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::Shared;
use crate::error::QueueError;
use crate::queue::{Next, Offer};
use crate::stop::Stop;

/// How long a notification may be missing before the queue is looked at without one; also how late a
/// retry may begin.
const POLL: Duration = Duration::from_secs(1);

/// Jobs of light kinds at a time, beside the slots.
const LIGHT: usize = 4;

/// What the loop found to do.
enum Found {
    Work,
    Nothing,
}

impl Shared {
    pub(super) async fn claim_until_shutdown(self: Arc<Self>) {
        let room = Room {
            slots: Arc::new(Semaphore::new(self.options.slots.max(1))),
            light: Arc::new(Semaphore::new(LIGHT)),
        };
        let mut jobs = JoinSet::new();
        self.take_back_left_behind().await;
        while !self.shutdown.is_cancelled() {
            // Finished tasks are let go of; what became of their jobs is settled already.
            while jobs.try_join_next().is_some() {}
            match self.claim_next(&room, &mut jobs).await {
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

    /// Takes what there is room for. What needs no room (checks, ends, results to take over) is done at
    /// once, so that it never waits behind long work.
    async fn claim_next(self: &Arc<Self>, room: &Room, jobs: &mut JoinSet<()>) -> Result<Found, QueueError> {
        let (slot, light) = (room.slot(), room.light());
        let kinds = self.kinds.fitting(slot.is_some(), light.is_some());
        let offer = Offer {
            worker: &self.options.name,
            engines: &self.options.engines,
            kinds: &kinds,
            lease_s: self.options.lease_s,
            limits: self.options.limits,
        };
        let Some(claimed) = self.queue.claim(&offer).await? else { return Ok(Found::Nothing) };
        if claimed.next != Next::Run {
            self.chore(&claimed).await?;
            return Ok(Found::Work);
        }
        let place = if self.kinds.is_light(&claimed.kind) { light } else { slot };
        let shared = Arc::clone(self);
        jobs.spawn(async move {
            shared.execute(claimed).await;
            drop(place);
            shared.ready.notify_one();
        });
        Ok(Found::Work)
    }
}

/// Where there is room for a job.
struct Room {
    slots: Arc<Semaphore>,
    light: Arc<Semaphore>,
}

impl Room {
    fn slot(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.slots).try_acquire_owned().ok()
    }

    fn light(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.light).try_acquire_owned().ok()
    }
}
