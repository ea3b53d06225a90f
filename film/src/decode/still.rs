//! A picture file becomes a still. The file's bytes go straight to the decoder that its first bytes name:
//! without a container reader in between there is no playlist to be tricked by, and the decoder refuses a
//! picture larger than [`MAX_PIXELS`] before it allocates anything.

use std::io::Read as _;
use std::path::Path;

use ffmpeg_next::codec::{self, Id};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::software::scaling::{Context as Scaler, Flags};
use ffmpeg_next::{Dictionary, Packet, decoder, frame};

use super::MAX_PIXELS;
use crate::compose::Need;
use crate::compose::planes::Yuv;
use crate::error::Fault;

/// Most bytes in a picture file.
const MAX_BYTES: u64 = 64 << 20;
/// Fewest pixels along a side: less is no picture, and the interpolation needs some neighbours.
const MIN_SIDE: u32 = 8;

/// Reads a still, no finer than needed.
pub(crate) fn load(path: &Path, need: Need) -> Result<Yuv, Fault> {
    let picture = decode(path)?;
    let (width, height) = kept(picture.width(), picture.height(), need);
    let mut rgb = frame::Video::empty();
    let mut scaler =
        Scaler::get(picture.format(), picture.width(), picture.height(), Pixel::RGB24, width, height, fine())
            .map_err(|error| Fault::input(path, error))?;
    scaler.run(&picture, &mut rgb).map_err(Fault::media("scaling a still"))?;
    Ok(Yuv::from_rgb(rgb.data(0), rgb.stride(0), width as usize, height as usize))
}

/// Bicubic with every chroma sample worked out at full precision.
pub(crate) fn fine() -> Flags {
    Flags::BICUBIC | Flags::ACCURATE_RND | Flags::FULL_CHR_H_INP | Flags::FULL_CHR_H_INT
}

/// The size a still is kept at: even, and reduced so far that the closest window has a pixel per pixel.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "sides of pictures"
)]
fn kept(width: u32, height: u32, need: Need) -> (u32, u32) {
    let fit = (f64::from(width) / need.width as f64).min(f64::from(height) / need.height as f64);
    let reduce = (fit * need.closest).max(1.0);
    let even = |side: u32| (((f64::from(side) / reduce / 2.0 - 1e-6).ceil() as u32) * 2).max(MIN_SIDE);
    (even(width), even(height))
}

/// Which decoder the first bytes ask for.
fn kind(bytes: &[u8]) -> Option<Id> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Id::PNG),
        [0xff, 0xd8, 0xff, ..] => Some(Id::MJPEG),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Id::WEBP),
        _ => None,
    }
}

fn decode(path: &Path) -> Result<frame::Video, Fault> {
    let bytes = read(path)?;
    let id = kind(&bytes).ok_or_else(|| Fault::input(path, "neither PNG nor JPEG nor WebP"))?;
    if let Some((width, height)) =
        png_size(&bytes).filter(|(width, height)| id == Id::PNG && !usable(*width, *height))
    {
        return Err(wrong_size(path, width, height));
    }
    let codec = decoder::find(id).ok_or_else(|| Fault::input(path, format!("no decoder for {id:?}")))?;
    let limit = MAX_PIXELS.to_string();
    let options: Dictionary = [("max_pixels", limit.as_str()), ("threads", "1")].into_iter().collect();
    let opened = codec::Context::new_with_codec(codec).decoder().open_as_with(codec, options);
    let mut decoder =
        opened.and_then(decoder::Opened::video).map_err(Fault::media("opening a still's decoder"))?;
    let mut picture = frame::Video::empty();
    let outcome = decoder
        .send_packet(&Packet::copy(&bytes))
        .and_then(|()| decoder.send_eof())
        .and_then(|()| decoder.receive_frame(&mut picture));
    outcome.map_err(|error| match error {
        ffmpeg_next::Error::Other { errno } if errno == nix::errno::Errno::ENOMEM as i32 => {
            Fault::media("decoding a still")(error)
        }
        _ => Fault::input(path, format!("is damaged or has more than {MAX_PIXELS} pixels")),
    })?;
    let (width, height) = (picture.width(), picture.height());
    if usable(width, height) { Ok(picture) } else { Err(wrong_size(path, width, height)) }
}

fn usable(width: u32, height: u32) -> bool {
    width.min(height) >= MIN_SIDE && u64::from(width) * u64::from(height) <= MAX_PIXELS
}

fn wrong_size(path: &Path, width: u32, height: u32) -> Fault {
    Fault::input(
        path,
        format!("{width} × {height} pixels; a side is {MIN_SIDE} at least, all are {MAX_PIXELS} at most"),
    )
}

/// The size that a PNG says it has, in the first chunk after its signature.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| bytes.get(at..).and_then(|b| b.first_chunk()).map(|b| u32::from_be_bytes(*b));
    (bytes.get(12..16)? == b"IHDR").then_some((side(16)?, side(20)?))
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let open = || -> std::io::Result<Vec<u8>> {
        let file = std::fs::File::open(path)?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = open().map_err(|error| Fault::input(path, error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Fault::input(path, format!("larger than {MAX_BYTES} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEED: Need = Need { width: 320, height: 180, closest: 0.8 };

    #[test]
    fn a_still_is_kept_as_fine_as_the_closest_view_and_no_finer() {
        assert_eq!(kept(3200, 1800, NEED), (400, 226));
        assert_eq!(kept(320, 180, NEED), (320, 180), "never enlarged");
        assert_eq!(kept(6400, 400, NEED), (3600, 226), "a panorama keeps its length");
        assert_eq!(kept(101, 99, NEED), (102, 100));
    }

    #[test]
    fn the_kind_is_what_the_bytes_say_not_the_name() {
        let dir = tempfile::tempdir().unwrap();
        let playlist = dir.path().join("still.png");
        std::fs::write(&playlist, "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n").unwrap();
        let Err(Fault::Input { path, reason }) = load(&playlist, NEED).map(|_| ()) else { panic!("read") };
        assert_eq!((path, reason.as_str()), (playlist, "neither PNG nor JPEG nor WebP"));
    }

    #[test]
    fn a_torn_and_a_missing_picture_are_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        let torn = dir.path().join("torn.png");
        std::fs::write(&torn, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
        for path in [torn, dir.path().join("missing.png")] {
            assert!(matches!(load(&path, NEED), Err(Fault::Input { path: named, .. }) if named == path));
        }
    }
}
