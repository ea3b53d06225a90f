//! What each player has to play in one bar: bass, pad, figure, melody and drums. Which of them play, how many
//! notes and how hard follows the bar's intensity.

use super::{
    Note,
    form::{BEATS, Form},
    style::{Bass, Figure, Style},
    theory::{Tonality, nearest},
};
use crate::random::Random;

const BASS: u8 = 0;
const PAD: u8 = 1;
const FIGURE: u8 = 2;
const LEAD: u8 = 3;
const DRUMS: u8 = 9;

/// Rhythms of a theme: beat and length of each note.
const RHYTHMS: [&[(f32, f32)]; 5] = [
    &[(0.0, 1.5), (1.5, 0.5), (2.0, 2.0)],
    &[(0.0, 1.0), (1.0, 1.0), (2.0, 1.5), (3.5, 0.5)],
    &[(0.5, 0.5), (1.0, 1.0), (2.0, 1.5), (3.5, 0.5)],
    &[(0.0, 2.0), (2.0, 1.0), (3.0, 1.0)],
    &[(0.0, 0.75), (0.75, 0.25), (1.0, 1.0), (2.0, 2.0)],
];

/// A bar to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bar {
    pub(super) index: usize,
    /// The chord's degree, and the next bar's.
    pub(super) degree: i32,
    pub(super) next: i32,
    /// The pad's keys.
    pub(super) pad: [i32; 3],
    /// 0 to 1.
    pub(super) intensity: f32,
    /// Whether this is the ending.
    pub(super) last: bool,
}

/// Where the parts are written.
pub(super) struct Desk {
    pub(super) notes: Vec<Note>,
    style: Style,
    tonality: Tonality,
    form: Form,
    random: Random,
    /// The theme: a rhythm, and for each of its notes the steps from the chord's own note.
    theme: (usize, Vec<i32>),
    /// The last key of the melody.
    melody: i32,
}

impl Desk {
    pub(super) fn new(style: Style, tonality: Tonality, form: Form, mut random: Random) -> Self {
        let rhythm = (random.next() % RHYTHMS.len() as u64) as usize;
        let mut step = 0;
        let contour = RHYTHMS[rhythm].iter().map(|_| {
            let here = step;
            step = (step + random.pick(&[-2, -1, 1, 1, 2, 3])).clamp(-3, 4);
            here
        });
        let theme = (rhythm, contour.collect());
        let melody = tonality.root + style.lead_above + 7;
        Self { notes: vec![], style, tonality, form, random, theme, melody }
    }

    /// Writes one bar of every part.
    pub(super) fn write(&mut self, bar: &Bar) {
        self.pad(bar);
        self.bass(bar);
        if !bar.last {
            if bar.intensity > 0.25 {
                self.figure(bar);
            }
            if bar.intensity > 0.35 && bar.index % 8 != 7 {
                self.lead(bar);
            }
            self.drums(bar);
        } else if bar.intensity > 0.3 && self.form.bars > 2 {
            let key = nearest(self.tonality.root, self.melody);
            self.play(LEAD, bar, 0.0, self.form.ending(), key, velocity(bar) * 0.7);
        }
    }

    /// Writes a note: beat and length in beats. People are never exactly on time, except in machines.
    fn play(&mut self, channel: u8, bar: &Bar, beat: f32, length: f32, key: i32, velocity: f32) {
        let swung =
            if beat.fract() > 0.45 && beat.fract() < 0.55 { beat.floor() + self.style.swing } else { beat };
        let late = if swung > 0.0 || bar.index > 0 { self.random.within(-260.0, 260.0) } else { 0.0 };
        let start = (self.form.at(bar.index, f64::from(swung)) + f64::from(late)).max(0.0);
        let end = start + f64::from(length) * self.form.beat;
        self.notes.push(Note {
            channel,
            start: start as usize,
            end: end as usize,
            key: key.clamp(21, 108) as u8,
            velocity: velocity.clamp(1.0, 127.0) as u8,
        });
    }

    fn pad(&mut self, bar: &Bar) {
        let length = if bar.last { self.form.ending() } else { BEATS as f32 * 1.02 };
        for key in bar.pad {
            let key = nearest(key, self.tonality.root + 17);
            self.play(PAD, bar, 0.0, length, key, velocity(bar) * 0.8);
        }
        if self.style.dissonant && !bar.last && bar.intensity > 0.55 && bar.index % 2 == 1 {
            let leaning = nearest(bar.pad[2], self.tonality.root + 17) + 1;
            self.play(PAD, bar, 2.0, 1.9, leaning, velocity(bar) * 0.55);
        }
    }

