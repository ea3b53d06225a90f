//! A look from what is known and, for the rest, from the name.

use super::hints::Hints;
use super::{names, palette};
use domain::character::Look;
use domain::character::look::{
    Age, Breadth, Build, Colour, Costume, Garment, Hair, HairStyle, Height, Mark, Presenting, SkinTone,
};

/// Costumes nearer than this are hard to tell apart in a wide shot.
const APART: f64 = 110.0;

/// Draws from a seed: SplitMix64 by Steele, Lea and Flood, the same on every machine.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        let count = list.len() as u64;
        list[usize::try_from(self.next() % count).unwrap_or(0)]
    }

    /// From 0 to below 1, in thousandths.
    fn part(&mut self) -> f64 {
        f64::from(u16::try_from(self.next() % 1_000).unwrap_or(0)) / 1_000.0
    }
}

/// A look that stands until the real one is known.
pub(super) fn plain_look() -> Look {
    look("", 0, &Hints::default(), &[])
}

/// The look of somebody with this name, told apart from everyone before.
pub(super) fn look(name: &str, seed: u64, hints: &Hints, before: &[Look]) -> Look {
    let mut draw = Draw(seed);
    let presenting = hints.presenting.or_else(|| names::hint(name)).or(hints.seems);
    let presenting = presenting.unwrap_or_else(|| draw.of(&[Presenting::Feminine, Presenting::Masculine]));
    let age = hints.age.unwrap_or(Age::Adult);
    let (height, breadth) = build(&mut draw, age, presenting);
    let skin = 0.05 + draw.part() * 0.75;
    let natural = draw.of(&palette::HAIR);
    let grey = Colour(if age == Age::Old { palette::GREY_HAIR } else { natural });
    let mut marks = hints.marks.clone();
    // A face that the text describes has what the text says, and no more.
    let told = hints.shaven || hints.hair.is_some() || hints.hair_colour.is_some();
    if draw.part() > 0.75 && marks.is_empty() && age != Age::Child && !told {
        marks.push(if presenting == Presenting::Masculine { Mark::Beard } else { Mark::Glasses });
    }
    let (style, costume) = silhouette(&mut draw, presenting, age, hints, before);
    let worn_on_head = hints.hat_colour.filter(|_| style == HairStyle::Hat);
    let look = Look {
        hair: Hair { style, colour: worn_on_head.or(hints.hair_colour).unwrap_or(grey) },
        build: Build {
            height_m: Height::nearest(hints.height_m.unwrap_or(height)),
            breadth: Breadth::nearest(hints.breadth.unwrap_or(breadth)),
        },
        skin_tone: SkinTone::nearest(hints.skin_tone.unwrap_or((skin * 100.0).round() / 100.0)),
        age,
        presenting,
        costume,
        marks,
    };
    look.normal()
}

fn build(draw: &mut Draw, age: Age, presenting: Presenting) -> (f64, f64) {
    let (base, spread) = match (age, presenting) {
        (Age::Child, _) => (1.22, 0.2),
        (_, Presenting::Feminine) => (1.58, 0.2),
        (_, Presenting::Masculine) => (1.7, 0.2),
        (_, Presenting::Neutral) => (1.62, 0.22),
    };
    let height = base + spread * draw.part();
    let breadth = 0.2 + 0.5 * draw.part();
    ((height * 100.0).round() / 100.0, (breadth * 100.0).round() / 100.0)
}

/// Hair and costume that no one before wears together, in a colour that stands apart; what the text says
/// is never changed for it. A hat is worn by whom the text gives one.
fn silhouette(
    draw: &mut Draw,
    presenting: Presenting,
    age: Age,
    hints: &Hints,
    before: &[Look],
) -> (HairStyle, Costume) {
    use {Garment as G, HairStyle as H};
    let styles: &[H] = match presenting {
        Presenting::Feminine => &[H::Long, H::Bun, H::Bob, H::Ponytail, H::Curly, H::Short],
        Presenting::Masculine if age == Age::Old => &[H::Bald, H::Short, H::Short, H::Curly],
        Presenting::Masculine => &[H::Short, H::Curly, H::Short, H::Long],
        Presenting::Neutral => &[H::Short, H::Bob, H::Curly, H::Long],
    };
    let garments: &[G] = match (presenting, age) {
        (_, Age::Child) => &[G::Sweater, G::Hoodie, G::Shirt],
        (Presenting::Feminine, _) => &[G::Coat, G::Dress, G::Sweater, G::Jacket, G::Shirt],
        _ => &[G::Jacket, G::Coat, G::Suit, G::Shirt, G::Sweater, G::Hoodie],
    };
    let mut best: Option<(f64, H, G, Colour)> = None;
    for _ in 0..24 {
        let style = hints.hair.unwrap_or_else(|| draw.of(styles));
        let garment = hints.garment.or(hints.trade).unwrap_or_else(|| draw.of(garments));
        let own = hints.trade_cloth.filter(|_| hints.garment.is_none_or(|worn| Some(worn) == hints.trade));
        let cloth = hints.cloth.or(own).unwrap_or_else(|| Colour(draw.of(&palette::CLOTHS)));
        let apart = before.iter().map(|other| {
            let twin = other.hair.style == style && other.costume.kind == garment;
            palette::distance(other.costume.primary, cloth) - if twin { 60.0 } else { 0.0 }
        });
        let apart = apart.fold(f64::INFINITY, f64::min);
        if best.is_none_or(|(known, ..)| apart > known) {
            best = Some((apart, style, garment, cloth));
        }
        if apart >= APART {
            break;
        }
    }
    let (_, style, kind, primary) = best.expect("the loop ran");
    (style, Costume { kind, primary, secondary: hints.second.unwrap_or_else(|| palette::companion(primary)) })
}
