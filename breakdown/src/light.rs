//! The light of a scene: the same in all its shots, from the time of day, the weather, the place and the
//! tone. The figures follow practice: daylight at 5,600 K, an overcast sky above 6,500 K, tungsten at
//! about 3,000 K, the moon drawn as blue.

use crate::setting::SetFacts;
use domain::scene::shot::{
    ColorTemp, Contrast, Fov, HdrBloom, Lighting, Params, Setting, Size, TimeOfDay, Weather,
};
use domain::{Genre, Tone};

/// The light of a scene, before a lens is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Light {
    lighting: f64,
    bloom: f64,
    kelvin: f64,
    contrast: f64,
}

/// The light that this set has in this film.
pub(crate) fn light(set: &SetFacts, genre: Genre, tone: Tone) -> Light {
    let inside = set.setting == Setting::Interior;
    let mut light = by_time(set, inside);
    by_weather(&mut light, set.weather, inside);
    by_place(&mut light, set, inside);
    by_tone(&mut light, genre, tone);
    light
}

fn by_time(set: &SetFacts, inside: bool) -> Light {
    let (lighting, bloom, kelvin, contrast) = match (set.time, inside) {
        (TimeOfDay::Day, false) => (78.0, 16.0, 5_600.0, 50.0),
        (TimeOfDay::Day, true) => (64.0, 18.0, 5_200.0, 50.0),
        (TimeOfDay::Dawn, false) => (52.0, 30.0, 4_600.0, 46.0),
        (TimeOfDay::Dawn, true) => (46.0, 26.0, 4_700.0, 50.0),
        (TimeOfDay::Dusk, false) => (48.0, 38.0, 3_500.0, 54.0),
        (TimeOfDay::Dusk, true) => (44.0, 30.0, 3_700.0, 54.0),
        (TimeOfDay::Night, false) => (30.0, 34.0, 7_400.0, 64.0),
        (TimeOfDay::Night, true) => (36.0, 30.0, 3_000.0, 62.0),
    };
    Light { lighting, bloom, kelvin, contrast }
}

fn by_weather(light: &mut Light, weather: Weather, inside: bool) {
    let (lighting, kelvin, contrast, bloom) = match weather {
        Weather::Clear | Weather::Wind => (0.0, 0.0, 0.0, 0.0),
        Weather::Rain => (-8.0, 700.0, -4.0, 6.0),
        Weather::Snow => (2.0, 1_100.0, -10.0, 8.0),
        Weather::Fog => (-4.0, 500.0, -18.0, 14.0),
        Weather::Storm => (-14.0, 900.0, 10.0, 4.0),
    };
    let share = if inside { 0.3 } else { 1.0 };
    light.lighting += share * lighting;
    light.kelvin += share * kelvin;
    light.contrast += share * contrast;
    light.bloom += share * bloom;
}

/// Lamps that burn in a place and in its dressing.
fn by_place(light: &mut Light, set: &SetFacts, inside: bool) {
    let has = |thing: &str| set.dressing.iter().any(|it| it == thing);
    let cold = [
        "hospital",
        "laboratory",
        "interrogation_room",
        "prison",
        "spaceship",
        "office",
        "corridor",
        "school",
    ];
    if inside && cold.contains(&set.place.as_str()) {
        light.kelvin = f64::midpoint(light.kelvin, 4_900.0);
    }
    if inside && (has("candle") || has("fireplace") || has("campfire")) {
        light.kelvin = light.kelvin.min(2_600.0);
        light.bloom += 8.0;
    }
    if has("neon") || set.place == "bar" {
        light.bloom += 12.0;
    }
    if matches!(set.place.as_str(), "desert" | "desert_road") && set.time == TimeOfDay::Day {
        light.bloom += 14.0;
        light.lighting += 6.0;
    }
    if matches!(set.place.as_str(), "cave" | "forest" | "alley") {
        light.lighting -= 6.0;
    }
}

