//! Music by rule: genre, tone and the curve of the scene's tension become key, mode, tempo, harmony, players and
//! form; a seed chooses the theme. [`compose`] writes a [`Score`] of exact length, [`play`] has rustysynth play
//! it with a soundfont. Neither knows of the other's means, so a score can be looked at, tested and kept.

mod compose;
mod form;
mod parts;
mod play;
mod soundfont;
mod style;
mod theory;

use serde::{Deserialize, Serialize};

pub use compose::compose;
pub use play::play;
pub use soundfont::{SoundFont, USUAL_PLACES};

/// What kind of film it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Genre {
    Drama,
    Noir,
    Thriller,
    Horror,
    Romance,
    Comedy,
    ScienceFiction,
    Adventure,
    Western,
    Action,
}

impl Genre {
    /// Every genre.
    pub const ALL: [Self; 10] = [
        Self::Drama,
        Self::Noir,
        Self::Thriller,
        Self::Horror,
        Self::Romance,
        Self::Comedy,
        Self::ScienceFiction,
        Self::Adventure,
        Self::Western,
        Self::Action,
    ];

    /// The genre that free words mean, the first one named; drama when none is.
    pub fn of(text: &str) -> Self {
        let words: [(&str, Self); 34] = [
            ("noir", Self::Noir),
            ("crime", Self::Noir),
            ("detective", Self::Noir),
            ("mystery", Self::Noir),
            ("thriller", Self::Thriller),
            ("suspense", Self::Thriller),
            ("spy", Self::Thriller),
            ("heist", Self::Thriller),
            ("horror", Self::Horror),
            ("slasher", Self::Horror),
            ("ghost", Self::Horror),
            ("supernatural", Self::Horror),
            ("romance", Self::Romance),
            ("romantic", Self::Romance),
            ("love", Self::Romance),
            ("comedy", Self::Comedy),
            ("satire", Self::Comedy),
            ("farce", Self::Comedy),
            ("family", Self::Comedy),
            ("sci-fi", Self::ScienceFiction),
            ("scifi", Self::ScienceFiction),
            ("science", Self::ScienceFiction),
            ("cyberpunk", Self::ScienceFiction),
            ("space", Self::ScienceFiction),
            ("adventure", Self::Adventure),
            ("fantasy", Self::Adventure),
            ("epic", Self::Adventure),
            ("historical", Self::Adventure),
            ("western", Self::Western),
            ("cowboy", Self::Western),
            ("action", Self::Action),
            ("war", Self::Action),
            ("sport", Self::Action),
            ("drama", Self::Drama),
        ];
        first_named(text, &words).unwrap_or(Self::Drama)
    }
}

/// How the film feels, against its genre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Tone {
    #[default]
    Neutral,
    Dark,
    Light,
    Melancholic,
    Playful,
    Tense,
}

impl Tone {
    /// The tone that free words mean, the first one named; neutral when none is.
    pub fn of(text: &str) -> Self {
        let words: [(&str, Self); 24] = [
            ("dark", Self::Dark),
            ("grim", Self::Dark),
            ("bleak", Self::Dark),
            ("gritty", Self::Dark),
            ("ominous", Self::Dark),
            ("light", Self::Light),
            ("warm", Self::Light),
            ("hopeful", Self::Light),
            ("uplifting", Self::Light),
            ("tender", Self::Light),
            ("sad", Self::Melancholic),
            ("melanchol", Self::Melancholic),
            ("wistful", Self::Melancholic),
            ("nostalgi", Self::Melancholic),
            ("bittersweet", Self::Melancholic),
            ("playful", Self::Playful),
            ("funny", Self::Playful),
            ("humorous", Self::Playful),
            ("quirky", Self::Playful),
            ("whimsical", Self::Playful),
            ("tense", Self::Tense),
            ("suspense", Self::Tense),
            ("urgent", Self::Tense),
            ("anxious", Self::Tense),
        ];
        first_named(text, &words).unwrap_or_default()
    }
}

/// The meaning of the first word of the text that begins with one of these.
fn first_named<T: Copy>(text: &str, meanings: &[(&str, T)]) -> Option<T> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    words.find_map(|word| {
        meanings.iter().find(|(name, _)| word.starts_with(name)).map(|(_, meaning)| *meaning)
    })
}

/// What music is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// The kind of film.
    pub genre: Genre,
    /// How it feels.
    pub tone: Tone,
    /// The scene's tension, 0 to 1, at evenly spaced moments from its beginning to its end; at least one.
    pub tension: Vec<f32>,
    /// The length.
    pub frames: usize,
    /// Chooses the theme.
    pub seed: u64,
}

/// One note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// The MIDI channel, 0 to 15; 9 is the drum kit.
    pub channel: u8,
    /// When it begins, in frames.
    pub start: usize,
    /// When it ends, in frames.
    pub end: usize,
    /// The MIDI key.
    pub key: u8,
    /// How hard it is played, 1 to 127.
    pub velocity: u8,
}

/// A player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The MIDI channel.
    pub channel: u8,
    /// The General MIDI program, from 0.
    pub program: u8,
    /// 0 to 127.
    pub volume: u8,
    /// From 0 (left) to 127 (right).
    pub pan: u8,
    /// How much hall, 0 to 127.
    pub hall: u8,
}

/// Written music.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The length.
    pub frames: usize,
    /// Beats a minute.
    pub tempo_bpm: f64,
    /// Bars of four beats.
    pub bars: usize,
    /// The key and mode in words, such as "A harmonic minor".
    pub key: String,
    /// Who plays.
    pub parts: Vec<Part>,
    /// The notes, in the order of their beginnings.
    pub notes: Vec<Note>,
    /// How strongly everybody plays: frames and MIDI expression (0 to 127), in order.
    pub expression: Vec<(usize, u8)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_words_name_genre_and_tone() {
        assert_eq!(Genre::of("Thriller, set in space"), Genre::Thriller);
        assert_eq!(Genre::of("neo noir"), Genre::Noir);
        assert_eq!(Genre::of("romantic comedy"), Genre::Romance);
        assert_eq!(Genre::of("Sci-Fi"), Genre::ScienceFiction);
        assert_eq!(Genre::of(""), Genre::Drama);
        assert_eq!(Tone::of("A warm, nostalgic film"), Tone::Light);
        assert_eq!(Tone::of("melancholy"), Tone::Melancholic);
        assert_eq!(Tone::of("beige"), Tone::Neutral);
    }
}
