//! What makes a genre sound like itself: tempo, key, mode, harmony, who plays what, and how. A tone bends it.

use std::collections::BTreeSet;

use super::{Genre, Tone};

/// What the bass does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bass {
    /// Quarters that walk to the next chord.
    Walking,
    /// Short eighths on the root.
    Pulse,
    /// One long root a bar.
    Held,
    /// Root and fifth in turn.
    RootFifth,
}

/// What the figure over the chords does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Broken chords in eighths.
    Arpeggio,
    /// Driving sixteenths.
    Ostinato,
    /// Single far-apart notes.
    Drops,
    /// Chords between the beats.
    OffBeat,
}

/// One stroke of the drum kit: the beat in the bar, the General MIDI key, velocity, and from which intensity on.
pub(super) type Stroke = (f32, u8, u8, f32);

/// A genre's music.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Beats a minute before it is fitted to the length.
    pub(super) tempo: f32,
    /// Where the second eighth of a beat falls; 0.5 is straight.
    pub(super) swing: f32,
    /// The MIDI key of the root.
    pub(super) root: i32,
    /// Index into [`super::theory::BRIGHT_TO_DARK`].
    pub(super) mode: i32,
    /// Chords by degree, a bar each.
    pub(super) chords: &'static [i32],
    pub(super) bass: (u8, Bass),
    pub(super) pad: u8,
    pub(super) figure: (u8, Figure),
    pub(super) lead: u8,
    /// How many semitones above the root's octave the melody lies.
    pub(super) lead_above: i32,
    pub(super) kit: &'static [Stroke],
    /// Volumes of bass, pad, figure and lead, 0 to 127.
    pub(super) volumes: [u8; 4],
    /// How much hall, 0 to 127.
    pub(super) hall: u8,
    /// Whether the pad leans on a semitone when it is tense.
    pub(super) dissonant: bool,
}

const SWING: &[Stroke] = &[
    (0.0, 51, 52, 0.3),
    (1.0, 44, 46, 0.25),
    (1.66, 51, 38, 0.4),
    (2.0, 51, 50, 0.3),
    (3.0, 44, 46, 0.25),
    (3.66, 51, 40, 0.4),
    (1.0, 38, 24, 0.55),
    (3.0, 38, 26, 0.55),
];
const TOMS: &[Stroke] =
    &[(0.0, 41, 88, 0.45), (2.5, 41, 66, 0.6), (3.0, 43, 72, 0.7), (3.5, 43, 62, 0.8), (0.0, 36, 70, 0.5)];
const WAR: &[Stroke] = &[
    (0.0, 36, 100, 0.3),
    (0.0, 41, 108, 0.4),
    (1.5, 41, 82, 0.5),
    (2.0, 43, 100, 0.4),
    (3.0, 41, 86, 0.6),
    (3.5, 43, 92, 0.6),
    (0.0, 49, 70, 0.92),
];
const CHASE: &[Stroke] = &[
    (0.0, 36, 104, 0.2),
    (1.0, 38, 92, 0.45),
    (1.5, 36, 84, 0.5),
    (2.0, 36, 96, 0.3),
    (2.75, 36, 76, 0.7),
    (3.0, 38, 96, 0.45),
    (0.5, 42, 54, 0.35),
    (1.5, 42, 54, 0.35),
    (2.5, 42, 54, 0.35),
    (3.5, 42, 58, 0.35),
    (3.5, 47, 80, 0.85),
];
const RIDER: &[Stroke] =
    &[(0.0, 36, 62, 0.5), (1.0, 76, 48, 0.4), (2.0, 36, 54, 0.5), (3.0, 76, 50, 0.4), (3.5, 76, 36, 0.7)];
const MACHINE: &[Stroke] =
    &[(0.0, 36, 84, 0.5), (2.0, 36, 76, 0.5), (1.0, 42, 40, 0.6), (3.0, 42, 42, 0.6), (2.5, 42, 30, 0.75)];
const WOOD: &[Stroke] = &[(1.0, 76, 50, 0.4), (3.0, 77, 50, 0.4), (0.0, 36, 40, 0.7), (3.5, 76, 36, 0.8)];
const DREAD: &[Stroke] = &[(0.0, 41, 62, 0.55), (3.5, 41, 44, 0.85)];
const SOFT: &[Stroke] = &[(0.0, 36, 40, 0.75), (2.0, 42, 26, 0.8)];

/// The style of a genre, bent by a tone.
pub(super) fn style(genre: Genre, tone: Tone) -> Style {
    let mut style = base(genre);
    let (mode, tempo) = match tone {
        Tone::Neutral => (0, 1.0),
        Tone::Dark => (1, 0.92),
        Tone::Light => (-2, 1.06),
        Tone::Melancholic => (1, 0.84),
        Tone::Playful => (-1, 1.14),
        Tone::Tense => (1, 1.08),
    };
    style.mode = (style.mode + mode).clamp(0, 6);
    style.tempo *= tempo;
    style.dissonant |= tone == Tone::Tense;
    style
}

