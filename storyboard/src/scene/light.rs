//! The light of a scene: a key whose direction and colour follow from the hour, the weather and the set,
//! a rim to part figures from their ground, an ambient dome, and the set's own lamps.

use super::colour::black_body;
use super::kit::{Kit, Lamp};
use super::sets::Layout;
use crate::board::Board;
use crate::words::{Composition, TimeOfDay, Weather};
use glam::{Vec3A, vec3a};

/// The most lamps that are lit at once; the nearest count.
const MAX_LAMPS: usize = 12;

/// All light of a scene, linear and already times strength.
#[derive(Clone, Debug)]
pub(crate) struct Rig {
    /// Towards the key.
    pub key: Vec3A,
    pub key_colour: Vec3A,
    /// How hard its shadows are.
    pub hardness: f32,
    pub rim: Vec3A,
    pub rim_colour: Vec3A,
    pub ambient: Vec3A,
    pub bounce: Vec3A,
    /// Light from the camera's side that keeps faces readable.
    pub fill: Vec3A,
    pub lamps: Vec<Lamp>,
    /// Light through a window: direction to the sun and colour, thrown as a patch.
    pub beam: Option<(Vec3A, Vec3A)>,
    /// Factor of the whole picture.
    pub exposure: f32,
}

/// Sky at the horizon and at the zenith.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dome {
    pub horizon: Vec3A,
    pub zenith: Vec3A,
}

pub(crate) fn dome(time: TimeOfDay, weather: Weather) -> Dome {
    let (horizon, zenith) = match time {
        TimeOfDay::Day => (vec3a(0.80, 0.90, 1.0), vec3a(0.20, 0.38, 0.72)),
        TimeOfDay::Night => (vec3a(0.040, 0.062, 0.105), vec3a(0.008, 0.013, 0.030)),
        TimeOfDay::Dawn => (vec3a(1.20, 0.72, 0.56), vec3a(0.24, 0.32, 0.56)),
        TimeOfDay::Dusk => (vec3a(1.30, 0.56, 0.24), vec3a(0.16, 0.17, 0.40)),
    };
    let clear = Dome { horizon, zenith };
    let grey = match time {
        TimeOfDay::Day => vec3a(0.66, 0.70, 0.75),
        TimeOfDay::Night => vec3a(0.034, 0.044, 0.064),
        TimeOfDay::Dawn => vec3a(0.56, 0.50, 0.52),
        TimeOfDay::Dusk => vec3a(0.46, 0.38, 0.40),
    };
    let covered = match weather {
        Weather::Clear | Weather::Wind => 0.0,
        Weather::Rain => 0.85,
        Weather::Fog | Weather::Snow => 0.95,
        Weather::Storm => 1.0,
    };
    // A rain sky is a dark one; white would be fog.
    let grey = match weather {
        Weather::Storm => grey * 0.55,
        Weather::Rain if time != TimeOfDay::Night => grey * 0.66,
        Weather::Fog if time != TimeOfDay::Night => grey * 0.86,
        _ => grey,
    };
    Dome { horizon: clear.horizon.lerp(grey, covered), zenith: clear.zenith.lerp(grey * 0.72, covered) }
}

fn overcast(weather: Weather) -> bool {
    !matches!(weather, Weather::Clear | Weather::Wind)
}

/// Sets the light. `right` and `ahead` are the camera's, level.
pub(crate) fn rig(
    board: &Board,
    kit: &Kit,
    layout: &Layout,
    inside: bool,
    right: Vec3A,
    ahead: Vec3A,
) -> Rig {
    let level = vec3a(ahead.x, 0.0, ahead.z).normalize_or(-Vec3A::Z);
    let side = match board.composition {
        Composition::ThirdsRight => -1.0,
        _ => 1.0,
    };
    let strength = board.params.lighting / 100.0;
    let contrast = board.params.contrast / 100.0;
    let white = balance(board.params.color_temp);
    let night = board.time == TimeOfDay::Night;
    let sky = dome(board.time, board.weather);
    let (key, colour, power, hardness) = if inside {
        inside_key(board, layout, right * side, level)
    } else {
        outside_key(board, right * side, level)
    };
    let lit = 0.18 + 1.22 * strength;
    let fill = (1.20 - 0.95 * contrast).max(0.15);
    let ambient = if inside { inside_ambient(board, layout) } else { sky.zenith * 0.60 + sky.horizon * 0.38 };
    let own = if night { 0.55 + 0.75 * strength } else { 0.40 + 0.95 * strength };
    let bounce = layout.ground_colour * 0.5 + kit.palette.wall * if inside { 0.25 } else { 0.05 };
    let rim_colour = if night { vec3a(0.42, 0.62, 1.05) * 0.62 } else { vec3a(0.95, 1.0, 1.06) * 0.55 };
    let mut lamps = kit.lamps.clone();
    let here = vec3a(0.0, 1.2, 0.0);
    lamps.sort_by(|a, b| importance(b, here).total_cmp(&importance(a, here)));
    lamps.truncate(MAX_LAMPS);
    for lamp in &mut lamps {
        lamp.colour = lamp.colour * white * (0.45 + 0.95 * strength);
    }
    Rig {
        key,
        key_colour: colour * white * power * lit,
        hardness,
        rim: (-right * side * 0.75 + Vec3A::Y * 0.50 + level * 0.75).normalize(),
        rim_colour: rim_colour * white * (0.35 + 0.75 * contrast) * (0.5 + 0.7 * strength),
        ambient: ambient * white * fill * own,
        bounce: bounce * white,
        fill: white
            * (colour * power * 0.16 + ambient * 0.30)
            * (1.25 - contrast)
            * own
            * if night { 2.0 } else { 1.0 },
        lamps,
        beam: beam(board, layout, inside, strength).map(|(d, c)| (d, c * white)),
        exposure: 1.0,
    }
}

