//! The product's own kinds on a real script: planned from its structure, made, and made again only where
//! something changed.

use domain::job::{Cost, FilmOptions, JobCommand, JobDetails, JobKind, JobState, Produce, Scope, Work};
use domain::scene::{NewScene, SceneChange, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Draft, Source, VersionCommand};
use domain::{
    AccountId, Format, Genre, Job, JobId, Scene, SceneId, Script, ScriptId, ScriptType, Tone, Version,
    VersionId,
};
use event_store::edge;
use serde_json::Value;
use workers::{Crafts, TextModel};

use crate::common::{Studio, options, somebody, until};
use crate::graphs::ended;
use crate::promises;

pub(crate) struct Film {
    pub(crate) script: ScriptId,
    pub(crate) owner: AccountId,
    pub(crate) scenes: Vec<SceneId>,
}

impl Film {
    /// A script of one version with so many scenes.
    pub(crate) async fn of(studio: &Studio, scenes: u32) -> Self {
        let (script, owner) = (ScriptId(edge::fresh_id()), somebody());
        let create = ScriptCommand::Create {
            script,
            owner,
            title: "The Keeper".into(),
            format: Format::Short,
            genre: Genre::Drama,
            tone: Tone::Suspenseful,
            logline: "A keeper hides a stranger.".into(),
        };
        studio.command::<Script>(script, create).await;
        let version = VersionId(edge::fresh_id());
        studio.command::<Script>(script, ScriptCommand::AddVersion { version, parent: None }).await;
        let draft = Draft {
            version,
            script,
            owner,
            number: 1,
            parent: None,
            source: Source::Text {},
            script_type: ScriptType::Screenplay,
            text: "INT. LAMP ROOM - NIGHT\n\nMara waits.".into(),
            label: None,
            provenance: None,
        };
        studio.command::<Version>(version, VersionCommand::Draft(Box::new(draft))).await;
        let mut ids = Vec::new();
        for number in 1..=scenes {
            let scene = SceneId(edge::fresh_id());
            let new = NewScene {
                scene,
                script,
                owner,
                version,
                number,
                setting: format!("INT. ROOM {number} - NIGHT"),
                goal: String::new(),
                tension: String::new(),
                tone: Tone::Dark,
                content: format!("Mara enters room {number}.\n\nMARA\nIs anybody here?"),
                episode: None,
            };
            studio.command::<Scene>(scene, SceneCommand::Add(Box::new(new))).await;
            ids.push(scene);
        }
        Self { script, owner, scenes: ids }
    }

    pub(crate) async fn produce(&self, studio: &Studio, scope: Scope, want: &[JobKind]) -> JobDetails {
        self.produce_as(studio, scope, want, FilmOptions::default()).await
    }

    pub(crate) async fn produce_as(
        &self,
        studio: &Studio,
        scope: Scope,
        want: &[JobKind],
        film: FilmOptions,
    ) -> JobDetails {
        self.followed(studio).await;
        let job = JobId(edge::fresh_id());
        let request = JobCommand::Request {
            job,
            owner: self.owner,
            script: Some(self.script),
            work: Work::Produce(Produce { film, ..Produce::new(scope, want.to_vec()) }),
            priority: 0,
            max_attempts: 5,
            estimate: Cost::default(),
            node: None,
        };
        studio.command::<Job>(job, request).await;
        let done = ended(studio, job).await;
        self.followed(studio).await;
        done
    }

    /// Plans are of what people see: waits until they see everything.
    pub(crate) async fn followed(&self, studio: &Studio) {
        until("the read models follow", async || {
            studio.sequenced().await;
            let status = studio.projectors.status().await.unwrap();
            status.iter().all(|projector| projector.lag_events == 0)
        })
        .await;
    }
}

pub(crate) async fn made(studio: &Studio, production: &JobDetails, kind: JobKind) -> Vec<Value> {
    let mut made = Vec::new();
    for node in &production.plan.as_ref().unwrap().nodes {
        if node.kind == kind {
            made.push(studio.job(node.job).await.result.unwrap());
        }
    }
    made
}

fn reused(production: &JobDetails) -> usize {
    production.plan.as_ref().unwrap().nodes.iter().filter(|node| node.reused).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_is_timed_and_timed_again_only_where_it_changed() {
    let studio = Studio::open().await;
    studio.worker_with(options("w"), workers::kinds::standard(&TextModel::default(), &Crafts::default()));
    let film = Film::of(&studio, 3).await;
    let first = film.produce(&studio, Scope::Script, &[JobKind::TimeScript]).await;
    assert_eq!((first.state, reused(&first)), (JobState::Completed, 0), "{first:?}");
    let timing = made(&studio, &first, JobKind::TimeScript).await.remove(0);
    assert_eq!(timing["scenes"].as_array().unwrap().len(), 3);
    assert_eq!(timing["scenes"][2]["heading"], "INT. ROOM 3 - NIGHT");
    assert_eq!(timing["cast"][0]["name"], "MARA");
    assert_eq!(timing["dialogue_words"], 9);

    let again = film.produce(&studio, Scope::Script, &[JobKind::TimeScript]).await;
    assert_eq!((again.state, reused(&again)), (JobState::Completed, again.plan.unwrap().nodes.len()));

    let longer = SceneCommand::Rewrite {
        content: "Mara waits.\n\nMARA\nNobody. Then I shall sit down and wait for the morning.".into(),
        source: domain::scene::ContentSource::Hand {},
    };
    studio.command::<Scene>(film.scenes[1], longer).await;
    let third = film.produce(&studio, Scope::Script, &[JobKind::TimeScript]).await;
    assert_eq!((third.state, reused(&third)), (JobState::Completed, 2));
    let later = made(&studio, &third, JobKind::TimeScript).await.remove(0);
    assert!(later["seconds"].as_f64() > timing["seconds"].as_f64(), "{later}");
    promises::kept(&studio).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_scene_is_made_for_itself() {
    let studio = Studio::open().await;
    studio.worker_with(options("w"), workers::kinds::standard(&TextModel::default(), &Crafts::default()));
    let film = Film::of(&studio, 3).await;
    let one = film.produce(&studio, Scope::Scene(film.scenes[1]), &[JobKind::TimeScene]).await;
    assert_eq!((one.state, one.plan.as_ref().unwrap().nodes.len()), (JobState::Completed, 1));
    let timing = made(&studio, &one, JobKind::TimeScene).await.remove(0);
    assert_eq!(timing["heading"], "INT. ROOM 2 - NIGHT");
    let moved = SceneChange { setting: Some("EXT. ROOF - DAWN".into()), ..SceneChange::default() };
    studio.command::<Scene>(film.scenes[1], SceneCommand::Edit(moved)).await;
    let other = film.produce(&studio, Scope::Scene(film.scenes[1]), &[JobKind::TimeScene]).await;
    assert_eq!(reused(&other), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_planned_fails_and_says_why() {
    let studio = Studio::open().await;
    studio.worker_with(options("w"), workers::kinds::standard(&TextModel::default(), &Crafts::default()));
    let film = Film::of(&studio, 1).await;
    let nobody = Scope::Scene(SceneId(edge::fresh_id()));
    let failed = film.produce(&studio, nobody, &[JobKind::TimeScene]).await;
    let error = failed.error.unwrap();
    assert_eq!(failed.state, JobState::Failed);
    assert!(error.message.contains("scene"), "{error:?}");
}
