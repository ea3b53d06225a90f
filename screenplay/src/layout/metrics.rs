//! Where things stand, in characters of a tenth of an inch from the left edge of the paper. The figures
//! are those of the Academy of Motion Picture Arts and Sciences' guide "For a Few Days More" and of Final
//! Draft's Screenplay template, rounded to whole characters.

/// Characters to the inch of 12 point Courier.
pub const CHARACTERS_PER_INCH: u16 = 10;
/// Lines to the inch.
pub const LINES_PER_INCH: u16 = 6;
/// Lines on a page: eleven inches less one at the top and one at the bottom.
pub const PAGE_LINES: u16 = 54;
/// Characters across the paper.
pub const PAGE_COLUMNS: u16 = 85;

/// A column of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its left edge.
    pub(super) left: u16,
    /// Its width in characters.
    pub(super) width: u16,
}

impl Column {
    const fn new(left: u16, width: u16) -> Self {
        Self { left, width }
    }
}

/// Headings, action, centred text and transitions.
pub(super) const ACTION: Column = Column::new(15, 60);
/// Songs outside speeches.
pub(super) const LYRICS: Column = Column::new(25, 50);

/// The columns of a speech.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpeechColumns {
    pub(super) cue: Column,
    pub(super) parenthetical: Column,
    pub(super) dialogue: Column,
}

/// A speech by itself.
pub(super) const SPEECH: SpeechColumns = SpeechColumns {
    cue: Column::new(37, 38),
    parenthetical: Column::new(31, 25),
    dialogue: Column::new(25, 35),
};
/// The left one of two.
pub(super) const LEFT: SpeechColumns = SpeechColumns {
    cue: Column::new(24, 19),
    parenthetical: Column::new(18, 22),
    dialogue: Column::new(15, 28),
};
/// The right one of two.
pub(super) const RIGHT: SpeechColumns = SpeechColumns {
    cue: Column::new(55, 20),
    parenthetical: Column::new(49, 22),
    dialogue: Column::new(46, 28),
};