fn by_tone(light: &mut Light, genre: Genre, tone: Tone) {
    let (lighting, contrast, kelvin, bloom) = match tone {
        Tone::Dark | Tone::Gritty => (-8.0, 12.0, -100.0, 0.0),
        Tone::Suspenseful => (-6.0, 9.0, 100.0, 0.0),
        Tone::Melancholic => (-5.0, -4.0, 300.0, 4.0),
        Tone::Epic | Tone::Dramatic => (0.0, 6.0, 0.0, 4.0),
        Tone::Romantic => (2.0, -6.0, -400.0, 14.0),
        Tone::Comedic | Tone::Light | Tone::Whimsical => (9.0, -8.0, -150.0, 4.0),
        Tone::Satirical | Tone::Neutral => (0.0, 0.0, 0.0, 0.0),
    };
    let (darker, harder) = match genre {
        Genre::Noir => (-6.0, 14.0),
        Genre::Horror | Genre::Thriller => (-4.0, 6.0),
        Genre::Comedy | Genre::Musical | Genre::Animation => (5.0, -3.0),
        _ => (0.0, 0.0),
    };
    light.lighting += lighting + darker;
    light.contrast += contrast + harder;
    light.kelvin += kelvin;
    light.bloom += bloom;
}

impl Light {
    /// The scene's light seen through a lens.
    pub(crate) fn through(self, fov: f64) -> Params {
        Params {
            fov: Fov::nearest(fov),
            lighting: Lighting::nearest(self.lighting.clamp(12.0, 95.0).round()),
            hdr_bloom: HdrBloom::nearest(self.bloom.round()),
            color_temp: ColorTemp::nearest((self.kelvin / 50.0).round() * 50.0),
            contrast: Contrast::nearest(self.contrast.clamp(20.0, 92.0).round()),
        }
    }
}

/// The lens of a size, as the horizontal angle of a 35 mm frame: 24 mm for a place, 40 mm from the waist,
/// 85 mm for a face. Fear gets wider and nearer, romance longer.
pub(crate) fn lens(size: Size, genre: Genre, tone: Tone) -> f64 {
    let degrees = match size {
        Size::Ews => 62.0,
        Size::Ws => 52.0,
        Size::Fs => 44.0,
        Size::Mls => 39.0,
        Size::Ms => 34.0,
        Size::Mcu => 27.0,
        Size::Cu => 20.0,
        Size::Ecu => 15.0,
    };
    match (genre, tone) {
        (Genre::Horror, _) | (_, Tone::Whimsical | Tone::Satirical) => degrees + 7.0,
        (_, Tone::Romantic | Tone::Melancholic) => degrees - 3.0,
        _ => degrees,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::set_of;

    fn params(heading: &str, action: &str, genre: Genre, tone: Tone) -> Params {
        light(&set_of(heading, action, None), genre, tone).through(40.0)
    }

    fn plain(heading: &str, action: &str) -> Params {
        params(heading, action, Genre::Drama, Tone::Neutral)
    }

    #[test]
    fn night_is_dark_and_blue_outside_and_warm_inside() {
        let (day, night) = (plain("EXT. STREET - DAY", ""), plain("EXT. STREET - NIGHT", ""));
        assert!(night.lighting < day.lighting && night.color_temp > day.color_temp);
        assert!(plain("INT. KITCHEN - NIGHT", "").color_temp < day.color_temp);
        assert!(plain("INT. KITCHEN - NIGHT", "A candle burns.").color_temp.get() < 2_700.0);
        assert!(plain("EXT. FIELD - DUSK", "").color_temp < plain("EXT. FIELD - DAY", "").color_temp);
    }

    #[test]
    fn weather_is_felt_outside_more_than_inside() {
        let fog = plain("EXT. STREET - DAY", "Fog.").contrast.get();
        let inside = plain("INT. OFFICE - DAY", "Fog at the window.").contrast.get();
        let (street, office) = (plain("EXT. STREET - DAY", ""), plain("INT. OFFICE - DAY", ""));
        assert!(street.contrast.get() - fog > 2.0 * (office.contrast.get() - inside));
    }

    #[test]
    fn every_mood_of_every_film_has_light_to_see_by() {
        for genre in Genre::ALL {
            for tone in Tone::ALL {
                let dark = params("EXT. ALLEY - NIGHT", "A storm.", *genre, *tone);
                assert!(dark.lighting.get() >= 12.0 && dark.contrast.get() <= 92.0, "{genre} {tone}");
            }
        }
    }

    #[test]
    fn the_tighter_the_size_the_longer_the_lens() {
        for genre in Genre::ALL {
            let lenses: Vec<f64> = Size::ALL.iter().map(|size| lens(*size, *genre, Tone::Romantic)).collect();
            assert!(lenses.windows(2).all(|pair| pair[0] < pair[1]) && lenses[0] >= Fov::MIN);
        }
    }
}
