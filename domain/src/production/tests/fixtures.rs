//! Scripts, registries and a past to plan with.

use super::*;
use crate::ids::{AccountId, CharacterId, SceneId, ScriptId, VersionId};
use crate::vocabulary::{Genre, Tone};
use std::collections::HashMap;
use uuid::Uuid;

pub(super) const NONE: &[JobKind] = &[];
pub(super) const TIME: &[JobKind] = &[JobKind::TimeScene];

pub(super) fn job(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

/// A script with a scene for each text and a cast of two, who are in none of them.
pub(super) fn script(texts: &[&str]) -> Structure {
    let scene = |(number, text): (u32, &&str)| SceneFacts {
        id: SceneId(Uuid::from_u128(1_000 + u128::from(number))),
        number,
        heading: format!("INT. ROOM {number}"),
        episode: None,
        revision: number + 3,
        content: digest(&[text]),
        characters: vec![],
        coverage: Coverage { shots: digest(&[text, "shots"]), ..Coverage::default() },
    };
    let character = |n: u128| CharacterFacts {
        id: CharacterId(Uuid::from_u128(2_000 + n)),
        name: format!("CHARACTER {n}"),
        profile: digest(&[n.to_string()]),
    };
    Structure {
        script: ScriptId(Uuid::from_u128(1)),
        owner: AccountId(Uuid::from_u128(2)),
        about: About {
            title: "The Light".into(),
            logline: "A keeper hides a stranger".into(),
            genre: Genre::Drama,
            tone: Tone::ALL[0],
        },
        version: VersionId(Uuid::from_u128(3)),
        number: 1,
        scenes: (1..).zip(texts).map(scene).collect(),
        characters: (0..2).map(character).collect(),
    }
}

pub(super) fn asked(scope: Scope, want: &[JobKind]) -> Produce {
    Produce::new(scope, want.to_vec())
}

pub(super) fn plan_of(
    script: &Structure,
    scope: Scope,
    want: &[JobKind],
    known: &impl Known,
) -> ProductionPlan {
    plan(script, &asked(scope, want), STANDARD, known).unwrap()
}

pub(super) fn kinds_of(plan: &ProductionPlan) -> Vec<JobKind> {
    plan.nodes.iter().map(|node| node.kind).collect()
}

pub(super) fn hashes(script: &Structure, want: &[JobKind]) -> Vec<String> {
    let plan = plan_of(script, Scope::Script, want, &NothingKnown);
    plan.nodes.into_iter().map(|node| node.input_hash).collect()
}

fn any_work() -> Work {
    Work::TimeScript(crate::job::OfVersion { version: VersionId(Uuid::nil()) })
}

/// A craft per scene, whose output depends on the scene's text.
pub(super) fn scene() -> Craft {
    Craft::Scene(Making {
        label: |_, scene| format!("scene {}", scene.number),
        inputs: |_, scene| vec![scene.content.clone()],
        work: |_, _| any_work(),
    })
}

/// A craft per script or episode, whose output depends on the title and on which scenes there are.
pub(super) fn whole() -> Craft {
    Craft::Script(Making {
        label: |_, part| part.name(),
        inputs: |structure, part| [vec![structure.about.title.clone()], part.inputs()].concat(),
        work: |_, _| any_work(),
    })
}

/// A craft per character, whose output depends on the profile.
pub(super) fn character() -> Craft {
    Craft::Character(Making {
        label: |_, character| character.name.clone(),
        inputs: |_, character| vec![character.profile.clone()],
        work: |_, _| any_work(),
    })
}

pub(super) type Entry = (JobKind, Craft, &'static [JobKind], u32);

pub(super) fn registry(entries: impl IntoIterator<Item = Entry>) -> Vec<NodeKind> {
    let estimate = Cost { compute_ms: 10, usd_micros: 1 };
    let entry = |(kind, craft, needs, revision)| NodeKind {
        kind,
        craft,
        needs,
        revision,
        estimate,
        wanted: Wanted::ByAll,
    };
    entries.into_iter().map(entry).collect()
}

/// What was made before.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) finished: HashMap<String, JobId>,
    pub(super) costs: Vec<(JobKind, Cost)>,
    pub(super) made: Vec<(JobKind, Scope)>,
}

impl Memory {
    pub(super) fn finish(&mut self, node: &NodeDraft, by: u128) {
        self.finished.insert(node.input_hash.clone(), job(by));
    }
}

impl Known for Memory {
    fn finished(&self, input_hash: &str) -> Option<JobId> {
        self.finished.get(input_hash).copied()
    }

    fn estimate(&self, kind: JobKind) -> Option<Cost> {
        self.costs.iter().find(|(it, _)| *it == kind).map(|(_, cost)| *cost)
    }

    fn made_of(&self, kind: JobKind, subject: Scope) -> bool {
        self.made.contains(&(kind, subject))
    }
}
