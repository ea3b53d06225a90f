//! Who belongs to whom: which subjects a node's needs are of.
//!
//! A subject is an index, and the kind says into what: the parts, the scenes or the characters.

use super::kind::Sketch;
use super::{Craft, NodeKind, Part, Per, PlanRefusal, SceneFacts, Structure};
use crate::job::Scope;

/// The whole script among the parts.
const WHOLE: usize = 0;

/// A structure in its canonical order, and what of it was asked for.
pub(super) struct Stage {
    structure: Structure,
    /// The whole script and, if that is the scope, an episode.
    parts: Vec<Part>,
    scope: Scope,
    /// The scope as a subject.
    asked: (Per, usize),
}

impl Stage {
    pub(super) fn new(structure: &Structure, scope: Scope) -> Result<Self, PlanRefusal> {
        let mut structure = structure.clone();
        structure.scenes.sort_by_key(|scene| scene.number);
        structure.characters.sort_by(|a, b| (&a.name, &a.profile).cmp(&(&b.name, &b.profile)));
        if structure.scenes.is_empty() {
            return Err(PlanRefusal::NoScenes);
        }
        let mut parts = vec![Part { episode: None, scenes: structure.scenes.clone() }];
        let asked = match scope {
            Scope::Script => (Per::Script, WHOLE),
            Scope::Episode(episode) => {
                let of_it = |scene: &&SceneFacts| scene.episode == Some(episode);
                let scenes: Vec<_> = structure.scenes.iter().filter(of_it).cloned().collect();
                if scenes.is_empty() {
                    return Err(PlanRefusal::UnknownEpisode { episode });
                }
                parts.push(Part { episode: Some(episode), scenes });
                (Per::Script, parts.len() - 1)
            }
            Scope::Scene(scene) => {
                let at = structure.scenes.iter().position(|it| it.id == scene);
                (Per::Scene, at.ok_or(PlanRefusal::UnknownScene { scene })?)
            }
            Scope::Character(character) => {
                let at = structure.characters.iter().position(|it| it.id == character);
                (Per::Character, at.ok_or(PlanRefusal::UnknownCharacter { character })?)
            }
        };
        Ok(Self { structure, parts, scope, asked })
    }

    /// The subjects in scope.
    pub(super) fn in_scope(&self, per: Per) -> Vec<usize> {
        self.belonging(self.asked, per)
    }

    /// The subjects that belong to a subject, in order. A part has its scenes and whoever is in them; a scene
    /// has its cast, and a character its scenes; the script of a scene or a character is the whole one, so
    /// that what they are made of does not depend on what was asked for.
    pub(super) fn belonging(&self, to: (Per, usize), per: Per) -> Vec<usize> {
        match (to, per) {
            ((Per::Script, at), Per::Script)
            | ((Per::Scene, at), Per::Scene)
            | ((Per::Character, at), Per::Character) => vec![at],
            ((Per::Scene | Per::Character, _), Per::Script) => vec![WHOLE],
            ((Per::Script, WHOLE), Per::Character) => (0..self.structure.characters.len()).collect(),
            ((Per::Script, at), Per::Scene) => match self.parts[at].episode {
                None => (0..self.structure.scenes.len()).collect(),
                episode => self.scenes(|scene| scene.episode == episode),
            },
            ((Per::Script, at), Per::Character) => self.cast(&self.parts[at].scenes),
            ((Per::Scene, at), Per::Character) => self.cast(&self.structure.scenes[at..=at]),
            ((Per::Character, at), Per::Scene) => {
                let id = self.structure.characters[at].id;
                self.scenes(|scene| scene.characters.contains(&id))
            }
        }
    }

    fn scenes(&self, which: impl Fn(&SceneFacts) -> bool) -> Vec<usize> {
        let scenes = self.structure.scenes.iter().enumerate();
        scenes.filter(|(_, scene)| which(scene)).map(|(at, _)| at).collect()
    }

    fn cast(&self, scenes: &[SceneFacts]) -> Vec<usize> {
        let characters = self.structure.characters.iter().enumerate();
        let seen = |id| scenes.iter().any(|scene| scene.characters.contains(id));
        characters.filter(|(_, character)| seen(&character.id)).map(|(at, _)| at).collect()
    }

    /// What others call the subject.
    pub(super) fn subject(&self, (per, at): (Per, usize)) -> Scope {
        match per {
            Per::Script => self.parts[at].episode.map_or(Scope::Script, Scope::Episode),
            Per::Scene => Scope::Scene(self.structure.scenes[at].id),
            Per::Character => Scope::Character(self.structure.characters[at].id),
        }
    }

    /// The digest of a subject's heading and text; nothing for what is no scene.
    pub(super) fn content(&self, (per, at): (Per, usize)) -> &str {
        match per {
            Per::Scene => &self.structure.scenes[at].content,
            Per::Script | Per::Character => "",
        }
    }

    /// The kind's node for the subject.
    pub(super) fn sketch(&self, kind: &NodeKind, at: usize) -> Sketch {
        match &kind.craft {
            Craft::Script(making) => making.sketch(&self.structure, &self.parts[at]),
            Craft::Scene(making) => making.sketch(&self.structure, &self.structure.scenes[at]),
            Craft::Character(making) => making.sketch(&self.structure, &self.structure.characters[at]),
        }
    }

    /// Why the scope has no subjects for anything that was wanted.
    pub(super) fn why_empty(&self) -> PlanRefusal {
        match (self.scope, self.asked) {
            (Scope::Character(_), (_, at)) => {
                PlanRefusal::InNoScene { name: self.structure.characters[at].name.clone() }
            }
            _ => PlanRefusal::NoCharacters,
        }
    }
}
