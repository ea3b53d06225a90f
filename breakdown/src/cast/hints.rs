//! What a text says about a look: ages, hair, clothes and their colours, marks.
//!
//! A colour belongs to the noun it stands before: each noun is read with the adjectives that lead to it, so
//! the white of a beard is not that of the suit behind the comma.

use super::lexicon::{
    AGES, BARRIERS, BUILDS, GARMENTS, KIN, LOWER, Lexicon, MARKS, OWN_COLOURS, PAIRS, PRESENTING, STYLES,
    TRADES,
};
use super::palette;
use crate::text::words;
use domain::character::look::{Age, Colour, Garment, HairStyle, Mark, Presenting};

/// What was read so far; the first word on each matter stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    pub(super) hair: Option<HairStyle>,
    pub(super) hair_colour: Option<Colour>,
    /// Of what is worn on the head.
    pub(super) hat_colour: Option<Colour>,
    pub(super) age: Option<Age>,
    pub(super) presenting: Option<Presenting>,
    /// The same, from words that may be about somebody else: a name is more telling.
    pub(super) seems: Option<Presenting>,
    pub(super) height_m: Option<f64>,
    pub(super) breadth: Option<f64>,
    pub(super) garment: Option<Garment>,
    /// What they wear at work.
    pub(super) trade: Option<Garment>,
    /// In which colour they wear that.
    pub(super) trade_cloth: Option<Colour>,
    pub(super) cloth: Option<Colour>,
    /// Of what is worn beneath or below.
    pub(super) second: Option<Colour>,
    pub(super) skin_tone: Option<f64>,
    pub(super) marks: Vec<Mark>,
    /// A face without a beard, in so many words.
    pub(super) shaven: bool,
}

/// A word, whether a comma or the like stands before it, and whether it begins a sentence.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    apart: bool,
    first: bool,
}

/// Something that is worn, as a text names it.
struct Worn {
    at: usize,
    /// None below the waist.
    kind: Option<Garment>,
    colour: Option<Colour>,
}