#[rustfmt::skip]
fn base(genre: Genre) -> Style {
    use {Bass::{Held, Pulse, RootFifth, Walking}, Figure::{Arpeggio, Drops, OffBeat, Ostinato}};
    let plain = Style { tempo: 76.0, swing: 0.5, root: 43, mode: 4, chords: &[0, 5, 2, 6, 0, 3, 4, 4], bass: (42, Held), pad: 48,
        figure: (0, Arpeggio), lead: 40, lead_above: 24, kit: SOFT, volumes: [84, 70, 80, 78], hall: 72, dissonant: false };
    match genre {
        Genre::Drama => plain,
        Genre::Noir => Style { tempo: 74.0, swing: 0.64, root: 45, mode: 5, chords: &[0, 5, 1, 4, 0, 3, 4, 0], bass: (32, Walking),
            figure: (11, Arpeggio), lead: 59, kit: SWING, volumes: [96, 58, 72, 84], ..plain },
        Genre::Thriller => Style { tempo: 112.0, root: 40, mode: 6, chords: &[0, 0, 1, 0, 5, 5, 1, 4], bass: (43, Pulse), pad: 44,
            figure: (45, Ostinato), lead: 60, kit: TOMS, volumes: [100, 70, 70, 68], hall: 60, dissonant: true, ..plain },
        Genre::Horror => Style { tempo: 56.0, root: 36, mode: 6, chords: &[0, 1, 0, 4, 0, 1, 6, 1], bass: (43, Held), pad: 44,
            figure: (14, Drops), lead: 52, kit: DREAD, volumes: [94, 86, 60, 70], hall: 108, dissonant: true, ..plain },
        Genre::Romance => Style { tempo: 70.0, root: 48, mode: 1, chords: &[0, 4, 5, 3, 0, 2, 3, 4], pad: 49, figure: (0, Arpeggio),
            lead: 68, kit: &[], volumes: [76, 66, 86, 80], hall: 82, ..plain },
        Genre::Comedy => Style { tempo: 122.0, swing: 0.56, root: 48, mode: 1, chords: &[0, 3, 1, 4, 0, 5, 1, 4], bass: (32, RootFifth),
            pad: 45, figure: (12, OffBeat), lead: 71, lead_above: 12, kit: WOOD, volumes: [86, 50, 70, 86], hall: 40, ..plain },
        Genre::ScienceFiction => Style { tempo: 92.0, root: 41, mode: 3, chords: &[0, 0, 6, 3, 0, 2, 6, 4], bass: (38, Pulse), pad: 89,
            figure: (81, Ostinato), lead: 88, kit: MACHINE, volumes: [82, 84, 40, 72], hall: 92, ..plain },
        Genre::Adventure => Style { tempo: 100.0, root: 38, mode: 1, chords: &[0, 5, 3, 4, 0, 2, 3, 4], bass: (43, Pulse), pad: 48,
            figure: (48, Ostinato), lead: 60, kit: WAR, volumes: [90, 82, 66, 100], hall: 78, ..plain },
        Genre::Western => Style { tempo: 98.0, root: 43, mode: 2, chords: &[0, 6, 3, 0, 0, 4, 6, 0], bass: (32, RootFifth), pad: 48,
            figure: (25, Arpeggio), lead: 22, kit: RIDER, volumes: [86, 50, 88, 80], hall: 60, ..plain },
        Genre::Action => Style { tempo: 136.0, root: 38, mode: 4, chords: &[0, 0, 5, 6, 0, 0, 3, 4], bass: (33, Pulse), pad: 61,
            figure: (48, Ostinato), lead: 60, lead_above: 12, kit: CHASE, volumes: [96, 74, 76, 84], hall: 50, dissonant: true, ..plain },
    }
}

/// Every preset (bank, program) that some style plays.
pub(super) fn programs() -> BTreeSet<(u16, u16)> {
    let of = |genre: &Genre| {
        let style = base(*genre);
        [style.bass.0, style.pad, style.figure.0, style.lead].map(|program| (0, u16::from(program)))
    };
    Genre::ALL.iter().flat_map(of).chain([(128, 0)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_genres_share_tempo_mode_and_players() {
        let mut seen = BTreeSet::new();
        for genre in Genre::ALL {
            let style = base(genre);
            let sound = (style.tempo as u32, style.mode, style.bass.0, style.figure.0, style.lead);
            assert!(seen.insert(sound), "{genre:?} is like another");
        }
    }

    #[test]
    fn a_light_tone_is_brighter_and_a_melancholic_one_slower() {
        let own = style(Genre::Drama, Tone::Neutral);
        assert!(style(Genre::Drama, Tone::Light).mode < own.mode);
        assert!(style(Genre::Drama, Tone::Melancholic).tempo < own.tempo);
        assert_eq!(style(Genre::Romance, Tone::Light).mode, 0, "nothing is brighter than lydian");
    }

    #[test]
    fn strokes_lie_in_the_bar() {
        for stroke in Genre::ALL.iter().flat_map(|genre| base(*genre).kit) {
            assert!((0.0..4.0).contains(&stroke.0) && stroke.2 < 128 && stroke.3 <= 1.0);
        }
    }
}
