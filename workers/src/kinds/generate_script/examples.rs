//! Two films that do not exist, as turns of the conversation before the real one. A small model learns
//! the form of an answer far better from an example than from a rule, and it copies a single one; with
//! two it takes the form and leaves the rest.

use inference::Message;

/// The names in the examples, which find their way into stories.
pub(super) const NAMES: [&str; 5] = ["Otto", "Pia", "Vera", "Hugo", "Clark"];

/// What is asked about a film: its line, and what the writer wants.
#[derive(Clone, Copy, Debug)]
pub(super) struct Film<'a> {
    /// `Film: "…"`
    pub(super) line: &'a str,
    /// `The writer wants: "…"`
    pub(super) wanted: &'a str,
}

const BOXER: Film<'_> = Film {
    line: "Film: \"A retired boxer teaches a blind girl to fight before the fair comes to town.\"",
    wanted: "The writer wants: \"Warm, with little talk.\"",
};
const BOXER_PEOPLE: &str = "Otto, the retired boxer.\nPia, the blind girl he teaches.";
const BOXER_STORY: &str = "1. At the beginning, Otto finds Pia hitting a sack of flour behind his shop and \
    sends her home. She comes back the next morning and hits it harder.\n\
    2. But in the cellar, Otto shows her one punch and she cannot see it. He claps his hands and lets her \
    strike at the sound.\n\
    3. In the end, Pia steps into the ring at the fair and listens. Otto claps once, and she swings.";
const BOXER_PLACES: &str = "{\"places\": [\
    {\"location\": \"Back yard\", \"interior\": \"EXT\", \"time\": \"MORNING\", \"characters\": [\"OTTO\", \"PIA\"]}, \
    {\"location\": \"Cellar\", \"interior\": \"INT\", \"time\": \"EVENING\", \"characters\": [\"PIA\", \"OTTO\"]}, \
    {\"location\": \"Fair ring\", \"interior\": \"EXT\", \"time\": \"NIGHT\", \"characters\": [\"OTTO\", \"PIA\"]}]}";
const BOXER_SCENE: &str = "INT. CELLAR - EVENING\n\n\
    One bulb. A sack of flour hangs from a beam. Otto wraps a bandage around Pia's fist, twice.\n\n\
    PIA\nThat's too tight.\n\n\
    OTTO\nIt's supposed to be.\n\n\
    He steps behind the sack and claps. Pia turns her head.\n\n\
    PIA\nYou're standing by the stove.\n\n\
    OTTO\n(pleased)\nThen why are you hitting the door?\n\n\
    Pia swings. The sack jumps on its rope, and flour rains on both of them.\n\n\
    PIA\nWas that the door?\n\n\
    OTTO\nThat was my breakfast.";

const MUSEUM: Film<'_> = Film {
    line: "Film: \"Three thieves are locked in the museum they came to rob, with a guard who knows one of them.\"",
    wanted: "The writer wants: \"Tense. Nobody is what he seems.\"",
};
const MUSEUM_PEOPLE: &str = "Vera, the leader of the thieves.\nHugo, the youngest thief.\n\
    Clark, the guard who knows him.";
const MUSEUM_STORY: &str = "1. At the beginning, Vera cuts the alarm and the steel doors fall behind them. \
    Hugo laughs until the last lamp goes out.\n\
    2. But Clark comes down the stairs with a flashlight and calls Hugo by his name. Vera lifts the drill and \
    asks how he knows it.\n\
    3. So Clark offers them the keys if they leave the boy with him. Hugo will not say whose son he is.\n\
    4. In the end, Vera takes the keys and walks out alone. Clark sits down beside Hugo and waits for the police.";
const MUSEUM_SCENE: &str = "INT. SCULPTURE HALL - NIGHT\n\n\
    A flashlight comes down the stairs, slowly. Behind a marble horse Vera pulls Hugo to the floor. Keys jingle.\n\n\
    CLARK\nHugo? I know how you breathe, boy.\n\n\
    Vera looks at Hugo. She picks up the drill.\n\n\
    VERA\n(whispering)\nWho is that?\n\n\
    HUGO\nNobody. A guard.\n\n\
    CLARK\nYour mother has kept the soup warm.\n\n\
    Hugo closes his eyes. The light stops at his shoes.";
