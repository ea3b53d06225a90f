//! Words that refine a shot: `darker, lower angle, a bit warmer` changes the right parameters.
//!
//! Phrases are matched longest first; what is left over is told back, so nobody believes a wish was
//! granted that was not understood. Wishes for another time or weather concern the set, not the shot,
//! and are answered apart.

mod phrases;

use crate::text::words;
use domain::scene::shot::{
    ColorTemp, Composition, Contrast, DurationMs, Fov, HdrBloom, Lighting, ShotChange, ShotPlan, Size,
    TimeOfDay, Weather,
};
use phrases::Wish;

/// What words ask of a shot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refinement {
    /// What changes in the shot.
    pub change: ShotChange,
    /// Another time of day, for this rendering.
    pub time: Option<TimeOfDay>,
    /// Another weather, for this rendering.
    pub weather: Option<Weather>,
    /// The phrases that were understood, with what they did: `darker: lighting 50 to 35`.
    pub understood: Vec<String>,
    /// The words that were not.
    pub ignored: Vec<String>,
}

impl Refinement {
    /// Whether nothing is asked that can be done.
    pub fn is_empty(&self) -> bool {
        self.change.is_empty() && self.time.is_none() && self.weather.is_none()
    }
}

/// Most words that are read.
const MOST: usize = 200;
/// Words that carry no wish.
const FILLERS: &[&str] = &[
    "a", "an", "the", "and", "but", "please", "make", "it", "make-it", "more", "with", "this", "that",
    "shot", "frame", "to", "be", "should", "is", "of", "i", "want", "would", "like", "camera", "light",
    "lighting", "picture", "image", "angle", "in", "on", "at", "then", "also", "feel", "look", "let", "us",
    "let's", "go", "for", "could", "can", "you",
];

/// Reads words against a shot. Comparisons are relative to the shot as it is: `darker` twice is darker than
/// `darker` once.
pub fn refine(text: &str, shot: &ShotPlan) -> Refinement {
    let words: Vec<String> = words(text).into_iter().take(MOST).map(|word| word.text).collect();
    let mut asked = Refinement::default();
    let mut plan = shot.clone();
    let mut degree = 1.0;
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=4.min(words.len() - at)).rev();
        let found = longest.into_iter().find_map(|length| {
            let phrase = words[at..at + length].join(" ");
            phrases::wish(&phrase).map(|(known, wish)| (length, known, wish))
        });
        if let Some((length, phrase, wish)) = found {
            let done = grant(wish, degree, &mut plan, &mut asked);
            asked.understood.push(format!("{phrase}: {done}"));
            (at, degree) = (at + length, 1.0);
            continue;
        }
        if let Some((length, times)) = phrases::degree(&words[at..]) {
            (at, degree) = (at + length, times);
            continue;
        }
        if !FILLERS.contains(&words[at].as_str()) {
            asked.ignored.push(words[at].clone());
        }
        at += 1;
    }
    asked.change = difference(shot, &plan);
    asked
}

/// Changes the plan and says how.
fn grant(wish: Wish, degree: f64, plan: &mut ShotPlan, asked: &mut Refinement) -> String {
    let params = &mut plan.params;
    match wish {
        Wish::Lighting(step) => {
            let new = Lighting::nearest(params.lighting.get() + step * degree);
            told("lighting", std::mem::replace(&mut params.lighting, new).get(), new.get())
        }
        Wish::Kelvin(step) => {
            let new = ColorTemp::nearest(params.color_temp.get() + step * degree);
            told("color_temp", std::mem::replace(&mut params.color_temp, new).get(), new.get())
        }
        Wish::Contrast(step) => {
            let new = Contrast::nearest(params.contrast.get() + step * degree);
            told("contrast", std::mem::replace(&mut params.contrast, new).get(), new.get())
        }
        Wish::Bloom(step) => {
            let new = HdrBloom::nearest(params.hdr_bloom.get() + step * degree);
            told("hdr_bloom", std::mem::replace(&mut params.hdr_bloom, new).get(), new.get())
        }
        Wish::Lens(factor) => {
            let new = Fov::nearest((params.fov.get() * factor.powf(degree)).round());
            told("fov", std::mem::replace(&mut params.fov, new).get(), new.get())
        }
        Wish::Tighter(steps) => {
            let steps = if degree > 1.2 { steps * 2 } else { steps };
            let new = tighter(plan.size, steps);
            let old = std::mem::replace(&mut plan.size, new);
            format!("size {old} to {new}")
        }
        Wish::Length(factor) => {
            let old = plan.duration_ms;
            plan.duration_ms = scaled(old, factor.powf(degree));
            told("duration_ms", f64::from(old.get()), f64::from(plan.duration_ms.get()))
        }
        Wish::Size(new) => format!("size {} to {new}", std::mem::replace(&mut plan.size, new)),
        Wish::Angle(new) => format!("angle {} to {new}", std::mem::replace(&mut plan.angle, new)),
        Wish::Movement(new) => format!("movement {} to {new}", std::mem::replace(&mut plan.movement, new)),
        Wish::Composition(new) => {
            format!("composition {} to {new}", std::mem::replace::<Composition>(&mut plan.composition, new))
        }
        Wish::Time(new) => {
            asked.time = Some(new);
            format!("time of day {new}")
        }
        Wish::Weather(new) => {
            asked.weather = Some(new);
            format!("weather {new}")
        }
    }
}

fn told(what: &str, old: f64, new: f64) -> String {
    format!("{what} {old:.0} to {new:.0}")
}

/// So many sizes tighter; wider if negative.
fn tighter(size: Size, steps: i8) -> Size {
    let at = Size::ALL.iter().position(|it| *it == size).unwrap_or(0);
    let steps = isize::from(steps);
    Size::ALL[at.saturating_add_signed(-steps).min(Size::ALL.len() - 1)]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of durations"
)]
fn scaled(duration: DurationMs, factor: f64) -> DurationMs {
    let most = f64::from(DurationMs::MAX);
    DurationMs::nearest((f64::from(duration.get()) * factor).round().clamp(0.0, most) as u64)
}

/// The fields in which two plans of one shot differ, of those that words can change.
fn difference(old: &ShotPlan, new: &ShotPlan) -> ShotChange {
    fn changed<T: PartialEq + Copy>(old: T, new: T) -> Option<T> {
        (old != new).then_some(new)
    }
    let (was, is) = (&old.params, &new.params);
    ShotChange {
        size: changed(old.size, new.size),
        angle: changed(old.angle, new.angle),
        movement: changed(old.movement, new.movement),
        composition: changed(old.composition, new.composition),
        duration_ms: changed(old.duration_ms, new.duration_ms),
        params: domain::scene::shot::ParamsChange {
            fov: changed(was.fov, is.fov),
            lighting: changed(was.lighting, is.lighting),
            hdr_bloom: changed(was.hdr_bloom, is.hdr_bloom),
            color_temp: changed(was.color_temp, is.color_temp),
            contrast: changed(was.contrast, is.contrast),
        },
        ..ShotChange::default()
    }
}

#[cfg(test)]
mod tests;
