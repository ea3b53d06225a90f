//! A whole version covered at once: what each scene takes from the one before goes along with it.
//!
//! Whoever plans a film and whoever draws it ask the same function, so both see the same shots.

use crate::cast::{Cast, Known, Member, SceneText, cast};
use crate::setting::{SetFacts, set_of};
use crate::shots::{Breakdown, BreakdownError, Context, SceneFacts, break_down};
use domain::scene::shot::{DeclaredChange, ShotPlan};
use domain::{Genre, Tone};
use std::collections::BTreeSet;

/// One scene of a version that is to be covered.
#[derive(Clone, Copy, Debug)]
pub struct CoverScene<'s> {
    /// The slugline.
    pub heading: &'s str,
    /// The text without it.
    pub content: &'s str,
    /// Which of the scene's texts that is.
    pub revision: u32,
    /// The scene's mood.
    pub tone: Tone,
    /// What stands against its goal; blank if nothing does.
    pub tension: &'s str,
    /// What differs on purpose in it.
    pub changes: &'s [DeclaredChange],
}

/// A scene that was covered.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneCover {
    /// Where it plays.
    pub set: SetFacts,
    /// Who is seen or heard in it, in the order of the cast.
    pub members: Vec<Member>,
    /// What goes on from the scene before, with this scene's declared changes: what it is broken down with.
    pub context: Context,
    /// Its shots, or why there are none.
    pub breakdown: Result<Breakdown, BreakdownError>,
}

/// Covers the scenes of a version, in their order. A scene that cannot be broken down keeps the others from
/// nothing: they go on from the last one that could.
pub fn cover(scenes: &[CoverScene<'_>], genre: Genre, profiles: &[Known<'_>]) -> Vec<SceneCover> {
    let texts: Vec<SceneText<'_>> =
        scenes.iter().map(|scene| SceneText { heading: scene.heading, content: scene.content }).collect();
    let cast = cast(&texts, profiles);
    let mut before: Option<SetFacts> = None;
    let mut context = Context::default();
    let mut covered = Vec::with_capacity(scenes.len());
    for scene in scenes {
        let set = set_of(scene.heading, scene.content, before.as_ref());
        context.changes = scene.changes.to_vec();
        let facts = SceneFacts {
            content: scene.content,
            revision: scene.revision,
            set: &set,
            genre,
            tone: scene.tone,
            tension: scene.tension,
        };
        let breakdown = break_down(&facts, &cast, &context);
        let (members, after) = match &breakdown {
            Ok(it) => (present(scene.content, &it.shots, &cast), it.after.clone()),
            Err(_) => (Vec::new(), context.clone()),
        };
        before = Some(set.clone());
        let context = std::mem::replace(&mut context, after);
        covered.push(SceneCover { set, members, context, breakdown });
    }
    covered
}

/// Everyone who speaks or is in a shot, in the order of the cast.
fn present(content: &str, shots: &[ShotPlan], cast: &Cast) -> Vec<Member> {
    let elements = screenplay::parse_fragment(content).unwrap_or_default();
    let heard = elements.iter().filter_map(screenplay::Element::cue_name);
    let seen = shots.iter().flat_map(|shot| {
        let figures = shot.figures.iter().map(|figure| &figure.character);
        shot.characters.iter().chain(figures).cloned()
    });
    let present: BTreeSet<usize> = heard.chain(seen).filter_map(|name| cast.find(&name)).collect();
    present.into_iter().map(|index| cast.members[index].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::scene::shot::{Coverage, Subject};

    const OPENING: &str = "Rain. MARA, in a red coat, waits.\n\nMARA\nWho is there?\n\nTOM\nMe.";

    fn scene<'s>(heading: &'s str, content: &'s str) -> CoverScene<'s> {
        CoverScene { heading, content, revision: 1, tone: Tone::Dark, tension: "", changes: &[] }
    }

    #[test]
    fn time_sides_and_looks_go_on_from_scene_to_scene() {
        let scenes = [
            scene("EXT. DOCKS - NIGHT", OPENING),
            scene("EXT. DOCKS - CONTINUOUS", "Mara runs.\n\nMARA\nWait!"),
        ];
        let covered = cover(&scenes, Genre::Noir, &[]);
        assert_eq!(covered[1].set.time, covered[0].set.time);
        assert_eq!(covered[1].set.weather, covered[0].set.weather);
        let names = |at: usize| covered[at].members.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
        assert_eq!((names(0), names(1)), (vec!["Mara", "Tom"], vec!["Mara"]));
        assert_eq!(covered[0].members[0], covered[1].members[0]);
        let shots = |at: usize| &covered[at].breakdown.as_ref().unwrap().shots;
        assert_eq!(shots(0)[0].role, Coverage::Establishing);
        assert!(shots(1).iter().all(|shot| shot.role != Coverage::Establishing));
        assert_eq!(covered[1].context, covered[0].breakdown.as_ref().unwrap().after);
    }

    #[test]
    fn a_voice_that_is_never_seen_belongs_to_the_scene() {
        let covered =
            cover(&[scene("INT. CAR - NIGHT", "The radio hums.\n\nTOM (V.O.)\nStay.")], Genre::Noir, &[]);
        assert_eq!(covered[0].members.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Tom"]);
    }

    #[test]
    fn a_declared_change_is_of_its_scene_alone() {
        let torn = [DeclaredChange {
            subject: Subject::Character { name: "Mara".into() },
            what: "torn coat".into(),
        }];
        let first = CoverScene { changes: &torn, ..scene("EXT. DOCKS - NIGHT", OPENING) };
        let covered = cover(&[first, scene("INT. BAR - LATER", OPENING)], Genre::Noir, &[]);
        let notes = |at: usize| {
            let shots = &covered[at].breakdown.as_ref().unwrap().shots;
            shots.iter().any(|shot| shot.notes.contains("torn coat"))
        };
        assert!(notes(0) && !notes(1));
        assert_eq!(covered[0].context.changes, torn);
        assert!(covered[1].context.changes.is_empty());
    }

    #[test]
    fn a_scene_that_is_too_long_keeps_the_next_from_nothing() {
        let long = "x".repeat(crate::MAX_BYTES + 1);
        let scenes = [scene("INT. BAR - DAY", &long), scene("INT. BAR - CONTINUOUS", OPENING)];
        let covered = cover(&scenes, Genre::Noir, &[]);
        assert!(matches!(covered[0].breakdown, Err(BreakdownError::TooLong { .. })));
        assert!(covered[0].members.is_empty());
        assert_eq!(covered[1].breakdown.as_ref().unwrap().shots[0].role, Coverage::Establishing);
        assert!(cover(&[], Genre::Noir, &[]).is_empty());
    }
}
