//! What every form begins with: the people of the story, and its steps.

use domain::character::Profile;

use super::Brief;
use super::cast::{self, Person};
use super::desk::{Desk, Passage};
use super::examples;
use super::grammar;
use super::plan::{Plan, Step, lead, parted, without_lead};
use super::proof::Seen;
use crate::error::JobError;
use crate::kinds::quote::{clipped, plain};

/// People in a story whose cast is not given: two to want something of each other, and one between them.
const INVENTED: usize = 3;

pub(super) struct Planner<'a> {
    pub(super) desk: &'a mut Desk,
    pub(super) brief: &'a Brief,
}

impl Planner<'_> {
    /// People and steps, not recorded yet.
    pub(super) async fn plan(mut self, steps: usize) -> Result<Plan, JobError> {
        let people = self.people().await?;
        let steps = self.steps(&people, steps).await?;
        Ok(Plan { people, steps, places: Vec::new() })
    }

    /// The cast, or who the story needs where there is none.
    pub(super) async fn people(&mut self) -> Result<Vec<Person>, JobError> {
        let mut people: Vec<Person> = self
            .brief
            .material
            .cast
            .iter()
            .map(|profile| Person::new(&profile.name, &phrase(profile)))
            .collect();
        if cast::named(&people) < 2 {
            people.extend(self.invented(&people).await?);
        }
        Ok(cast::settled(people))
    }

    async fn invented(&mut self, known: &[Person]) -> Result<Vec<Person>, JobError> {
        let asked = examples::ask_people(self.brief.film());
        let messages = self.brief.turns(examples::people(), asked);
        // What the examples say of theirs is not to be said of these.
        let mut seen = Seen::of(&examples::people());
        let mut told = String::new();
        let mut people = Vec::new();
        for number in 1..=INVENTED - cast::named(known) {
            let passage = Passage {
                name: format!("person:{number}"),
                messages: messages.clone(),
                prefix: told.clone(),
                grammar: &grammar::person,
                expected: 60,
                max_tokens: 64,
                shown: None,
            };
            let line = self.desk.write(&passage, &mut seen).await?;
            told = format!("{told}{line}\n");
            if let Some((name, who)) = line.split_once(", ") {
                people.push(Person::new(name, who.trim_end_matches('.')));
            }
        }
        Ok(cast::renamed(people, &self.brief.line, self.desk.seed()))
    }

    async fn steps(&mut self, people: &[Person], count: usize) -> Result<Vec<Step>, JobError> {
        let asked = examples::ask_story(self.brief.film(), &cast::lines(people), count);
        let messages = self.brief.turns(examples::story(), asked);
        let mut seen = Seen::of(&examples::story());
        let mut told = String::new();
        let mut steps = Vec::new();
        for number in 1..=count {
            let lead = lead(number - 1, count);
            let grammar = |text: &str| grammar::step(lead, &self.brief.budget, text);
            told = format!("{told}{number}. ");
            let passage = Passage {
                name: format!("step:{number}"),
                messages: messages.clone(),
                prefix: told.clone(),
                grammar: &grammar,
                expected: 160,
                max_tokens: self.brief.budget.note_chars.most,
                shown: None,
            };
            let text = self.desk.write(&passage, &mut seen).await?;
            told = format!("{told}{text}\n");
            let (goal, tension) = parted(&text);
            steps.push(Step { goal: without_lead(&goal, lead), tension });
        }
        Ok(steps)
    }
}

/// A profile's character as a phrase behind the name; the name itself where there is none, so that no two
/// are the same.
fn phrase(profile: &Profile) -> String {
    let plain = plain(&profile.personality);
    let first = plain.split(['.', ';']).next().unwrap_or_default().trim();
    if first.is_empty() { format!("called {}", clipped(&profile.name, 40)) } else { clipped(first, 80) }
}
