//! Depth of field: what is behind and what is before the sharp distance is blurred apart, at half size.

use super::blur::Buffer;
use super::tiles::read;
use crate::noise::smooth;
use crate::picture::Picture;
use crate::scene::Camera;
use glam::{Vec3A, Vec4};
use half::f16;
use rayon::prelude::*;

/// Blur circle in pixels of a 720-line picture: positive before the sharp distance, negative behind it.
fn circle(camera: &Camera, depth: f32) -> f32 {
    (camera.focus / depth.max(0.05) - 1.0) * 10.0 * camera.aperture
}

/// Blurs what is out of focus, in place.
pub(crate) fn defocus(picture: &mut Picture, camera: &Camera) {
    if camera.aperture <= 0.0 {
        return;
    }
    let (w, h) = (picture.size.w(), picture.size.h());
    let px = w.min(h) as f32 / 720.0;
    for behind in [true, false] {
        let weight = |depth: f32| {
            let c = circle(camera, depth);
            if behind { smooth(0.8, 3.0, -c) } else { smooth(1.5, 4.0, c) }
        };
        let (linear, depth) = (&picture.linear, &picture.depth);
        let source = Buffer::shrunk(w, h, 2, |x, y| {
            let at = y * w + x;
            read(linear[at]).min(Vec3A::splat(6.0)).extend(1.0) * weight(depth[at])
        });
        if !source.data.par_iter().any(|v| v.w > 0.0) {
            continue;
        }
        let soft = source.blurred(2.2 * px);
        let softer = source.blurred(4.8 * px * camera.aperture.max(0.6));
        drop(source);
        let depth = &picture.depth;
        picture.linear.par_chunks_mut(w).enumerate().for_each(|(y, row)| {
            for (x, value) in row.iter_mut().enumerate() {
                let c = circle(camera, depth[y * w + x]);
                let (u, v) = ((x as f32 + 0.5) * 0.5, (y as f32 + 0.5) * 0.5);
                let (a, b) = (soft.at(u, v), softer.at(u, v));
                let sharp = read(*value).extend(1.0);
                let mixed = if behind {
                    if -c <= 0.8 || a.w < 1e-3 {
                        continue;
                    }
                    let far = (a / a.w).lerp(b / b.w.max(1e-3), smooth(3.0, 8.0, -c));
                    sharp.lerp(far, smooth(0.8, 3.0, -c))
                } else {
                    if b.w < 1e-3 {
                        continue;
                    }
                    let near = b / b.w;
                    sharp.lerp(near, (b.w * 1.25).min(1.0))
                };
                *value = store(mixed);
            }
        });
    }
}

pub(crate) fn store(v: Vec4) -> [f16; 3] {
    [f16::from_f32(v.x), f16::from_f32(v.y), f16::from_f32(v.z)]
}
