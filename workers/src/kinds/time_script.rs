//! Adds up the measures of scenes: running time, pages, and who has how much to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::job::JobKind;
use screenplay::Statistics;
use serde::Serialize;

use super::inputs;
use super::time_scene::{SceneTiming, Speaker};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::{Kind, Made, Making};
use crate::running::RunningJob;

/// The kind `time_script`.
pub(crate) struct TimeScript;

/// The measure of a script or an episode.
#[derive(Debug, PartialEq, Serialize)]
struct ScriptTiming {
    /// How long it plays.
    seconds: f64,
    /// Its length in eighths of a page.
    page_eighths: u32,
    /// The same as schedules write it: `12 3/8`.
    pages: String,
    dialogue_words: u64,
    action_words: u64,
    /// One line a scene, in their order.
    scenes: Vec<Strip>,
    /// Everyone who speaks, the most words first.
    cast: Vec<Part>,
}

/// A scene's line.
#[derive(Debug, PartialEq, Serialize)]
struct Strip {
    heading: String,
    page_eighths: u32,
    seconds: f64,
    /// When it begins, from the beginning of the whole.
    at_s: f64,
    speakers: Vec<String>,
}

/// What somebody has to do.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Part {
    name: String,
    scenes: u32,
    lines: u32,
    words: u64,
}

impl Kind for TimeScript {
    fn kind(&self) -> JobKind {
        JobKind::TimeScript
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn light(&self) -> bool {
        true
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let timing = add_up(inputs::outputs(&job).await?);
            Ok(Made::Result(serde_json::to_value(timing).map_err(JobError::fail)?))
        })
    }
}

fn add_up(scenes: Vec<SceneTiming>) -> ScriptTiming {
    let mut sum = ScriptTiming {
        seconds: 0.0,
        page_eighths: 0,
        pages: String::new(),
        dialogue_words: 0,
        action_words: 0,
        scenes: Vec::with_capacity(scenes.len()),
        cast: Vec::new(),
    };
    let mut cast: BTreeMap<String, Part> = BTreeMap::new();
    for scene in scenes {
        let SceneTiming { heading, page_eighths, seconds, .. } = scene;
        let speakers = scene.speakers.iter().map(|speaker| speaker.name.clone()).collect();
        sum.scenes.push(Strip { heading, page_eighths, seconds, at_s: tenths(sum.seconds), speakers });
        sum.seconds += seconds;
        sum.page_eighths += page_eighths;
        sum.dialogue_words += scene.dialogue_words;
        sum.action_words += scene.action_words;
        for Speaker { name, lines, words } in scene.speakers {
            let part = cast.entry(name.clone()).or_insert_with(|| Part { name, ..Part::default() });
            part.scenes += 1;
            part.lines += lines;
            part.words += words;
        }
    }
    sum.seconds = tenths(sum.seconds);
    sum.pages = Statistics { page_eighths: sum.page_eighths, ..Statistics::default() }.pages();
    sum.cast = cast.into_values().collect();
    sum.cast.sort_by_key(|part| std::cmp::Reverse(part.words));
    sum
}

fn tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(heading: &str, seconds: f64, speakers: &[(&str, u64)]) -> SceneTiming {
        let speaker = |&(name, words): &(&str, u64)| Speaker { name: name.into(), lines: 1, words };
        SceneTiming {
            heading: heading.into(),
            page_eighths: 6,
            seconds,
            dialogue_words: speakers.iter().map(|(_, words)| words).sum(),
            action_words: 10,
            speakers: speakers.iter().map(speaker).collect(),
        }
    }

    #[test]
    fn scenes_add_up_in_their_order() {
        let timing = add_up(vec![
            scene("INT. A", 10.25, &[("MARA", 5)]),
            scene("INT. B", 20.5, &[("TOM", 9), ("MARA", 3)]),
        ]);
        assert_eq!(timing.pages, "1 4/8");
        assert!((timing.seconds - 30.8).abs() < 1e-9);
        assert_eq!((timing.dialogue_words, timing.action_words), (17, 20));
        assert!((timing.scenes[1].at_s - 10.3).abs() < 1e-9);
        let cast: Vec<(&str, u32, u64)> =
            timing.cast.iter().map(|part| (part.name.as_str(), part.scenes, part.words)).collect();
        assert_eq!(cast, [("TOM", 1, 9), ("MARA", 2, 8)]);
    }
}
