//! Shots that fade into each other. The sound is cut already and nothing in it may move, so a crossfade has its
//! middle where the cut was: either shot is on screen half of it longer.

use std::ops::Range;

use domain::job::FilmTransitions;
use film::{FrameRate, Shot, Transition};

/// A crossfade takes this part of a second; less where a shot is shorter than that.
const PART_OF_SECOND: u32 = 2;

/// Makes crossfades of cuts. `scenes` are the shots of each scene.
pub(super) fn fade(shots: &mut [Shot], scenes: &[Range<usize>], rate: FrameRate, asked: FilmTransitions) {
    // As they are cut: lengthening one end of a shot gives the other no more room.
    let lengths: Vec<u32> = shots.iter().map(|shot| shot.frames).collect();
    for at in 1..shots.len() {
        let begins_scene = scenes.iter().any(|scene| scene.start == at);
        let fades = match asked {
            FilmTransitions::Cuts => false,
            FilmTransitions::SceneCrossfades => begins_scene,
            FilmTransitions::Crossfades => true,
        };
        let shortest = lengths[at - 1].min(lengths[at]);
        let half = (rate.per_second() / PART_OF_SECOND / 2).min(shortest / 2);
        if fades && half > 0 {
            shots[at - 1].frames += half;
            let shot = &mut shots[at];
            shot.frames += half;
            shot.transition = Transition::Crossfade(2 * half);
            for caption in &mut shot.captions {
                caption.start += half;
                caption.end += half;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use film::Timeline;
    use film::{Caption, Movement, Source};
    use proptest::prelude::*;

    fn shot(frames: u32) -> Shot {
        Shot {
            source: Source::Still("a.png".into()),
            frames,
            movement: Movement::Static,
            seed: 1,
            transition: Transition::Cut,
            slate: None,
            captions: vec![Caption { start: 0, end: frames, text: "Who?".into() }],
        }
    }

    fn faded(lengths: &[u32], scenes: &[Range<usize>], asked: FilmTransitions) -> Vec<Shot> {
        let mut shots: Vec<Shot> = lengths.iter().map(|frames| shot(*frames)).collect();
        fade(&mut shots, scenes, FrameRate::Fps24, asked);
        shots
    }

    fn fades(shots: &[Shot]) -> Vec<u32> {
        shots.iter().map(|shot| shot.transition.frames()).collect()
    }

    #[test]
    fn scenes_fade_and_their_shots_are_cut_or_all_do_or_none() {
        let (lengths, scenes) = ([48, 48, 48], [0..2, 2..3]);
        let of = |asked| fades(&faded(&lengths, &scenes, asked));
        assert_eq!(of(FilmTransitions::Cuts), [0, 0, 0]);
        assert_eq!(of(FilmTransitions::SceneCrossfades), [0, 0, 12]);
        assert_eq!(of(FilmTransitions::Crossfades), [0, 12, 12]);
    }

    #[test]
    fn short_shots_fade_in_less_and_a_single_frame_not_at_all() {
        let shots = faded(&[48, 7, 1, 48], &[], FilmTransitions::Crossfades);
        assert_eq!(fades(&shots), [0, 6, 0, 0]);
        assert_eq!(shots.iter().map(|shot| shot.frames).collect::<Vec<_>>(), [51, 10, 1, 48]);
    }

    proptest! {
        #[test]
        fn nothing_moves_in_time(lengths in prop::collection::vec(1_u32..60, 1..20)) {
            let shots = faded(&lengths, &[], FilmTransitions::Crossfades);
            let timeline = Timeline::of(&shots);
            prop_assert_eq!(timeline.total, lengths.iter().sum::<u32>());
            let mut cut = 0;
            for ((shot, place), length) in shots.iter().zip(&timeline.shots).zip(&lengths) {
                prop_assert_eq!(place.start + place.fade_in / 2, cut, "the middle of a fade is the cut");
                prop_assert!(place.fade_in + place.fade_out <= shot.frames);
                let said = &shot.captions[0];
                prop_assert_eq!((place.start + said.start, place.start + said.end), (cut, cut + length));
                cut += length;
            }
        }
    }
}
