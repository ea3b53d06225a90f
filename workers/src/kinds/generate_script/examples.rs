//! Two films that do not exist, as turns of the conversation before the real one. A small model learns
//! the form of an answer far better from two examples than from any rule; two, because it copies one.

use inference::Message;

const FARM: &str = "Film: \"A daughter comes home to make her forgetful father sell the farm.\"";
const FARM_PEOPLE: &str = "RUTH, the daughter who comes home.\nABEL, her forgetful father, a farmer.";
const WARD: &str =
    "Film: \"A nurse steals medicine for a prisoner, and the policeman who loves her finds out.\"";
const WARD_PEOPLE: &str = "INES, the nurse who steals medicine.\nTOMAS, the prisoner who needs it.\n\
    BRUNO, the policeman who loves her.";

const FARM_STORY: &str = "1. At the beginning, Ruth stops her father's truck on the road and hands him the \
    contract. Abel gives her an apple and pretends that she came for the harvest.\n\
    2. But at night in the kitchen, Ruth lays out the papers and a pen. Abel talks of feeding the dog, and \
    the dog has been dead since March.\n\
    3. In the end, Abel cannot find his way back from the river. Ruth finds him at dawn, tears up the contract \
    and stays.";
const WARD_STORY: &str = "1. At the beginning, Ines hides two bottles under her coat and smiles at Bruno at the \
    gate. Bruno offers to drive her home, and she has to say no.\n\
    2. But in the cell, Tomas drinks the medicine and asks why she does it. Ines will not answer, and a guard is \
    coming down the stairs.\n\
    3. So Bruno counts the bottles in the hospital and finds two missing. He sees her glove on the shelf and \
    puts it in his pocket.\n\
    4. In the end, Bruno stops Ines at the gate with the glove in his hand. She opens her coat herself, and he \
    lets her pass.";

const FARM_PLACES: &str = r#"{"places": [{"location": "Orchard road", "interior": "EXT", "time": "MORNING", "characters": ["RUTH", "ABEL"]}, {"location": "Farm kitchen", "interior": "INT", "time": "NIGHT", "characters": ["ABEL", "RUTH"]}, {"location": "River bank", "interior": "EXT", "time": "DAWN", "characters": ["RUTH", "ABEL"]}]}"#;

const FARM_SCENE: &str = "INT. FARM KITCHEN - NIGHT\n\n\
    A single bulb over the table. Ruth lays out the papers one by one. Abel peels an apple, the skin in one \
    long ribbon.\n\n\
    RUTH\nThree signatures. Then we can both sleep.\n\n\
    ABEL\nI sleep fine. It's the dog that walks.\n\n\
    RUTH\nThe dog died in March, Dad.\n\n\
    The ribbon breaks. Abel looks at the piece in his hand.\n\n\
    ABEL\n(quietly)\nThen who have I been feeding?\n\n\
    Ruth turns the papers face down.\n\n\
    RUTH\nShow me where you put the bowl.";

const WARD_ACT: &str = "Ines counts pills into paper cups until the other nurse turns away. Two bottles go \
    under her coat, and the glass knocks against a button. At the gate Bruno holds his umbrella over her and \
    asks for the third time whether he may drive her home. She says that she likes the rain. He watches her \
    cross the yard towards the cells, where nobody lives whom she could be visiting.";

const WARD_BEATS: &str = "1. The Glove\nInes hides two bottles under her coat and leaves a glove on the shelf.\n\n\
    2. Rain at the Gate\nBruno offers her his umbrella and feels how stiffly she walks.\n\n\
    3. The Cell\nTomas drinks without a word and keeps the empty bottle in his sleeve.";

/// How to ask for the people of a film.
pub(super) fn ask_people(film: &str) -> String {
    format!("{film}\nGive a first name to each of its people.")
}

/// How to ask for its story.
pub(super) fn ask_story(film: &str, people: &str, steps: usize) -> String {
    format!("{film}\n{people}\nTell its story in {steps} steps.")
}

/// How to ask where it plays.
pub(super) fn ask_places(story: &str) -> String {
    format!("{story}\nWhere and when does each step play, and who speaks? JSON.")
}

/// How to ask for one step as a scene; the story comes before it.
pub(super) fn ask_scene(step: usize, speakers: &str) -> String {
    format!("Write step {step} as a scene. {speakers} speak.")
}

/// How to ask for one step as prose.
pub(super) fn ask_act(step: usize) -> String {
    format!("Write step {step} as an act of the treatment, in prose.")
}

/// How to ask for beats.
pub(super) fn ask_beats(film: &str, people: &str, beats: usize) -> String {
    format!("{film}\n{people}\nOutline it in {beats} beats.")
}

pub(super) fn people() -> Vec<Message> {
    turns([(ask_people(FARM), FARM_PEOPLE), (ask_people(WARD), WARD_PEOPLE)])
}

pub(super) fn story() -> Vec<Message> {
    turns([(ask_story(FARM, FARM_PEOPLE, 3), FARM_STORY), (ask_story(WARD, WARD_PEOPLE, 4), WARD_STORY)])
}

pub(super) fn places() -> Vec<Message> {
    turns([(ask_places(FARM_STORY), FARM_PLACES)])
}

pub(super) fn scene() -> Vec<Message> {
    let asked = format!("{FARM}\n{FARM_STORY}\n\n{}", ask_scene(2, "RUTH and ABEL"));
    turns([(asked, FARM_SCENE)])
}

pub(super) fn act() -> Vec<Message> {
    turns([(format!("{WARD}\n{WARD_STORY}\n\n{}", ask_act(1)), WARD_ACT)])
}

pub(super) fn beats() -> Vec<Message> {
    turns([(ask_beats(WARD, WARD_PEOPLE, 3), WARD_BEATS)])
}

fn turns<const N: usize>(pairs: [(String, &str); N]) -> Vec<Message> {
    pairs.into_iter().flat_map(|(asked, answer)| [Message::user(asked), Message::assistant(answer)]).collect()
}
