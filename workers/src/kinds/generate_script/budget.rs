//! How much is written for each length: scenes, beats, and the bounds within each. The grammars are
//! made from these numbers and the token limits are derived from the grammars, so that nothing is
//! ever cut off in the middle.

use domain::Length;

/// A number for each length.
#[derive(Clone, Copy, Debug)]
pub struct ByLength {
    /// For a short one.
    pub short: usize,
    /// For a medium one.
    pub medium: usize,
    /// For a long one.
    pub long: usize,
}

impl ByLength {
    /// The number for `length`.
    pub fn of(self, length: Length) -> usize {
        match length {
            Length::Short => self.short,
            Length::Medium => self.medium,
            Length::Long => self.long,
        }
    }
}

/// A least and a most.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The least.
    pub least: usize,
    /// The most.
    pub most: usize,
}

/// What may be written. [`Budget::default`] is what people get; a smaller one makes a quick draft.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Scenes of a screenplay.
    pub scenes: ByLength,
    /// Beats of an outline.
    pub beats: ByLength,
    /// Paragraphs of each act of a treatment.
    pub paragraphs: ByLength,
    /// Sentences in a paragraph of a treatment.
    pub sentences: Bounds,
    /// Speeches in a scene.
    pub speeches: Bounds,
    /// Characters in a sentence of action or prose.
    pub sentence_chars: Bounds,
    /// Characters in a goal, a tension or a beat.
    pub note_chars: Bounds,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            scenes: ByLength { short: 3, medium: 6, long: 10 },
            beats: ByLength { short: 8, medium: 12, long: 16 },
            paragraphs: ByLength { short: 1, medium: 2, long: 3 },
            sentences: Bounds { least: 4, most: 6 },
            speeches: Bounds { least: 6, most: 9 },
            sentence_chars: Bounds { least: 16, most: 150 },
            note_chars: Bounds { least: 30, most: 140 },
        }
    }
}

impl Budget {
    /// Tokens that a scene of the greatest legal length takes, at two and a half characters a token.
    pub(super) fn scene_tokens(&self) -> usize {
        let action = 3 * self.sentence_chars.most;
        let speech = 3 * self.sentence_chars.most.min(120) + 40;
        ((self.speeches.most + 1) * action + self.speeches.most * speech) * 2 / 5
    }

    /// The same for a paragraph of a treatment.
    pub(super) fn paragraph_tokens(&self) -> usize {
        self.sentences.most * self.sentence_chars.most * 2 / 5
    }

    /// The same for a beat of an outline.
    pub(super) fn beat_tokens(&self) -> usize {
        (self.note_chars.most + 40) * 2 / 5
    }

    /// As little of everything as still has the right structure: a draft in seconds, used where only
    /// the structure matters.
    pub fn tiny() -> Self {
        Self {
            scenes: ByLength { short: 2, medium: 3, long: 4 },
            beats: ByLength { short: 3, medium: 4, long: 5 },
            paragraphs: ByLength { short: 1, medium: 1, long: 1 },
            sentences: Bounds { least: 1, most: 2 },
            speeches: Bounds { least: 2, most: 3 },
            sentence_chars: Bounds { least: 8, most: 60 },
            note_chars: Bounds { least: 8, most: 50 },
        }
    }
}