impl Hints {
    /// Reads one text about this person.
    pub(super) fn read(&mut self, text: &str) {
        set(&mut self.age, age_in_figures(text));
        let tokens = tokens(text);
        let mut clothes = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let word = token.text.as_str();
            let before = at.checked_sub(1).map(|at| tokens[at].text.as_str());
            if matches!(before, Some("no" | "without")) || carried(&tokens, at) {
                continue;
            }
            let kind = found(GARMENTS, word);
            if kind.is_some() || lists(LOWER, word) {
                clothes.push(Worn { at, kind, colour: cloth_of(&tokens, at) });
            }
            if let Some(trade) = found(TRADES, word) {
                set(&mut self.trade, Some(trade));
                set(&mut self.trade_cloth, own_colour(word));
            }
            self.shaven |= word == "clean-shaven";
            set(&mut self.hair, found(STYLES, word));
            if !kin_of_somebody(&tokens, at) {
                let presenting = found(PRESENTING, word);
                set(&mut self.presenting, presenting.filter(|_| of_oneself(&tokens, at)));
                // `slams her fist` is about herself more often than not; `follows her` is not.
                let own = tokens.get(at + 1).is_some_and(|next| !next.apart && !lists(BARRIERS, &next.text));
                let own = match word {
                    "his" if own => Some(Presenting::Masculine),
                    "her" if own => Some(Presenting::Feminine),
                    _ => None,
                };
                let presenting = presenting.or(own);
                set(&mut self.seems, presenting.filter(|_| !matches!(word, "he" | "she")));
                set(&mut self.age, age_in_words(&tokens, at));
            }
            if let Some(mark) = found(MARKS, word).filter(|mark| !self.marks.contains(mark)) {
                self.marks.push(mark);
            }
            self.read_body(&tokens, at);
            self.read_hair(&tokens, at);
        }
        self.read_clothes(&tokens, &clothes);
    }

    fn read_body(&mut self, tokens: &[Token], at: usize) {
        let word = tokens[at].text.as_str();
        if let Some((_, height, breadth)) = BUILDS.iter().find(|(name, ..)| *name == word) {
            set(&mut self.height_m, *height);
            set(&mut self.breadth, *breadth);
        }
        let next = tokens.get(at + 1).filter(|next| !next.apart).map(|next| next.text.as_str());
        if word == "short" && matches!(next, None | Some("and" | "man" | "woman" | "stocky")) {
            set(&mut self.height_m, Some(1.58));
        }
        set(&mut self.skin_tone, skin_of(word, next));
    }

    /// `long, dark hair`, `red-haired`, `hair gone white`, `a black ponytail`, `a red beard`, `blonde`.
    fn read_hair(&mut self, tokens: &[Token], at: usize) {
        let word = tokens[at].text.as_str();
        let style = found(STYLES, word);
        let combed = style.is_some_and(|style| !matches!(style, HairStyle::Hat | HairStyle::Bald));
        let beard = matches!(found(MARKS, word), Some(Mark::Beard | Mark::Moustache));
        let hair = matches!(word, "hair" | "haired");
        let adjectives = adjectives(tokens, at);
        if style == Some(HairStyle::Hat) {
            set(&mut self.hat_colour, cloth_of(tokens, at));
        }
        if combed || beard || hair {
            let told = adjectives.iter().rev().find_map(|word| hair_colour(word));
            set(&mut self.hair_colour, told);
        }
        if hair {
            let length = adjectives.iter().find_map(|word| length_of(word));
            let styled = adjectives.iter().any(|word| found(STYLES, word).is_some());
            set(&mut self.hair, length.filter(|_| !styled));
            // `hair cropped short`, `hair gone white`: up to the comma.
            for next in tokens[at + 1..].iter().take(4).take_while(|next| !next.apart && next.text != "in") {
                set(&mut self.hair, length_of(&next.text));
                set(&mut self.hair_colour, hair_colour(&next.text));
            }
        }
        if let Some(colour) = word.strip_suffix("-haired") {
            set(&mut self.hair_colour, hair_colour(colour));
        }
        let alone = matches!(word, "blonde" | "blond" | "redhead" | "ginger" | "brunette" | "greying");
        set(&mut self.hair_colour, hair_colour(word).filter(|_| alone));
    }

    /// What is worn outermost is the costume; what shows beneath or below it gives the second colour.
    fn read_clothes(&mut self, tokens: &[Token], worn: &[Worn]) {
        let between = |from: usize, to: usize, word: &str| {
            tokens.get(from..to).is_some_and(|part| part.iter().any(|token| token.text == word))
        };
        let mut outer: Option<&Worn> = None;
        for it in worn.iter().filter(|it| it.kind.is_some()) {
            let beats = outer.is_none_or(|known| {
                let over = between(known.at, it.at, "over");
                let under = between(known.at, it.at, "under") || between(known.at, it.at, "beneath");
                under || !over && depth(it.kind) < depth(known.kind)
            });
            outer = if beats { Some(it) } else { outer };
        }
        if let Some(outer) = outer.filter(|_| self.garment.is_none()) {
            self.garment = outer.kind;
            set(&mut self.cloth, outer.colour);
        } else if outer.is_none() && worn.iter().any(|it| tokens[it.at].text == "skirt") {
            set(&mut self.garment, Some(Garment::Dress));
            set(&mut self.cloth, worn.iter().find_map(|it| it.colour));
        }
        if worn.is_empty() {
            set(&mut self.cloth, colour_alone(tokens));
        }
        let main = outer.map(|outer| outer.at);
        let below = worn.iter().filter(|it| it.kind.is_none()).find_map(|it| it.colour);
        let beneath =
            worn.iter().filter(|it| it.kind.is_some() && Some(it.at) != main).find_map(|it| it.colour);
        if main.is_some() {
            set(&mut self.second, below.or(beneath));
        }
    }
}

fn set<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

fn found<T: Copy>(list: Lexicon<T>, word: &str) -> Option<T> {
    list.iter().find(|(_, names)| lists(names, word)).map(|(value, _)| *value)
}

