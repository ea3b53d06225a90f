//! The picture stream: H.264 or VP9, 8-bit 4:2:0, tagged BT.709 in limited range, in groups that close.

use ffmpeg_next::codec::{self, threading};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{Rational, color, encoder, frame, picture};

use super::container::{Container, Track};
use super::settings;
use crate::compose::planes::Yuv;
use crate::error::Fault;
use crate::ffi;
use crate::reel::Reel;

/// Seconds between key frames at most: how far a viewer may have to wait after a jump.
const KEY_EVERY_S: u32 = 2;

pub(crate) struct VideoTrack {
    encoder: encoder::video::Encoder,
    track: Track,
    size: (u32, u32),
    total: i64,
    /// Frames that begin a chapter and therefore a group.
    chapters: Vec<u32>,
}

impl VideoTrack {
    pub(crate) fn open(container: &mut Container, reel: &Reel, threads: usize) -> Result<Self, Fault> {
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
        if container.wants_global_headers() {
            flags |= codec::Flags::GLOBAL_HEADER;
        }
        video.set_flags(flags);
        let encoder = video
            .open_as_with(codec, asked.options.iter().collect())
            .map_err(Fault::media("opening the picture encoder"))?;
        let track = container.add_encoder(&encoder, fps.invert())?;
        container.set_rate(track, fps);
        Ok(Self {
            encoder,
            track,
            size: (reel.size.width, reel.size.height),
            total: i64::from(reel.timeline().total),
            chapters: reel.chapters.iter().map(|chapter| chapter.start).collect(),
        })
    }

    pub(crate) fn frame(&mut self, container: &mut Container, number: u32, from: &Yuv) -> Result<(), Fault> {
        // The encoder keeps what it is given, so every frame is a new one.
        let mut to = filled(from, self.size)?;
        to.set_pts(Some(i64::from(number)));
        let begins = self.chapters.binary_search(&number).is_ok();
        to.set_kind(if begins { picture::Type::I } else { picture::Type::None });
        self.encoder.send_frame(&to).map_err(Fault::media("encoding a frame"))?;
        self.drain(container)
    }

    pub(crate) fn finish(mut self, container: &mut Container) -> Result<(), Fault> {
        self.encoder.send_eof().map_err(Fault::media("ending the picture stream"))?;
        self.drain(container)
    }

    fn drain(&mut self, container: &mut Container) -> Result<(), Fault> {
        container.drain(&mut self.encoder.0, self.track, 1, self.total)
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
