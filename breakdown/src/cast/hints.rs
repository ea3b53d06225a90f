//! What a text says about a look: ages, hair, clothes and their colours, marks.

use super::palette;
use crate::text::words;
use domain::character::look::{Age, Colour, Garment, HairStyle, Mark, Presenting};

/// What was read so far; the first word on each matter stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    pub(super) hair: Option<HairStyle>,
    pub(super) hair_colour: Option<Colour>,
    pub(super) age: Option<Age>,
    pub(super) presenting: Option<Presenting>,
    pub(super) height_m: Option<f64>,
    pub(super) breadth: Option<f64>,
    pub(super) garment: Option<Garment>,
    /// What they wear at work.
    pub(super) trade: Option<Garment>,
    pub(super) cloth: Option<Colour>,
    pub(super) skin_tone: Option<f64>,
    pub(super) marks: Vec<Mark>,
}

const GARMENTS: &[(&str, Garment)] = &[
    ("coat", Garment::Coat),
    ("overcoat", Garment::Coat),
    ("trenchcoat", Garment::Coat),
    ("raincoat", Garment::Coat),
    ("oilskin", Garment::Coat),
    ("cloak", Garment::Robe),
    ("jacket", Garment::Jacket),
    ("blazer", Garment::Jacket),
    ("suit", Garment::Suit),
    ("tuxedo", Garment::Suit),
    ("tie", Garment::Suit),
    ("dress", Garment::Dress),
    ("gown", Garment::Dress),
    ("skirt", Garment::Dress),
    ("uniform", Garment::Uniform),
    ("scrubs", Garment::Uniform),
    ("overalls", Garment::Uniform),
    ("apron", Garment::Apron),
    ("sweater", Garment::Sweater),
    ("jumper", Garment::Sweater),
    ("cardigan", Garment::Sweater),
    ("shirt", Garment::Shirt),
    ("t-shirt", Garment::Shirt),
    ("blouse", Garment::Shirt),
    ("robe", Garment::Robe),
    ("cassock", Garment::Robe),
    ("armour", Garment::Armour),
    ("armor", Garment::Armour),
    ("hoodie", Garment::Hoodie),
];

/// What a trade wears, unless the text says something else.
const TRADES: &[(&str, Garment)] = &[
    ("soldier", Garment::Uniform),
    ("policeman", Garment::Uniform),
    ("nurse", Garment::Uniform),
    ("sheriff", Garment::Uniform),
    ("waitress", Garment::Apron),
    ("cook", Garment::Apron),
    ("priest", Garment::Robe),
    ("knight", Garment::Armour),
    ("monk", Garment::Robe),
];

const STYLES: &[(&str, HairStyle)] = &[
    ("bun", HairStyle::Bun),
    ("bald", HairStyle::Bald),
    ("shaven", HairStyle::Bald),
    ("curly", HairStyle::Curly),
    ("curls", HairStyle::Curly),
    ("ponytail", HairStyle::Ponytail),
    ("braid", HairStyle::Ponytail),
    ("bob", HairStyle::Bob),
    ("hat", HairStyle::Hat),
    ("cap", HairStyle::Hat),
    ("helmet", HairStyle::Hat),
    ("fedora", HairStyle::Hat),
    ("cropped", HairStyle::Short),
];

const MARKS: &[(&str, Mark)] = &[
    ("glasses", Mark::Glasses),
    ("spectacles", Mark::Glasses),
    ("beard", Mark::Beard),
    ("bearded", Mark::Beard),
    ("moustache", Mark::Moustache),
    ("mustache", Mark::Moustache),
    ("scar", Mark::Scar),
    ("scarred", Mark::Scar),
    ("freckles", Mark::Freckles),
    ("freckled", Mark::Freckles),
    ("eyepatch", Mark::Eyepatch),
    ("earrings", Mark::Earrings),
    ("tattoo", Mark::Tattoo),
    ("tattooed", Mark::Tattoo),
];

