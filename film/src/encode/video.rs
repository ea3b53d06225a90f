//! The picture stream: H.264 or VP9, 8-bit 4:2:0, tagged BT.709 in limited range, in groups that close.

use ffmpeg_next::codec::{self, threading};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{Packet, Rational, color, encoder, frame, picture};

use super::container::{Container, Track};
use super::{packets, settings};
use crate::compose::planes::Yuv;
use crate::error::Fault;
use crate::ffi;
use crate::reel::Reel;

/// Seconds between key frames at most: how far a viewer may have to wait after a jump.
pub(super) const KEY_EVERY_S: u32 = 2;

/// An encoder of some frames of a film that follow each other, the first of which becomes a key frame.
pub(super) struct VideoEncoder {
    encoder: encoder::video::Encoder,
    fps: Rational,
    size: (u32, u32),
    total: i64,
    /// Frames that begin a chapter and therefore a group.
    chapters: Vec<u32>,
}

impl VideoEncoder {
    pub(super) fn open(reel: &Reel, threads: usize, global_headers: bool) -> Result<Self, Fault> {
        let asked = settings::video(reel.format, reel.quality);
        let codec = find(asked.name)?;
        let rate = reel.fps.per_second();
        let fps = Rational(i32::try_from(rate).unwrap_or(i32::MAX), 1);
        let context = codec::Context::new_with_codec(codec);
        let mut video = context.encoder().video().map_err(Fault::media("preparing the picture encoder"))?;
        video.set_width(reel.size.width);
        video.set_height(reel.size.height);
        video.set_format(Pixel::YUV420P);
        video.set_time_base(fps.invert());
        video.set_frame_rate(Some(fps));
        video.set_aspect_ratio(Rational(1, 1));
        video.set_gop(rate * KEY_EVERY_S);
        video.set_colorspace(color::Space::BT709);
        video.set_color_primaries(color::Primaries::BT709);
        video.set_color_transfer_characteristic(color::TransferCharacteristic::BT709);
        video.set_color_range(color::Range::MPEG);
        let mut threading = threading::Config::count(threads);
        threading.kind = threading::Type::Frame;
        video.set_threading(threading);
        ffi::site_chroma_left(&mut video);
        let mut flags = codec::Flags::CLOSED_GOP;
        if global_headers {
            flags |= codec::Flags::GLOBAL_HEADER;
        }
        video.set_flags(flags);
        let encoder = video
            .open_as_with(codec, asked.options.iter().collect())
            .map_err(Fault::media("opening the picture encoder"))?;
        Ok(Self {
            encoder,
            fps,
            size: (reel.size.width, reel.size.height),
            total: i64::from(reel.timeline().total),
            chapters: reel.chapters.iter().map(|chapter| chapter.start).collect(),
        })
    }

    /// Adds the stream that this and all encoders like it make.
    pub(super) fn describe(&self, container: &mut Container) -> Result<Track, Fault> {
        let track = container.add_encoder(&self.encoder, self.fps.invert())?;
        container.set_rate(track, self.fps);
        Ok(track)
    }

    /// Encodes the film's frame of a number; packets that are ready go to `to`.
    pub(super) fn frame(&mut self, number: u32, from: &Yuv, to: &mut dyn FnMut(Packet)) -> Result<(), Fault> {
        // The encoder keeps what it is given, so every frame is a new one.
        let mut frame = filled(from, self.size)?;
        frame.set_pts(Some(i64::from(number)));
        let begins = self.chapters.binary_search(&number).is_ok();
        frame.set_kind(if begins { picture::Type::I } else { picture::Type::None });
        self.encoder.send_frame(&frame).map_err(Fault::media("encoding a frame"))?;
        packets::take(&mut self.encoder.0, 1, self.total, to)
    }

    /// Ends the segment; the packets that are left go to `to`.
    pub(super) fn finish(mut self, to: &mut dyn FnMut(Packet)) -> Result<(), Fault> {
        self.encoder.send_eof().map_err(Fault::media("ending the picture stream"))?;
        packets::take(&mut self.encoder.0, 1, self.total, to)
    }
}

