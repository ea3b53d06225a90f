//! Where the camera stands: framing by shot size, angle, lens and composition, kept inside the room and
//! clear of people, with headroom and looking space as an operator would leave them.

use super::sets::Layout;
use crate::board::Board;
use crate::figure::{Actor, Skeleton};
use crate::noise::smooth;
use crate::words::{Angle, Composition, Size};
use glam::{Vec2, Vec3A, vec2, vec3a};

/// A pinhole camera with a shifted picture plane.
#[derive(Clone, Debug)]
pub(crate) struct Camera {
    pub eye: Vec3A,
    pub right: Vec3A,
    pub up: Vec3A,
    pub ahead: Vec3A,
    /// Tangents of half the field of view, across and up.
    pub half: Vec2,
    /// Where the aim lies in the picture, −1–1.
    pub shift: Vec2,
    /// Distance that is sharp, metres.
    pub focus: f32,
    /// Blur of what is not; 0 for all sharp.
    pub aperture: f32,
}

impl Camera {
    /// The ray through a point of the picture, −1–1, y up.
    pub(crate) fn ray(&self, x: f32, y: f32) -> Vec3A {
        let across = self.right * ((x - self.shift.x) * self.half.x);
        let up = self.up * ((y - self.shift.y) * self.half.y);
        (across + up + self.ahead).normalize()
    }
}

/// What is to be framed: its middle, and the height of the picture there, metres.
struct Subject {
    aim: Vec3A,
    tall: f32,
    group: bool,
}

/// Height of the picture at the subject, metres, for somebody 1.75 m tall.
fn picture_height(size: Size) -> f32 {
    match size {
        Size::Ecu => 0.185,
        Size::Cu => 0.44,
        Size::Mcu => 0.70,
        Size::Ms => 1.08,
        Size::Mls => 1.52,
        Size::Fs => 2.25,
        Size::Ws => 4.4,
        Size::Ews => 12.0,
    }
}

fn tight(size: Size) -> bool {
    matches!(size, Size::Ecu | Size::Cu | Size::Mcu)
}

/// Frames the first figure, or all that stand with it when the frame is wide enough for company.
fn subject(board: &Board, people: &[Actor], aspect: f32) -> Subject {
    let tall = picture_height(board.size);
    let Some(lead) = people.first().and_then(|actor| actor.skeleton.as_ref().map(|s| (actor, s))) else {
        let height = if board.props.is_empty() { tall.clamp(3.0, 12.0) } else { 0.0 };
        return Subject {
            aim: vec3a(0.0, (height * 0.36).max(0.4), -1.0),
            tall: height.max(0.3),
            group: false,
        };
    };
    let (actor, s) = lead;
    let top = s.top();
    let scale = if tight(board.size) { s.head_scale } else { s.height / 1.75 };
    let head = actor.head();
    let mut tall = tall * scale;
    let (lo, hi) = actor.extent();
    let whole = hi.y - lo.y.max(0.0);
    let mut aim = match board.size {
        Size::Ecu => head + vec3a(0.0, -0.012, 0.0),
        Size::Cu | Size::Mcu | Size::Ms | Size::Mls => vec3a(head.x, top - tall * 0.39, head.z),
        Size::Fs => {
            tall = tall.min((whole * 1.3).max(1.3));
            vec3a(head.x, top - tall * 0.41, head.z)
        }
        Size::Ws => vec3a(head.x, tall * 0.34, head.z),
        Size::Ews => vec3a(head.x, tall * 0.30, head.z),
    };
    if whole < 0.8 && tight(board.size) {
        aim = head;
    } else if whole < 0.8 {
        aim = actor.to_world((lo + hi) * 0.5);
        tall = tall.max(1.25);
    }
    let company: Vec<Vec3A> = people
        .iter()
        .map(Actor::head)
        .filter(|p| (p.z - head.z).abs() < 2.4 && (p.x - head.x).abs() < 4.5)
        .collect();
    let group = company.len() > 1 && !tight(board.size) && board.angle != Angle::OverShoulder;
    if group {
        let (lo, hi) = company.iter().fold((head, head), |(lo, hi), p| (lo.min(*p), hi.max(*p)));
        aim.x = (lo.x + hi.x) * 0.5;
        aim.z = (lo.z + hi.z) * 0.5;
        let wide = hi.x - lo.x + 0.75;
        let grown = (wide / aspect).max(tall);
        let highest =
            people.iter().filter_map(|a| a.skeleton.as_ref()).map(Skeleton::top).fold(top, f32::max);
        if board.size != Size::Ews && board.size != Size::Ws {
            aim.y = highest - grown * 0.39;
        }
        tall = grown;
    }
    Subject { aim, tall, group }
}

