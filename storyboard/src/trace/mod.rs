//! One ray at a time: what it meets, and the light that comes back along it. Everything is a pure function
//! of the scene and the ray, which is what makes a picture the same for any number of threads.

mod light;
mod material;
mod texture;

use crate::figure::Paint;
use crate::noise::{smooth, value};
use crate::scene::Scene;
use crate::scene::prim::Surface;
use glam::{Vec3A, vec2, vec3a};

/// Depth of the sky, metres.
pub(crate) const FAR: f32 = 1.0e5;
/// Identifier of the ground; 0 is the sky.
pub(crate) const GROUND_ID: u16 = 1;

/// What a ray met.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    Sky,
    Ground,
    Set(usize),
    Actor(usize),
}

/// Where a ray ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub t: f32,
    pub normal: Vec3A,
    pub what: What,
}

/// One sample of the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Linear light.
    pub colour: Vec3A,
    pub normal: Vec3A,
    /// Metres along the camera's axis.
    pub depth: f32,
    pub id: u16,
    /// How much of the key arrives, 0–1; hatching goes where little does.
    pub lit: f32,
}

/// The nearest thing along a ray; `pixel` is the width of a picture element at distance one.
pub(crate) fn meet(scene: &Scene, o: Vec3A, d: Vec3A, pixel: f32) -> Hit {
    let mut hit = Hit { t: FAR, normal: -d, what: What::Sky };
    if d.y < -1e-5 {
        let t = -o.y / d.y;
        if t < 600.0 {
            hit = Hit { t, normal: Vec3A::Y, what: What::Ground };
        }
    }
    if let Some((index, meet)) = scene.set.nearest(o, d, hit.t) {
        hit = Hit { t: meet.t, normal: meet.normal, what: What::Set(index) };
    }
    for (index, actor) in scene.actors().enumerate() {
        if let Some(touch) = actor.touch(o, d, hit.t, pixel) {
            hit = Hit { t: touch.t, normal: touch.normal, what: What::Actor(index) };
        }
    }
    hit
}

/// The picture's sample through (`x`, `y`), −1–1.
pub(crate) fn sample(scene: &Scene, x: f32, y: f32, pixel: f32) -> Sample {
    let camera = &scene.camera;
    let d = camera.ray(x, y);
    let hit = meet(scene, camera.eye, d, pixel);
    let (colour, lit, id) = radiance(scene, camera.eye, d, &hit, pixel, true);
    let colour = if colour.is_finite() { colour.clamp(Vec3A::ZERO, Vec3A::splat(60.0)) } else { Vec3A::ZERO };
    Sample { colour, normal: hit.normal, depth: (hit.t * d.dot(camera.ahead)).min(FAR), id, lit }
}

/// Light that comes back along a ray, how much of it is the key's, and the identifier of what it met.
fn radiance(scene: &Scene, o: Vec3A, d: Vec3A, hit: &Hit, pixel: f32, first: bool) -> (Vec3A, f32, u16) {
    let p = o + d * hit.t;
    let (paint, id) = match hit.what {
        What::Sky => return (scene.sky.colour(d), 1.0, 0),
        What::Ground => (material::ground(scene, p, hit.t, pixel), GROUND_ID),
        What::Set(index) => {
            let prim = &scene.set.prims[index];
            (material::prim(scene, prim, p, hit, pixel), prim.id)
        }
        What::Actor(index) => {
            let actor = actor(scene, index);
            let paint = actor.paint(p, pixel * hit.t);
            (paint, actor.id | paint.part)
        }
    };
    let n = if hit.normal.dot(d) > 0.0 { -hit.normal } else { hit.normal };
    let is_actor = matches!(hit.what, What::Actor(_));
    let (mut colour, lit) = light::shade(scene, p, n, d, &paint, is_actor, first, pixel * hit.t);
    if first && paint.gloss > 0.03 && hit.t < 70.0 && !is_actor {
        colour = reflect(scene, p, n, d, hit, &paint, colour, pixel);
    }
    colour += paint.glow;
    (air(scene, colour, d, hit.t), lit, id)
}

fn actor(scene: &Scene, index: usize) -> &crate::figure::Actor {
    scene.people.get(index).unwrap_or_else(|| &scene.things[index - scene.people.len()])
}

/// Adds the mirror image in glossy ground and furniture.
#[expect(clippy::too_many_arguments, reason = "the surface point with everything known about it")]
fn reflect(
    scene: &Scene,
    p: Vec3A,
    n: Vec3A,
    d: Vec3A,
    hit: &Hit,
    paint: &Paint,
    colour: Vec3A,
    pixel: f32,
) -> Vec3A {
    let fresnel = paint.gloss * (0.05 + 0.95 * (1.0 - n.dot(-d).max(0.0)).powi(4));
    if fresnel < 0.02 {
        return colour;
    }
    let water = matches!(hit.what, What::Ground) && scene.shore.is_some_and(|z| p.z < z);
    let q = if water { vec2(p.x * 0.9, p.z * 2.6) } else { vec2(p.x, p.z) * 5.0 };
    let rough = if water { 0.10 } else { 0.030 };
    let wave = vec3a(value(q) - 0.5, 0.0, value(q + 31.0) - 0.5) * rough;
    let m = (n + if n.y > 0.5 { wave } else { Vec3A::ZERO }).normalize();
    let mut r = d - m * (2.0 * d.dot(m));
    if n.y > 0.5 && r.y < 0.012 {
        r = vec3a(r.x, 0.012, r.z).normalize();
    }
    let from = p + n * (0.003 + pixel * hit.t * 0.6);
    let seen = meet(scene, from, r, pixel * 3.0);
    let (mirror, _, _) = radiance(scene, from, r, &seen, pixel * 3.0, false);
    colour * (1.0 - fresnel * 0.7) + mirror.min(Vec3A::splat(6.0)) * fresnel
}

/// Loses light to the air and gains the air's own.
fn air(scene: &Scene, colour: Vec3A, d: Vec3A, t: f32) -> Vec3A {
    // A surface that the eye is within has no air before it.
    if scene.haze <= 0.0 || t >= FAR || t <= 0.0 {
        return colour;
    }
    let lost = scene.most * (1.0 - (-(t - scene.clear).max(0.0) * scene.haze).exp());
    let toward = d.dot(scene.rig.key).max(0.0).powi(5);
    let glow = scene.rig.key_colour * toward * if scene.inside { 0.05 } else { 0.10 };
    let mut veil = Vec3A::ZERO;
    for lamp in scene.rig.lamps.iter().take(4) {
        // A lamp's halo in thick air: by how near the ray passes.
        let v = lamp.at - scene.camera.eye;
        let along = v.dot(d).clamp(0.0, t);
        let off = (v - d * along).length_squared();
        veil += lamp.colour * (0.012 * scene.haze * 40.0) / (0.35 + off);
    }
    let veil = veil.min(Vec3A::splat(0.5)) * smooth(0.004, 0.03, scene.haze);
    colour.lerp(scene.haze_colour + glow, lost) + veil
}

/// Whether the surface lets its texture be seen at this distance: 1 near, 0 when finer than a pixel.
pub(crate) fn detail(width: f32, footprint: f32) -> f32 {
    1.0 - smooth(width * 0.35, width * 1.6, footprint)
}

/// Whether a surface gives light of its own.
pub(crate) fn gives_light(surface: Surface) -> bool {
    matches!(surface, Surface::Glow | Surface::Window | Surface::Space | Surface::Screen)
}