/// An encoder of the installed FFmpeg by its name.
pub(crate) fn find(name: &str) -> Result<ffmpeg_next::Codec, Fault> {
    encoder::find_by_name(name).ok_or_else(|| Fault::Media {
        step: "looking for an encoder".to_owned(),
        reason: format!("the installed FFmpeg was built without {name}"),
    })
}

/// A library's frame with the same picture.
pub(crate) fn filled(from: &Yuv, size: (u32, u32)) -> Result<frame::Video, Fault> {
    let mut to = frame::Video::new(Pixel::YUV420P, size.0, size.1);
    // A failed allocation is only to be seen by the missing planes.
    if to.planes() != 3 {
        return Err(Fault::Limit(crate::error::LimitKind::Memory));
    }
    for (plane, samples) in from.planes.iter().enumerate() {
        let (width, _) = from.plane_size(plane);
        let stride = to.stride(plane);
        let rows = to.data_mut(plane).chunks_mut(stride);
        for (to, from) in rows.zip(samples.chunks_exact(width)) {
            to[..width].copy_from_slice(from);
        }
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reel::{Chapter, Format, Quality};

    fn reel(format: Format, quality: Quality) -> Reel {
        let mut reel = crate::reel::check::tests::reel();
        (reel.format, reel.quality) = (format, quality);
        reel
    }

    /// The packets of so many frames from a number on.
    fn encoded(reel: &Reel, from: u32, count: u32) -> Vec<Packet> {
        let mut encoder = VideoEncoder::open(reel, 1, true).unwrap();
        let (mut packets, mut frame) = (Vec::new(), Yuv::black(320, 180));
        for number in from..from + count {
            frame.planes[0]
                .iter_mut()
                .zip(0_u32..)
                .for_each(|(luma, at)| *luma = (at + number).to_be_bytes()[3]);
            encoder.frame(number, &frame, &mut |packet| packets.push(packet)).unwrap();
        }
        encoder.finish(&mut |packet| packets.push(packet)).unwrap();
        packets
    }

    #[test]
    fn every_format_and_quality_begins_with_a_key_frame_and_loses_no_frame() {
        for format in [Format::Mp4, Format::Webm] {
            for quality in [Quality::Draft, Quality::Standard, Quality::High] {
                let packets = encoded(&reel(format, quality), 12, 20);
                assert!(packets[0].is_key(), "{format:?} {quality:?}");
                let mut shown: Vec<i64> = packets.iter().filter_map(Packet::pts).collect();
                shown.sort_unstable();
                assert_eq!(shown, (12..32).collect::<Vec<i64>>(), "{format:?} {quality:?}");
            }
        }
    }

    #[test]
    fn a_chapter_begins_with_a_key_frame() {
        for format in [Format::Mp4, Format::Webm] {
            let mut reel = reel(format, Quality::Draft);
            reel.chapters = vec![Chapter { title: "2".into(), start: 9 }];
            let packets = encoded(&reel, 0, 20);
            let keys: Vec<_> = packets.iter().filter(|packet| packet.is_key()).map(Packet::pts).collect();
            assert_eq!(keys, [Some(0), Some(9)], "{format:?}");
        }
    }

    #[test]
    fn a_frame_is_copied_row_by_row_into_the_librarys_own() {
        let mut from = Yuv::black(70, 6);
        for plane in &mut from.planes {
            plane.iter_mut().zip(0_u32..).for_each(|(sample, at)| *sample = at.to_be_bytes()[3]);
        }
        let to = filled(&from, (70, 6)).unwrap();
        for plane in 0..3 {
            let (width, height) = from.plane_size(plane);
            for row in 0..height {
                let copied = &to.data(plane)[row * to.stride(plane)..][..width];
                assert_eq!(copied, &from.planes[plane][row * width..][..width]);
            }
        }
    }

    #[test]
    fn an_encoder_that_is_not_there_is_named() {
        let Err(Fault::Media { reason, .. }) = find("libnothing").map(|_| ()) else { panic!("found") };
        assert!(reason.ends_with("without libnothing"), "{reason}");
    }
}
