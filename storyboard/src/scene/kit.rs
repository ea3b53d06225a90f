//! What set builders work with: a pen that adds solids and lamps at a place and angle of their own, a
//! palette drawn from the set's seed, and what the hour and the weather ask for.

use super::prim::{Finish, Prim, Solid, Surface};
use crate::noise::{mix, unit};
use crate::words::{TimeOfDay, Weather};
use glam::{Mat3A, Quat, Vec3, Vec3A, vec3a};

/// A lamp, a sign, a window: light from a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lamp {
    pub at: Vec3A,
    /// Linear colour times strength.
    pub colour: Vec3A,
    /// Metres after which it gives nothing.
    pub reach: f32,
    pub shadow: bool,
}

/// Colours of a set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    pub wall: Vec3A,
    pub trim: Vec3A,
    pub wood: Vec3A,
    pub accent: Vec3A,
    pub cloth: Vec3A,
}

const WALLS: [Vec3A; 6] = [
    vec3a(0.46, 0.41, 0.32),
    vec3a(0.30, 0.36, 0.34),
    vec3a(0.42, 0.33, 0.27),
    vec3a(0.33, 0.37, 0.42),
    vec3a(0.44, 0.42, 0.37),
    vec3a(0.36, 0.30, 0.30),
];
const ACCENTS: [Vec3A; 6] = [
    vec3a(0.36, 0.08, 0.06),
    vec3a(0.06, 0.18, 0.24),
    vec3a(0.40, 0.22, 0.05),
    vec3a(0.08, 0.20, 0.11),
    vec3a(0.22, 0.09, 0.18),
    vec3a(0.10, 0.14, 0.28),
];
const WOODS: [Vec3A; 4] =
    [vec3a(0.24, 0.14, 0.08), vec3a(0.32, 0.20, 0.11), vec3a(0.16, 0.09, 0.055), vec3a(0.38, 0.27, 0.16)];

/// Bars with a smaller radius throw no shadow, metres.
const THIN: f32 = 0.018;

/// The pen.
#[derive(Clone, Debug)]
pub(crate) struct Kit {
    pub prims: Vec<Prim>,
    pub lamps: Vec<Lamp>,
    pub palette: Palette,
    pub time: TimeOfDay,
    pub weather: Weather,
    pub seed: u32,
    /// Inside, walls and ceilings keep no light away: a film set has none where the lamps stand.
    inside: bool,
    origin: Vec3A,
    yaw: f32,
    object: u16,
    /// The identifier that all solids share while one body is built.
    body: Option<u16>,
    wild: bool,
}

impl Kit {
    pub(crate) fn new(seed: u32, time: TimeOfDay, weather: Weather, inside: bool) -> Self {
        let pick = |salt: u32, n: usize| mix(seed, salt) as usize % n;
        let wall = WALLS[pick(1, WALLS.len())];
        let palette = Palette {
            wall,
            trim: if pick(2, 2) == 0 { wall * 0.42 } else { vec3a(0.55, 0.52, 0.47) },
            wood: WOODS[pick(3, WOODS.len())],
            accent: ACCENTS[pick(4, ACCENTS.len())],
            cloth: ACCENTS[pick(5, ACCENTS.len())].lerp(vec3a(0.30, 0.27, 0.23), 0.5),
        };
        Self {
            prims: Vec::with_capacity(256),
            lamps: Vec::new(),
            palette,
            time,
            weather,
            seed,
            inside,
            origin: Vec3A::ZERO,
            yaw: 0.0,
            object: 0,
            body: None,
            wild: false,
        }
    }

    /// Whether lamps are lit.
    pub(crate) fn dark(&self) -> bool {
        self.time == TimeOfDay::Night
    }

    /// A number of the set's own, 0–1.
    pub(crate) fn chance(&self, salt: u32) -> f32 {
        unit(mix(self.seed, salt.wrapping_add(1_000)))
    }

