//! Where everything of a reel lies in time, in frames of the film. A crossfade overlaps two shots, so a film
//! is shorter than its shots laid end to end by exactly its crossfades.

use super::{Reel, Shot};

/// One shot's place in the film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// First frame on screen.
    pub start: u32,
    /// First frame no longer on screen.
    pub end: u32,
    /// Frames it shares with the shot before.
    pub fade_in: u32,
    /// Frames it shares with the shot after.
    pub fade_out: u32,
}

impl Placed {
    /// How much of the shot is on screen at a frame, 0 to 1, as the share of the newer picture: rises over the
    /// fade in and never reaches 0 or 1 inside it, so that no frame of a fade repeats its neighbour.
    pub fn share_at(&self, frame: u32) -> f64 {
        let into = frame.saturating_sub(self.start);
        if into >= self.fade_in { 1.0 } else { f64::from(into + 1) / f64::from(self.fade_in + 1) }
    }
}

/// A caption in frames of the film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedCaption {
    /// First frame.
    pub start: u32,
    /// First frame without it.
    pub end: u32,
    /// Index of its shot.
    pub shot: usize,
    /// The words.
    pub text: String,
}

/// The places of all shots. Meaningful for a reel that passed [`Reel::check`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// One per shot, in order.
    pub shots: Vec<Placed>,
    /// Frames of the whole film.
    pub total: u32,
}

impl Timeline {
    /// Lays the shots out.
    pub fn of(shots: &[Shot]) -> Self {
        let mut places: Vec<Placed> = Vec::with_capacity(shots.len());
        let mut end = 0_u32;
        for (index, shot) in shots.iter().enumerate() {
            let fade_in = if index == 0 { 0 } else { shot.transition.frames() };
            let start = end.saturating_sub(fade_in);
            end = start.saturating_add(shot.frames);
            if let Some(before) = places.last_mut() {
                before.fade_out = fade_in;
            }
            places.push(Placed { start, end, fade_in, fade_out: 0 });
        }
        Self { shots: places, total: end }
    }

    /// The index of the newest shot on screen at a frame; the one before is on screen too while
    /// [`Placed::share_at`] is below 1.
    pub fn shot_at(&self, frame: u32) -> usize {
        self.shots.partition_point(|place| place.start <= frame).saturating_sub(1)
    }
}

impl Reel {
    /// Where the shots lie.
    pub fn timeline(&self) -> Timeline {
        Timeline::of(&self.shots)
    }

    /// Every caption in frames of the film, one at a time: one that would begin while the last shot's still stands
    /// begins after it. Words that go on over the change of shots are one caption.
    pub fn timed_captions(&self) -> Vec<TimedCaption> {
        let timeline = self.timeline();
        let mut timed: Vec<TimedCaption> = Vec::new();
        for (index, (shot, place)) in self.shots.iter().zip(&timeline.shots).enumerate() {
            for caption in &shot.captions {
                let text = caption.text.trim();
                let within = |frame: u32| place.start.saturating_add(frame).min(place.end);
                let end = within(caption.end);
                let mut start = within(caption.start);
                if let Some(last) = timed.last_mut() {
                    if last.shot != index && last.end >= start && last.text == text {
                        last.end = last.end.max(end);
                        continue;
                    }
                    start = start.max(last.end);
                }
                if start < end && !text.is_empty() {
                    timed.push(TimedCaption { start, end, shot: index, text: text.to_owned() });
                }
            }
        }
        timed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reel::{Caption, Source, Transition};

    fn shot(frames: u32, transition: Transition) -> Shot {
        Shot {
            source: Source::Still("a.png".into()),
            frames,
            movement: crate::Movement::Static,
            seed: 0,
            transition,
            slate: None,
            captions: vec![],
        }
    }

    #[test]
    fn a_crossfade_overlaps_and_shortens_the_film() {
        let shots =
            [shot(48, Transition::Cut), shot(24, Transition::Crossfade(12)), shot(10, Transition::Cut)];
        let timeline = Timeline::of(&shots);
        assert_eq!(timeline.total, 70);
        assert_eq!(timeline.shots[0], Placed { start: 0, end: 48, fade_in: 0, fade_out: 12 });
        assert_eq!(timeline.shots[1], Placed { start: 36, end: 60, fade_in: 12, fade_out: 0 });
        assert_eq!([35, 36, 59, 60, 69].map(|f| timeline.shot_at(f)), [0, 1, 1, 2, 2]);
        assert!(timeline.shots[1].share_at(36) > 0.0);
        assert!(timeline.shots[1].share_at(47) < 1.0);
        assert!((timeline.shots[1].share_at(48) - 1.0).abs() < f64::EPSILON);
    }

    fn captioned(
        fade: u32,
        first: &[(u32, u32, &str)],
        second: &[(u32, u32, &str)],
    ) -> Vec<(u32, u32, usize)> {
        let mut reel = crate::reel::check::tests::reel();
        let fade = if fade == 0 { Transition::Cut } else { Transition::Crossfade(fade) };
        reel.shots = vec![shot(48, Transition::Cut), shot(48, fade)];
        let caption = |&(start, end, text): &(u32, u32, &str)| Caption { start, end, text: text.into() };
        reel.shots[0].captions = first.iter().map(caption).collect();
        reel.shots[1].captions = second.iter().map(caption).collect();
        reel.timed_captions().into_iter().map(|it| (it.start, it.end, it.shot)).collect()
    }

    #[test]
    fn captions_stand_over_a_crossfade_one_at_a_time() {
        let timed = captioned(12, &[(0, 48, " one ")], &[(0, 6, "two"), (6, 20, "three"), (20, 30, " ")]);
        assert_eq!(timed, [(0, 48, 0), (48, 56, 1)], "what has no time left is dropped");
    }

    #[test]
    fn words_that_go_on_in_the_next_shot_are_one_caption() {
        assert_eq!(captioned(0, &[(40, 48, "no")], &[(0, 10, "no")]), [(40, 58, 0)]);
        assert_eq!(captioned(12, &[(30, 42, "no")], &[(6, 20, "no")]), [(30, 56, 0)]);
        assert_eq!(
            captioned(0, &[(30, 40, "no")], &[(0, 10, "no")]),
            [(30, 40, 0), (48, 58, 1)],
            "said again"
        );
        assert_eq!(
            captioned(0, &[(0, 10, "no"), (10, 20, "no")], &[]),
            [(0, 10, 0), (10, 20, 0)],
            "said twice"
        );
    }

    proptest! {
        #[test]
        fn the_total_is_the_sum_of_the_shots_less_the_fades(lengths in prop::collection::vec((10_u32..200, 0_u32..5), 1..30)) {
            let shots: Vec<_> = lengths.iter().map(|&(frames, fade)| shot(frames, if fade == 0 { Transition::Cut } else { Transition::Crossfade(fade) })).collect();
            let timeline = Timeline::of(&shots);
            let fades: u32 = shots.iter().skip(1).map(|s| s.transition.frames()).sum();
            prop_assert_eq!(timeline.total, shots.iter().map(|s| s.frames).sum::<u32>() - fades);
            for frame in 0..timeline.total {
                let place = timeline.shots[timeline.shot_at(frame)];
                prop_assert!(place.start <= frame && frame < place.end);
            }
        }
    }
}
