//! What is behind everything: the dome, sun, moon and stars, clouds, and silhouettes on the horizon.

use super::colour::luminance;
use super::light::Dome;
use super::sets::{Form, Ridge};
use crate::noise::{cell, fractal, hash, smooth, unit, value};
use crate::words::{TimeOfDay, Weather};
use glam::{Vec3A, vec2, vec3a};

/// A sky with its horizon.
#[derive(Clone, Debug)]
pub(crate) struct Sky {
    pub dome: Dome,
    pub time: TimeOfDay,
    pub weather: Weather,
    pub ridges: Vec<Ridge>,
    pub sun: Vec3A,
    pub sun_colour: Vec3A,
    pub moon: Option<Vec3A>,
}

impl Sky {
    /// Light from a direction.
    pub(crate) fn colour(&self, d: Vec3A) -> Vec3A {
        let y = d.y.max(0.0);
        let mut c = self.dome.horizon.lerp(self.dome.zenith, 1.0 - (1.0 - y).powf(3.4));
        let clear = matches!(self.weather, Weather::Clear | Weather::Wind);
        if self.time == TimeOfDay::Night {
            c += self.night(d, y, clear);
        } else {
            c = self.day(c, d, y, clear);
        }
        self.horizon(c, d)
    }

    fn night(&self, d: Vec3A, y: f32, clear: bool) -> Vec3A {
        let mut c = Vec3A::ZERO;
        if clear {
            let q = vec2(d.x.atan2(-d.z), d.y) * 170.0;
            let r = cell(q.x.floor(), q.y.floor(), 3);
            if r > 0.992 && y > 0.06 {
                let off = (q - q.floor() - 0.5).length();
                c += Vec3A::splat((r - 0.992) * 110.0 * (1.0 - smooth(0.05, 0.34, off)));
            }
        }
        if let Some(moon) = self.moon {
            let a = d.dot(moon).clamp(-1.0, 1.0).acos();
            let disc = 1.0 - smooth(0.030, 0.033, a);
            let face = 1.7 - 0.8 * value(vec2(d.x.atan2(-d.z), d.y) * 55.0);
            c += vec3a(0.85, 0.95, 1.10) * (disc * face + 0.07 * (-a * 6.0).exp());
        }
        c
    }

    fn day(&self, c: Vec3A, d: Vec3A, y: f32, clear: bool) -> Vec3A {
        let q = vec2(d.x, d.z) / (d.y.max(0.03) + 0.16);
        let cover = fractal(q * 0.85 + 4.0, 5);
        let bright =
            if clear { self.dome.horizon * 1.15 + self.sun_colour * 0.06 } else { self.dome.horizon * 1.12 };
        let amount = smooth(0.44, 0.76, cover) * smooth(0.0, 0.14, y) * if clear { 0.8 } else { 0.5 };
        let shade = 1.0 - 0.28 * smooth(0.55, 0.85, cover);
        let mut c = c.lerp(bright * shade, amount);
        let toward = d.dot(self.sun).max(0.0);
        let through = if clear { 1.0 } else { 0.12 };
        c += self.sun_colour * (toward.powf(420.0) * 4.0 + toward.powf(12.0) * 0.10) * through;
        c
    }

    fn horizon(&self, sky: Vec3A, d: Vec3A) -> Vec3A {
        let mut c = sky;
        let azimuth = d.x.atan2(-d.z);
        for ridge in &self.ridges {
            if d.y >= Self::height(ridge, azimuth) {
                continue;
            }
            let mut shade = self.dome.horizon * (1.0 - ridge.depth) * vec3a(0.92, 0.96, 1.02);
            if ridge.form == Form::Dunes {
                shade *= vec3a(1.0, 0.84, 0.66);
            }
            if ridge.form == Form::Skyline && luminance(self.dome.horizon) < 0.2 {
                let q = vec2(azimuth * 230.0, d.y * 250.0);
                let off = (q - q.floor() - 0.5).abs().max_element();
                if cell(q.x.floor(), q.y.floor(), 5) > 0.80 && off < 0.32 {
                    shade += vec3a(1.0, 0.70, 0.38) * 0.38;
                }
            }
            c = shade.lerp(self.dome.horizon, 0.35 * smooth(0.10, -0.02, d.y));
        }
        c
    }

    fn height(ridge: &Ridge, azimuth: f32) -> f32 {
        let (base, peak) = (ridge.base, ridge.peak);
        match ridge.form {
            Form::Skyline => {
                let i = (azimuth * 24.0 + base * 100.0).floor() as i32 as u32;
                base * 0.5 + peak * unit(hash(i)) * if unit(hash(i ^ 0x4d)) > 0.8 { 1.4 } else { 0.8 }
            }
            Form::Trees => {
                let crowns = value(vec2(azimuth * 34.0, base * 90.0)) * 0.45
                    + value(vec2(azimuth * 95.0, base)) * 0.22;
                base * 0.55 + peak * (0.45 * fractal(vec2(azimuth * 5.0, base * 40.0), 3) + crowns * 0.6)
            }
            Form::Hills => base * 0.35 + peak * fractal(vec2(azimuth * 2.6, base * 70.0), 3),
            Form::Peaks => {
                let sharp = 1.0 - (2.0 * fractal(vec2(azimuth * 2.4, base * 31.0), 4) - 1.0).abs();
                base * 0.2 + peak * sharp * (0.7 + 0.5 * value(vec2(azimuth * 9.0, 2.0)))
            }
            Form::Dunes => base * 0.4 + peak * 0.8 * fractal(vec2(azimuth * 2.0, base * 55.0), 2),
        }
    }
}
