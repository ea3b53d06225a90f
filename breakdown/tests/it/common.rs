//! What the tests of breakdowns share: a film from a text, one scene by itself, and ways to find a shot.

use breakdown::{Breakdown, Cast, Context, SceneFacts, SceneText, SetFacts, break_down, cast, set_of};
use domain::scene::shot::{Coverage, ShotPlan};
use domain::{Genre, Tone};

/// One scene with everything that belongs to it.
pub(crate) struct Filmed {
    pub(crate) content: String,
    pub(crate) set: SetFacts,
    pub(crate) broken: Breakdown,
}

/// All scenes of a Fountain text, each going on from the one before.
pub(crate) fn film(text: &str, genre: Genre, tone: Tone) -> (Cast, Vec<Filmed>) {
    let scenes = screenplay::parse(text).unwrap().scenes();
    let texts: Vec<SceneText<'_>> =
        scenes.iter().map(|scene| SceneText { heading: &scene.heading, content: &scene.content }).collect();
    let cast = cast(&texts, &[]);
    let (mut before, mut context, mut filmed) = (None, Context::default(), Vec::new());
    for scene in scenes {
        let set = set_of(&scene.heading, &scene.content, before.as_ref());
        let facts = SceneFacts { content: &scene.content, revision: 3, set: &set, genre, tone, tension: "" };
        let broken = break_down(&facts, &cast, &context).unwrap();
        (before, context) = (Some(set.clone()), broken.after.clone());
        filmed.push(Filmed { content: scene.content, set, broken });
    }
    (cast, filmed)
}

/// One scene by itself, in a mood of its own.
pub(crate) fn scene(heading: &str, content: &str, genre: Genre, tone: Tone) -> Breakdown {
    let cast = cast(&[SceneText { heading, content }], &[]);
    let set = set_of(heading, content, None);
    let facts = SceneFacts { content, revision: 1, set: &set, genre, tone, tension: "" };
    break_down(&facts, &cast, &Context::default()).unwrap()
}

/// A neutral scene in a bar at night.
pub(crate) fn alone(content: &str) -> Breakdown {
    scene("INT. BAR - NIGHT", content, Genre::Drama, Tone::Neutral)
}

/// The roles of the shots, in order.
pub(crate) fn roles(broken: &Breakdown) -> Vec<Coverage> {
    broken.shots.iter().map(|shot| shot.role).collect()
}

/// What a shot's span holds.
pub(crate) fn source<'t>(shot: &ShotPlan, content: &'t str) -> &'t str {
    let span = shot.span.unwrap();
    &content[span.start as usize..span.end as usize]
}

/// The first shot whose text holds these words.
pub(crate) fn holding<'b>(broken: &'b Breakdown, content: &str, words: &str) -> &'b ShotPlan {
    broken.shots.iter().find(|shot| source(shot, content).contains(words)).expect(words)
}
