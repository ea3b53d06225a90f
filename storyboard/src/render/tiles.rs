//! Tracing in square tiles: first one ray per pixel, then four more where neighbours differ.

use super::{Advance, RenderError};
use crate::board::PixelSize;
use crate::picture::Picture;
use crate::scene::Scene;
use crate::trace::{self, Sample};
use glam::Vec3A;
use half::f16;
use rayon::prelude::*;

const EDGE: usize = 48;

/// A tile's corner and size in pixels.
#[derive(Clone, Copy)]
struct Tile {
    x: usize,
    y: usize,
    w: usize,
    h: usize,
}

fn tiles(size: PixelSize) -> Vec<Tile> {
    let (w, h) = (size.w(), size.h());
    let row =
        |y: usize| (0..w).step_by(EDGE).map(move |x| Tile { x, y, w: EDGE.min(w - x), h: EDGE.min(h - y) });
    (0..h).step_by(EDGE).flat_map(row).collect()
}

/// Where in the picture (−1–1, y up) a pixel position lies.
fn place(size: PixelSize, x: f32, y: f32) -> (f32, f32) {
    (x / size.width() as f32 * 2.0 - 1.0, 1.0 - y / size.height() as f32 * 2.0)
}

fn pixel_angle(scene: &Scene, size: PixelSize) -> f32 {
    2.0 * scene.camera.half.y / size.height() as f32
}

fn halves(v: Vec3A) -> [f16; 3] {
    [f16::from_f32(v.x), f16::from_f32(v.y), f16::from_f32(v.z)]
}

/// Runs `work` over all tiles in parallel, a batch at a time, and `keep`s each result in order.
fn in_batches<T: Send>(
    pool: &rayon::ThreadPool,
    size: PixelSize,
    advance: &mut Advance<'_>,
    work: impl Fn(&PictureView<'_>, Tile) -> T + Sync,
    picture: &mut Picture,
    mut keep: impl FnMut(&mut Picture, Tile, T),
) -> Result<(), RenderError> {
    let all = tiles(size);
    let batch = pool.current_num_threads() * 4;
    for (index, group) in all.chunks(batch).enumerate() {
        let view = PictureView { id: &picture.id, size };
        let done: Vec<T> = pool.install(|| group.par_iter().map(|tile| work(&view, *tile)).collect());
        for (tile, result) in group.iter().zip(done) {
            keep(picture, *tile, result);
        }
        let fraction = (index * batch + group.len()) as f32 / all.len() as f32;
        if advance(fraction).is_break() {
            return Err(RenderError::Cancelled);
        }
    }
    Ok(())
}

/// What a tile may see of the picture so far.
struct PictureView<'a> {
    id: &'a [u16],
    size: PixelSize,
}

/// Which pixels of a picture are traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pixels {
    /// Every so many across and down: a small picture of the whole.
    Every(usize),
    /// Those that `Every` leaves out.
    Between(usize),
}

impl Pixels {
    fn of(self, tile: Tile) -> impl Iterator<Item = (usize, usize)> {
        let every = |step: usize, x: usize, y: usize| x.is_multiple_of(step) && y.is_multiple_of(step);
        let wanted = move |&(x, y): &(usize, usize)| match self {
            Self::Every(step) => every(step, x, y),
            Self::Between(step) => !every(step, x, y),
        };
        let row = move |y| (tile.x..tile.x + tile.w).map(move |x| (x, y));
        (tile.y..tile.y + tile.h).flat_map(row).filter(wanted)
    }
}

