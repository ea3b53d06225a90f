//! Pictures as bytes, and between bytes and tensors.

use candle_core::{Device, Tensor};

use crate::diffusion::error::DiffusionError;

/// A picture: rows from the top, pixels from the left, each red, green and blue in sRGB.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height * 3` bytes.
    pub rgb: Vec<u8>,
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({}x{})", self.width, self.height)
    }
}

impl Image {
    /// Whether there are as many bytes as pixels need, and at least one pixel.
    pub(crate) fn is_whole(&self) -> bool {
        let bytes = self.width.checked_mul(self.height).and_then(|pixels| pixels.checked_mul(3));
        !self.rgb.is_empty() && bytes == Some(self.rgb.len())
    }

    /// The middle of the picture that has the form asked for, in the size asked for; each pixel is the
    /// mean of those that it covers, or the nearest where it covers none.
    pub(crate) fn fitted(&self, width: usize, height: usize) -> Self {
        if (self.width, self.height) == (width, height) {
            return self.clone();
        }
        let (across, down) = if self.width * height > width * self.height {
            ((self.height * width / height).max(1), self.height)
        } else {
            (self.width, (self.width * height / width).max(1))
        };
        let (left, top) = ((self.width - across) / 2, (self.height - down) / 2);
        let span = |at: usize, from: usize, of: usize, into: usize| {
            let begin = at * from / into;
            let end = ((at + 1) * from).div_ceil(into).min(from);
            (of + begin, of + end.max(begin + 1))
        };
        let mut rgb = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let (y0, y1) = span(y, down, top, height);
            for x in 0..width {
                let (x0, x1) = span(x, across, left, width);
                rgb.extend(self.mean(x0..x1, y0..y1));
            }
        }
        Self { width, height, rgb }
    }

    fn mean(&self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> [u8; 3] {
        let count = (columns.len() * rows.len()) as u64;
        let mut sums = [0u64; 3];
        for y in rows {
            let row = &self.rgb[(y * self.width + columns.start) * 3..(y * self.width + columns.end) * 3];
            for pixel in row.chunks_exact(3) {
                sums.iter_mut().zip(pixel).for_each(|(sum, byte)| *sum += u64::from(*byte));
            }
        }
        sums.map(|sum| u8::try_from((sum + count / 2) / count).expect("a mean of bytes is a byte"))
    }

    /// 1 × 3 × height × width, from -1 (black) to 1.
    pub(crate) fn to_tensor(&self, device: &Device) -> Result<Tensor, DiffusionError> {
        let values: Vec<f32> = self.rgb.iter().map(|byte| f32::from(*byte) / 127.5 - 1.0).collect();
        let tensor = Tensor::from_vec(values, (1, self.height, self.width, 3), &Device::Cpu)?;
        Ok(tensor.permute((0, 3, 1, 2))?.contiguous()?.to_device(device)?)
    }

    /// The picture of such a tensor; what lies outside is cut off.
    pub(crate) fn from_tensor(tensor: &Tensor) -> Result<Self, DiffusionError> {
        let (_, _, height, width) = tensor.dims4()?;
        let values = tensor.squeeze(0)?.permute((1, 2, 0))?.to_device(&Device::Cpu)?;
        let values = values.flatten_all()?.to_vec1::<f32>()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
        let byte = |value: f32| ((value + 1.0) * 127.5).clamp(0.0, 255.0).round() as u8;
        Ok(Self { width, height, rgb: values.into_iter().map(byte).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: usize, height: usize, pixel: impl Fn(usize, usize) -> [u8; 3]) -> Image {
        let rgb = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y));
        Image { width, height, rgb: rgb.collect() }
    }

    #[test]
    fn every_byte_survives_the_way_to_a_tensor_and_back() {
        let ramp = image(16, 16, |x, y| {
            let byte = u8::try_from(y * 16 + x).unwrap();
            [byte, 255 - byte, byte / 2]
        });
        assert_eq!(Image::from_tensor(&ramp.to_tensor(&Device::Cpu).unwrap()).unwrap(), ramp);
    }

    #[test]
    fn values_outside_are_cut_off() {
        let wild = Tensor::new(&[[[[-3.0f32]], [[9.0]], [[0.0]]]], &Device::Cpu).unwrap();
        assert_eq!(Image::from_tensor(&wild).unwrap().rgb, [0, 255, 128]);
    }

    #[test]
    fn a_picture_shrinks_to_means_and_loses_only_its_edges() {
        let halves = image(8, 4, |x, _| if x < 4 { [0, 100, 255] } else { [200, 100, 0] });
        let small = halves.fitted(2, 1);
        assert_eq!(small.rgb, [0, 100, 255, 200, 100, 0]);
        // A square from the middle: both halves, the outer quarters gone.
        let marked = image(8, 4, |x, _| if (2..6).contains(&x) { [9; 3] } else { [255; 3] });
        assert!(marked.fitted(2, 2).rgb.iter().all(|byte| *byte == 9));
        let tall = image(4, 8, |_, y| if (2..6).contains(&y) { [9; 3] } else { [255; 3] });
        assert!(tall.fitted(4, 4).rgb.iter().all(|byte| *byte == 9));
    }

    #[test]
    fn a_picture_grows_by_its_nearest_pixels() {
        let two = image(2, 1, |x, _| [u8::try_from(x).unwrap() * 90; 3]);
        let grown = two.fitted(8, 4);
        assert_eq!((grown.width, grown.height), (8, 4));
        assert_eq!(grown.rgb[..3], [0; 3]);
        assert_eq!(grown.rgb[21..24], [90; 3]);
        assert!(!Image { width: 2, height: 2, rgb: vec![0; 11] }.is_whole());
        assert!(!Image { width: usize::MAX, height: 2, rgb: vec![0; 11] }.is_whole());
    }
}
