//! Puts a film together: packets of all streams, in the order of time, whoever was first to make them. The
//! same packets give the same file.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};

use ffmpeg_next::Packet;

use super::audio::SoundTrack;
use super::container::{Container, Track};
use super::subtitles::SubtitleTrack;
use super::video::VideoEncoder;
use crate::decode::sound::RATE;
use crate::error::Fault;
use crate::reel::{CaptionMode, Format, Reel};

/// How many frames x264 may write a picture before the ones that are shown before it: B-frames that are
/// referred to themselves, which is its default.
const REORDERED: i64 = 2;

/// Packets of sound that are made ahead at most: some 20 seconds.
const SOUND_AHEAD: usize = 1_000;

/// What workers make.
pub(super) enum Made {
    /// A frame is encoded, or on its way through the encoder.
    Frame,
    /// A packet of a segment, the next one of it.
    Picture(usize, Packet),
    /// All packets of a segment were sent.
    SegmentEnd(usize),
    /// It cannot be made.
    Failed(Fault),
}

/// Packets of a stream that wait for their turn.
#[derive(Default)]
struct Waiting {
    packets: VecDeque<Packet>,
    ended: bool,
}

/// A film that is being put together.
pub(super) struct Mux {
    container: Container,
    format: Format,
    fps: i64,
    total: u32,
    pictures: Track,
    sound: Option<Sound>,
    subtitles: Option<SubtitleTrack>,
    segments: VecDeque<Waiting>,
    /// Segments that are written.
    done: usize,
    /// Packets of pictures that are written.
    written: i64,
}

/// Sound on its way: it is made ahead, and taken as the pictures come.
struct Sound {
    track: Track,
    made: Receiver<Result<Packet, Fault>>,
    next: Option<Packet>,
}

impl Mux {
    /// Begins a film, and makes ready its sound if it has any.
    pub(super) fn open(
        reel: &Reel,
        output: &Path,
        segments: usize,
        threads: usize,
    ) -> Result<(Self, Option<SoundTrack>), Fault> {
        let mut container = Container::create(reel, output)?;
        // Only its description is wanted: every segment has an encoder of its own, made alike.
        let encoder = VideoEncoder::open(reel, threads, container.wants_global_headers())?;
        let pictures = encoder.describe(&mut container)?;
        drop(encoder);
        let (mut track, mut sound) = (None, None);
        if !reel.sounds.is_empty() {
            let (sender, made) = mpsc::sync_channel(SOUND_AHEAD);
            let maker = SoundTrack::open(reel, container.wants_global_headers(), sender)?;
            sound = Some(Sound { track: maker.describe(&mut container)?, made, next: None });
            track = Some(maker);
        }
        let captions = if reel.captions == CaptionMode::Track { reel.timed_captions() } else { Vec::new() };
        let subtitles = if captions.is_empty() {
            None
        } else {
            Some(SubtitleTrack::add(&mut container, reel, captions)?)
        };
        container.write_header(reel)?;
        let mux = Self {
            container,
            format: reel.format,
            fps: i64::from(reel.fps.per_second()),
            total: reel.timeline().total,
            pictures,
            sound,
            subtitles,
            segments: (0..segments).map(|_| Waiting::default()).collect(),
            done: 0,
            written: 0,
        };
        Ok((mux, track))
    }

    /// Whether encoders must put their headers beside their packets.
    pub(super) fn global_headers(&self) -> bool {
        self.container.wants_global_headers()
    }

    /// Takes everything that is made, until all of it is there.
    pub(super) fn run(&mut self, made: Receiver<Made>, report: &mut dyn FnMut(u32)) -> Result<(), Fault> {
        let mut frames = 0;
        for made in made {
            match made {
                Made::Frame => {
                    frames += 1;
                    report(frames);
                }
                Made::Picture(segment, packet) => {
                    self.segments[segment - self.done].packets.push_back(packet);
                }
                Made::SegmentEnd(segment) => self.segments[segment - self.done].ended = true,
                Made::Failed(fault) => return Err(fault),
            }
            self.write()?;
        }
        if self.segments.is_empty() && frames == self.total {
            Ok(())
        } else {
            Err(Fault::Media {
                step: "composing frames".to_owned(),
                reason: "a thread ended before its work was done".to_owned(),
            })
        }
    }

    /// Writes what is next, as long as it is there.
    fn write(&mut self) -> Result<(), Fault> {
        loop {
            while self.segments.front().is_some_and(|it| it.ended && it.packets.is_empty()) {
                self.segments.pop_front();
                self.done += 1;
            }
            if self.sound_is_next()? {
                self.sound()?;
                continue;
            }
            let next = self.segments.front_mut().and_then(|segment| segment.packets.pop_front());
            let Some(packet) = next else { return Ok(()) };
            self.picture(packet)?;
        }
    }

    /// Whether there is sound that is not later than the next picture; waits until that is known.
    fn sound_is_next(&mut self) -> Result<bool, Fault> {
        let Some(sound) = &mut self.sound else { return Ok(false) };
        if sound.next.is_none() {
            match sound.made.recv() {
                Ok(packet) => sound.next = Some(packet?),
                // That was all of it.
                Err(_) => self.sound = None,
            }
        }
        let at = self.sound.as_ref().and_then(|sound| sound.next.as_ref()).map(|it| it.pts().unwrap_or(0));
        let reached = |at: i64| at * self.fps <= self.written * i64::from(RATE);
        Ok(at.is_some_and(|at| self.segments.is_empty() || reached(at)))
    }

