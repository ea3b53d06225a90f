//! How well a drawn frame keeps to what was agreed: what the shot's plan expects, against what was measured
//! in the picture.

use breakdown::consistency::{ExpectedFigure, FrameFacts, Measured, MeasuredFigure, score};
use breakdown::{Member, SetFacts, Side};
use domain::character::look::Colour;
use domain::scene::shot::{ConsistencyScore, DeclaredChange, Setting, ShotPlan, Size};
use storyboard::measure::Seen;

use super::board::look;

/// Nearer to the middle than this, a figure stands on no side.
const MIDDLE: f64 = 0.25;

/// Everything the script supervisor looks at in one frame.
pub(super) fn facts(
    name: &str,
    plan: &ShotPlan,
    set: &SetFacts,
    members: &[Member],
    measured: &storyboard::Measured,
) -> FrameFacts {
    FrameFacts {
        name: name.to_owned(),
        time: set.time,
        interior: set.setting != Setting::Exterior,
        params: plan.params,
        expected: plan.figures.iter().filter_map(|it| expected(it, members)).collect(),
        measured: seen(plan, members, measured),
        close: matches!(plan.size, Size::Ecu | Size::Cu) || plan.figures.is_empty(),
    }
}

/// The score of one frame beside its neighbours.
pub(super) fn judge(
    frame: &FrameFacts,
    beside: &[&FrameFacts],
    changes: &[DeclaredChange],
) -> ConsistencyScore {
    score(frame, beside, changes)
}

fn expected(figure: &domain::scene::shot::Figure, members: &[Member]) -> Option<ExpectedFigure> {
    let member = members.iter().find(|it| it.name.eq_ignore_ascii_case(&figure.character))?;
    let side = |value: f64, least: f64| match value {
        value if value <= -least => Some(Side::Left),
        value if value >= least => Some(Side::Right),
        _ => None,
    };
    let turned = figure.facing.get();
    Some(ExpectedFigure {
        name: member.name.clone(),
        look: member.look.clone(),
        side: side(figure.x.get(), MIDDLE),
        looks: if turned.abs() > 150.0 { None } else { side(turned, 20.0) },
        prop: figure.prop.clone(),
    })
}

fn seen(plan: &ShotPlan, members: &[Member], measured: &storyboard::Measured) -> Measured {
    let named = |seen: &Seen| -> Option<MeasuredFigure> {
        let figure = plan.figures.get(seen.figure)?;
        let light =
            Light::on(seen, members.iter().find(|it| it.name.eq_ignore_ascii_case(&figure.character)));
        let middle = f64::midpoint(f64::from(seen.bounds.left), f64::from(seen.bounds.right));
        Some(MeasuredFigure {
            name: figure.character.clone(),
            costume: seen.costume.map(|it| light.taken_from(it)),
            hair: seen.hair.map(|it| light.taken_from(it)),
            x: middle * 2.0 - 1.0,
            turned: f64::from(seen.facing.unwrap_or(0.0)),
            coverage: f64::from(seen.coverage),
            prop: figure.prop.clone(),
        })
    };
    Measured {
        luminance: f64::from(measured.luminance),
        color_temp: f64::from(measured.kelvin),
        set: None,
        figures: measured.figures.iter().filter_map(named).collect(),
    }
}

/// The light on a figure, read from the skin, whose colour in plain light is known: a navy coat at night is
/// still navy. Linear, a factor for each of red, green and blue.
struct Light([f32; 3]);

/// Light is taken for no weaker than this: below it everything is black.
const FAINTEST: f32 = 0.06;
/// And for no stronger than this.
const STRONGEST: f32 = 4.0;

impl Light {
    fn on(seen: &Seen, member: Option<&Member>) -> Self {
        let (Some(skin), Some(member)) = (seen.skin, member) else { return Self([1.0; 3]) };
        let known = look(&member.look).skin_colour();
        let of = |channel: usize| linear(skin[channel]) / known[channel].max(0.01);
        Self([of(0), of(1), of(2)].map(|factor| factor.clamp(FAINTEST, STRONGEST)))
    }

    /// A colour as it is in plain light.
    fn taken_from(&self, rgb: [f32; 3]) -> Colour {
        let of = |channel: usize| encoded(linear(rgb[channel]) / self.0[channel]);
        Colour([of(0), of(1), of(2)])
    }
}

/// The sRGB transfer function (IEC 61966-2-1), from 0–255.
fn linear(byte: f32) -> f32 {
    let value = byte / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 255")]
fn encoded(light: f32) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let value = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use breakdown::{Known, cast};
    use domain::character::Profile;
    use storyboard::measure::Bounds;

    #[test]
    fn a_navy_coat_in_a_quarter_of_the_light_is_still_navy() {
        let profile = Profile { name: "Mara".into(), ..Profile::default() };
        let member = cast(&[], &[Known { profile: &profile, look: None }]).members.remove(0);
        let dimmed = |light: f32| f32::from(encoded(light * 0.25));
        let navy = [0.02, 0.04, 0.18];
        let seen = Seen {
            figure: 0,
            coverage: 0.3,
            bounds: Bounds { left: 0.2, top: 0.1, right: 0.5, bottom: 1.0 },
            side: storyboard::measure::Side::Left,
            facing: None,
            costume: Some(navy.map(dimmed)),
            hair: None,
            skin: Some(look(&member.look).skin_colour().map(dimmed)),
        };
        let found = Light::on(&seen, Some(&member)).taken_from(seen.costume.unwrap());
        for (channel, light) in found.0.iter().zip(navy) {
            assert!(channel.abs_diff(encoded(light)) <= 8, "{found:?}");
        }
    }
}
