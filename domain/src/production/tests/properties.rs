//! The laws of planning, over registries and scripts nobody would write.

use super::*;
use crate::ids::{CharacterId, SceneId, ScriptId, VersionId};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Kinds of which each may need the ones before it, in either order of registration.
fn registries() -> impl Strategy<Value = Vec<NodeKind>> {
    let entries = proptest::collection::vec((0..3, 0_u8..64), 1..=6);
    (entries, any::<bool>()).prop_map(|(entries, backwards)| {
        let entry = |(at, (craft, needs)): (usize, (i32, u8))| {
            let craft = [scene, whole, character][usize::try_from(craft).unwrap()]();
            let needs: Vec<_> =
                (0..at).filter(|bit| needs >> bit & 1 == 1).map(|bit| JobKind::ALL[bit]).collect();
            (JobKind::ALL[at], craft, &*needs.leak(), 1)
        };
        let mut kinds = registry(entries.into_iter().enumerate().map(entry));
        if backwards {
            kinds.reverse();
        }
        kinds
    })
}

/// A scene by chance: which text, which episode, who is in it.
type Drawn = (u8, Option<u32>, Vec<usize>);

/// Scripts of a few scenes, some of them equal, in two episodes, with a few characters.
fn scripts() -> impl Strategy<Value = Structure> {
    let scene = (0_u8..4, proptest::option::of(1_u32..3), subsequence(vec![0_usize, 1, 2], 0..=3));
    (proptest::collection::vec(scene, 1..6), 0_usize..4).prop_map(|(scenes, cast): (Vec<Drawn>, usize)| {
        let texts: Vec<String> = scenes.iter().map(|(text, ..)| text.to_string()).collect();
        let mut it = script(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        it.characters = (0..cast).map(person).collect();
        for (scene, (_, episode, who)) in it.scenes.iter_mut().zip(scenes) {
            scene.episode = episode;
            scene.characters = who.into_iter().map(|n| person(n).id).collect();
        }
        it
    })
}

fn person(n: usize) -> CharacterFacts {
    let id = CharacterId(Uuid::from_u128(500 + n as u128));
    CharacterFacts { id, name: format!("PERSON {n}"), profile: digest(&[n.to_string()]) }
}

/// Everything that can be asked for of a script, by chance.
fn scope(script: &Structure, by: Index) -> Scope {
    let episodes: BTreeSet<u32> = script.scenes.iter().filter_map(|scene| scene.episode).collect();
    let mut scopes = vec![Scope::Script];
    scopes.extend(episodes.into_iter().map(Scope::Episode));
    scopes.extend(script.scenes.iter().map(|scene| Scope::Scene(scene.id)));
    scopes.extend(script.characters.iter().map(|character| Scope::Character(character.id)));
    *by.get(&scopes)
}

/// Who is in the scope, said independently of the planner.
fn subjects(script: &Structure, scope: Scope, per: Per) -> Vec<Scope> {
    let scenes = script.scenes.iter().filter(|scene| match scope {
        Scope::Script => true,
        Scope::Episode(episode) => scene.episode == Some(episode),
        Scope::Scene(id) => scene.id == id,
        Scope::Character(id) => scene.characters.contains(&id),
    });
    match per {
        Per::Script => vec![scope],
        Per::Scene => scenes.map(|scene| Scope::Scene(scene.id)).collect(),
        Per::Character => {
            let named: BTreeSet<_> = scenes.flat_map(|scene| &scene.characters).collect();
            let cast = script.characters.iter().filter(|it| match scope {
                Scope::Script => true,
                Scope::Character(id) => it.id == id,
                Scope::Episode(_) | Scope::Scene(_) => named.contains(&it.id),
            });
            cast.map(|it| Scope::Character(it.id)).collect()
        }
    }
}

#[derive(Debug)]
struct Case {
    script: Structure,
    kinds: Vec<NodeKind>,
    asked: Produce,
}

impl Case {
    fn plan(&self, known: &impl Known) -> ProductionPlan {
        plan(&self.script, &self.asked, &self.kinds, known).unwrap()
    }
}

/// A request that makes something.
fn cases() -> impl Strategy<Value = Case> {
    let make = |(script, kinds, of, want): (Structure, Vec<NodeKind>, Index, Vec<Index>)| {
        let scope = scope(&script, of);
        let offered = offered(&kinds, scope);
        let want =
            if offered.is_empty() { vec![] } else { want.iter().map(|at| *at.get(&offered)).collect() };
        Case { asked: Produce::new(scope, want), script, kinds }
    };
    let parts = (scripts(), registries(), any::<Index>(), proptest::collection::vec(any::<Index>(), 1..4));
    parts.prop_map(make).prop_filter("nothing to make", |case| {
        let planned = plan(&case.script, &case.asked, &case.kinds, &NothingKnown);
        !matches!(
            planned,
            Err(PlanRefusal::NothingWanted | PlanRefusal::InNoScene { .. } | PlanRefusal::NoCharacters)
        )
    })
}

proptest! {
    #[test]
    fn every_node_comes_after_what_it_needs_and_no_two_are_of_the_same_inputs(case in cases()) {
        let plan = case.plan(&NothingKnown);
        for (at, node) in plan.nodes.iter().enumerate() {
            prop_assert!(node.needs.iter().all(|need| *need < at));
        }
        let hashes: BTreeSet<_> = plan.nodes.iter().map(|node| &node.input_hash).collect();
        prop_assert_eq!(hashes.len(), plan.nodes.len());
    }

    #[test]
    fn every_wanted_kind_is_there_once_for_every_subject_in_scope(case in cases()) {
        let plan = case.plan(&NothingKnown);
        for kind in case.kinds.iter().filter(|kind| case.asked.want.contains(&kind.kind)) {
            for subject in subjects(&case.script, case.asked.scope, kind.per()) {
                let of_it = |node: &&NodeDraft| node.kind == kind.kind && node.subjects.contains(&subject);
                prop_assert_eq!(plan.nodes.iter().filter(of_it).count(), 1);
            }
        }
    }

    #[test]
    fn other_ids_and_other_orders_of_the_same_content_are_the_same_plan(case in cases(), salt: u128) {
        let before = case.plan(&NothingKnown);
        let other = |id: Uuid| Uuid::from_u128(id.as_u128() ^ salt);
        let Case { mut script, kinds, mut asked } = case;
        (script.script, script.version) = (ScriptId(other(script.script.0)), VersionId(other(script.version.0)));
        for scene in &mut script.scenes {
            scene.id = SceneId(other(scene.id.0));
            scene.characters.iter_mut().for_each(|id| *id = CharacterId(other(id.0)));
            scene.characters.reverse();
        }
        script.characters.iter_mut().for_each(|it| it.id = CharacterId(other(it.id.0)));
        script.scenes.reverse();
        script.characters.reverse();
        asked.scope = match asked.scope {
            Scope::Scene(id) => Scope::Scene(SceneId(other(id.0))),
            Scope::Character(id) => Scope::Character(CharacterId(other(id.0))),
            scope => scope,
        };
        let after = Case { script, kinds, asked }.plan(&NothingKnown);
        let content = |plan: ProductionPlan| {
            let node = |node: NodeDraft| (node.kind, node.label, node.needs, node.input_hash);
            plan.nodes.into_iter().map(node).collect::<Vec<_>>()
        };
        prop_assert_eq!(content(before), content(after));
    }

    #[test]
    fn another_text_of_a_scene_changes_its_nodes_and_what_depends_on_them(mut case in cases(), which: Index) {
        case.script.scenes.iter_mut().for_each(|scene| scene.content = digest(&[scene.number.to_string()]));
        let before = case.plan(&NothingKnown);
        let at = which.index(case.script.scenes.len());
        case.script.scenes[at].content = digest(&["another text"]);
        let scene = Scope::Scene(case.script.scenes[at].id);
        let after = case.plan(&NothingKnown);
        prop_assert_eq!(before.nodes.len(), after.nodes.len());
        let mut changed: Vec<bool> = vec![];
        for (old, new) in before.nodes.iter().zip(&after.nodes) {
            prop_assert_eq!((old.kind, &old.subjects), (new.kind, &new.subjects));
            let depends = old.needs.iter().any(|need| changed[*need]);
            changed.push(depends || old.subjects.contains(&scene));
            prop_assert_eq!(old.input_hash != new.input_hash, changed[changed.len() - 1]);
        }
    }

    #[test]
    fn exactly_what_is_needed_and_was_not_made_is_to_be_made(case in cases(), made: Vec<bool>) {
        let all = case.plan(&NothingKnown);
        let mut memory = Memory::default();
        for (n, (node, _)) in (0..).zip(all.nodes.iter().zip(&made).filter(|(_, made)| **made)) {
            memory.finish(node, n);
        }
        let mut expected = BTreeSet::new();
        let mut open: Vec<_> = (0..all.nodes.len())
            .filter(|at| {
                let kind = all.nodes[*at].kind;
                let per = case.kinds.iter().find(|entry| entry.kind == kind).unwrap().per();
                let subjects = subjects(&case.script, case.asked.scope, per);
                let wanted = case.asked.want.contains(&kind);
                wanted && all.nodes[*at].subjects.iter().any(|it| subjects.contains(it))
            })
            .collect();
        while let Some(at) = open.pop() {
            let node = &all.nodes[at];
            let fresh = expected.insert((node.input_hash.clone(), memory.finished(&node.input_hash)));
            if fresh && memory.finished(&node.input_hash).is_none() {
                open.extend(&node.needs);
            }
        }
        let plan = case.plan(&memory);
        let nodes = plan.nodes.iter().map(|node| (node.input_hash.clone(), node.finished));
        prop_assert_eq!(nodes.collect::<BTreeSet<_>>(), expected);
        for (at, node) in plan.nodes.iter().enumerate() {
            prop_assert!(node.needs.iter().all(|need| *need < at));
            prop_assert!(node.finished.is_none() || node.needs.iter().all(|it| plan.nodes[*it].finished.is_some()));
            let whole = all.nodes.iter().find(|it| it.input_hash == node.input_hash).unwrap();
            prop_assert!(node.finished.is_some() || node.needs.len() == whole.needs.len());
        }
    }

    #[test]
    fn with_everything_made_nothing_is_left_to_make(case in cases()) {
        let mut memory = Memory::default();
        for (n, node) in (0..).zip(&case.plan(&NothingKnown).nodes) {
            memory.finish(node, n);
        }
        let plan = case.plan(&memory);
        prop_assert!(plan.estimate.is_nothing());
        prop_assert!(plan.into_jobs(job(1), |_| unreachable!()).requests.is_empty());
    }
    #[test]
    fn what_a_scene_or_a_character_is_made_of_does_not_depend_on_the_scope(case in cases()) {
        let part = case.plan(&NothingKnown);
        let asked = Produce::new(Scope::Script, offered(&case.kinds, Scope::Script));
        let all = plan(&case.script, &asked, &case.kinds, &NothingKnown).unwrap();
        for node in part.nodes.iter().filter(|node| matches!(node.subjects[0], Scope::Scene(_) | Scope::Character(_))) {
            let same = |it: &&NodeDraft| it.kind == node.kind && it.subjects.contains(&node.subjects[0]);
            prop_assert_eq!(all.nodes.iter().find(same).map(|it| &it.input_hash), Some(&node.input_hash));
        }
    }
}
