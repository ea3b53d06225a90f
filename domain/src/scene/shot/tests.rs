//! The rules of shots and takes, as sentences.

mod breaking_down;
mod editing;
mod takes;

use super::*;
use crate::ids::{AccountId, AssetId, SceneId, ScriptId, VersionId};
use crate::scene::{ContentSource, NewScene, Scene, SceneCommand, SceneError, SceneEvent};
use crate::vocabulary::Tone;
use cqrs_es::Aggregate;
use cqrs_es::test::TestFramework;
use serde_json::json;
use uuid::Uuid;

const CONTENT: &str = "Mara bars the door. Öl tropft.";

fn id(number: u128) -> ShotId {
    ShotId(Uuid::from_u128(number))
}

fn take_id(number: u128) -> TakeId {
    TakeId(Uuid::from_u128(number))
}

fn plan(description: &str) -> ShotPlan {
    serde_json::from_value(json!({
        "role": "single", "size": "ms", "angle": "eye", "movement": "static", "composition": "centered",
        "params": {"fov": 40, "lighting": 50, "hdr_bloom": 10, "color_temp": 4300, "contrast": 55},
        "duration_ms": 3000, "description": description, "characters": ["Mara"],
        "figures": [{"character": "Mara", "x": 0, "z": 0.5, "facing": -20, "pose": "stand", "gaze": 0}],
        "props": [], "notes": "", "span": {"revision": 1, "start": 0, "end": 19},
    }))
    .unwrap()
}

fn shot(number: u128, letters: &str) -> Shot {
    let plan = plan(&format!("Shot {number}"));
    Shot { id: id(number), letters: letters.parse().unwrap(), plan, locked: false }
}

fn new(number: u128) -> NewShot {
    NewShot { id: id(number), plan: plan(&format!("Shot {number}")) }
}

fn break_down(shots: Vec<NewShot>) -> ShotCommand {
    ShotCommand::BreakDown { shots, source: ContentSource::Hand {}, revision: 1 }
}

fn broken_down(shots: Vec<Shot>, removed: Vec<ShotId>) -> ShotEvent {
    ShotEvent::BrokenDown { revision: 1, source: ContentSource::Hand {}, shots, removed }
}

/// A scene broken down into 1A, 1B and 1C.
fn abc() -> Vec<ShotEvent> {
    vec![broken_down(vec![shot(1, "A"), shot(2, "B"), shot(3, "C")], vec![])]
}

fn and(mut events: Vec<ShotEvent>, more: impl IntoIterator<Item = ShotEvent>) -> Vec<ShotEvent> {
    events.extend(more);
    events
}

fn stream(events: Vec<ShotEvent>) -> Vec<SceneEvent> {
    let added = NewScene {
        scene: SceneId(Uuid::from_u128(1)),
        script: ScriptId(Uuid::from_u128(2)),
        owner: AccountId(Uuid::from_u128(3)),
        version: VersionId(Uuid::from_u128(4)),
        number: 1,
        setting: "INT. LAMP ROOM - NIGHT".into(),
        goal: String::new(),
        tension: String::new(),
        tone: Tone::Suspenseful,
        content: CONTENT.into(),
        episode: None,
    };
    std::iter::once(added.into()).chain(events.into_iter().map(SceneEvent::Shots)).collect()
}

/// Given these events, the command leads to those.
fn leads(given: Vec<ShotEvent>, when: ShotCommand, then: Vec<ShotEvent>) {
    let expected = then.into_iter().map(SceneEvent::Shots).collect();
    TestFramework::<Scene>::with(())
        .given(stream(given))
        .when(SceneCommand::Shots(when))
        .then_expect_events(expected);
}

fn refuses(given: Vec<ShotEvent>, when: ShotCommand, error: ShotError) {
    TestFramework::<Scene>::with(())
        .given(stream(given))
        .when(SceneCommand::Shots(when))
        .then_expect_error(SceneError::Shots(error));
}

/// The shots after these events, as `1A` with their numbers.
fn list_after(events: Vec<ShotEvent>) -> ShotList {
    let mut scene = Scene::default();
    for event in stream(events) {
        scene.apply(event);
    }
    scene.details().unwrap().shot_list.clone()
}

fn names_after(events: Vec<ShotEvent>) -> Vec<(String, u128)> {
    let list = list_after(events);
    list.shots.iter().map(|shot| (shot.name(1), shot.id.0.as_u128())).collect()
}

fn names(expected: &[(&str, u128)]) -> Vec<(String, u128)> {
    expected.iter().map(|(name, id)| ((*name).to_owned(), *id)).collect()
}
