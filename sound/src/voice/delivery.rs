//! How a line is said, from its parenthetical and the extension of its cue: `(whispering)`, `(on the phone)`,
//! `(V.O.)`. Several may hold at once; what nobody could act on changes nothing.

use serde::{Deserialize, Serialize};

/// Where the voice comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the picture, or over it.
    #[default]
    Here,
    /// Through a telephone, a radio or an intercom.
    Telephone,
    /// Out of the picture: duller and further away.
    Offscreen,
}

/// How a line is said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Level against normal speech, in decibels.
    pub level_db: f32,
    /// Pace against the character's own.
    pub rate: f32,
    /// Pitch against the character's own, in semitones.
    pub pitch_semitones: f32,
    /// Without voice: breath only.
    pub whispered: bool,
    /// Where the voice comes from.
    pub place: Place,
    /// Silence before the first word, in seconds.
    pub pause_s: f32,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            level_db: 0.0,
            rate: 1.0,
            pitch_semitones: 0.0,
            whispered: false,
            place: Place::Here,
            pause_s: 0.0,
        }
    }
}

/// Beginnings of words, and what they change: level in decibels, rate, semitones.
const MANNERS: [(&[&str], f32, f32, f32); 11] = [
    (&["whisper", "sotto", "hushed", "mouth"], -9.0, 0.94, 0.0),
    (&["shout", "yell", "scream", "bellow", "holler", "roar"], 5.0, 1.06, 3.0),
    (&["call"], 3.0, 1.0, 2.0),
    (&["quiet", "soft", "gentl", "tender", "murmur", "low", "under", "mumbl"], -5.0, 0.95, -0.5),
    (&["angr", "furious", "snap", "bark", "firm", "stern", "fierce"], 3.0, 1.06, 1.0),
    (&["sad", "cry", "tear", "sob", "grie", "weep", "broken", "defeat"], -3.0, 0.88, -1.0),
    (&["excite", "happ", "laugh", "bright", "delight", "cheer", "giggl"], 1.5, 1.08, 2.0),
    (&["nervous", "afraid", "panic", "scared", "frighten", "terrif", "alarm"], 0.0, 1.14, 1.5),
    (&["quick", "fast", "hurr", "rapid", "rush", "urgent"], 0.5, 1.2, 0.5),
    (&["slow", "tired", "drunk", "sleep", "weary", "exhaust", "halting", "drows"], -1.5, 0.82, -1.0),
    (&["cold", "flat", "dry", "deadpan", "dark", "grave", "grim"], -1.0, 0.94, -1.0),
];

const TELEPHONE: [&str; 6] = ["phone", "telephone", "filter", "radio", "intercom", "loudspeaker"];

impl Delivery {
    /// Reads a parenthetical, a cue's extension, or both together. Case and brackets do not matter.
    pub fn of(parenthetical: &str) -> Self {
        let mut delivery = Self::default();
        let lower = parenthetical.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '.').collect();
        for word in words.iter().map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()) {
            delivery.apply(word);
        }
        delivery.level_db = delivery.level_db.clamp(-12.0, 8.0);
        delivery.rate = delivery.rate.clamp(0.7, 1.4);
        delivery.pitch_semitones = delivery.pitch_semitones.clamp(-3.0, 5.0);
        delivery
    }

    fn apply(&mut self, word: &str) {
        if let Some((beginnings, level, rate, pitch)) =
            MANNERS.iter().find(|(beginnings, ..)| beginnings.iter().any(|b| word.starts_with(b)))
        {
            self.level_db += level;
            self.rate *= rate;
            self.pitch_semitones += pitch;
            self.whispered |= beginnings[0] == "whisper";
        } else if TELEPHONE.iter().any(|name| word.starts_with(name)) {
            self.place = Place::Telephone;
        } else if matches!(word, "o.s" | "os" | "o.c" | "offscreen" | "off-screen") {
            self.place = Place::Offscreen;
            self.level_db -= 3.0;
        } else if matches!(word, "beat" | "pause" | "hesitates" | "hesitant" | "hesitating") {
            self.pause_s = 0.7;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whisper_is_breath_and_a_shout_is_loud_and_high() {
        let whisper = Delivery::of("(whispers)");
        assert!(whisper.whispered && whisper.level_db < -6.0);
        let shout = Delivery::of("SHOUTING over the engine");
        assert!(!shout.whispered && shout.level_db > 3.0 && shout.pitch_semitones > 0.0);
    }

    #[test]
    fn a_telephone_and_a_beat_hold_at_once() {
        let both = Delivery::of("(into phone, a beat)");
        assert_eq!((both.place, both.pause_s), (Place::Telephone, 0.7));
        assert_eq!(Delivery::of("(O.S.)").place, Place::Offscreen);
    }

    #[test]
    fn what_nobody_can_act_on_changes_nothing() {
        for text in ["", "(V.O.)", "(CONT'D)", "re: the dog", "()"] {
            assert_eq!(Delivery::of(text), Delivery::default(), "{text}");
        }
    }

    #[test]
    fn piling_up_stays_within_what_a_voice_can_do() {
        let all = Delivery::of(&"shouting screaming angry quickly ".repeat(50));
        assert_eq!((all.level_db, all.rate, all.pitch_semitones), (8.0, 1.4, 5.0));
    }
}