    /// Builds an object at a place, turned `degrees`; furniture, which makes room for the camera.
    pub(crate) fn thing(&mut self, x: f32, z: f32, degrees: f32, build: impl FnOnce(&mut Self)) {
        self.placed(x, 0.0, z, degrees, true, build);
    }

    /// Builds a part of the architecture at a place, turned `degrees`; it stays whatever happens.
    pub(crate) fn fixed(&mut self, x: f32, z: f32, degrees: f32, build: impl FnOnce(&mut Self)) {
        self.placed(x, 0.0, z, degrees, false, build);
    }

    pub(crate) fn placed(
        &mut self,
        x: f32,
        y: f32,
        z: f32,
        degrees: f32,
        wild: bool,
        build: impl FnOnce(&mut Self),
    ) {
        let before = (self.origin, self.yaw, self.wild);
        self.origin = self.to_world(vec3a(x, y, z));
        self.yaw += degrees.to_radians();
        // A thing on a thing belongs to it, and comes and goes with it.
        if !before.2 {
            self.object += 1;
        }
        self.wild = wild || before.2;
        build(self);
        (self.origin, self.yaw, self.wild) = before;
    }

    pub(crate) fn to_world(&self, p: Vec3A) -> Vec3A {
        self.origin + Mat3A::from_rotation_y(self.yaw) * p
    }

    fn add(&mut self, solid: Solid, c: Vec3A, half: Vec3A, own: Mat3A, finish: Finish) {
        if self.prims.len() >= 6_000 {
            return;
        }
        let turn = own.transpose() * Mat3A::from_rotation_y(-self.yaw);
        let mut prim = Prim::new(solid, self.to_world(c), half, turn, finish);
        prim.id = self.body.unwrap_or(16 + self.prims.len() as u16);
        prim.object = self.object;
        prim.wild = self.wild;
        prim.shades &= self.wild || !self.inside;
        self.prims.push(prim);
    }

    /// A box by its middle and half its size.
    pub(crate) fn block(&mut self, c: Vec3A, half: Vec3A, colour: Vec3A, surface: Surface) {
        self.add(Solid::Box, c, half, Mat3A::IDENTITY, Finish { surface, colour, glow: 0.0 });
    }

    /// A box with axes of its own.
    pub(crate) fn tilted(&mut self, c: Vec3A, half: Vec3A, own: Mat3A, colour: Vec3A, surface: Surface) {
        self.add(Solid::Box, c, half, own, Finish { surface, colour, glow: 0.0 });
    }

    /// A cylinder standing on `foot`.
    pub(crate) fn pole(&mut self, foot: Vec3A, r: f32, h: f32, colour: Vec3A, surface: Surface) {
        self.taper(foot, r, 1.0, h, colour, surface);
    }

    /// A cone standing on `foot`, its top `ratio` as wide as its bottom.
    pub(crate) fn taper(&mut self, foot: Vec3A, r: f32, ratio: f32, h: f32, colour: Vec3A, surface: Surface) {
        let c = foot + vec3a(0.0, h * 0.5, 0.0);
        self.add(
            Solid::Cone(ratio),
            c,
            vec3a(r, h * 0.5, r),
            Mat3A::IDENTITY,
            Finish { surface, colour, glow: 0.0 },
        );
    }

    /// A cylinder lying along x (`across`) or z.
    pub(crate) fn roll(
        &mut self,
        c: Vec3A,
        r: f32,
        length: f32,
        across: bool,
        colour: Vec3A,
        surface: Surface,
    ) {
        let quarter = std::f32::consts::FRAC_PI_2;
        let own = if across { Mat3A::from_rotation_z(quarter) } else { Mat3A::from_rotation_x(quarter) };
        self.add(Solid::Cylinder, c, vec3a(r, length * 0.5, r), own, Finish { surface, colour, glow: 0.0 });
    }

    pub(crate) fn ball(&mut self, c: Vec3A, r: Vec3A, colour: Vec3A, surface: Surface) {
        self.add(Solid::Ball, c, r, Mat3A::IDENTITY, Finish { surface, colour, glow: 0.0 });
    }

