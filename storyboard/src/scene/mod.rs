//! From a checked board to everything a ray can meet: set, figures, light, sky and camera.

mod animals;
mod bvh;
pub(crate) mod camera;
pub(crate) mod colour;
mod furniture;
mod kit;
mod light;
mod nature;
pub(crate) mod prim;
mod room;
mod sets;
mod sky;
mod wheeled;

pub(crate) use bvh::Bvh;
pub(crate) use camera::Camera;
pub(crate) use light::Rig;
pub(crate) use sky::Sky;

use crate::board::{Checked, Figure};
use crate::figure::{Actor, sits};
use crate::place::Place;
use crate::words::{Angle, Pose, Setting, TimeOfDay, Weather};
use glam::{Vec3A, vec3a};
use kit::Kit;
use prim::{Prim, Surface};
use sets::Layout;

/// Everything that is drawn.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub set: Bvh,
    pub people: Vec<Actor>,
    pub things: Vec<Actor>,
    pub rig: Rig,
    pub sky: Sky,
    pub camera: Camera,
    pub inside: bool,
    pub ground: Surface,
    pub ground_colour: Vec3A,
    /// 0 dry – 1 mirror.
    pub gloss: f32,
    /// Whether rain has made the ground wet.
    pub wet: bool,
    pub haze: f32,
    /// The most of a solid's own light that it takes: the farthest silhouettes still part from the sky.
    pub most: f32,
    /// Metres before the camera that have none of it.
    pub clear: f32,
    pub haze_colour: Vec3A,
    pub shore: Option<f32>,
    /// Half the width of the road through the middle, metres.
    pub road: Option<f32>,
    /// Half width and back of the room, for the patch of sun.
    pub room: Option<(f32, f32)>,
}

impl Scene {
    /// Builds the scene for a picture `aspect` times as wide as high.
    pub(crate) fn new(board: &Checked, aspect: f32) -> Self {
        let bare = board.figures.is_empty() && board.props.is_empty();
        let street = bare && board.set.place == Place::Car;
        let inside = !street && sets::is_inside(&board.set);
        let mut kit = Kit::new(board.set.seed, board.time, board.weather, inside);
        let layout = if street { sets::parked_car(&mut kit) } else { sets::build(&mut kit, &board.set) };
        let people = cast(board, &layout);
        furnish(&mut kit, board, &people, &layout);
        let things = lay_out(&mut kit, board, inside);
        let camera = camera::frame(board, &people, &things, &layout, aspect);
        let rig = light::rig(board, &kit, &layout, inside, camera.right, camera.ahead);
        let prims = clear_the_view(std::mem::take(&mut kit.prims), board, &people, &things, &camera);
        let sky = sky(board, &layout, &rig, &camera);
        let wet = !inside && matches!(board.weather, Weather::Rain | Weather::Storm);
        let air = Air::of(board.weather, board.time, inside);
        let haze_colour = if inside { rig.ambient * 0.6 } else { sky.dome.horizon * air.tone };
        let mut scene = Self {
            set: Bvh::new(prims),
            people,
            things,
            rig,
            sky,
            camera,
            inside,
            ground: layout.ground,
            ground_colour: layout.ground_colour,
            gloss: if wet { layout.gloss.max(0.55) } else { layout.gloss },
            wet,
            haze: layout.haze + air.haze,
            most: air.most,
            clear: 0.0,
            haze_colour,
            shore: layout.shore,
            road: layout.road,
            room: layout.room.map(|room| (room.half, room.back)),
        };
        for actor in &mut scene.people {
            let far = (actor.head() - scene.camera.eye).length();
            actor.fine = 0.24 / (far * scene.camera.half.y * 2.0) > 0.075;
        }
        scene.clear_the_air(air.most < 1.0);
        scene
    }

    /// Leaves the air before the nearest person clear. A long lens stands far from the face that it shows; nobody lights
    /// a close-up through the fog in between. Whoever is farther than [`CLEAR`] is meant to be in it.
    fn clear_the_air(&mut self, thick: bool) {
        let nearest =
            self.people.iter().map(|actor| (actor.head() - self.camera.eye).length()).reduce(f32::min);
        self.clear = nearest.map_or(0.0, |metres| metres.min(CLEAR) * 0.85);
        if thick {
            // Weather is drawn to the size of the shot: from far away its layers lie farther apart.
            let far = nearest.unwrap_or_else(|| self.camera.eye.length());
            self.clear = self.clear.max(0.40 * far.min(3.5 * CLEAR));
            self.haze *= (1.6 * CLEAR / far).clamp(0.45, 1.0);
        }
    }

