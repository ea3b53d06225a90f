//! Verbs by what they ask of camera and body. Irregular forms are listed beside their bases.

use crate::text::is_form;
use domain::scene::shot::Pose;

pub(super) const ENTER: &[&str] = &["enter", "arrive", "appear", "emerge", "entrance"];
pub(super) const EXIT: &[&str] = &["exit", "leave", "depart", "vanish", "disappear"];
pub(super) const HANDLE: &[&str] = &[
    "pick", "take", "grab", "open", "unfold", "read", "drop", "pull", "draw", "slide", "hand", "place",
    "lift", "turn", "insert", "press", "light", "reveal", "produce", "pocket", "hide", "load", "tear",
    "burn", "unlock", "examine", "inspect", "find", "touch", "twist", "put", "set", "lay", "raise", "switch",
];
pub(super) const REGARD: &[&str] =
    &["notice", "study", "spot", "discover", "glimpse", "recognise", "recognize", "clutch", "stare", "look"];
pub(super) const TAKE: &[&str] = &[
    "pick", "take", "grab", "draw", "pull", "lift", "snatch", "produce", "raise", "find", "open", "read",
    "drink", "unfold",
];
pub(super) const DROP: &[&str] = &[
    "drop", "throw", "toss", "hand", "pocket", "give", "gave", "pass", "slide", "slid", "hide", "holster",
    "discard",
];
/// Ways to leave a thing somewhere.
pub(super) const PUT: &[&str] = &["put", "set", "lay", "laid", "place"];
/// What is done with a thing in hand.
pub(super) const USE: &[&str] = &[
    "play",
    "strum",
    "blow",
    "smoke",
    "swing",
    "brandish",
    "cradle",
    "drag",
    "sharpen",
    "wipe",
    "wave",
    "hug",
    "unsheathe",
    "peer",
    "write",
    "wrote",
    "peel",
    "stir",
    "scrub",
    "toss",
    "catch",
    "caught",
    "load",
    "push",
];
pub(super) const GIVE: &[&str] =
    &["hand", "give", "gave", "pass", "toss", "throw", "threw", "offer", "slide", "slid"];
pub(super) const FACE: &[&str] = &[
    "stare", "smile", "frown", "freeze", "froze", "blink", "gasp", "flinch", "grin", "weep", "cry", "sob",
    "nod", "glare", "swallow", "wince", "pale", "tremble", "hesitate", "realise", "realize", "sigh", "laugh",
    "blush", "listen", "tear", "eye", "eyes", "face", "silence", "silent", "nothing", "breath", "breathe",
    "consider", "watch",
];
pub(super) const VIOLENCE: &[&str] = &[
    "hit", "punch", "shoot", "shot", "kick", "stab", "slap", "strike", "struck", "fight", "fought",
    "struggle", "tackle", "attack", "explode", "crash", "smash", "shove", "choke", "wrestle", "slash",
    "fire",
];
pub(super) const POWER: &[&str] = &[
    "tower", "loom", "order", "command", "aim", "threaten", "dominate", "sneer", "block", "corner", "point",
];
pub(super) const WEAKNESS: &[&str] = &[
    "cower", "beg", "sob", "collapse", "crumple", "shrink", "crawl", "plead", "kneel", "knelt", "huddle",
    "curl", "cringe", "whimper", "stumble",
];
pub(super) const UNEASE: &[&str] = &[
    "reel",
    "dizzy",
    "spin",
    "sway",
    "nightmare",
    "distort",
    "drugged",
    "twisted",
    "wrong",
    "impossible",
    "delirious",
    "flicker",
    "whisper",
    "shadow",
    "creak",
    "scream",
    "lurch",
    "blur",
];
pub(super) const TRAVEL: &[&str] = &[
    "run", "ran", "walk", "cross", "chase", "sprint", "hurry", "march", "rush", "race", "gallop", "ride",
    "drive", "drove", "flee", "fled", "stride", "wander", "pace", "follow", "dance", "crawl", "creep",
    "swim", "sail", "fly", "charge", "dash", "stumble", "stagger",
];

