//! Finished films, looked into: what is in them, and what is to be seen at a moment. Only the two containers
//! that are made here are opened, and only as files.

use std::path::Path;

use ffmpeg_next::format::{self, Pixel, context::Input};
use ffmpeg_next::software::scaling::Context as Scaler;
use ffmpeg_next::util::mathematics::Rescale as _;
use ffmpeg_next::{Dictionary, Error, Packet, Rational, codec, decoder, frame, media};

use super::MAX_PIXELS;
use crate::child::answer::{Probe, ProbedChapter, ProbedStream, StreamKind};
use crate::compose::planes::Yuv;
use crate::error::Fault;

/// Containers that may be opened: a whitelist, because by default a file may call itself anything and name
/// other files to be read.
const CONTAINERS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm";
/// Microseconds, in which containers count their length.
const MICROSECONDS: Rational = Rational(1, 1_000_000);

fn open(path: &Path) -> Result<Input, Fault> {
    let options: Dictionary = [
        ("format_whitelist", CONTAINERS),
        ("protocol_whitelist", "file"),
        (
            "codec_whitelist",
            "h264,hevc,vp8,vp9,av1,libdav1d,libaom-av1,aac,opus,libopus,vorbis,mov_text,webvtt,text",
        ),
        ("enable_drefs", "0"),
        ("max_streams", "32"),
    ]
    .into_iter()
    .collect();
    format::input_with_dictionary(path, options).map_err(|error| Fault::input(path, error))
}

/// What a film file holds.
pub(crate) fn probe(path: &Path) -> Result<Probe, Fault> {
    let input = open(path)?;
    let streams = input.streams().map(|stream| probed_stream(&stream)).collect();
    let chapters = input
        .chapters()
        .map(|chapter| ProbedChapter {
            title: chapter.metadata().get("title").unwrap_or_default().to_owned(),
            start_us: chapter.start().rescale(chapter.time_base(), MICROSECONDS),
            end_us: chapter.end().rescale(chapter.time_base(), MICROSECONDS),
        })
        .collect();
    let metadata = input.metadata();
    let tags = metadata.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Ok(Probe {
        container: input.format().name().to_owned(),
        duration_us: input.duration().max(0),
        streams,
        chapters,
        tags,
    })
}

fn probed_stream(stream: &format::stream::Stream) -> ProbedStream {
    let parameters = stream.parameters();
    let kind = match parameters.medium() {
        media::Type::Video => StreamKind::Video,
        media::Type::Audio => StreamKind::Audio,
        media::Type::Subtitle => StreamKind::Subtitle,
        _ => StreamKind::Other,
    };
    let rate = stream.avg_frame_rate();
    let mut probed = ProbedStream {
        kind,
        codec: parameters.id().name().to_owned(),
        duration_us: stream.duration().max(0).rescale(stream.time_base(), MICROSECONDS),
        packets: stream.frames(),
        language: stream.metadata().get("language").map(str::to_owned),
        width: 0,
        height: 0,
        rate: (rate.numerator(), rate.denominator()),
        sample_rate: 0,
        channels: 0,
    };
    let Ok(context) = codec::Context::from_parameters(parameters) else { return probed };
    match kind {
        StreamKind::Video => {
            if let Ok(video) = context.decoder().video() {
                (probed.width, probed.height) = (video.width(), video.height());
            }
        }
        StreamKind::Audio => {
            if let Ok(audio) = context.decoder().audio() {
                (probed.sample_rate, probed.channels) = (audio.rate(), audio.channels());
            }
        }
        StreamKind::Subtitle | StreamKind::Other => {}
    }
    probed
}

/// A film of which single pictures are wanted.
pub(crate) struct Movie<'a> {
    path: &'a Path,
    input: Input,
    stream: usize,
    time_base: Rational,
    decoder: decoder::Video,
}

impl<'a> Movie<'a> {
    pub(crate) fn open(path: &'a Path) -> Result<Self, Fault> {
        let input = open(path)?;
        let stream =
            input.streams().best(media::Type::Video).ok_or_else(|| Fault::input(path, "has no picture"))?;
        let (index, time_base) = (stream.index(), stream.time_base());
        let codec = decoder::find(stream.parameters().id());
        let codec = codec.ok_or_else(|| Fault::input(path, "no decoder for its picture"))?;
        let limit = MAX_PIXELS.to_string();
        let options: Dictionary = [("max_pixels", limit.as_str()), ("threads", "1")].into_iter().collect();
        let decoder = codec::Context::from_parameters(stream.parameters())
            .and_then(|context| context.decoder().open_as_with(codec, options))
            .and_then(decoder::Opened::video)
            .map_err(|error| Fault::input(path, error))?;
        Ok(Self { path, input, stream: index, time_base, decoder })
    }

    /// Length in milliseconds.
    pub(crate) fn length_ms(&self) -> u64 {
        u64::try_from(self.input.duration() / 1000).unwrap_or(0)
    }

    /// The picture on screen at a moment, at a width, its height following; past the end the last one.
    pub(crate) fn picture_at(&mut self, at_ms: u64, width: u32) -> Result<Yuv, Fault> {
        let moment = i64::try_from(at_ms).unwrap_or(i64::MAX / 1000).saturating_mul(1000);
        let wanted = moment.rescale(MICROSECONDS, self.time_base);
        // A film that starts with its first key frame has nothing before it to seek to: then read on from there.
        if self.input.seek(moment, ..moment).is_err() {
            self.input.seek(0, ..).map_err(|error| Fault::input(self.path, error))?;
        }
        self.decoder.flush();
        let shown = self.decode_up_to(wanted)?;
        self.reduced(&shown, width)
    }