const AGES: &[(&str, Age)] = &[
    ("child", Age::Child),
    ("girl", Age::Child),
    ("boy", Age::Child),
    ("kid", Age::Child),
    ("toddler", Age::Child),
    ("teen", Age::Young),
    ("teens", Age::Young),
    ("teenage", Age::Young),
    ("teenager", Age::Young),
    ("young", Age::Young),
    ("middle-aged", Age::Adult),
    ("old", Age::Old),
    ("elderly", Age::Old),
    ("aged", Age::Old),
    ("ancient", Age::Old),
    ("grandmother", Age::Old),
    ("grandfather", Age::Old),
    ("weathered", Age::Old),
];

const PRESENTING: &[(&str, Presenting)] = &[
    ("she", Presenting::Feminine),
    ("woman", Presenting::Feminine),
    ("girl", Presenting::Feminine),
    ("mother", Presenting::Feminine),
    ("lady", Presenting::Feminine),
    ("sister", Presenting::Feminine),
    ("waitress", Presenting::Feminine),
    ("dress", Presenting::Feminine),
    ("he", Presenting::Masculine),
    ("man", Presenting::Masculine),
    ("boy", Presenting::Masculine),
    ("father", Presenting::Masculine),
    ("brother", Presenting::Masculine),
    ("beard", Presenting::Masculine),
    ("moustache", Presenting::Masculine),
    ("sheriff", Presenting::Masculine),
    ("priest", Presenting::Masculine),
    ("waiter", Presenting::Masculine),
    ("policeman", Presenting::Masculine),
    ("monk", Presenting::Masculine),
    ("fireman", Presenting::Masculine),
];

/// Words for tall, short, broad and thin, as metres and as breadth.
const BUILDS: &[(&str, Option<f64>, Option<f64>)] = &[
    ("tall", Some(1.88), None),
    ("towering", Some(1.98), Some(0.7)),
    ("giant", Some(2.05), Some(0.9)),
    ("small", Some(1.55), Some(0.2)),
    ("petite", Some(1.55), Some(0.2)),
    ("tiny", Some(1.5), Some(0.15)),
    ("thin", None, Some(0.15)),
    ("lean", None, Some(0.25)),
    ("gaunt", None, Some(0.1)),
    ("wiry", None, Some(0.25)),
    ("slim", None, Some(0.25)),
    ("slight", Some(1.6), Some(0.2)),
    ("broad", None, Some(0.75)),
    ("burly", Some(1.85), Some(0.85)),
    ("heavyset", None, Some(0.85)),
    ("heavy-set", None, Some(0.85)),
    ("stocky", Some(1.7), Some(0.75)),
    ("fat", None, Some(0.95)),
    ("stout", None, Some(0.8)),
    ("muscular", None, Some(0.7)),
];

impl Hints {
    /// Reads one text about this person.
    pub(super) fn read(&mut self, text: &str) {
        set(&mut self.age, age_in_figures(text));
        let tokens: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
        for (at, word) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| tokens[at].as_str());
            let next = tokens.get(at + 1).map(String::as_str);
            set(&mut self.garment, found(GARMENTS, word));
            set(&mut self.trade, found(TRADES, word));
            set(&mut self.hair, found(STYLES, word));
            set(&mut self.presenting, found(PRESENTING, word));
            set(&mut self.age, age_in_words(word, next));
            if let Some(mark) = found(MARKS, word).filter(|mark| !self.marks.contains(mark)) {
                self.marks.push(mark);
            }
            if let Some((_, height, breadth)) = BUILDS.iter().find(|(name, ..)| name == word) {
                set(&mut self.height_m, *height);
                set(&mut self.breadth, *breadth);
            }
            if let Some(skin) = skin_of(word, next) {
                set(&mut self.skin_tone, Some(skin));
            }
            self.read_hair(word, before, next);
            self.read_cloth(word, &tokens[at + 1..]);
        }
    }

    /// `long hair`, `red-haired`, `grey hair`, `blonde`.
    fn read_hair(&mut self, word: &str, before: Option<&str>, next: Option<&str>) {
        let hair = |word: &str| matches!(word, "hair" | "haired");
        if next.is_some_and(hair) {
            let style = match word {
                "long" => Some(HairStyle::Long),
                "short" | "cropped" => Some(HairStyle::Short),
                _ => None,
            };
            set(&mut self.hair, style);
            let long = before.filter(|_| style.is_none()) == Some("long");
            set(&mut self.hair, long.then_some(HairStyle::Long));
            set(&mut self.hair_colour, hair_colour(word));
        }
        if let Some(colour) = word.strip_suffix("-haired") {
            set(&mut self.hair, (colour == "long").then_some(HairStyle::Long));
            set(&mut self.hair_colour, hair_colour(colour));
        }
        set(
            &mut self.hair_colour,
            match word {
                "blonde" | "blond" | "redhead" | "ginger" | "brunette" | "silver-haired" => hair_colour(word),
                _ => None,
            },
        );
    }

    /// A colour that stands within three words before a garment.
    fn read_cloth(&mut self, word: &str, after: &[String]) {
        if let Some(colour) = palette::named(word)
            && after.iter().take(3).any(|next| found(GARMENTS, next).is_some())
            && after.first().is_none_or(|next| next != "hair")
        {
            set(&mut self.cloth, Some(colour));
        }
    }
}

