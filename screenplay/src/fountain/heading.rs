//! Scene headings taken apart: inside or outside, the place, the time of day, the scene number.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where the camera stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interior {
    /// `INT.`
    Int,
    /// `EXT.`
    Ext,
    /// `INT./EXT.`, in all its spellings.
    IntExt,
    /// `EST.`, an establishing shot.
    Est,
}

impl fmt::Display for Interior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Int => "INT.",
            Self::Ext => "EXT.",
            Self::IntExt => "INT./EXT.",
            Self::Est => "EST.",
        })
    }
}

/// A word that is none of `INT`, `EXT`, `INT/EXT`, `I/E`, `EST`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no interior or exterior: {0:?}")]
pub struct UnknownInterior(
    /// The word.
    pub String,
);

impl FromStr for Interior {
    type Err = UnknownInterior;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match split_prefix(&format!("{} ", word.trim())) {
            Some((interior, "")) => Ok(interior),
            _ => Err(UnknownInterior(word.to_owned())),
        }
    }
}

/// Longer spellings first: each is tried in turn.
const PREFIXES: [(&str, Interior); 8] = [
    ("INT./EXT", Interior::IntExt),
    ("INT/EXT", Interior::IntExt),
    ("EXT./INT", Interior::IntExt),
    ("EXT/INT", Interior::IntExt),
    ("I/E", Interior::IntExt),
    ("INT", Interior::Int),
    ("EXT", Interior::Ext),
    ("EST", Interior::Est),
];

/// The prefix that makes a line a heading, in any case and followed by a dot or a space, and the rest.
pub(crate) fn split_prefix(line: &str) -> Option<(Interior, &str)> {
    PREFIXES.iter().find_map(|&(prefix, interior)| {
        let head = line.get(..prefix.len())?;
        let rest = &line[prefix.len()..];
        let ends = rest.starts_with(|c: char| c == '.' || c.is_whitespace());
        (ends && head.eq_ignore_ascii_case(prefix)).then(|| (interior, rest.trim_start_matches('.').trim()))
    })
}

/// A trailing `#number#` (letters, digits, dashes, dots), and the heading before it.
pub(super) fn split_number(line: &str) -> (&str, Option<&str>) {
    let found = line.strip_suffix('#').and_then(|head| {
        let open = head.rfind('#')?;
        let number = &head[open + 1..];
        let legal = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
        (!number.is_empty() && number.chars().all(legal)).then(|| (line[..open].trim(), Some(number)))
    });
    found.unwrap_or((line, None))
}

/// Words that say when a scene plays; a part of a heading holding one of them is its time.
const TIMES: [&str; 27] = [
    "DAY",
    "NIGHT",
    "MORNING",
    "AFTERNOON",
    "EVENING",
    "DAWN",
    "DUSK",
    "SUNRISE",
    "SUNSET",
    "NOON",
    "MIDDAY",
    "MIDNIGHT",
    "TWILIGHT",
    "LATER",
    "CONTINUOUS",
    "SAME",
    "MOMENTS",
    "DAYBREAK",
    "NIGHTFALL",
    "TONIGHT",
    "TODAY",
    "DAYTIME",
    "NIGHTTIME",
    "LUNCHTIME",
    "PRESENT",
    "PAST",
    "FUTURE",
];

fn is_time(part: &str) -> bool {
    let words = part.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).any(|word| TIMES.iter().any(|time| time.eq_ignore_ascii_case(word)))
}

/// `HOUSE - KITCHEN - DAY - FLASHBACK` as (`HOUSE - KITCHEN`, `DAY - FLASHBACK`). The time is the
/// last part that names one, with what follows it and the times right before it; the first part is
/// always the place.
pub(super) fn split_time(rest: &str) -> (String, Option<String>) {
    let plain = rest.replace(" – ", " - ").replace(" — ", " - ");
    let parts: Vec<&str> = plain.split(" - ").map(str::trim).collect();
    let Some(last) = (1..parts.len()).rev().find(|&i| is_time(parts[i])) else {
        return (plain.trim().to_owned(), None);
    };
    let first = (1..=last).rev().take_while(|&i| is_time(parts[i])).last().unwrap_or(last);
    (parts[..first].join(" - "), Some(parts[first..].join(" - ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_prefix_is_known() {
        for (line, interior, rest) in [
            ("INT. HOUSE", Interior::Int, "HOUSE"),
            ("int house", Interior::Int, "house"),
            ("EXT. X", Interior::Ext, "X"),
            ("INT./EXT. CAR", Interior::IntExt, "CAR"),
            ("INT/EXT CAR", Interior::IntExt, "CAR"),
            ("I/E. CAR", Interior::IntExt, "CAR"),
            ("EST. CITY", Interior::Est, "CITY"),
        ] {
            assert_eq!(split_prefix(line), Some((interior, rest)), "{line}");
        }
        for line in ["INTERIOR", "INT", "EXTRA. X", "", "é", "ÉST. X"] {
            assert_eq!(split_prefix(line), None, "{line}");
        }
        assert_eq!("i/e".parse(), Ok(Interior::IntExt));
        assert_eq!("Ext.".parse(), Ok(Interior::Ext));
        assert!("INT. HOUSE".parse::<Interior>().is_err());
    }

    #[test]
    fn numbers_hold_letters_digits_dashes_and_dots() {
        assert_eq!(split_number("INT. A - DAY #I-1-A.2#"), ("INT. A - DAY", Some("I-1-A.2")));
        assert_eq!(split_number("INT. A #1 2#"), ("INT. A #1 2#", None));
        assert_eq!(split_number("INT. A ##"), ("INT. A ##", None));
    }

    #[test]
    fn the_time_is_found_among_the_parts() {
        let time = |text: &str| Some(text.to_owned());
        assert_eq!(split_time("HOUSE - DAY"), ("HOUSE".into(), time("DAY")));
        assert_eq!(split_time("HOUSE - KITCHEN"), ("HOUSE - KITCHEN".into(), None));
        assert_eq!(
            split_time("HOUSE - HALL – NIGHT - LATER"),
            ("HOUSE - HALL".into(), time("NIGHT - LATER"))
        );
        assert_eq!(split_time("HUT - DAY - FLASHBACK"), ("HUT".into(), time("DAY - FLASHBACK")));
        assert_eq!(split_time("DAY"), ("DAY".into(), None));
    }
}
