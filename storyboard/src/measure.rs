//! What a finished picture shows, measured from its pixels: brightness, colour of the light, and where each
//! figure is, how large, in what colours, which way it faces. Used to score one shot against another.

use crate::figure::FIGURE_ID;
use crate::picture::Picture;
use crate::scene::colour::{LUMA, black_body};
use glam::{Vec3A, vec3a};
use serde::Serialize;

/// Which third of the frame something is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The left third.
    Left,
    /// The middle third.
    Middle,
    /// The right third.
    Right,
}

/// Edges in parts of the frame, 0–1 from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bounds {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// What is seen of one figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// The figure's index in the board.
    pub figure: usize,
    /// Share of the frame it covers, 0–1.
    pub coverage: f32,
    /// Box around it.
    pub bounds: Bounds,
    /// The third its middle is in.
    pub side: Side,
    /// Where the face points on the screen: −1 left, 0 to the camera or away, 1 right; none without a head.
    pub facing: Option<f32>,
    /// Mean displayed sRGB of the outer garment, 0–255; none where it is not seen.
    pub costume: Option<[f32; 3]>,
    /// The same of the hair.
    pub hair: Option<[f32; 3]>,
    /// The same of the skin.
    pub skin: Option<[f32; 3]>,
}

/// Measurements of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Mean luminance of the displayed picture, linear, 0–1.
    pub luminance: f32,
    /// Standard deviation of the displayed luma, 0–1: the picture's contrast.
    pub contrast: f32,
    /// Estimated temperature of the light in kelvin, from the mean of the displayed colours taken as grey.
    pub kelvin: f32,
    /// The figures that are seen, by index.
    pub figures: Vec<Seen>,
}

#[derive(Clone, Copy, Default)]
struct Mean {
    sum: [f64; 3],
    n: f64,
}

impl Mean {
    fn add(&mut self, rgb: &[u8]) {
        for (sum, byte) in self.sum.iter_mut().zip(rgb) {
            *sum += f64::from(*byte);
        }
        self.n += 1.0;
    }

    fn value(&self) -> Option<[f32; 3]> {
        (self.n > 0.0).then(|| self.sum.map(|sum| (sum / self.n) as f32))
    }
}

#[derive(Clone, Copy)]
struct Tally {
    n: usize,
    lo: (usize, usize),
    hi: (usize, usize),
    costume: Mean,
    hair: Mean,
    skin: Mean,
    /// Sum of columns of the face, and of the whole head.
    face: (f64, f64),
    head: (f64, f64, usize, usize),
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            n: 0,
            lo: (usize::MAX, usize::MAX),
            hi: (0, 0),
            costume: Mean::default(),
            hair: Mean::default(),
            skin: Mean::default(),
            face: (0.0, 0.0),
            head: (0.0, 0.0, usize::MAX, 0),
        }
    }
}

impl Tally {
    fn add(&mut self, part: u16, x: usize, y: usize, rgb: &[u8]) {
        self.n += 1;
        self.lo = (self.lo.0.min(x), self.lo.1.min(y));
        self.hi = (self.hi.0.max(x), self.hi.1.max(y));
        match part {
            1 => self.skin.add(rgb),
            2 => {
                self.skin.add(rgb);
                self.face = (self.face.0 + x as f64, self.face.1 + 1.0);
            }
            3 => self.hair.add(rgb),
            4 => self.costume.add(rgb),
            _ => {}
        }
        if matches!(part, 2 | 3) {
            self.head = (self.head.0 + x as f64, self.head.1 + 1.0, self.head.2.min(x), self.head.3.max(x));
        }
    }

    /// How far the face's middle lies off the head's, in half widths of the head.
    fn facing(&self) -> Option<f32> {
        if self.head.1 < 12.0 {
            return None;
        }
        if self.face.1 < 1.0 {
            return Some(0.0);
        }
        let half = (self.head.3 - self.head.2).max(1) as f64 * 0.5;
        let off = self.face.0 / self.face.1 - (self.head.2 as f64 + half);
        Some((off / half * 2.2).clamp(-1.0, 1.0) as f32)
    }

    fn seen(&self, figure: usize, w: usize, h: usize) -> Seen {
        let (across, down) = (w as f32, h as f32);
        let bounds = Bounds {
            left: self.lo.0 as f32 / across,
            top: self.lo.1 as f32 / down,
            right: (self.hi.0 + 1) as f32 / across,
            bottom: (self.hi.1 + 1) as f32 / down,
        };
        let middle = f32::midpoint(bounds.left, bounds.right);
        let side = if middle < 1.0 / 3.0 {
            Side::Left
        } else if middle > 2.0 / 3.0 {
            Side::Right
        } else {
            Side::Middle
        };
        Seen {
            figure,
            coverage: self.n as f32 / (across * down),
            bounds,
            side,
            facing: self.facing(),
            costume: self.costume.value(),
            hair: self.hair.value(),
            skin: self.skin.value(),
        }
    }
}

fn linear(byte: u8) -> f32 {
    let v = f32::from(byte) / 255.0;
    if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

/// Measures a picture.
pub fn measure(picture: &Picture) -> Measured {
    let (w, h) = (picture.size.w(), picture.size.h());
    let table: Vec<f32> = (0..=255).map(linear).collect();
    let mut tallies = [Tally::default(); 8];
    let (mut sum, mut lumas, mut squares) = ([0.0_f64; 3], 0.0_f64, 0.0_f64);
    for (at, rgb) in picture.rgb.chunks_exact(3).enumerate() {
        for (sum, byte) in sum.iter_mut().zip(rgb) {
            *sum += f64::from(table[usize::from(*byte)]);
        }
        let luma =
            (0.2126 * f64::from(rgb[0]) + 0.7152 * f64::from(rgb[1]) + 0.0722 * f64::from(rgb[2])) / 255.0;
        lumas += luma;
        squares += luma * luma;
        let id = picture.id[at];
        let figure = usize::from((id & !FIGURE_ID) >> 4);
        if id & FIGURE_ID != 0 && figure < tallies.len() {
            tallies[figure].add(id & 15, at % w, at / w, rgb);
        }
    }
    let n = (w * h) as f64;
    let mean = vec3a((sum[0] / n) as f32, (sum[1] / n) as f32, (sum[2] / n) as f32);
    let variance = (squares / n - (lumas / n).powi(2)).max(0.0);
    Measured {
        luminance: mean.dot(LUMA),
        contrast: variance.sqrt() as f32,
        kelvin: temperature(mean),
        figures: tallies.iter().enumerate().filter(|(_, t)| t.n > 0).map(|(i, t)| t.seen(i, w, h)).collect(),
    }
}

/// The black body whose ratio of red to blue is that of a colour, by bisection between 1,700 and 20,000 K.
fn temperature(c: Vec3A) -> f32 {
    let ratio = |c: Vec3A| (c.x + 1e-4) / (c.z + 1e-4);
    let (mut low, mut high) = (1_700.0_f32, 20_000.0_f32);
    for _ in 0..24 {
        let middle = f32::midpoint(low, high);
        if ratio(black_body(middle)) > ratio(c) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f32::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_black_body_is_measured_as_itself() {
        for kelvin in [2_500.0, 4_000.0, 5_600.0, 9_000.0] {
            let measured = temperature(black_body(kelvin) * 0.3);
            assert!((measured / kelvin - 1.0).abs() < 0.02, "{kelvin}: {measured}");
        }
    }
}
