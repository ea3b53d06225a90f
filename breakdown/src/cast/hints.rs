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

/// Words that mean the same, beside what they mean.
type Lexicon<T> = &'static [(T, &'static str)];

const GARMENTS: Lexicon<Garment> = &[
    (Garment::Coat, "coat overcoat trenchcoat raincoat oilskin parka anorak"),
    (Garment::Robe, "cloak robe cassock cape kimono toga habit tunic"),
    (Garment::Jacket, "jacket blazer"),
    (Garment::Suit, "suit tuxedo tie"),
    (Garment::Dress, "dress gown skirt sari"),
    (Garment::Uniform, "uniform scrubs overalls spacesuit fatigues jumpsuit"),
    (Garment::Apron, "apron"),
    (Garment::Sweater, "sweater jumper cardigan pullover turtleneck"),
    (Garment::Shirt, "shirt t-shirt blouse"),
    (Garment::Armour, "armour armor breastplate"),
    (Garment::Hoodie, "hoodie sweatshirt"),
];

/// What a trade wears, unless the text says something else.
const TRADES: Lexicon<Garment> = &[
    (
        Garment::Uniform,
        "soldier policeman policewoman nurse sheriff pilot fireman paramedic astronaut stewardess",
    ),
    (Garment::Apron, "waitress cook chef baker butcher"),
    (Garment::Robe, "priest monk nun wizard"),
    (Garment::Armour, "knight"),
    (Garment::Suit, "lawyer banker butler"),
];

const STYLES: Lexicon<HairStyle> = &[
    (HairStyle::Bun, "bun"),
    (HairStyle::Bald, "bald shaven balding"),
    (HairStyle::Curly, "curly curls afro"),
    (HairStyle::Ponytail, "ponytail braid braids pigtails"),
    (HairStyle::Bob, "bob"),
    (HairStyle::Hat, "hat cap helmet fedora beret bonnet stetson"),
    (HairStyle::Short, "cropped crewcut buzzcut"),
];

const MARKS: Lexicon<Mark> = &[
    (Mark::Glasses, "glasses spectacles"),
    (Mark::Beard, "beard bearded"),
    (Mark::Moustache, "moustache mustache"),
    (Mark::Scar, "scar scarred"),
    (Mark::Freckles, "freckles freckled"),
    (Mark::Eyepatch, "eyepatch"),
    (Mark::Earrings, "earrings"),
    (Mark::Tattoo, "tattoo tattooed"),
];

const AGES: Lexicon<Age> = &[
    (Age::Child, "child girl boy kid toddler"),
    (Age::Young, "teen teens teenage teenager young"),
    (Age::Adult, "middle-aged"),
    (Age::Old, "old elderly aged ancient grandmother grandfather weathered"),
];

const PRESENTING: Lexicon<Presenting> = &[
    (Presenting::Feminine, "she woman girl mother lady sister waitress dress daughter wife grandmother nun"),
    (
        Presenting::Masculine,
        "he man boy father brother beard moustache sheriff priest waiter policeman monk fireman son husband \
         grandfather",
    ),
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
            if matches!(before, Some("no" | "without")) {
                continue;
            }
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

    /// `long hair`, `red-haired`, `grey hair`, `a black ponytail`, `a red beard`, `blonde`.
    fn read_hair(&mut self, word: &str, before: Option<&str>, next: Option<&str>) {
        let hair = |word: &str| matches!(word, "hair" | "haired");
        let styled = |word: &str| {
            let combed = found(STYLES, word).is_some_and(|style| style != HairStyle::Hat);
            combed || matches!(found(MARKS, word), Some(Mark::Beard | Mark::Moustache))
        };
        if next.is_some_and(styled) {
            set(&mut self.hair_colour, hair_colour(word));
        }
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

fn found<T: Copy>(list: Lexicon<T>, word: &str) -> Option<T> {
    list.iter().find(|(_, names)| names.split_whitespace().any(|name| name == word)).map(|(value, _)| *value)
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
        "red" | "redhead" | "ginger" | "auburn" => [124, 56, 30],
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

    fn read(text: &str) -> Hints {
        let mut hints = Hints::default();
        hints.read(text);
        hints
    }

    #[test]
    fn the_colour_before_hair_in_any_form_is_the_colour_of_the_hair() {
        for (text, colour) in [
            ("a black ponytail", "black"),
            ("with a red beard", "red"),
            ("silver hair in a bun", "silver"),
            ("a blonde in a blue coat", "blonde"),
            ("grey-haired", "grey"),
            ("long dark hair", "dark"),
        ] {
            assert_eq!(read(text).hair_colour, hair_colour(colour), "{text}");
        }
        assert_eq!(read("a black hat").hair_colour, None);
    }

    #[test]
    fn what_somebody_goes_without_is_not_worn() {
        let hints = read("Board uniform, no hat, without glasses");
        assert_eq!((hints.hair, hints.garment), (None, Some(Garment::Uniform)));
        assert!(hints.marks.is_empty());
        assert_eq!(read("in a felt hat").hair, Some(HairStyle::Hat));
    }

    #[test]
    fn an_old_thing_makes_nobody_old() {
        assert_eq!(read("in an old coat").age, None);
        assert_eq!(read("an old man").age, Some(Age::Old));
        assert_eq!(read("a middle-aged clerk").age, Some(Age::Adult));
    }

    #[test]
    fn a_trade_dresses_whom_the_text_leaves_undressed() {
        let nurse = read("a nurse");
        assert_eq!((nurse.garment, nurse.trade), (None, Some(Garment::Uniform)));
        let chef = read("a chef in a leather jacket");
        assert_eq!((chef.garment, chef.trade), (Some(Garment::Jacket), Some(Garment::Apron)));
    }

    #[test]
    fn the_first_word_on_a_matter_stands() {
        let hints = read("tall, in a red coat; later small, in a blue dress");
        assert_eq!((hints.height_m, hints.garment), (Some(1.88), Some(Garment::Coat)));
        assert_eq!(hints.cloth, palette::named("red"));
    }

    #[test]
    fn skin_is_read_only_where_it_is_said() {
        assert_eq!(read("dark-skinned").skin_tone, Some(0.8));
        assert_eq!(read("olive skin").skin_tone, Some(0.5));
        assert_eq!(read("a dark coat").skin_tone, None);
    }

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
