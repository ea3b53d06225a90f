//! A screenplay: a plan first, then each scene under its own heading, assembled by the crate that knows
//! Fountain, so that the result parses whatever the model says.

use inference::Grammar;
use screenplay::{Screenplay, ScreenplayBuilder};

use super::Brief;
use super::cast;
use super::desk::{Desk, Passage};
use super::examples;
use super::grammar::{self, Place};
use super::plan::{self, Plan};
use super::planning::Planner;
use super::proof::Seen;
use crate::error::JobError;

/// What the places of a plan come back as.
#[derive(serde::Deserialize)]
struct Places {
    places: Vec<plan::Place>,
}

/// The key of a finished scene among the job's outputs.
fn key(number: usize) -> String {
    format!("scene:{number}")
}

/// Writes it, from wherever the attempts before have come to.
pub(super) async fn write(desk: &mut Desk, brief: &Brief) -> Result<(Plan, Screenplay), JobError> {
    let plan = plan(desk, brief).await?;
    let total = plan.places.len();
    let mut scenes: Vec<String> = Vec::new();
    while let Some(scene) = desk.job().finished(&key(scenes.len() + 1)).filter(|_| scenes.len() < total) {
        scenes.push(scene);
    }
    desk.resume(scenes.len(), total);
    let mut seen = Seen::of(&examples::scene());
    seen.read(&plan.story(total));
    for (place, scene) in plan.places.iter().zip(&scenes) {
        desk.show(&format!("{}\n\n{scene}\n\n", place.heading()));
        seen.read(scene);
    }
    while scenes.len() < total {
        let number = scenes.len() + 1;
        let heading = plan.places[number - 1].heading();
        desk.at(number, total, format!("Writing scene {number} of {total}: {heading}"));
        desk.show(&format!("{heading}\n\n"));
        let scene = scene(desk, brief, &plan, &scenes, &mut seen).await?;
        desk.show("\n\n");
        desk.job().output(&key(number), &scene).await?;
        scenes.push(scene);
    }
    let screenplay = assemble(&brief.material.title, &plan, &scenes);
    Ok((plan, screenplay))
}

/// The plan with its places, made or remembered.
async fn plan(desk: &mut Desk, brief: &Brief) -> Result<Plan, JobError> {
    if let Some(plan) = desk.job().finished::<Plan>("plan").filter(|plan| !plan.places.is_empty()) {
        return Ok(plan);
    }
    let steps = brief.budget.scenes.of(brief.material.asked.length);
    desk.at(0, steps, format!("Planning {steps} scenes"));
    let mut plan = Planner { desk, brief }.plan(steps).await?;
    let asked = examples::ask_places(brief.film(), &cast::lines(&plan.people), &plan.story(steps));
    let messages = brief.turns(examples::places(), asked);
    let schema = plan::places_schema(steps, &plan.people);
    let answer = desk.plan("places", messages, Grammar::JsonSchema(schema), 60 + 120 * steps).await?;
    // Bounded by its schema, so it is whole; should it not be, another attempt plans anew.
    let Places { mut places } = serde_json::from_str(&answer).map_err(JobError::retry)?;
    for (place, step) in places.iter_mut().zip(&plan.steps) {
        place.settle(&plan.people, step);
    }
    plan::spread(&mut places);
    plan.places = places;
    desk.job().output("plan", &plan).await?;
    Ok(plan)
}

async fn scene(
    desk: &mut Desk,
    brief: &Brief,
    plan: &Plan,
    before: &[String],
    seen: &mut Seen,
) -> Result<String, JobError> {
    let number = before.len() + 1;
    let place = &plan.places[number - 1];
    // What the scenes before share with this one comes first: the model has read it already.
    let mut asked = examples::told(brief.film(), &cast::lines(&plan.people), &plan.story(number));
    if let Some(last) = before.last() {
        asked = format!("{asked}Step {} ended so:\n{}\n\n", number - 1, ending(last));
    }
    let speakers: Vec<&str> = place.characters.iter().map(String::as_str).collect();
    asked += &examples::ask_scene(number, &speakers);
    let names = &place.characters;
    let grammar = |text: &str| Some(grammar::scene(names, &brief.budget, &Place::of(text, names)));
    let passage = Passage {
        name: key(number),
        messages: brief.turns(examples::scene(), asked),
        prefix: format!("{}\n\n", place.heading()),
        grammar: &grammar,
        expected: brief.budget.speeches.most * 100,
        max_tokens: brief.budget.scene_tokens(),
        shown: Some(str::to_owned),
    };
    desk.write(&passage, seen).await
}

/// The last lines of a scene, so that the next one goes on from there.
fn ending(scene: &str) -> String {
    let blocks: Vec<&str> = scene.split("\n\n").collect();
    blocks[blocks.len().saturating_sub(2)..].join("\n\n")
}

/// Puts the scenes under their headings.
pub(super) fn assemble(title: &str, plan: &Plan, scenes: &[String]) -> Screenplay {
    let names: Vec<String> = plan.people.iter().map(|person| person.cue.clone()).collect();
    let mut builder = ScreenplayBuilder::new(title).cast(&names);
    for (place, scene) in plan.places.iter().zip(scenes) {
        builder.scene(&place.heading(), scene);
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::super::cast::Person;
    use super::super::plan::{Side, Step, TimeOfDay};
    use super::*;
    use proptest::prelude::*;

    fn plan(places: usize) -> Plan {
        let person = |name: &str| Person::new(name, name);
        let place = |n: usize| plan::Place {
            location: format!("Room {n}"),
            interior: if n.is_multiple_of(2) { Side::Int } else { Side::Ext },
            time: TimeOfDay::Night,
            characters: vec!["MARA".into(), "TOM".into()],
        };
        let step = Step { goal: "Mara wants in.".into(), tension: "Tom holds the door.".into() };
        Plan {
            people: vec![person("MARA"), person("TOM")],
            steps: vec![step; places],
            places: (1..=places).map(place).collect(),
        }
    }

    fn model_text() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just("INT. SOMEWHERE ELSE - DAY".to_owned()),
            Just(".forced".to_owned()),
            Just("# Act".to_owned()),
            Just("===".to_owned()),
            Just("/* a note".to_owned()),
            Just("[[".to_owned()),
            Just("MARA\nNo.".to_owned()),
            Just("CUT TO:".to_owned()),
            "\\PC{0,60}",
        ];
        prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n\n"))
    }

    proptest! {
        #[test]
        fn whatever_the_model_says_the_planned_headings_are_there(texts in prop::collection::vec(model_text(), 1..5)) {
            let plan = plan(texts.len());
            let text = assemble("Title", &plan, &texts).to_string();
            let parsed = screenplay::parse(&text).unwrap();
            let headings: Vec<String> = parsed.scenes().into_iter().map(|scene| scene.heading).collect();
            let planned: Vec<String> = plan.places.iter().map(|place| place.heading().to_string()).collect();
            prop_assert_eq!(headings, planned);
        }
    }

    #[test]
    fn the_next_scene_hears_how_the_last_one_ended() {
        assert_eq!(ending("Rain.\n\nMARA\nNo.\n\nShe leaves."), "MARA\nNo.\n\nShe leaves.");
        assert_eq!(ending("Rain."), "Rain.");
    }
}