/// Degrees to the right of the front, degrees down, roll, and how much farther away an angle stands.
fn stand(angle: Angle) -> (f32, f32, f32) {
    match angle {
        Angle::Eye | Angle::OverShoulder => (-1.5, 0.0, 1.0),
        Angle::Low => (17.0, 0.0, 1.0),
        Angle::Worm => (33.0, 0.0, 1.12),
        Angle::High => (-27.0, 0.0, 1.10),
        Angle::Overhead => (-70.0, 0.0, 1.28),
        Angle::Dutch => (4.0, 13.0, 1.05),
    }
}

/// Where the aim lies in the picture.
fn shift(board: &Board, group: bool) -> Vec2 {
    let mut at = match board.composition {
        Composition::ThirdsLeft => vec2(-0.30, 0.0),
        Composition::ThirdsRight => vec2(0.30, 0.0),
        Composition::Golden => vec2(-0.236, 0.0),
        Composition::NegativeSpace => vec2(-0.48, -0.06),
        Composition::Centered | Composition::Symmetrical => Vec2::ZERO,
    };
    if group {
        at *= 0.3;
    }
    match board.size {
        Size::Ecu => at *= 0.4,
        Size::Cu => at *= 0.85,
        Size::Ws | Size::Ews => at.y -= 0.14,
        _ => {}
    }
    at
}

/// How much of a face other heads and bodies hide when seen from `eye`.
fn hidden(eye: Vec3A, aim: Vec3A, people: &[Actor]) -> f32 {
    let line = aim - eye;
    let far = line.length();
    let along = line / far.max(1e-3);
    people
        .iter()
        .skip(1)
        .map(|other| {
            let (v, low) = (other.head() - eye, other.to_world(Vec3A::Y * 0.9) - eye);
            let near = |v: Vec3A| {
                let t = v.dot(along);
                if t > 0.0 && t < far - 0.15 {
                    1.0 - smooth(0.15, 0.55, (v - along * t).length())
                } else {
                    0.0
                }
            };
            near(v).max(near(low) * 0.8) + if v.length() < 0.6 { 1.0 } else { 0.0 }
        })
        .sum()
}

/// Sets up the camera. `things` are what an insert shows.
pub(crate) fn frame(
    board: &Board,
    people: &[Actor],
    things: &[Actor],
    layout: &Layout,
    aspect: f32,
) -> Camera {
    let half_x = (board.params.fov.to_radians() * 0.5).tan();
    let half = vec2(half_x, half_x / aspect);
    let insert = people.is_empty() && !things.is_empty();
    let mut subject = subject(board, people, aspect);
    let (mut pitch, roll, mut push) = stand(board.angle);
    // From high up a place is its floor plan: wide pictures keep their horizon.
    if board.angle == Angle::High && matches!(board.size, Size::Ws | Size::Ews) {
        pitch *= 0.45;
    }
    if insert {
        subject = table_top(things, aspect);
        pitch = pitch.min(-34.0);
    }
    if board.composition == Composition::NegativeSpace {
        push *= 1.2;
    }
    let fill = if aspect < 1.0 { 0.5 + 0.5 * aspect } else { 1.0 };
    // A ring fills the frame of an insert; nobody's face is met nearer than at arm's length.
    let nearest = if insert { 0.08 } else { 0.30 };
    let mut distance = (subject.tall / fill * push * 0.5 / half.y).max(nearest);
    if !insert && matches!(board.size, Size::Cu | Size::Mcu) {
        distance = distance.max(0.42);
    }
    let side = if board.composition == Composition::ThirdsRight { -1.0 } else { 1.0 };
    let usual = match board.composition {
        Composition::Centered | Composition::Symmetrical => 0.0,
        _ => 14.0 * side,
    };
    let stands = |actor: &Actor| actor.extent().1.y > 0.8;
    let over = board.angle == Angle::OverShoulder && people.len() > 1 && people.iter().take(2).all(stands);
    let yaw = if over { behind(people) } else { clear_yaw(board, &subject, people, distance, usual) };
    let (sin, cos) = yaw.to_radians().sin_cos();
    let (down, level) = pitch.to_radians().sin_cos();
    let ahead = vec3a(-sin * level, down, -cos * level);
    if over {
        distance = distance.max((people[1].head() - subject.aim).length() + 1.50);
    }
    let eye = keep_inside(subject.aim - ahead * distance, layout, board.angle);
    let ahead = (subject.aim - eye).normalize_or(-Vec3A::Z);
    let level = ahead.cross(Vec3A::Y).normalize_or(Vec3A::X);
    let (sin, cos) = roll.to_radians().sin_cos();
    let upright = level.cross(ahead);
    let shift = if over { vec2(0.30, 0.0) * over_side(people) } else { shift(board, subject.group) };
    let lens = 18.0 / half_x;
    let aperture = match board.size {
        _ if insert => 0.8,
        Size::Ecu | Size::Cu | Size::Mcu => (lens / 45.0).clamp(0.35, 2.0),
        Size::Ms => 0.45 * (lens / 45.0).min(2.0),
        _ => 0.0,
    };
    Camera {
        eye,
        right: level * cos + upright * sin,
        up: upright * cos - level * sin,
        ahead,
        half,
        shift,
        focus: (subject.aim - eye).length(),
        aperture,
    }
}

