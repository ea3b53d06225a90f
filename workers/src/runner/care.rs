//! What a worker does beside its jobs: listening for news, keeping leases, passing cancellations on, and
//! sweeping up after workers that are gone. Notifications are hints; each of these also looks by itself.

use std::sync::Arc;
use std::time::Duration;

use domain::JobId;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_postgres::Client;

use super::{Shared, line};
use crate::error::QueueError;
use crate::metrics;
use crate::queue::{Attempt, Beat, CANCEL_CHANNEL, READY_CHANNEL, depth};
use crate::registry;
use crate::stop::Stop;

/// Between two looks at cancellations without a notification: a cancel is seen within 2 s whatever
/// happens to the listening connection.
const LOOK: Duration = Duration::from_secs(1);
/// Between two looks at the leases of others.
const SWEEP: Duration = Duration::from_secs(2);
/// Between two samples of the gauges.
const COUNT: Duration = Duration::from_secs(15);

impl Shared {
    /// Keeps a connection that listens.
    pub(super) async fn listen(self: Arc<Self>) {
        let mut listener: Option<Client> = None;
        loop {
            if listener.as_ref().is_none_or(Client::is_closed) {
                listener = self.connect_listener().await;
                // Whatever was said before it listened is looked for.
                self.ready.notify_one();
                self.cancelled.notify_one();
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn connect_listener(self: &Arc<Self>) -> Option<Client> {
        let shared = Arc::clone(self);
        let heard = move |news: tokio_postgres::Notification| match news.channel() {
            CANCEL_CHANNEL => shared.cancelled.notify_one(),
            _ => shared.ready.notify_one(),
        };
        let channels = [READY_CHANNEL, CANCEL_CHANNEL];
        match event_store::listen(&self.deps.database, &channels, heard).await {
            Ok(client) => Some(client),
            Err(error) => {
                let worker = &self.options.name;
                tracing::warn!(worker, %error, "worker {worker} cannot listen; polling");
                None
            }
        }
    }

    /// Extends the leases of running jobs. One that is another's is stopped, and so is everything
    /// when the database cannot be reached for a whole lease.
    pub(super) async fn keep_leases(self: Arc<Self>) {
        let mut beats = interval(Duration::from_secs(self.options.heartbeat_s.max(1).into()));
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let lease = Duration::from_secs(self.options.lease_s.into());
        let mut heard_at = Instant::now();
        let mut shown = false;
        loop {
            beats.tick().await;
            shown = self.show(shown).await;
            let held: Vec<(JobId, u32)> =
                self.running().iter().map(|(job, held)| (*job, held.attempt)).collect();
            let mut reached = true;
            for (job, attempt) in held {
                let of = Attempt { job, number: attempt, worker: &self.options.name };
                match self.queue.beat(of, self.options.lease_s).await {
                    Ok(Beat::Held) => {}
                    Ok(Beat::Stop(reason)) => self.stop(job, attempt, reason),
                    Ok(Beat::Lost) => self.stop(job, attempt, Stop::LeaseLost),
                    Err(error) => {
                        tracing::warn!(%job, %error, "lease of job {job} not extended: {error}");
                        reached = false;
                    }
                }
            }
            if reached {
                heard_at = Instant::now();
            } else if heard_at.elapsed() > lease {
                self.stop_all(Stop::LeaseLost);
            }
        }
    }

    /// Shows that this worker is alive; whether it is on the list.
    async fn show(&self, shown: bool) -> bool {
        let worker = &self.options.name;
        let showing = async {
            if shown && self.entry.beat(self.shutdown.is_cancelled()).await? {
                return Ok(());
            }
            if shown {
                tracing::warn!(worker, "another worker goes by the name of {worker}");
            }
            self.entry.arrive(&self.options).await
        };
        match showing.await {
            Ok(()) => true,
            Err(error) => {
                let error: QueueError = error;
                tracing::warn!(worker, %error, "worker {worker} cannot show itself: {error}");
                shown
            }
        }
    }

    /// Stops jobs that somebody no longer wants, or paused.
    pub(super) async fn obey_cancellations(self: Arc<Self>) {
        loop {
            tokio::select! {
                () = self.cancelled.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
            if self.running().is_empty() {
                continue;
            }
            match self.queue.stopping(&self.options.name).await {
                Ok(jobs) => {
                    let running = self.running();
                    for (job, reason) in jobs {
                        if let Some(held) = running.get(&job) {
                            held.stop.stop(reason);
                        }
                    }
                }
                Err(error) => tracing::warn!(%error, "cancellations cannot be read: {error}"),
            }
        }
    }

    /// Takes back what dead workers left, tells who waits their place, and counts.
    pub(super) async fn sweep(self: Arc<Self>) {
        let mut counted_at = Instant::now();
        loop {
            tokio::time::sleep(SWEEP).await;
            loop {
                match self.take_back_expired().await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        tracing::warn!(%error, "leases that ran out cannot be taken back: {error}");
                        break;
                    }
                }
            }
            if let Err(error) = line::tell(self.queue.pool()).await {
                tracing::debug!(%error, "places in the queue cannot be told");
            }
            if counted_at.elapsed() >= COUNT {
                counted_at = Instant::now();
                self.count().await;
            }
        }
    }

    async fn count(&self) {
        match depth(self.queue.pool()).await {
            Ok(depths) => metrics::waiting(self.kinds.engines(), depths),
            Err(error) => tracing::debug!(%error, "the queue cannot be counted"),
        }
        match registry::count(&self.deps.pool).await {
            Ok((alive, silent)) => metrics::staff(alive, silent),
            Err(error) => tracing::debug!(%error, "the workers cannot be counted"),
        }
    }

    fn stop(&self, job: JobId, attempt: u32, reason: Stop) {
        if let Some(held) = self.running().get(&job).filter(|held| held.attempt == attempt) {
            held.stop.stop(reason);
        }
    }
}
