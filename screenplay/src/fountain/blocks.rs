//! Elements in the groups a reader sees: a speech with everything under its cue, and two speeches that
//! are spoken at once. Layout and exchange formats work on these.

use super::element::{Element, Kind};

/// A cue and what follows under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speech<'e> {
    /// Whose it is.
    pub cue: &'e Element,
    /// Parentheticals, dialogue and lyrics, in order.
    pub lines: &'e [Element],
}

/// What stands between two blank lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block<'e> {
    /// An element by itself.
    Single(&'e Element),
    /// A speech.
    Speech(Speech<'e>),
    /// A speech and the one marked `^` behind it.
    Dual(Speech<'e>, Speech<'e>),
}

/// The blocks of a screenplay or of a part of one, in order. A `^` with no speech right before it, or
/// behind one that already has its partner, begins an ordinary speech.
pub fn blocks(elements: &[Element]) -> Blocks<'_> {
    Blocks { rest: elements }
}

/// See [`blocks`].
#[derive(Debug, Clone)]
pub struct Blocks<'e> {
    rest: &'e [Element],
}

impl<'e> Blocks<'e> {
    /// The elements that no block has been made of yet.
    pub fn rest(&self) -> &'e [Element] {
        self.rest
    }

    fn speech(&mut self) -> Option<Speech<'e>> {
        let (cue, rest) = self.rest.split_first()?;
        let length = rest.iter().take_while(|element| element.is_speech()).count();
        let (lines, rest) = rest.split_at(length);
        self.rest = rest;
        Some(Speech { cue, lines })
    }
}

impl<'e> Iterator for Blocks<'e> {
    type Item = Block<'e>;

    fn next(&mut self) -> Option<Block<'e>> {
        let first = self.rest.first()?;
        if !matches!(first.kind, Kind::Character { .. }) {
            self.rest = &self.rest[1..];
            return Some(Block::Single(first));
        }
        let left = self.speech()?;
        let answers = self.rest.first().is_some_and(|next| next.kind == Kind::Character { dual: true });
        if !answers {
            return Some(Block::Speech(left));
        }
        self.speech().map(|right| Block::Dual(left, right))
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn short(text: &str) -> Vec<String> {
        let name = |speech: &Speech<'_>| format!("{}+{}", speech.cue.text, speech.lines.len());
        let screenplay = parse(text).unwrap();
        let short = blocks(&screenplay.elements).map(|block| match block {
            Block::Single(element) => element.text.clone(),
            Block::Speech(speech) => name(&speech),
            Block::Dual(left, right) => format!("{} & {}", name(&left), name(&right)),
        });
        short.collect()
    }

    #[test]
    fn a_caret_pairs_with_the_speech_right_before_it() {
        assert_eq!(short("BO\n(low)\nNo.\n\nMARA ^\nYes."), ["BO+2 & MARA+1"]);
        assert_eq!(short("MARA ^\nYes.\n\nShe goes.\n\nBO\nNo."), ["MARA+1", "She goes.", "BO+1"]);
        assert_eq!(short("A\na\n\nB ^\nb\n\nC ^\nc\n\nD ^\nd"), ["A+1 & B+1", "C+1 & D+1"]);
        assert_eq!(short("A\na\n\nRain.\n\nB ^\nb"), ["A+1", "Rain.", "B+1"]);
    }
}
