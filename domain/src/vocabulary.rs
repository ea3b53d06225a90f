//! The closed lists: genre, tone, format and the like. One spelling, the same in Rust, SQL, JSON
//! and the client.

/// Declares an enumeration with one text form, used by serde, `Display`, `FromStr` and the schema. Further
/// spellings after `|` are read, never written; the schema lists them as `x-also`.
macro_rules! vocabulary {
    ($(#[doc = $doc:literal])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $text:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text $(, alias = $alias)*)] $variant),+
        }

        impl $name {
            /// Every value, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The one text form.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }
        }

        // By hand: the derive does not see a name that comes out of a macro's literal.
        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let also: &[&str] = &[$($($alias,)*)+];
                let also = (!also.is_empty()).then(|| {
                    utoipa::openapi::extensions::ExtensionsBuilder::new().add("x-also", also).build()
                });
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some(Self::ALL.iter().map(|word| word.as_str())))
                    .extensions(also)
                    .description(Some(concat!($($doc)*).trim()))
                    .build()
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let other = match text {
                    $($($alias => Some(Self::$variant),)*)+
                    _ => None,
                };
                Self::ALL.iter().copied().find(|word| word.as_str() == text).or(other).ok_or_else(|| {
                    $crate::vocabulary::UnknownWord {
                        what: $what,
                        word: text.to_owned(),
                        known: Self::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", "),
                    }
                })
            }
        }
    };
}

pub(crate) use vocabulary;

/// A word that is not on its list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not a {what}; known are {known}")]
pub struct UnknownWord {
    /// The list's name.
    pub what: &'static str,
    /// The word as it was given.
    pub word: String,
    /// Every word on the list, comma-separated.
    pub known: String,
}

vocabulary! {
    /// A script's genre: held across versions until it is unlocked.
    Genre, "genre" {
        /// Action.
        Action = "action",
        /// Adventure.
        Adventure = "adventure",
        /// Animation.
        Animation = "animation",
        /// Comedy.
        Comedy = "comedy",
        /// Crime.
        Crime = "crime",
        /// Documentary.
        Documentary = "documentary",
        /// Drama.
        Drama = "drama",
        /// Fantasy.
        Fantasy = "fantasy",
        /// Historical.
        Historical = "historical",
        /// Horror.
        Horror = "horror",
        /// Musical.
        Musical = "musical",
        /// Mystery.
        Mystery = "mystery",
        /// Film noir.
        Noir = "noir",
        /// Romance.
        Romance = "romance",
        /// Science fiction.
        ScienceFiction = "science_fiction",
        /// Thriller.
        Thriller = "thriller",
        /// War.
        War = "war",
        /// Western.
        Western = "western",
    }
}

vocabulary! {
    /// The mood of a script or of one scene.
    Tone, "tone" {
        /// Dark.
        Dark = "dark",
        /// Light.
        Light = "light",
        /// Suspenseful.
        Suspenseful = "suspenseful",
        /// Comedic.
        Comedic = "comedic",
        /// Dramatic.
        Dramatic = "dramatic",
        /// Romantic.
        Romantic = "romantic",
        /// Gritty.
        Gritty = "gritty",
        /// Whimsical.
        Whimsical = "whimsical",
        /// Melancholic.
        Melancholic = "melancholic",
        /// Epic.
        Epic = "epic",
        /// Satirical.
        Satirical = "satirical",
        /// Neutral.
        Neutral = "neutral",
    }
}

vocabulary! {
    /// What kind of production a script is for.
    Format, "format" {
        /// A feature film.
        Feature = "feature",
        /// A series of episodes.
        Series = "series",
        /// A short film.
        Short = "short",
    }
}

vocabulary! {
    /// The form of a version's text.
    ScriptType, "script type" {
        /// Scenes with headings, action and dialogue.
        Screenplay = "screenplay",
        /// Prose in acts, present tense.
        Treatment = "treatment",
        /// Numbered beats.
        Outline = "outline",
    }
}

vocabulary! {
    /// How much is to be written.
    Length, "length" {
        /// A few scenes.
        Short = "short",
        /// A sequence.
        Medium = "medium",
        /// A longer act.
        Long = "long",
    }
}

vocabulary! {
    /// What a member of a script may do.
    Role, "role" {
        /// Reads.
        Viewer = "viewer",
        /// Reads and writes.
        Editor = "editor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_the_same_in_text_and_in_json() {
        for genre in Genre::ALL {
            assert_eq!(genre.as_str().parse::<Genre>().as_ref(), Ok(genre));
            assert_eq!(serde_json::to_value(genre).unwrap(), genre.as_str());
        }
        for tone in Tone::ALL {
            assert_eq!(serde_json::from_value::<Tone>(tone.as_str().into()).unwrap(), *tone);
        }
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_list() {
        let refusal = "telenovela".parse::<Genre>().unwrap_err().to_string();
        assert!(refusal.starts_with("\"telenovela\" is not a genre; known are action, adventure,"));
    }
}