fn table_top(things: &[Actor], aspect: f32) -> Subject {
    let (mut lo, mut hi) = (Vec3A::splat(1e9), Vec3A::splat(-1e9));
    for thing in things {
        let (a, b) = thing.extent();
        for corner in [a, b, vec3a(a.x, a.y, b.z), vec3a(b.x, b.y, a.z)] {
            let p = thing.to_world(corner);
            lo = lo.min(p);
            hi = hi.max(p);
        }
    }
    let size = hi - lo;
    let tall = (size.y + size.z * 0.62).max(size.x / aspect) * 1.28;
    Subject { aim: (lo + hi) * 0.5, tall: tall.max(0.036), group: false }
}

/// The azimuth nearest to the usual one from which nobody hides the lead's face.
fn clear_yaw(board: &Board, subject: &Subject, people: &[Actor], distance: f32, usual: f32) -> f32 {
    if let Some(azimuth) = board.azimuth {
        return azimuth;
    }
    if subject.group || people.len() < 2 {
        return usual;
    }
    let blocked = |yaw: f32| {
        let (sin, cos) = yaw.to_radians().sin_cos();
        hidden(subject.aim + vec3a(sin, 0.0, cos) * distance, subject.aim, people)
    };
    let tries = [usual, -usual, 28.0, -28.0, 42.0, -42.0, 58.0, -58.0];
    let mut best = (blocked(usual), usual);
    for yaw in tries {
        let b = blocked(yaw);
        if b < best.0 - 0.05 {
            best = (b, yaw);
        }
    }
    best.1
}

/// Which side of the frame an over-the-shoulder subject is on: 1 right, −1 left.
fn over_side(people: &[Actor]) -> f32 {
    if people[0].head().x >= people[1].head().x { 1.0 } else { -1.0 }
}

/// The azimuth from behind the second figure's outer shoulder towards the first.
fn behind(people: &[Actor]) -> f32 {
    let (to, from) = (people[0].head(), people[1].head());
    let line = from - to;
    let straight = line.x.atan2(line.z).to_degrees();
    straight + over_side(people) * 25.0
}

/// Keeps the camera within walls, under the ceiling and above the ground.
fn keep_inside(mut eye: Vec3A, layout: &Layout, angle: Angle) -> Vec3A {
    eye.y = eye.y.max(0.12);
    if let Some(room) = layout.room {
        let wall = room.half - 0.22;
        eye.x = eye.x.clamp(-wall, wall);
        eye.z = eye.z.clamp(room.back + 0.5, 13.0);
        if angle != Angle::Overhead {
            eye.y = eye.y.min(room.height - 0.12);
        }
    } else {
        eye.x = eye.x.clamp(-layout.free, layout.free);
    }
    eye
}
