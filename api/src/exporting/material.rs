//! Everything that an export is made of, read once: the script, the version, its scenes and how each is cut.

use super::nothing;
use crate::auth::User;
use crate::problem::Problem;
use crate::state::App;
use domain::AssetId;
use domain::character::Profile;
use domain::job::JobKind;
use domain::scene::shot::{Coverage, ShotPlan, Take};
use projections::shots::Shot;
use projections::versions::Version;
use projections::{Character, Cursor, Limit, Scene, Script, characters, jobs, scenes, shots, versions};
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A version and all that belongs to it.
pub(super) struct Material {
    pub(super) script: Script,
    pub(super) version: Version,
    pub(super) scenes: Vec<CutScene>,
}

/// A scene and how it is cut.
pub(super) struct CutScene {
    pub(super) scene: Scene,
    /// The texts that its shots' spans are of, by revision.
    pub(super) texts: HashMap<u32, String>,
    pub(super) shots: Vec<CutShot>,
    /// How its sound was cut to these shots, if it was.
    pub(super) timing: Option<Timing>,
}

/// A shot as far as a cut needs it.
pub(super) struct CutShot {
    pub(super) name: String,
    pub(super) plan: ShotPlan,
    pub(super) take: Option<Take>,
}

/// How long shots last and what is said when, by the mix of their sound, in film frames.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Timing {
    pub(super) shots: Vec<u64>,
    #[serde(default)]
    pub(super) captions: Vec<TimedCaption>,
    #[serde(default)]
    pub(super) stems: Option<Stems>,
}

/// What a mix was made of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Stems {
    /// All lines on one reel, if anybody speaks.
    pub(super) voice: Option<Kept>,
    pub(super) lines: Vec<LaidLine>,
    pub(super) music: Kept,
    pub(super) ambience: Kept,
    pub(super) effects: Kept,
}

/// A file of sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Kept {
    pub(super) asset: AssetId,
}

/// Which stretch of the reel is heard when, in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct LaidLine {
    pub(super) speaker: String,
    pub(super) reel_ms: u64,
    pub(super) scene_ms: u64,
    pub(super) ms: u64,
}

/// What is said when, from the beginning of the scene.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct TimedCaption {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) speaker: String,
    pub(super) text: String,
}

impl Material {
    /// Reads it all.
    pub(super) async fn gather(
        app: &App,
        user: &User,
        script: &Script,
        number: u32,
    ) -> Result<Self, Problem> {
        let client = app.client().await?;
        let owner = user.account;
        let version = versions::get(&client, owner, script.id, number).await?;
        let what = || Problem::not_found("version", format!("{number} of script {}", script.id));
        let version = version.ok_or_else(what)?;
        let (mut all, mut cursor): (Vec<Scene>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let page = scenes::list(&client, owner, script.id, number, cursor.as_ref(), Limit::MOST).await?;
            all.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        let mixes = jobs::newest_of_scenes(&client, owner, script.id, JobKind::MixScene).await?;
        let mut cut = Vec::with_capacity(all.len());
        for scene in all {
            let shots = shots::of_scene(&client, owner, scene.id).await?;
            let mut texts = HashMap::from([(scene.revision, scene.content.clone())]);
            for revision in shots.iter().filter_map(|shot| shot.plan.span.map(|span| span.revision)) {
                if let Entry::Vacant(place) = texts.entry(revision) {
                    let older = scenes::revision(&client, owner, scene.id, revision).await?;
                    place.insert(older.map(|it| it.content).unwrap_or_default());
                }
            }
            let mix = mixes.iter().find(|(of, _)| of.scene == scene.id && of.revision == scene.revision);
            let timing = mix.and_then(|(_, made)| Timing::deserialize(made).ok());
            let shots = shots.into_iter().map(Into::into).collect();
            cut.push(CutScene { scene, texts, shots, timing });
        }
        let cast = characters::of_script(&client, owner, script.id).await?;
        drop(client);
        let script = script.clone();
        super::apart(move || {
            plan_the_rest(&mut cut, &script, &cast);
            Ok(Self { script, version, scenes: cut })
        })
        .await
    }

    /// Refuses a version that nothing can be cut of.
    pub(super) fn must_have_scenes(&self) -> Result<(), Problem> {
        if self.scenes.is_empty() { Err(nothing("the version has no scenes to cut")) } else { Ok(()) }
    }
}

impl From<Shot> for CutShot {
    fn from(it: Shot) -> Self {
        Self { name: it.name, plan: it.plan, take: it.active.map(|it| it.take) }
    }
}

/// Scenes that nobody has broken down are cut as their texts give it.
fn plan_the_rest(scenes: &mut [CutScene], script: &Script, cast: &[Character]) {
    if scenes.iter().all(|it| !it.shots.is_empty()) {
        return;
    }
    let profiles: Vec<Profile> = cast.iter().map(profile).collect();
    let known: Vec<breakdown::Known<'_>> = profiles
        .iter()
        .zip(cast)
        .map(|(profile, it)| breakdown::Known { profile, look: it.settled_look.as_ref() })
        .collect();
    let texts: Vec<breakdown::CoverScene<'_>> = scenes
        .iter()
        .map(|CutScene { scene, .. }| breakdown::CoverScene {
            heading: &scene.setting,
            content: &scene.content,
            revision: scene.revision,
            tone: scene.tone,
            tension: &scene.tension,
            changes: &scene.changes,
        })
        .collect();
    let covered = breakdown::cover(&texts, script.genre, &known);
    for (it, cover) in scenes.iter_mut().zip(covered).filter(|(it, _)| it.shots.is_empty()) {
        let number = it.scene.number;
        let plans = cover.breakdown.map(|it| it.shots).unwrap_or_default();
        let letters = (0..).map(domain::scene::shot::Letters);
        let shots = plans.into_iter().zip(letters);
        it.shots = shots
            .map(|(plan, letters)| CutShot { name: format!("{number}{letters}"), plan, take: None })
            .collect();
    }
}

fn profile(it: &Character) -> Profile {
    Profile {
        name: it.name.clone(),
        personality: it.personality.clone(),
        goals: it.goals.clone(),
        voice: it.voice.clone(),
        backstory: it.backstory.clone(),
        look: it.look.clone(),
    }
}

impl CutScene {
    /// What the scene's mix says, if it is of as many shots as there are.
    pub(super) fn mixed(&self) -> Option<&Timing> {
        self.timing.as_ref().filter(|timing| timing.shots.len() == self.shots.len())
    }

    /// Whether a shot has words of its own: a reaction only answers those of another.
    pub(super) fn speaks(shot: &CutShot) -> bool {
        shot.plan.role != Coverage::Reaction
    }
}