    fn bass(&mut self, bar: &Bar) {
        let low = |key: i32| nearest(key, 40);
        let root = low(self.tonality.key(bar.degree));
        let hard = velocity(bar);
        if bar.last {
            return self.play(BASS, bar, 0.0, self.form.ending(), root, hard * 0.9);
        }
        match self.style.bass.1 {
            Bass::Held => self.play(BASS, bar, 0.0, BEATS as f32 * 0.98, root, hard * 0.9),
            Bass::RootFifth => {
                let fifth = low(self.tonality.key(bar.degree + 4));
                self.play(BASS, bar, 0.0, 0.8, root, hard);
                self.play(BASS, bar, 2.0, 0.8, fifth, hard * 0.9);
            }
            Bass::Pulse => {
                let steps = if bar.intensity < 0.3 { 4 } else { 8 };
                for i in 0..steps {
                    let accent = if i % (steps / 2) == 0 { 1.1 } else { 0.8 };
                    let beat = i as f32 * BEATS as f32 / steps as f32;
                    self.play(BASS, bar, beat, 0.36, root, hard * accent);
                }
            }
            Bass::Walking => {
                let next = nearest(self.tonality.key(bar.next), root);
                let approach = next + if self.random.chance(0.5) { 1 } else { -1 };
                let third = nearest(self.tonality.key(bar.degree + 2), root + 3);
                let fifth = nearest(self.tonality.key(bar.degree + 4), root + 5);
                for (i, key) in [root, third, fifth, approach].into_iter().enumerate() {
                    let accent = self.random.within(0.9, 1.05);
                    self.play(BASS, bar, i as f32, 0.9, key, hard * accent);
                }
            }
        }
    }

    fn figure(&mut self, bar: &Bar) {
        let chord = self.tonality.triad(bar.degree);
        let hard = velocity(bar);
        match self.style.figure.1 {
            Figure::Arpeggio => {
                for (i, turn) in (0u8..).zip([0usize, 1, 2, 1, 0, 2, 1, 2]) {
                    if self.random.chance(0.3 - 0.25 * bar.intensity) {
                        continue;
                    }
                    let key = nearest(chord[turn], 62 + 2 * (i32::from(i) / 3));
                    let accent = self.random.within(0.62, 0.8);
                    self.play(FIGURE, bar, f32::from(i) * 0.5, 0.9, key, hard * accent);
                }
            }
            Figure::Ostinato => {
                let steps = if bar.intensity < 0.55 { 8 } else { 16 };
                for i in 0..steps {
                    let key = nearest(chord[[0, 2, 1, 2][i % 4]], 57);
                    let accent = if i % 4 == 0 { 0.92 } else { 0.64 };
                    let beat = (i * BEATS) as f32 / steps as f32;
                    self.play(FIGURE, bar, beat, 3.4 / steps as f32, key, hard * accent);
                }
            }
            Figure::Drops => {
                let key = nearest(chord[bar.index % 3], 76);
                self.play(FIGURE, bar, 1.5, 2.0, key, hard * 0.62);
                if bar.intensity > 0.7 {
                    self.play(FIGURE, bar, 3.25, 0.7, key + 1, hard * 0.55);
                }
            }
            Figure::OffBeat => {
                for beat in [1.0, 3.0] {
                    for key in chord {
                        self.play(FIGURE, bar, beat, 0.35, nearest(key, 67), hard * 0.68);
                    }
                }
            }
        }
    }

    /// The theme on the bar's chord; every fourth bar a longer note instead, and small changes when it is tense.
    fn lead(&mut self, bar: &Bar) {
        let centre = self.tonality.root + self.style.lead_above + 5;
        let hard = velocity(bar);
        let base = nearest(self.tonality.key(bar.degree + 4), centre);
        let base = self.tonality.degree_near(base);
        if bar.index % 4 == 3 {
            self.melody = self.tonality.key(base);
            return self.play(LEAD, bar, 0.0, 3.0, self.melody, hard * 0.9);
        }
        let (rhythm, contour) = self.theme.clone();
        let turned = bar.index % 4 == 2;
        for ((beat, length), step) in RHYTHMS[rhythm].iter().zip(contour) {
            let step = if turned { -step } else { step };
            self.melody = nearest(self.tonality.key(base + step), centre);
            let accent = self.random.within(0.9, 1.05);
            self.play(LEAD, bar, *beat, length * 0.94, self.melody, hard * accent);
        }
    }

    fn drums(&mut self, bar: &Bar) {
        for (beat, key, strength, from) in self.style.kit {
            if bar.intensity >= *from {
                let hard = f32::from(*strength) * (0.65 + 0.45 * bar.intensity);
                self.play(DRUMS, bar, *beat, 0.2, i32::from(*key), hard);
            }
        }
    }
}

/// How hard a bar is played.
fn velocity(bar: &Bar) -> f32 {
    42.0 + 58.0 * bar.intensity
}
