//! What the film of each scene is made of, as digests.
//!
//! The shots that count are those somebody changed by hand; where nobody did they are a function of the text,
//! so a scene that was broken down and one that was not yet have the same digest, and so has an equal scene
//! of another version.

use crate::characters::Character;
use crate::scenes::FilmedScene;
use crate::shots::SceneShots;
use breakdown::{CoverScene, Known, Member, SceneCover, SceneText, cast, cover};
use domain::Genre;
use domain::character::{Look, Profile};
use domain::production::{Coverage, digest};
use domain::scene::shot::ShotPlan;
use screenplay::{Element, Kind};
use serde_json::{Value, json};

/// A version as its film sees it.
pub(super) struct Filmed {
    /// Its scenes, in order.
    pub(super) scenes: Vec<FilmedScene>,
    /// How they are covered, in any order.
    pub(super) shots: Vec<SceneShots>,
    pub(super) genre: Genre,
    pub(super) cast: Vec<Character>,
}

/// The digests of the scenes, in their order.
pub(super) fn coverage(filmed: &Filmed) -> Vec<Coverage> {
    let Filmed { scenes, shots, genre, cast: people } = filmed;
    let profiles: Vec<(Profile, Option<&Look>)> =
        people.iter().map(|it| (it.profile(), it.settled_look.as_ref())).collect();
    let known: Vec<Known<'_>> =
        profiles.iter().map(|(profile, look)| Known { profile, look: *look }).collect();
    let shots: Vec<Option<&SceneShots>> =
        scenes.iter().map(|scene| shots.iter().find(|it| it.scene == scene.id)).collect();
    let texts: Vec<CoverScene<'_>> = scenes.iter().map(FilmedScene::cover).collect();
    let covered = cover(&texts, *genre, &known);
    let voices = voices(&texts, &known, people);
    let each = scenes.iter().zip(texts).zip(shots.iter().zip(covered));
    each.map(|((scene, text), (shots, cover))| Coverage {
        shots: shots_of(scene, *shots, &cover),
        looks: looks(&text, &cover, *shots),
        speech: speech(&scene.content, &voices),
        mood: digest(&[scene.tone.as_str(), &scene.tension]),
    })
    .collect()
}

fn shots_of(scene: &FilmedScene, shots: Option<&SceneShots>, cover: &SceneCover) -> String {
    let by_hand = shots.filter(|it| it.edited && it.broken_down == Some(scene.revision));
    match (by_hand, &cover.breakdown) {
        (Some(shots), _) => plans(&shots.plans),
        (None, Ok(breakdown)) => plans(&breakdown.shots),
        (None, Err(error)) => digest(&[error.to_string()]),
    }
}

/// Plans say of which revision their text is; the same text can be another revision of another scene.
fn plans(plans: &[ShotPlan]) -> String {
    let texts = plans.iter().map(|plan| {
        let mut plan = json!(plan);
        if let Some(span) = plan.get_mut("span").and_then(Value::as_object_mut) {
            span.remove("revision");
        }
        plan.to_string()
    });
    digest(&texts.collect::<Vec<_>>())
}

fn looks(scene: &CoverScene<'_>, cover: &SceneCover, shots: Option<&SceneShots>) -> String {
    let mut parts = vec![json!(cover.set).to_string(), json!(scene.changes).to_string()];
    parts.extend(shots.iter().flat_map(|shots| shots.refined.clone()));
    parts.extend(cover.members.iter().map(|it| json!([it.name, it.look]).to_string()));
    digest(&parts)
}

/// Somebody of the version, and what decides the voice.
struct Voice {
    name: String,
    heard: String,
}

/// Everyone in the order in which voices are given.
fn voices(texts: &[CoverScene<'_>], known: &[Known<'_>], people: &[Character]) -> Vec<Voice> {
    let scenes: Vec<SceneText<'_>> =
        texts.iter().map(|it| SceneText { heading: it.heading, content: it.content }).collect();
    let members = cast(&scenes, known).members.into_iter();
    members
        .map(|Member { name, look }| {
            let name = name.to_lowercase();
            let voice = people.iter().find(|it| it.name.trim().to_lowercase() == name).map(|it| &it.voice);
            let heard = json!([name, voice, look.age, look.presenting]).to_string();
            Voice { name, heard }
        })
        .collect()
}

/// Every line with its speaker and how it is spoken, and what decides the speakers' voices: nobody sounds like
/// those who were cast before.
fn speech(content: &str, voices: &[Voice]) -> String {
    let elements = screenplay::parse_fragment(content).unwrap_or_default();
    let (mut parts, mut cast_with) = (Vec::new(), 0);
    for element in &elements {
        if let Some(name) = element.cue_name() {
            let name = name.to_lowercase();
            let place = voices.iter().position(|voice| voice.name == name);
            cast_with = cast_with.max(place.map_or(0, |place| place + 1));
            parts.push(element.visible_text());
        } else if element.is_speech() {
            parts.push(spoken(element));
        }
    }
    parts.extend(voices[..cast_with].iter().map(|voice| voice.heard.clone()));
    digest(&parts)
}

fn spoken(element: &Element) -> String {
    let sign = if element.kind == Kind::Parenthetical { "(" } else { "" };
    format!("{sign}{}", element.visible_text())
}
