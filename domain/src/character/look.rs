//! What a character looks like, as data that a picture can be drawn from and measured against.

use crate::ranged::ranged;
use crate::vocabulary::vocabulary;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

vocabulary! {
    /// How hair is worn.
    HairStyle, "hair style" {
        /// Short.
        Short = "short",
        /// Long.
        Long = "long",
        /// In a bun.
        Bun = "bun",
        /// Under a hat.
        Hat = "hat",
        /// None.
        Bald = "bald",
        /// Curly.
        Curly = "curly",
        /// In a ponytail.
        Ponytail = "ponytail",
        /// In a bob.
        Bob = "bob",
    }
}

vocabulary! {
    /// About how old somebody is.
    Age, "age" {
        /// Up to twelve or so.
        Child = "child",
        /// Up to twenty-five or so.
        Young = "young",
        /// In between.
        Adult = "adult",
        /// From sixty or so.
        Old = "old",
    }
}

vocabulary! {
    /// How somebody comes across.
    Presenting, "presentation" {
        /// As a woman or girl.
        Feminine = "feminine",
        /// As a man or boy.
        Masculine = "masculine",
        /// As neither in particular.
        Neutral = "neutral",
    }
}

vocabulary! {
    /// What is worn.
    Garment, "costume" {
        /// A long coat.
        Coat = "coat",
        /// A jacket.
        Jacket = "jacket",
        /// A suit.
        Suit = "suit",
        /// A dress.
        Dress = "dress",
        /// A uniform.
        Uniform = "uniform",
        /// An apron.
        Apron = "apron",
        /// A sweater.
        Sweater = "sweater",
        /// A shirt.
        Shirt = "shirt",
        /// A robe.
        Robe = "robe",
        /// Armour.
        Armour = "armour" | "armor",
        /// A hooded sweater.
        Hoodie = "hoodie",
    }
}

vocabulary! {
    /// What tells a face from others.
    Mark, "mark" {
        /// Glasses.
        Glasses = "glasses",
        /// A beard.
        Beard = "beard",
        /// A moustache.
        Moustache = "moustache" | "mustache",
        /// A scar.
        Scar = "scar",
        /// Freckles.
        Freckles = "freckles",
        /// An eyepatch.
        Eyepatch = "eyepatch",
        /// Earrings.
        Earrings = "earrings",
        /// A tattoo.
        Tattoo = "tattoo",
    }
}

ranged! {
    /// How tall somebody is, in metres.
    Height, "height_m", 0.5..=2.5, "metres"
}

ranged! {
    /// How broad somebody is, from 0, thin, to 1.
    Breadth, "breadth", 0.0..=1.0, "of the broadest"
}

ranged! {
    /// How dark skin is, from 0, pale, to 1.
    SkinTone, "skin_tone", 0.0..=1.0, "of the darkest"
}

/// A colour in sRGB, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, pattern = "^#[0-9a-fA-F]{6}$"))]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

/// A text that is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a colour: {0:?}; colours are written #rrggbb")]
pub struct UnknownColour(pub String);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = UnknownColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('#').filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let number = digits.filter(|hex| hex.len() == 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let [_, red, green, blue] = number.ok_or_else(|| UnknownColour(text.to_owned()))?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = UnknownColour;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// Hair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Hair {
    /// How it is worn.
    pub style: HairStyle,
    /// Its colour; the hat's under a hat.
    pub colour: Colour,
}

/// A body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// How tall.
    pub height_m: Height,
    /// How broad.
    pub breadth: Breadth,
}

/// What is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Costume {
    /// What it is.
    pub kind: Garment,
    /// Its main colour.
    pub primary: Colour,
    /// Its second colour.
    pub secondary: Colour,
}

/// Everything a picture needs to know of a character; the same in every shot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The hair.
    pub hair: Hair,
    /// The body.
    pub build: Build,
    /// The skin.
    pub skin_tone: SkinTone,
    /// About how old.
    pub age: Age,
    /// How they come across.
    pub presenting: Presenting,
    /// What they wear.
    pub costume: Costume,
    /// What tells their face from others, each once.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

impl Look {
    /// The same look with its marks sorted and each once: equal looks have one stored form.
    #[must_use]
    pub fn normal(mut self) -> Self {
        self.marks.sort_unstable();
        self.marks.dedup();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_reads_back_what_it_wrote() {
        assert_eq!("#0aB1ff".parse(), Ok(Colour([0x0a, 0xb1, 0xff])));
        assert_eq!(serde_json::to_string(&Colour([10, 177, 255])).unwrap(), "\"#0ab1ff\"");
        for text in ["", "#fff", "0ab1ff", "#0ab1fg", "#+ab1ff", "#ééé"] {
            assert_eq!(text.parse::<Colour>(), Err(UnknownColour(text.into())));
        }
    }

    #[test]
    fn a_height_no_person_has_is_refused_by_name() {
        let refusal = serde_json::from_str::<Build>(r#"{"height_m": 3, "breadth": 0.5}"#).unwrap_err();
        assert!(refusal.to_string().starts_with("height_m is 3 metres; it goes from 0.5 to 2.5"));
    }
}