fn set<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

fn found<T: Copy>(list: &[(&str, T)], word: &str) -> Option<T> {
    list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// `MARA (34)`, `MARA, 34, tall`, `in her 40s`, `aged 34`: a number alone may be that of a room.
fn age_in_figures(text: &str) -> Option<Age> {
    let mut rest = text;
    while let Some(at) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let before = rest[..at].trim_end();
        let end = rest[at..].find(|sign: char| !sign.is_ascii_digit()).map_or(rest.len(), |end| at + end);
        let (figures, after) = (&rest[at..end], rest[end..].trim_start_matches('\''));
        let decade = after.starts_with('s') && !after[1..].starts_with(char::is_alphanumeric);
        let after = after.trim_start_matches('s').trim_start();
        let apart = before.ends_with(['(', ',']) && after.starts_with([')', ',']);
        let named = before.ends_with("aged") || after.starts_with("year") || after.starts_with("-year");
        if (decade || apart || named)
            && let Some(age) = age_of(figures)
        {
            return Some(age);
        }
        rest = &rest[end..];
    }
    None
}

fn age_of(years: &str) -> Option<Age> {
    match years.parse().ok()? {
        1_u32..=12 => Some(Age::Child),
        13..=25 => Some(Age::Young),
        26..=59 => Some(Age::Adult),
        60..=110 => Some(Age::Old),
        _ => None,
    }
}

/// `old` says something about a person, unless a thing follows it: `an old coat`.
fn age_in_words(word: &str, next: Option<&str>) -> Option<Age> {
    let thing =
        next.is_some_and(|next| found(GARMENTS, next).is_some() || matches!(next, "friend" | "lamp" | "car"));
    found(AGES, word).filter(|_| !thing)
}

fn hair_colour(word: &str) -> Option<Colour> {
    let rgb = match word {
        "blonde" | "blond" | "fair" | "golden" | "sandy" => [196, 160, 98],
        "red" | "redhead" | "ginger" | "auburn" => [146, 62, 32],
        "brown" | "brunette" | "chestnut" => [78, 52, 34],
        "dark" | "black" | "raven" => [24, 22, 22],
        "grey" | "gray" | "silver" | "silver-haired" => [168, 168, 170],
        "white" => [226, 226, 224],
        _ => return None,
    };
    Some(Colour(rgb))
}

fn skin_of(word: &str, next: Option<&str>) -> Option<f64> {
    let skin = next.is_some_and(|next| matches!(next, "skin" | "skinned" | "complexion"));
    match word {
        "pale" | "freckled" => Some(0.08),
        "dark-skinned" => Some(0.8),
        "dark" | "black" if skin => Some(0.8),
        "brown" | "olive" if skin => Some(0.5),
        "tanned" | "sunburnt" | "salt-burnt" => Some(0.4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_an_age_where_introductions_put_one() {
        for (text, age) in [
            ("MARA (34), tall", Some(Age::Adult)),
            ("MARA, 72, in a coat", Some(Age::Old)),
            ("a man in his 60s", Some(Age::Old)),
            ("a girl aged 9", Some(Age::Child)),
            ("a 16-year-old", Some(Age::Young)),
            ("Mara enters room 1.", None),
            ("They meet at 9, by pier 12.", None),
            ("(1987)", None),
        ] {
            assert_eq!(age_in_figures(text), age, "{text}");
        }
    }
}
