//! Measures a scene: its length on paper and on screen, and who speaks how much.
//!
//! On screen it is timed as it is read: English speech on stage runs at about 150 words a minute, and a line
//! of action plays at about 240. On paper it is counted in eighths of a page, as schedules do.

use std::sync::Arc;

use domain::job::{JobKind, Work};
use screenplay::statistics;
use serde::{Deserialize, Serialize};

use super::inputs::{self, SceneText};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::{Kind, Made, Making};
use crate::running::RunningJob;

/// Words of dialogue spoken in a second.
const SPOKEN: f64 = 150.0 / 60.0;
/// Words of action played in a second.
const PLAYED: f64 = 240.0 / 60.0;

/// The kind `time_scene`.
pub(crate) struct TimeScene;

/// The measure of a scene. It says nothing of where the scene stands: an equal scene has an equal one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SceneTiming {
    /// Its slugline.
    pub(crate) heading: String,
    /// Its length in eighths of a page.
    pub(crate) page_eighths: u32,
    /// How long it plays.
    pub(crate) seconds: f64,
    /// Words that are spoken.
    pub(crate) dialogue_words: u64,
    /// Words that are played.
    pub(crate) action_words: u64,
    /// Who speaks, the most lines first.
    pub(crate) speakers: Vec<Speaker>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Speaker {
    /// The name on the cue.
    pub(crate) name: String,
    /// How many speeches.
    pub(crate) lines: u32,
    /// How many words.
    pub(crate) words: u64,
}

impl Kind for TimeScene {
    fn kind(&self) -> JobKind {
        JobKind::TimeScene
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn light(&self) -> bool {
        true
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let Work::TimeScene(of) = job.job().work.clone() else {
                return Err(JobError::fail("this is no scene to measure"));
            };
            let timing = measure(&inputs::scene(&job, of).await?)?;
            Ok(Made::Result(serde_json::to_value(timing).map_err(JobError::fail)?))
        })
    }
}

fn measure(scene: &SceneText) -> Result<SceneTiming, JobError> {
    let parsed = screenplay::parse(&scene.fountain()).map_err(JobError::fail)?;
    let counted = statistics(&parsed);
    let dialogue_words: u64 = counted.characters.iter().map(|speaker| speaker.words).sum();
    let heading_words = scene.heading.split_whitespace().count() as u64;
    let action_words = counted.words.saturating_sub(dialogue_words).saturating_sub(heading_words);
    #[expect(clippy::cast_precision_loss, reason = "a scene has some thousand words")]
    let seconds = dialogue_words as f64 / SPOKEN + action_words as f64 / PLAYED;
    let speakers = counted.characters.into_iter();
    Ok(SceneTiming {
        heading: scene.heading.clone(),
        page_eighths: counted.page_eighths,
        seconds: (seconds * 10.0).round() / 10.0,
        dialogue_words,
        action_words,
        speakers: speakers.map(|it| Speaker { name: it.name, lines: it.lines, words: it.words }).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scene_plays_as_long_as_its_words_take() {
        let content = "Mara waits at the lamp.\n\nMARA\nWho is there at this hour?\n\nTOM\nOnly me.";
        let scene = SceneText { heading: "INT. LAMP ROOM - NIGHT".into(), content: content.into() };
        let timing = measure(&scene).unwrap();
        assert_eq!(timing.dialogue_words, 8);
        assert!(timing.seconds > 3.0 && timing.seconds < 7.0, "{timing:?}");
        assert_eq!(timing.page_eighths, 2);
        let names: Vec<&str> = timing.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, ["MARA", "TOM"]);
    }

    #[test]
    fn an_empty_scene_takes_no_time() {
        let scene = SceneText { heading: "EXT. BEACH - DAY".into(), content: String::new() };
        let timing = measure(&scene).unwrap();
        assert_eq!((timing.dialogue_words, timing.action_words), (0, 0));
        assert!(timing.seconds.abs() < f64::EPSILON);
    }
}
