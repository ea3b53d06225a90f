//! What a character looks like, in every shot the same: hair, build, skin, age, costume and marks.
//! A look is data that a person edits, so everything has a default, and colours are hexadecimal sRGB.

use crate::words::{UnknownWord, normal, words};
use glam::Vec3A;
use serde::{Deserialize, Serialize};

words!(/// How hair is worn.
HairStyle, "hair style" {
    Short = "short",
    Long = "long",
    Bun = "bun",
    Hat = "hat",
    Bald = "bald",
    Curly = "curly",
    Ponytail = "ponytail",
    Bob = "bob",
});

words!(/// How old somebody appears.
Age, "age" {
    Child = "child",
    Young = "young",
    Adult = "adult",
    Old = "old",
});

words!(/// How somebody presents.
Presenting, "presenting" {
    Feminine = "feminine",
    Masculine = "masculine",
    Neutral = "neutral",
});

words!(/// What somebody wears above all.
CostumeKind, "costume" {
    Coat = "coat",
    Jacket = "jacket",
    Suit = "suit",
    Dress = "dress",
    Uniform = "uniform",
    Apron = "apron",
    Sweater = "sweater",
    Shirt = "shirt",
    Robe = "robe",
    Armour = "armour" | "armor",
    Hoodie = "hoodie",
});

words!(/// What one remembers of a face.
Mark, "mark" {
    Glasses = "glasses",
    Beard = "beard",
    Moustache = "moustache" | "mustache",
    Scar = "scar",
    Freckles = "freckles",
    Eyepatch = "eyepatch" | "eye_patch",
    Earrings = "earrings",
});

/// An sRGB colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, 0–255, sRGB-encoded.
    pub r: u8,
    /// Green, 0–255, sRGB-encoded.
    pub g: u8,
    /// Blue, 0–255, sRGB-encoded.
    pub b: u8,
}

impl Colour {
    /// A colour from its three sRGB bytes.
    pub const fn new(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// Linear light, 0–1, by the sRGB transfer function (IEC 61966-2-1).
    pub(crate) fn linear(self) -> Vec3A {
        let one = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        Vec3A::new(one(self.r), one(self.g), one(self.b))
    }
}

impl std::str::FromStr for Colour {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let refused = || UnknownWord {
            kind: "colour",
            word: text.chars().take(40).collect(),
            known: "#rrggbb".to_owned(),
        };
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii()).ok_or_else(refused)?;
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| refused());
        Ok(Self::new(byte(0)?, byte(2)?, byte(4)?))
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

impl Serialize for Colour {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Hair: how it is worn, and its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hair {
    /// How it is worn.
    pub style: HairStyle,
    /// Its colour.
    pub colour: Colour,
}

/// The body's measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// Standing height in metres, 0.6–2.3.
    pub height_m: f32,
    /// From slight (0) to heavy (1).
    pub breadth: f32,
}

/// What is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costume {
    /// The outer garment.
    pub kind: CostumeKind,
    /// Its colour.
    pub primary: Colour,
    /// What is worn below and beneath: trousers, shirt front, tie, belt.
    pub secondary: Colour,
}

/// A character's appearance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Look {
    /// Hair.
    pub hair: Hair,
    /// Height and breadth.
    pub build: Build,
    /// Skin from deep (0) to pale (1).
    pub skin: f32,
    /// Apparent age.
    pub age: Age,
    /// Presentation.
    pub presenting: Presenting,
    /// Costume.
    pub costume: Costume,
    /// Marks of the face, at most eight.
    pub marks: Vec<Mark>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            hair: Hair { style: HairStyle::Short, colour: Colour::new(0x3b, 0x2a, 0x20) },
            build: Build { height_m: 1.74, breadth: 0.45 },
            skin: 0.65,
            age: Age::Adult,
            presenting: Presenting::Neutral,
            costume: Costume {
                kind: CostumeKind::Jacket,
                primary: Colour::new(0x5a, 0x66, 0x70),
                secondary: Colour::new(0x2c, 0x30, 0x38),
            },
            marks: Vec::new(),
        }
    }
}

