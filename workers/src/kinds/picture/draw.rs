//! Making one picture on a thread of its own: previews go to whoever watches, the signal to stop is heard
//! between two tiles of a drawing and between two steps of a painting.

use std::ops::ControlFlow;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use storyboard::{Checked, Measured, Picture, PixelSize, Progress, RenderError, Still};

use super::order::Order;
use super::{Pictures, paint};
use crate::error::JobError;
use crate::running::{RunningJob, Step};
use crate::stop::StopSignal;

/// Quality of what is shown while a frame is drawn.
const PREVIEW_QUALITY: u8 = 60;

/// A picture, encoded.
pub(super) struct Drawn {
    /// The clean picture, PNG.
    pub(super) still: Vec<u8>,
    /// The picture as a board with its slate, PNG.
    pub(super) board: Vec<u8>,
    /// The linear picture with depth, normals and ids, as `OpenEXR`; if it was asked for.
    pub(super) exr: Option<Vec<u8>>,
    /// What it shows; nobody measures what was painted.
    pub(super) measured: Option<Measured>,
    /// Pixels of the still.
    pub(super) size: (u32, u32),
    /// Pixels of the board.
    pub(super) board_size: (u32, u32),
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

/// Makes a picture.
pub(super) async fn draw(
    pictures: &Pictures,
    job: &RunningJob,
    order: &Order,
    place: Place,
) -> Result<Drawn, JobError> {
    let mut watch = Watch { job: job.clone(), stop: job.stop().clone(), place, share: 1.0, begun: 0.0 };
    let (order, threads) = (order.clone(), pictures.threads());
    let lent = match &order.painting {
        Some(_) => Some(pictures.model.lend(job.stop()).await?),
        None => None,
    };
    let task = tokio::task::spawn_blocking(move || match (&order.painting, lent) {
        (Some(painting), Some(lent)) => paint::paint(&order, painting, &lent, threads, &mut watch),
        _ => drawn(&order, threads, &mut watch),
    });
    task.await.map_err(|error| JobError::retry(format!("the picture was not made: {error}")))?
}

fn drawn(order: &Order, threads: usize, watch: &mut Watch) -> Result<Drawn, JobError> {
    let board: Checked = order.board.clone().validate().map_err(JobError::fail)?;
    let picture = rendered(&board, order.size, threads, watch)?;
    let exr = order.options.exr.then(|| storyboard::encode::exr(&picture));
    let exr = exr.transpose().map_err(JobError::fail)?;
    let (measured, clean) = (Some(storyboard::measure(&picture)), picture.clean());
    // A large one takes hundreds of megabytes.
    drop(picture);
    Ok(Drawn { exr, measured, ..encoded(&clean, &board, order)? })
}

/// What the renderer makes of a board.
pub(super) fn rendered(
    board: &Checked,
    size: PixelSize,
    threads: usize,
    watch: &mut Watch,
) -> Result<Picture, JobError> {
    storyboard::render(board, size, threads, watch).map_err(|error| match error {
        RenderError::Cancelled => JobError::Stopped,
        error @ RenderError::Threads(_) => JobError::retry(error),
    })
}

/// A clean picture and its board as files.
pub(super) fn encoded(clean: &Still, board: &Checked, order: &Order) -> Result<Drawn, JobError> {
    let sheet = storyboard::sheet(clean, board, &order.slate);
    let png = |still: &Still| storyboard::encode::png(still).map_err(JobError::fail);
    Ok(Drawn {
        still: png(clean)?,
        board: png(&sheet)?,
        exr: None,
        measured: None,
        size: clean.size,
        board_size: sheet.size,
    })
}

/// Tells how far a frame is.
pub(super) struct Watch {
    job: RunningJob,
    stop: StopSignal,
    place: Place,
    /// How much of the frame what is under way comes to.
    share: f64,
    /// How much of the frame was done before.
    begun: f64,
}

impl Watch {
    /// What follows is so much of the frame.
    pub(super) fn part(&mut self, begun: f64, share: f64) {
        (self.begun, self.share) = (begun, share);
    }

    /// How much of what is under way is done, from 0 to 1, and what that is; whether to go on.
    pub(super) fn tell(&self, fraction: f64, doing: &str) -> ControlFlow<()> {
        if self.stop.reason().is_some() {
            return ControlFlow::Break(());
        }
        let Place { frame, of, name, pace_s } = &self.place;
        let done = f64::from(*frame - 1) + self.begun + self.share * fraction;
        self.job.report(Step {
            step: *frame,
            total_steps: *of,
            fraction: done / f64::from((*of).max(1)),
            message: format!("{doing} {name}"),
            eta_s: pace_s.map(|pace| pace * (f64::from(*of) - done)),
        });
        ControlFlow::Continue(())
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
        self.tell(f64::from(fraction), "Drawing")
    }
}
