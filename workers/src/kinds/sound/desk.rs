//! Work at the desk: a thread of its own that may block, tells how far it is, and is left alone as soon as the
//! job is to stop. What still runs there then ends by itself at its next look at the signal.

use std::ops::ControlFlow;
use std::time::Instant;

use sound::SoundError;

use crate::error::JobError;
use crate::running::{RunningJob, Step};

/// Where work says how far it is, and hears whether it goes on.
pub(super) struct Desk {
    job: RunningJob,
    began: Instant,
}

impl Desk {
    /// Tells that part `step` (from 1) of `of` is done to a fraction.
    pub(super) fn tell(&self, (step, of): (usize, usize), message: &str, within: f64) -> ControlFlow<()> {
        if self.job.stop().reason().is_some() {
            return ControlFlow::Break(());
        }
        let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (step, total_steps) = (whole(step), whole(of.max(1)));
        let fraction = (f64::from(step.saturating_sub(1)) + within.clamp(0.0, 1.0)) / f64::from(total_steps);
        let elapsed_s = self.began.elapsed().as_secs_f64();
        self.job.report(Step {
            step,
            total_steps,
            fraction,
            message: message.to_owned(),
            eta_s: (fraction > 0.02).then(|| elapsed_s / fraction * (1.0 - fraction)),
        });
        ControlFlow::Continue(())
    }
}

/// Does something at the desk.
pub(super) async fn work<T: Send + 'static>(
    job: &RunningJob,
    make: impl FnOnce(&Desk) -> Result<T, JobError> + Send + 'static,
) -> Result<T, JobError> {
    let desk = Desk { job: job.clone(), began: Instant::now() };
    let task = tokio::task::spawn_blocking(move || make(&desk));
    let ended = tokio::select! {
        ended = task => ended,
        _ = job.stop().wait() => return Err(JobError::Stopped),
    };
    match ended {
        Ok(done) => done,
        // Panics go on where they belong: in the job that caused them.
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(error) => Err(JobError::retry(error)),
    }
}

/// What an error of the craft means for the job.
pub(super) fn failed(error: SoundError) -> JobError {
    match error {
        SoundError::Cancelled => JobError::Stopped,
        error @ (SoundError::Io { .. } | SoundError::TimedOut { .. } | SoundError::ProgramFailed { .. }) => {
            JobError::retry(error)
        }
        error => JobError::fail(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_tried_again_and_what_is_missing_is_not() {
        let slow = SoundError::TimedOut { program: "flite", limit_s: 20 };
        assert!(matches!(failed(slow), JobError::Retry { .. }));
        assert!(matches!(failed(SoundError::MissingProgram { program: "flite" }), JobError::Fail { .. }));
        assert_eq!(failed(SoundError::Cancelled), JobError::Stopped);
    }
}