/// One ray for each of some pixels.
pub(crate) fn trace(
    pool: &rayon::ThreadPool,
    scene: &Scene,
    picture: &mut Picture,
    pixels: Pixels,
    advance: &mut Advance<'_>,
) -> Result<(), RenderError> {
    let size = picture.size;
    let pixel = pixel_angle(scene, size);
    let work = |_: &PictureView<'_>, tile: Tile| -> Vec<Sample> {
        let traced = pixels.of(tile).map(|(x, y)| {
            let (u, v) = place(size, x as f32 + 0.5, y as f32 + 0.5);
            trace::sample(scene, u, v, pixel)
        });
        traced.collect()
    };
    in_batches(pool, size, advance, work, picture, |picture, tile, samples: Vec<Sample>| {
        for ((x, y), sample) in pixels.of(tile).zip(samples) {
            let at = y * size.w() + x;
            picture.linear[at] = halves(sample.colour * scene.rig.exposure);
            picture.normal[at] = halves(sample.normal);
            picture.depth[at] = sample.depth;
            picture.id[at] = sample.id;
            picture.lit[at] = (sample.lit.clamp(0.0, 1.0) * 255.0) as u8;
        }
    })
}

/// Offsets of the further rays in a pixel: a rotated grid.
const GRID: [(f32, f32); 4] = [(0.125, 0.375), (0.375, 0.875), (0.875, 0.625), (0.625, 0.125)];

/// Four more rays in every pixel that differs from a neighbour.
pub(crate) fn smooth(
    pool: &rayon::ThreadPool,
    scene: &Scene,
    picture: &mut Picture,
    advance: &mut Advance<'_>,
) -> Result<(), RenderError> {
    let size = picture.size;
    let pixel = pixel_angle(scene, size);
    let exposure = scene.rig.exposure;
    let first = picture.linear.clone();
    let work = |view: &PictureView<'_>, tile: Tile| -> Vec<(u32, [f16; 3])> {
        let mut out = Vec::new();
        for y in tile.y.max(1)..(tile.y + tile.h).min(size.h() - 1) {
            for x in tile.x.max(1)..(tile.x + tile.w).min(size.w() - 1) {
                let at = y * view.size.w() + x;
                if !differs(view.id, &first, at, view.size.w()) {
                    continue;
                }
                let mut sum = read(first[at]).min(Vec3A::splat(4.0));
                for (dx, dy) in GRID {
                    let (u, v) = place(size, x as f32 + dx, y as f32 + dy);
                    sum += (trace::sample(scene, u, v, pixel).colour * exposure).min(Vec3A::splat(4.0));
                }
                out.push((at as u32, halves(sum / 5.0)));
            }
        }
        out
    };
    in_batches(pool, size, advance, work, picture, |picture, _, found: Vec<(u32, [f16; 3])>| {
        for (at, colour) in found {
            picture.linear[at as usize] = colour;
        }
    })
}

pub(crate) fn read(v: [f16; 3]) -> Vec3A {
    Vec3A::new(v[0].to_f32(), v[1].to_f32(), v[2].to_f32())
}

fn differs(id: &[u16], linear: &[[f16; 3]], at: usize, w: usize) -> bool {
    let c = read(linear[at]);
    let allowed = 0.06 + 0.22 * c.max_element();
    [at - 1, at + 1, at - w, at + w]
        .into_iter()
        .any(|other| id[other] != id[at] || (read(linear[other]) - c).abs().max_element() > allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_pixel_is_traced_once_first_some_and_then_those_between() {
        for (step, w, h) in [(1, 7, 5), (2, 48, 48), (3, 50, 49), (4, 47, 13)] {
            let size = PixelSize::new(w + 32, h + 32).expect("a size");
            let of = |pixels: Pixels| tiles(size).into_iter().flat_map(move |tile| pixels.of(tile));
            let traced: Vec<_> = of(Pixels::Every(step)).chain(of(Pixels::Between(step))).collect();
            assert_eq!(traced.len(), size.pixels(), "step {step}");
            assert_eq!(traced.iter().collect::<BTreeSet<_>>().len(), size.pixels(), "step {step}");
            assert!(of(Pixels::Every(step)).all(|(x, y)| x % step == 0 && y % step == 0));
        }
    }
}
