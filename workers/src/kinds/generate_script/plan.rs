//! The plan: who is in the story, its steps, and for a screenplay where each step plays. Everything in
//! it is written under a grammar or a JSON schema, so it always has the asked number of steps, headings that
//! Fountain knows, and speakers from the cast.

use screenplay::{Heading, Interior};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::cast::Person;

/// Most people who speak in one scene.
const MOST_SPEAKERS: usize = 3;

/// Places without a roof.
const OUTSIDE: [&str; 24] = [
    "beach", "bridge", "cliff", "coast", "deck", "desert", "field", "forest", "garden", "harbour", "hill",
    "island", "market", "mountain", "park", "pier", "quay", "river", "road", "rooftop", "shore", "square",
    "street", "yard",
];

/// The whole plan; recorded as the job's output `plan`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) people: Vec<Person>,
    pub(super) steps: Vec<Step>,
    /// As many as steps for a screenplay, none otherwise.
    #[serde(default)]
    pub(super) places: Vec<Place>,
}

/// One step of the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// What happens, and what it is for.
    pub(super) goal: String,
    /// What stands against it.
    pub(super) tension: String,
}

/// Where a step plays, and who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) location: String,
    pub(super) interior: Side,
    pub(super) time: TimeOfDay,
    /// Cues.
    pub(super) characters: Vec<String>,
}

/// Where the camera stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Side {
    Int,
    Ext,
}

/// What the light says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum TimeOfDay {
    Day,
    Night,
    Dawn,
    Dusk,
    Morning,
    Evening,
}

impl Place {
    /// The slugline, such as `INT. LAMP ROOM - NIGHT`.
    pub(super) fn heading(&self) -> Heading {
        let interior = match self.interior {
            Side::Int => Interior::Int,
            Side::Ext => Interior::Ext,
        };
        let time = match self.time {
            TimeOfDay::Day => "DAY",
            TimeOfDay::Night => "NIGHT",
            TimeOfDay::Dawn => "DAWN",
            TimeOfDay::Dusk => "DUSK",
            TimeOfDay::Morning => "MORNING",
            TimeOfDay::Evening => "EVENING",
        };
        Heading::new(interior, &self.location, time)
    }

    /// Sets right what a small model gets wrong: whoever the step names speaks, each once, and two of them
    /// where the cast has two; and a beach is outside.
    pub(super) fn settle(&mut self, people: &[Person], step: &Step) {
        let told = format!("{} {}", step.goal, step.tension).to_uppercase();
        let named = people.iter().filter(|person| told.contains(&person.name.to_uppercase()));
        let named = named.map(|person| &person.cue);
        let anybody = people.iter().map(|person| &person.cue);
        let chosen = self.characters.iter().filter(|name| people.iter().any(|person| person.cue == **name));
        let mut speakers: Vec<String> = Vec::new();
        // In the order of the wish: those the step names, those the model chose, anybody.
        for (name, most) in
            named.map(|name| (name, MOST_SPEAKERS)).chain(chosen.chain(anybody).map(|name| (name, 2)))
        {
            if speakers.len() < most && !speakers.contains(name) {
                speakers.push(name.clone());
            }
        }
        self.characters = speakers;
        let location = self.location.to_lowercase();
        if location.split(' ').any(|word| OUTSIDE.contains(&word)) {
            self.interior = Side::Ext;
        }
    }
}

/// Gives two scenes under one heading different hours: a new scene begins where the place or the time
/// changes.
pub(super) fn spread(places: &mut [Place]) {
    for at in 1..places.len() {
        let (before, rest) = places.split_at_mut(at);
        for _ in 0..TimeOfDay::ALL.len() {
            if before.iter().all(|place| place.heading() != rest[0].heading()) {
                break;
            }
            rest[0].time = rest[0].time.later();
        }
    }
}

impl TimeOfDay {
    const ALL: [Self; 6] = [Self::Dawn, Self::Morning, Self::Day, Self::Dusk, Self::Evening, Self::Night];

