//! Drawing one board on a thread of its own: previews go to whoever watches, the signal to stop is heard
//! between two tiles.

use std::ops::ControlFlow;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use storyboard::{Board, Checked, Measured, Picture, PixelSize, Progress, RenderError, Slate, Still};

use crate::error::JobError;
use crate::running::{RunningJob, Step};
use crate::stop::StopSignal;

/// Quality of what is shown while a frame is drawn.
const PREVIEW_QUALITY: u8 = 60;

/// A drawn board, encoded.
pub(super) struct Drawn {
    /// The clean picture, PNG.
    pub(super) still: Vec<u8>,
    /// The picture as a board with its slate, PNG.
    pub(super) board: Vec<u8>,
    /// The linear picture with depth, normals and ids, as `OpenEXR`; if it was asked for.
    pub(super) exr: Option<Vec<u8>>,
    /// What it shows.
    pub(super) measured: Measured,
    /// Pixels of the still.
    pub(super) size: (u32, u32),
    /// Pixels of the board.
    pub(super) board_size: (u32, u32),
}

/// What is to be drawn.
pub(super) struct Order {
    pub(super) board: Board,
    pub(super) slate: Slate,
    pub(super) size: PixelSize,
    pub(super) threads: usize,
    pub(super) exr: bool,
}

/// Where a frame stands among those of its job.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// From 1.
    pub(super) frame: u32,
    pub(super) of: u32,
    /// What people call it.
    pub(super) name: String,
    /// How long one frame took so far, in seconds; none before the first.
    pub(super) pace_s: Option<f64>,
}

pub(super) async fn draw(job: &RunningJob, order: Order, place: Place) -> Result<Drawn, JobError> {
    let watch = Watch { job: job.clone(), stop: job.stop().clone(), place };
    let task = tokio::task::spawn_blocking(move || work(order, watch));
    task.await.map_err(|error| JobError::retry(format!("the frame was not drawn: {error}")))?
}

fn work(order: Order, mut watch: Watch) -> Result<Drawn, JobError> {
    let board: Checked = order.board.validate().map_err(JobError::fail)?;
    let picture: Picture = match storyboard::render(&board, order.size, order.threads, &mut watch) {
        Ok(picture) => picture,
        Err(RenderError::Cancelled) => return Err(JobError::Stopped),
        Err(error) => return Err(JobError::retry(error)),
    };
    let clean = picture.clean();
    let sheet = storyboard::sheet(&picture, &board, &order.slate);
    let encoded = |still: &Still| storyboard::encode::png(still).map_err(JobError::fail);
    Ok(Drawn {
        still: encoded(&clean)?,
        board: encoded(&sheet)?,
        exr: order.exr.then(|| storyboard::encode::exr(&picture)).transpose().map_err(JobError::fail)?,
        measured: storyboard::measure(&picture),
        size: clean.size,
        board_size: sheet.size,
    })
}

/// Tells how far a frame is.
struct Watch {
    job: RunningJob,
    stop: StopSignal,
    place: Place,
}

impl Watch {
    fn tell(&self, fraction: f64) {
        let Place { frame, of, name, pace_s } = &self.place;
        let done = f64::from(*frame - 1) + fraction;
        self.job.report(Step {
            step: *frame,
            total_steps: *of,
            fraction: done / f64::from((*of).max(1)),
            message: format!("Drawing {name}"),
            eta_s: pace_s.map(|pace| pace * (f64::from(*of) - done)),
        });
    }
}

impl Progress for Watch {
    fn preview(&mut self, preview: &Still) {
        if let Ok(jpeg) = storyboard::encode::jpeg(preview, PREVIEW_QUALITY) {
            let url = format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg));
            self.job.preview(Arc::from(url));
        }
    }

    fn advance(&mut self, fraction: f32) -> ControlFlow<()> {
        if self.stop.reason().is_some() {
            return ControlFlow::Break(());
        }
        self.tell(f64::from(fraction));
        ControlFlow::Continue(())
    }
}
