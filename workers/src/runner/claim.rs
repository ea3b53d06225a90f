//! The claiming loop: a free slot takes the job whose turn it is. While all slots are busy, light work goes
//! on beside them, requests are checked, and whatever is over is ended.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Shared;
use crate::error::QueueError;
use crate::queue::{Claimed, Next, Offer, Request};
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
        let mut jobs = JoinSet::new();
        let mut ripened = Instant::now();
        self.take_back_left_behind().await;
        while !self.shutdown.is_cancelled() {
            // Finished tasks are let go of; what became of their jobs is settled already.
            while jobs.try_join_next().is_some() {}
            match self.claim_next(&mut jobs).await {
                Ok(Found::Work) => continue,
                Ok(Found::Nothing) => {
                    if ripened.elapsed() >= POLL {
                        ripened = Instant::now();
                        match self.queue.ripen().await {
                            Ok(0) => {}
                            Ok(_) => continue,
                            Err(error) => tracing::debug!(%error, "back-offs cannot be looked at"),
                        }
                    }
                }
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
        self.fresh.close();
        self.fresh.wait().await;
    }

    /// Takes what there is room for. What needs no room (checks, ends, results to take over) is done at
    /// once, so that it never waits behind long work.
    async fn claim_next(self: &Arc<Self>, jobs: &mut JoinSet<()>) -> Result<Found, QueueError> {
        let vacancy = self.room.vacancy(&self.kinds);
        self.idle.store(false, Ordering::Release);
        let offer = Offer {
            worker: &self.options.name,
            engines: &self.options.engines,
            kinds: &vacancy.kinds,
            room: vacancy.jobs,
            lease_s: self.options.lease_s,
            limits: self.options.limits,
        };
        let claimed = self.queue.claim(&offer).await?;
        if claimed.is_empty() {
            self.idle.store(true, Ordering::Release);
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
            let place = self.room.keep(self.is_light(&claimed));
            jobs.spawn(async move { shared.execute(claimed, place).await });
        }
        Ok(Found::Work)
    }

    /// Takes a request of this process that is not in the queue yet, if nobody waits before it; else gives it
    /// back. Where the cluster has limits, the claim alone can count.
    pub(crate) fn take_fresh(self: &Arc<Self>, claimed: Claimed) -> Option<Claimed> {
        let fits = |request: &Request| {
            self.options.engines.contains(&request.engine) && self.kinds.get(request.kind).is_some()
        };
        let free = self.idle.load(Ordering::Acquire)
            && !self.shutdown.is_cancelled()
            && !self.options.limits.any()
            && claimed.request.as_deref().is_some_and(fits);
        if !free {
            return Some(claimed);
        }
        let Some(place) = self.room.free(self.is_light(&claimed)) else { return Some(claimed) };
        let shared = Arc::clone(self);
        self.fresh.spawn(async move { shared.execute(claimed, place).await });
        None
    }

    fn is_light(&self, claimed: &Claimed) -> bool {
        claimed.kind.parse().is_ok_and(|kind| self.kinds.is_light(kind))
    }
}
