//! Which words in a script's action and sluglines mean which sound. A thing alone is often silent (a door, a
//! glass, a gun), so most rules want a verb in the same sentence.

use super::Effect;

/// A sound, the words one of which names it, and the words one of which must stand in the same sentence (none:
/// the name suffices).
pub(super) type Rule = (Effect, &'static [&'static str], &'static [&'static str]);

/// What happens or lasts because the action says so.
pub(super) const RULES: [Rule; 35] = [
    (
        Effect::Rain,
        &[
            "rain",
            "rains",
            "raining",
            "rainy",
            "drizzle",
            "drizzles",
            "downpour",
            "raindrops",
            "thunderstorm",
        ],
        &[],
    ),
    (Effect::Rain, &["storm", "stormy"], &[]),
    (
        Effect::Wind,
        &["wind", "windy", "gale", "gust", "gusts", "storm", "stormy", "blizzard", "windswept"],
        &[],
    ),
    (Effect::Thunder, &["thunder", "thunderclap", "lightning", "thunderstorm"], &[]),
    (Effect::Sea, &["waves", "surf", "breakers", "tide"], &[]),
    (Effect::Sea, &["sea", "ocean"], &["crashes", "roars", "pounds", "heaves", "breaks", "churns", "swells"]),
    (Effect::Fire, &["flames", "fireplace", "campfire", "bonfire", "blaze", "hearth"], &[]),
    (
        Effect::Fire,
        &["fire"],
        &["crackles", "crackling", "burns", "burning", "roars", "blazes", "spits", "glows", "dies"],
    ),
    (Effect::Forest, &["birds", "birdsong", "birdcall"], &[]),
    (Effect::Night, &["crickets", "cicadas"], &[]),
    (
        Effect::Crowd,
        &["crowd", "crowds", "chatter", "murmuring", "audience", "patrons", "partygoers", "onlookers"],
        &[],
    ),
    (Effect::Traffic, &["traffic", "honking", "rush-hour"], &[]),
    (Effect::Traffic, &["cars", "trucks"], &["pass", "passing", "rush", "speed", "stream", "crawl"]),
    (Effect::Gunshot, &["gunshot", "gunshots", "gunfire"], &[]),
    (
        Effect::Gunshot,
        &["gun", "pistol", "rifle", "revolver", "shotgun", "weapon"],
        &["fires", "firing", "discharges", "cracks", "shoots"],
    ),
    (Effect::Gunshot, &["shot", "shots"], &["rings", "ring", "echoes", "echo", "cracks", "fires", "fired"]),
    (
        Effect::Glass,
        &["glass", "window", "bottle", "mirror", "vase", "windshield", "windscreen", "pane", "plate"],
        &[
            "shatters",
            "breaks",
            "smashes",
            "shattering",
            "smashing",
            "breaking",
            "shatter",
            "smash",
            "explodes",
            "bursts",
        ],
    ),
    (
        Effect::Door,
        &["door", "doors", "gate", "hatch"],
        &[
            "opens", "closes", "slams", "shuts", "opening", "closing", "slam", "slamming", "creaks",
            "swings", "bangs", "bursts", "open", "shut", "close", "closed",
        ],
    ),
    (Effect::Knock, &["knock", "knocks", "knocking", "raps"], &[]),
    (Effect::Knock, &["door"], &["pounds", "hammers", "bangs", "pounding", "hammering"]),
    (
        Effect::PhoneRing,
        &["phone", "telephone", "cellphone", "mobile"],
        &["rings", "ring", "ringing", "shrills", "jangles"],
    ),
    (Effect::Footsteps, &["footsteps", "footfalls", "footstep"], &[]),
    (
        Effect::Footsteps,
        &[
            "walks", "walking", "strides", "paces", "pacing", "runs", "running", "hurries", "marches",
            "climbs", "trudges", "sprints", "crosses", "stomps",
        ],
        &[],
    ),
    (
        Effect::Footsteps,
        &["boots", "heels", "shoes"],
        &["click", "clack", "thump", "crunch", "echo", "approach", "stop"],
    ),
    (Effect::Typing, &["types", "typing", "typewriter"], &[]),
    (Effect::Typing, &["keyboard", "keys"], &["clack", "clatter", "clacks", "clatters", "tapping", "taps"]),
    (Effect::Clock, &["clock", "clocks"], &["ticks", "ticking", "tick", "tocks"]),
    (Effect::Heartbeat, &["heartbeat", "heartbeats"], &[]),
    (
        Effect::Heartbeat,
        &["heart"],
        &["pounds", "pounding", "beats", "beating", "thumps", "hammers", "hammering", "races"],
    ),
    (Effect::Siren, &["siren", "sirens"], &[]),
    (Effect::Engine, &["engine", "motor"], &[]),
    (
        Effect::Engine,
        &["car", "truck", "van", "motorcycle", "boat", "jeep", "bus", "taxi"],
        &[
            "starts",
            "roars",
            "idles",
            "revs",
            "rumbles",
            "sputters",
            "pulls",
            "growls",
            "accelerates",
            "skids",
            "speeds",
            "races",
        ],
    ),
    (
        Effect::Train,
        &["train", "trains", "subway", "locomotive"],
        &[
            "passes",
            "rumbles",
            "rattles",
            "arrives",
            "roars",
            "whistles",
            "pulls",
            "thunders",
            "rolls",
            "clatters",
            "approaches",
            "moves",
        ],
    ),
    (
        Effect::Impact,
        &["explosion", "explodes", "crash", "crashes", "collapses", "thud", "slumps", "collides"],
        &[],
    ),
    (
        Effect::Impact,
        &["body", "chair", "table", "shelf", "bookcase", "car"],
        &["falls", "topples", "slams", "crashes", "drops", "smashes", "hits"],
    ),
];

