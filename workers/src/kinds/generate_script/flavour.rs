//! What a genre and a tone mean on the page, in a phrase a small model can act on. A bare word such
//! as `noir` changes little; a phrase about what is seen and how people talk does.

use domain::{Genre, Tone};

/// What such films show.
pub(super) const fn genre(genre: Genre) -> &'static str {
    match genre {
        Genre::Action => "physical danger, chases, decisions under pressure, few words",
        Genre::Adventure => "a journey, strange places, a goal worth the risk",
        Genre::Animation => "bold visual ideas, exaggeration, things that live and move",
        Genre::Comedy => "misunderstandings, wrong plans, jokes that come from character",
        Genre::Crime => "a deed, those who did it and those who hunt them, lies",
        Genre::Documentary => "real places, people telling what they know, observed detail",
        Genre::Drama => "people who want different things and cannot both have them",
        Genre::Fantasy => "one impossible thing with rules and a price",
        Genre::Historical => "the customs, tools and speech of its time",
        Genre::Horror => "something wrong that comes closer, dread before the blow",
        Genre::Musical => "feelings that grow too big for talk, rhythm, song cues",
        Genre::Mystery => "a question, clues in plain sight, people who hide something",
        Genre::Noir => "night, rain and neon, betrayal, dry understatement",
        Genre::Romance => "two people drawn together and what keeps them apart",
        Genre::ScienceFiction => "one new technology or discovery and what it does to people",
        Genre::Thriller => "a threat with a clock, secrets, narrowing choices",
        Genre::War => "orders, fear, comradeship, the cost of each step",
        Genre::Western => "open land, few laws, a debt that must be paid",
    }
}

/// How such scenes feel.
pub(super) const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Dark => "shadow, guilt, no easy way out",
        Tone::Light => "warmth, ease, small troubles",
        Tone::Suspenseful => "held breath, things half seen, delay before the answer",
        Tone::Comedic => "quick exchanges, surprise, people who take themselves too seriously",
        Tone::Dramatic => "high stakes, open conflict, choices that cost",
        Tone::Romantic => "closeness, glances, what is not said",
        Tone::Gritty => "dirt, sweat, plain speech, consequences",
        Tone::Whimsical => "odd details, playful logic, wonder",
        Tone::Melancholic => "quiet, memory, things that are over",
        Tone::Epic => "great distances, great stakes, ceremony",
        Tone::Satirical => "straight faces, absurd rules, vanity exposed",
        Tone::Neutral => "plain observation without comment",
    }
}
