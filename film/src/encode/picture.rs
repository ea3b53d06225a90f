//! A frame becomes a picture file of its own: JPEG for pages, PNG where it must be exact.

use std::path::Path;

use ffmpeg_next::codec::{self, Id};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::software::scaling::Context as Scaler;
use ffmpeg_next::{Packet, Rational, encoder, frame};

use super::video::filled;
use crate::compose::planes::Yuv;
use crate::decode::still::fine;
use crate::error::Fault;
use crate::ffi;

/// JPEG quality on FFmpeg's scale of 2 (best) to 31, in its fixed point.
const JPEG_QUALITY: usize = 3 * 118;

/// Writes a picture reduced to a width, never enlarged; the path's ending decides the format.
pub(crate) fn write(picture: &Yuv, width: u32, path: &Path) -> Result<(), Fault> {
    let png = path.extension().is_some_and(|e| e == "png");
    let size = (side(picture.width), side(picture.height));
    let width = width.min(size.0).next_multiple_of(2);
    let height = (u64::from(size.1) * u64::from(width) / u64::from(size.0)).max(2);
    let height = u32::try_from(height).unwrap_or(u32::MAX).next_multiple_of(2);

    let mut scaler = Scaler::get(Pixel::YUV420P, size.0, size.1, Pixel::RGB24, width, height, fine())
        .map_err(Fault::media("scaling a picture"))?;
    ffi::read_as_bt709(&mut scaler);
    let mut rgb = frame::Video::empty();
    scaler.run(&filled(picture, size)?, &mut rgb).map_err(Fault::media("scaling a picture"))?;
    let bytes = if png { encoded(&rgb, Id::PNG)? } else { encoded(&jpeg_colours(&rgb)?, Id::MJPEG)? };
    std::fs::write(path, bytes).map_err(|error| Fault::from_io("writing a picture", &error))
}

fn side(length: usize) -> u32 {
    u32::try_from(length).expect("sides of pictures are small")
}

/// JPEG has its own luma weights (BT.601) and uses the full range.
fn jpeg_colours(rgb: &frame::Video) -> Result<frame::Video, Fault> {
    let (width, height) = (rgb.width(), rgb.height());
    let mut out = frame::Video::empty();
    Scaler::get(Pixel::RGB24, width, height, Pixel::YUVJ420P, width, height, fine())
        .and_then(|mut scaler| scaler.run(rgb, &mut out))
        .map_err(Fault::media("converting a picture"))?;
    Ok(out)
}

fn encoded(picture: &frame::Video, id: Id) -> Result<Vec<u8>, Fault> {
    let failed = || Fault::media("encoding a picture");
    let codec = encoder::find(id).ok_or(ffmpeg_next::Error::EncoderNotFound).map_err(failed())?;
    let mut video = codec::Context::new_with_codec(codec).encoder().video().map_err(failed())?;
    video.set_width(picture.width());
    video.set_height(picture.height());
    video.set_format(picture.format());
    video.set_time_base(Rational(1, 1));
    if id == Id::MJPEG {
        video.set_flags(codec::Flags::QSCALE);
        video.set_quality(JPEG_QUALITY);
    }
    let mut encoder = video.open_as(codec).map_err(failed())?;
    let mut packet = Packet::empty();
    encoder
        .send_frame(picture)
        .and_then(|()| encoder.send_eof())
        .and_then(|()| encoder.receive_packet(&mut packet))
        .map_err(failed())?;
    Ok(packet.data().unwrap_or_default().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::Need;
    use crate::decode::still;

    /// A picture of two colours side by side.
    fn halves() -> Yuv {
        let mut picture = Yuv::black(64, 32);
        picture.planes[0].chunks_exact_mut(64).for_each(|row| row[..32].fill(180));
        for (plane, value) in [(1, 118), (2, 140)] {
            picture.planes[plane].chunks_exact_mut(32).for_each(|row| row[..16].fill(value));
        }
        picture
    }

    fn read(path: &Path) -> Yuv {
        let need = Need { width: 64, height: 32, closest: 1.0 };
        still::load(path, need).unwrap()
    }

    #[test]
    fn a_picture_is_read_back_with_its_colours() {
        let dir = tempfile::tempdir().unwrap();
        for (name, most) in [("a.png", 2), ("a.jpg", 6)] {
            let path = dir.path().join(name);
            write(&halves(), 64, &path).unwrap();
            let (back, own) = (read(&path), halves());
            assert_eq!((back.width, back.height), (64, 32));
            for plane in 0..3 {
                let (width, _) = own.plane_size(plane);
                // Away from the seam, where the colours of neighbours mix.
                for at in [2, width / 4, width - 3] {
                    let (a, b) = (back.planes[plane][at], own.planes[plane][at]);
                    assert!(a.abs_diff(b) <= most, "{name}: plane {plane} at {at} is {a} and was {b}");
                }
            }
        }
    }

    #[test]
    fn a_picture_is_reduced_to_its_width_and_never_enlarged() {
        let dir = tempfile::tempdir().unwrap();
        for (width, want) in [(32, [32_u32, 16]), (31, [32, 16]), (4_000, [64, 32])] {
            let path = dir.path().join("a.png");
            write(&halves(), width, &path).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            let side = |at: usize| u32::from_be_bytes(*bytes[at..].first_chunk().unwrap());
            assert_eq!([side(16), side(20)], want, "asked for {width}");
        }
    }

    #[test]
    fn a_place_that_cannot_be_written_is_a_fault() {
        assert!(write(&halves(), 64, Path::new("/nowhere/a.png")).is_err());
    }
}