/// White balance as a tint: at 5,600 K nothing changes, below it the picture warms, above it cools.
fn balance(kelvin: f32) -> Vec3A {
    let tint = black_body(kelvin) / black_body(5_600.0);
    Vec3A::ONE.lerp(tint, 0.72)
}

fn importance(lamp: &Lamp, here: Vec3A) -> f32 {
    lamp.colour.max_element() / (1.0 + (lamp.at - here).length_squared())
}

fn outside_key(board: &Board, side: Vec3A, level: Vec3A) -> (Vec3A, Vec3A, f32, f32) {
    let (direction, colour, power) = match board.time {
        TimeOfDay::Day => (side * 0.80 + Vec3A::Y * 0.95 - level * 0.55, vec3a(1.06, 1.0, 0.92), 2.0),
        TimeOfDay::Dusk => (side * 0.85 + Vec3A::Y * 0.26 + level * 0.10, vec3a(1.45, 0.82, 0.42), 2.1),
        TimeOfDay::Dawn => (side * 0.85 + Vec3A::Y * 0.30 - level * 0.15, vec3a(1.28, 0.90, 0.72), 1.8),
        TimeOfDay::Night => (side * 0.75 + Vec3A::Y * 0.80 - level * 0.60, vec3a(0.58, 0.76, 1.15), 0.62),
    };
    let softened = match board.weather {
        Weather::Clear | Weather::Wind => 1.0,
        Weather::Rain | Weather::Snow => 0.38,
        Weather::Fog => 0.30,
        Weather::Storm => 0.24,
    };
    let softened = if board.time == TimeOfDay::Night { 0.5 + 0.5 * softened } else { softened };
    let colour = if overcast(board.weather) { colour.lerp(Vec3A::ONE * 0.95, 0.6) } else { colour };
    (direction.normalize(), colour, power * softened, if overcast(board.weather) { 3.0 } else { 9.0 })
}

fn inside_key(board: &Board, layout: &Layout, side: Vec3A, level: Vec3A) -> (Vec3A, Vec3A, f32, f32) {
    let direction = (side * 0.90 + Vec3A::Y * 0.55 - level * 0.50).normalize();
    let day = layout.daylight;
    let (colour, power) = match board.time {
        TimeOfDay::Day => (vec3a(1.0, 1.0, 1.0), 0.55 + 0.75 * day),
        TimeOfDay::Dusk => (vec3a(1.38, 0.84, 0.48), 0.45 + 0.65 * day),
        TimeOfDay::Dawn => (vec3a(1.18, 0.95, 0.84), 0.42 + 0.58 * day),
        TimeOfDay::Night => (vec3a(1.22, 0.94, 0.68), 0.62),
    };
    (direction, colour, power, 6.0)
}

fn inside_ambient(board: &Board, layout: &Layout) -> Vec3A {
    let day = 0.35 + 0.65 * layout.daylight;
    match board.time {
        TimeOfDay::Day => vec3a(0.46, 0.48, 0.52) * day,
        TimeOfDay::Dusk => vec3a(0.32, 0.27, 0.33) * day,
        TimeOfDay::Dawn => vec3a(0.32, 0.32, 0.40) * day,
        TimeOfDay::Night => vec3a(0.085, 0.110, 0.185),
    }
}

/// Sun or moon through the windows, a patch of hard light across the room.
fn beam(board: &Board, layout: &Layout, inside: bool, strength: f32) -> Option<(Vec3A, Vec3A)> {
    if !inside || layout.daylight < 0.4 || overcast(board.weather) {
        return None;
    }
    let (up, colour) = match board.time {
        TimeOfDay::Day => (0.80, vec3a(1.5, 1.35, 1.08)),
        TimeOfDay::Dusk => (0.42, vec3a(1.9, 0.88, 0.36)),
        TimeOfDay::Dawn => (0.46, vec3a(1.5, 0.98, 0.70)),
        TimeOfDay::Night => (0.80, vec3a(0.16, 0.24, 0.42)),
    };
    Some((vec3a(-0.95, up, 0.18).normalize(), colour * (0.25 + strength)))
}
