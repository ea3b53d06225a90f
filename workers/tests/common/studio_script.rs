//! A script to write for, and kinds that write with the small test weights.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Once;

use domain::character::{CharacterCommand, Profile};
use domain::job::{GenerateScript as Asked, Work};
use domain::script::ScriptCommand;
use domain::version::{Draft, Source, VersionCommand};
use domain::{
    AccountId, Character, CharacterId, Format, Genre, JobId, Length, ScriptId, ScriptType, Tone, Version,
    VersionId,
};
use event_store::edge;
use projections::versions;
use workers::kinds::generate_script::{Bounds, Budget, GenerateScript};
use workers::{Kinds, TextModel};

use crate::common::{Studio, somebody, until};

pub(crate) struct Script {
    pub(crate) id: ScriptId,
    pub(crate) owner: AccountId,
}

impl Script {
    pub(crate) async fn with_cast(studio: &Studio, cast: &[Profile]) -> Self {
        let (id, owner) = (ScriptId(edge::fresh_id()), somebody());
        let create = ScriptCommand::Create {
            script: id,
            owner,
            title: "The Keeper".into(),
            format: Format::Short,
            genre: Genre::Drama,
            tone: Tone::Suspenseful,
            logline: "A lighthouse keeper hides a wounded stranger from the soldiers.".into(),
        };
        studio.command::<domain::Script>(id, create).await;
        for profile in cast {
            let character = CharacterId(edge::fresh_id());
            let create = CharacterCommand::Create { character, owner, profile: profile.clone() };
            studio.command::<Character>(character, create).await;
            studio.command::<domain::Script>(id, ScriptCommand::AttachCharacter(character)).await;
        }
        Self { id, owner }
    }

    /// The script's first version, by hand; its number.
    pub(crate) async fn draft(&self, studio: &Studio, text: &str) -> u32 {
        let version = VersionId(edge::fresh_id());
        studio.command::<domain::Script>(self.id, ScriptCommand::AddVersion { version, parent: None }).await;
        let draft = Draft {
            version,
            script: self.id,
            owner: self.owner,
            number: 1,
            parent: None,
            source: Source::Text {},
            script_type: ScriptType::Screenplay,
            text: text.into(),
            label: None,
            provenance: None,
        };
        studio.command::<Version>(version, VersionCommand::Draft(Box::new(draft))).await;
        1
    }

    pub(crate) async fn generate(&self, studio: &Studio, form: ScriptType, length: Length) -> JobId {
        studio.request_work(self.owner, Some(self.id), work(form, length), 0, 5).await
    }

    pub(crate) async fn version(&self, studio: &Studio, number: u32) -> projections::Version {
        let client = studio.pool.get().await.unwrap();
        let get = async || versions::get(&client, self.owner, self.id, number).await.unwrap();
        until("the version is projected", async || get().await.is_some()).await;
        get().await.unwrap()
    }
}

pub(crate) fn work(script_type: ScriptType, length: Length) -> Work {
    Work::GenerateScript(Asked { prompt: "Begin with the storm.".into(), script_type, length })
}

/// The product's kind at lengths that take seconds.
pub(crate) fn tiny() -> Kinds {
    Kinds::default().with(GenerateScript::with_budget(model(), Budget::tiny()))
}

/// The same with scenes so long that no test sees the end of one.
pub(crate) fn endless() -> Kinds {
    let speeches = Bounds { least: 60, most: 60 };
    Kinds::default().with(GenerateScript::with_budget(model(), Budget { speeches, ..Budget::tiny() }))
}

/// The product's kinds with the small test weights.
pub(crate) fn with_model() -> Kinds {
    workers::kinds::standard(&model(), &workers::Crafts::default())
}

pub(crate) fn without_model() -> Kinds {
    workers::kinds::standard(&TextModel::new(None, None), &workers::Crafts::default())
}

/// SmolLM2-135M on one thread, so that tests side by side leave each other their cores.
fn model() -> TextModel {
    static ONE_THREAD: Once = Once::new();
    ONE_THREAD.call_once(|| {
        for name in ["CANDLE_NUM_THREADS", "RAYON_NUM_THREADS"] {
            #[expect(unsafe_code, reason = "candle takes the size of its pool from the environment only")]
            // SAFETY: Rust's own readers take a lock, and nothing else reads these two before a model is loaded.
            unsafe {
                std::env::set_var(name, "1");
            }
        }
    });
    TextModel::new(Some(weights()), NonZeroUsize::new(1))
}

/// `SPOOL_TEST_TEXT_MODEL`, else the file in the directory of models.
fn weights() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let path = variable("SPOOL_TEST_TEXT_MODEL").unwrap_or_else(|| {
        let cache =
            || variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")));
        let models = variable("SPOOL_MODELS_DIR").or_else(|| cache().map(|cache| cache.join("spool/models")));
        models.expect("HOME is set").join("smollm2-135m-instruct-q4_1.gguf")
    });
    assert!(path.exists(), "{} is missing; fetch it with `scripts/fetch-models smollm2`", path.display());
    path
}