    fn decode_up_to(&mut self, wanted: i64) -> Result<frame::Video, Fault> {
        let refuse = |error: Error| Fault::input(self.path, error);
        let mut shown = None;
        let mut packet = Packet::empty();
        loop {
            match packet.read(&mut self.input) {
                Ok(()) if packet.stream() != self.stream => continue,
                Ok(()) => self.decoder.send_packet(&packet).map_err(refuse)?,
                Err(Error::Eof) => self.decoder.send_eof().map_err(refuse)?,
                Err(error) => return Err(refuse(error)),
            }
            loop {
                let mut next = frame::Video::empty();
                match self.decoder.receive_frame(&mut next) {
                    Ok(()) if shown.is_some() && next.pts().is_some_and(|pts| pts > wanted) => {
                        return Ok(shown.expect("checked above"));
                    }
                    Ok(()) => shown = Some(next),
                    Err(Error::Eof) => {
                        return shown.ok_or_else(|| Fault::input(self.path, "has no picture there"));
                    }
                    Err(Error::Other { errno }) if errno == nix::errno::Errno::EAGAIN as i32 => break,
                    Err(error) => return Err(refuse(error)),
                }
            }
        }
    }

    fn reduced(&self, shown: &frame::Video, width: u32) -> Result<Yuv, Fault> {
        let (from_width, from_height) = (shown.width().max(1), shown.height().max(1));
        let width = width.min(from_width).next_multiple_of(2);
        let height = u64::from(from_height) * u64::from(width) / u64::from(from_width);
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(2).next_multiple_of(2);
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(Fault::input(
                self.path,
                format!("{from_width} × {from_height} pixels is no usable size"),
            ));
        }
        let mut scaler = Scaler::get(
            shown.format(),
            from_width,
            from_height,
            Pixel::YUV420P,
            width,
            height,
            super::still::fine(),
        )
        .map_err(|error| Fault::input(self.path, error))?;
        let mut small = frame::Video::empty();
        scaler.run(shown, &mut small).map_err(Fault::media("scaling a picture"))?;
        let mut out = Yuv::black(width as usize, height as usize);
        for (plane, to) in out.planes.iter_mut().enumerate() {
            let across = if plane == 0 { width as usize } else { width as usize / 2 };
            for (to, from) in to.chunks_exact_mut(across).zip(small.data(plane).chunks(small.stride(plane))) {
                to.copy_from_slice(&from[..across]);
            }
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Room, film};
    use crate::reel::{Format, Reel, Source};

    /// A film of cards: black, and one with words.
    fn reel(format: Format) -> Reel {
        let mut reel = crate::reel::check::tests::reel();
        reel.format = format;
        reel.shots[0].source = Source::Card { title: String::new(), lines: vec![] };
        reel.shots[1].source = Source::Card { title: "MMMMMMMM".into(), lines: vec!["MMMM".into(); 4] };
        reel.metadata.title = "Cards".into();
        reel
    }

    fn filmed(format: Format) -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(format!("a.{}", format.extension()));
        let room = Room { threads: 2, memory_bytes: 1 << 30 };
        film(&reel(format), &path, &[], room, &mut |_| ()).unwrap();
        (dir, path)
    }

    #[test]
    fn a_moment_shows_its_picture_forwards_and_backwards() {
        for format in [Format::Mp4, Format::Webm] {
            let (_dir, path) = filmed(format);
            let mut movie = Movie::open(&path).unwrap();
            assert!(movie.length_ms().abs_diff(2_000) <= 1, "{format:?}: {}", movie.length_ms());
            let mut written = |at_ms| {
                let picture = movie.picture_at(at_ms, 320).unwrap();
                assert_eq!((picture.width, picture.height), (320, 180));
                picture.planes[0].iter().any(|luma| *luma > 180)
            };
            let shown = [1_500, 500, 999, 1_001, 0, 90_000].map(&mut written);
            assert_eq!(shown, [true, false, false, true, false, true], "{format:?}");
        }
    }

    #[test]
    fn a_picture_is_reduced_and_never_enlarged() {
        let (_dir, path) = filmed(Format::Mp4);
        let mut movie = Movie::open(&path).unwrap();
        let mut size = |width| {
            let picture = movie.picture_at(0, width).unwrap();
            (picture.width, picture.height)
        };
        assert_eq!([size(100), size(101), size(4_000)], [(100, 56), (102, 58), (320, 180)]);
    }

    #[test]
    fn a_film_that_is_torn_is_refused_by_name_or_shows_what_there_is() {
        let (dir, path) = filmed(Format::Mp4);
        let whole = std::fs::read(&path).unwrap();
        for part in 1..12 {
            let torn = dir.path().join("torn.mp4");
            std::fs::write(&torn, &whole[..whole.len() * part / 12]).unwrap();
            let seen = Movie::open(&torn).and_then(|mut movie| movie.picture_at(500, 160));
            match seen {
                Ok(picture) => assert_eq!(picture.width, 160),
                Err(Fault::Input { path, .. }) => assert_eq!(path, torn),
                Err(other) => panic!("{other}"),
            }
        }
        assert!(probe(&dir.path().join("nothing.mp4")).is_err());
    }
}
