//! Picture sizes in pixels and the aspect ratios a film is framed in.

use crate::words::words;
use serde::{Deserialize, Serialize};

words!(/// An aspect ratio.
Aspect, "aspect ratio" {
    Wide = "16:9" | "16_9",
    Scope = "2.39:1" | "2_39_1",
    Tall = "9:16" | "9_16",
    Square = "1:1" | "1_1",
    Academy = "4:3" | "4_3",
});

impl Aspect {
    /// Width over height.
    pub fn ratio(self) -> f32 {
        match self {
            Self::Wide => 16.0 / 9.0,
            Self::Scope => 2.39,
            Self::Tall => 9.0 / 16.0,
            Self::Square => 1.0,
            Self::Academy => 4.0 / 3.0,
        }
    }

    /// The picture of this shape whose longer edge has `long_edge` pixels (both even, for video).
    pub fn fit(self, long_edge: u32) -> Result<PixelSize, SizeError> {
        let short = |ratio: f32| ((long_edge as f32 / ratio / 2.0).round() as u32) * 2;
        if self == Self::Tall {
            PixelSize::new(short(16.0 / 9.0), long_edge)
        } else {
            PixelSize::new(long_edge, short(self.ratio()))
        }
    }
}

/// A size that cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{width}x{height} pixels are not within 32x32 and 3840x3840, of at most 8294400 pixels in all")]
pub struct SizeError {
    /// Width asked for.
    pub width: u32,
    /// Height asked for.
    pub height: u32,
}

/// Width and height of a picture, within what can be drawn: edges of 32–3,840 and at most 3,840 × 2,160
/// pixels in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct PixelSize {
    width: u32,
    height: u32,
}

#[derive(Deserialize)]
struct Raw {
    width: u32,
    height: u32,
}

impl TryFrom<Raw> for PixelSize {
    type Error = SizeError;

    fn try_from(raw: Raw) -> Result<Self, SizeError> {
        Self::new(raw.width, raw.height)
    }
}

impl PixelSize {
    /// 1280 × 720.
    pub const HD: Self = Self { width: 1_280, height: 720 };

    /// A size within the limits.
    pub fn new(width: u32, height: u32) -> Result<Self, SizeError> {
        let edges = 32..=3_840;
        if edges.contains(&width) && edges.contains(&height) && width * height <= 3_840 * 2_160 {
            Ok(Self { width, height })
        } else {
            Err(SizeError { width, height })
        }
    }

    /// Pixels across.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Pixels down.
    pub fn height(self) -> u32 {
        self.height
    }

    /// Pixels in all.
    pub fn pixels(self) -> usize {
        self.w() * self.h()
    }

    pub(crate) fn w(self) -> usize {
        self.width as usize
    }

    pub(crate) fn h(self) -> usize {
        self.height as usize
    }

    pub(crate) fn aspect(self) -> f32 {
        self.width as f32 / self.height as f32
    }

    /// Each edge divided, whole pixels only.
    pub(crate) fn divided(self, by: usize) -> Self {
        let by = by as u32;
        Self { width: self.width / by, height: self.height / by }
    }

    /// The same shape with a longer edge of about `long_edge` pixels; itself when it is no larger.
    pub(crate) fn reduced(self, long_edge: u32) -> Self {
        let longest = self.width.max(self.height);
        if longest <= long_edge {
            return self;
        }
        let scale = |edge: u32| (edge * long_edge / longest).max(32);
        Self { width: scale(self.width), height: scale(self.height) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aspect_keeps_its_ratio_and_is_even() {
        for aspect in Aspect::ALL {
            let size = aspect.fit(1_280).expect("1280 is within the limits");
            assert!((size.aspect() - aspect.ratio()).abs() < 0.01, "{aspect}");
            assert_eq!((size.width() % 2, size.height() % 2), (0, 0));
            assert_eq!(aspect.as_str().parse(), Ok(*aspect), "{aspect} reads back");
        }
    }

    #[test]
    fn sizes_beyond_the_limits_are_refused() {
        for (width, height) in [(31, 100), (3_841, 100), (3_840, 2_161), (0, 0), (u32::MAX, u32::MAX)] {
            assert_eq!(PixelSize::new(width, height), Err(SizeError { width, height }));
        }
        assert!(PixelSize::new(3_840, 2_160).is_ok());
        assert!(PixelSize::new(2_160, 3_840).is_ok());
    }
}
