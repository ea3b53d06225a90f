//! A shot in the words that image models read: what is most important first, because they read little. The
//! words follow from the plan, the set and the looks alone, so that equal shots are asked for equally.

use breakdown::{Member, SetFacts, colour_name};
use domain::character::Look;
use domain::character::look::{Age, Garment, HairStyle, Mark, Presenting};
use domain::job::DrawingStyle;
use domain::scene::shot::{
    Angle, Composition, Figure, Params, Pose, Setting, ShotPlan, Size, TimeOfDay, Weather,
};

/// What no picture is to show.
pub(super) const UNWANTED: &str =
    "text, letters, watermark, frame, deformed hands, extra limbs, blurry, low quality";
/// Most people that are described; models mix up more.
const PEOPLE: usize = 3;
/// Most things that are named of a set.
const THINGS: usize = 3;

/// The hand a picture is made in.
pub(super) const fn hand(style: Option<DrawingStyle>) -> &'static str {
    match style {
        None | Some(DrawingStyle::Render) => "cinematic film still, 35mm",
        Some(DrawingStyle::Marker) => "storyboard drawing, ink and grey marker",
        Some(DrawingStyle::Colour) => "film concept art, full colour painting",
        Some(DrawingStyle::Pencil) => "pencil storyboard sketch, monochrome",
    }
}

/// A shot in words.
pub(super) fn shot(plan: &ShotPlan, set: &SetFacts, members: &[Member]) -> String {
    let mut parts = vec![size(plan.size).to_owned()];
    parts.extend(angle(plan.angle).map(str::to_owned));
    parts.extend(plan.figures.iter().take(PEOPLE).map(|figure| person(figure, members)));
    if plan.figures.is_empty() {
        parts.extend(plan.props.iter().take(THINGS).map(|thing| format!("a {thing}")));
    }
    parts.push(place(set));
    parts.push(sky(set));
    parts.extend(light(plan.params).into_iter().map(str::to_owned));
    parts.extend(division(plan.composition).map(str::to_owned));
    parts.push(plan.description.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// A character in words.
pub(super) fn portrait(look: &Look) -> String {
    format!("portrait of {}, head and shoulders, plain background, soft key light", describe(look))
}

fn person(figure: &Figure, members: &[Member]) -> String {
    let member = members.iter().find(|it| it.name.eq_ignore_ascii_case(&figure.character));
    let who = member.map_or_else(|| "a person".to_owned(), |it| describe(&it.look));
    let held = figure.prop.as_deref().map(|prop| format!(" with a {prop}")).unwrap_or_default();
    format!("{who}{}{held}", doing(figure.pose))
}

fn describe(look: &Look) -> String {
    let kind = match (look.age, look.presenting) {
        (Age::Child, Presenting::Feminine) => "a girl",
        (Age::Child, Presenting::Masculine) => "a boy",
        (Age::Child, Presenting::Neutral) => "a child",
        (Age::Young, Presenting::Feminine) => "a young woman",
        (Age::Young, Presenting::Masculine) => "a young man",
        (Age::Young, Presenting::Neutral) => "a young person",
        (Age::Adult, Presenting::Feminine) => "a woman",
        (Age::Adult, Presenting::Masculine) => "a man",
        (Age::Adult, Presenting::Neutral) => "a person",
        (Age::Old, Presenting::Feminine) => "an old woman",
        (Age::Old, Presenting::Masculine) => "an old man",
        (Age::Old, Presenting::Neutral) => "an old person",
    };
    let colour = colour_name(look.hair.colour);
    let hair = match look.hair.style {
        HairStyle::Short => format!("short {colour} hair"),
        HairStyle::Long => format!("long {colour} hair"),
        HairStyle::Curly => format!("curly {colour} hair"),
        HairStyle::Bun => format!("{colour} hair in a bun"),
        HairStyle::Ponytail => format!("a {colour} ponytail"),
        HairStyle::Bob => format!("a {colour} bob"),
        HairStyle::Hat => format!("a {colour} hat"),
        HairStyle::Bald => "a bald head".to_owned(),
    };
    let skin = match look.skin_tone.get() {
        tone if tone < 0.25 => ", fair skin",
        tone if tone > 0.65 => ", dark skin",
        _ => "",
    };
    let marks: String = look.marks.iter().map(|mark| [", ", feature(*mark)].concat()).collect();
    let cloth = colour_name(look.costume.primary);
    format!(
        "{kind} with {hair}{skin}{marks} wearing {} {cloth} {}",
        article(cloth),
        garment(look.costume.kind)
    )
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

const fn feature(mark: Mark) -> &'static str {
    match mark {
        Mark::Glasses => "glasses",
        Mark::Beard => "a beard",
        Mark::Moustache => "a moustache",
        Mark::Scar => "a scar",
        Mark::Freckles => "freckles",
        Mark::Eyepatch => "an eyepatch",
        Mark::Earrings => "earrings",
        Mark::Tattoo => "a tattoo",
    }
}

const fn garment(kind: Garment) -> &'static str {
    match kind {
        Garment::Armour => "suit of armour",
        other => other.as_str(),
    }
}

const fn doing(pose: Pose) -> &'static str {
    match pose {
        Pose::Stand | Pose::Hold => "",
        Pose::Walk => " walking",
        Pose::Run => " running",
        Pose::Sit => " sitting",
        Pose::Crouch => " crouching",
        Pose::Lie => " lying",
        Pose::Kneel => " kneeling",
        Pose::Lean => " leaning",
        Pose::Point => " pointing",
        Pose::Reach => " reaching out",
        Pose::Phone => " on the telephone",
        Pose::Drink => " drinking",
        Pose::Embrace => " embracing",
        Pose::Fight => " fighting",
        Pose::Aim => " aiming",
        Pose::Write => " writing",
        Pose::Read => " reading",
        Pose::Drive => " driving",
        Pose::Wave => " waving",
        Pose::Cower => " cowering",
        Pose::LookUp => " looking up",
        Pose::LookDown => " looking down",
    }
}

