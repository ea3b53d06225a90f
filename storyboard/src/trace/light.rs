//! How a surface answers light: key with soft shadows, lamps, rim, a dome of ambient light with contact
//! shadows, and the patch of sun a window throws.

use crate::figure::Paint;
use crate::noise::smooth;
use crate::scene::colour::luminance;
use crate::scene::{Rig, Scene};
use glam::{Vec3A, vec3a};

/// Light reflected towards the eye, and how much of it is direct, 0–1.
#[expect(clippy::too_many_arguments, reason = "the surface point with everything known about it")]
pub(crate) fn shade(
    scene: &Scene,
    p: Vec3A,
    n: Vec3A,
    d: Vec3A,
    paint: &Paint,
    actor: bool,
    first: bool,
    footprint: f32,
) -> (Vec3A, f32) {
    let rig = &scene.rig;
    let from = p + n * if actor { 0.006 } else { 0.002 + footprint * 0.6 };
    let skin = actor && matches!(paint.part, 1 | 2);
    let near = if first { occlusion(scene, p, n) } else { 0.85 };
    let up = 0.5 + 0.5 * n.y;
    let ambient = rig.ambient * (0.42 + 0.78 * up) + rig.bounce * rig.ambient * 0.9 * (1.0 - up);
    let mut light = ambient * near;
    if actor {
        light += rig.fill * n.dot(-d).max(0.0) * near;
    }
    let (key, lit) = key(scene, from, n, actor, first);
    light += rig.key_colour * key;
    if skin {
        // Light that has been under the skin comes out red where it is about to end.
        let edge = smooth(0.0, 0.12, lit) * (1.0 - smooth(0.12, 0.55, lit));
        light += rig.key_colour * vec3a(0.12, 0.025, 0.010) * edge;
    }
    let (lamps, lamp_lit) = lamps(rig, scene, from, n, actor, first);
    light += lamps;
    if let Some((to, colour)) = rig.beam {
        let nd = n.dot(to);
        if nd > 0.0 && first {
            light += colour * nd * sun_patch(scene, from, to);
        }
    }
    let mut colour = paint.albedo * light;
    if actor {
        let grazing = (1.0 - n.dot(-d).max(0.0)).powf(2.6) * smooth(-0.15, 0.5, n.dot(rig.rim));
        colour += rig.rim_colour * grazing * (paint.albedo * 0.85 + 0.07);
    }
    if paint.gloss > 0.0 {
        let half = (rig.key - d).normalize_or(n);
        let shine = n.dot(half).max(0.0).powf(18.0 + 70.0 * paint.gloss) * paint.gloss;
        colour += rig.key_colour * shine * lit.min(1.0) * 0.7 + lamps * shine * 0.3;
    }
    (colour, ((lit + lamp_lit) * near).min(1.0))
}

fn key(scene: &Scene, from: Vec3A, n: Vec3A, actor: bool, first: bool) -> (f32, f32) {
    let rig = &scene.rig;
    let mut nd = n.dot(rig.key);
    if actor {
        nd = (nd + 0.14) / 1.14;
    }
    if nd <= 0.0 {
        return (0.0, 0.0);
    }
    let seen = if first {
        visible(scene, from, rig.key, if scene.inside { 3.2 } else { 60.0 }, rig.hardness)
    } else {
        1.0
    };
    (nd * seen, nd * seen)
}

/// Soft visibility towards a light `limit` metres away, 0–1.
fn visible(scene: &Scene, from: Vec3A, to: Vec3A, limit: f32, hardness: f32) -> f32 {
    if scene.set.blocked(from, to, limit) {
        return 0.0;
    }
    let mut light = 1.0_f32;
    for actor in scene.actors() {
        light = light.min(actor.shade(from, to, limit, hardness));
        if light <= 0.0 {
            break;
        }
    }
    light
}

fn lamps(rig: &Rig, scene: &Scene, from: Vec3A, n: Vec3A, actor: bool, first: bool) -> (Vec3A, f32) {
    let (mut light, mut lit) = (Vec3A::ZERO, 0.0);
    for lamp in &rig.lamps {
        let v = lamp.at - from;
        let square = v.length_squared();
        if square > lamp.reach * lamp.reach {
            continue;
        }
        let far = square.sqrt();
        let to = v / far.max(1e-3);
        let mut nd = n.dot(to);
        if actor {
            nd = (nd + 0.12) / 1.12;
        }
        if nd <= 0.0 {
            continue;
        }
        let fall = (1.0 - (far / lamp.reach).powi(2)).powi(2) / (square * 0.35 + 0.6);
        let mut part = nd * fall;
        let strong = part * lamp.colour.max_element() > 0.02;
        if lamp.shadow && first && strong {
            part *= visible(scene, from, to, far - 0.35, 7.0);
        }
        light += lamp.colour * part;
        lit += part * luminance(lamp.colour).min(1.0) * 0.7;
    }
    (light, lit)
}

/// Darkness in corners and where things touch, 1 in the open.
fn occlusion(scene: &Scene, p: Vec3A, n: Vec3A) -> f32 {
    let (near, count) = scene.set.around::<14>(p + n * 0.2, 0.62);
    let mut bodies = [None, None, None, None, None, None, None, None, None, None];
    for (slot, actor) in bodies.iter_mut().zip(scene.actors()) {
        *slot = actor.close_to(p).map(|parts| (actor, parts));
    }
    let (mut hidden, mut weight) = (0.0, 1.0);
    for step in [0.03_f32, 0.10, 0.26, 0.58] {
        let q = p + n * step;
        let mut open = q.y.max(0.0);
        for (actor, parts) in bodies.iter().flatten() {
            open = open.min(actor.distance(parts, q).max(0.0));
        }
        for &index in &near[..count] {
            let prim = &scene.set.prims[index as usize];
            if prim.glow <= 0.0 {
                open = open.min(prim.distance(q));
            }
        }
        hidden += (step - open).max(0.0) * weight / step;
        weight *= 0.66;
    }
    (1.0 - 0.44 * hidden).clamp(0.10, 1.0)
}

/// How much of the sun comes through the window in the left wall onto a point, 0–1.
fn sun_patch(scene: &Scene, from: Vec3A, to: Vec3A) -> f32 {
    let Some((half, back)) = scene.room else { return 0.0 };
    if to.x >= -0.05 || half > 6.0 {
        return 0.0;
    }
    let t = (-half - from.x) / to.x;
    let q = from + to * t;
    let middle = (back * 0.25, 1.75);
    let (u, v) = ((q.z - middle.0).abs(), (q.y - middle.1).abs());
    let soft = 0.02 + 0.012 * t;
    let inside = |d: f32, edge: f32| 1.0 - smooth(edge - soft, edge + soft, d);
    let opening = inside(u, 0.85) * inside(v, 0.78);
    if opening <= 0.0 {
        return 0.0;
    }
    let bars = (1.0 - inside(u, 0.035)) * (1.0 - inside((v - 0.05).abs(), 0.03));
    let lit = opening * bars;
    if lit <= 0.01 { 0.0 } else { lit * visible_people(scene, from, to, t) }
}

fn visible_people(scene: &Scene, from: Vec3A, to: Vec3A, limit: f32) -> f32 {
    scene.actors().map(|actor| actor.shade(from, to, limit, 12.0)).fold(1.0, f32::min)
}
