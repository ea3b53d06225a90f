//! The little harmony that film music by rule needs: scales, degrees, triads, and moving from chord to chord by
//! the smallest steps.

/// A scale, as semitones above its root.
pub(super) type Scale = [i32; 7];

pub(super) const MAJOR: Scale = [0, 2, 4, 5, 7, 9, 11];
pub(super) const LYDIAN: Scale = [0, 2, 4, 6, 7, 9, 11];
pub(super) const MIXOLYDIAN: Scale = [0, 2, 4, 5, 7, 9, 10];
pub(super) const DORIAN: Scale = [0, 2, 3, 5, 7, 9, 10];
pub(super) const MINOR: Scale = [0, 2, 3, 5, 7, 8, 10];
pub(super) const HARMONIC_MINOR: Scale = [0, 2, 3, 5, 7, 8, 11];
pub(super) const PHRYGIAN: Scale = [0, 1, 3, 5, 7, 8, 10];

/// Scales from bright to dark; a tone moves a genre's own along this line.
pub(super) const BRIGHT_TO_DARK: [Scale; 7] =
    [LYDIAN, MAJOR, MIXOLYDIAN, DORIAN, MINOR, HARMONIC_MINOR, PHRYGIAN];

/// The names of [`BRIGHT_TO_DARK`].
pub(super) const SCALE_NAMES: [&str; 7] =
    ["lydian", "major", "mixolydian", "dorian", "minor", "harmonic minor", "phrygian"];

/// The names of the twelve keys.
pub(super) const KEY_NAMES: [&str; 12] = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];

/// A root (a MIDI key) and a scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tonality {
    pub(super) root: i32,
    pub(super) scale: Scale,
}

impl Tonality {
    /// The MIDI key of a degree, 0 being the root; degrees run on through the octaves.
    pub(super) fn key(&self, degree: i32) -> i32 {
        self.root + self.scale[degree.rem_euclid(7) as usize] + 12 * degree.div_euclid(7)
    }

    /// The triad on a degree.
    pub(super) fn triad(&self, degree: i32) -> [i32; 3] {
        [self.key(degree), self.key(degree + 2), self.key(degree + 4)]
    }

    /// The degree whose key is nearest.
    pub(super) fn degree_near(&self, key: i32) -> i32 {
        let about = (key - self.root).div_euclid(12) * 7;
        (about - 2..=about + 9).min_by_key(|degree| (self.key(*degree) - key).abs()).unwrap_or(about)
    }
}

/// The key of the same name nearest to `target`.
pub(super) fn nearest(key: i32, target: i32) -> i32 {
    key + 12 * ((target - key + 6).div_euclid(12))
}

/// The chord's keys, each moved to the octave nearest the voice that held its place before.
pub(super) fn led(before: [i32; 3], chord: [i32; 3]) -> [i32; 3] {
    let turn = |by: usize| -> [i32; 3] { std::array::from_fn(|i| nearest(chord[(i + by) % 3], before[i])) };
    let way = |voices: &[i32; 3]| -> i32 { voices.iter().zip(before).map(|(a, b)| (a - b).abs()).sum() };
    (0..3).map(turn).min_by_key(way).unwrap_or(chord)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn triads_are_what_the_books_say() {
        let c_major = Tonality { root: 60, scale: MAJOR };
        assert_eq!(c_major.triad(0), [60, 64, 67]);
        assert_eq!(c_major.triad(4), [67, 71, 74]);
        assert_eq!(c_major.triad(-1), [59, 62, 65]);
        let a_minor = Tonality { root: 57, scale: HARMONIC_MINOR };
        assert_eq!(a_minor.triad(4), [64, 68, 71]);
    }

    proptest! {
        #[test]
        fn leading_keeps_the_chord_and_moves_little(before in proptest::array::uniform3(48i32..80), degree in -7i32..14) {
            let chord = Tonality { root: 48, scale: MINOR }.triad(degree);
            let voices = led(before, chord);
            let names = |keys: [i32; 3]| { let mut n = keys.map(|key| key.rem_euclid(12)); n.sort_unstable(); n };
            prop_assert_eq!(names(voices), names(chord));
            prop_assert!(voices.iter().zip(before).all(|(a, b)| (a - b).abs() <= 6));
        }

        #[test]
        fn a_degree_is_found_from_its_key(degree in -14i32..21, scale in 0usize..7) {
            let tonality = Tonality { root: 45, scale: BRIGHT_TO_DARK[scale] };
            prop_assert_eq!(tonality.degree_near(tonality.key(degree)), degree);
        }
    }
}
