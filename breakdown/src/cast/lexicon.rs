//! The words that texts use for looks, beside what they mean.

use domain::character::look::{Age, Garment, HairStyle, Mark, Presenting};

/// Words that mean the same, beside what they mean.
pub(super) type Lexicon<T> = &'static [(T, &'static str)];

pub(super) const GARMENTS: Lexicon<Garment> = &[
    (
        Garment::Coat,
        "coat overcoat trenchcoat raincoat oilskin parka anorak greatcoat peacoat duster topcoat labcoat",
    ),
    (Garment::Robe, "cloak robe robes cassock cape kimono toga habit tunic poncho nightgown bathrobe"),
    (Garment::Jacket, "jacket blazer vest waistcoat"),
    (Garment::Suit, "suit tuxedo"),
    (Garment::Dress, "dress gown sari frock sundress"),
    (Garment::Uniform, "uniform scrubs overalls spacesuit fatigues jumpsuit coveralls flightsuit dungarees"),
    (Garment::Apron, "apron"),
    (Garment::Sweater, "sweater jumper cardigan pullover turtleneck jersey"),
    (Garment::Shirt, "shirt t-shirt blouse tee undershirt singlet"),
    (Garment::Armour, "armour armor breastplate"),
    (Garment::Hoodie, "hoodie sweatshirt"),
];

/// What a trade wears, unless the text says something else.
pub(super) const TRADES: Lexicon<Garment> = &[
    (
        Garment::Uniform,
        "soldier policeman policewoman nurse sheriff pilot fireman paramedic astronaut stewardess private corporal \
         sergeant lieutenant surgeon orderly bailiff cop marine medic",
    ),
    (Garment::Apron, "waitress cook chef baker butcher"),
    (Garment::Robe, "priest monk nun wizard judge"),
    (Garment::Armour, "knight"),
    (Garment::Coat, "doctor dr physician scientist"),
    (Garment::Suit, "lawyer banker butler attorney prosecutor barrister"),
];

pub(super) const STYLES: Lexicon<HairStyle> = &[
    (HairStyle::Bun, "bun topknot chignon"),
    (HairStyle::Bald, "bald shaven balding hairless"),
    (HairStyle::Curly, "curly curls afro wavy frizzy"),
    (HairStyle::Ponytail, "ponytail braid braids pigtails plait plaits braided"),
    (HairStyle::Bob, "bob"),
    (HairStyle::Hat, "hat cap helmet fedora beret bonnet stetson bowler headscarf turban sombrero hard-hat"),
    (HairStyle::Long, "dreadlocks long-haired"),
    (
        HairStyle::Short,
        "cropped crewcut buzzcut crew-cut buzz-cut buzzed close-cropped short-haired pixie receding thinning",
    ),
];

pub(super) const MARKS: Lexicon<Mark> = &[
    (Mark::Glasses, "glasses spectacles sunglasses monocle bespectacled"),
    (Mark::Beard, "beard bearded goatee stubble stubbled unshaven whiskers"),
    (Mark::Moustache, "moustache mustache"),
    (Mark::Scar, "scar scarred scars"),
    (Mark::Freckles, "freckles freckled"),
    (Mark::Eyepatch, "eyepatch eye-patch"),
    (Mark::Earrings, "earrings earring"),
    (Mark::Tattoo, "tattoo tattooed tattoos"),
];

pub(super) const AGES: Lexicon<Age> = &[
    (Age::Child, "child girl boy kid toddler"),
    (Age::Young, "teen teens teenage teenager young twenties"),
    (Age::Adult, "middle-aged thirties forties fifties"),
    (
        Age::Old,
        "old elderly aged ancient grandmother grandfather weathered sixties seventies eighties nineties",
    ),
];

pub(super) const PRESENTING: Lexicon<Presenting> = &[
    (Presenting::Feminine, "she woman girl mother lady sister waitress dress daughter wife grandmother nun"),
    (
        Presenting::Masculine,
        "he man boy father brother beard moustache sheriff priest waiter policeman monk fireman son husband \
         grandfather",
    ),
];

/// Words for tall, short, broad and thin, as metres and as breadth.
pub(super) const BUILDS: &[(&str, Option<f64>, Option<f64>)] = &[
    ("huge", Some(1.98), Some(0.85)),
    ("hulking", Some(1.98), Some(0.9)),
    ("lanky", Some(1.9), Some(0.15)),
    ("skinny", None, Some(0.12)),
    ("plump", None, Some(0.8)),
    ("portly", None, Some(0.88)),
    ("barrel-chested", None, Some(0.85)),
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

/// Clothes below the waist.
pub(super) const LOWER: &str = "trousers pants jeans slacks breeches skirt leggings shorts chaps";

/// Two words that mean what one does.
pub(super) const PAIRS: [(&str, &str, &str); 9] = [
    ("crew", "cut", "crewcut"),
    ("buzz", "cut", "buzzcut"),
    ("shaved", "head", "bald"),
    ("head", "shaved", "bald"),
    ("lab", "coat", "labcoat"),
    ("trench", "coat", "trenchcoat"),
    ("eye", "patch", "eyepatch"),
    ("clean", "shaven", "clean-shaven"),
    ("space", "suit", "spacesuit"),
];

/// Clothes, and the trades that wear them, whose colour goes without saying.
pub(super) const OWN_COLOURS: &[([u8; 3], &str)] = &[
    ([28, 28, 32], "tuxedo cassock judge priest nun"),
    ([232, 230, 224], "labcoat spacesuit wedding doctor dr physician scientist chef baker nurse astronaut"),
    ([48, 108, 116], "scrubs surgeon"),
    ([208, 172, 48], "oilskin"),
    ([150, 152, 158], "armour armor breastplate knight"),
    ([92, 94, 52], "fatigues camouflage soldier private corporal sergeant lieutenant marine medic"),
    ([34, 46, 84], "policeman policewoman cop pilot bailiff"),
    ([52, 72, 112], "jeans denim dungarees"),
    ([98, 66, 44], "leather tweed corduroy monk suede buckskin"),
    ([178, 146, 104], "trenchcoat sheriff khakis"),
    ([44, 46, 54], "lawyer banker butler attorney prosecutor barrister"),
];

/// Whom somebody may have beside them.
pub(super) const KIN: &str = "mother father sister brother wife husband son daughter boy girl child kid toddler man \
    woman lady grandmother grandfather uncle aunt";

/// Words that a noun's own adjectives do not stand before.
pub(super) const BARRIERS: &str = "in with and over under on of beneath at by from to wears wearing his her their a an \
    the beside between into through is has carries who whose";
