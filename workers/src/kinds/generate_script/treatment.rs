//! A treatment: three acts of prose, each from one step of the story.

use screenplay::{Screenplay, TreatmentBuilder};

use super::Brief;
use super::cast;
use super::desk::{Desk, Passage};
use super::examples;
use super::grammar;
use super::plan::Plan;
use super::planning::Planner;
use super::proof::Seen;
use crate::error::JobError;

/// What the acts are called.
pub(super) const ACTS: [&str; 3] = ["ACT ONE", "ACT TWO", "ACT THREE"];

/// Writes it, from wherever the attempts before have come to.
pub(super) async fn write(desk: &mut Desk, brief: &Brief) -> Result<Screenplay, JobError> {
    let plan = match desk.job().finished::<Plan>("plan") {
        Some(plan) if plan.steps.len() == ACTS.len() => plan,
        _ => {
            desk.at(0, ACTS.len(), "Planning three acts".to_owned());
            let plan = Planner { desk, brief }.plan(ACTS.len()).await?;
            desk.job().output("plan", &plan).await?;
            plan
        }
    };
    let key = |number: usize| format!("act:{number}");
    let mut acts: Vec<String> = Vec::new();
    while let Some(act) = desk.job().finished(&key(acts.len() + 1)).filter(|_| acts.len() < ACTS.len()) {
        acts.push(act);
    }
    desk.resume(acts.len(), ACTS.len());
    let mut seen = Seen::of(&examples::act());
    seen.read(&plan.story(ACTS.len()));
    for (title, act) in ACTS.iter().zip(&acts) {
        desk.show(&format!("# {title}\n\n{act}\n\n"));
        seen.read(act);
    }
    while acts.len() < ACTS.len() {
        let (number, title) = (acts.len() + 1, ACTS[acts.len()]);
        desk.at(number, ACTS.len(), format!("Writing act {number} of {}", ACTS.len()));
        desk.show(&format!("# {title}\n\n"));
        let act = act(desk, brief, &plan, &acts, &mut seen).await?;
        desk.show("\n\n");
        desk.job().output(&key(number), &act).await?;
        acts.push(act);
    }
    Ok(assemble(&brief.material.title, &acts))
}

/// One act, paragraph by paragraph.
async fn act(
    desk: &mut Desk,
    brief: &Brief,
    plan: &Plan,
    before: &[String],
    seen: &mut Seen,
) -> Result<String, JobError> {
    let number = before.len() + 1;
    let mut asked = examples::told(brief.film(), &cast::lines(&plan.people), &plan.story(number));
    if let Some(last) = before.last().and_then(|act| act.rsplit("\n\n").next()) {
        asked = format!("{asked}Step {} ended so:\n{last}\n\n", number - 1);
    }
    asked += &examples::ask_act(number);
    let messages = brief.turns(examples::act(), asked);
    let paragraphs = brief.budget.paragraphs.of(brief.material.asked.length);
    let mut act = String::new();
    for paragraph in 1..=paragraphs {
        if paragraph > 1 {
            act.push_str("\n\n");
            desk.show("\n\n");
        }
        let grammar = |text: &str| grammar::prose(&brief.budget, text);
        let passage = Passage {
            name: format!("act:{number}:{paragraph}"),
            messages: messages.clone(),
            prefix: act.clone(),
            grammar: &grammar,
            expected: brief.budget.sentences.most * 90 * paragraphs,
            max_tokens: brief.budget.paragraph_tokens(),
            shown: Some(str::to_owned),
        };
        act.push_str(&desk.write(&passage, seen).await?);
    }
    Ok(act)
}

/// Puts the acts under their titles.
pub(super) fn assemble(title: &str, acts: &[String]) -> Screenplay {
    let mut builder = TreatmentBuilder::new(title);
    for (title, act) in ACTS.iter().zip(acts) {
        builder.act(title, act);
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_the_model_says_there_are_three_acts(acts in prop::array::uniform3("(\\PC|\n){0,80}|# Act nine|===")) {
            let text = assemble("Title", &acts).to_string();
            prop_assert!(screenplay::parse(&text).is_ok());
            let titles: Vec<String> =
                screenplay::treatment_acts(&text).into_iter().map(|(title, _)| title).collect();
            prop_assert_eq!(titles, ACTS);
        }
    }
}
