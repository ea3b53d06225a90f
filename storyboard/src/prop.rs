//! Things in hands and in inserts. A script may name anything: a noun is read as one of the kinds that
//! are drawn, by itself or by what it belongs to (`a goblet of wine`, `hunting rifles`), and only what
//! belongs nowhere becomes a small box.

use crate::words::words;

words!(/// A kind of thing that is drawn. Any noun is read as the kind it belongs to; a stranger is a small box.
PropKind, "prop", meant by nearest {
    Letter = "letter",
    Envelope = "envelope",
    Newspaper = "newspaper",
    Map = "map",
    Card = "card",
    Folder = "folder",
    Money = "money",
    Photograph = "photograph",
    Book = "book",
    Glass = "glass",
    Goblet = "goblet",
    Cup = "cup",
    Bottle = "bottle",
    Jar = "jar",
    Bowl = "bowl",
    Plate = "plate",
    Bucket = "bucket",
    Basket = "basket",
    Phone = "phone",
    Handset = "handset",
    Camera = "camera",
    Radio = "radio",
    Laptop = "laptop",
    Screen = "screen",
    Microphone = "microphone",
    Syringe = "syringe",
    Watch = "watch",
    Clock = "clock",
    Lamp = "lamp",
    Flashlight = "flashlight",
    Torch = "torch",
    Candle = "candle",
    Lighter = "lighter",
    Key = "key",
    Ring = "ring",
    Crown = "crown",
    Coin = "coin",
    Pendant = "pendant",
    Stone = "stone",
    Flower = "flower",
    Cigarette = "cigarette",
    Pen = "pen",
    Badge = "badge",
    Handcuffs = "handcuffs",
    Spectacles = "spectacles",
    Doll = "doll",
    Mask = "mask",
    Skull = "skull",
    Ball = "ball",
    Fruit = "fruit",
    Cloth = "cloth",
    Bag = "bag",
    Sack = "sack",
    Box = "box",
    Hammer = "hammer",
    Axe = "axe",
    Wrench = "wrench",
    Shovel = "shovel",
    Staff = "staff",
    Rope = "rope",
    Gun = "gun",
    Rifle = "rifle",
    Knife = "knife",
    Sword = "sword",
    Grenade = "grenade",
    Spoon = "spoon",
    Bread = "bread",
    Cake = "cake",
    Guitar = "guitar",
    Trumpet = "trumpet",
    Drum = "drum",
    Telescope = "telescope",
    Handle = "handle",
    Switch = "switch",
    Wheel = "wheel",
    Mirror = "mirror",
    Stain = "stain",
    Piano = "piano",
    Umbrella = "umbrella",
    Chair = "chair",
});

