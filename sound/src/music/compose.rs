//! Writes a score: lays out the form, chooses the chords, and has each part write its bars by the intensity that
//! the scene's tension gives them.

use super::{
    Brief, Note, Part, Score,
    form::{BEATS, Form, tension},
    parts::{Bar, Desk},
    style::{Style, style},
    theory::{BRIGHT_TO_DARK, KEY_NAMES, SCALE_NAMES, Tonality, led},
};
use crate::{SoundError, audio::check_length, error::in_range, random::Random};

/// The most moments of a tension curve.
const MAX_MOMENTS: usize = 10_000;

/// Writes music to a brief. The same brief gives the same score.
///
/// # Errors
/// [`SoundError::OutOfRange`] for a curve that is empty, too long or not within 0 to 1, and for no length;
/// [`SoundError::TooLong`].
pub fn compose(brief: &Brief) -> Result<Score, SoundError> {
    check_length(brief.frames)?;
    in_range("the length of the music in frames", brief.frames as f32, 1.0, f32::MAX)?;
    in_range("the number of tension moments", brief.tension.len() as f32, 1.0, MAX_MOMENTS as f32)?;
    brief.tension.iter().try_for_each(|value| in_range("a tension", *value, 0.0, 1.0))?;

    let style = style(brief.genre, brief.tone);
    let mut random = Random::new(brief.seed, "music");
    let form = Form::fit(brief.frames, style.tempo);
    let root = style.root + random.pick(&[-2, 0, 0, 2, 3]);
    let tonality = Tonality { root, scale: BRIGHT_TO_DARK[style.mode as usize] };
    let mut desk = Desk::new(style, tonality, form, random);
    let mut pad = tonality.triad(7);
    for bar in 0..form.bars {
        let last = form.is_last(bar);
        let intensity = tension(brief, bar as f64 / (form.bars.max(2) - 1) as f64);
        let degree_at = |bar: usize| if form.is_last(bar) { 0 } else { chord(&style, bar) };
        let degree = degree_at(bar);
        pad = led(pad, tonality.triad(degree));
        let next = degree_at((bar + 1).min(form.bars - 1));
        desk.write(&Bar { index: bar, degree, next, pad, intensity, last });
    }
    let notes = within(desk.notes, brief.frames);
    let moments = form.bars * BEATS + BEATS;
    let expression = (0..moments).map(|beat| {
        let frame = form.at(0, beat as f64) as usize;
        let strength = tension(brief, frame as f64 / brief.frames as f64);
        (frame, (58.0 + 66.0 * strength) as u8)
    });
    Ok(Score {
        frames: brief.frames,
        tempo_bpm: form.tempo(),
        bars: form.bars,
        key: format!("{} {}", KEY_NAMES[root.rem_euclid(12) as usize], SCALE_NAMES[style.mode as usize]),
        parts: parts(&style),
        notes,
        expression: expression.take_while(|(frame, _)| *frame < brief.frames).collect(),
    })
}

/// The chord of a bar. The form has two halves of eight bars; the second begins from the middle of the row, so
/// that a long piece does not turn in one circle.
fn chord(style: &Style, bar: usize) -> i32 {
    let row = style.chords;
    let turn = if (bar / row.len()) % 4 == 2 { row.len() / 2 } else { 0 };
    row[(bar + turn) % row.len()]
}

/// In order, and none outside the piece.
fn within(mut notes: Vec<Note>, frames: usize) -> Vec<Note> {
    notes.retain(|note| note.start + 1 < frames);
    for note in &mut notes {
        note.end = note.end.clamp(note.start + 1, frames);
    }
    notes.sort_by_key(|note| (note.start, note.channel, note.key));
    notes
}

