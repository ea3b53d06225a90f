//! A finished picture and a plain still. The picture keeps what the renderer knew (linear light, normals,
//! depth, identifiers) in half floats, 28 bytes a pixel in all, so that a 4K one fits in 233 MB.

use crate::board::PixelSize;
use half::f16;

/// Eight-bit sRGB pixels, three bytes each, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Still {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// `width * height * 3` bytes.
    pub rgb: Vec<u8>,
}

/// Everything that is known about each pixel of a board, rows from the top.
#[derive(Clone, Debug)]
pub struct Picture {
    pub(crate) size: PixelSize,
    /// Linear sRGB light, exposed, before grading and ink.
    pub(crate) linear: Vec<[f16; 3]>,
    /// World-space normals; x right, y up, z towards the camera's side.
    pub(crate) normal: Vec<[f16; 3]>,
    /// Metres along the camera's axis.
    pub(crate) depth: Vec<f32>,
    pub(crate) id: Vec<u16>,
    /// How much of the key light arrives, 0–255.
    pub(crate) lit: Vec<u8>,
    pub(crate) rgb: Vec<u8>,
}

impl Picture {
    pub(crate) fn new(size: PixelSize) -> Self {
        let n = size.pixels();
        let zero = [f16::ZERO; 3];
        Self {
            size,
            linear: vec![zero; n],
            normal: vec![zero; n],
            depth: vec![0.0; n],
            id: vec![0; n],
            lit: vec![0; n],
            rgb: vec![0; n * 3],
        }
    }

    /// Every `step`-th pixel of every `step`-th row, as a picture of its own.
    pub(crate) fn thinned(&self, step: usize) -> Self {
        let mut small = Self::new(self.size.divided(step));
        let (from, to) = (self.size.w(), small.size.w());
        for y in 0..small.size.h() {
            for x in 0..to {
                let (source, target) = (y * step * from + x * step, y * to + x);
                small.linear[target] = self.linear[source];
                small.normal[target] = self.normal[source];
                small.depth[target] = self.depth[source];
                small.id[target] = self.id[source];
                small.lit[target] = self.lit[source];
            }
        }
        small
    }

    /// Width and height.
    pub fn size(&self) -> PixelSize {
        self.size
    }

    /// The drawn picture's sRGB bytes, three a pixel, without slate and arrows.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// The picture alone, for video: no slate, no arrows, no guides.
    pub fn clean(&self) -> Still {
        Still { size: (self.size.width(), self.size.height()), rgb: self.rgb.clone() }
    }
}