fn lists(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|name| name == word)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut end = 0;
    for word in words(text) {
        let between = &text[end..word.at.start];
        let apart = between.contains([',', ';', '.', ':', '(', ')', '–', '—']);
        let first = all.is_empty() || between.contains(['.', '!', '?', ';', ':']);
        end = word.at.end;
        let pair = all.last().filter(|_| !apart).and_then(|last| {
            PAIRS.iter().find(|(first, second, _)| last.text == *first && word.text == *second)
        });
        match (pair, all.last_mut()) {
            (Some((_, _, one)), Some(last)) => (*one).clone_into(&mut last.text),
            _ => all.push(Token { text: word.text, apart, first }),
        }
    }
    all
}

/// Whether a word for a man or a woman is about the person themselves: a pronoun that begins the sentence, a
/// beard, or what stands beside a name, `JO, a tall woman`. Any other may be whom they meet.
fn of_oneself(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].text.as_str();
    match word {
        "he" | "she" => tokens[at].first,
        "beard" | "moustache" => true,
        _ => {
            let lead = (0..=at).rev().take(4).find(|it| tokens[*it].apart || tokens[*it].first);
            let articles = ["a", "an", "his", "her", "their", "young", "old", "middle-aged"];
            lead.is_some_and(|lead| lead == at || articles.contains(&tokens[lead].text.as_str()))
        }
    }
}

/// What is carried is not worn.
fn carried(tokens: &[Token], at: usize) -> bool {
    let verbs = "carries carrying holds holding removes off hangs folds picks takes brings hands";
    let start = at.saturating_sub(4);
    let near = (start..at).rev().take_while(|it| !tokens[it + 1].apart);
    near.into_iter().any(|it| lists(verbs, &tokens[it].text))
}

/// The words that lead to a noun, in the order of the text; commas between adjectives are none of its end.
fn adjectives(tokens: &[Token], noun: usize) -> Vec<&str> {
    let known = |word: &str| {
        palette::named(word).is_some()
            || hair_colour(word).is_some()
            || shade(word).is_some()
            || length_of(word).is_some()
    };
    let mut from = noun;
    while from > 0 && noun - from < 5 {
        let word = tokens[from - 1].text.as_str();
        let joins = word == "and" && from > 1 && palette::named(&tokens[from - 2].text).is_some();
        let stops = lists(BARRIERS, word) && !joins;
        let another = found(GARMENTS, word).is_some()
            || found(MARKS, word).is_some()
            || matches!(word, "hair" | "eyes");
        if stops || another || (tokens[from].apart && !known(word)) {
            break;
        }
        from -= 1;
    }
    tokens[from..noun].iter().flat_map(|token| token.text.split('-')).collect()
}

/// The colour of the garment at a place: named, shaded, or its own.
fn cloth_of(tokens: &[Token], at: usize) -> Option<Colour> {
    let adjectives = adjectives(tokens, at);
    let named = adjectives.iter().position(|word| palette::named(word).is_some());
    if let Some(named) = named {
        let colour = palette::named(adjectives[named])?;
        let shade = named.checked_sub(1).and_then(|before| shade(adjectives[before]));
        return Some(shade.map_or(colour, |(towards, _)| palette::mixed(colour, towards)));
    }
    let shaded = adjectives.iter().find_map(|word| shade(word)).map(|(_, alone)| alone);
    shaded
        .or_else(|| own_colour(&tokens[at].text))
        .or_else(|| adjectives.iter().rev().find_map(|word| own_colour(word)))
}

/// A word that makes a colour darker or lighter: towards what, and what cloth it means by itself.
fn shade(word: &str) -> Option<(Colour, Colour)> {
    let (towards, alone) = match word {
        "dark" | "deep" => ([12, 12, 16], [44, 46, 54]),
        "pale" | "light" => ([244, 242, 236], [214, 204, 184]),
        "bright" => ([255, 200, 60], [208, 150, 44]),
        _ => return None,
    };
    Some((Colour(towards), Colour(alone)))
}

