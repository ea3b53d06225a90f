//! What every form begins with: the people of the story, and its steps.

use inference::Grammar;

use super::Brief;
use super::cast::{self, Person};
use super::desk::{Desk, Passage};
use super::examples;
use super::grammar;
use super::plan::{Plan, Step, lead, parted, without_lead};
use super::proof::Seen;
use super::quote::plain;
use crate::error::JobError;

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
            .map(|profile| Person { name: profile.name.clone(), who: phrase(&profile.personality) })
            .collect();
        if cast::named(&people) < 2 {
            people.extend(self.invented(&people).await?);
        }
        Ok(cast::settled(people))
    }

    async fn invented(&mut self, known: &[Person]) -> Result<Vec<Person>, JobError> {
        let asked = examples::ask_people(self.brief.film());
        let messages = self.brief.turns(examples::people(), asked);
        let grammar = Grammar::Lark(grammar::people(3 - cast::named(known).min(2)));
        let answer = self.desk.plan("people", messages, grammar, 200).await?;
        let person = |line: &str| {
            let (name, who) = line.split_once(", ")?;
            Some(Person { name: name.to_owned(), who: who.trim_end_matches('.').to_owned() })
        };
        let people: Vec<Person> = answer.lines().filter_map(person).collect();
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

/// A profile's character as a phrase behind the name.
fn phrase(personality: &str) -> String {
    let plain = plain(personality);
    let first = plain.split(['.', ';', '\n']).next().unwrap_or_default().trim();
    if first.is_empty() { "one of the people".to_owned() } else { super::quote::clipped(first, 80) }
}