/// Poses by their verbs; the first that the words hold wins, so the more telling ones stand first.
const POSES: &[(Pose, &[&str])] = &[
    (Pose::Fight, &["fight", "fought", "punch", "struggle", "wrestle", "kick", "strike"]),
    (Pose::Aim, &["aim", "shoot"]),
    (Pose::Embrace, &["embrace", "hug", "kiss"]),
    (Pose::Cower, &["cower", "cringe", "huddle", "shrink"]),
    (Pose::Kneel, &["kneel", "knelt", "pray"]),
    (Pose::Crouch, &["crouch", "squat", "duck", "creep", "crawl"]),
    (Pose::Lie, &["lie", "lying", "collapse", "asleep", "sleep", "slump"]),
    (Pose::Sit, &["sit", "sat", "sitting", "seated", "perch"]),
    (Pose::Drive, &["drive", "drove", "steer"]),
    (Pose::Run, &["run", "ran", "running", "sprint", "flee", "race", "chase", "dash", "bolt", "rush"]),
    (Pose::Phone, &["dial"]),
    (Pose::Drink, &["drinks", "drank", "sip", "gulp"]),
    (Pose::Write, &["write", "wrote", "scribble", "sign", "type"]),
    (Pose::Read, &["read", "reading"]),
    (Pose::Point, &["point", "gesture"]),
    (Pose::Reach, &["reach", "grab", "stretch"]),
    (Pose::Wave, &["wave", "waving"]),
    (Pose::Lean, &["leans", "leaning", "slouch", "leant"]),
    (
        Pose::Hold,
        &[
            "hold", "held", "carry", "clutch", "grip", "lift", "raise", "chop", "stir", "knead", "slice",
            "pour", "polish", "paint", "sew", "mend", "strum", "cradle", "brandish",
        ],
    ),
    (
        Pose::Walk,
        &[
            "walk", "stride", "pace", "march", "cross", "wander", "step", "enter", "approach", "hurry",
            "stagger", "climb",
        ],
    ),
    (Pose::Stand, &["stand", "stood", "rise", "rose"]),
];

/// What the body does, if the words say so.
pub(super) fn pose(words: &[String]) -> Option<Pose> {
    let does = |verbs: &&[&str]| super::acts(words, verbs);
    let upwards = words.windows(2).find_map(|pair| match (pair[0].as_str(), pair[1].as_str()) {
        ("looks" | "look" | "glances" | "stares" | "gazes", "up") => Some(Pose::LookUp),
        ("looks" | "look" | "glances" | "stares" | "gazes", "down") => Some(Pose::LookDown),
        _ => None,
    });
    // Who gets up stands, who leans back in a chair sits in it, and so does who waits on a bench.
    if super::pair(words, &["jump", "get", "leap", "spring", "sprang"], &["up"]) {
        return Some(Pose::Stand);
    }
    let furniture = ["chair", "armchair", "bench", "sofa", "couch", "stool"];
    let seated = words
        .windows(3)
        .any(|part| matches!(part[0].as_str(), "on" | "in") && furniture.contains(&part[2].as_str()));
    let sits = seated && super::acts(words, &["lean", "wait", "strap"]);
    if sits {
        return Some(Pose::Sit);
    }
    let pushes = super::acts(words, &["push", "shove"])
        && !super::pair(
            words,
            &["push", "shove"],
            &["through", "past", "into", "in", "aside", "off", "back"],
        );
    let pushes = pushes.then_some(Pose::Reach);
    let calls = calls(words).then_some(Pose::Phone);
    upwards
        .or(calls)
        .or_else(|| POSES.iter().find(|(_, verbs)| does(verbs)).map(|(pose, _)| *pose))
        .or(pushes)
}

/// Whether somebody is on the telephone: who phones somebody is, and who picks one up; one that only rings
/// is at nobody's ear.
fn calls(words: &[String]) -> bool {
    let at =
        words.iter().position(|word| ["phone", "telephone", "receiver"].iter().any(|it| is_form(word, it)));
    let Some(at) = at else { return false };
    let before = at.checked_sub(1).map(|before| words[before].as_str());
    let noun = before.is_none_or(|before| {
        ["a", "an", "the", "his", "her", "their", "its", "old", "cell", "mobile", "telephone"]
            .contains(&before)
    });
    let used = ["answer", "pick", "lift", "speak", "talk", "listen", "into", "ear", "snatch"];
    !noun || words.iter().any(|word| used.iter().any(|verb| is_form(word, verb)))
}