impl Look {
    /// The skin in plain white light, linear: what a picture's light can be read from.
    pub fn skin_colour(&self) -> [f32; 3] {
        crate::figure::skin(self.skin).to_array()
    }

    /// A look for somebody nobody has described: the same name always has the same one, and two names
    /// rarely share hair, costume and colours.
    pub fn for_name(name: &str) -> Self {
        let seed = name_seed(name);
        let pick = |salt: u32, n: usize| (crate::noise::mix(seed, salt) as usize) % n;
        let unit = |salt: u32| crate::noise::unit(crate::noise::mix(seed, salt));
        let feminine = pick(1, 2) == 0;
        let hair = if feminine {
            [HairStyle::Long, HairStyle::Bun, HairStyle::Ponytail, HairStyle::Bob, HairStyle::Curly]
                [pick(2, 5)]
        } else {
            [HairStyle::Short, HairStyle::Short, HairStyle::Curly, HairStyle::Bald, HairStyle::Hat]
                [pick(2, 5)]
        };
        let costume = [
            CostumeKind::Coat,
            CostumeKind::Jacket,
            CostumeKind::Sweater,
            CostumeKind::Shirt,
            CostumeKind::Hoodie,
            if feminine { CostumeKind::Dress } else { CostumeKind::Suit },
        ][pick(3, 6)];
        let marks = match pick(4, 6) {
            0 => vec![Mark::Glasses],
            1 if !feminine => vec![Mark::Beard],
            2 if !feminine => vec![Mark::Moustache],
            3 => vec![Mark::Freckles],
            _ => Vec::new(),
        };
        Self {
            hair: Hair { style: hair, colour: HAIR_COLOURS[pick(5, HAIR_COLOURS.len())] },
            build: Build {
                height_m: if feminine { 1.58 } else { 1.68 } + 0.2 * unit(6),
                breadth: 0.2 + 0.6 * unit(7),
            },
            skin: 0.15 + 0.8 * unit(8),
            age: [Age::Young, Age::Adult, Age::Adult, Age::Old][pick(9, 4)],
            presenting: if feminine { Presenting::Feminine } else { Presenting::Masculine },
            costume: Costume {
                kind: costume,
                primary: CLOTH_COLOURS[pick(10, CLOTH_COLOURS.len())],
                secondary: UNDER_COLOURS[pick(11, UNDER_COLOURS.len())],
            },
            marks,
        }
    }
}

/// FNV-1a over the normalised name, so that `MARA`, `Mara` and `mara` are one person.
fn name_seed(name: &str) -> u32 {
    normal(name).bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

const HAIR_COLOURS: [Colour; 7] = [
    Colour::new(0x1d, 0x17, 0x14),
    Colour::new(0x3b, 0x26, 0x1a),
    Colour::new(0x6a, 0x42, 0x24),
    Colour::new(0x8c, 0x3f, 0x1f),
    Colour::new(0xc2, 0x9a, 0x5c),
    Colour::new(0x8f, 0x8c, 0x88),
    Colour::new(0x2a, 0x2c, 0x36),
];

const CLOTH_COLOURS: [Colour; 9] = [
    Colour::new(0x8c, 0x2f, 0x2b),
    Colour::new(0x2f, 0x4a, 0x6b),
    Colour::new(0x4b, 0x66, 0x48),
    Colour::new(0xb3, 0x8a, 0x3f),
    Colour::new(0x6d, 0x4b, 0x6e),
    Colour::new(0x9a, 0x8a, 0x74),
    Colour::new(0x3b, 0x3f, 0x46),
    Colour::new(0x2e, 0x70, 0x74),
    Colour::new(0xb0, 0x5c, 0x38),
];

const UNDER_COLOURS: [Colour; 5] = [
    Colour::new(0x23, 0x26, 0x2e),
    Colour::new(0x3d, 0x33, 0x2b),
    Colour::new(0x50, 0x56, 0x60),
    Colour::new(0xd8, 0xd2, 0xc4),
    Colour::new(0x3a, 0x44, 0x55),
];
