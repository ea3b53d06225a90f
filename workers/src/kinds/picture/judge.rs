//! How well a drawn frame keeps to what was agreed: what the shot's plan expects, against what was measured
//! in the picture.

use breakdown::consistency::{ExpectedFigure, FrameFacts, Measured, MeasuredFigure, score};
use breakdown::{Member, SetFacts, Side};
use domain::character::look::Colour;
use domain::scene::shot::{ConsistencyScore, DeclaredChange, Setting, ShotPlan, Size};
use storyboard::measure::Seen;

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
        measured: seen(plan, measured),
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

fn seen(plan: &ShotPlan, measured: &storyboard::Measured) -> Measured {
    let named = |seen: &Seen| -> Option<MeasuredFigure> {
        let figure = plan.figures.get(seen.figure)?;
        let middle = f64::midpoint(f64::from(seen.bounds.left), f64::from(seen.bounds.right));
        Some(MeasuredFigure {
            name: figure.character.clone(),
            costume: seen.costume.map(colour),
            hair: seen.hair.map(colour),
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest byte"
)]
fn colour(rgb: [f32; 3]) -> Colour {
    Colour(rgb.map(|value| value.round() as u8))
}
