//! The one signal that ends running work early, and why: whoever gives it first decides the reason.
//! Work looks at it between tokens, so it stops within one.

use std::sync::{Arc, OnceLock};

use tokio_util::sync::CancellationToken;

/// Why running work is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Somebody asked for the job's end.
    Cancelled,
    /// Somebody paused it; it goes back to the queue and stays there.
    Paused,
    /// The worker shuts down; the job goes back to the queue.
    Shutdown,
    /// The lease was lost: another worker has the job, or it is over. Nothing may be written.
    LeaseLost,
    /// It ran past its kind's time limit.
    TimedOut,
}

/// A signal shared by the runner, which gives it, and the work, which obeys it.
#[derive(Clone, Debug, Default)]
pub struct StopSignal {
    token: CancellationToken,
    reason: Arc<OnceLock<Stop>>,
}

impl StopSignal {
    /// Asks the work to stop. Only the first reason counts.
    pub fn stop(&self, reason: Stop) {
        // A later reason loses: the work is already winding down for the first.
        let _ = self.reason.set(reason);
        self.token.cancel();
    }

    /// Why the work is to stop, if it is. Cheap: meant to be asked after every token.
    pub fn reason(&self) -> Option<Stop> {
        if self.token.is_cancelled() { self.reason.get().copied() } else { None }
    }

    /// Waits until the work is to stop.
    pub async fn wait(&self) -> Stop {
        self.token.cancelled().await;
        self.reason.get().copied().unwrap_or(Stop::Shutdown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_reason_counts() {
        let signal = StopSignal::default();
        assert_eq!(signal.reason(), None);
        signal.stop(Stop::Cancelled);
        signal.stop(Stop::Shutdown);
        assert_eq!(signal.reason(), Some(Stop::Cancelled));
        assert_eq!(signal.clone().wait().await, Stop::Cancelled);
    }
}
