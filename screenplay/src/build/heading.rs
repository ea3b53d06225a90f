//! A heading that the plan of a screenplay gives: always a legal slugline, whatever words it was made
//! of.

use super::clean::tidy;
use super::wrap::shortened;
use crate::fountain::{Interior, split_prefix};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest place, in characters.
const MAX_LOCATION: usize = 80;
/// The longest time, in characters.
const MAX_TIME: usize = 30;

/// `INT. KITCHEN - NIGHT`, in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    interior: Interior,
    location: String,
    time: String,
}

impl Heading {
    /// Normalises the parts: capitals, no marks, one line. A prefix or the time repeated in the place
    /// is dropped there. A place of nothing is `LOCATION`, a time of nothing `DAY`.
    pub fn new(interior: Interior, location: &str, time: &str) -> Self {
        let time = part(time, MAX_TIME).unwrap_or_else(|| "DAY".to_owned());
        let mut place = part(location, usize::MAX).unwrap_or_default();
        while let Some((_, rest)) = split_prefix(&format!("{place} ")) {
            place = part(rest, usize::MAX).unwrap_or_default();
        }
        if let Some(rest) = place.strip_suffix(&time).and_then(|rest| rest.strip_suffix("- ")) {
            place = rest.to_owned();
        }
        let location = part(&place, MAX_LOCATION).unwrap_or_else(|| "LOCATION".to_owned());
        Self { interior, location, time }
    }

    /// Inside or outside.
    pub fn interior(&self) -> Interior {
        self.interior
    }

    /// The place, in capitals.
    pub fn location(&self) -> &str {
        &self.location
    }

    /// The time of day, in capitals.
    pub fn time(&self) -> &str {
        &self.time
    }
}

impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} - {}", self.interior, self.location, self.time)
    }
}

/// One part in capitals without Fountain's marks; `None` when no letter or digit is left.
fn part(text: &str, limit: usize) -> Option<String> {
    let text: String =
        tidy(text).chars().map(|c| if "#*_[]<>^@!~=\\|{}:\"`".contains(c) { ' ' } else { c }).collect();
    let text = tidy(&text.to_uppercase());
    let text = if limit == usize::MAX { text } else { shortened(&text, limit) };
    let text = text.trim_matches(|c: char| " -–—.,;/".contains(c));
    text.chars().any(char::is_alphanumeric).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_one_legal_line() {
        for (location, time, expected) in [
            ("kitchen", "night", "INT. KITCHEN - NIGHT"),
            ("INT. Kitchen - NIGHT", "NIGHT", "INT. KITCHEN - NIGHT"),
            ("**Bar #3**\n/* x */", "[[late]]", "INT. BAR 3 X - LATE"),
            ("", " - ", "INT. LOCATION - DAY"),
            ("INT.", "EXT.", "INT. LOCATION - EXT"),
            ("Straße – Hof", "später", "INT. STRASSE – HOF - SPÄTER"),
        ] {
            assert_eq!(Heading::new(Interior::Int, location, time).to_string(), expected);
        }
        let long = Heading::new(Interior::IntExt, &"word ".repeat(100), "day");
        assert!(long.location().chars().count() <= MAX_LOCATION && long.location().ends_with("WORD"));
        assert_eq!((long.interior(), long.time()), (Interior::IntExt, "DAY"));
    }
}
