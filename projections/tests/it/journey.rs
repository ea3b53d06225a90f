//! Random lives of a script: whatever a person and a worker may do, in any order. What is refused is part of
//! life.

use crate::assets::picture;
use crate::world::{World, request, start};
use domain::asset::{AssetCommand, AssetTag};
use domain::character::{CharacterCommand, ProfileChange};
use domain::job::{Cost, ErrorClass, JobCommand, JobError, Phase};
use domain::scene::{ContentSource, SceneChange, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Source, VersionCommand};
use domain::{
    Asset, AssetId, Character, CharacterId, Genre, Job, JobId, Role, Scene, SceneId, Script, ScriptId, Tone,
    Version, VersionId,
};
use event_store::edge;
use proptest::prelude::*;
use serde_json::json;

/// One step; numbers choose among what there is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Script(u8, u8),
    Cast(u8, bool),
    Profile(u8, u8),
    Draft(u8),
    Version(u8, u8),
    AddScene(u8),
    Scene(u8, u8),
    Shots(u8, u8),
    Job(u8, u8),
    Asset(u8, u8),
}

pub(crate) fn steps(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Step>> {
    let n = any::<u8>;
    let step = prop_oneof![
        2 => (n(), n()).prop_map(|(what, text)| Step::Script(what, text)),
        1 => (n(), any::<bool>()).prop_map(|(who, in_it)| Step::Cast(who, in_it)),
        1 => (n(), n()).prop_map(|(who, what)| Step::Profile(who, what)),
        2 => n().prop_map(Step::Draft),
        1 => (n(), n()).prop_map(|(which, what)| Step::Version(which, what)),
        1 => n().prop_map(Step::AddScene),
        3 => (n(), n()).prop_map(|(which, what)| Step::Scene(which, what)),
        3 => (n(), n()).prop_map(|(which, what)| Step::Shots(which, what)),
        3 => (n(), n()).prop_map(|(which, what)| Step::Job(which, what)),
        2 => (n(), n()).prop_map(|(which, what)| Step::Asset(which, what)),
    ];
    prop::collection::vec(step, length)
}

/// What a life has made so far.
pub(crate) struct Journey {
    pub(crate) script: ScriptId,
    pub(crate) characters: Vec<CharacterId>,
    pub(crate) versions: Vec<(VersionId, u32)>,
    pub(crate) scenes: Vec<SceneId>,
    pub(crate) jobs: Vec<JobId>,
    pub(crate) assets: Vec<AssetId>,
}

fn pick<T: Copy>(from: &[T], n: u8) -> Option<T> {
    (!from.is_empty()).then(|| from[usize::from(n) % from.len()])
}

impl Journey {
    pub(crate) async fn begin(world: &World) -> Self {
        let script = world.script("Title").await;
        let characters = vec![world.character("Mara").await, world.character("Tom").await];
        Self {
            script,
            characters,
            versions: Vec::new(),
            scenes: Vec::new(),
            jobs: Vec::new(),
            assets: Vec::new(),
        }
    }

    pub(crate) async fn take(&mut self, world: &World, step: Step) {
        match step {
            Step::Script(what, text) => self.change_script(world, what, text).await,
            Step::Cast(who, in_it) => {
                let who = pick(&self.characters, who).unwrap();
                let command = if in_it {
                    ScriptCommand::AttachCharacter(who)
                } else {
                    ScriptCommand::DetachCharacter(who)
                };
                world.give::<Script>(self.script, command).await;
            }
            Step::Profile(who, what) => {
                let command = match what % 4 {
                    0 => CharacterCommand::Archive,
                    1 => CharacterCommand::Restore,
                    _ => CharacterCommand::Edit(ProfileChange {
                        name: (what % 4 == 2).then(|| format!("Name {what}")),
                        look: Some(format!("Look {what}")),
                        ..ProfileChange::default()
                    }),
                };
                world.give::<Character>(pick(&self.characters, who).unwrap(), command).await;
            }
            Step::Draft(scenes) => self.draft(world, scenes % 4).await,
            Step::Version(which, what) => {
                let Some((version, _)) = pick(&self.versions, which) else { return };
                let command = match what % 3 {
                    0 => VersionCommand::Label(None),
                    1 => VersionCommand::Label(Some(format!("Label {what}"))),
                    _ => VersionCommand::Note(format!("Note {what}")),
                };
                world.give::<Version>(version, command).await;
            }
            Step::AddScene(to) => {
                let Some((version, _)) = pick(&self.versions, to) else { return };
                let (id, add) = world.scene(self.script, version, u32::from(to) + 1);
                world.give::<Scene>(id, add).await;
                self.scenes.push(id);
            }
            Step::Scene(which, what) => self.change_scene(world, which, what).await,
            Step::Shots(which, what) => {
                let Some(scene) = pick(&self.scenes, which) else { return };
                crate::shots::step(world, scene, which, what).await;
            }
            Step::Job(which, what) => self.drive(world, which, what).await,
            Step::Asset(which, what) => self.change_asset(world, which, what).await,
        }
    }

    async fn change_script(&self, world: &World, what: u8, text: u8) {
        let (genre, tone) = (pick(Genre::ALL, text).unwrap(), pick(Tone::ALL, text).unwrap());
        let account = world.owner.0.as_u128() + 1 + u128::from(text % 2);
        let account = domain::AccountId(uuid::Uuid::from_u128(account));
        let command = match what % 9 {
            0 => ScriptCommand::Retitle(format!("Title {text}")),
            1 => ScriptCommand::ChangeLogline(format!("Logline {text}")),
            2 => ScriptCommand::ChangeGenre { genre, unlock: text.is_multiple_of(2) },
            3 => ScriptCommand::ChangeTone { tone, unlock: true },
            4 => ScriptCommand::Archive,
            5 | 6 => ScriptCommand::Restore,
            7 => ScriptCommand::Share { account, role: Role::Viewer },
            _ => ScriptCommand::Unshare(account),
        };
        world.give::<Script>(self.script, command).await;
    }

    /// An archived script takes no draft.
    async fn draft(&mut self, world: &World, scenes: u8) {
        let loaded = world.store.load::<Script>(self.script).await.unwrap().unwrap();
        if loaded.state.details().unwrap().archived {
            return;
        }
        let source = match pick(&self.jobs, scenes) {
            Some(job_id) if scenes.is_multiple_of(2) => Source::Job { job_id },
            _ => Source::Text {},
        };
        let drafted = world.draft(self.script, source, u32::from(scenes)).await;
        self.versions.push(drafted);
        let client = world.client().await;
        let select = "select aggregate_id from events where aggregate_type = 'scene'
            and payload ->> 'version' = $1 and sequence = 1 order by id";
        for row in client.query(select, &[&drafted.0.to_string()]).await.unwrap() {
            self.scenes.push(row.get::<_, &str>(0).parse().unwrap());
        }
    }

    async fn change_scene(&self, world: &World, which: u8, what: u8) {
        let Some(scene) = pick(&self.scenes, which) else { return };
        let command = match what % 6 {
            0 => SceneCommand::Remove,
            1 => SceneCommand::Move(u32::from(what) + 1),
            2 | 3 => {
                SceneCommand::Rewrite { content: format!("Text {what}"), source: ContentSource::Hand {} }
            }
            _ => SceneCommand::Edit(SceneChange {
                goal: Some(format!("Goal {what}")),
                tone: pick(Tone::ALL, what),
                ..SceneChange::default()
            }),
        };
        world.give::<Scene>(scene, command).await;
    }

    async fn change_asset(&mut self, world: &World, which: u8, what: u8) {
        let command = match (pick(&self.assets, which), what % 4) {
            (Some(_), 0) => AssetCommand::Delete { reason: None },
            (Some(_), 1 | 2) => AssetCommand::Retag(pick(AssetTag::ALL, what).unwrap()),
            _ => {
                let mut new = picture(world.owner, 'a', what.into());
                new.belongs.script = (which.is_multiple_of(2)).then_some(self.script);
                self.assets.push(new.asset);
                world.give::<Asset>(new.asset, AssetCommand::Add(Box::new(new))).await;
                return;
            }
        };
        world.give::<Asset>(pick(&self.assets, which).unwrap(), command).await;
    }

    async fn drive(&mut self, world: &World, which: u8, what: u8) {
        if what.is_multiple_of(12) || self.jobs.is_empty() {
            let job = JobId(edge::fresh_id());
            world.give::<Job>(job, request(job, world.owner, Some(self.script))).await;
            self.jobs.push(job);
            return;
        }
        let job = pick(&self.jobs, which).unwrap();
        let loaded = world.store.load::<Job>(job).await.unwrap().unwrap();
        let attempt = loaded.state.details().unwrap().attempt;
        let error = JobError { class: ErrorClass::Transient, message: "out of memory".into() };
        let command = match what % 12 {
            1 | 2 => JobCommand::Validate,
            3 => JobCommand::Queue,
            4 | 5 => start(),
            6 => JobCommand::EnterPhase { attempt, phase: Phase::GeneratingText },
            7 => JobCommand::Output { attempt, key: "plan".into(), value: json!(what) },
            8 => {
                JobCommand::Complete { attempt, result: json!({"version_number": 1}), cost: Cost::default() }
            }
            9 => {
                JobCommand::FailAttempt { attempt, error, retry_at: Some(edge::now()), cost: Cost::default() }
            }
            10 => JobCommand::RequestCancel { reason: None },
            _ => JobCommand::Retry { nodes: vec![] },
        };
        world.give::<Job>(job, command).await;
    }
}

/// The contents of every table of the read models, as one hash each.
pub(crate) async fn contents(world: &World) -> Vec<(&'static str, String)> {
    const TABLES: [&str; 15] = [
        "scripts",
        "script_characters",
        "versions",
        "scenes",
        "scene_revisions",
        "shots",
        "takes",
        "characters",
        "jobs",
        "history",
        "history_names",
        "history_cast",
        "assets",
        "asset_readers",
        "asset_usage",
    ];
    let client = world.client().await;
    let mut hashes = Vec::new();
    for table in TABLES {
        let sql =
            format!("select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) from {table} t");
        hashes.push((table, client.query_one(&sql, &[]).await.unwrap().get(0)));
    }
    hashes
}
