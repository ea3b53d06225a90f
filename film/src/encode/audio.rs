//! The sound stream: AAC or Opus, 48 kHz stereo, exactly as long as the picture.

use std::collections::VecDeque;
use std::sync::mpsc::SyncSender;

use ffmpeg_next::format::{self, Sample, sample};
use ffmpeg_next::{ChannelLayout, Packet, Rational, codec, encoder, frame};

use super::container::{Container, Track};
use super::{packets, settings, video};
use crate::decode::sound::{Mix, Pair, RATE};
use crate::error::{Fault, LimitKind};
use crate::ffi;
use crate::reel::{Format, Reel};

/// The first libavformat that moves the packets of a WebM by what it declares of them: FFmpeg 7's. A packet before
/// zero is one that Chromium does not find its way back to.
const MOVES_PACKETS: u32 = 61;

/// The sounds of a reel and their encoder.
pub(super) struct SoundTrack {
    encoder: encoder::audio::Encoder,
    mix: Mix,
    /// Film frames.
    frames: u32,
    format: Sample,
    /// Samples that an encoder takes at a time.
    block: usize,
    waiting: VecDeque<Pair>,
    sent: i64,
    /// Samples by which packets are moved: the file declares that Opus begins so much before time zero, and no
    /// packet is before zero itself.
    late: i64,
    total: i64,
    to: SyncSender<Result<Packet, Fault>>,
}

impl SoundTrack {
    /// Opens every sound once, so that one that cannot be played is known before anything is made.
    pub(super) fn open(
        reel: &Reel,
        global_headers: bool,
        to: SyncSender<Result<Packet, Fault>>,
    ) -> Result<Self, Fault> {
        let mix = Mix::new(&reel.sounds, reel.fps)?;
        let codec = video::find(settings::audio(reel.format))?;
        // AAC takes each channel for itself, Opus takes them in turns.
        let kind = if codec.name() == "aac" { sample::Type::Planar } else { sample::Type::Packed };
        let format = Sample::F32(kind);
        let context = codec::Context::new_with_codec(codec);
        let mut audio = context.encoder().audio().map_err(Fault::media("preparing the sound encoder"))?;
        audio.set_rate(RATE.cast_signed());
        audio.set_channel_layout(ChannelLayout::STEREO);
        ffi::make_stereo(&mut audio);
        audio.set_format(format);
        audio.set_bit_rate(settings::audio_bits(reel.format));
        audio.set_time_base(unit());
        if global_headers {
            audio.set_flags(codec::Flags::GLOBAL_HEADER);
        }
        let encoder = audio.open_as(codec).map_err(Fault::media("opening the sound encoder"))?;
        let block = encoder.frame_size() as usize;
        let frames = reel.timeline().total;
        let total = i64::from(frames) * i64::from(reel.fps.samples_per_frame());
        let block = if block == 0 { 1024 } else { block };
        let moves = reel.format == Format::Webm && format::version() >> 16 < MOVES_PACKETS;
        let late = if moves { ffi::initial_padding(&encoder) } else { 0 };
        Ok(Self { encoder, mix, frames, format, block, waiting: VecDeque::new(), sent: 0, late, total, to })
    }

    /// Adds its stream.
    pub(super) fn describe(&self, container: &mut Container) -> Result<Track, Fault> {
        container.add_encoder(&self.encoder, unit())
    }

    /// Makes all of it, as far ahead as there is room, until nobody listens any more.
    pub(super) fn run(mut self) {
        if let Err(fault) = self.all() {
            // Where nobody listens, nobody needs to know.
            drop(self.to.send(Err(fault)));
        }
    }

    fn all(&mut self) -> Result<(), Fault> {
        for frame in 0..self.frames {
            let samples = self.mix.frame(frame)?;
            self.waiting.extend(&samples);
            while self.waiting.len() >= self.block {
                if !self.send(self.block)? {
                    return Ok(());
                }
            }
        }
        if !self.waiting.is_empty() {
            self.send(self.waiting.len())?;
        }
        self.encoder.send_eof().map_err(Fault::media("ending the sound stream"))?;
        self.take().map(drop)
    }

    /// Encodes what comes next; `false` when nobody listens any more.
    fn send(&mut self, count: usize) -> Result<bool, Fault> {
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
        self.take()
    }

    fn take(&mut self) -> Result<bool, Fault> {
        let (mut heard, late) = (true, self.late);
        let mut send = |mut packet: Packet| {
            packet.set_pts(packet.pts().map(|pts| pts + late));
            packet.set_dts(packet.dts().map(|dts| dts + late));
            heard &= self.to.send(Ok(packet)).is_ok();
        };
        packets::take(&mut self.encoder.0, 0, self.total, &mut send)?;
        Ok(heard)
    }
}

/// What sound counts in: samples.
fn unit() -> Rational {
    Rational(1, RATE.cast_signed())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::reel::{FrameRate, Sound};

    /// A reel with a tone, which is in a folder that must live as long.
    fn reel(format: Format, fps: FrameRate) -> (tempfile::TempDir, Reel) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tone.wav");
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: RATE,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).unwrap();
        for at in 0..30_000_i32 {
            writer.write_sample((at % 100 - 50) * 200).unwrap();
        }
        writer.finalize().unwrap();
        let mut reel = crate::reel::check::tests::reel();
        (reel.format, reel.fps) = (format, fps);
        reel.sounds = vec![Sound { path, start: 3 }];
        (dir, reel)
    }

    fn opened(reel: &Reel, ahead: usize) -> (SoundTrack, Receiver<Result<Packet, Fault>>) {
        let (sender, made) = mpsc::sync_channel(ahead);
        (SoundTrack::open(reel, true, sender).unwrap(), made)
    }

    #[test]
    fn sound_is_as_long_as_the_picture_to_the_sample() {
        for format in [Format::Mp4, Format::Webm] {
            for fps in [FrameRate::Fps24, FrameRate::Fps25, FrameRate::Fps30] {
                let (_dir, reel) = reel(format, fps);
                let (track, made) = opened(&reel, 10_000);
                let late = track.late;
                track.run();
                let packets: Vec<Packet> = made.iter().map(Result::unwrap).collect();
                let (first, last) = (packets.first().unwrap(), packets.last().unwrap());
                assert!(late == 0 || first.pts() == Some(0), "{late} {:?}", first.pts());
                let end = last.pts().unwrap() + last.duration() - late;
                let want = i64::from(reel.timeline().total * fps.samples_per_frame());
                assert_eq!(end, want, "{format:?} {fps:?}");
                assert!(packets.windows(2).all(|two| two[0].pts() < two[1].pts()));
            }
        }
    }

    #[test]
    fn it_waits_for_who_takes_it_and_ends_when_nobody_does() {
        let (_dir, reel) = reel(Format::Mp4, FrameRate::Fps24);
        let (track, made) = opened(&reel, 2);
        let maker = std::thread::spawn(move || track.run());
        let first = made.recv().unwrap().unwrap();
        assert!(first.size() > 0 && !maker.is_finished(), "two packets are not all of it");
        drop(made);
        maker.join().unwrap();
    }

    #[test]
    fn a_sound_that_is_not_there_is_told_before_anything_is_made() {
        let (dir, reel) = reel(Format::Mp4, FrameRate::Fps24);
        drop(dir);
        let (sender, _made) = mpsc::sync_channel(1);
        let Err(Fault::Input { path, .. }) = SoundTrack::open(&reel, true, sender).map(|_| ()) else {
            panic!("opened")
        };
        assert!(path.ends_with("tone.wav"));
    }
}