const fn size(size: Size) -> &'static str {
    match size {
        Size::Ecu => "extreme close-up",
        Size::Cu => "close-up of a face",
        Size::Mcu => "medium close-up",
        Size::Ms => "medium shot",
        Size::Mls => "medium long shot",
        Size::Fs => "full body shot",
        Size::Ws => "wide shot",
        Size::Ews => "extreme wide establishing shot",
    }
}

const fn angle(angle: Angle) -> Option<&'static str> {
    match angle {
        Angle::Eye => None,
        Angle::Low => Some("low angle"),
        Angle::High => Some("high angle"),
        Angle::Overhead => Some("overhead view"),
        Angle::Worm => Some("worm's eye view"),
        Angle::Dutch => Some("dutch angle"),
        Angle::OverShoulder => Some("over the shoulder"),
    }
}

const fn division(composition: Composition) -> Option<&'static str> {
    match composition {
        Composition::Centered => Some("centered composition"),
        Composition::Symmetrical => Some("symmetrical composition"),
        Composition::NegativeSpace => Some("negative space"),
        Composition::ThirdsLeft | Composition::ThirdsRight | Composition::Golden => None,
    }
}

fn place(set: &SetFacts) -> String {
    let inside = match set.setting {
        Setting::Interior => "interior of ",
        Setting::Exterior | Setting::Both => "",
    };
    let things: String =
        set.dressing.iter().take(THINGS).map(|thing| [", ", thing.as_str()].concat()).collect();
    format!("{inside}{}{things}", set.location.to_lowercase())
}

