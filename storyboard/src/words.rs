//! The words of a shot: small enumerations that read and write as `snake_case` text, the same in every
//! crate, in JSON and in the client. Each accepts spellings in common use beside its own; where a writer's
//! word may be anything (a place, a pose) an unknown one has a sensible stand-in instead of an error.

pub use crate::prop::PropKind;

/// A word that is none of its enumeration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} `{word}`, one of: {known}")]
pub struct UnknownWord {
    /// What kind of word was expected.
    pub kind: &'static str,
    /// What was given, cut to 40 characters.
    pub word: String,
    /// The words that are known, separated by commas.
    pub known: String,
}

/// Lower case, runs of anything that is no letter or digit as one `_`, at most 80 characters.
pub(crate) fn normal(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars().take(80) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_owned()
}

macro_rules! words {
    (@fallback $kind:literal $word:ident) => {
        Err($crate::words::UnknownWord {
            kind: $kind,
            word: $word.chars().take(40).collect(),
            known: Self::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", "),
        })
    };
    (@fallback $kind:literal $word:ident by $by:ident) => { Ok($by(&$crate::words::normal($word))) };
    (@fallback $kind:literal $word:ident $fallback:ident) => { Ok(Self::$fallback) };
    ($(#[$meta:meta])* $name:ident, $kind:literal $(, otherwise $fallback:ident)? $(, meant by $by:ident)? {
        $($(#[$vmeta:meta])* $variant:ident = $text:literal $(| $alias:literal)*,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("`", $text, "`.")] $variant,)* }
        impl $name {
            /// Every word, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word as it is written everywhere.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $text),* } }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(word: &str) -> Result<Self, $crate::words::UnknownWord> {
                match $crate::words::normal(word).as_str() {
                    $($text $(| $alias)* => Ok(Self::$variant),)*
                    _ => words!(@fallback $kind word $(by $by)? $($fallback)?),
                }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { out.write_str(self.as_str()) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.serialize_str(self.as_str()) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use words;

words!(/// How much of a person the frame holds.
Size, "size" {
    Ecu = "ecu" | "extreme_close_up" | "extreme_closeup",
    Cu = "cu" | "close_up" | "closeup",
    Mcu = "mcu" | "medium_close_up",
    Ms = "ms" | "medium" | "medium_shot",
    Mls = "mls" | "medium_long_shot" | "cowboy",
    Fs = "fs" | "full" | "full_shot",
    Ws = "ws" | "wide" | "wide_shot" | "long_shot",
    Ews = "ews" | "extreme_wide_shot" | "els" | "extreme_long_shot",
});

words!(/// Where the camera stands towards its subject.
Angle, "angle" {
    Eye = "eye" | "eye_level",
    Low = "low" | "low_angle",
    High = "high" | "high_angle",
    Overhead = "overhead" | "top" | "birds_eye" | "bird_s_eye",
    Worm = "worm" | "worms_eye" | "worm_s_eye",
    Dutch = "dutch" | "dutch_angle" | "canted",
    OverShoulder = "over_shoulder" | "over_the_shoulder" | "ots",
});

words!(/// How the camera moves during the shot; drawn as arrows on the board.
Movement, "movement" {
    Static = "static" | "locked" | "locked_off",
    PanLeft = "pan_left",
    PanRight = "pan_right",
    TiltUp = "tilt_up",
    TiltDown = "tilt_down",
    PushIn = "push_in" | "dolly_in" | "zoom_in",
    PullOut = "pull_out" | "dolly_out" | "zoom_out",
    TrackLeft = "track_left",
    TrackRight = "track_right",
    CraneUp = "crane_up",
    CraneDown = "crane_down",
    Handheld = "handheld" | "hand_held",
});

words!(/// Where the subject sits in the frame.
Composition, "composition" {
    ThirdsLeft = "thirds_left" | "rule_of_thirds" | "thirds",
    ThirdsRight = "thirds_right",
    Centered = "centered" | "centred" | "center",
    Symmetrical = "symmetrical" | "symmetry",
    NegativeSpace = "negative_space",
    Golden = "golden" | "golden_ratio",
});

words!(/// The hour the scene is lit for.
TimeOfDay, "time of day" {
    Day = "day" | "morning" | "afternoon" | "noon",
    Night = "night" | "midnight",
    Dawn = "dawn" | "sunrise",
    Dusk = "dusk" | "sunset" | "evening" | "magic_hour",
});

words!(/// What falls from the sky, or hangs in the air.
Weather, "weather" {
    Clear = "clear" | "fair" | "sunny",
    Rain = "rain" | "rainy",
    Snow = "snow" | "snowy",
    Fog = "fog" | "foggy" | "mist",
    Storm = "storm" | "thunderstorm",
    Wind = "wind" | "windy",
});

words!(/// Inside, outside, or on the threshold.
Setting, "setting" {
    Interior = "interior" | "int",
    Exterior = "exterior" | "ext",
    Both = "both" | "int_ext" | "i_e",
});

words!(/// The hand the board is drawn in.
Style, "style" {
    Marker = "marker",
    Colour = "colour" | "color",
    Pencil = "pencil",
    Render = "render",
});

words!(/// What a body does. An unknown word stands.
Pose, "pose", otherwise Stand {
    Stand = "stand",
    Walk = "walk",
    Run = "run",
    Sit = "sit",
    Crouch = "crouch",
    Lie = "lie",
    Kneel = "kneel",
    Lean = "lean",
    Point = "point",
    Reach = "reach",
    Hold = "hold",
    Phone = "phone",
    Drink = "drink",
    Embrace = "embrace",
    Fight = "fight",
    Aim = "aim",
    Write = "write",
    Read = "read",
    Drive = "drive",
    Wave = "wave",
    Cower = "cower",
    LookUp = "look_up",
    LookDown = "look_down",
});

words!(/// What a face says. An unknown word says nothing.
Expression, "expression", otherwise Neutral {
    Neutral = "neutral",
    Happy = "happy" | "smile",
    Sad = "sad",
    Angry = "angry",
    Afraid = "afraid" | "scared",
    Surprised = "surprised",
});
