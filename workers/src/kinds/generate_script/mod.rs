//! Writes a new version of a script with the local language model.
//!
//! Structure is never left to the model's luck: the plan and every part are written under a grammar, each
//! finished part is recorded, and the whole is assembled by the crate that knows Fountain. An attempt that
//! follows another goes on after its last finished part.

mod budget;
mod cast;
mod desk;
mod examples;
mod finish;
mod flavour;
mod grammar;
mod material;
mod outline;
mod plan;
mod planning;
mod prompt;
mod proof;

mod screenplay;
mod treatment;

use std::sync::Arc;
use std::time::Duration;

use ::screenplay::Screenplay;
use domain::ScriptType;
use domain::job::{JobKind, Phase};
use domain::version::Provenance;
use inference::Message;

pub use budget::{Bounds, Budget, ByLength};

use self::desk::Desk;
use self::examples::Film;
use self::finish::Finished;
use self::material::Material;
use self::plan::Step;
use self::prompt::Clip;
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::{Kind, Made, Making, quote};
use crate::models::TextModel;
use crate::running::RunningJob;

/// Tokens that a prompt leaves for the rest of the conversation and the answer.
const ROOM: usize = 1_400;

/// The kind `generate_script`.
#[derive(Clone)]
pub struct GenerateScript {
    model: TextModel,
    budget: Budget,
}

impl GenerateScript {
    /// Writes with a model, at the usual lengths.
    pub fn new(model: TextModel) -> Self {
        Self::with_budget(model, Budget::default())
    }

    /// Writes with a model, at other lengths.
    pub fn with_budget(model: TextModel, budget: Budget) -> Self {
        Self { model, budget }
    }

    async fn make(&self, job: RunningJob) -> Result<Made, JobError> {
        let material = Material::gather(&job).await?;
        job.enter_phase(Phase::GeneratingText).await?;
        // A gigabyte takes seconds to digest: meanwhile the writing begins.
        let model = self.model.clone();
        let card = tokio::spawn(async move { model.card().await });
        let mut desk = Desk::open(job.clone(), &self.model).await?;
        let brief = Brief::fit(material, &mut desk, self.budget).await?;
        let (text, steps) = write(&mut desk, &brief).await?;
        let card = card.await.map_err(JobError::retry)??;
        let Brief { material, .. } = brief;
        let script_type = material.asked.script_type;
        let provenance = Provenance {
            engine: "candle".to_owned(),
            model: card.name,
            licence: card.licence,
            origin: card.origin,
            sha256: card.sha256.unwrap_or_default(),
            prompt: material.asked.prompt,
            seed: desk.seed(),
            tokens: desk.tokens(),
        };
        let script = job.job().script.ok_or_else(|| JobError::fail("the job names no script"))?;
        // Somebody else may have the model while this is recorded.
        drop(desk);
        finish::record(&job, &Finished { script, text, steps, script_type, tone: material.tone, provenance })
            .await
    }
}

impl Kind for GenerateScript {
    fn kind(&self) -> JobKind {
        JobKind::GenerateScript
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn writes(&self) -> bool {
        true
    }

    /// A long script on a small machine that does other things too.
    fn time_limit(&self) -> Duration {
        Duration::from_hours(2)
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move { self.make(job).await })
    }
}

/// What a text is written from, in the words of the prompts.
struct Brief {
    material: Material,
    budget: Budget,
    /// The system prompt.
    system: String,
    /// The film in a line, for the turns.
    line: String,
    /// What the writer wants of it, in another.
    wanted: String,
}

impl Brief {
    /// As much of the material as the model takes in.
    async fn fit(material: Material, desk: &mut Desk, budget: Budget) -> Result<Self, JobError> {
        if !material.has_uncased_letters() {
            desk.keep_to_cased_letters();
        }
        let mut brief =
            Self { system: String::new(), line: String::new(), wanted: String::new(), material, budget };
        for clip in Clip::LADDER {
            brief.system = prompt::system(&brief.material, clip);
            (brief.line, brief.wanted) = lines(&brief.material, clip);
            let longest = brief.turns(examples::story(), format!("{}\n{}", brief.line, brief.wanted));
            let (tokens, context) = desk.measure(longest).await?;
            if tokens + ROOM <= context {
                break;
            }
        }
        Ok(brief)
    }

    /// The film, as the turns name it.
    fn film(&self) -> Film<'_> {
        Film { line: &self.line, wanted: &self.wanted }
    }

    /// A conversation: the rules and the film, how such answers look, and what is asked now.
    fn turns(&self, examples: Vec<Message>, asked: String) -> Vec<Message> {
        let mut turns = vec![Message::system(self.system.clone())];
        turns.extend(examples);
        turns.push(Message::user(asked));
        turns
    }
}

/// What the film is about, in a line, and what the writer wants: its mood, where nothing more was said.
fn lines(material: &Material, clip: Clip) -> (String, String) {
    let (logline, asked) = (material.logline.trim(), material.asked.prompt.trim());
    let story = if logline.is_empty() { asked } else { logline };
    let mood = flavour::tone(material.tone);
    let wanted = if asked == story { mood } else { asked };
    let quoted = |text: &str| quote::quoted(text, clip.story);
    (format!("Film: {}", quoted(story)), format!("The writer wants: {}", quoted(wanted)))
}

/// The text, and what its scenes were planned for.
async fn write(desk: &mut Desk, brief: &Brief) -> Result<(Screenplay, Vec<Step>), JobError> {
    let (text, steps) = match brief.material.asked.script_type {
        ScriptType::Screenplay => {
            let (plan, text) = screenplay::write(desk, brief).await?;
            (text, plan.steps)
        }
        ScriptType::Treatment => (treatment::write(desk, brief).await?, Vec::new()),
        ScriptType::Outline => (outline::write(desk, brief).await?, Vec::new()),
    };
    // Read back as anyone will read it.
    ::screenplay::parse(&text.to_string()).map_err(JobError::fail)?;
    Ok((text, steps))
}
