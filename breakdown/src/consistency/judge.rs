//! The six judgements and their sum. An aspect has the score of its worst finding; the total is the
//! weighted mean, pulled towards the worst aspect, because one wrong coat spoils a cut.

use super::{ExpectedFigure, FrameFacts, MeasuredFigure};
use crate::cast::palette;
use crate::shots::Side;
use domain::character::look::Colour;
use domain::scene::shot::{
    Aspect, ConsistencyScore, DeclaredChange, MAX_REASONS, Reason, Score, Subject, TimeOfDay,
};

/// Colours nearer than this are the same in other light.
const SAME: f64 = 95.0;
/// Colours farther than this are another colour altogether.
const OTHER: f64 = 320.0;

pub(super) struct Judge<'f> {
    frame: &'f FrameFacts,
    beside: &'f [&'f FrameFacts],
    changes: &'f [DeclaredChange],
    reasons: Vec<Reason>,
}

impl<'f> Judge<'f> {
    pub(super) fn new(
        frame: &'f FrameFacts,
        beside: &'f [&'f FrameFacts],
        changes: &'f [DeclaredChange],
    ) -> Self {
        Self { frame, beside, changes, reasons: Vec::new() }
    }

    pub(super) fn score(mut self) -> ConsistencyScore {
        for expected in &self.frame.expected {
            let found =
                self.frame.measured.figures.iter().find(|it| it.name.eq_ignore_ascii_case(&expected.name));
            match found {
                Some(found) => {
                    self.look(expected, found);
                    self.direction(expected, found);
                    self.prop(expected, found);
                }
                None => self.note(Aspect::Look, 0.0, format!("{} is not in the frame", expected.name)),
            }
        }
        self.strangers();
        self.set();
        self.light();
        self.time();
        let mut reasons = std::mem::take(&mut self.reasons);
        reasons.sort_by(|a, b| a.score.get().total_cmp(&b.score.get()));
        let total = total(&reasons);
        reasons.truncate(MAX_REASONS);
        ConsistencyScore { total, reasons }
    }

    fn note(&mut self, aspect: Aspect, score: f64, message: String) {
        self.reasons.push(Reason { aspect, score: Score::nearest(score.round()), message });
    }

    fn meant(&self, name: &str) -> Option<&'f DeclaredChange> {
        self.changes.iter().find(|change| match &change.subject {
            Subject::Character { name: changed } => changed.eq_ignore_ascii_case(name),
            Subject::Set {} => false,
        })
    }

    /// Costume and hair, by colour, as far as enough of them is seen.
    fn look(&mut self, expected: &ExpectedFigure, found: &MeasuredFigure) {
        let name = &expected.name;
        if let Some(change) = self.meant(name) {
            let message = format!("{name} looks different on purpose: {}", short(&change.what));
            return self.note(Aspect::Look, 100.0, message);
        }
        let look = &expected.look;
        let garment = look.costume.kind;
        let parts =
            [(garment.as_str(), found.costume, look.costume.primary), ("hair", found.hair, look.hair.colour)];
        for (part, seen, wanted) in parts {
            let Some(seen) = seen.filter(|_| found.coverage > 0.002) else { continue };
            let score = likeness(seen, wanted);
            let message = if score >= 80.0 {
                format!("{name}'s {part} is {}", palette::name(wanted))
            } else {
                format!(
                    "{name}'s {part} reads {}, the look says {}",
                    palette::name(seen),
                    palette::name(wanted)
                )
            };
            self.note(Aspect::Look, score, message);
        }
    }

    fn direction(&mut self, expected: &ExpectedFigure, found: &MeasuredFigure) {
        let name = &expected.name;
        if let Some(side) = expected.side.filter(|side| found.x * side.sign() < -0.12) {
            let message =
                format!("{name} stands on the {} and belongs on the {}", word(side.other()), word(side));
            self.note(Aspect::ScreenDirection, 25.0, message);
        }
        match expected.looks.filter(|side| found.turned * side.sign() < -0.1) {
            Some(side) => {
                let message = format!(
                    "{name} looks {}: the eyeline crosses the line, it goes {}",
                    word(side.other()),
                    word(side)
                );
                self.note(Aspect::ScreenDirection, 15.0, message);
            }
            None if expected.looks.is_some() => {
                self.note(Aspect::ScreenDirection, 100.0, format!("{name}'s eyeline is right"));
            }
            None => {}
        }
    }

    fn prop(&mut self, expected: &ExpectedFigure, found: &MeasuredFigure) {
        let name = &expected.name;
        match (&expected.prop, &found.prop) {
            (Some(wanted), Some(held)) if wanted == held => {
                self.note(Aspect::Props, 100.0, format!("{name} holds the {wanted}"));
            }
            (Some(wanted), Some(held)) => {
                self.note(Aspect::Props, 20.0, format!("{name} holds a {held}; it should be the {wanted}"));
            }
            (Some(wanted), None) if !self.frame.close => {
                self.note(Aspect::Props, 30.0, format!("{name} has no {wanted} in hand"));
            }
            (None, Some(held)) => {
                self.note(Aspect::Props, 50.0, format!("{name} holds a {held} that nobody took"));
            }
            _ => {}
        }
    }

    fn strangers(&mut self) {
        let known = |name: &str| self.frame.expected.iter().any(|it| it.name.eq_ignore_ascii_case(name));
        let strangers: Vec<String> = self
            .frame
            .measured
            .figures
            .iter()
            .map(|it| it.name.clone())
            .filter(|name| !known(name))
            .collect();
        for name in strangers {
            self.note(Aspect::Look, 20.0, format!("{} is in the frame and should not be", short(&name)));
        }
    }

    /// The set against the frames beside it: the same walls have the same colours.
    fn set(&mut self) {
        let Some(seen) = self.frame.measured.set.filter(|_| !self.frame.close) else { return };
        if let Some(change) = self.changes.iter().find(|change| change.subject == Subject::Set {}) {
            let message = format!("the set differs on purpose: {}", short(&change.what));
            return self.note(Aspect::Set, 100.0, message);
        }
        let beside = self.beside.iter().filter(|it| !it.close);
        let others: Vec<(&str, Colour)> =
            beside.filter_map(|it| it.measured.set.map(|set| (it.name.as_str(), set))).collect();
        let worst = others.into_iter().map(|(name, set)| (likeness(seen, set), name, set));
        let Some((score, name, set)) = worst.min_by(|a, b| a.0.total_cmp(&b.0)) else { return };
        let message = if score >= 80.0 {
            format!("the set matches shot {name}")
        } else {
            format!("the set reads {}, in shot {name} it reads {}", palette::name(seen), palette::name(set))
        };
        self.note(Aspect::Set, score, message);
    }

    /// Brightness and warmth against the frames beside it, allowing for what their own numbers ask.
    fn light(&mut self) {
        let frame = self.frame;
        for other in self.beside.iter().filter(|it| !it.close && !frame.close) {
            let asked = (frame.params.lighting.get() - other.params.lighting.get()) / 100.0;
            let jump = frame.measured.luminance - other.measured.luminance - 0.6 * asked;
            let name = &other.name;
            let score = falling(jump.abs(), 0.12, 0.45);
            if score < 80.0 {
                let than = if jump > 0.0 { "brighter" } else { "darker" };
                self.note(Aspect::Light, score, format!("much {than} than shot {name}"));
            } else {
                self.note(Aspect::Light, score, format!("as bright as shot {name}"));
            }
            let asked = frame.params.color_temp.get() - other.params.color_temp.get();
            let jump = frame.measured.color_temp - other.measured.color_temp - asked;
            let score = falling(jump.abs(), 900.0, 3_500.0);
            if score < 80.0 {
                let than = if jump > 0.0 { "colder" } else { "warmer" };
                self.note(Aspect::Light, score, format!("{than} than shot {name} by {:.0} K", jump.abs()));
            }
        }
    }

    fn time(&mut self) {
        let frame = self.frame;
        let luminance = frame.measured.luminance;
        let (low, high) = match (frame.time, frame.interior) {
            (TimeOfDay::Day, false) => (0.26, 0.95),
            (TimeOfDay::Day, true) => (0.16, 0.95),
            (TimeOfDay::Dawn | TimeOfDay::Dusk, _) => (0.1, 0.7),
            (TimeOfDay::Night, false) => (0.0, 0.36),
            (TimeOfDay::Night, true) => (0.0, 0.52),
        };
        let time = frame.time;
        let away = if luminance < low { low - luminance } else { (luminance - high).max(0.0) };
        let score = falling(away, 0.02, 0.3);
        let message = match score {
            s if s >= 80.0 => format!("reads as {time}"),
            _ if luminance < low => format!("too dark for {time}"),
            _ => format!("too bright for {time}"),
        };
        self.note(Aspect::TimeOfDay, score, message);
    }
}