fn own_colour(word: &str) -> Option<Colour> {
    OWN_COLOURS.iter().find(|(_, words)| lists(words, word)).map(|(rgb, _)| Colour(*rgb))
}

/// `all in black`, `dressed in white`: a colour that no noun follows.
fn colour_alone(tokens: &[Token]) -> Option<Colour> {
    tokens.windows(2).enumerate().find_map(|(at, pair)| {
        let leads = matches!(pair[0].text.as_str(), "in" | "wears" | "wearing");
        let ends = tokens.get(at + 2).is_none_or(|next| next.apart || lists(BARRIERS, &next.text));
        palette::named(&pair[1].text).filter(|_| leads && ends)
    })
}

/// How far out a garment is worn: 0 outermost.
fn depth(kind: Option<Garment>) -> u8 {
    match kind {
        Some(Garment::Apron) => 0,
        Some(Garment::Coat | Garment::Robe | Garment::Armour) => 1,
        Some(Garment::Jacket | Garment::Suit | Garment::Uniform) => 2,
        Some(Garment::Dress | Garment::Hoodie) => 3,
        Some(Garment::Sweater) => 4,
        Some(Garment::Shirt) | None => 5,
    }
}

fn length_of(word: &str) -> Option<HairStyle> {
    match word {
        "long" | "flowing" | "waist-length" => Some(HairStyle::Long),
        "short" | "cropped" | "shorn" => Some(HairStyle::Short),
        "shaved" => Some(HairStyle::Bald),
        _ => None,
    }
}

/// `her mother`, `with his boy`: somebody else, unless it stands behind a comma: `ANNA, his wife`.
fn kin_of_somebody(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let whose = matches!(tokens[before].text.as_str(), "his" | "her" | "their") && !tokens[before].apart;
    whose && lists(KIN, &tokens[at].text)
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

/// `old` says something about a person, unless a thing follows it: `an old brown coat`.
fn age_in_words(tokens: &[Token], at: usize) -> Option<Age> {
    let word = tokens[at].text.as_str();
    let things = "friend lamp car truck house school pistol rifle leather boots guitar radio hat cap";
    let after =
        tokens[at + 1..].iter().take(3).take_while(|next| !next.apart && !lists(BARRIERS, &next.text));
    let mut after = after.map(|next| next.text.as_str());
    let thing = after.any(|next| found(GARMENTS, next).is_some() || lists(things, next));
    let decade = word.rsplit('-').next().unwrap_or(word);
    found(AGES, word).or_else(|| found(AGES, decade).filter(|_| decade.ends_with("ies"))).filter(|_| !thing)
}

fn hair_colour(word: &str) -> Option<Colour> {
    let rgb = match word {
        "blonde" | "blond" | "fair" | "golden" | "sandy" | "platinum" => [196, 160, 98],
        "red" | "redhead" | "ginger" | "auburn" | "copper" => [124, 56, 30],
        "brown" | "brunette" | "chestnut" | "mousy" => [78, 52, 34],
        "dark" | "black" | "raven" | "jet" => [24, 22, 22],
        "grey" | "gray" | "silver" | "silver-haired" | "greying" | "graying" | "pepper" => [168, 168, 170],
        "white" | "snowy" => [226, 226, 224],
        _ => return None,
    };
    Some(Colour(rgb))
}

fn skin_of(word: &str, next: Option<&str>) -> Option<f64> {
    let skin = next.is_some_and(|next| matches!(next, "skin" | "skinned" | "complexion"));
    let face =
        next.is_none_or(|next| matches!(next, "skin" | "face" | "man" | "woman" | "boy" | "girl" | "and"));
    match word {
        "pale" if !face => None,
        "pale" | "freckled" | "pale-skinned" => Some(0.08),
        "dark-skinned" => Some(0.8),
        "dark" | "black" if skin => Some(0.8),
        "brown" | "olive" if skin => Some(0.5),
        "tanned" | "sunburnt" | "salt-burnt" | "leathery" => Some(0.4),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