fn parts(style: &Style) -> Vec<Part> {
    let programs = [style.bass.0, style.pad, style.figure.0, style.lead];
    let seats = [62, 56, 82, 46];
    let own = (0..4u8).map(|channel| {
        let i = usize::from(channel);
        let hall = if channel == 0 { style.hall / 2 } else { style.hall };
        Part { channel, program: programs[i], volume: style.volumes[i], pan: seats[i], hall }
    });
    own.chain([Part { channel: 9, program: 0, volume: 92, pan: 64, hall: style.hall / 2 }]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        frames_in,
        music::{Genre, Tone},
    };

    fn brief(genre: Genre, tension: &[f32], seconds: f64, seed: u64) -> Brief {
        Brief { genre, tone: Tone::Neutral, tension: tension.to_vec(), frames: frames_in(seconds), seed }
    }

    #[test]
    fn the_same_brief_is_the_same_score_and_another_seed_another() {
        let of = |seed| compose(&brief(Genre::Noir, &[0.3, 0.8], 40.0, seed)).unwrap();
        assert_eq!(of(5), of(5));
        assert_ne!(of(5).notes, of(6).notes);
    }

    #[test]
    fn more_tension_brings_more_players_and_harder_strokes() {
        for genre in Genre::ALL {
            let heard = |tension: f32| {
                let notes = compose(&brief(genre, &[tension], 60.0, 3)).unwrap().notes;
                let loud =
                    notes.iter().map(|note| f32::from(note.velocity)).sum::<f32>() / notes.len() as f32;
                (notes.len(), loud)
            };
            let (calm, tense) = (heard(0.15), heard(0.95));
            assert!(tense.0 > calm.0 && tense.1 > calm.1, "{genre:?}: {calm:?} and {tense:?}");
        }
    }

    #[test]
    fn every_piece_ends_on_its_own_chord() {
        for genre in Genre::ALL {
            let score = compose(&brief(genre, &[0.5], 45.0, 9)).unwrap();
            let bass = score.notes.iter().rfind(|note| note.channel == 0).unwrap();
            let root = KEY_NAMES.iter().position(|name| score.key.split(' ').next() == Some(name)).unwrap();
            assert_eq!(usize::from(bass.key) % 12, root, "{genre:?} in {}", score.key);
            assert!(score.frames - bass.start > frames_in(2.0), "the last chord has time to ring");
        }
    }

    #[test]
    fn melodies_repeat_their_theme() {
        let score = compose(&brief(Genre::Romance, &[0.8], 90.0, 4)).unwrap();
        let lead: Vec<_> = score.notes.iter().filter(|note| note.channel == 3).collect();
        let steps: Vec<i32> =
            lead.windows(2).map(|pair| i32::from(pair[1].key) - i32::from(pair[0].key)).collect();
        let triples: Vec<_> = steps.windows(3).collect();
        let different: BTreeSet<_> = triples.iter().collect();
        assert!(different.len() * 10 < triples.len() * 9, "{} of {}", different.len(), triples.len());
    }

    #[test]
    fn what_cannot_be_played_is_refused() {
        for tension in [vec![], vec![f32::NAN], vec![1.5], vec![0.5; 20_000]] {
            let asked = Brief { tension, ..brief(Genre::Drama, &[0.0], 9.0, 1) };
            assert!(matches!(compose(&asked), Err(SoundError::OutOfRange { .. })));
        }
        assert!(compose(&brief(Genre::Drama, &[0.5], 0.0, 1)).is_err());
        assert!(matches!(compose(&brief(Genre::Drama, &[0.5], 1e6, 1)), Err(SoundError::TooLong { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn every_note_lies_in_the_piece(
            genre in proptest::sample::select(Genre::ALL.to_vec()),
            curve in proptest::collection::vec(0f32..=1.0, 1..9),
            frames in 1usize..4_000_000,
            seed: u64,
        ) {
            let score = compose(&Brief { genre, tone: Tone::Tense, tension: curve, frames, seed }).unwrap();
            prop_assert_eq!(score.frames, frames);
            for note in &score.notes {
                prop_assert!(note.start < note.end && note.end <= frames);
                prop_assert!((21..=108).contains(&note.key) && (1..=127).contains(&note.velocity));
            }
            prop_assert!(score.notes.windows(2).all(|pair| pair[0].start <= pair[1].start));
        }
    }
}