    /// Figures and things.
    pub(crate) fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.people.iter().chain(&self.things)
    }
}

/// Most metres of air without haze, for the nearest person to be seen through.
const CLEAR: f32 = 7.0;

/// What the weather makes of the air.
#[derive(Clone, Copy, Debug)]
struct Air {
    /// Share of light lost per metre.
    haze: f32,
    /// The most that is lost.
    most: f32,
    /// Brightness of the haze to the sky's at the horizon: below one, what is far stands dark before it.
    tone: f32,
}

impl Air {
    /// As an artist washes in distance rather than as light is scattered: near things keep their blacks, far ones go
    /// pale one behind the other, and none goes quite. By night lamps make the depth.
    fn of(weather: Weather, time: TimeOfDay, inside: bool) -> Self {
        let night = time == TimeOfDay::Night;
        let (haze, most, tone) = match weather {
            _ if inside => (0.0, 1.0, 1.0),
            Weather::Rain if night => (0.014, 1.0, 1.0),
            Weather::Storm if night => (0.018, 1.0, 1.0),
            Weather::Fog => (0.030, 0.82, 0.86),
            Weather::Snow => (0.012, 0.80, 0.90),
            Weather::Storm => (0.010, 0.74, 0.80),
            Weather::Rain => (0.007, 0.72, 0.82),
            Weather::Clear | Weather::Wind => (0.0, 1.0, 1.0),
        };
        Self { haze, most, tone }
    }
}

/// Puts the figures on their marks, within the walls, and gives an over-the-shoulder shot its shoulder.
fn cast(board: &Checked, layout: &Layout) -> Vec<Actor> {
    let mut figures: Vec<Figure> = board.figures.clone();
    if board.angle == Angle::OverShoulder && figures.len() == 1 {
        figures.push(listener(&figures[0]));
    }
    let place = |figure: &mut Figure| {
        if let Some(room) = layout.room {
            let wall = room.half - 0.45;
            figure.x = figure.x.clamp(-wall, wall);
            figure.z = figure.z.clamp(room.back + 0.6, 9.0);
        }
    };
    figures
        .iter_mut()
        .enumerate()
        .map(|(index, figure)| {
            place(figure);
            let lift = if figure.pose == Pose::Lie && layout.beds { 0.60 } else { 0.0 };
            Actor::figure(figure, index, lift)
        })
        .collect()
}

/// Somebody unnamed, standing where the subject looks.
fn listener(subject: &Figure) -> Figure {
    let (sin, cos) = subject.facing.to_radians().sin_cos();
    let side = if sin >= 0.0 { 0.55 } else { -0.55 };
    let (dx, dz) = if cos > -0.2 { (sin * 0.7 + side * 0.5, cos.max(0.35)) } else { (side, 1.0) };
    Figure {
        name: String::new(),
        look: crate::look::Look::for_name(&format!("{} listener", subject.name)),
        x: subject.x + dx * 1.1,
        z: subject.z + dz * 1.1,
        facing: (-dx).atan2(-dz).to_degrees(),
        pose: if sits(subject.pose) { Pose::Sit } else { Pose::Stand },
        ..Figure::default()
    }
}

/// Seats for those who sit, a desk for those who write, a bed for those who lie.
fn furnish(kit: &mut Kit, board: &Checked, people: &[Actor], layout: &Layout) {
    let in_car = board.set.place == Place::Car;
    for (figure, actor) in board.figures.iter().zip(people) {
        let at = actor.to_world(vec3a(0.0, 0.0, -0.02));
        if sits(figure.pose) && !in_car {
            kit.placed(at.x, 0.0, at.z, figure.facing, false, furniture::chair);
        }
        if figure.pose == Pose::Write {
            let desk = actor.to_world(vec3a(0.0, 0.0, 0.62));
            kit.placed(desk.x, 0.0, desk.z, figure.facing, false, |k| furniture::table(k, 0.62, 0.36));
        }
        if figure.pose == Pose::Drive {
            let wheel = actor.to_world(vec3a(0.0, 0.0, 0.42));
            kit.placed(wheel.x, 0.80, wheel.z, figure.facing, false, |k| {
                let own = glam::Mat3A::from_rotation_x(-0.45);
                k.tilted(
                    vec3a(0.0, 0.0, 0.04),
                    vec3a(0.19, 0.016, 0.016),
                    own,
                    furniture::grey(0.03),
                    Surface::Plain,
                );
                for i in 0..96 {
                    let (s, c) = (i as f32 * 0.065_45).sin_cos();
                    k.ball(
                        own * vec3a(s * 0.19, c * 0.19, 0.0),
                        Vec3A::splat(0.017),
                        furniture::grey(0.03),
                        Surface::Plain,
                    );
                }
            });
        }
        if figure.pose == Pose::Lie && layout.beds {
            let middle = actor.to_world(vec3a(0.0, 0.0, 0.0));
            kit.placed(middle.x, 0.0, middle.z, figure.facing + 90.0, false, furniture::bed);
        }
    }
}