/// Nouns beside the kinds' own names, and the kind they belong to.
const NOUNS: &[(PropKind, &str)] = &[
    (
        PropKind::Letter,
        "paper note telegram document contract page sheet will list form receipt invoice manuscript script \
         deed leaflet flyer message testament certificate prescription menu poster",
    ),
    (PropKind::Newspaper, "magazine tabloid gazette journal_page headline"),
    (PropKind::Map, "chart blueprint plan scroll diagram parchment"),
    (PropKind::Card, "ticket passport licence license id invitation wallet pass stamp label tag"),
    (PropKind::Folder, "file dossier clipboard report briefing"),
    (PropKind::Money, "cash banknote dollar bill note_of_money ransom coin_purse"),
    (PropKind::Photograph, "photo picture postcard painting portrait frame polaroid snapshot negative x_ray"),
    (PropKind::Book, "notebook diary journal logbook ledger bible novel dictionary album volume manual"),
    (PropKind::Glass, "drink whisky whiskey tumbler beer water pint juice milk lemonade gin rum vodka"),
    (PropKind::Goblet, "chalice trophy wineglass wine champagne grail martini"),
    (PropKind::Cup, "mug teacup tea coffee espresso cocoa tankard"),
    (PropKind::Bottle, "flask vial potion medicine perfume thermos canteen poison oil"),
    (PropKind::Jar, "can tin canister urn vase pot tube pickle sugar kettle teapot spray extinguisher"),
    (PropKind::Bowl, "soup dish ashtray basin noodle rice porridge cauldron"),
    (PropKind::Plate, "meal dinner breakfast lunch steak tray food pizza fish egg pancake platter"),
    (PropKind::Bucket, "pail barrel bin tub"),
    (PropKind::Basket, "hamper nest cradle"),
    (PropKind::Phone, "cellphone cell smartphone mobile pager remote calculator"),
    (PropKind::Handset, "telephone receiver intercom"),
    (PropKind::Camera, "camcorder projector"),
    (
        PropKind::Radio,
        "recorder walkie_talkie transmitter tape cassette walkman speaker transistor device detonator scanner \
         tracker geiger_counter battery",
    ),
    (PropKind::Laptop, "computer typewriter keyboard terminal"),
    (PropKind::Screen, "monitor television tv tablet display radar hologram"),
    (PropKind::Microphone, "mic megaphone"),
    (PropKind::Syringe, "needle injection thermometer pipette dart"),
    (PropKind::Watch, "stopwatch compass gauge dial timer wristwatch barometer"),
    (PropKind::Clock, "alarm hourglass metronome"),
    (PropKind::Lamp, "lantern light chandelier bulb"),
    (PropKind::Flashlight, "beacon laser"),
    (PropKind::Torch, "brand firebrand"),
    (PropKind::Candle, "candlestick taper incense menorah flame"),
    (PropKind::Lighter, "match matchbox matches matchbook"),
    (PropKind::Key, "keycard keyring"),
    (PropKind::Ring, "bracelet bangle earring wedding_band halo collar"),
    (PropKind::Crown, "tiara diadem coronet"),
    (PropKind::Coin, "token penny disc disk chip cd dvd record button_badge"),
    (PropKind::Pendant, "necklace locket amulet brooch medal medallion rosary cross crucifix dog_tag beads"),
    (
        PropKind::Stone,
        "rock gem diamond jewel pill bullet marble pebble seed dice die ruby emerald crystal tooth bone brick \
         shell pearl fossil meteorite nut",
    ),
    (PropKind::Flower, "rose bouquet tulip daisy lily plant leaf branch weed poppy orchid wreath"),
    (PropKind::Cigarette, "cigar joint cigarillo"),
    (PropKind::Pen, "pencil brush quill feather chalk marker lipstick wand arrow crayon straw baton stylus"),
    (PropKind::Badge, "star shield insignia emblem"),
    (PropKind::Handcuffs, "cuffs shackle manacle"),
    (PropKind::Spectacles, "glasses goggles sunglasses eyeglasses monocle"),
    (PropKind::Doll, "toy teddy bear puppet robot figurine statue statuette idol dummy marionette baby"),
    (PropKind::Mask, "helmet face visor disguise"),
    (PropKind::Skull, "skeleton remains"),
    (PropKind::Ball, "football basketball baseball globe orb balloon snowball sphere crystal_ball"),
    (PropKind::Fruit, "apple orange peach pear tomato lemon plum potato onion pumpkin melon"),
    (
        PropKind::Cloth,
        "handkerchief scarf flag blanket towel rag bandage shirt coat dress napkin glove sock hat cap shoe boot \
         jacket curtain veil ribbon tie uniform apron",
    ),
    (PropKind::Bag, "suitcase briefcase luggage trunk toolbox attache_case"),
    (PropKind::Sack, "backpack rucksack satchel pouch purse handbag pillow parachute"),
    (PropKind::Box, "parcel package crate chest case casket gift present coffin carton container"),
    (PropKind::Hammer, "mallet gavel sledgehammer club bat"),
    (PropKind::Axe, "hatchet pickaxe tomahawk pick"),
    (PropKind::Wrench, "spanner screwdriver tool pliers crowbar drill lockpick"),
    (PropKind::Shovel, "spade oar paddle rake hoe"),
    (PropKind::Staff, "stick cane spear broom pole mop harpoon rod crutch pitchfork lance ladder torch_pole"),
    (PropKind::Rope, "chain cable wire whip hose noose lasso net string thread"),
    (PropKind::Gun, "pistol revolver handgun weapon sidearm firearm taser blaster phaser"),
    (PropKind::Rifle, "shotgun musket machine_gun crossbow launcher carbine bow"),
    (PropKind::Knife, "dagger blade scalpel razor scissors cleaver saw machete switchblade shears shard"),
    (PropKind::Sword, "sabre saber katana rapier cutlass"),
    (PropKind::Grenade, "bomb dynamite explosive mine"),
    (PropKind::Spoon, "fork ladle chopstick spatula"),
    (PropKind::Bread, "loaf baguette roll bun sandwich croissant dough"),
    (PropKind::Cake, "pie pastry cupcake pudding cheese"),
    (PropKind::Guitar, "violin fiddle cello lute banjo ukulele mandolin viola"),
    (PropKind::Trumpet, "horn saxophone trombone bugle clarinet"),
    (PropKind::Drum, "tambourine cymbal gong"),
    (PropKind::Telescope, "spyglass binoculars sextant flute pipe whistle microscope lens"),
    (PropKind::Handle, "door lock doorknob knob latch keyhole padlock gate bolt drawer safe window hatch"),
    (PropKind::Switch, "button lever panel console control fuse socket trigger doorbell"),
    (PropKind::Wheel, "helm tyre tire cog gear"),
    (PropKind::Mirror, "reflection looking_glass"),
    (PropKind::Stain, "blood footprint puddle track trail ink wine_stain mud tear ash"),
    (PropKind::Piano, "organ harpsichord accordion synthesizer"),
    (PropKind::Umbrella, "parasol"),
    (PropKind::Chair, "stool throne seat wheelchair table desk bench"),
];