    fn sound(&mut self) -> Result<(), Fault> {
        match self.sound.as_mut().map(|sound| (sound.next.take(), sound.track)) {
            Some((Some(packet), track)) => self.container.put(packet, track),
            _ => Ok(()),
        }
    }

    fn picture(&mut self, mut packet: Packet) -> Result<(), Fault> {
        if let Some(subtitles) = &mut self.subtitles {
            subtitles.advance(&mut self.container, u32::try_from(self.written).unwrap_or(u32::MAX))?;
        }
        if self.format == Format::Mp4 {
            // Each encoder counts from its own first frame; the film counts through.
            packet.set_dts(Some(self.written - REORDERED));
        }
        self.written += 1;
        self.container.put(packet, self.pictures)
    }

    /// Completes the file.
    pub(super) fn finish(self) -> Result<(), Fault> {
        self.container.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::planes::Yuv;
    use crate::encode::plan::segments;

    /// A reel of three segments, and the packets of each.
    fn made(format: Format) -> (Reel, Vec<Vec<Packet>>) {
        let mut reel = crate::reel::check::tests::reel();
        reel.format = format;
        reel.shots[0].frames = 48;
        reel.shots[1].frames = 96;
        let packets = segments(&reel).into_iter().map(|frames| {
            let mut encoder = VideoEncoder::open(&reel, 1, format == Format::Mp4).unwrap();
            let (mut packets, mut frame) = (Vec::new(), Yuv::black(320, 180));
            for number in frames {
                frame.planes[0].fill(number.to_be_bytes()[3]);
                encoder.frame(number, &frame, &mut |packet| packets.push(packet)).unwrap();
            }
            encoder.finish(&mut |packet| packets.push(packet)).unwrap();
            packets
        });
        let packets = packets.collect();
        (reel, packets)
    }

    /// The film of messages, and what was told of its frames.
    fn muxed(reel: &Reel, messages: Vec<Made>) -> (Result<Vec<u8>, Fault>, Vec<u32>) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("film.mp4");
        let (mut mux, sound) = Mux::open(reel, &path, segments(reel).len(), 1).unwrap();
        assert!(sound.is_none());
        let (sender, received) = mpsc::channel();
        for message in messages {
            sender.send(message).unwrap();
        }
        drop(sender);
        let mut told = Vec::new();
        let outcome = mux.run(received, &mut |frame| told.push(frame)).and_then(|()| mux.finish());
        (outcome.map(|()| std::fs::read(&path).unwrap()), told)
    }

    fn messages(segment: usize, packets: &[Packet]) -> Vec<Made> {
        let of = |packet: &Packet| [Made::Frame, Made::Picture(segment, packet.clone())];
        let mut messages: Vec<Made> = packets.iter().flat_map(of).collect();
        messages.push(Made::SegmentEnd(segment));
        messages
    }

    #[test]
    fn segments_that_come_in_another_order_make_the_same_file() {
        let (reel, packets) = made(Format::Mp4);
        assert_eq!(packets.len(), 3);
        let film = |order: [usize; 3]| {
            let all = order.into_iter().flat_map(|at| messages(at, &packets[at])).collect();
            let (film, told) = muxed(&reel, all);
            assert_eq!(told, (1..=144).collect::<Vec<_>>());
            film.unwrap()
        };
        let usual = film([0, 1, 2]);
        assert!(usual == film([2, 1, 0]) && usual == film([1, 2, 0]));
    }

    #[test]
    fn segments_that_come_mixed_make_the_same_file() {
        let (reel, packets) = made(Format::Mp4);
        let mut parts: Vec<_> =
            packets.iter().enumerate().map(|(at, it)| messages(at, it).into_iter()).collect();
        let mut mixed = Vec::new();
        loop {
            let turn: Vec<Made> = parts.iter_mut().rev().filter_map(Iterator::next).collect();
            if turn.is_empty() {
                break;
            }
            mixed.extend(turn);
        }
        let usual = packets.iter().enumerate().flat_map(|(at, it)| messages(at, it)).collect();
        assert!(muxed(&reel, mixed).0.unwrap() == muxed(&reel, usual).0.unwrap());
    }

    #[test]
    fn a_fault_ends_it_and_a_segment_that_never_ends_is_one() {
        let (reel, packets) = made(Format::Mp4);
        let gone = Fault::input("gone.png".as_ref(), "is missing");
        let mut all = messages(0, &packets[0]);
        all.push(Made::Failed(gone.clone()));
        assert_eq!(muxed(&reel, all).0.unwrap_err(), gone);
        let torn: Vec<Made> =
            [messages(0, &packets[0]), messages(1, &packets[1])].into_iter().flatten().collect();
        let Err(Fault::Media { reason, .. }) = muxed(&reel, torn).0 else { panic!("it is no film") };
        assert!(reason.contains("before its work was done"), "{reason}");
    }
}
