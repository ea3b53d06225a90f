//! What is known of an asset's bytes, checked once: their type, their name, their hash, their measures.

use super::{AssetError, AssetKind};
use crate::ids::{CharacterId, SceneId, ScriptId, ShotId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What an asset belongs to; nothing at all is possible too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BelongsTo {
    /// The script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<ScriptId>,
    /// The scene of the script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<SceneId>,
    /// The shot of the scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shot: Option<ShotId>,
    /// The character, in whatever scripts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub character: Option<CharacterId>,
}

impl BelongsTo {
    /// A part belongs to its whole, so that who may see the whole may see it.
    pub(super) fn check(&self) -> Result<(), AssetError> {
        match self {
            Self { shot: Some(_), scene: None, .. } => {
                Err(AssetError::Homeless { part: "shot", whole: "scene" })
            }
            Self { scene: Some(_), script: None, .. } => {
                Err(AssetError::Homeless { part: "scene", whole: "script" })
            }
            _ => Ok(()),
        }
    }
}

/// What the bytes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// A picture, a sound, a text …
    pub kind: AssetKind,
    /// The media type, such as `image/png`.
    pub media_type: MediaType,
    /// What a person would call the file.
    pub file_name: FileName,
    /// How many bytes there are.
    pub bytes: u64,
    /// Their hash, under which the store has them.
    pub sha256: Sha256,
    /// What can be measured.
    #[serde(flatten)]
    pub measures: Measures,
}

/// How large and how long it is, as far as that means something and is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// Pixels across.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
}

/// A text that does not have the form it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {what}: {text:?}")]
pub struct Malformed {
    what: &'static str,
    text: String,
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $what:literal, $fits:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;

            fn try_from(text: String) -> Result<Self, Malformed> {
                let fits: fn(&str) -> bool = $fits;
                if fits(&text) {
                    return Ok(Self(text));
                }
                // An error repeats no more of a hostile text than tells which it was.
                Err(Malformed { what: $what, text: text.chars().take(80).collect() })
            }
        }

        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text! {
    /// A media type without parameters, such as `image/png` (RFC 6838): lower case, at most 127 signs.
    MediaType, "media type", |text| {
        let name = |part: &str| {
            part.starts_with(|sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit())
                && part.bytes().all(|sign| {
                    sign.is_ascii_lowercase() || sign.is_ascii_digit() || b"!#$&-^_.+".contains(&sign)
                })
        };
        text.len() <= 127 && text.split_once('/').is_some_and(|(kind, of)| name(kind) && name(of))
    }
}

text! {
    /// A file's name without any directory: 1 to 200 signs, none of them a control sign or a separator.
    FileName, "file name", |text| {
        (1..=200).contains(&text.chars().count())
            && !text.trim().is_empty()
            && !text.chars().any(|sign| sign.is_control() || matches!(sign, '/' | '\\'))
            && !matches!(text, "." | "..")
    }
}

text! {
    /// A SHA-256 in 64 lower-case hexadecimal digits.
    Sha256, "SHA-256 in 64 lower-case hexadecimal digits", |text| {
        text.len() == 64 && text.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'))
    }
}

impl FileName {
    /// The nearest name that is one: what a client calls a file, whatever it holds.
    pub fn from_any(text: &str, otherwise: &str) -> Self {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.chars().filter(|sign| !sign.is_control()).take(200).collect();
        let named = Self::try_from(clean.trim().to_owned());
        named.unwrap_or_else(|_| Self(otherwise.to_owned()))
    }
}
