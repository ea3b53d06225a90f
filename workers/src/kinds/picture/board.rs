//! From a shot and its scene to what the storyboard engine draws. The words are the same on both sides; an
//! engine that lacks one takes what it has instead.

use std::str::FromStr;

use breakdown::{Member, SetFacts};
use domain::character::{self, look};
use domain::scene::shot::{Figure, ShotPlan, TimeOfDay, Weather};
use storyboard::board::{MAX_FIGURES, MAX_PROPS};
use storyboard::look::{Build, Colour, Costume, Hair, Look};
use storyboard::words::PropKind;
use storyboard::{Board, Params, Place, Prop, Set};

/// A word of the other side.
fn word<T: FromStr + Otherwise>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| T::otherwise())
}

/// What stands in for a word that the engine does not know.
trait Otherwise {
    fn otherwise() -> Self;
}

macro_rules! otherwise {
    ($($kind:ty => $word:expr),+ $(,)?) => {
        $(impl Otherwise for $kind {
            fn otherwise() -> Self {
                $word
            }
        })+
    };
}

otherwise! {
    storyboard::words::Size => storyboard::words::Size::Ms,
    storyboard::words::Angle => storyboard::words::Angle::Eye,
    storyboard::words::Movement => storyboard::words::Movement::Static,
    storyboard::words::Composition => storyboard::words::Composition::ThirdsLeft,
    storyboard::words::TimeOfDay => storyboard::words::TimeOfDay::Day,
    storyboard::words::Weather => storyboard::words::Weather::Clear,
    storyboard::words::Setting => storyboard::words::Setting::Interior,
    storyboard::words::Pose => storyboard::words::Pose::Stand,
    storyboard::words::PropKind => storyboard::words::PropKind::Box,
    storyboard::look::HairStyle => storyboard::look::HairStyle::Short,
    storyboard::look::Age => storyboard::look::Age::Adult,
    storyboard::look::Presenting => storyboard::look::Presenting::Neutral,
    storyboard::look::CostumeKind => storyboard::look::CostumeKind::Jacket,
}

/// A set at another time or in other weather, for one drawing.
pub(super) fn at(set: &SetFacts, time: Option<TimeOfDay>, weather: Option<Weather>) -> SetFacts {
    let (time, weather) = (time.unwrap_or(set.time), weather.unwrap_or(set.weather));
    SetFacts { time, weather, ..set.clone() }
}

/// The board of a shot.
pub(super) fn board(plan: &ShotPlan, set: &SetFacts, members: &[Member]) -> Board {
    let setting = word(set.setting.as_str());
    let figures = plan.figures.iter().take(MAX_FIGURES).map(|it| figure(it, members)).collect();
    let props: Vec<Prop> =
        plan.props.iter().take(MAX_PROPS).map(|name| Prop { kind: word(name), turn: 0.0 }).collect();
    Board {
        size: word(plan.size.as_str()),
        angle: word(plan.angle.as_str()),
        composition: word(plan.composition.as_str()),
        params: params(plan),
        set: Set {
            place: Place::named(&set.place, setting),
            setting,
            seed: folded(set.palette_seed),
            dressing: set.dressing.iter().take(12).cloned().collect(),
        },
        time: word(set.time.as_str()),
        weather: word(set.weather.as_str()),
        figures,
        props,
        movement: word(plan.movement.as_str()),
        seed: folded(set.palette_seed),
        ..Board::default()
    }
}

/// A portrait of a look.
pub(super) fn portrait(of: &character::Look) -> Board {
    Board::portrait(look(of), 1)
}

#[expect(clippy::cast_possible_truncation, reason = "numbers of a shot need no more than six digits")]
fn params(plan: &ShotPlan) -> Params {
    let params = plan.params;
    Params {
        fov: params.fov.get() as f32,
        lighting: params.lighting.get() as f32,
        hdr_bloom: params.hdr_bloom.get() as f32,
        color_temp: params.color_temp.get() as f32,
        contrast: params.contrast.get() as f32,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "metres and degrees need no more than six digits")]
fn figure(figure: &Figure, members: &[Member]) -> storyboard::Figure {
    let member = members.iter().find(|it| it.name.eq_ignore_ascii_case(&figure.character));
    storyboard::Figure {
        name: figure.character.chars().take(120).collect(),
        look: member.map_or_else(|| Look::for_name(&figure.character), |it| look(&it.look)),
        x: (figure.x.get() as f32).clamp(-40.0, 40.0),
        z: (figure.z.get() as f32).clamp(-60.0, 20.0),
        facing: figure.facing.get() as f32,
        pose: word(figure.pose.as_str()),
        prop: figure.prop.as_deref().map(word::<PropKind>),
        gaze: (figure.gaze.get() as f32).clamp(-60.0, 60.0),
        ..storyboard::Figure::default()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a body's measures need no more than six digits")]
pub(super) fn look(of: &character::Look) -> Look {
    let colour = |look::Colour([r, g, b]): look::Colour| Colour::new(r, g, b);
    Look {
        hair: Hair { style: word(of.hair.style.as_str()), colour: colour(of.hair.colour) },
        build: Build {
            height_m: (of.build.height_m.get() as f32).clamp(0.6, 2.3),
            breadth: of.build.breadth.get() as f32,
        },
        // The engine counts from dark to pale.
        skin: 1.0 - of.skin_tone.get() as f32,
        age: word(of.age.as_str()),
        presenting: word(of.presenting.as_str()),
        costume: Costume {
            kind: word(of.costume.kind.as_str()),
            primary: colour(of.costume.primary),
            secondary: colour(of.costume.secondary),
        },
        marks: of.marks.iter().filter_map(|mark| mark.as_str().parse().ok()).take(8).collect(),
    }
}

/// A seed of half its length.
#[expect(clippy::cast_possible_truncation, reason = "both halves count")]
pub(super) fn folded(seed: u64) -> u32 {
    (seed ^ (seed >> 32)) as u32
}
