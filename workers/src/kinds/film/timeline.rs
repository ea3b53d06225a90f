//! When what is seen and heard: shots last as planned, or as long as what is said in them takes. Pure, and
//! the same for music, sounds, mix and film, so that they fit without being told.

use std::ops::Range;

use crate::kinds::made::{Caption, FPS, Line};

/// Before the first words of a shot.
const LEAD_MS: u64 = 350;
/// Between two speeches of a shot.
const GAP_MS: u64 = 260;
/// After the last words of a shot.
const TAIL_MS: u64 = 450;
/// A caption stays at least this long, if nothing follows it.
const READ_MS: u64 = 900;

/// A shot, as far as time is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    /// How long it was planned to last.
    pub(crate) ms: u64,
    /// The bytes of the scene's text that it came from.
    pub(crate) span: Option<Range<usize>>,
    /// Whether it only shows somebody who listens.
    pub(crate) listens: bool,
}

/// A scene cut to time, in film frames from its beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Timeline {
    /// How long each shot lasts.
    pub(crate) shots: Vec<u32>,
    /// When each line begins, in milliseconds.
    pub(crate) lines_ms: Vec<u64>,
}

impl Timeline {
    /// Cuts a scene. `starts` are the bytes of the text at which the lines begin.
    pub(crate) fn of(shots: &[Planned], lines: &[Line], starts: &[usize]) -> Self {
        let mut spoken: Vec<Vec<usize>> = vec![Vec::new(); shots.len()];
        let mut at = 0;
        for line in 0..lines.len() {
            at = place(shots, starts.get(line).copied().unwrap_or(0), at);
            if let Some(shot) = spoken.get_mut(at) {
                shot.push(line);
            }
        }
        let mut timeline = Self { shots: Vec::with_capacity(shots.len()), lines_ms: vec![0; lines.len()] };
        let mut begun = 0;
        for (shot, of_it) in shots.iter().zip(&spoken) {
            let mut clock = LEAD_MS;
            for (place, &line) in of_it.iter().enumerate() {
                clock += if place > 0 { GAP_MS } else { 0 };
                timeline.lines_ms[line] = ms(begun) + clock;
                clock += lines[line].ms;
            }
            let needed = if of_it.is_empty() { 0 } else { clock + TAIL_MS };
            let frames = frames(shot.ms.max(needed)).max(1);
            timeline.shots.push(frames);
            begun += frames;
        }
        timeline
    }

    /// How long the scene lasts.
    pub(crate) fn frames(&self) -> u32 {
        self.shots.iter().sum()
    }

    /// The film frame at which each shot begins.
    pub(crate) fn starts(&self) -> Vec<u32> {
        let begun = self.shots.iter().scan(0, |begun, frames| {
            let start = *begun;
            *begun += frames;
            Some(start)
        });
        begun.collect()
    }

    /// What is shown of the lines, never two at a time. What a narrator reads is seen in the pictures.
    pub(crate) fn captions(&self, lines: &[Line]) -> Vec<Caption> {
        let mut captions: Vec<Caption> = Vec::new();
        for (line, &at) in lines.iter().zip(&self.lines_ms).filter(|(line, _)| !line.narrated) {
            for phrase in &line.phrases {
                let from = frames(at + phrase.from_ms);
                let to = frames(at + phrase.to_ms.max(phrase.from_ms + READ_MS)).min(self.frames());
                if let Some(before) = captions.last_mut() {
                    before.to = before.to.min(from);
                }
                if to > from {
                    let (speaker, text) = (line.speaker.clone(), phrase.text.clone());
                    captions.push(Caption { from, to, speaker, text });
                }
            }
        }
        captions.retain(|caption| caption.to > caption.from);
        captions
    }
}

/// The shot in which a line is spoken: the first whose text holds its beginning and that does not only
/// listen; never one before the line before. Where shots were taken out, the nearest one before it.
fn place(shots: &[Planned], start: usize, after: usize) -> usize {
    let holds = |shot: &Planned| shot.span.as_ref().is_some_and(|span| span.contains(&start));
    let later = || shots.iter().enumerate().skip(after);
    let speaking = later().find(|(_, shot)| holds(shot) && !shot.listens);
    let any = || later().find(|(_, shot)| holds(shot));
    let before = |shot: &Planned| shot.span.as_ref().is_some_and(|span| span.start <= start);
    let nearest = || later().rfind(|(_, shot)| before(shot) && !shot.listens);
    speaking.or_else(any).or_else(nearest).map_or(after, |(at, _)| at)
}

