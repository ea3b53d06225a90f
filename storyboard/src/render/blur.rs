//! Gaussian blur by three box blurs in each direction (Kovesi, "Fast almost-Gaussian filtering", 2010),
//! on buffers at a half or a quarter of the picture's size.

use glam::Vec4;
use rayon::prelude::*;

/// A small picture of four floats a pixel.
#[derive(Clone, Debug)]
pub(crate) struct Buffer {
    pub data: Vec<Vec4>,
    pub w: usize,
    pub h: usize,
}

impl Buffer {
    /// Fills a buffer `shrink` times smaller than `w` × `h`, each pixel the mean of what it covers.
    pub(crate) fn shrunk(
        w: usize,
        h: usize,
        shrink: usize,
        at: impl Fn(usize, usize) -> Vec4 + Sync,
    ) -> Self {
        let (sw, sh) = (w.div_ceil(shrink), h.div_ceil(shrink));
        let mut data = vec![Vec4::ZERO; sw * sh];
        data.par_chunks_mut(sw).enumerate().for_each(|(y, row)| {
            for (x, out) in row.iter_mut().enumerate() {
                let (mut sum, mut n) = (Vec4::ZERO, 0.0);
                for yy in y * shrink..((y + 1) * shrink).min(h) {
                    for xx in x * shrink..((x + 1) * shrink).min(w) {
                        sum += at(xx, yy);
                        n += 1.0;
                    }
                }
                *out = sum / n;
            }
        });
        Self { data, w: sw, h: sh }
    }

    /// Blurred with standard deviation `sigma` pixels.
    pub(crate) fn blurred(&self, sigma: f32) -> Self {
        let radius = ((sigma * 1.88 - 0.5) * 0.5).round().max(1.0) as usize;
        let across = rows(&self.data, self.w, radius);
        let down = rows(&transpose(&across, self.w, self.h), self.h, radius);
        Self { data: transpose(&down, self.h, self.w), w: self.w, h: self.h }
    }

    /// Bilinear value at a position in pixels.
    pub(crate) fn at(&self, x: f32, y: f32) -> Vec4 {
        let x = (x - 0.5).clamp(0.0, (self.w - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.h - 1) as f32);
        let (i, j) = (x as usize, y as usize);
        let (i1, j1) = ((i + 1).min(self.w - 1), (j + 1).min(self.h - 1));
        let (fx, fy) = (x.fract(), y.fract());
        let top = self.data[j * self.w + i].lerp(self.data[j * self.w + i1], fx);
        let bottom = self.data[j1 * self.w + i].lerp(self.data[j1 * self.w + i1], fx);
        top.lerp(bottom, fy)
    }
}

fn rows(source: &[Vec4], w: usize, radius: usize) -> Vec<Vec4> {
    let mut a = source.to_vec();
    let mut b = vec![Vec4::ZERO; source.len()];
    for _ in 0..3 {
        b.par_chunks_mut(w).zip(a.par_chunks(w)).for_each(|(out, row)| box_row(out, row, radius));
        std::mem::swap(&mut a, &mut b);
    }
    a
}

fn box_row(out: &mut [Vec4], row: &[Vec4], radius: usize) {
    let last = row.len() - 1;
    let scale = 1.0 / (2 * radius + 1) as f32;
    let at = |i: usize| row[i.saturating_sub(radius).min(last)];
    let mut sum: Vec4 = (0..=2 * radius).map(at).sum();
    for (x, value) in out.iter_mut().enumerate() {
        *value = sum * scale;
        sum += row[(x + radius + 1).min(last)] - row[x.saturating_sub(radius)];
    }
}

fn transpose(source: &[Vec4], w: usize, h: usize) -> Vec<Vec4> {
    let mut out = vec![Vec4::ZERO; source.len()];
    out.par_chunks_mut(h * 8).enumerate().for_each(|(block, chunk)| {
        let columns = chunk.len() / h;
        for y in 0..h {
            for i in 0..columns {
                chunk[i * h + y] = source[y * w + block * 8 + i];
            }
        }
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_spreads_a_point_evenly_and_loses_nothing() {
        let mut buffer = Buffer { data: vec![Vec4::ZERO; 61 * 41], w: 61, h: 41 };
        buffer.data[20 * 61 + 30] = Vec4::ONE;
        let out = buffer.blurred(3.0);
        let sum: Vec4 = out.data.iter().copied().sum();
        assert!((sum.x - 1.0).abs() < 1e-3, "{sum}");
        assert!((out.data[20 * 61 + 26].x - out.data[24 * 61 + 30].x).abs() < 1e-5, "round");
    }
}
