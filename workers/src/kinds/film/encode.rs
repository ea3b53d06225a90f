//! Encodes a reel in a child process, as a job's work: progress is the job's, and so is its end.

use std::path::{Path, PathBuf};

use film::{Cancel, FilmError, Finished, Limits, Options, Reel};

use crate::error::JobError;
use crate::running::{RunningJob, Step};

/// How films are encoded here: which program becomes the child that does it.
#[derive(Clone, Debug)]
pub struct Projector {
    /// The program.
    pub program: PathBuf,
    /// The arguments that lead it to [`film::child::main`].
    pub args: Vec<String>,
    /// Where it works.
    pub work_dir: PathBuf,
    /// On at most so many threads; on all of the machine's cores if nobody says.
    pub threads: Option<usize>,
}

/// Makes the film of a reel in a folder, telling how far it is. It ends with the job.
pub(super) async fn encode(
    job: &RunningJob,
    projector: &Projector,
    reel: &Reel,
    folder: &Path,
) -> Result<Finished, JobError> {
    let mut limits = Limits::default();
    limits.threads = projector.threads.unwrap_or(limits.threads);
    let options = Options {
        program: projector.program.clone(),
        args: projector.args.clone(),
        work_dir: folder.to_owned(),
        limits,
    };
    let name = format!("film.{}", reel.format.extension());
    let (reel, output) = (reel.clone(), folder.join(name));
    let cancel = Cancel::default();
    let stop = job.stop().clone();
    let watched = job.clone();
    let asked = cancel.clone();
    let task = tokio::task::spawn_blocking(move || {
        let began = std::time::Instant::now();
        film::render(&reel, &output, &options, |at| tell(&watched, at, began.elapsed().as_secs_f64()), &asked)
    });
    let ended = tokio::select! {
        ended = task => ended,
        _ = stop.wait() => {
            cancel.cancel();
            return Err(JobError::Stopped);
        }
    };
    match ended.map_err(|error| JobError::retry(format!("the film was not made: {error}")))? {
        Ok(finished) => Ok(finished),
        Err(FilmError::Cancelled) => Err(JobError::Stopped),
        Err(error) if error.is_transient() => Err(JobError::retry(error)),
        Err(error) => Err(JobError::fail(error)),
    }
}

fn tell(job: &RunningJob, at: film::Progress, elapsed_s: f64) {
    let share = f64::from(at.frame) / f64::from(at.total.max(1));
    job.report(Step {
        step: at.frame,
        total_steps: at.total,
        fraction: share,
        message: format!("Filming {} of {} frames", at.frame, at.total),
        eta_s: (share > 0.02).then(|| elapsed_s / share * (1.0 - share)),
    });
}
