//! Glow around what is brighter than the picture can show, in three widths at a quarter of the size. A strong
//! one takes in what is merely light, so that it is seen in every picture, as a mist filter's is.

use super::blur::Buffer;
use super::focus::store;
use super::tiles::read;
use crate::figure::is_body;
use crate::noise::smooth;
use crate::picture::Picture;
use crate::scene::colour::luminance;
use glam::Vec4;
use rayon::prelude::*;

/// How much brighter skin and cloth must be than a lamp or a sky to glow: a white coat in the sun is lit, not a light.
const BODY: f32 = 1.4;

/// Adds glow of a strength of 0–100, in place.
pub(crate) fn glow(picture: &mut Picture, strength: f32) {
    let amount = strength / 100.0;
    if amount <= 0.0 {
        return;
    }
    let (w, h) = (picture.size.w(), picture.size.h());
    let px = w.min(h) as f32 / 720.0;
    let strong = ((amount - 0.4) / 0.6).max(0.0);
    let (from, to) = (0.50 - 0.38 * strong, 1.6 - 0.6 * strong);
    let (linear, id) = (&picture.linear, &picture.id);
    let bright = Buffer::shrunk(w, h, 4, |x, y| {
        let c = read(linear[y * w + x]);
        let dull = if is_body(id[y * w + x]) { BODY * (1.0 - strong) } else { 0.0 };
        let over = smooth(from + dull, to + dull, luminance(c)) * (6.0 / c.max_element().max(6.0));
        (c * over).extend(0.0)
    });
    if !bright.data.par_iter().any(|v| v.max_element() > 0.0) {
        return;
    }
    let layers =
        [(1.6, 0.40), (5.0, 0.50), (15.0, 0.60)].map(|(sigma, share)| (bright.blurred(sigma * px), share));
    picture.linear.par_chunks_mut(w).enumerate().for_each(|(y, row)| {
        for (x, value) in row.iter_mut().enumerate() {
            let (u, v) = ((x as f32 + 0.5) * 0.25, (y as f32 + 0.5) * 0.25);
            let add: Vec4 = layers.iter().map(|(layer, share)| layer.at(u, v) * *share).sum();
            *value = store(read(*value).extend(0.0) + add * amount * 1.25);
        }
    });
}
