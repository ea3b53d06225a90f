//! Drives a picture from the first coarse preview to the last stroke of ink: tiles in parallel on a pool of
//! the given size, progress and cancellation between them. Every pixel is a pure function of the board,
//! so the result is the same for any number of threads.

mod bloom;
mod blur;
mod focus;
mod grade;
mod ink;
mod tiles;
mod weather;

use crate::board::{Checked, PixelSize};
use crate::picture::{Picture, Still};
use crate::scene::Scene;
use crate::scene::colour::luminance;
use crate::trace;
use crate::words::{TimeOfDay, Weather};
use glam::Vec3A;
use std::ops::ControlFlow;
use tiles::Pixels;

/// Follows a picture being made. Called on the thread that called [`render`].
pub trait Progress {
    /// What the picture looks like so far: first a coarse one, about 320 pixels along its longer edge, before the
    /// real work begins; then, for one that is larger than 960, every few of its own pixels. Not called when the
    /// picture itself is about as small.
    fn preview(&mut self, _preview: &Still) {}

    /// How much is done, 0–1, never falling; `Break` stops the work at the next tile.
    fn advance(&mut self, _fraction: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Follows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The caller stopped the work.
    #[error("the picture was cancelled")]
    Cancelled,
    /// The system gave no threads.
    #[error("no threads to draw with")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Longer edge of the first preview, pixels.
const PREVIEW_EDGE: u32 = 320;
/// Longest edge of the second, pixels.
const SECOND_EDGE: u32 = 960;

/// Draws a board on `threads` threads (0: one). The same board and size are the same bytes for any number
/// of threads. Peak memory is about 45 bytes a pixel.
pub fn render(
    board: &Checked,
    size: PixelSize,
    threads: usize,
    progress: &mut dyn Progress,
) -> Result<Picture, RenderError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build()?;
    let mut scene = Scene::new(board, size.aspect());
    scene.rig.exposure = pool.install(|| meter(&scene, board));
    let small = size.reduced(PREVIEW_EDGE);
    if size.width().max(size.height()) > PREVIEW_EDGE * 3 / 2 {
        let mut preview = Picture::new(small);
        tiles::trace(&pool, &scene, &mut preview, Pixels::Every(1), &mut |_| ControlFlow::Continue(()))?;
        finish(&pool, &scene, board, &mut preview, &mut |_| ControlFlow::Continue(()))?;
        progress.preview(&preview.clean());
    }
    draw(&pool, &scene, board, size, progress)
}

type Advance<'a> = dyn FnMut(f32) -> ControlFlow<()> + 'a;

fn draw(
    pool: &rayon::ThreadPool,
    scene: &Scene,
    board: &Checked,
    size: PixelSize,
    progress: &mut dyn Progress,
) -> Result<Picture, RenderError> {
    let mut picture = Picture::new(size);
    let mut traced = 0.0;
    let step = size.width().max(size.height()).div_ceil(SECOND_EDGE) as usize;
    if step > 1 {
        // No ray is wasted: these pixels are the picture's own, and the others follow.
        traced = 1.0 / (step * step) as f32;
        let advance = &mut |f: f32| progress.advance(0.62 * f * traced);
        tiles::trace(pool, scene, &mut picture, Pixels::Every(step), advance)?;
        let mut preview = picture.thinned(step);
        finish(pool, scene, board, &mut preview, &mut |_| ControlFlow::Continue(()))?;
        progress.preview(&preview.clean());
    }
    let rest = if step > 1 { Pixels::Between(step) } else { Pixels::Every(1) };
    let advance = &mut |f: f32| progress.advance(0.62 * (traced + f * (1.0 - traced)));
    tiles::trace(pool, scene, &mut picture, rest, advance)?;
    tiles::smooth(pool, scene, &mut picture, &mut |f| progress.advance(0.62 + 0.26 * f))?;
    finish(pool, scene, board, &mut picture, &mut |f| progress.advance(0.88 + 0.12 * f))?;
    Ok(picture)
}

/// What happens to all pixels together once each is traced.
fn finish(
    pool: &rayon::ThreadPool,
    scene: &Scene,
    board: &Checked,
    picture: &mut Picture,
    advance: &mut Advance<'_>,
) -> Result<(), RenderError> {
    let mut step = |fraction: f32| match advance(fraction) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(RenderError::Cancelled),
    };
    pool.install(|| focus::defocus(picture, &scene.camera));
    step(0.33)?;
    pool.install(|| bloom::glow(picture, board.params.hdr_bloom));
    step(0.58)?;
    pool.install(|| grade::develop(picture, scene, board));
    step(1.0)
}

/// Exposes for what matters: the mean of the logarithm of light over a coarse grid, figures counting most.
/// Half of the difference to the hour's usual brightness is made up for, so dark scenes stay dark.
fn meter(scene: &Scene, board: &Checked) -> f32 {
    let (across, down) = (36, 22);
    let (mut sum, mut weight) = (0.0, 0.0);
    for j in 0..down {
        for i in 0..across {
            let x = (i as f32 + 0.5) / across as f32 * 2.0 - 1.0;
            let y = 1.0 - (j as f32 + 0.5) / down as f32 * 2.0;
            let sample = trace::sample(scene, x, y, 0.02);
            let w = match sample.id {
                0 => 0.35,
                id if id & crate::figure::FIGURE_ID != 0 => 4.0,
                _ => 1.0,
            };
            sum += w * (luminance(sample.colour.min(Vec3A::splat(3.0))) + 0.004).ln();
            weight += w;
        }
    }
    let mean = (sum / weight).exp();
    let usual = match board.time {
        TimeOfDay::Day => 0.168,
        TimeOfDay::Dawn => 0.165,
        TimeOfDay::Dusk => 0.145,
        TimeOfDay::Night => 0.102,
    };
    let dull = match board.weather {
        _ if scene.inside || board.time == TimeOfDay::Night => 1.0,
        Weather::Rain => 0.74,
        Weather::Storm => 0.62,
        Weather::Fog => 0.82,
        _ => 1.0,
    };
    let strength = board.params.lighting / 100.0;
    (usual * dull * (0.55 + 0.75 * strength) / mean).powf(0.62).clamp(0.25, 5.0)
}
