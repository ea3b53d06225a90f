//! Files: PNG and lossless WebP, JPEG proxies, and `OpenEXR` with linear light, normals, depth and
//! identifiers. All in memory; the caller decides where bytes go.

use crate::picture::{Picture, Still};
use exr::prelude::{
    Blocks, Encoding, Image, Layer, LayerAttributes, LineOrder, SpecificChannels, Vec2, WritableImage,
};
use std::io::Cursor;

/// A picture that could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// PNG.
    #[error("the picture could not be written as png")]
    Png(#[from] png::EncodingError),
    /// JPEG.
    #[error("the picture could not be written as jpeg")]
    Jpeg(#[from] jpeg_encoder::EncodingError),
    /// WebP.
    #[error("the picture could not be written as webp")]
    Webp(#[from] image_webp::EncodingError),
    /// `OpenEXR`.
    #[error("the picture could not be written as exr")]
    Exr(#[from] exr::error::Error),
    /// A still whose bytes do not fit its size.
    #[error("{bytes} bytes are no picture of {width}x{height}")]
    Size {
        /// Bytes given.
        bytes: usize,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}

fn check(still: &Still) -> Result<(u32, u32), EncodeError> {
    let (width, height) = still.size;
    let bytes = still.rgb.len();
    if bytes == width as usize * height as usize * 3 && bytes > 0 {
        Ok((width, height))
    } else {
        Err(EncodeError::Size { bytes, width, height })
    }
}

/// PNG, eight bits, marked as sRGB.
pub fn png(still: &Still) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = check(still)?;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&still.rgb)?;
    writer.finish()?;
    Ok(out)
}

/// Baseline JPEG of a quality of 1–100.
pub fn jpeg(still: &Still, quality: u8) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = check(still)?;
    let mut out = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut out, quality.clamp(1, 100));
    encoder.encode(&still.rgb, width as u16, height as u16, jpeg_encoder::ColorType::Rgb)?;
    Ok(out)
}

/// Lossless WebP.
pub fn webp(still: &Still) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = check(still)?;
    let mut out = Vec::new();
    image_webp::WebPEncoder::new(&mut out).encode(&still.rgb, width, height, image_webp::ColorType::Rgb8)?;
    Ok(out)
}

/// `OpenEXR`: half-float linear `R G B`, normals `N.X N.Y N.Z`, depth `Z` in metres (float) and `id` (integer).
/// Neither ink nor grading nor slate is in it.
pub fn exr(picture: &Picture) -> Result<Vec<u8>, EncodeError> {
    // Channels are fetched pixel by pixel: copies of them would double the memory of a large picture.
    let width = picture.size.w();
    let channels = SpecificChannels::build()
        .with_channel("B")
        .with_channel("G")
        .with_channel("N.X")
        .with_channel("N.Y")
        .with_channel("N.Z")
        .with_channel("R")
        .with_channel("Z")
        .with_channel("id")
        .with_pixel_fn(|at: Vec2<usize>| {
            let i = at.y() * width + at.x();
            let ([r, g, b], [x, y, z]) = (picture.linear[i], picture.normal[i]);
            (b, g, x, y, z, r, picture.depth[i], u32::from(picture.id[i]))
        });
    let encoding = Encoding {
        compression: exr::prelude::Compression::ZIP16,
        blocks: Blocks::ScanLines,
        line_order: LineOrder::Increasing,
    };
    let size = (picture.size.w(), picture.size.h());
    let layer = Layer::new(size, LayerAttributes::named("board"), encoding, channels);
    let mut out = Cursor::new(Vec::new());
    Image::from_layer(layer).write().non_parallel().to_buffered(&mut out)?;
    Ok(out.into_inner())
}