const MUSEUM_ACT: &str = "Vera counts to three and cuts the wire. For a moment nothing happens, and Hugo grins. \
    Then the steel doors come down behind them, one after the other, all the way through the dark halls. Hugo \
    laughs until the last lamp goes out. Somewhere above them a chair is pushed back, and keys jingle on the stairs.";
const MUSEUM_BEATS: &str = "1. The Wire\nVera cuts the alarm and the steel doors fall behind them.\n\n\
    2. Keys on the Stairs\nClark comes down with a flashlight and calls Hugo by his name.\n\n\
    3. The Offer\nClark holds out the keys and asks Vera to leave the boy with him.";

/// How to ask for the people of a film.
pub(super) fn ask_people(film: Film<'_>) -> String {
    format!("{}\nGive a first name to each of its people.", film.line)
}

/// How to ask for its story.
pub(super) fn ask_story(film: Film<'_>, people: &str, steps: usize) -> String {
    let Film { line, wanted } = film;
    format!("{line}\n{wanted}\n{people}\nTell its story in {steps} steps.")
}

/// How to ask where it plays.
pub(super) fn ask_places(film: Film<'_>, people: &str, story: &str) -> String {
    format!("{}\n{people}\n{story}\nWhere and when does each step play, and who speaks? JSON.", film.line)
}

/// What comes before a step is asked for: the same for every step, so that the model has read it already.
pub(super) fn told(film: Film<'_>, people: &str, story: &str) -> String {
    format!("{}\n{people}\n{story}\n\n", film.line)
}

/// How to ask for one step as a scene; what was [`told`] comes before it.
pub(super) fn ask_scene(step: usize, speakers: &[&str]) -> String {
    format!("Write step {step} as a scene. {} speak.", speakers.join(" and "))
}

/// How to ask for one step as prose.
pub(super) fn ask_act(step: usize) -> String {
    format!("Write step {step} as an act of the treatment, in prose.")
}

/// How to ask for beats.
pub(super) fn ask_beats(film: Film<'_>, people: &str, beats: usize) -> String {
    let Film { line, wanted } = film;
    format!("{line}\n{wanted}\n{people}\nOutline it in {beats} beats.")
}

pub(super) fn people() -> Vec<Message> {
    turns([(ask_people(BOXER), BOXER_PEOPLE), (ask_people(MUSEUM), MUSEUM_PEOPLE)])
}

pub(super) fn story() -> Vec<Message> {
    turns([
        (ask_story(BOXER, BOXER_PEOPLE, 3), BOXER_STORY),
        (ask_story(MUSEUM, MUSEUM_PEOPLE, 4), MUSEUM_STORY),
    ])
}

pub(super) fn places() -> Vec<Message> {
    turns([(ask_places(BOXER, BOXER_PEOPLE, BOXER_STORY), BOXER_PLACES)])
}

pub(super) fn scene() -> Vec<Message> {
    let boxer = told(BOXER, BOXER_PEOPLE, &up_to(2, BOXER_STORY)) + &ask_scene(2, &["PIA", "OTTO"]);
    let museum = told(MUSEUM, MUSEUM_PEOPLE, &up_to(2, MUSEUM_STORY));
    let museum = museum + &ask_scene(2, &["CLARK", "VERA", "HUGO"]);
    turns([(boxer, BOXER_SCENE), (museum, MUSEUM_SCENE)])
}

pub(super) fn act() -> Vec<Message> {
    turns([(told(MUSEUM, MUSEUM_PEOPLE, &up_to(1, MUSEUM_STORY)) + &ask_act(1), MUSEUM_ACT)])
}

pub(super) fn beats() -> Vec<Message> {
    turns([(ask_beats(MUSEUM, MUSEUM_PEOPLE, 3), MUSEUM_BEATS)])
}

/// The first steps of a story.
fn up_to(steps: usize, story: &str) -> String {
    story.lines().take(steps).collect::<Vec<_>>().join("\n")
}

fn turns<const N: usize>(pairs: [(String, &str); N]) -> Vec<Message> {
    pairs.into_iter().flat_map(|(asked, answer)| [Message::user(asked), Message::assistant(answer)]).collect()
}