/// Puts what an insert shows on a table, or on the ground outside.
fn lay_out(kit: &mut Kit, board: &Checked, inside: bool) -> Vec<Actor> {
    if board.props.is_empty() || !board.figures.is_empty() {
        return Vec::new();
    }
    let level = if inside { 0.755 } else { 0.0 };
    if inside {
        kit.placed(0.0, 0.0, -0.2, 0.0, false, |k| furniture::table(k, 0.85, 0.55));
    }
    let middle = (board.props.len() as f32 - 1.0) * 0.5;
    board
        .props
        .iter()
        .enumerate()
        .map(|(index, prop)| {
            let x = (index as f32 - middle) * 0.30;
            Actor::prop(prop.kind, index, vec3a(x, level, -0.1), prop.turn, 1.0)
        })
        .collect()
}

/// Takes away furniture that stands in the camera's way or inside a figure, as a crew would.
fn clear_the_view(
    prims: Vec<Prim>,
    board: &Checked,
    people: &[Actor],
    things: &[Actor],
    camera: &Camera,
) -> Vec<Prim> {
    let mut away = std::collections::BTreeSet::new();
    let aims: Vec<Vec3A> = people.iter().map(Actor::head).chain(things.iter().map(Actor::head)).collect();
    let wide = camera.half.x.min(0.8);
    for prim in prims.iter().filter(|prim| prim.wild) {
        let close = prim.distance(camera.eye) < 0.35;
        let hides = aims.iter().any(|aim| {
            let line = *aim - camera.eye;
            let far = line.length();
            (1..10).any(|i| {
                let t = far * i as f32 / 10.0;
                t < far - 0.45
                    && prim.distance(camera.eye + line / far * t) < (0.10 + 0.12 * wide * (far - t)).min(0.30)
            })
        });
        let pierced = board.figures.iter().zip(people).any(|(figure, actor)| {
            let reach = if figure.pose == Pose::Lie { 0.6 } else { 0.16 };
            [0.25, 0.6, 1.0, 1.4].iter().any(|y| {
                prim.distance(actor.to_world(Vec3A::Y * *y))
                    < reach * if sits(figure.pose) && *y < 0.9 { 0.4 } else { 1.0 }
            })
        }) || (!things.is_empty() && prim.distance(vec3a(0.0, 0.8, -0.2)) < 0.9);
        if close || hides || pierced {
            away.insert(prim.object);
        }
    }
    let overhead = board.angle == Angle::Overhead && sets::is_inside(&board.set);
    prims
        .into_iter()
        .filter(|prim| !away.contains(&prim.object))
        .filter(|prim| !(overhead && prim.bounds().0.y > camera.eye.y - 0.6))
        .filter(|prim| !(overhead && prim.half.y < 0.12 && prim.bounds().0.y > 2.2))
        .collect()
}

fn sky(board: &Checked, layout: &Layout, rig: &Rig, camera: &Camera) -> Sky {
    let clear = matches!(board.weather, Weather::Clear | Weather::Wind);
    let aside = camera.right * 0.34 * camera.half.x.min(1.0) * if camera.shift.x > 0.0 { -1.0 } else { 1.0 };
    let moon = (camera.ahead + aside + camera.up * 0.40 * camera.half.y.max(0.25)).normalize();
    let shown =
        board.time == TimeOfDay::Night && clear && moon.y > 0.04 && board.set.setting != Setting::Interior;
    Sky {
        dome: light::dome(board.time, board.weather),
        time: board.time,
        weather: board.weather,
        ridges: layout.ridges.clone(),
        sun: rig.key,
        sun_colour: rig.key_colour,
        moon: shown.then_some(moon),
    }
}
