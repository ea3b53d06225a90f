//! The file that the streams are written into, and everything in it that is not a stream: metadata, chapters,
//! the order of its parts.

use std::path::Path;

use ffmpeg_next::codec::{Context, Parameters};
use ffmpeg_next::format::{self, context::Output};
use ffmpeg_next::{Dictionary, Packet, Rational};

use crate::error::Fault;
use crate::reel::{Format, Metadata, Reel};

/// A film file in the making.
pub(crate) struct Container {
    output: Output,
}

/// A stream of a container, and the unit its encoder counts in.
#[derive(Clone, Copy)]
pub(crate) struct Track {
    index: usize,
    time_base: Rational,
}

impl Container {
    pub(crate) fn create(reel: &Reel, path: &Path) -> Result<Self, Fault> {
        let mut output = format::output_as(path, reel.format.extension())
            .map_err(Fault::media("creating the film file"))?;
        output.set_metadata(tags(&reel.metadata));
        let fps = Rational(1, i32::try_from(reel.fps.per_second()).unwrap_or(i32::MAX));
        let total = i64::from(reel.timeline().total);
        for (index, chapter) in reel.chapters.iter().enumerate() {
            let end = reel.chapters.get(index + 1).map_or(total, |next| i64::from(next.start));
            let number = i64::try_from(index).unwrap_or(i64::MAX);
            output
                .add_chapter(number, fps, i64::from(chapter.start), end, &chapter.title)
                .map_err(Fault::media("adding a chapter"))?;
        }
        Ok(Self { output })
    }

    /// Whether encoders must put their headers beside their packets.
    pub(crate) fn wants_global_headers(&self) -> bool {
        self.output.format().flags().contains(format::Flags::GLOBAL_HEADER)
    }

    /// A stream for an opened encoder that counts in `time_base`.
    pub(crate) fn add_encoder(&mut self, context: &Context, time_base: Rational) -> Result<Track, Fault> {
        let mut stream = self.output.add_stream_with(context).map_err(Fault::media("adding a stream"))?;
        stream.set_time_base(time_base);
        Ok(Track { index: stream.index(), time_base })
    }

    /// A stream whose packets are written as they are.
    pub(crate) fn add_parameters(
        &mut self,
        parameters: Parameters,
        time_base: Rational,
        metadata: Dictionary,
    ) -> Result<Track, Fault> {
        let no_codec = None::<ffmpeg_next::Codec>;
        let mut stream = self.output.add_stream(no_codec).map_err(Fault::media("adding a stream"))?;
        stream.set_parameters(parameters);
        stream.set_time_base(time_base);
        stream.set_metadata(metadata);
        Ok(Track { index: stream.index(), time_base })
    }

    /// Says how many frames a second a stream has.
    pub(crate) fn set_rate(&mut self, track: Track, rate: Rational) {
        if let Some(mut stream) = self.output.stream_mut(track.index) {
            stream.set_avg_frame_rate(rate);
            stream.set_rate(rate);
        }
    }

    pub(crate) fn write_header(&mut self, reel: &Reel) -> Result<(), Fault> {
        let options: &[(&str, &str)] = match reel.format {
            // The index goes in front, so that playing begins before the whole file is there.
            Format::Mp4 => &[("movflags", "+faststart")],
            Format::Webm => &[("cues_to_front", "1")],
        };
        let unknown = self
            .output
            .write_header_with(options.iter().collect())
            .map_err(Fault::media("writing the film's header"))?;
        match unknown.iter().next() {
            None => Ok(()),
            Some((option, _)) => Err(Fault::Media {
                step: "writing the film's header".to_owned(),
                reason: format!("the installed FFmpeg does not know the option {option}"),
            }),
        }
    }

    /// Writes a packet, whose times are in the track's own unit.
    pub(crate) fn put(&mut self, mut packet: Packet, track: Track) -> Result<(), Fault> {
        let stream = self.output.stream(track.index).expect("a track's stream was added before");
        packet.rescale_ts(track.time_base, stream.time_base());
        packet.set_stream(track.index);
        packet.write_interleaved(&mut self.output).map_err(Fault::media("writing the film"))
    }

    pub(crate) fn finish(mut self) -> Result<(), Fault> {
        self.output.write_trailer().map_err(Fault::media("finishing the film"))
    }
}

fn tags(metadata: &Metadata) -> Dictionary<'static> {
    let all = [
        ("title", &metadata.title),
        ("artist", &metadata.author),
        ("comment", &metadata.comment),
        ("copyright", &metadata.licence),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key, value.as_str())).collect()
}