/// What is always heard at a place: its words, by day, by night.
pub(super) const PLACES: [(&[&str], Effect, Effect); 8] = [
    (
        &[
            "beach",
            "harbour",
            "harbor",
            "shore",
            "pier",
            "dock",
            "docks",
            "cliff",
            "cliffs",
            "sea",
            "ocean",
            "lighthouse",
            "coast",
            "ship",
            "quay",
            "bay",
            "island",
            "jetty",
        ],
        Effect::Sea,
        Effect::Sea,
    ),
    (
        &[
            "forest",
            "woods",
            "wood",
            "park",
            "garden",
            "orchard",
            "jungle",
            "meadow",
            "farm",
            "cemetery",
            "graveyard",
            "lake",
            "river",
            "field",
            "yard",
        ],
        Effect::Forest,
        Effect::Night,
    ),
    (
        &["highway", "road", "motorway", "bridge", "intersection", "freeway", "gas", "overpass", "tunnel"],
        Effect::Traffic,
        Effect::Traffic,
    ),
    (
        &[
            "street", "alley", "rooftop", "roof", "city", "downtown", "sidewalk", "square", "avenue",
            "balcony", "embassy",
        ],
        Effect::City,
        Effect::City,
    ),
    (
        &[
            "bar",
            "pub",
            "restaurant",
            "cafe",
            "café",
            "diner",
            "market",
            "party",
            "club",
            "station",
            "airport",
            "theatre",
            "theater",
            "mall",
            "courtroom",
            "stadium",
            "cafeteria",
            "saloon",
            "lobby",
            "ballroom",
        ],
        Effect::Crowd,
        Effect::Crowd,
    ),
    (&["train", "subway", "carriage", "compartment", "metro"], Effect::Train, Effect::Train),
    (&["car", "truck", "van", "bus", "taxi", "cab", "cockpit", "boat"], Effect::Engine, Effect::Engine),
    (
        &[
            "desert",
            "mountain",
            "mountains",
            "hill",
            "hilltop",
            "plain",
            "prairie",
            "moor",
            "tundra",
            "ridge",
            "summit",
        ],
        Effect::Wind,
        Effect::Wind,
    ),
];

/// Words before a name that take the sound away.
pub(super) const NEGATIONS: [&str; 9] =
    ["no", "not", "without", "never", "silent", "distant-memory", "imaginary", "stopped", "neither"];

/// The words of a text in lower case, with where each begins, sentence by sentence.
pub(super) fn sentences(text: &str) -> Vec<Vec<(usize, String)>> {
    let mut all = vec![vec![]];
    let mut word = String::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '.')]) {
        if c.is_alphanumeric() || (matches!(c, '-' | '\'') && !word.is_empty()) {
            if word.is_empty() {
                start = at;
            }
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty()
            && let Some(sentence) = all.last_mut()
        {
            sentence.push((start, std::mem::take(&mut word)));
        }
        if matches!(c, '.' | '!' | '?' | '\n' | ';') {
            all.push(vec![]);
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_where_they_stand() {
        let found = sentences("A door. Rain-soaked\nhe KNOCKS!");
        let flat: Vec<_> = found.iter().flatten().map(|(at, word)| (*at, word.as_str())).collect();
        assert_eq!(flat, [(0, "a"), (2, "door"), (8, "rain-soaked"), (20, "he"), (23, "knocks")]);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn rules_are_written_in_the_form_that_is_searched_for() {
        let words = RULES.iter().flat_map(|(_, names, verbs)| names.iter().chain(*verbs));
        for word in words.chain(PLACES.iter().flat_map(|(names, ..)| *names)) {
            assert_eq!(*word, word.to_lowercase());
            assert!(!word.contains(' '), "{word}");
        }
    }
}
