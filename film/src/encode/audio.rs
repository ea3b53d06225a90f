//! The sound stream: AAC or Opus, 48 kHz stereo, exactly as long as the picture.

use std::collections::VecDeque;

use ffmpeg_next::format::{Sample, sample};
use ffmpeg_next::{ChannelLayout, Rational, codec, encoder, frame};

use super::container::{Container, Track};
use super::{settings, video};
use crate::decode::sound::{Pair, RATE};
use crate::error::{Fault, LimitKind};
use crate::ffi;
use crate::reel::Reel;

pub(crate) struct AudioTrack {
    encoder: encoder::audio::Encoder,
    track: Track,
    format: Sample,
    /// Samples that an encoder takes at a time.
    block: usize,
    waiting: VecDeque<Pair>,
    sent: i64,
    total: i64,
}

impl AudioTrack {
    pub(crate) fn open(container: &mut Container, reel: &Reel) -> Result<Self, Fault> {
        let codec = video::find(settings::audio(reel.format))?;
        // AAC takes each channel for itself, Opus takes them in turns.
        let kind = if codec.name() == "aac" { sample::Type::Planar } else { sample::Type::Packed };
        let format = Sample::F32(kind);
        let unit = Rational(1, RATE.cast_signed());
        let context = codec::Context::new_with_codec(codec);
        let mut audio = context.encoder().audio().map_err(Fault::media("preparing the sound encoder"))?;
        audio.set_rate(RATE.cast_signed());
        audio.set_channel_layout(ChannelLayout::STEREO);
        ffi::make_stereo(&mut audio);
        audio.set_format(format);
        audio.set_bit_rate(settings::audio_bits(reel.format));
        audio.set_time_base(unit);
        if container.wants_global_headers() {
            audio.set_flags(codec::Flags::GLOBAL_HEADER);
        }
        let encoder = audio.open_as(codec).map_err(Fault::media("opening the sound encoder"))?;
        let track = container.add_encoder(&encoder, unit)?;
        let block = encoder.frame_size() as usize;
        let total = i64::from(reel.timeline().total) * i64::from(reel.fps.samples_per_frame());
        let block = if block == 0 { 1024 } else { block };
        Ok(Self { encoder, track, format, block, waiting: VecDeque::new(), sent: 0, total })
    }

    pub(crate) fn samples(&mut self, container: &mut Container, more: &[Pair]) -> Result<(), Fault> {
        self.waiting.extend(more);
        while self.waiting.len() >= self.block {
            self.send(container, self.block)?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self, container: &mut Container) -> Result<(), Fault> {
        if !self.waiting.is_empty() {
            self.send(container, self.waiting.len())?;
        }
        self.encoder.send_eof().map_err(Fault::media("ending the sound stream"))?;
        container.drain(&mut self.encoder.0, self.track, 0, self.total)
    }

    fn send(&mut self, container: &mut Container, count: usize) -> Result<(), Fault> {
        let mut to = frame::Audio::new(self.format, count, ChannelLayout::STEREO);
        if to.planes() == 0 {
            return Err(Fault::Limit(LimitKind::Memory));
        }
        ffi::make_frame_stereo(&mut to);
        to.set_rate(RATE);
        to.set_pts(Some(self.sent));
        if self.format.is_planar() {
            for channel in 0..2 {
                let plane = to.plane_mut::<f32>(channel);
                plane.iter_mut().zip(&self.waiting).for_each(|(to, pair)| *to = pair[channel]);
            }
        } else {
            let plane = to.plane_mut::<(f32, f32)>(0);
            plane.iter_mut().zip(&self.waiting).for_each(|(to, pair)| *to = (pair[0], pair[1]));
        }
        self.waiting.drain(..count);
        self.sent += i64::try_from(count).unwrap_or(i64::MAX);
        self.encoder.send_frame(&to).map_err(Fault::media("encoding sound"))?;
        container.drain(&mut self.encoder.0, self.track, 0, self.total)
    }
}