    /// An egg with axes of its own.
    pub(crate) fn egg(&mut self, c: Vec3A, r: Vec3A, own: Mat3A, colour: Vec3A, surface: Surface) {
        self.add(Solid::Ball, c, r, own, Finish { surface, colour, glow: 0.0 });
    }

    /// A round bar from one point to another, as thick at each end as said.
    pub(crate) fn limb(&mut self, from: (Vec3A, f32), to: (Vec3A, f32), colour: Vec3A, surface: Surface) {
        let along = to.0 - from.0;
        let up = Vec3::from(along).normalize_or(Vec3::Y);
        let own = Mat3A::from_quat(Quat::from_rotation_arc(Vec3::Y, up));
        let half = vec3a(from.1, along.length() * 0.5, from.1);
        let finish = Finish { surface, colour, glow: 0.0 };
        self.add(Solid::Cone(to.1 / from.1), from.0.midpoint(to.0), half, own, finish);
        // The sun is wider than a wire.
        if let Some(wire) = self.prims.last_mut().filter(|_| from.1 < THIN) {
            wire.shades = false;
        }
    }

    /// Builds one body out of many solids: ink goes around it, not around each of them.
    pub(crate) fn whole(&mut self, build: impl FnOnce(&mut Self)) {
        self.body = Some(16 + self.prims.len() as u16);
        build(self);
        self.body = None;
    }

    /// A gable roof: half width, half height and half length around its middle.
    pub(crate) fn roof(&mut self, c: Vec3A, half: Vec3A, colour: Vec3A, surface: Surface) {
        self.gable(c, half, Mat3A::IDENTITY, colour, surface);
    }

    /// A gable with axes of its own.
    pub(crate) fn gable(&mut self, c: Vec3A, half: Vec3A, own: Mat3A, colour: Vec3A, surface: Surface) {
        self.add(Solid::Roof, c, half, own, Finish { surface, colour, glow: 0.0 });
    }

    /// A box that gives light of `strength`.
    pub(crate) fn glow(&mut self, c: Vec3A, half: Vec3A, colour: Vec3A, strength: f32) {
        let finish = Finish { surface: Surface::Glow, colour, glow: strength };
        self.add(Solid::Box, c, half, Mat3A::IDENTITY, finish);
    }

    /// Any solid that gives light, standing on `foot`.
    pub(crate) fn shade(&mut self, foot: Vec3A, r: f32, ratio: f32, h: f32, colour: Vec3A, strength: f32) {
        let finish = Finish { surface: Surface::Glow, colour, glow: strength };
        let c = foot + vec3a(0.0, h * 0.5, 0.0);
        self.add(Solid::Cone(ratio), c, vec3a(r, h * 0.5, r), Mat3A::IDENTITY, finish);
    }

    pub(crate) fn bulb(&mut self, c: Vec3A, r: f32, colour: Vec3A, strength: f32) {
        let finish = Finish { surface: Surface::Glow, colour, glow: strength };
        self.add(Solid::Ball, c, Vec3A::splat(r), Mat3A::IDENTITY, finish);
    }

    /// Glass with the world behind it; faces +z.
    pub(crate) fn pane(&mut self, c: Vec3A, half: Vec3A) {
        let finish = Finish { surface: Surface::Window, colour: Vec3A::ONE, glow: 1.0 };
        self.add(Solid::Box, c, half, Mat3A::IDENTITY, finish);
    }

    /// Glass with the stars behind it; faces +z.
    pub(crate) fn port(&mut self, c: Vec3A, half: Vec3A) {
        let finish = Finish { surface: Surface::Space, colour: Vec3A::ONE, glow: 1.0 };
        self.add(Solid::Box, c, half, Mat3A::IDENTITY, finish);
    }

    /// Light from a point; `colour` already times strength.
    pub(crate) fn lamp(&mut self, at: Vec3A, colour: Vec3A, reach: f32, shadow: bool) {
        let at = self.to_world(at);
        self.lamps.push(Lamp { at, colour, reach, shadow });
    }
}
