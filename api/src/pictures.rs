//! What may be asked of pictures, wherever one is asked for: lens and light in numbers or by the names that a
//! set uses, the camera in words, and options that can be had together on the machines that are here.

use crate::problem::Problem;
use crate::state::App;
use domain::job::{Direction, ImageEngine, PictureOptions};
use domain::scene::shot::{
    Angle, ColorTemp, Composition, Contrast, Fov, HdrBloom, Lighting, ParamsChange, Size, TimeOfDay, Weather,
};
use projections::operations;
use serde::{Deserialize, Deserializer, de};
use utoipa::ToSchema;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::schema::{OneOfBuilder, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// Lens, light, camera and sky. What is left out stays as each shot has it.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShotParams {
    #[serde(default, deserialize_with = "named")]
    #[schema(schema_with = or_name::<Fov>)]
    fov: Option<Fov>,
    #[serde(default, deserialize_with = "named")]
    #[schema(schema_with = or_name::<Lighting>)]
    lighting: Option<Lighting>,
    #[serde(default, deserialize_with = "named")]
    #[schema(schema_with = or_name::<HdrBloom>)]
    hdr_bloom: Option<HdrBloom>,
    #[serde(default, deserialize_with = "named")]
    #[schema(schema_with = or_name::<ColorTemp>)]
    color_temp: Option<ColorTemp>,
    #[serde(default, deserialize_with = "named")]
    #[schema(schema_with = or_name::<Contrast>)]
    contrast: Option<Contrast>,
    /// From where the camera looks.
    camera_angle: Option<Angle>,
    /// How the frame is divided.
    composition: Option<Composition>,
    /// How much the frame holds.
    shot_size: Option<Size>,
    /// When it plays.
    time_of_day: Option<TimeOfDay>,
    /// What the sky does.
    weather: Option<Weather>,
}

impl ShotParams {
    /// Lens and light.
    pub(crate) const fn numbers(&self) -> ParamsChange {
        let Self { fov, lighting, hdr_bloom, color_temp, contrast, .. } = *self;
        ParamsChange { fov, lighting, hdr_bloom, color_temp, contrast }
    }

    /// Camera and sky.
    pub(crate) const fn direction(&self) -> Direction {
        let Self { camera_angle, composition, shot_size, time_of_day, weather, .. } = *self;
        Direction { camera_angle, composition, shot_size, time_of_day, weather }
    }
}

/// A quantity whose usual values have names.
trait Usual: TryFrom<f64, Error: std::fmt::Display> + ToSchema {
    /// The names, the smallest value first.
    const NAMES: &'static [(&'static str, f64)];
}

impl Usual for Fov {
    const NAMES: &'static [(&'static str, f64)] =
        &[("telephoto", 12.0), ("portrait", 28.0), ("normal", 45.0), ("wide", 75.0), ("ultra_wide", 105.0)];
}

impl Usual for Lighting {
    const NAMES: &'static [(&'static str, f64)] =
        &[("low_key", 20.0), ("dim", 38.0), ("natural", 55.0), ("bright", 75.0), ("high_key", 90.0)];
}

impl Usual for HdrBloom {
    const NAMES: &'static [(&'static str, f64)] =
        &[("none", 0.0), ("subtle", 20.0), ("glow", 50.0), ("dreamy", 85.0)];
}

impl Usual for ColorTemp {
    const NAMES: &'static [(&'static str, f64)] = &[
        ("candlelight", 2_000.0),
        ("tungsten", 3_200.0),
        ("neutral", 4_500.0),
        ("daylight", 5_600.0),
        ("overcast", 6_500.0),
        ("shade", 8_000.0),
    ];
}

impl Usual for Contrast {
    const NAMES: &'static [(&'static str, f64)] =
        &[("flat", 15.0), ("soft", 32.0), ("medium", 50.0), ("hard", 70.0), ("stark", 90.0)];
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Number(f64),
    Name(String),
}