fn word(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}

fn short(text: &str) -> String {
    text.chars().take(200).collect()
}

/// 100 up to `near`, 0 from `far` on, straight between; 0 for what was measured as no number.
fn falling(distance: f64, near: f64, far: f64) -> f64 {
    let share = (far - distance) / (far - near);
    if share.is_nan() { 0.0 } else { (share * 100.0).clamp(0.0, 100.0) }
}

/// How alike two colours are when the light may differ: half by the colour as it is, half by the colour at
/// the same brightness.
fn likeness(seen: Colour, wanted: Colour) -> f64 {
    let direct = palette::distance(seen, wanted);
    let level = palette::distance(levelled(seen), levelled(wanted));
    falling(0.5 * direct + 0.5 * level, SAME, OTHER)
}

/// The colour at middle brightness; near black it has no colour worth comparing and stays.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn levelled(colour: Colour) -> Colour {
    let sum: f64 = colour.0.iter().map(|channel| f64::from(*channel)).sum();
    if sum < 60.0 {
        return colour;
    }
    Colour(colour.0.map(|channel| (f64::from(channel) * 384.0 / sum).round().clamp(0.0, 255.0) as u8))
}

/// What an aspect weighs in the total.
fn weight(aspect: Aspect) -> f64 {
    match aspect {
        Aspect::Look => 3.0,
        Aspect::ScreenDirection | Aspect::Light => 2.0,
        Aspect::Set | Aspect::TimeOfDay => 1.5,
        Aspect::Props => 1.0,
    }
}

fn total(reasons: &[Reason]) -> Score {
    let worst = |aspect: Aspect| {
        let scores = reasons.iter().filter(|it| it.aspect == aspect).map(|it| it.score.get());
        scores.min_by(f64::total_cmp).map(|score| (weight(aspect), score))
    };
    let aspects: Vec<(f64, f64)> = Aspect::ALL.iter().filter_map(|aspect| worst(*aspect)).collect();
    let weights: f64 = aspects.iter().map(|(weight, _)| weight).sum();
    let mean = aspects.iter().map(|(weight, score)| weight * score).sum::<f64>() / weights;
    let least = aspects.iter().map(|(_, score)| *score).fold(100.0, f64::min);
    let total = if weights > 0.0 { 0.75 * mean + 0.25 * least } else { 100.0 };
    Score::nearest(total.round())
}
