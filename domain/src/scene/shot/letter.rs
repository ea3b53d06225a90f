//! The letters of a set-up, as slates carry them: A to Z without I and O, which look like digits, then
//! AA, AB … The scene's number stands before them (`3A`), so a scene that is renumbered renames no shot.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The letters a slate knows.
const ALPHABET: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The letters of one set-up, counted from 0 (`A`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Letters(pub u16);

/// A text that no slate carries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the letters of a slate: {0:?}")]
pub struct UnknownLetters(pub String);

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = usize::from(self.0) + 1;
        while rest > 0 {
            letters.push(char::from(ALPHABET[(rest - 1) % ALPHABET.len()]));
            rest = (rest - 1) / ALPHABET.len();
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))
    }
}

impl FromStr for Letters {
    type Err = UnknownLetters;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownLetters(text.to_owned());
        let digits = text.bytes().map(|byte| ALPHABET.iter().position(|letter| *letter == byte));
        let count = digits.into_iter().try_fold(0_usize, |count, digit| {
            let count = count.checked_mul(ALPHABET.len())?.checked_add(digit? + 1)?;
            u16::try_from(count).is_ok().then_some(count)
        });
        let index = count.and_then(|count| count.checked_sub(1)).ok_or_else(unknown)?;
        u16::try_from(index).map(Self).map_err(|_| unknown())
    }
}

impl TryFrom<String> for Letters {
    type Error = UnknownLetters;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Letters> for String {
    fn from(letters: Letters) -> Self {
        letters.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slates_leave_out_i_and_o_and_go_on_with_two_letters() {
        let shown = [0, 7, 8, 12, 13, 23, 24, 25, 47, 48].map(|index| Letters(index).to_string());
        assert_eq!(shown, ["A", "H", "J", "N", "P", "Z", "AA", "AB", "AZ", "BA"]);
    }

    #[test]
    fn every_slate_reads_back_the_same() {
        for index in (0..2_000).chain([u16::MAX - 1]) {
            assert_eq!(Letters(index).to_string().parse(), Ok(Letters(index)));
        }
        for text in ["", "I", "AO", "a", "1", "ZZZZZZZZZZZZZZZZZZZZ"] {
            assert!(text.parse::<Letters>().is_err(), "{text}");
        }
    }
}
