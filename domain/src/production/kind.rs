//! What a kind of work says of itself, and the rules for a list of kinds.

use super::{CharacterFacts, Part, PlanRefusal, RegistryFault, SceneFacts, Structure};
use crate::job::{Cost, JobKind, Produce, Scope, Work};

/// A kind of work that productions are made of.
#[derive(Debug)]
pub struct NodeKind {
    /// Its name.
    pub kind: JobKind,
    /// What it is made of, and how.
    pub craft: Craft,
    /// The kinds whose outputs it takes: of the same subject, or of every subject that belongs to it.
    pub needs: &'static [JobKind],
    /// Raised when the same inputs would now give another output.
    pub revision: u32,
    /// What one costs, until there is experience.
    pub estimate: Cost,
    /// Whether people may ask for it, and not only other kinds.
    pub wanted: Wanted,
}

/// Who asks for a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Only kinds that need it.
    ByKinds,
    /// Whoever names it, too.
    ByName,
    /// Whoever names no kind and asks for less than a whole script or episode, too.
    InParts,
    /// Whoever names no kind, too.
    ByAll,
}

/// What one node of a kind is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// The whole script, or an episode of it.
    Script,
    /// One scene.
    Scene,
    /// One character.
    Character,
}

/// How a kind's nodes are made, by what they are made of.
#[derive(Debug)]
pub enum Craft {
    /// One for the script, or the episode.
    Script(Making<Part>),
    /// One a scene.
    Scene(Making<SceneFacts>),
    /// One a character.
    Character(Making<CharacterFacts>),
}

/// How one node is made of its subject.
#[derive(Debug)]
pub struct Making<S> {
    /// What people call it.
    pub label: fn(&Structure, &S) -> String,
    /// Everything that the output depends on beyond the outputs of its needs. No ids: an equal text in a new
    /// version is the same input.
    pub inputs: fn(&Structure, &S) -> Vec<String>,
    /// What a worker is asked for.
    pub work: fn(&Structure, &S) -> Work,
}

/// A node before it has needs.
pub(super) struct Sketch {
    pub(super) label: String,
    pub(super) inputs: Vec<String>,
    pub(super) work: Work,
}

impl<S> Making<S> {
    pub(super) fn sketch(&self, structure: &Structure, subject: &S) -> Sketch {
        Sketch {
            label: (self.label)(structure, subject),
            inputs: (self.inputs)(structure, subject),
            work: (self.work)(structure, subject),
        }
    }
}

impl NodeKind {
    /// What one node is made of.
    pub const fn per(&self) -> Per {
        match self.craft {
            Craft::Script(_) => Per::Script,
            Craft::Scene(_) => Per::Scene,
            Craft::Character(_) => Per::Character,
        }
    }

    /// Whether it can be made of that.
    pub const fn applies_to(&self, scope: Scope) -> bool {
        match (scope, self.per()) {
            (Scope::Script | Scope::Episode(_), _)
            | (Scope::Scene(_) | Scope::Character(_), Per::Scene)
            | (Scope::Character(_), Per::Character) => true,
            (Scope::Scene(_), Per::Script | Per::Character) | (Scope::Character(_), Per::Script) => false,
        }
    }
}

/// What they get of that who name no kind.
pub fn offered(kinds: &[NodeKind], scope: Scope) -> Vec<JobKind> {
    let whole = matches!(scope, Scope::Script | Scope::Episode(_));
    let given = |it: &&NodeKind| match it.wanted {
        Wanted::ByAll => true,
        Wanted::InParts => !whole,
        Wanted::ByName | Wanted::ByKinds => false,
    };
    kinds.iter().filter(|it| it.applies_to(scope)).filter(given).map(|it| it.kind).collect()
}

/// The kinds that were asked for, in the registry's order and each once.
pub(super) fn wanted<'a>(
    kinds: &'a [NodeKind],
    asked: &Produce,
) -> Result<impl Iterator<Item = &'a NodeKind>, PlanRefusal> {
    if asked.want.is_empty() {
        return Err(PlanRefusal::NothingWanted);
    }
    for &kind in &asked.want {
        let entry = kinds.iter().find(|entry| entry.kind == kind && entry.wanted != Wanted::ByKinds);
        if !entry.ok_or(PlanRefusal::NotOffered { kind })?.applies_to(asked.scope) {
            return Err(PlanRefusal::NotOfScope { kind, scope: name(asked.scope) });
        }
    }
    Ok(kinds.iter().filter(|entry| asked.want.contains(&entry.kind)))
}

const fn name(scope: Scope) -> &'static str {
    match scope {
        Scope::Script => "a script",
        Scope::Episode(_) => "an episode",
        Scope::Scene(_) => "one scene",
        Scope::Character(_) => "one character",
    }
}

/// Whether every need is registered, once, and none leads back to itself.
pub(super) fn check(kinds: &[NodeKind]) -> Result<(), RegistryFault> {
    for (at, NodeKind { kind, needs, .. }) in kinds.iter().enumerate() {
        if kinds.iter().take(at).any(|earlier| earlier.kind == *kind) {
            return Err(RegistryFault::Twice { kind: *kind });
        }
        if let Some(need) = needs.iter().find(|need| kinds.iter().all(|entry| entry.kind != **need)) {
            return Err(RegistryFault::Unregistered { kind: *kind, need: *need });
        }
    }
    let mut left: Vec<&NodeKind> = kinds.iter().collect();
    while let Some(first) = left.first() {
        let waiting: Vec<JobKind> = left.iter().map(|entry| entry.kind).collect();
        let before = left.len();
        let circular = RegistryFault::Circular { kind: first.kind };
        left.retain(|entry| entry.needs.iter().any(|need| waiting.contains(need)));
        if left.len() == before {
            return Err(circular);
        }
    }
    Ok(())
}