/// Reads a number in its range, a name of one, or nothing. Hyphens in names are read, too.
fn named<'de, T: Usual, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    let value = match Option::<Given>::deserialize(from)? {
        None => return Ok(None),
        Some(Given::Number(value)) => value,
        Some(Given::Name(name)) => {
            let spelt = name.replace('-', "_");
            let found = T::NAMES.iter().find(|(known, _)| *known == spelt);
            found.ok_or_else(|| de::Error::custom(format!("{name:?} is not known")))?.1
        }
    };
    T::try_from(value).map(Some).map_err(de::Error::custom)
}

/// A number in its range, a name of one, or nothing, as the document says it and the edge enforces it.
fn or_name<T: Usual>() -> RefOr<Schema> {
    let names = T::NAMES.iter().map(|(name, _)| *name);
    let hyphens: Vec<String> =
        names.clone().filter(|name| name.contains('_')).map(|name| name.replace('_', "-")).collect();
    let also = (!hyphens.is_empty()).then(|| ExtensionsBuilder::new().add("x-also", hyphens).build());
    let (RefOr::T(Schema::Object(number)), values) = (T::schema(), T::NAMES) else {
        unreachable!("a quantity's schema is a number's")
    };
    let said: Vec<String> = values.iter().map(|(name, value)| format!("{name} is {value}")).collect();
    let either = OneOfBuilder::new()
        .description(Some(format!("{} {}.", number.description.clone().unwrap_or_default(), said.join(", "))))
        .item(ObjectBuilder::new().schema_type(Type::Null))
        .item(number)
        .item(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).extensions(also));
    RefOr::T(Schema::OneOf(either.build()))
}

/// Refuses options that cannot be had together.
pub(crate) fn check(picture: &PictureOptions) -> Result<(), Problem> {
    let refused = |fault: domain::job::PictureFault| {
        Problem::field(format!("/picture/{}", fault.field()), fault.to_string())
    };
    picture.size().map(drop).map_err(refused)
}

/// Refuses options that cannot be had together, or on no machine that is here.
pub(crate) async fn grant(app: &App, picture: &PictureOptions) -> Result<(), Problem> {
    check(picture)?;
    if picture.engine() == ImageEngine::Diffusion && !operations::diffuses(&app.client().await?).await? {
        let message = "needs a diffusion model, and no worker here has one; start one with --image-model DIR";
        return Err(Problem::field("/picture/engine", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn params(value: serde_json::Value) -> Result<ShotParams, String> {
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    #[test]
    fn light_and_lens_are_numbers_or_the_names_of_some() {
        let asked =
            params(json!({ "lighting": "low-key", "fov": "ultra_wide", "contrast": 70, "hdr_bloom": null }));
        let numbers = asked.unwrap().numbers();
        assert_eq!(numbers.lighting, Lighting::new(20.0).ok());
        assert_eq!((numbers.fov, numbers.contrast), (Fov::new(105.0).ok(), Contrast::new(70.0).ok()));
        assert_eq!((numbers.hdr_bloom, numbers.color_temp), (None, None));
        assert!(params(json!({ "lighting": "murky" })).is_err());
        assert!(params(json!({ "color_temp": 1_000 })).err().unwrap().contains("kelvin"));
    }

    #[test]
    fn every_name_is_of_a_value_in_the_range_and_they_rise() {
        fn rise<T: Usual>() {
            let values: Vec<f64> = T::NAMES.iter().map(|(_, value)| *value).collect();
            assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{values:?}");
            assert!(values.iter().all(|value| T::try_from(*value).is_ok()), "{values:?}");
        }
        rise::<Fov>();
        rise::<Lighting>();
        rise::<HdrBloom>();
        rise::<ColorTemp>();
        rise::<Contrast>();
    }

    #[test]
    fn the_camera_is_told_in_words() {
        let asked =
            params(json!({ "camera_angle": "low-angle", "composition": "rule-of-thirds", "shot_size": "cu",
            "time_of_day": "dusk", "weather": "fog" }));
        let told = asked.unwrap().direction();
        assert_eq!((told.camera_angle, told.composition), (Some(Angle::Low), Some(Composition::ThirdsLeft)));
        assert_eq!(
            (told.shot_size, told.time_of_day, told.weather),
            (Some(Size::Cu), Some(TimeOfDay::Dusk), Some(Weather::Fog))
        );
    }
}
