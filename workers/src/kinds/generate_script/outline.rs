//! An outline: a list of beats, each a title and a sentence.

use screenplay::{OutlineBuilder, Screenplay};
use serde::{Deserialize, Serialize};

use super::Brief;
use super::cast::{self, Person};
use super::desk::{Desk, Passage};
use super::examples;
use super::grammar;
use super::plan::Plan;
use super::planning::Planner;
use super::proof::Seen;
use crate::error::JobError;

/// One beat; recorded as the job's output `beat:N`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Beat {
    pub(super) title: String,
    pub(super) text: String,
}

/// Writes it, from wherever the attempts before have come to.
pub(super) async fn write(desk: &mut Desk, brief: &Brief) -> Result<Screenplay, JobError> {
    let total = brief.budget.beats.of(brief.material.asked.length);
    let people = people(desk, brief, total).await?;
    let key = |number: usize| format!("beat:{number}");
    let mut beats: Vec<Beat> = Vec::new();
    while let Some(beat) = desk.job().finished(&key(beats.len() + 1)).filter(|_| beats.len() < total) {
        beats.push(beat);
    }
    desk.resume(beats.len(), total);
    let mut seen = Seen::of(&examples::beats());
    for (n, beat) in beats.iter().enumerate() {
        desk.show(&format!("## {}. {}\n\n= {}\n\n", n + 1, beat.title, beat.text));
        seen.read(&beat.text);
    }
    let asked = examples::ask_beats(brief.film(), &cast::lines(&people), total);
    let messages = brief.turns(examples::beats(), asked);
    while beats.len() < total {
        let number = beats.len() + 1;
        desk.at(number, total, format!("Writing beat {number} of {total}"));
        desk.show(&format!("## {number}. "));
        let grammar = |text: &str| grammar::beat(&brief.budget, text);
        let passage = Passage {
            name: key(number),
            messages: messages.clone(),
            prefix: format!("{}{number}. ", listed(&beats)),
            grammar: &grammar,
            expected: 120,
            max_tokens: brief.budget.beat_tokens(),
            shown: Some(|piece| piece.replace('\n', "\n\n= ")),
        };
        let text = desk.write(&passage, &mut seen).await?;
        desk.show("\n\n");
        let (title, text) = text.split_once('\n').unwrap_or((&text, ""));
        let beat = Beat { title: title.trim().to_owned(), text: text.trim().to_owned() };
        desk.job().output(&key(number), &beat).await?;
        beats.push(beat);
    }
    Ok(assemble(&brief.material.title, &beats))
}

/// Who it is about; made or remembered.
async fn people(desk: &mut Desk, brief: &Brief, total: usize) -> Result<Vec<Person>, JobError> {
    if let Some(plan) = desk.job().finished::<Plan>("plan") {
        return Ok(plan.people);
    }
    desk.at(0, total, format!("Planning {total} beats"));
    let people = Planner { desk, brief }.people().await?;
    let plan = Plan { people, steps: Vec::new(), places: Vec::new() };
    desk.job().output("plan", &plan).await?;
    Ok(plan.people)
}

/// The beats so far, as the model has written them.
fn listed(beats: &[Beat]) -> String {
    let numbered = beats.iter().enumerate();
    let lines = numbered.map(|(n, beat)| format!("{}. {}\n{}\n\n", n + 1, beat.title, beat.text));
    lines.collect::<Vec<_>>().concat()
}

/// Puts the beats in a list.
pub(super) fn assemble(title: &str, beats: &[Beat]) -> Screenplay {
    let mut builder = OutlineBuilder::new(title);
    for beat in beats {
        builder.beat(&beat.title, &beat.text);
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_the_model_says_every_beat_is_there(
            beats in prop::collection::vec(("\\PC{0,40}|INT. X - DAY|===", "(\\PC|\n){0,80}|## 9. No"), 1..8),
        ) {
            let beats: Vec<Beat> = beats.into_iter().map(|(title, text)| Beat { title, text }).collect();
            let text = assemble("Title", &beats).to_string();
            prop_assert!(screenplay::parse(&text).is_ok());
            prop_assert_eq!(screenplay::outline_beats(&text).len(), beats.len());
        }
    }
}
