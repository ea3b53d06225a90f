//! The numbers of a shot: lens, light and length, each in its range.

use crate::ranged::{OutOfRange, ranged};
use serde::{Deserialize, Serialize};

ranged! {
    /// Horizontal field of view in degrees.
    Fov, "fov", 10.0..=120.0, "degrees"
}

ranged! {
    /// How much light there is, in percent.
    Lighting, "lighting", 0.0..=100.0, "percent"
}

ranged! {
    /// How far bright things bleed, in percent.
    HdrBloom, "hdr_bloom", 0.0..=100.0, "percent"
}

ranged! {
    /// Colour temperature of the picture in kelvin: low is warm.
    ColorTemp, "color_temp", 2000.0..=10000.0, "kelvin"
}

ranged! {
    /// Contrast in percent.
    Contrast, "contrast", 0.0..=100.0, "percent"
}

ranged! {
    /// A place on the floor in metres from the middle of the scene.
    Metres, "position", -100.0..=100.0, "metres"
}

ranged! {
    /// Where a body is turned, in degrees: 0 is to the camera, 90 to the right of the frame, -90 to its
    /// left, 180 away.
    Facing, "facing", -180.0..=180.0, "degrees"
}

ranged! {
    /// Where eyes look, in degrees above the horizon.
    Gaze, "gaze", -90.0..=90.0, "degrees"
}

/// Lens and light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Horizontal field of view.
    pub fov: Fov,
    /// How much light.
    pub lighting: Lighting,
    /// How far highlights bleed.
    pub hdr_bloom: HdrBloom,
    /// Colour temperature.
    pub color_temp: ColorTemp,
    /// Contrast.
    pub contrast: Contrast,
}

/// The numbers that change, the others absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParamsChange {
    /// Horizontal field of view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fov: Option<Fov>,
    /// How much light.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lighting: Option<Lighting>,
    /// How far highlights bleed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hdr_bloom: Option<HdrBloom>,
    /// Colour temperature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color_temp: Option<ColorTemp>,
    /// Contrast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contrast: Option<Contrast>,
}

impl ParamsChange {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Params {
    /// What was and what will be, cut down to the numbers that really change.
    pub(super) fn difference(&self, change: ParamsChange) -> (ParamsChange, ParamsChange) {
        let after = ParamsChange {
            fov: change.fov.filter(|new| *new != self.fov),
            lighting: change.lighting.filter(|new| *new != self.lighting),
            hdr_bloom: change.hdr_bloom.filter(|new| *new != self.hdr_bloom),
            color_temp: change.color_temp.filter(|new| *new != self.color_temp),
            contrast: change.contrast.filter(|new| *new != self.contrast),
        };
        let before = ParamsChange {
            fov: after.fov.map(|_| self.fov),
            lighting: after.lighting.map(|_| self.lighting),
            hdr_bloom: after.hdr_bloom.map(|_| self.hdr_bloom),
            color_temp: after.color_temp.map(|_| self.color_temp),
            contrast: after.contrast.map(|_| self.contrast),
        };
        (before, after)
    }

    pub(super) fn take(&mut self, change: ParamsChange) {
        self.fov = change.fov.unwrap_or(self.fov);
        self.lighting = change.lighting.unwrap_or(self.lighting);
        self.hdr_bloom = change.hdr_bloom.unwrap_or(self.hdr_bloom);
        self.color_temp = change.color_temp.unwrap_or(self.color_temp);
        self.contrast = change.contrast.unwrap_or(self.contrast);
    }
}

/// How long a shot lasts, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u32))]
#[serde(try_from = "u32", into = "u32")]
pub struct DurationMs(u32);

impl DurationMs {
    /// The shortest shot: six frames.
    pub const MIN: u32 = 250;
    /// The longest shot.
    pub const MAX: u32 = 60_000;

    /// The duration, if it is in its range.
    pub fn new(ms: u32) -> Result<Self, OutOfRange> {
        if (Self::MIN..=Self::MAX).contains(&ms) {
            return Ok(Self(ms));
        }
        let (min, max) = (f64::from(Self::MIN), f64::from(Self::MAX));
        Err(OutOfRange { field: "duration_ms", value: f64::from(ms), min, max, unit: "milliseconds" })
    }

    /// The nearest duration in the range.
    pub fn nearest(ms: u64) -> Self {
        Self(u32::try_from(ms).unwrap_or(Self::MAX).clamp(Self::MIN, Self::MAX))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for DurationMs {
    type Error = OutOfRange;

    fn try_from(ms: u32) -> Result<Self, Self::Error> {
        Self::new(ms)
    }
}

impl From<DurationMs> for u32 {
    fn from(duration: DurationMs) -> Self {
        duration.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_lasts_from_a_quarter_second_to_a_minute() {
        assert_eq!(DurationMs::new(250).unwrap().get(), 250);
        let refusal = DurationMs::new(249).unwrap_err().to_string();
        assert_eq!(refusal, "duration_ms is 249 milliseconds; it goes from 250 to 60000");
        assert_eq!(DurationMs::nearest(u64::MAX).get(), 60_000);
        assert!(serde_json::from_str::<DurationMs>("70000").is_err());
    }

    #[test]
    fn numbers_out_of_range_are_refused_by_name_and_unknown_ones_too() {
        let read = |json: &str| serde_json::from_str::<ParamsChange>(json).map_err(|error| error.to_string());
        assert!(read(r#"{"fov": 130}"#).unwrap_err().contains("fov is 130 degrees"));
        assert!(read(r#"{"color_temp": 1000}"#).unwrap_err().contains("color_temp is 1000 kelvin"));
        assert!(read(r#"{"zoom": 1}"#).unwrap_err().contains("unknown field `zoom`"));
        assert_eq!(read(r#"{"fov": 40}"#).unwrap().fov, Fov::new(40.0).ok());
    }
}
