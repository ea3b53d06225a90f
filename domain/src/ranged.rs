//! Quantities with a range: a value out of it cannot be made, so nobody has to check it again.
//!
//! Every refusal names the field, its unit and the range. The values are finite, which is why they can
//! be compared for equality.

/// A quantity out of its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{field} is {value} {unit}; it goes from {min} to {max}")]
pub struct OutOfRange {
    /// The field's name.
    pub field: &'static str,
    /// What was given.
    pub value: f64,
    /// The smallest value allowed.
    pub min: f64,
    /// The largest value allowed.
    pub max: f64,
    /// In what it is measured.
    pub unit: &'static str,
}

/// Declares a quantity: its field name, its unit, its range. `f64` ones are finite.
macro_rules! ranged {
    ($(#[doc = $doc:literal])* $name:ident, $field:literal, $min:literal ..= $max:literal, $unit:literal) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(f64);

        impl Eq for $name {}

        impl $name {
            /// The smallest value.
            pub const MIN: f64 = $min;
            /// The largest value.
            pub const MAX: f64 = $max;

            /// The quantity, if it is in its range.
            pub fn new(value: f64) -> Result<Self, $crate::ranged::OutOfRange> {
                if (Self::MIN..=Self::MAX).contains(&value) {
                    // Minus zero is zero: equal values have one stored form.
                    return Ok(Self(value + 0.0));
                }
                let (min, max) = (Self::MIN, Self::MAX);
                Err($crate::ranged::OutOfRange { field: $field, value, min, max, unit: $unit })
            }

            /// The nearest value in the range; the middle of it for what is no number.
            pub fn nearest(value: f64) -> Self {
                let middle = f64::midpoint(Self::MIN, Self::MAX);
                Self(if value.is_nan() { middle } else { value.clamp(Self::MIN, Self::MAX) + 0.0 })
            }

            /// The number.
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = $crate::ranged::OutOfRange;

            fn try_from(value: f64) -> Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::Number)
                    .minimum(Some(Self::MIN))
                    .maximum(Some(Self::MAX))
                    .description(Some(concat!($($doc),*).trim()))
                    .build()
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}
    };
}

pub(crate) use ranged;

#[cfg(test)]
mod tests {
    ranged! {
        /// How loud.
        Volume, "volume", 0.0..=11.0, "notches"
    }

    #[test]
    fn a_value_in_its_range_reads_back_the_same() {
        let volume = Volume::new(7.5).unwrap();
        assert_eq!(serde_json::to_string(&volume).unwrap(), "7.5");
        assert_eq!(serde_json::from_str::<Volume>("7.5").unwrap(), volume);
        assert_eq!(serde_json::from_str::<Volume>("7").unwrap(), Volume::new(7.0).unwrap());
        assert_eq!(serde_json::to_string(&Volume::new(-0.0).unwrap()).unwrap(), "0.0");
    }

    #[test]
    fn a_value_out_of_its_range_is_refused_by_name() {
        let refusal = serde_json::from_str::<Volume>("12").unwrap_err().to_string();
        assert!(refusal.starts_with("volume is 12 notches; it goes from 0 to 11"), "{refusal}");
        for value in [f64::NAN, f64::INFINITY, -0.1] {
            assert!(Volume::new(value).is_err(), "{value}");
        }
    }

    #[test]
    fn the_nearest_value_is_always_in_the_range() {
        let nearest = [-3.0, 4.0, 40.0, f64::INFINITY, f64::NAN].map(Volume::nearest);
        assert_eq!(nearest, [0.0, 4.0, 11.0, 11.0, 5.5].map(|value| Volume::new(value).unwrap()));
    }
}
