//! How a film is divided so that several encoders work on it at a time: into segments that each begin with a
//! key frame, where one would be anyway. An encoder with one thread loses nothing to waiting for itself, and
//! the film is the same to the bit on any number of them.

use std::ops::Range;

use super::video::KEY_EVERY_S;
use crate::reel::Reel;
use crate::reel::timeline::Timeline;

/// Groups of pictures in the longest segment: each segment costs the starting of an encoder.
const MOST_GROUPS: u32 = 5;
/// Towards the end segments are shorter, this part of what is left, so that nobody waits long for the last one.
const PART: u32 = 8;
/// Memory that an encoder takes with what feeds it, in frames: its look-ahead, its references, two stills.
const FRAMES_HELD: u64 = 120;
/// Address space that a thread reserves, in bytes.
const THREAD_BYTES: u64 = 64 << 20;

/// What a film may be made with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// Threads in all, at least one.
    pub(crate) threads: usize,
    /// Bytes of address space in all.
    pub(crate) memory_bytes: u64,
}

/// How the threads are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Team {
    /// Segments at a time.
    pub(super) workers: usize,
    /// Threads of each encoder.
    pub(super) threads: usize,
}

impl Team {
    pub(super) fn of(reel: &Reel, segments: usize, room: Room) -> Self {
        let frame_bytes = u64::from(reel.size.width) * u64::from(reel.size.height) * 3 / 2;
        let fit = room.memory_bytes / 4 * 3 / (frame_bytes * FRAMES_HELD + THREAD_BYTES);
        let fit = usize::try_from(fit).unwrap_or(usize::MAX);
        let workers = room.threads.min(segments).min(fit).max(1);
        Self { workers, threads: (room.threads / workers).max(1) }
    }
}

/// The segments of a checked reel, in order.
pub(super) fn segments(reel: &Reel) -> Vec<Range<u32>> {
    let timeline = reel.timeline();
    let breaks = breaks(reel, &timeline);
    let group = reel.fps.per_second() * KEY_EVERY_S;
    let mut segments = Vec::new();
    let mut begin = 0;
    while begin < timeline.total {
        let left = timeline.total - begin;
        let most = group * (left / group / PART).clamp(1, MOST_GROUPS);
        let end = if left <= most + group / 2 { timeline.total } else { begin + most };
        let last = breaks[..breaks.partition_point(|at| *at <= end)].last();
        let end = last.copied().filter(|at| *at >= begin + most / 2).unwrap_or(end);
        segments.push(begin..end);
        begin = end;
    }
    segments
}

/// The frames at which the picture changes altogether, ascending.
fn breaks(reel: &Reel, timeline: &Timeline) -> Vec<u32> {
    let cuts = timeline.shots.iter().filter(|place| place.fade_in == 0).map(|place| place.start);
    let chapters = reel.chapters.iter().map(|chapter| chapter.start);
    let mut breaks: Vec<u32> = cuts.chain(chapters).filter(|at| *at > 0).collect();
    breaks.sort_unstable();
    breaks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reel::{Chapter, FrameSize, Transition};

    fn reel(lengths: &[u32], fade: u32) -> Reel {
        let mut reel = crate::reel::check::tests::reel();
        let shot = reel.shots[0].clone();
        let fade = if fade == 0 { Transition::Cut } else { Transition::Crossfade(fade) };
        let place = |(at, frames): (usize, &u32)| crate::Shot {
            frames: *frames,
            transition: if at == 0 { Transition::Cut } else { fade },
            ..shot.clone()
        };
        reel.shots = lengths.iter().enumerate().map(place).collect();
        reel
    }

    #[test]
    fn a_segment_ends_at_a_cut_or_a_chapter_where_there_is_one_and_with_a_group_where_not() {
        let ends = |reel: &Reel| segments(reel).into_iter().map(|it| it.end).collect::<Vec<_>>();
        assert_eq!(ends(&reel(&[30, 40, 50], 0)), [30, 70, 120]);
        assert_eq!(ends(&reel(&[144], 0)), [48, 96, 144]);
        assert_eq!(ends(&reel(&[100, 100], 12)), [48, 96, 144, 188]);
        let mut chaptered = reel(&[100, 100], 12);
        chaptered.chapters = vec![Chapter { title: "2".into(), start: 88 }];
        assert_eq!(ends(&chaptered), [48, 88, 136, 188]);
    }

    #[test]
    fn long_films_have_longer_segments_which_shorten_towards_the_end() {
        let lengths: Vec<u32> =
            segments(&reel(&[48 * 100], 0)).into_iter().map(|it| it.end - it.start).collect();
        assert_eq!(lengths[0], 240);
        assert!(lengths.windows(2).all(|pair| pair[0] >= pair[1]), "{lengths:?}");
        assert_eq!(*lengths.last().unwrap(), 48);
    }

    #[test]
    fn as_many_encoders_work_as_there_are_threads_segments_and_room_for() {
        let team = |size: (u32, u32), segments, threads, gib: u64| {
            let mut reel = reel(&[48], 0);
            reel.size = FrameSize { width: size.0, height: size.1 };
            let team = Team::of(&reel, segments, Room { threads, memory_bytes: gib << 30 });
            (team.workers, team.threads)
        };
        assert_eq!(team((1280, 720), 20, 2, 4), (2, 1));
        assert_eq!(team((1280, 720), 1, 4, 4), (1, 4));
        assert_eq!(team((1280, 720), 3, 8, 4), (3, 2));
        assert_eq!(team((3840, 2160), 20, 8, 4), (2, 4));
        assert_eq!(team((1280, 720), 20, 8, 0), (1, 8));
    }

    proptest! {
        #[test]
        fn segments_cover_every_frame_once(lengths in proptest::collection::vec(10_u32..500, 1..60), fade in 0_u32..5) {
            let reel = reel(&lengths, fade);
            let mut next = 0;
            for segment in segments(&reel) {
                prop_assert_eq!(segment.start, next);
                prop_assert!(segment.end > next && segment.end - next <= 240 + 24);
                next = segment.end;
            }
            prop_assert_eq!(next, reel.timeline().total);
        }
    }
}
