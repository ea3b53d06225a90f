//! Whose outputs a node takes: what belongs to a script, an episode, a scene or a character.

use super::*;
use crate::ids::CharacterId;
use uuid::Uuid;

const CHARACTERS: &[JobKind] = &[JobKind::ReviewScript];
const WHOLE: &[JobKind] = &[JobKind::TimeScript];

/// Three scenes: the first with the second character, the second with nobody who is in the cast, the third,
/// of the second episode, with the first character.
fn story() -> Structure {
    let mut it = script(&["a", "b", "c"]);
    it.scenes[0].characters = vec![it.characters[1].id];
    it.scenes[1].characters = vec![CharacterId(Uuid::from_u128(5))];
    it.scenes[2].characters = vec![it.characters[0].id];
    it.scenes[2].episode = Some(2);
    it
}

/// What the wanted kind's nodes need, by the nodes' labels.
fn needs(scope: Scope, want: JobKind, kinds: &[NodeKind]) -> Vec<(String, Vec<String>)> {
    let plan = plan(&story(), &asked(scope, &[want]), kinds, &NothingKnown).unwrap();
    let label = |at: &usize| plan.nodes[*at].label.clone();
    let wanted = plan.nodes.iter().filter(|node| node.kind == want);
    wanted.map(|node| (node.label.clone(), node.needs.iter().map(label).collect())).collect()
}

fn expect(actual: &[(String, Vec<String>)], expected: &[(&str, &[&str])]) {
    let actual: Vec<(&str, Vec<&str>)> = actual
        .iter()
        .map(|(label, needs)| (label.as_str(), needs.iter().map(String::as_str).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> =
        expected.iter().map(|(label, needs)| (*label, needs.to_vec())).collect();
    assert_eq!(actual, expected);
}

#[test]
fn a_scene_needs_those_of_its_cast_who_have_a_profile() {
    let kinds = registry(vec![
        (JobKind::ReviewScript, character(), NONE, 1),
        (JobKind::TimeScene, scene(), CHARACTERS, 1),
    ]);
    expect(
        &needs(Scope::Script, JobKind::TimeScene, &kinds),
        &[("scene 1", &["CHARACTER 1"]), ("scene 2", &[]), ("scene 3", &["CHARACTER 0"])],
    );
}

#[test]
fn a_character_needs_the_scenes_it_is_in() {
    let kinds =
        registry(vec![(JobKind::TimeScene, scene(), NONE, 1), (JobKind::ReviewScript, character(), TIME, 1)]);
    expect(
        &needs(Scope::Script, JobKind::ReviewScript, &kinds),
        &[("CHARACTER 0", &["scene 3"]), ("CHARACTER 1", &["scene 1"])],
    );
}

#[test]
fn an_episode_needs_whoever_is_in_it_and_the_script_the_whole_cast() {
    let kinds = registry(vec![
        (JobKind::ReviewScript, character(), NONE, 1),
        (JobKind::TimeScript, whole(), CHARACTERS, 1),
    ]);
    let needs = |scope| needs(scope, JobKind::TimeScript, &kinds);
    expect(&needs(Scope::Episode(2)), &[("episode 2", &["CHARACTER 0"])]);
    expect(&needs(Scope::Script), &[("the script", &["CHARACTER 0", "CHARACTER 1"])]);
}

#[test]
fn a_scene_needs_the_whole_script_even_where_an_episode_was_asked_for() {
    let kinds =
        registry(vec![(JobKind::TimeScript, whole(), NONE, 1), (JobKind::TimeScene, scene(), WHOLE, 1)]);
    expect(&needs(Scope::Episode(2), JobKind::TimeScene, &kinds), &[("scene 3", &["the script"])]);
}

#[test]
fn an_episode_needs_the_same_episode_and_a_scene_the_same_scene() {
    let kinds = registry(vec![
        (JobKind::TimeScript, whole(), NONE, 1),
        (JobKind::ReviewScript, whole(), WHOLE, 1),
        (JobKind::TimeScene, scene(), NONE, 1),
        (JobKind::ReviewScene, scene(), TIME, 1),
    ]);
    let needs = |want| needs(Scope::Episode(2), want, &kinds);
    expect(&needs(JobKind::ReviewScript), &[("episode 2", &["episode 2"])]);
    expect(&needs(JobKind::ReviewScene), &[("scene 3", &["scene 3"])]);
}
