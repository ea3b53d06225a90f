//! What a shot shows, in the words of the text: what stands on a shot list until somebody writes better.

use crate::beats::{Beat, Kindred, People};
use crate::coverage::{Setup, tension::is_pause};
use crate::setting::SetFacts;
use domain::scene::shot::{Coverage, Setting, Size};

/// Most characters of what is quoted.
const QUOTED: usize = 90;
/// Most characters of action that is told.
const TOLD: usize = 420;

/// One or two sentences: who or what, and what happens.
pub(super) fn describe(
    setup: &Setup,
    all: &[Beat],
    size: Size,
    people: &People<'_>,
    set: &SetFacts,
) -> String {
    let name = |index: usize| setup.people.get(index).map(|who| people.name(*who)).unwrap_or_default();
    if let Some(answered) = setup.answers {
        let speaker = all[answered].speaker().map(|who| people.name(who)).unwrap_or_default();
        return format!("{} hears {speaker} say “{}”.", name(0), cut(&all[answered].text, QUOTED));
    }
    let beats = &all[setup.beats.clone()];
    let told = tell(beats, people);
    let lead = match setup.role {
        Coverage::Establishing => format!("{}.", place(set)),
        Coverage::Insert => {
            let thing = setup.thing.unwrap_or("detail");
            format!("{}.", capital(thing))
        }
        Coverage::Single if unheard(setup, beats) => format!("{} listens.", name(0)),
        Coverage::OverShoulder => format!("Over {}'s shoulder on {}.", name(1), name(0)),
        Coverage::TwoShot => format!("{} and {}.", name(0), name(1)),
        Coverage::Single if matches!(size, Size::Cu | Size::Ecu) => format!("{}, close.", name(0)),
        Coverage::Single if name(0).is_empty() => String::new(),
        Coverage::Single if !told.contains(name(0)) => format!("{}.", name(0)),
        _ => String::new(),
    };
    let text = [lead, told].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if text.is_empty() { format!("{}.", place(set)) } else { text }
}

/// A set-up of somebody who only hears a voice.
fn unheard(setup: &Setup, beats: &[Beat]) -> bool {
    let speaks = |beat: &Beat| beat.speaker().is_none_or(|who| setup.people.contains(&who));
    !setup.people.is_empty() && !beats.iter().any(speaks)
}

fn tell(beats: &[Beat], people: &People<'_>) -> String {
    let mut told = Vec::new();
    let mut length = 0;
    for beat in beats {
        let part = match &beat.kind {
            Kindred::Action => beat.text.split_whitespace().collect::<Vec<_>>().join(" "),
            Kindred::Speech { speaker, unseen, manner } => {
                let how = manner.as_deref().filter(|manner| !is_pause(manner));
                let how = how.map_or(String::new(), |how| format!(" ({})", cut(how, 40)));
                let from = if *unseen { ", unseen" } else { "" };
                format!("{}{from}{how}: “{}”", people.name(*speaker), cut(&beat.text, QUOTED))
            }
        };
        length += part.chars().count();
        told.push(part);
        if length > TOLD {
            break;
        }
    }
    cut(&told.join(" "), TOLD + QUOTED)
}

/// `Lighthouse - Lamp Room, interior, night, rain`.
fn place(set: &SetFacts) -> String {
    let name = crate::text::title_case(&set.location);
    let name = if name.trim().is_empty() { capital(&set.place.replace('_', " ")) } else { name };
    let setting = if set.setting == Setting::Both { "inside and outside" } else { set.setting.as_str() };
    let weather = match set.weather {
        domain::scene::shot::Weather::Clear => String::new(),
        weather => format!(", {weather}"),
    };
    format!("{}, {setting}, {}{weather}", cut(&name, QUOTED), set.time)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The beginning of a text, cut between words.
fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let whole = text[..end].rfind(' ').filter(|space| *space > end / 2).unwrap_or(end);
    format!("{}…", text[..whole].trim_end_matches([',', ';', ' ', '.']))
}
