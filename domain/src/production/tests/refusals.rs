//! What is not planned, and why.

use super::*;
use crate::ids::{CharacterId, SceneId};
use uuid::Uuid;

fn refused(structure: &Structure, scope: Scope, want: &[JobKind], kinds: &[NodeKind]) -> PlanRefusal {
    plan(structure, &asked(scope, want), kinds, &NothingKnown).unwrap_err()
}

fn refusal(scope: Scope, want: &[JobKind]) -> String {
    refused(&script(&["a"]), scope, want, STANDARD).to_string()
}

#[test]
fn the_standard_kinds_have_no_needs_without_an_entry_and_none_that_lead_back() {
    kind::check(STANDARD).unwrap();
    for entry in STANDARD {
        assert!(entry.revision > 0 && !entry.estimate.is_nothing(), "{}", entry.kind);
    }
}

#[test]
fn the_standard_kinds_ask_for_work_of_their_own_kind_and_those_on_paper_name_no_ids() {
    let one = script(&["a", "b"]);
    let mut other = one.clone();
    other.version.0 = Uuid::from_u128(77);
    other.scenes[0].id.0 = Uuid::from_u128(78);
    other.number = 2;
    assert_eq!(hashes(&one, ON_PAPER), hashes(&other, ON_PAPER));
    let want: Vec<_> = STANDARD.iter().map(|it| it.kind).collect();
    for node in plan_of(&one, Scope::Script, &want, &NothingKnown).nodes {
        assert_eq!(node.work.kind(), node.kind);
    }
}

#[test]
fn a_registry_at_fault_is_refused_and_not_followed_for_ever() {
    use JobKind::{ReviewScene, TimeScene, TimeScript};
    const LOOP: &[JobKind] = &[ReviewScene, TimeScript];
    let faults = [
        (vec![(TimeScene, scene(), TIME, 1)], "the kind time_scene waits for itself"),
        (
            vec![
                (ReviewScene, scene(), NONE, 1),
                (TimeScript, whole(), TIME, 1),
                (TimeScene, scene(), LOOP, 1),
            ],
            "the kind time_script waits for itself",
        ),
        (
            vec![(TimeScript, whole(), TIME, 1)],
            "the kind time_script needs time_scene, which is not registered",
        ),
        (
            vec![(TimeScene, scene(), NONE, 1), (TimeScene, whole(), NONE, 1)],
            "the kind time_scene is registered twice",
        ),
    ];
    for (entries, sentence) in faults {
        let kinds = registry(entries);
        let want = [kinds[0].kind];
        assert_eq!(refused(&script(&["a"]), Scope::Script, &want, &kinds).to_string(), sentence);
    }
}

#[test]
fn a_script_without_scenes_has_no_productions() {
    let empty = script(&[]);
    for scope in [Scope::Script, Scope::Episode(1), Scope::Character(empty.characters[0].id)] {
        assert_eq!(refused(&empty, scope, &[JobKind::TimeScene], STANDARD), PlanRefusal::NoScenes);
    }
}

#[test]
fn a_refusal_names_what_is_not_there() {
    let nobody = Uuid::from_u128(5);
    let want = &[JobKind::TimeScene];
    assert_eq!(refusal(Scope::Episode(4), want), "the script's newest version has no episode 4");
    let expected = format!("the script's newest version has no scene {nobody}");
    assert_eq!(refusal(Scope::Scene(SceneId(nobody)), want), expected);
    let expected = format!("the script has no character {nobody}");
    assert_eq!(refusal(Scope::Character(CharacterId(nobody)), want), expected);
}

#[test]
fn only_what_is_offered_can_be_wanted() {
    assert_eq!(refusal(Scope::Script, &[]), "nothing is wanted");
    let want = &[JobKind::TimeScene, JobKind::GenerateScript];
    assert_eq!(refusal(Scope::Script, want), "generate_script cannot be asked for");
    let mut kinds = registry([(JobKind::TimeScene, scene(), NONE, 1)]);
    kinds[0].wanted = Wanted::ByKinds;
    let hidden = refused(&script(&["a"]), Scope::Script, &[JobKind::TimeScene], &kinds);
    assert_eq!(hidden, PlanRefusal::NotOffered { kind: JobKind::TimeScene });
    assert!(offered(&kinds, Scope::Script).is_empty());
}

#[test]
fn what_is_made_of_more_than_the_scope_is_refused_by_name() {
    let structure = script(&["a"]);
    let scene = Scope::Scene(structure.scenes[0].id);
    let want = &[JobKind::TimeScene, JobKind::TimeScript];
    assert_eq!(refusal(scene, want), "time_script cannot be made of one scene");
    let character = Scope::Character(structure.characters[0].id);
    assert_eq!(refusal(character, want), "time_script cannot be made of one character");
    let kinds = registry([(JobKind::TimeScene, fixtures::character(), NONE, 1)]);
    let refused = refused(&structure, scene, &[JobKind::TimeScene], &kinds).to_string();
    assert_eq!(refused, "time_scene cannot be made of one scene");
}

#[test]
fn a_scope_with_nothing_to_make_anything_of_is_refused() {
    let mut structure = script(&["a"]);
    let character = Scope::Character(structure.characters[0].id);
    assert_eq!(refusal(character, &[JobKind::TimeScene]), "CHARACTER 0 is in no scene");
    let kinds = registry([(JobKind::TimeScene, fixtures::character(), NONE, 1)]);
    structure.characters.clear();
    let refused = refused(&structure, Scope::Script, &[JobKind::TimeScene], &kinds);
    assert_eq!(refused, PlanRefusal::NoCharacters);
}

#[test]
fn a_production_has_at_most_two_thousand_nodes() {
    let texts: Vec<String> = (0..MOST_NODES).map(|n| n.to_string()).collect();
    let structure = script(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let most = plan_of(&structure, Scope::Script, &[JobKind::TimeScene], &NothingKnown);
    assert_eq!(most.nodes.len(), MOST_NODES);
    let refused = refused(&structure, Scope::Script, TIMES, STANDARD);
    assert_eq!(refused.to_string(), "the production would have 2001 nodes; it may have 2000");
}
