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

/// Jobs claimed at once, so that several workers share a burst.
const AT_ONCE: usize = 8;

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
        let (slots, light) = (room.slots.available_permits(), room.light.available_permits());
        let kinds = self.kinds.fitting(slots > 0, light > 0);
        // Both have room, or one has: whichever it is, what is claimed fits.
        let room_for = if slots > 0 && light > 0 { slots.min(light) } else { slots.max(light) };
        let offer = Offer {
            worker: &self.options.name,
            engines: &self.options.engines,
            kinds: &kinds,
            room: room_for.min(AT_ONCE),
            lease_s: self.options.lease_s,
            limits: self.options.limits,
        };
        let claimed = self.queue.claim(&offer).await?;
        if claimed.is_empty() {
            return Ok(Found::Nothing);
        }
        for claimed in claimed {
            let shared = Arc::clone(self);
            if claimed.next != Next::Run {
                jobs.spawn(async move {
                    let id = claimed.job;
                    if let Err(error) = shared.chore(&claimed).await {
                        tracing::warn!(job = %id, %error, "job {id} is looked at again when its lease ends: {error}");
                    }
                    shared.ready.notify_one();
                });
                continue;
            }
            let place = room.take(self.kinds.is_light(&claimed.kind)).await;
            jobs.spawn(async move { shared.execute(claimed, place).await });
        }
        Ok(Found::Work)
    }
}

/// Where there is room for a job.
struct Room {
    slots: Arc<Semaphore>,
    light: Arc<Semaphore>,
}

impl Room {
    /// A place that is free, by what was counted before the claim.
    async fn take(&self, light: bool) -> OwnedSemaphorePermit {
        let places = if light { &self.light } else { &self.slots };
        Arc::clone(places).acquire_owned().await.expect("places are never closed")
    }
}