    /// The next hour of the day.
    fn later(self) -> Self {
        let at = Self::ALL.iter().position(|time| *time == self).expect("every hour is on the list");
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

impl Plan {
    /// The story as a prompt tells it: its first so many steps, numbered. Whoever writes a step does not
    /// hear of the later ones, or tells them all at once.
    pub(super) fn story(&self, steps: usize) -> String {
        let steps = self.steps.iter().take(steps).enumerate();
        let steps: Vec<String> =
            steps.map(|(n, step)| format!("{}. {} {}", n + 1, step.goal, step.tension)).collect();
        steps.join("\n")
    }
}

/// Where each step begins, so that a story goes somewhere: a small model left to itself tells the first
/// step three times.
pub(super) fn lead(step: usize, steps: usize) -> &'static str {
    if step == 0 {
        "At the beginning, "
    } else if step + 1 == steps {
        "In the end, "
    } else if step + 2 == steps && steps > 4 {
        "At the worst moment, "
    } else {
        ["So ", "But ", "Then "][step % 3]
    }
}

/// A step without the word that led into it.
pub(super) fn without_lead(sentence: &str, lead: &str) -> String {
    let rest = sentence.strip_prefix(lead).unwrap_or(sentence);
    let mut letters = rest.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Two to three sentences cut into the first and the rest.
pub(super) fn parted(text: &str) -> (String, String) {
    let end = text
        .char_indices()
        .find(|(at, c)| matches!(c, '.' | '!' | '?') && text[at + c.len_utf8()..].starts_with(' '));
    match end {
        Some((at, c)) => {
            let (first, rest) = text.split_at(at + c.len_utf8());
            (first.trim().to_owned(), rest.trim().to_owned())
        }
        None => (text.trim().to_owned(), String::new()),
    }
}

/// Where the steps play: one entry for each.
pub(super) fn places_schema(steps: usize, people: &[Person]) -> Value {
    let names: Vec<&str> = people.iter().map(|person| person.cue.as_str()).collect();
    let (least, most) = (names.len().min(2), names.len().min(3));
    json!({
        // Room for blanks is room that a small model can fall into for ever.
        "x-guidance": { "whitespace_flexible": false, "item_separator": ", ", "key_separator": ": " },
        "type": "object",
        "additionalProperties": false,
        "required": ["places"],
        "properties": { "places": {
            "type": "array", "minItems": steps, "maxItems": steps,
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["location", "interior", "time", "characters"],
                "properties": {
                    "location": { "type": "string", "pattern": "^[A-Z][a-z']{2,11}( [a-z']{2,11}){0,2}$" },
                    "interior": { "enum": ["INT", "EXT"] },
                    "time": { "enum": ["DAY", "NIGHT", "DAWN", "DUSK", "MORNING", "EVENING"] },
                    "characters": {
                        "type": "array", "minItems": least, "maxItems": most, "items": { "enum": names },
                    },
                },
            },
        } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person::new(name, name)
    }

    fn place(characters: &[&str]) -> Place {
        let characters = characters.iter().map(ToString::to_string).collect();
        Place { location: "Lamp room".into(), interior: Side::Int, time: TimeOfDay::Night, characters }
    }

    #[test]
    fn a_heading_is_a_slugline() {
        assert_eq!(place(&[]).heading().to_string(), "INT. LAMP ROOM - NIGHT");
    }

    #[test]
    fn a_place_has_the_speakers_of_its_step_and_two_at_least() {
        let people = [person("MARA"), person("TOM"), person("ANN")];
        for (given, goal, settled) in [
            (vec!["TOM", "TOM"], "It rains.", vec!["TOM", "MARA"]),
            (vec!["ANN", "TOM", "ANN"], "It rains.", vec!["ANN", "TOM"]),
            (vec!["NOBODY"], "It rains.", vec!["MARA", "TOM"]),
            (vec!["MARA", "TOM"], "Ann lies to Tom.", vec!["TOM", "ANN"]),
            (vec![], "Ann lies to Tom and Mara.", vec!["MARA", "TOM", "ANN"]),
        ] {
            let mut place = place(&given);
            place.settle(&people, &Step { goal: goal.into(), tension: String::new() });
            assert_eq!(place.characters, settled, "{goal}");
        }
    }

    #[test]
    fn a_beach_is_outside() {
        let mut place = Place { location: "Stony beach".into(), ..place(&["MARA"]) };
        place.settle(&[person("MARA")], &Step { goal: String::new(), tension: String::new() });
        assert_eq!(place.heading().to_string(), "EXT. STONY BEACH - NIGHT");
    }

    #[test]
    fn no_two_scenes_have_one_heading() {
        let mut places = vec![place(&[]), place(&[]), place(&[])];
        spread(&mut places);
        let headings: Vec<String> = places.iter().map(|place| place.heading().to_string()).collect();
        assert_eq!(headings, ["INT. LAMP ROOM - NIGHT", "INT. LAMP ROOM - DAWN", "INT. LAMP ROOM - MORNING"]);
    }

    #[test]
    fn a_step_is_cut_after_its_first_sentence() {
        assert_eq!(parted("Mara lies. Tom hears it."), ("Mara lies.".into(), "Tom hears it.".into()));
        assert_eq!(parted("Wait... what? No."), ("Wait...".into(), "what? No.".into()));
        assert_eq!(parted("One alone."), ("One alone.".into(), String::new()));
        assert_eq!(parted(""), (String::new(), String::new()));
    }

    #[test]
    fn every_story_begins_and_ends() {
        for steps in [2, 3, 6, 10, 16] {
            assert_eq!(lead(0, steps), "At the beginning, ");
            assert_eq!(lead(steps - 1, steps), "In the end, ");
        }
        assert_eq!(without_lead("In the end, he stays.", "In the end, "), "He stays.");
        assert_eq!(without_lead("", "So "), "");
    }

    #[test]
    fn the_schema_asks_for_exactly_the_steps_and_the_cast() {
        let schema = places_schema(6, &[person("MARA"), person("TOM")]);
        let places = &schema["properties"]["places"];
        assert_eq!((&places["minItems"], &places["maxItems"]), (&json!(6), &json!(6)));
        assert_eq!(places["items"]["properties"]["characters"]["items"]["enum"], json!(["MARA", "TOM"]));
        let answer = r#"{"location":"Quay","interior":"EXT","time":"DUSK","characters":["TOM"]}"#;
        let place: Place = serde_json::from_str(answer).unwrap();
        assert_eq!((place.interior, place.time), (Side::Ext, TimeOfDay::Dusk));
    }
}
