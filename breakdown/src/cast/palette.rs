//! Colours by name, and how far apart two of them look.

use domain::character::look::Colour;

/// Colours that texts name, with what they look like as cloth.
const NAMED: &[(&str, [u8; 3])] = &[
    ("black", [28, 28, 32]),
    ("white", [232, 230, 224]),
    ("grey", [128, 130, 134]),
    ("gray", [128, 130, 134]),
    ("red", [168, 36, 40]),
    ("crimson", [140, 22, 40]),
    ("scarlet", [190, 40, 36]),
    ("burgundy", [104, 32, 46]),
    ("blue", [44, 78, 140]),
    ("navy", [34, 46, 84]),
    ("teal", [34, 104, 108]),
    ("green", [52, 98, 62]),
    ("olive", [92, 94, 52]),
    ("khaki", [156, 142, 104]),
    ("brown", [98, 66, 44]),
    ("tan", [178, 146, 104]),
    ("beige", [204, 188, 158]),
    ("cream", [226, 214, 184]),
    ("yellow", [208, 172, 48]),
    ("mustard", [188, 148, 46]),
    ("gold", [196, 160, 72]),
    ("orange", [200, 104, 40]),
    ("rust", [156, 78, 44]),
    ("purple", [92, 58, 116]),
    ("violet", [104, 72, 140]),
    ("pink", [212, 136, 152]),
    ("silver", [176, 180, 186]),
    ("charcoal", [56, 60, 66]),
];

/// Costume colours that differ well from each other and from most walls.
pub(super) const CLOTHS: [[u8; 3]; 14] = [
    [56, 60, 66],
    [36, 52, 96],
    [108, 34, 48],
    [92, 96, 54],
    [180, 140, 92],
    [160, 82, 46],
    [40, 108, 112],
    [94, 62, 100],
    [214, 202, 176],
    [108, 130, 154],
    [196, 156, 52],
    [46, 86, 66],
    [132, 128, 126],
    [150, 58, 70],
];

/// Natural hair, dark to light.
pub(super) const HAIR: [[u8; 3]; 6] =
    [[26, 22, 20], [52, 36, 26], [88, 58, 36], [128, 84, 48], [140, 62, 34], [190, 152, 92]];

/// Hair of the old.
pub(super) const GREY_HAIR: [u8; 3] = [172, 172, 172];

/// A colour by its name.
pub(super) fn named(word: &str) -> Option<Colour> {
    NAMED.iter().find(|(name, _)| *name == word).map(|(_, rgb)| Colour(*rgb))
}

/// How far apart two colours look, from 0 to about 765: the red-mean formula of `CompuPhase`.
pub(crate) fn distance(left: Colour, right: Colour) -> f64 {
    let [r1, g1, b1] = left.0.map(f64::from);
    let [r2, g2, b2] = right.0.map(f64::from);
    let mean = f64::midpoint(r1, r2);
    let (r, g, b) = (r1 - r2, g1 - g2, b1 - b2);
    ((2.0 + mean / 256.0) * r * r + 4.0 * g * g + (2.0 + (255.0 - mean) / 256.0) * b * b).sqrt()
}

/// The name of the named colour that looks most like it.
pub fn name(colour: Colour) -> &'static str {
    let near = |rgb: &[u8; 3]| distance(Colour(*rgb), colour);
    let best = NAMED.iter().min_by(|(_, left), (_, right)| near(left).total_cmp(&near(right)));
    best.map_or("grey", |(name, _)| name)
}

/// A colour drawn a good part of the way towards another.
pub(super) fn mixed(colour: Colour, towards: Colour) -> Colour {
    let channel = |at: usize| f64::from(colour.0[at]) * 0.58 + f64::from(towards.0[at]) * 0.42;
    Colour([0, 1, 2].map(|at| channel_of(channel(at))))
}

/// The second colour of a costume: darker for light cloth, lighter for dark.
pub(super) fn companion(colour: Colour) -> Colour {
    let light = colour.0.iter().map(|channel| u32::from(*channel)).sum::<u32>() > 330;
    let near = |channel: f64| if light { channel * 0.55 } else { channel + (255.0 - channel) * 0.28 };
    Colour(colour.0.map(|channel| channel_of(near(f64::from(channel)))))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn channel_of(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_named_colour_is_nearest_to_its_own_name() {
        for (word, rgb) in NAMED {
            let found = name(Colour(*rgb));
            let same = NAMED.iter().any(|(other, own)| *other == found && own == rgb);
            assert!(same, "{word} is called {found}");
            assert_eq!(named(word), Some(Colour(*rgb)));
        }
        assert_eq!(named("octarine"), None);
    }

    #[test]
    fn cloths_stand_apart_from_each_other() {
        for (at, left) in CLOTHS.iter().enumerate() {
            for right in &CLOTHS[at + 1..] {
                let apart = distance(Colour(*left), Colour(*right));
                assert!(apart > 50.0, "{left:?} and {right:?}: {apart}");
            }
        }
    }

    proptest! {
        #[test]
        fn distance_is_none_to_itself_and_the_same_both_ways(a in any::<[u8; 3]>(), b in any::<[u8; 3]>()) {
            let (a, b) = (Colour(a), Colour(b));
            prop_assert!(distance(a, a).abs() < 1e-9);
            prop_assert!((distance(a, b) - distance(b, a)).abs() < 1e-9);
            prop_assert!((0.0..=770.0).contains(&distance(a, b)));
        }

        #[test]
        fn a_second_colour_can_be_told_from_the_first(rgb in any::<[u8; 3]>()) {
            prop_assert!(distance(Colour(rgb), companion(Colour(rgb))) > 30.0);
        }
    }
}
