//! What a worker does to a job, by the same commands and the same progress writer, at the test's pace.

use crate::world::World;
use domain::job::{Cost, ErrorClass, JobCommand, JobError, JobState, Phase};
use domain::scene::{NewScene, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Draft, Source, VersionCommand};
use domain::{Actor, CommandId, Job, JobId, SceneId, ScriptId, ScriptType, Tone, VersionId};
use event_store::{CommandContext, edge};
use projections::ProgressWriter;
use projections::progress::{JobAttempt, Report};
use serde_json::json;

/// A worker that has one job.
pub(crate) struct Worker {
    world: World,
    pub(crate) job: JobId,
    pub(crate) attempt: u32,
}

impl Worker {
    /// Takes a job that was asked for.
    pub(crate) async fn take(world: &World, job: &str) -> Self {
        let mut worker = Self { world: world.clone(), job: job.parse().unwrap(), attempt: 0 };
        let job = worker.details().await;
        if job.state == JobState::Pending {
            worker.say(JobCommand::Validate).await;
            worker.say(JobCommand::Queue).await;
        }
        worker.attempt = job.attempt + 1;
        worker.say(JobCommand::Start { worker: "test".into(), lease_s: 60 }).await;
        worker
    }

    pub(crate) fn context(&self) -> CommandContext {
        let mut context = CommandContext::new(Actor::Worker("test".into()), CommandId(edge::fresh_id()));
        context.job_id = Some(self.job);
        context
    }

    pub(crate) async fn say(&self, command: JobCommand) {
        self.world.store.execute::<Job>(self.job, command, &self.context()).await.unwrap();
    }

    pub(crate) async fn details(&self) -> domain::job::JobDetails {
        let job = self.world.store.load::<Job>(self.job).await.unwrap().unwrap();
        job.state.details().unwrap().clone()
    }

    pub(crate) async fn begin(&self) {
        self.say(JobCommand::EnterPhase { attempt: self.attempt, phase: Phase::GeneratingText }).await;
    }

    /// A finished part.
    pub(crate) async fn output(&self, key: &str) {
        let (attempt, key) = (self.attempt, key.to_owned());
        self.say(JobCommand::Output { attempt, key, value: json!({ "words": 12 }) }).await;
    }

    /// Words as they are written.
    pub(crate) async fn writer(&self) -> ProgressWriter {
        let job = self.details().await;
        let attempt =
            JobAttempt { job: self.job, attempt: self.attempt, owner: job.owner, script: job.script };
        ProgressWriter::start(self.world.pool.clone(), attempt, report(0.0))
    }

    /// Ends with a version of this text, with one scene, all at once.
    pub(crate) async fn complete(&self, text: &str) {
        let job = self.details().await;
        let (script, owner): (ScriptId, _) = (job.script.unwrap(), job.owner);
        let version = VersionId(edge::fresh_id());
        let mut unit = self.world.store.unit(self.context());
        let head = unit.load::<domain::Script>(script).await.unwrap().unwrap();
        let parent = head.state.details().unwrap().head.map(|head| head.number);
        unit.execute::<domain::Script>(script, ScriptCommand::AddVersion { version, parent }).await.unwrap();
        let number = parent.unwrap_or(0) + 1;
        let draft = Draft {
            version,
            script,
            owner,
            number,
            parent,
            source: Source::Job { job_id: self.job },
            script_type: ScriptType::Screenplay,
            text: text.into(),
            label: None,
            provenance: None,
        };
        unit.execute::<domain::Version>(version, VersionCommand::Draft(Box::new(draft))).await.unwrap();
        let scene = SceneId(edge::fresh_id());
        let new = NewScene {
            scene,
            script,
            owner,
            version,
            number: 1,
            setting: "INT. LAMP ROOM - NIGHT".into(),
            goal: String::new(),
            tension: String::new(),
            tone: Tone::Dark,
            content: "The lamp dies.".into(),
            episode: None,
        };
        unit.execute::<domain::Scene>(scene, SceneCommand::Add(Box::new(new))).await.unwrap();
        let result = json!({ "version_id": version, "version_number": number });
        unit.execute::<Job>(
            self.job,
            JobCommand::Complete { attempt: self.attempt, result, cost: Cost::default() },
        )
        .await
        .unwrap();
        unit.commit().await.unwrap();
    }

    pub(crate) async fn fail(&self) {
        let error = JobError { class: ErrorClass::Permanent, message: "the model is gone".into() };
        self.say(JobCommand::FailAttempt {
            attempt: self.attempt,
            error,
            retry_at: None,
            cost: Cost::default(),
        })
        .await;
    }
}

/// How far the writing is.
pub(crate) fn report(fraction: f64) -> Report {
    Report {
        state: JobState::Running,
        phase: Some(Phase::GeneratingText),
        step: 1,
        total_steps: 1,
        fraction,
        message: "writing".into(),
        eta_s: Some(1.0),
        preview: None,
    }
}