/// Words after which a phrase only says more of what was named: `a bottle of wine`.
const JOINTS: [&str; 7] = ["of", "with", "in", "for", "from", "on", "full"];

/// The kind a noun or a phrase means: its head, the last noun before `of` and the like, decides.
fn nearest(phrase: &str) -> PropKind {
    if let Some(kind) = exactly(phrase) {
        return kind;
    }
    let words: Vec<&str> = phrase.split('_').filter(|word| !word.is_empty()).collect();
    let head = words.iter().position(|word| JOINTS.contains(word)).unwrap_or(words.len());
    let (head, rest) = words.split_at(head);
    let found = |words: &[&str]| words.iter().rev().find_map(|word| any_number(word));
    found(head).or_else(|| found(rest)).unwrap_or(PropKind::Box)
}

fn exactly(noun: &str) -> Option<PropKind> {
    let own = PropKind::ALL.iter().find(|kind| kind.as_str() == noun).copied();
    own.or_else(|| {
        NOUNS.iter().find(|(_, nouns)| nouns.split_whitespace().any(|known| known == noun)).map(|it| it.0)
    })
}

/// A noun in the singular or the plural.
fn any_number(noun: &str) -> Option<PropKind> {
    let ends = |ending: &str, with: &str| noun.strip_suffix(ending).map(|stem| format!("{stem}{with}"));
    let singular = [ends("ves", "fe"), ends("ves", "f"), ends("ies", "y"), ends("es", ""), ends("s", "")];
    exactly(noun).or_else(|| singular.into_iter().flatten().find_map(|noun| exactly(&noun)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn kind(noun: &str) -> PropKind {
        noun.parse().unwrap_or_else(|error| panic!("{noun}: {error}"))
    }

    #[test]
    fn every_kind_reads_back_and_no_noun_means_two_things() {
        let mut seen: BTreeMap<&str, PropKind> = BTreeMap::new();
        for kind in PropKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
            assert_eq!(seen.insert(kind.as_str(), *kind), None);
        }
        for (kind, nouns) in NOUNS {
            for noun in nouns.split_whitespace() {
                assert_eq!(seen.insert(noun, *kind), None, "{noun} is listed twice");
                assert_eq!(noun.parse(), Ok(*kind), "{noun}");
            }
        }
    }

    #[test]
    fn a_noun_is_read_as_what_it_belongs_to() {
        for (noun, expected) in [
            ("REVOLVER", PropKind::Gun),
            ("silver pocket watch", PropKind::Watch),
            ("bottle of wine", PropKind::Bottle),
            ("glass of milk", PropKind::Glass),
            ("hunting knives", PropKind::Knife),
            ("Lilies", PropKind::Flower),
            ("matches", PropKind::Lighter),
            ("a cup full of tea", PropKind::Cup),
            ("glasses", PropKind::Spectacles),
            ("the old man's violin", PropKind::Guitar),
            ("photographs", PropKind::Photograph),
            ("door handle", PropKind::Handle),
            ("walkie-talkie", PropKind::Radio),
        ] {
            assert_eq!(kind(noun), expected, "{noun}");
        }
    }

    #[test]
    fn what_belongs_nowhere_is_a_small_box() {
        for noun in ["", "flux capacitor", "шкаф", "of of of", "\u{0}", "___"] {
            assert_eq!(kind(noun), PropKind::Box, "{noun}");
        }
    }

    /// What `breakdown` singles out for inserts and puts into hands; the crates share no code, so the list
    /// is kept here.
    const SINGLED_OUT: &str = "\
        letter envelope note telegram postcard photograph photo picture map chart book bible diary notebook \
        journal logbook ledger newspaper magazine file folder document contract ticket passport card badge \
        medal gun pistol revolver rifle shotgun knife dagger blade sword axe hammer wrench screwdriver shovel \
        spade saw scissors spear crowbar bullet grenade detonator handcuffs phone cellphone receiver recorder \
        walkie-talkie camera microphone tablet key ring necklace locket pendant amulet brooch watch stopwatch \
        coin wallet money glass bottle flask vial jar cup mug goblet teacup bowl plate spoon fork wine \
        cigarette cigar pipe pen pencil brush lighter match candle lantern torch flashlight lamp bag suitcase \
        briefcase backpack satchel basket bucket doll toy ball mask crown handkerchief scarf blanket flag \
        syringe pill rope chain flower rose bouquet apple orange bread loaf cake sandwich egg violin guitar \
        fiddle trumpet flute drum compass sextant telescope binoculars skull bone feather diamond laptop tape \
        cassette tool umbrella telephone radio mirror clock door handle lock switch button lever screen \
        monitor computer television piano blood footprint wheel gauge";

    #[test]
    fn nothing_that_a_breakdown_singles_out_is_a_plain_box() {
        for noun in SINGLED_OUT.split_whitespace() {
            assert_ne!(kind(noun), PropKind::Box, "{noun}");
        }
    }
}