/// Film frames that hold so many milliseconds, at least.
pub(crate) fn frames(ms: u64) -> u32 {
    u32::try_from((ms * u64::from(FPS)).div_ceil(1_000)).unwrap_or(u32::MAX)
}

/// Milliseconds of so many film frames.
pub(crate) fn ms(frames: u32) -> u64 {
    u64::from(frames) * 1_000 / u64::from(FPS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::made::Phrase;
    use proptest::prelude::*;

    fn shot(ms: u64, span: Range<usize>) -> Planned {
        Planned { ms, span: Some(span), listens: false }
    }

    fn line(ms: u64) -> Line {
        let phrase = Phrase { text: "So.".into(), from_ms: 0, to_ms: ms };
        Line {
            speaker: "MARA".into(),
            text: "So.".into(),
            at_ms: 0,
            ms,
            phrases: vec![phrase],
            narrated: false,
        }
    }

    #[test]
    fn a_shot_lasts_as_planned_or_as_long_as_what_is_said_in_it() {
        let shots = [shot(2_000, 0..10), shot(1_000, 10..40)];
        let timeline = Timeline::of(&shots, &[line(3_000), line(1_000)], &[12, 30]);
        assert_eq!(timeline.shots, [48, frames(LEAD_MS + 3_000 + GAP_MS + 1_000 + TAIL_MS)]);
        assert_eq!(timeline.lines_ms, [2_000 + LEAD_MS, 2_000 + LEAD_MS + 3_000 + GAP_MS]);
    }

    #[test]
    fn nobody_speaks_in_a_shot_of_somebody_who_listens() {
        let mut shots = vec![shot(1_000, 0..10), shot(1_000, 0..10), shot(1_000, 10..20)];
        shots[0].listens = true;
        let timeline = Timeline::of(&shots, &[line(500)], &[4]);
        assert!(timeline.lines_ms[0] > 1_000 && timeline.lines_ms[0] < 2_000, "{timeline:?}");
    }

    #[test]
    fn a_line_whose_shot_was_taken_out_is_spoken_in_the_one_before() {
        let shots = [shot(1_000, 0..10), shot(1_000, 30..40)];
        let timeline = Timeline::of(&shots, &[line(500)], &[20]);
        assert_eq!(timeline.lines_ms, [LEAD_MS]);
    }

    #[test]
    fn what_a_narrator_reads_takes_its_time_and_is_no_caption() {
        let lines = [Line { narrated: true, ..line(2_000) }, line(1_000)];
        let timeline = Timeline::of(&[shot(1_000, 0..40)], &lines, &[0, 10]);
        assert_eq!(timeline.lines_ms, [LEAD_MS, LEAD_MS + 2_000 + GAP_MS]);
        let captions = timeline.captions(&lines);
        assert_eq!(captions.len(), 1);
        assert_eq!(captions[0].from, frames(LEAD_MS + 2_000 + GAP_MS));
    }

    proptest! {
        #[test]
        fn lines_follow_each_other_and_end_within_the_scene(
            lengths in proptest::collection::vec(1_u64..9_000, 1..12),
            spans in proptest::collection::vec((0_usize..60, 0_usize..20, 250_u64..5_000, any::<bool>()), 1..12),
            starts in proptest::collection::vec(0_usize..90, 12),
        ) {
            let lines: Vec<Line> = lengths.iter().map(|ms| line(*ms)).collect();
            let mut starts = starts;
            starts.sort_unstable();
            let shots: Vec<Planned> = spans
                .iter()
                .map(|(start, length, ms, listens)| Planned {
                    ms: *ms, span: Some(*start..start + length), listens: *listens,
                })
                .collect();
            let timeline = Timeline::of(&shots, &lines, &starts);
            prop_assert_eq!(timeline.shots.len(), shots.len());
            for (at, pair) in timeline.lines_ms.windows(2).enumerate() {
                prop_assert!(pair[1] >= pair[0] + lines[at].ms, "{:?}", timeline);
            }
            let end = timeline.lines_ms.last().unwrap() + lines.last().unwrap().ms;
            prop_assert!(end <= ms(timeline.frames()) + 1, "{end} {:?}", timeline);
            let captions = timeline.captions(&lines);
            for pair in captions.windows(2) {
                prop_assert!(pair[0].to <= pair[1].from);
            }
            prop_assert!(captions.iter().all(|it| it.from < it.to && it.to <= timeline.frames()));
        }
    }
}