fn sky(set: &SetFacts) -> String {
    let time = match set.time {
        TimeOfDay::Day => "daylight",
        TimeOfDay::Night => "at night",
        TimeOfDay::Dawn => "at dawn",
        TimeOfDay::Dusk => "at dusk",
    };
    let weather = match set.weather {
        Weather::Clear => "",
        Weather::Rain => ", rain",
        Weather::Snow => ", snow",
        Weather::Fog => ", fog",
        Weather::Storm => ", thunderstorm",
        Weather::Wind => ", wind",
    };
    format!("{time}{weather}")
}

/// What a photographer would say of the numbers, if there is anything to say.
fn light(params: Params) -> Vec<&'static str> {
    let of = |value: f64, (low, few): (f64, &'static str), (high, many): (f64, &'static str)| match value {
        value if value <= low => Some(few),
        value if value >= high => Some(many),
        _ => None,
    };
    [
        of(params.lighting.get(), (30.0, "low-key lighting"), (78.0, "high-key lighting")),
        of(params.color_temp.get(), (3_800.0, "warm light"), (7_000.0, "cold blue light")),
        of(params.contrast.get(), (25.0, "soft flat light"), (72.0, "hard shadows")),
        of(params.hdr_bloom.get(), (-1.0, ""), (60.0, "glowing highlights")),
        of(params.fov.get(), (24.0, "telephoto lens"), (75.0, "wide-angle lens")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use breakdown::{Known, cast, set_of};
    use domain::character::Profile;
    use serde_json::json;

    fn plan(changed: &serde_json::Value) -> ShotPlan {
        let mut plan = json!({
            "role": "single", "size": "cu", "angle": "low", "movement": "static", "composition": "centered",
            "params": {"fov": 40, "lighting": 20, "hdr_bloom": 10, "color_temp": 3200, "contrast": 80},
            "duration_ms": 3000, "description": "She  listens.", "characters": ["Mara"], "props": [], "notes": "",
            "figures": [{"character": "MARA", "x": 0, "z": 0, "facing": 0, "pose": "sit", "prop": "letter", "gaze": 0}]
        });
        plan.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        serde_json::from_value(plan).unwrap()
    }

    fn words(changed: &serde_json::Value) -> String {
        let look = "A tall old woman with long grey hair and glasses, in a navy coat".into();
        let profile = Profile { name: "Mara".into(), look, ..Profile::default() };
        let members = cast(&[], &[Known { profile: &profile, look: None }]).members;
        shot(&plan(changed), &set_of("INT. LAMP ROOM - NIGHT", "Rain on the glass.", None), &members)
    }

    #[test]
    fn a_shot_is_told_as_a_photographer_would_hear_it() {
        let told = words(&json!({}));
        assert!(told.starts_with("close-up of a face, low angle, an old woman with long "), "{told}");
        for part in ["glasses", "navy coat sitting with a letter", "interior of lamp room", "at night"] {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert!(
            told.ends_with("low-key lighting, warm light, hard shadows, centered composition, She listens."),
            "{told}"
        );
    }

    #[test]
    fn every_word_of_a_plan_changes_the_words() {
        let changes = [
            json!({}),
            json!({"size": "ws"}),
            json!({"angle": "high"}),
            json!({"composition": "negative_space"}),
            json!({"figures": [], "props": ["key"]}),
            json!({"params": {"fov": 90, "lighting": 90, "hdr_bloom": 80, "color_temp": 9000, "contrast": 10}}),
            json!({"description": "She hears it."}),
        ];
        let told: std::collections::BTreeSet<String> = changes.iter().map(words).collect();
        assert_eq!(told.len(), changes.len(), "{told:?}");
        assert!(words(&changes[4]).contains("a key"));
    }

    #[test]
    fn a_portrait_is_of_the_look() {
        let profile =
            Profile { name: "Nils".into(), look: "A bald man with a beard".into(), ..Profile::default() };
        let look = cast(&[], &[Known { profile: &profile, look: None }]).members.remove(0).look;
        let told = portrait(&look);
        assert!(told.starts_with("portrait of a man with a bald head"), "{told}");
        assert!(told.contains("a beard"), "{told}");
    }
}
